"""``people``, ``accounts``, ``projects``, ``forums``: who is who, and putting it right."""

import sys
from collections.abc import Callable, Sequence
from typing import Annotated

from cyclopts import App, Parameter

from minutebook.errors import UserError
from minutebook.flow.outputs.split import Item
from minutebook.model.entity import EntityType
from minutebook.model.run import Run
from minutebook.run import joining, registry
from minutebook.run.adding import add_entity
from minutebook.run.registry import PLURAL, Shown
from minutebook.run.session import Session, open_session, open_store
from minutebook.run.triage import read_answers
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import note, print_json, say

Name = Annotated[str, Parameter(help="Its name, an alias, an address, its file's name or its id.")]


class _Commands:
    """The commands of one kind; the docstring of each is its help, with ``{word}`` for many and ``{one}`` for one of them."""

    def __init__(self, kind: EntityType) -> None:
        self.kind, self.word = kind, PLURAL[kind]

    def app(self) -> App:
        app = App(
            name=self.word,
            help=f"The {self.word} of the vault: who is who, and putting it right. Every change is one run that `undo` takes back.",
        )
        for command in (self.list_, self.show, self.add, self.rename, self.alias, self.merge, self.split, self.never):
            told = (command.__doc__ or "").format(word=self.word, one=self.kind.value)
            app.command(command, name=command.__name__.strip("_"), help=told)
        return app

    def list_(self, *, vault: VaultDir = None, json: Json = False) -> int:
        """List the {word}: those with a page, then those proposed."""
        with open_store(here(vault)) as store:
            found = registry.list_entities(store, self.kind)
        if json:
            print_json(found)
            return 0
        for each in found:
            say(_line(each))
        if not found:
            note(f"None yet: accept one from Review.md, or: minutebook {self.word} add NAME")
        return 0

    def show(self, name: Name, *, vault: VaultDir = None, json: Json = False) -> int:
        """Say what is known of one {one}."""
        with open_store(here(vault)) as store:
            found = registry.show_entity(store, self.kind, name)
        if json:
            print_json(found)
        else:
            say(_described(found))
        return 0

    def add(
        self,
        name: Annotated[str, Parameter(help="In full.")],
        *,
        email: Annotated[tuple[str, ...], Parameter(help="An address; may be given several times.", negative=())] = (),
        organisation: Annotated[str | None, Parameter(help="Where they belong; tells two of one name apart.")] = None,
        role: Annotated[str | None, Parameter(help="What they do there.")] = None,
        alias: Annotated[tuple[str, ...], Parameter(help="What else it is called.", negative=())] = (),
        partner: Annotated[
            bool, Parameter(help="Of accounts: somebody you work with rather than sell to.", negative=())
        ] = False,
        vault: VaultDir = None,
    ) -> int:
        """Make a page; with what the notes tell of it, where they name it."""

        def work(session: Session) -> None:
            path = add_entity(
                session,
                self.kind,
                name,
                emails=email,
                organisation=organisation,
                role=role,
                aliases=alias,
                partner=partner,
            )
            say(f"{name}: page {path}")
            if self.kind is not EntityType.PERSON and any(True for _ in session.store.notes()):
                note("Notes that were made before are filed by it once they are read again: minutebook ingest --again")

        return _change(vault, f"add {name}", work)

    def rename(
        self,
        old: Name,
        new: Annotated[str, Parameter(help="What it is called from now on.")],
        *,
        vault: VaultDir = None,
    ) -> int:
        """Give it another name: page, folder and every link; the old name stays an alias."""
        return _change(vault, f"rename {old}", lambda s: _told(joining.rename_entity(s, self.kind, old, new)))

    def alias(
        self, name: Name, alias: Annotated[str, Parameter(help="What it is also called.")], *, vault: VaultDir = None
    ) -> int:
        """Give it another name that it goes by."""

        def work(session: Session) -> None:
            for line in registry.call_also(session, self.kind, name, alias):
                note(line)
            say(f"{name} is also {alias}")

        return _change(vault, f"alias {name}", work)

    def merge(
        self,
        gone: Annotated[str, Parameter(help="The one that goes; a proposed name, too.")],
        into: Annotated[str, Parameter(help="The one that stays.")],
        *,
        vault: VaultDir = None,
    ) -> int:
        """Make one part of another: links, notes, facts, names and addresses."""
        return _change(vault, f"merge {gone}", lambda s: _told(joining.merge_entities(s, self.kind, gone, into)))

    def split(
        self,
        name: Name,
        *,
        give: Annotated[
            str, Parameter(help="Numbers of the items that go, as in 1,3-5; without it they are listed.")
        ] = "",
        to: Annotated[str, Parameter(help="To whom; the page is made where there is none.")] = "",
        vault: VaultDir = None,
        json: Json = False,
    ) -> int:
        """List what a page holds together; give some of it to somebody else."""

        def work(session: Session) -> None:
            entity, items, _ = joining.items_of(session, self.kind, name)
            if json and not give:
                print_json(items)
            elif not items:
                note(f"nothing is on the page of {entity.name}, and nothing links to it: there is nothing to give")
            elif give and to:
                _told(joining.split_entity(session, self.kind, name, _numbers(give), to))
            else:
                self._ask(session, entity.name, items, give, to)

        return _change(vault, f"split {name}", work)

    def _ask(self, session: Session, name: str, items: Sequence[Item], give: str, to: str) -> None:
        """List what can be given and, at a terminal, ask which goes to whom."""
        for number, item in enumerate(items, 1):
            say(f"{number:4}  {item.kind:6} {item.words}")
        if not sys.stdin.isatty():
            note(f'Say which go where: minutebook {self.word} split "{name}" --give 1,3 --to "NAME"')
            return
        chosen = give or input("Which go to somebody else (as in 1,3-5; empty: none)? ")
        target = to or (input("To whom? ") if chosen else "")
        if chosen and target:
            _told(joining.split_entity(session, self.kind, name, _numbers(chosen), target))

    def never(
        self,
        name: Annotated[str, Parameter(help="What never becomes a page.")],
        other: Annotated[str | None, Parameter(help="With it: these two are never the same.")] = None,
        *,
        vault: VaultDir = None,
    ) -> int:
        """Never propose a name; or, of two, never take them for one."""
        return _change(vault, f"never {name}", lambda s: say(registry.refuse(s, self.kind, name, other)))


