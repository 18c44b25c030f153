"""Whom and what the book knows, each with what to know of it; and finding words."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from minutebook.errors import EngineError, UserError
from minutebook.model.entity import EntityState, EntityType
from minutebook.run.brief import make_brief
from minutebook.run.consult import consult, find_excerpts, open_shielded
from minutebook.run.engines import choose_model
from minutebook.run.naming import find_entity, read_past
from minutebook.run.registry import PLURAL, list_entities
from minutebook.run.search import open_library
from minutebook.text.names import fold
from minutebook.ui.web.desk import web_of
from minutebook.ui.web.guard import Form
from minutebook.ui.web.markdown import as_html
from minutebook.ui.web.places import read
from minutebook.ui.web.show import page

_NEAREST = 8
"""Passages that are shown where no model answers."""
_KINDS = {plural: kind for kind, plural in PLURAL.items()}


def entities(request: Request) -> Response:
    """People, or one of the other kinds: those with a page, then those proposed."""
    kind = _KINDS.get(request.path_params["kind"])
    if kind is None:
        raise HTTPException(404, "The book has people, accounts, projects and forums.")
    web = web_of(request)
    with web.reading() as (vault, store):
        shown = list_entities(store, kind)
        return page(
            request,
            "entities.html",
            title=PLURAL[kind].title(),
            kind=PLURAL[kind],
            kinds=list(_KINDS),
            known=[each for each in shown if each.entity.path],
            proposed=[each for each in shown if not each.entity.path],
            today=web.today(vault),
        )


def entity(request: Request) -> Response:
    """One of them: what to know, and the page."""
    web = web_of(request)
    with web.searching() as library:
        wanted = request.path_params["id"]
        found = next((e for e in library.store.entities() if e.id == wanted and e.state is not EntityState.NEVER), None)
        if found is None:
            raise HTTPException(404, "The book has nobody and nothing of that name (any more).")
        today = web.today(library.vault)
        return page(
            request,
            "entity.html",
            title=found.name,
            entity=found,
            kind=PLURAL[found.type],
            brief=make_brief(library, found, today),
            body=as_html(read(library.vault, found.path)) if found.path else None,
            today=today,
        )


def search(request: Request) -> Response:
    """Words in notes and sources, best first, each with its passages."""
    web = web_of(request)
    asked = {key: request.query_params.get(key, "").strip() for key in ("q", "person", "type", "since")}
    problem, found = "", None
    with web.searching() as library:
        today = web.today(library.vault)
        try:
            names: tuple[str, ...] = ()
            if asked["person"]:
                whom = find_entity(asked["person"], library.store.entities(), (EntityType.PERSON,))
                names = tuple(fold(name) for name in (whom.name, *whom.aliases))
            since = read_past(asked["since"], today).isoformat() if asked["since"] else None
            if asked["q"]:
                found = library.find(
                    asked["q"].split(), person=names, kind=asked["type"] or None, since=since, limit=20
                )
        except UserError as error:
            problem = str(error)
        return page(
            request,
            "search.html",
            title="Search",
            asked=asked,
            found=found,
            problem=problem,
            today=today,
            pieces=pieces,
        )


def ask(request: Request, form: Form) -> Response:
    """A question: what a model answers from passages, else the passages that come nearest."""
    web = web_of(request)
    vault, question = web.vault(), form.get("q", "").strip()
    reply, problem, model = None, "", None
    try:
        model = choose_model(vault.settings.engine, vault, clock=web.clock)
    except UserError as error:
        problem = str(error)
    with open_shielded(vault) if model else open_library(vault) as library:
        excerpts = find_excerpts(library, question)
        try:
            reply = consult(library, question, excerpts, model) if model and excerpts else None
        except EngineError as error:
            problem = str(error)
    cited = list(dict.fromkeys(n for sentence in reply.sentences for n in sentence.cited)) if reply else []
    return page(
        request,
        "ask.html",
        title="Ask",
        question=question,
        reply=reply,
        numbers={n: number for number, n in enumerate(cited, 1)},
        passages=[excerpts[n] for n in cited] or excerpts[:_NEAREST],
        model=model.name if model else "",
        problem=problem,
        today=web.today(vault),
        pieces=pieces,
    )


def pieces(text: str, finds: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """A passage cut into what was found and what stands between."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for start, end in finds:
        cut += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [*cut, (text[at:], False)]
