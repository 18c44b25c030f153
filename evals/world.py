"""An invented year of work: who and what there is, what is told of it in which words, and the sources in which it stands.

What is said is known: each sentence that tells a fact carries what it is about, which attribute and which value.
"""

import random
from datetime import date, timedelta
from typing import NamedTuple

ME = "Tova Lindmark"
OWN = "Norrhamn Systems"
FIRST = (
    "Alva Bruno Cilla Dragan Edda Farid Greta Hamza Ilka Jonas Kaveh Lotte Mirek Nadia Olle Petra Quentin Runa Samir Thea "
    "Ulrik Vesna Wanda Ximena Yngve Zofia Anouk Bertil Ciro Doreen Elio Fenna Goran Hedda Ivar Jelka Klara Lazlo Maud Niko"
).split()
LAST = (
    "Brandsen Cortado Dahlberg Eskola Fontaine Grunwald Hollund Ivarsen Jovanic Kettner Lomax Marchetti Norling Okafors Pellerin Quist "
    "Rademaker Solheim Tanaka-Bo Unger Varnhagen Westergren Xandri Ylitalo Zoller Ahlgren Bexley Caspersen Dovrak Edling Farkasz Gisler "
    "Hartvig Ingrams Jarvela Kollar Lindgaard Mossberg Nystrand Ostrander"
).split()
ACCOUNTS = (
    "Halvard Timber",
    "Quillon Foods",
    "Sorrel Clinics",
    "Brackwater Ports",
    "Ambit Textiles",
    "Tessel Energy",
    "Corrigal Rail",
    "Ondine Hotels",
)
PROJECTS = (
    "Project Lantern",
    "Project Meridian",
    "Project Sandpiper",
    "Project Cobalt",
    "Project Thistle",
    "Project Harrier",
)
FORUMS = (("Product Council", 7), ("Revenue Review", 14), ("Security Circle", 28), ("Hiring Roundtable", 14))
CITIES = "Utrecht Gdansk Lyon Aarhus Turin Graz Porto Ghent Tampere Split".split()
MONTHS = "January February March April May June July August September October November December".split()


class Attribute(NamedTuple):
    """How a fact is told: ``ways`` in other words, ``moved`` when it changed ({o} the old value)."""

    kind: str
    name: str
    ways: tuple[str, ...]
    moved: tuple[str, ...]
    values: tuple[str, ...]


