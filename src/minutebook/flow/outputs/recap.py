"""The recap of a meeting as a mail to those who were there: what was decided, who does what by when, what is open, as its note says it now."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from minutebook.flow.outputs.compose import MYSELF
from minutebook.flow.outputs.letter import Letter
from minutebook.flow.outputs.note import ACTIONS, DECISIONS, QUESTIONS
from minutebook.flow.outputs.reply import find_sender
from minutebook.model.entity import Me
from minutebook.model.source import Header
from minutebook.text import patterns as re
from minutebook.text.language import Language, find_language
from minutebook.vault.note import Note, find_section, read_note
from minutebook.vault.tasks import IN_PROGRESS, OPEN, PROPOSED, TaskLine, parse_task

_MARKS = ("- ", "* ", "+ ")
_WORD = re.compile(r"\w+")
_NAMED = 3
"""People whom a greeting names; more are all."""


class _Words(msgspec.Struct, frozen=True, kw_only=True):
    """What the mail says around what the note tells. ``day`` and ``due`` are for strftime; ``{day}`` is that of the month."""

    named: str
    all: str
    both: str
    opening: str
    decided: str
    work: str
    unsure: str
    open: str
    closing: str
    me: str
    day: str
    due: str


_ENGLISH = _Words(
    named="Hi {names},",
    all="Hi all,",
    both=" and ",
    opening="Here is what I took away from “{title}” on {day}.",
    decided="We decided:",
    work="Who does what:",
    unsure="I think that these were agreed, too; please tell me if not:",
    open="Still open:",
    closing="Please tell me if I got something wrong or left something out.",
    me="Me",
    day="%A {day} %B",
    due="by %A {day} %B",
)
_WORDS: Mapping[Language | None, _Words] = {
    None: _ENGLISH,
    Language.GERMAN: _Words(
        named="Hallo {names},",
        all="Hallo zusammen,",
        both=" und ",
        opening="hier in Kürze, was ich aus „{title}“ vom {day} mitgenommen habe.",
        decided="Beschlossen:",
        work="Wer was macht:",
        unsure="Wohl auch vereinbart; bitte um Nachricht, falls nicht:",
        open="Noch offen:",
        closing="Falls etwas falsch ist oder fehlt, bitte um kurze Nachricht.",
        me="Ich",
        day="{day}.%m.%Y",
        due="bis {day}.%m.",
    ),
    Language.FRENCH: _Words(
        named="Bonjour {names},",
        all="Bonjour à tous,",
        both=" et ",
        opening="Voici ce que j’ai retenu de « {title} » du {day}.",
        decided="Nous avons décidé :",
        work="Qui fait quoi :",
        unsure="Également convenu, sauf erreur de ma part :",
        open="Encore ouvert :",
        closing="Merci de me dire si quelque chose est faux ou manque.",
        me="Moi",
        day="{day}/%m/%Y",
        due="d’ici le {day}/%m",
    ),
    Language.SPANISH: _Words(
        named="Hola, {names}:",
        all="Hola a todos:",
        both=" y ",
        opening="Esto es lo que me llevo de «{title}» del {day}.",
        decided="Hemos decidido:",
        work="Quién hace qué:",
        unsure="Creo que también se acordó; si no, avisadme, por favor:",
        open="Queda abierto:",
        closing="Si algo no es correcto o falta, se agradece un aviso.",
        me="Yo",
        day="{day}/%m/%Y",
        due="antes del {day}/%m",
    ),
}


def compose_recap(
    text: str,
    title: str,
    day: date,
    me: Me,
    people: Sequence[Header],
    unreached: Sequence[str] = (),
    *,
    proposed: bool = False,
) -> Letter | str:
    """The recap of the note with this text to these people, or the sentence why there is none. ``unreached``: who was there, too, and has no known address.

    Tasks are those that are accepted and open; with ``proposed`` also those that nobody has accepted yet, apart from them.
    """
    note = read_note(text)
    tasks = list(_list_tasks(note, {OPEN, IN_PROGRESS}))
    unsure = list(_list_tasks(note, {PROPOSED}))
    decisions, questions = list(_list_items(note, DECISIONS)), list(_list_items(note, QUESTIONS))
    if not tasks and not decisions and not questions and not (unsure and proposed):
        hint = "; its tasks are only proposed: accept some, or add --proposed" if unsure else ""
        return f"the note of {title} holds no decision, open task or open question{hint}"
    said = " ".join((*decisions, *questions, *(task.text for task in (*tasks, *unsure))))
    words = _WORDS[find_language(_WORD.findall(said.lower()))]
    owners = _first_names(task.owner for task in (*tasks, *unsure) if task.owner and task.owner != MYSELF)

    def describe(task: TaskLine) -> str:
        owner = words.me if task.owner == MYSELF else owners.get(task.owner or "", "")
        due = f", {_say(task.due, words.due)}" if task.due else ""
        return f"{f'{owner}: ' if owner else ''}{task.text.rstrip('.')}{due}"

    there = [*(header.name or "" for header in people), *unreached]
    parts = [_greet(there, words), words.opening.format(title=title, day=_say(day, words.day))]
    parts += _part(words.decided, decisions)
    parts += _part(words.work, list(map(describe, tasks)))
    parts += _part(words.unsure, list(map(describe, unsure)) if proposed else [])
    parts += _part(words.open, questions)
    parts += [words.closing, *([me.name] if me.name else [])]
    return Letter(
        to=tuple(people), subject=f"Recap: {title}", body="\n\n".join(parts) + "\n", sender=find_sender((), me)
    )


def _greet(there: Sequence[str], words: _Words) -> str:
    names = [name.split()[0] for name in there if name.split()]
    if not names or len(names) < len(there) or len(names) > _NAMED:
        return words.all
    return words.named.format(names=words.both.join(filter(None, (", ".join(names[:-1]), names[-1]))))


def _first_names(owners: Iterable[str]) -> dict[str, str]:
    """Each owner by the first name, or in full where two share it."""
    full = dict.fromkeys(owners)
    shared = Counter(name.split()[0] for name in full)
    return {name: name.split()[0] if shared[name.split()[0]] == 1 else name for name in full}


def _say(day: date, form: str) -> str:
    return day.strftime(form.format(day=day.day))


def _part(heading: str, lines: Sequence[str]) -> list[str]:
    return [f"{heading}\n" + "\n".join(f"- {line}" for line in lines)] if lines else []


def _list_tasks(note: Note, states: set[str]) -> Iterator[TaskLine]:
    for line in _lines(note, ACTIONS):
        task = parse_task(line)
        if task and task.status in states and task.text:
            yield task


def _list_items(note: Note, title: str) -> Iterator[str]:
    """The words of a section's items, without the links to their passages."""
    for line in _lines(note, title):
        if line.startswith(_MARKS):
            words = TaskLine(description=line[2:].strip()).text
            if words:
                yield words


def _lines(note: Note, title: str) -> Iterator[str]:
    section = find_section(note, title)
    for line in note.lines[section.start : section.end] if section else ():
        if line.plain:
            yield line.text
