"""``minutebook glossary``: what abbreviations stand for."""

from typing import Annotated

from cyclopts import App, Parameter

from minutebook.run.glossary import add_term, list_terms, remove_term
from minutebook.run.session import open_session, open_store
from minutebook.run.triage import read_answers
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import note, print_json, say

app = App(name="glossary", help="What abbreviations stand for: used to link names, in a model's prompt and in search.")
Short = Annotated[str, Parameter(help="The abbreviation, as it is written.")]


@app.default
def list_(*, vault: VaultDir = None, json: Json = False) -> int:
    """List them."""
    with open_store(here(vault)) as store:
        terms = list_terms(store)
    if json:
        print_json([{"short": term.short, "long": term.long} for term in terms])
        return 0
    for term in terms:
        say(f"{term.short} = {term.long}")
    if not terms:
        note('None yet: what a source spells out is asked in Review.md; or: minutebook glossary add SHORT "LONG FORM"')
    return 0


@app.command
def add(short: Short, long: Annotated[str, Parameter(help="What it stands for.")], *, vault: VaultDir = None) -> int:
    """Say what one stands for."""
    with open_session(here(vault)) as session:
        read_answers(session)
        said = add_term(session, short, long)
        session.commit(f"minutebook: {said}"[:100])
    say(said)
    return 0


@app.command
def remove(short: Short, *, vault: VaultDir = None) -> int:
    """Take one out."""
    with open_session(here(vault)) as session:
        read_answers(session)
        said = remove_term(session, short)
        session.commit(f"minutebook: {said}"[:100])
    say(said)
    return 0