PERSON = (
    Attribute("person", "city", (
        "{e} is based in {v} and comes over by train.", "{e} lives in {v}, so travel takes half a day.", "By the way, {e} works out of {v} these days.",
        "{e} told me that {e} lives in {v}."), ("{e} has moved to {v} with the whole family.", "{e} relocated to {v} over the last weeks."), tuple(CITIES)),
    Attribute("person", "role", (
        "{e} is the {v} over there, as far as I know.", "{e} works as {v} in that team.", "Remember that {e} is {v} now."),
        ("{e} was promoted to {v} last week.", "{e} became {v} after the reorganisation."),
        ("head of procurement", "head of logistics", "chief financial officer", "senior controller", "director of operations", "head of data", "lead architect")),
    Attribute("person", "daypart", (
        "{e} prefers meetings in the {v}.", "{e} said that the {v} works best for calls.", "{e} likes to meet in the {v} if possible."),
        ("{e} now prefers the {v} for meetings.", "{e} would rather meet in the {v} from now on."), ("morning", "afternoon", "evening")),
    Attribute("person", "leave", (
        "{e} is on leave until {v}.", "{e} is away until {v}, on parental leave.", "{e} will be on leave until {v}, so we wait."),
        ("{e} extended the leave until {v}.",), tuple(f"{d} {m}" for d, m in ((4, "May"), (18, "May"), (7, "September"), (21, "September"), (9, "November")))),
    Attribute("person", "boss", (
        "{e} reports to {p} in that department.", "The manager of {e} is {p}, as you know.", "{e} reports directly to {p}."),
        ("{e} now reports to {p} instead.",), ("p",)),
    Attribute("person", "team", (
        "{e} leads a team of {v} people.", "The team of {e} has {v} people.", "{e} has {v} people in the team."),
        ("The team of {e} has grown to {v} people.", "The team of {e} is now {v} people."), ("9", "14", "twenty", "31")),
    Attribute("person", "phone", ("The number of {e} is {v}, if you need it.", "You reach {e} at {v}."), ("The new number of {e} is {v}.",),
        ("+46 555 010 234", "+46 555 019 871", "+46 555 012 440")),
)  # fmt: skip
ACCOUNT = (
    Attribute("account", "renewal", (
        "The contract with {e} renews on {v}.", "The {e} contract is up for renewal on {v}.", "The renewal of the contract with {e} is on {v}."),
        ("The renewal of the {e} contract was moved from {o} to {v}.", "The contract with {e} now renews on {v}."),
        tuple(f"{d} {m}" for d, m in ((1, "March"), (15, "June"), (1, "September"), (30, "November")))),
    Attribute("account", "employees", (
        "{e} has {v} employees across all sites.", "{e} employs about {v} people across its sites.", "There are {v} people working at {e}."),
        ("{e} has grown to {v} employees.",), ("240", "310", "1,200", "85")),
    Attribute("account", "terms", (
        "{e} pays within {v} days of the invoice.", "The payment term of {e} is {v} days.", "{e} pays its invoices within {v} days."),
        ("The payment term of {e} was changed to {v} days.",), ("14", "30", "45", "60")),
    Attribute("account", "price", (
        "{e} pays {v} euros per seat and month.", "The price for {e} is {v} euros per seat and month.", "We charge {e} {v} euros per seat and month."),
        ("The price for {e} went up to {v} euros per seat and month.",), ("18", "21", "24", "27")),
    Attribute("account", "system", (
        "{e} runs its invoicing on {v}.", "{e} uses {v} for invoicing.", "Their invoicing at {e} runs on {v}."),
        ("{e} switched its invoicing from {o} to {v}.",), ("Ledgerline", "Sumwise", "Tallyhouse")),
    Attribute("account", "owner", (
        "{p} is the account manager for {e} on our side.", "The account manager for {e} is {p}.", "{p} looks after the account of {e}."),
        ("{p} takes over as account manager for {e}.",), ("p",)),
)  # fmt: skip
PROJECT = (
    Attribute("project", "golive", (
        "The go-live of {e} is on {v}.", "{e} goes live on {v}.", "We plan to go live with {e} on {v}."),
        ("The go-live of {e} has slipped to {v}.", "The go-live of {e} was moved from {o} to {v}."),
        tuple(f"{d} {m}" for d, m in ((12, "April"), (3, "June"), (24, "August"), (6, "October"), (1, "December")))),
    Attribute("project", "budget", (
        "The budget of {e} is {v} euros for the year.", "{e} has a budget of {v} euros for the year.", "We have {v} euros of budget for {e} this year."),
        ("The budget of {e} went up to {v} euros for the year.", "The budget of {e} was cut to {v} euros for the year."), ("40,000", "55,000", "80,000", "120,000")),
    Attribute("project", "lead", (
        "{p} leads {e} from the business side.", "The lead of {e} is {p}.", "{p} is in charge of {e}."),
        ("{p} leads {e} now.",), ("p",)),
    Attribute("project", "state", ("{e} is {v} for the milestone.", "{e} is {v} at the moment."), ("{e} is {v} since last week.",), ("on track", "delayed", "blocked")),
    Attribute("project", "people", (
        "{v} engineers work on {e} full time.", "{e} has {v} engineers on it full time.", "There are {v} engineers on {e} full time."),
        ("{e} is down to {v} engineers full time.",), ("three", "five", "seven")),
)  # fmt: skip
NOISE = (
    "{e} brought a sample of the new packaging to the fair in {c}.", "{e} asked whether the old export from {m} can be deleted.",
    "{e} found {n} broken rows in the import of {m}.", "{e} visited the warehouse in {c} and counted {n} pallets.",
    "{e} wrote {n} pages about the outage in {m}.", "{e} lost {n} boxes in the move to {c}.", "{e} met {n} suppliers at the workshop in {c}.",
    "{e} once spent {n} hours on the phone with the office in {c}.", "{e} keeps the {m} figures in a sheet with {n} tabs.",
)  # fmt: skip
TALK = (
    "Good morning, can you hear me well?", "Yes, all fine here, thanks.", "Let me share my screen for a moment.", "That makes sense to me.", "Right, understood.",
    "I was thinking the same on the way here.", "Could be, yes.", "Okay, let me write that down.", "Mm, I see what you mean.", "We can look at that next time.",
    "Sorry, I was on mute.", "No, go on please.", "That is good to know.", "Anything else on that?", "It was quite a week, to be honest.",
    "The weather has been awful here, rain all day.", "How was your weekend, by the way?", "Quiet, mostly in the garden.", "Fine, then let us go on.",
)  # fmt: skip
TASKS = (
    "I'll send the {t} to everyone by Friday.", "Can you check the {t} before the next call?", "Yes, I'll check it tomorrow.", "I'll ask the lawyers about the {t} this week.",
    "Could you prepare the {t} by Tuesday?", "Sure, I'll do that.", "I need to update the {t} tonight.",
)  # fmt: skip
THINGS = "slide deck,draft contract,test report,price list,agenda,risk list,migration plan,survey,training guide,invoice copy".split(
    ","
)
DECISIONS = (
    "Then let's go with the {x} option for the {t}. Agreed?", "So we decided to keep the {t} as it is.", "Okay, decision made: we drop the {t} from the scope.",
)  # fmt: skip
OPTIONS = "cheaper,second,smaller,green,simple,hosted".split(",")


