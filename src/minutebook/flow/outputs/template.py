"""A user's own layout of pages and notes: Jinja2 in a sandbox in which nothing can be called and everything is bounded.

Of the language are allowed: output, ``if``, ``for``, ``set``, comparisons, attributes and items of what is given, a few
filters. There are no calls, no arithmetic, no macros, no includes: a template can read what it is given, and nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from minutebook.errors import UserError
from minutebook.vault.frontmatter import Value, as_written

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST_TEMPLATE = 100_000
LONGEST_RESULT = 1_000_000
MOST_TURNS = 20_000
"""Characters of a template and of what comes out, turns of all its loops together: far above any note, far below a noticeable wait."""
_NODES = frozenset(
    "Template Output TemplateData Name Const For If CondExpr Getattr Getitem Filter Test Compare Operand And Or Not List Tuple Assign Slice"
    " Keyword Pair Dict".split()
)
_FILTERS = frozenset(
    "default d length count lower upper title trim first last join replace sort reverse unique selectattr rejectattr list".split()
)
_TESTS = frozenset("defined undefined none equalto eq ne in string sequence mapping true false".split())


class Layout(msgspec.Struct, frozen=True):
    """A user's template: where it lies, and its text."""

    path: str
    text: str


def as_given(value: Value) -> str | list[str]:
    """A property as a template has it."""
    if isinstance(value, tuple):
        return list(value)
    return str(as_written(value)) if value else ""


def render_template(text: str, path: str, values: Mapping[str, Any]) -> str:
    """The template's result. Raises UserError with ``path`` and the line that is at fault."""
    from jinja2 import Template, TemplateError, nodes

    if len(text) > LONGEST_TEMPLATE:
        raise UserError(f"{path} has {len(text)} characters; a template has at most {LONGEST_TEMPLATE}")
    environment = _environment(path)
    try:
        tree = environment.parse(text, filename=path)
        for node in tree.find_all(nodes.Node):
            _check(node, path)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)
        code = environment.compile(tree, filename=path)
        template = Template.from_code(environment, code, environment.make_globals({}))
        pieces: list[str] = []
        size = 0
        for piece in template.generate(**values):
            size += len(piece)
            if size > LONGEST_RESULT:
                raise UserError(f"{path} makes more than {LONGEST_RESULT} characters; shorten it")
            pieces.append(piece)
    except TemplateError as error:
        line = getattr(error, "lineno", None) or _line_of(error, path)
        raise UserError(f"{path}, line {line}: {error.message or error}; repair it, or delete the file") from error
    except (TypeError, ValueError, RecursionError, OverflowError) as error:
        raise UserError(f"{path}, line {_line_of(error, path)}: {error}; repair it, or delete the file") from error
    return "".join(pieces)


def _environment(path: str) -> "ImmutableSandboxedEnvironment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=False,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_as_text,
    )
    environment.globals.clear()
    environment.filters = {name: _bounded(environment.filters[name], path) for name in _FILTERS} | {
        "counted": _Counted(path)
    }
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    return environment


def _as_text(value: Any) -> Any:
    """What is put out: text, numbers and lists of them; an undefined name says so itself."""
    from jinja2 import Undefined

    if isinstance(value, (str, int, float, Undefined, list, tuple)):
        return value
    raise TypeError("what it puts out there is no text")


class _Counted:
    """The turns of all loops of one rendering."""

    def __init__(self, path: str) -> None:
        self._path, self._left = path, MOST_TURNS

    def __call__(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._left -= 1
            if self._left < 0:
                raise UserError(f"{self._path}: its loops turn more than {MOST_TURNS} times; shorten them")
            yield item


def _bounded(function: Any, path: str) -> Any:
    """A filter whose result is not longer than a whole note may be."""
    from functools import wraps

    @wraps(function)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        if isinstance(result, str) and len(result) > LONGEST_RESULT:
            raise UserError(f"{path}: a filter makes more than {LONGEST_RESULT} characters; shorten it")
        return result

    return bounded


def _check(node: "nodes.Node", path: str) -> None:
    """Raise UserError for what a template may not hold."""
    kind = type(node).__name__
    name = getattr(node, "name", None)
    if kind not in _NODES or (kind == "For" and getattr(node, "recursive", False)):
        raise UserError(f"{path}, line {node.lineno}: {_WORDS.get(kind, kind)} cannot stand in a template")
    if (kind == "Filter" and name not in _FILTERS) or (kind == "Test" and name not in _TESTS):
        raise UserError(f"{path}, line {node.lineno}: there is no {kind.lower()} {name!r} in templates")
    attribute = getattr(node, "attr", None)
    if kind == "Getattr" and str(attribute).startswith("_"):
        raise UserError(f"{path}, line {node.lineno}: {attribute!r} is nothing that a template is given")


_WORDS = {"Call": "a call", "Macro": "a macro", "Include": "an include", "Import": "an import", "Extends": "an extends"}


def _line_of(error: BaseException, path: str) -> int | str:
    """The template's line in an error's traceback."""
    line: int | str = "?"
    at = error.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename == path:
            line = at.tb_lineno
        at = at.tb_next
    return line
