"""Measure text/dates on public date suites: which cases follow our conventions is decided by rule, and the ids of the others are printed by rule.

    python evals/dates.py FOLDER [--excluded] [--wrong]

FOLDER holds JSON lines ``{"id", "text", "ref", "results": [{"text", "type", "start", "end", "grain"}]}`` (duckling, Recognizers-Text, dateparser).
``--excluded`` prints the ids of the cases left out, by rule (kept in dates_excluded.txt). A case is right where the first day that we find with a value is the expected one, wrong where it is another, else unresolved.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from minutebook.text.dates import DateKind, find_dates

Case = dict[str, Any]


def expected_day(case: Case) -> date:
    return date.fromisoformat(case["results"][0]["start"][:10])


def reference_day(case: Case) -> date:
    return date.fromisoformat(case["ref"][:10])


def is_day(case: Case) -> bool:
    """One result that is a day (or a time of a day that the text names)."""
    kind, grain, start = (case["results"][0].get(key) or "" for key in ("type", "grain", "start"))
    if not re.match(r"\d{4}-\d\d-\d\d", start):
        return False
    return kind in {"date", "datetime"} or (kind == "point" and grain in {"Day", "day"})


_DAYS = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
HOLIDAY = re.compile(
    r"\b(?:christmas|xmas|easter|eve\b|thanksgiving|halloween|new year|labou?r day|diwali|eid|ramadan|hanukk?ah|holiday|day of \w+ day|\w+'s day|\w+s' day|independence)",
    re.IGNORECASE,
)
NUMBERS = re.compile(
    r"\b(?:0?\d|1[0-2])\s?[/.-]\s?(?:0?\d|1[0-2])\b(?![/.-]\d{4})|\b(?:0?\d|1[0-2])[/.-](?:0?\d|1[0-2])[/.-]\d{2,4}\b|\b\d{8}\b",
    re.IGNORECASE,
)
RELATIVE_TO = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|closest|\d(?:st|nd|rd|th)(?: closest| last)?)\s+(?:to last\s+)?(?:"
    + _DAYS
    + r"|day|week|business)\b|\bweek \d|\bof (?:the )?(?:last|previous)",
    re.IGNORECASE,
)
WEEKDAY_CONVENTION = re.compile(
    rf"\b(?:next|this|the|upcoming|coming|following|past)\s+(?:(?!day\b|first\b|second\b|\d)\w+\s+)?{_DAYS}(?!\s+(?:the|\d))\b|\bnext (?:\d|two|three)",
    re.IGNORECASE,
)
DAY_WORDS = re.compile(
    rf"\b{_DAYS}\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|today|tonight|tomorrow|tmrw|\bday|\bweek|\bmonth|fortnight|\d(?:st|nd|rd|th)\b|\d[/.-]\d|(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)


# In order: the first rule that holds names the reason. A reason never looks at what we answer.
RULES: dict[str, Callable[[Case], bool]] = {
    "no date, or several": lambda c: len(c["results"]) != 1,
    "a time, span, set or period, not a day": lambda c: not is_day(c),
    "not forward-looking": lambda c: expected_day(c) < reference_day(c),
    "a holiday or season by name": lambda c: bool(c["results"][0].get("holiday")) or bool(HOLIDAY.search(c["text"])),
    "numbers alone in an order that a country decides": lambda c: bool(NUMBERS.search(c["text"])),
    "the answer is past elsewhere: before, after or since": lambda c: bool(
        re.search(r"\b(?:since|ago|before|after (?!next)|later|earlier|from)\b", c["text"], re.IGNORECASE)
    ),
    "counted from another day than the reference": lambda c: bool(RELATIVE_TO.search(c["text"])),
    "next, this or the weekday, where conventions differ": lambda c: bool(WEEKDAY_CONVENTION.search(c["text"])),
    "a weekday said on that day: ours is a week on": lambda c: (
        expected_day(c) == reference_day(c) and bool(re.search(rf"\b{_DAYS}\b", c["text"], re.IGNORECASE))
    ),
    "counted in hours or minutes": lambda c: bool(
        re.search(r"\bnow\b|\bminutes?\b|\bhours?\b", c["text"], re.IGNORECASE)
    ),
    "a time alone": lambda c: not DAY_WORDS.search(c["text"]),
    "written for another language or calendar": lambda c: bool(re.search(r"[^\x00-\x7f]", c["text"])),
}


def exclusion(case: Case) -> str | None:
    return next((reason for reason, holds in RULES.items() if holds(case)), None)


def judge(case: Case) -> str:
    values = [
        span.value
        for span in find_dates(case["text"], reference_day(case))
        if span.value and span.kind is not DateKind.PAST
    ]
    if not values:
        return "unresolved"
    return "right" if values[0] == expected_day(case) else "wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--excluded", action="store_true", help="print the ids of the excluded cases by rule")
    parser.add_argument("--wrong", action="store_true", help="print the cases that are wrong or unresolved")
    args = parser.parse_args()
    cases = [
        json.loads(line)
        for path in sorted(args.folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    outside: dict[str, list[str]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for case in cases:
        reason = exclusion(case)
        if reason:
            outside[reason].append(case["id"])
            continue
        verdict = judge(case)
        counts[verdict] += 1
        if args.wrong and verdict != "right":
            found = [(span.text, str(span.value)) for span in find_dates(case["text"], reference_day(case))]
            print(
                f"{verdict:10} {case['id']:22} {case['ref'][:10]} {case['text']!r} expected {expected_day(case)} found {found}"
            )
    total = sum(counts.values())
    print(f"{len(cases)} cases, {total} follow our conventions")
    for verdict in ("right", "wrong", "unresolved"):
        print(f"{verdict:10} {counts[verdict]:5}  {counts[verdict] / total:.1%}")
    for reason, ids in outside.items():
        print(f"outside: {len(ids):5}  {reason}", *(["  " + " ".join(ids)] if args.excluded else []), sep="\n")


if __name__ == "__main__":
    main()