class Said(NamedTuple):
    """A sentence that tells a fact: of what, which attribute, which value."""

    text: str
    about: str
    name: str
    value: str


class Source(NamedTuple):
    name: str
    text: str
    day: date
    said: tuple[Said, ...]


class World:
    """Who and what there is, and which value each attribute has on a day."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.people = [f"{a} {b}" for a, b in zip(FIRST, LAST, strict=True)]
        self.home = {p: ACCOUNTS[n % len(ACCOUNTS)] for n, p in enumerate(self.people[:32])} | dict.fromkeys(
            self.people[32:], OWN
        )
        self.values: dict[tuple[str, str], list[tuple[date, str]]] = {}

    def value(self, about: str, attribute: Attribute, day: date) -> tuple[str, str | None]:
        """The value on a day, and the one before where it is told of as changed."""
        key = about, attribute.name
        history = self.values.setdefault(key, [])
        if not history:
            history.append((date(2025, 12, 1), self._pick(attribute, about, ())))
        last, old = history[-1]
        if day > last + timedelta(days=70) and self.rng.random() < 0.3:
            history.append((day, self._pick(attribute, about, (old,))))
            return history[-1][1], old
        current = [v for at, v in history if at <= day]
        return (current or [history[0][1]])[-1], None

    def _pick(self, attribute: Attribute, about: str, but: tuple[str, ...]) -> str:
        pool = self.people if attribute.values == ("p",) else attribute.values
        return self.rng.choice([v for v in pool if v not in but and v != about])


def make_year(seed: int, sources: int) -> list[Source]:
    """The sources of a year, in order of their dates."""
    rng = random.Random(seed)
    world = World(rng)
    days = sorted(date(2026, 1, 5) + timedelta(days=rng.randrange(355)) for _ in range(sources * 3 // 4))
    plans: list[tuple[date, str | None]] = [(day, None) for day in days]
    for forum, gap in FORUMS:
        plans += [(date(2026, 1, 6) + timedelta(days=gap * n), forum) for n in range(355 // gap)]
    plans = sorted(rng.sample(plans, min(sources, len(plans))), key=lambda plan: plan[0])
    while len(plans) < sources:
        plans.append((date(2026, 1, 5) + timedelta(days=rng.randrange(355)), None))
    return [make_source(world, day, forum, n) for n, (day, forum) in enumerate(sorted(plans, key=lambda plan: plan[0]))]


def make_source(world: World, day: date, forum: str | None, n: int) -> Source:
    """One source: its people, what they tell, small talk around it, in one of several layouts."""
    rng = world.rng
    account, project = rng.choice(ACCOUNTS), rng.choice(PROJECTS)
    kind = "forum" if forum else rng.choice(("one", "one", "customer", "customer", "project", "memo"))
    inside = [p for p in world.people if world.home[p] == account]
    own = [p for p in world.people if world.home[p] == OWN]
    present = {
        "forum": rng.sample(own, 4), "one": [rng.choice(world.people)], "customer": rng.sample(inside, 2),
        "project": [*rng.sample(own, 2), rng.choice(inside)], "memo": [],
    }[kind]  # fmt: skip
    topics: list[tuple[str, tuple[Attribute, ...]]] = [(p, PERSON) for p in rng.sample(present, min(2, len(present)))]
    topics += [(rng.choice(world.people), PERSON)]
    topics += [(account, ACCOUNT)] * (2 if kind in {"customer", "one", "memo"} else 0)
    topics += [(project, PROJECT)] * (2 if kind in {"project", "forum"} else 1)
    said, told = [], set()
    for about, attributes in topics:
        attribute = rng.choice(attributes)
        if (about, attribute.name) in told:
            continue
        told.add((about, attribute.name))
        value, old = world.value(about, attribute, day)
        way = rng.choice(attribute.moved if old else attribute.ways)
        said.append(Said(way.format(e=about, v=value, p=value, o=old), about, attribute.name, value))
    for _ in range(2):
        about = rng.choice((*present, account, *world.people[:6])) if present else account
        text = rng.choice(NOISE).format(e=about, c=rng.choice(CITIES), m=rng.choice(MONTHS), n=rng.randrange(12, 99))
        said.append(Said(text, about, f"noise {text}", text))
    lines = [s.text for s in said]
    rng.shuffle(lines)
    turns = _around(rng, lines)
    titles = {
        "forum": forum or "",
        "one": f"Catch-up {rng.choice(THINGS)}",
        "customer": f"{account} call",
        "project": f"{project} sync",
        "memo": f"Memo {rng.choice(THINGS)}",
    }
    title = titles[kind]
    speakers = [ME, *present] if kind != "memo" else [ME]
    voiced = [
        (speakers[(i + rng.randrange(2)) % len(speakers)] if len(speakers) > 1 else ME, t) for i, t in enumerate(turns)
    ]
    text, ending = _layout(n % 4 if kind != "memo" else 4, title, day, voiced)
    return Source(f"{day.isoformat()} {title} {n:03}{ending}", text, day, tuple(said))


def _around(rng: random.Random, facts: list[str]) -> list[str]:
    turns = [rng.choice(TALK[:2])]
    for fact in facts:
        turns += rng.sample(TALK, rng.randrange(1, 4))
        turns.append(f"{rng.choice(('', '', 'So, ', 'Well, ', 'As I said, '))}{fact}" if rng.random() < 0.4 else fact)
        if rng.random() < 0.3:
            turns.append(rng.choice(TASKS).format(t=rng.choice(THINGS)))
    if rng.random() < 0.5:
        turns.append(rng.choice(DECISIONS).format(x=rng.choice(OPTIONS), t=rng.choice(THINGS)))
    return [*turns, "Thanks everybody, talk soon."]


def _layout(which: int, title: str, day: date, voiced: list[tuple[str, str]]) -> tuple[str, str]:
    clock = [5 + 8 * i for i in range(len(voiced) + 1)]

    def stamp(seconds: int) -> str:
        return f"00:{seconds // 60:02}:{seconds % 60:02}.000"

    if which == 0:
        return "\n".join(
            f"{who}  {s // 60}:{s % 60:02}\n{text}\n" for (who, text), s in zip(voiced, clock, strict=False)
        ), ".txt"
    if which == 1:
        cues = [
            f"{i}\n{stamp(a)} --> {stamp(b)}\n<v {who}>{text}</v>\n"
            for i, ((who, text), a, b) in enumerate(zip(voiced, clock, clock[1:], strict=False), 1)
        ]
        return "WEBVTT\n\n" + "\n".join(cues), ".vtt"
    if which == 2:
        return f"# {title}\n\nDate: {day.isoformat()}\n\n" + "\n\n".join(
            f"**{who}:** {text}" for who, text in voiced
        ), ".md"
    if which == 3:
        cues = [
            f"{i}\n{stamp(a)} --> {stamp(b)}\n{who}: {text}\n"
            for i, ((who, text), a, b) in enumerate(zip(voiced, clock, clock[1:], strict=False), 1)
        ]
        return "WEBVTT\n\n" + "\n".join(cues), ".vtt"
    return f"# {title}\n\nDate: {day.isoformat()}\n\n" + "\n".join(text for _, text in voiced), ".md"