def _change(vault: VaultDir, title: str, work: Callable[[Session], object]) -> int:
    with open_session(here(vault)) as session:
        read_answers(session)
        work(session)
        warnings = session.commit(f"minutebook: {title}"[:120])
    for warning in warnings:
        note(warning)
    return 0


def _told(run: Run | None) -> None:
    if run is None:
        say("nothing to change")
        return
    say(f"{run.title} (run {run.id})")
    for line in run.log:
        note(line)


def _numbers(text: str) -> list[int]:
    """The numbers of ``1,3-5``. Raises UserError."""
    try:
        parts = [part.partition("-") for part in text.replace(" ", "").split(",") if part]
        return [n for first, to, last in parts for n in range(int(first), int(last if to else first) + 1)]
    except ValueError as error:
        raise UserError(f"{text!r} are no numbers; write them as 1,3-5") from error


def _line(shown: Shown) -> str:
    entity = shown.entity
    known = [
        *entity.aliases,
        *([entity.organisation] if entity.organisation else []),
        *([entity.role] if entity.role else []),
    ]
    seen = f"{_notes(shown)}, last {shown.last}" if shown.notes else ("" if entity.path else "proposed")
    return "  ".join(filter(None, [f"{entity.name:28}", f"{seen:26}", ", ".join(known)])).rstrip()


def _notes(shown: Shown) -> str:
    return "1 note" if shown.notes == 1 else f"{shown.notes} notes"


def _described(shown: Shown) -> str:
    entity = shown.entity
    rows = (
        ("name", entity.name),
        ("also", ", ".join(entity.aliases)),
        ("email", ", ".join(entity.emails)),
        ("organisation", entity.organisation or ""),
        ("role", entity.role or ""),
        ("page", entity.path or "none yet (proposed)"),
        ("notes", f"{shown.notes}, last {shown.last}" if shown.notes else "none"),
        ("never the same as", ", ".join(shown.apart)),
        ("id", entity.id),
    )
    return "\n".join(f"{key:18} {value}" for key, value in rows if value)


people = _Commands(EntityType.PERSON).app()
accounts = _Commands(EntityType.ACCOUNT).app()
projects = _Commands(EntityType.PROJECT).app()
forums = _Commands(EntityType.FORUM).app()
