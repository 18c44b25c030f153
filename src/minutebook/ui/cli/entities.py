"""``people``, ``accounts``, ``projects``, ``forums``: who is who, and putting it right."""

import sys
from collections.abc import Callable
from typing import Annotated

from cyclopts import App, Parameter

from minutebook.errors import UserError
from minutebook.model.entity import EntityType
from minutebook.model.run import Run
from minutebook.run import joining, registry
from minutebook.run.registry import PLURAL, Shown
from minutebook.run.session import Session, open_session, open_store
from minutebook.run.triage import read_answers
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import note, print_json, say

Name = Annotated[str, Parameter(help="Its name, an alias, an address, its file's name or its id.")]


def _app(kind: EntityType) -> App:
    """The commands of one kind."""
    word = PLURAL[kind]
    one = kind.value
    app = App(
        name=word,
        help=f"The {word} of the vault: who is who, and putting it right. Every change is one run that `undo` takes back.",
    )

    def list_(*, vault: VaultDir = None, json: Json = False) -> int:
        with open_store(here(vault)) as store:
            found = registry.list_entities(store, kind)
        if json:
            print_json(found)
            return 0
        for each in found:
            say(_line(each))
        if not found:
            note(f"None yet: accept one from Review.md, or: minutebook {word} add NAME")
        return 0

    def show(name: Name, *, vault: VaultDir = None, json: Json = False) -> int:
        with open_store(here(vault)) as store:
            found = registry.show_entity(store, kind, name)
        if json:
            print_json(found)
        else:
            say(_described(found))
        return 0

    def add(
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
        def work(session: Session) -> None:
            path = registry.add_entity(
                session, kind, name, emails=email, organisation=organisation, role=role, aliases=alias, partner=partner
            )
            say(f"{name}: page {path}")

        return _change(vault, f"add {name}", work)

    def rename(
        old: Name, new: Annotated[str, Parameter(help="What it is called from now on.")], *, vault: VaultDir = None
    ) -> int:
        return _change(vault, f"rename {old}", lambda s: _told(joining.rename_entity(s, kind, old, new)))

    def alias(
        name: Name, alias: Annotated[str, Parameter(help="What it is also called.")], *, vault: VaultDir = None
    ) -> int:
        def work(session: Session) -> None:
            for line in registry.call_also(session, kind, name, alias):
                note(line)
            say(f"{name} is also {alias}")

        return _change(vault, f"alias {name}", work)

    def merge(
        gone: Annotated[str, Parameter(help="The one that goes; a proposed name, too.")],
        into: Annotated[str, Parameter(help="The one that stays.")],
        *,
        vault: VaultDir = None,
    ) -> int:
        return _change(vault, f"merge {gone}", lambda s: _told(joining.merge_entities(s, kind, gone, into)))

    def split(
        name: Name,
        *,
        give: Annotated[
            str, Parameter(help="Numbers of the items that go, as in 1,3-5; without it they are listed.")
        ] = "",
        to: Annotated[str, Parameter(help="To whom; the page is made where there is none.")] = "",
        vault: VaultDir = None,
        json: Json = False,
    ) -> int:
        def work(session: Session) -> None:
            entity, items, _ = joining.items_of(session, kind, name)
            if json and not give:
                print_json(items)
                return
            chosen, target = give, to
            if not (chosen and target):
                for number, item in enumerate(items, 1):
                    say(f"{number:4}  {item.kind:6} {item.words}")
                if not sys.stdin.isatty():
                    note(f'Say which go where: minutebook {word} split "{entity.name}" --give 1,3 --to "NAME"')
                    return
                chosen = chosen or input("Which go to somebody else (as in 1,3-5; empty: none)? ")
                target = target or (input("To whom? ") if chosen else "")
            if chosen and target:
                _told(joining.split_entity(session, kind, name, _numbers(chosen), target))

        return _change(vault, f"split {name}", work)

    def never(
        name: Annotated[str, Parameter(help="What never becomes a page.")],
        other: Annotated[str | None, Parameter(help="With it: these two are never the same.")] = None,
        *,
        vault: VaultDir = None,
    ) -> int:
        return _change(vault, f"never {name}", lambda s: say(registry.refuse(s, kind, name, other)))

    for command, text in (
        (list_, f"List the {word}: those with a page, then those proposed."),
        (show, f"Say what is known of one {one}."),
        (add, "Make a page."),
        (rename, "Give it another name: page, folder and every link; the old name stays an alias."),
        (alias, "Give it another name that it goes by."),
        (merge, "Make one part of another: links, notes, facts, names and addresses."),
        (split, "List what a page holds together; give some of it to somebody else."),
        (never, "Never propose a name; or, of two, never take them for one."),
    ):
        app.command(command, name=command.__name__.strip("_"), help=text)
    return app


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


people = _app(EntityType.PERSON)
accounts = _app(EntityType.ACCOUNT)
projects = _app(EntityType.PROJECT)
forums = _app(EntityType.FORUM)
