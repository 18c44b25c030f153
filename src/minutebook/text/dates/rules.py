"""The date rules: a pattern each, and how its match is resolved. The conventions stand in the package's docstring."""

import re
from collections.abc import Callable
from datetime import date

import msgspec

from minutebook.text.dates import calendar as cal
from minutebook.text.dates import numerals as num
from minutebook.text.dates.span import DateKind

Resolved = tuple[date | None, DateKind] | None
Resolver = Callable[[re.Match[str], date], Resolved]


class Rule(msgspec.Struct, frozen=True):
    pattern: re.Pattern[str]
    resolve: Resolver


_DAY_PART = r"(?:\s+(?:at\s+)?(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|lunch\s?time|lunch|noon|midday|midnight|eod|cob|close of play|end of (?:the )?(?:day|play)))?"
_NUMBER = rf"(?P<count>an?|{num.CARDINAL})"
_UNIT = r"(?P<unit>(?:business |working )?days?|weeks?|fortnights?|months?|years?|hours?)\b(?:'s?|’s?)?(?:\s+time\b)?"
_ORDINAL_END = (
    r"(?=\s*(?:$|[.,;:!?)\]…–—-]|(?:and|or|at|so|if|then|please|to|is|it|it's|that|that's|works?|for|with|when|but|because|in|instead|not|no|yes|yeah"
    r"|i|i'll|we|we'll|you|he|she|they|they'll|wait|sorry|actually|maybe|latest|would|will|would be|rather|by|before|from|until|till|around|about|after|morning|afternoon|evening|night|the latest|[a-z]+ ?[ap]\.?m)\b))"
)


def _dated(value: date | None, reference: date, kind: DateKind = DateKind.DAY) -> Resolved:
    if value is None:
        return None, DateKind.OPEN
    return value, DateKind.PAST if value < reference else kind


def _iso(match: re.Match[str], reference: date) -> Resolved:
    return _dated(cal.month_day(int(match["year"]), int(match["month"]), int(match["day"])), reference)


def _numeric(match: re.Match[str], reference: date) -> Resolved:
    """13/04/2026, 4/13/2026, 13.04.2026; where both numbers could be the month and the mark is no dot, it stays open."""
    first, second, year = int(match["first"]), int(match["second"]), match["year"]
    if match["mark"] == "." or first > 12 or first == second:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        return None, DateKind.OPEN
    if year is None:
        return _dated(cal.next_month_day(reference, month, day) if month <= 12 else None, reference)
    return _dated(cal.month_day(int(year) + (2000 if len(year) == 2 else 0), month, day), reference)


def _month_day(match: re.Match[str], reference: date) -> Resolved:
    month, day, weekday = num.month(match["month"]), num.ordinal(match["day"]), match["weekday"]
    if match["year"]:
        value = cal.month_day(num.year(match["year"]), month, day)
    else:
        value = cal.next_month_day(reference, month, day) if 1 <= day <= 31 else None
    if value and weekday and value.weekday() != num.weekday(weekday):
        return None, DateKind.OPEN
    return _dated(value, reference)


def _weekday_number(match: re.Match[str], reference: date) -> Resolved:
    """Tuesday the 12th: the next twelfth that is a Tuesday."""
    day, weekday = num.ordinal(match["day"]), num.weekday(match["weekday"])
    value: date | None = reference
    for _ in range(18):
        value = cal.next_day_of_month(value, day) if value and 1 <= day <= 31 else None
        if value is None or value.weekday() == weekday:
            return _dated(value, reference)
    return None, DateKind.OPEN


def _day_of_month(match: re.Match[str], reference: date) -> Resolved:
    day = num.ordinal(match["day"])
    if not 1 <= day <= 31:
        return None
    of = (match["of"] or "").lower()
    if of.startswith("next"):
        following = cal.add_months(reference.replace(day=1), 1)
        return _dated(cal.month_day(following.year, following.month, day), reference)
    if of.startswith("this") or "current" in of:
        return _dated(cal.month_day(reference.year, reference.month, day), reference)
    return _dated(cal.next_day_of_month(reference, day), reference)


def _weekday(match: re.Match[str], reference: date) -> Resolved:
    weekday = num.weekday(match["weekday"])
    lead, tail = (match["lead"] or "").lower(), (match["tail"] or "").lower()
    if lead.startswith(("last", "past", "previous", "yesterday")):
        return cal.add_days(cal.weekday_after(reference, weekday), -7 if weekday != reference.weekday() else -14), DateKind.PAST
    if lead.startswith(("every", "each", "most", "some", "alternate", "following")):
        return None, DateKind.NONE
    if tail.startswith(("last", "before last")):
        return None, DateKind.PAST
    if "after next" in tail:
        return cal.add_days(cal.weekday_after(reference, weekday), 7), DateKind.DAY
    if "this week" in tail:
        return _dated(cal.weekday_of_week(reference, weekday, 0), reference)
    if "next week" in tail or lead.startswith(("next week", "next")):
        return cal.weekday_of_week(reference, weekday, 1), DateKind.DAY
    return cal.weekday_after(reference, weekday), DateKind.DAY if lead.startswith("this") else DateKind.WEEKDAY


def _weekday_and_weeks(match: re.Match[str], reference: date) -> Resolved:
    """A week on Tuesday, Monday week, two weeks on Friday."""
    count = match["count"]
    weeks = 2 if match["fortnight"] else num.cardinal(count) if count else 1
    start = (match["start"] or "").lower()
    if start in {"today", "now"}:
        base = reference
    elif start == "tomorrow":
        base = cal.add_days(reference, 1)
    else:
        base = cal.weekday_after(reference, num.weekday(match["weekday"]))
    return cal.add_days(base, 7 * weeks), DateKind.DAY


def _monday_week(match: re.Match[str], reference: date) -> Resolved:
    day = match["day"].lower()
    base = {"today": reference, "tomorrow": cal.add_days(reference, 1)}.get(day)
    return cal.add_days(base or cal.weekday_after(reference, num.weekday(day)), 14 if match["fortnight"] else 7), DateKind.DAY


def _relative_day(match: re.Match[str], reference: date) -> Resolved:
    words = match[0].lower()
    if words.startswith(("yesterday", "last", "the day before yesterday", "day before yesterday")):
        return cal.add_days(reference, -2 if "before" in words else -1), DateKind.PAST
    if "after tomorrow" in words:
        return cal.add_days(reference, 2), DateKind.DAY
    if "tomorrow" in words or "tmrw" in words or "in the morning" in words:
        return cal.add_days(reference, 1), DateKind.DAY
    return reference, DateKind.DAY


def _in_units(match: re.Match[str], reference: date) -> Resolved:
    count, unit = num.cardinal(match["count"]), match["unit"].lower()
    if match["half"]:
        return None, DateKind.VAGUE
    value = _later(reference, count, unit)
    return None if value is None else (value, DateKind.DAY)


def _later(reference: date, count: int, unit: str) -> date | None:
    if unit.startswith(("business", "working")):
        return cal.add_working_days(reference, count)
    if unit.startswith("day"):
        return cal.add_days(reference, count)
    if unit.startswith("week"):
        return cal.add_days(reference, 7 * count)
    if unit.startswith("fortnight"):
        return cal.add_days(reference, 14 * count)
    if unit.startswith("month"):
        return cal.add_months(reference, count)
    if unit.startswith("year"):
        return cal.add_months(reference, 12 * count)
    return cal.add_days(reference, count // 24) if count % 24 == 0 else None


def _period(match: re.Match[str], reference: date) -> Resolved:
    """The end (or beginning, or middle) of a week, month, quarter or year."""
    edge = (match["edge"] or "end").lower()
    which, unit = (match["which"] or "").lower(), match["unit"].lower()
    if which in {"last", "past", "previous"}:
        return None, DateKind.PAST
    ahead = {"next": 1, "following": 1, "coming": 1 if unit == "week" else 0}.get(which, 0)
    if "after next" in (match["after"] or "").lower():
        ahead = 2
    if match["edge"] is None and not which and not match["after"]:
        return None
    if edge.startswith(("beginning", "start", "first", "top")):
        value = _period_start(reference, unit, ahead)
        return _dated(value, reference)
    if edge.startswith("mid"):
        return _dated(_period_middle(reference, unit, ahead), reference)
    if unit == "year" and match["edge"] is None:
        return None, DateKind.PERIOD
    return _period_end(reference, unit, ahead), DateKind.DAY if match["edge"] else DateKind.PERIOD


def _period_start(reference: date, unit: str, ahead: int) -> date:
    """The next beginning of such a period, where it is not said to be that of the next one."""
    ahead = ahead or 1
    if unit == "week":
        return cal.weekday_of_week(reference, cal.MONDAY, ahead)
    if unit == "month":
        return cal.add_months(reference.replace(day=1), ahead)
    if unit == "quarter":
        return cal.add_days(_period_end(reference, unit, ahead - 1), 1)
    return date(reference.year + ahead, 1, 1)


def _period_middle(reference: date, unit: str, ahead: int) -> date | None:
    if unit == "week":
        value = cal.weekday_of_week(reference, cal.WEDNESDAY, ahead)
        return value if value > reference else cal.weekday_after(reference, cal.WEDNESDAY)
    if unit == "month":
        return cal.add_months(reference.replace(day=15), ahead) if ahead else cal.next_day_of_month(reference, 15)
    return None


def _period_end(reference: date, unit: str, ahead: int) -> date:
    if unit == "week":
        return cal.weekday_of_week(reference, cal.FRIDAY, ahead) if ahead else cal.week_end(reference)
    if unit == "month":
        return cal.month_end(cal.add_months(reference.replace(day=1), ahead))
    if unit == "quarter":
        year, quarter = divmod(cal.quarter_of(reference) - 1 + ahead, 4)
        return cal.quarter_end(reference.year + year, quarter + 1)
    return date(reference.year + ahead, 12, 31)


def _period_short(match: re.Match[str], reference: date) -> Resolved:
    words = match[0].lower()
    unit = next(u for u, names in _SHORT_UNITS.items() if words.startswith(names))
    return _period_end(reference, unit, 0), DateKind.DAY


_SHORT_UNITS = {"week": ("week", "eow"), "month": ("month", "eom"), "quarter": ("quarter", "eoq"), "year": ("year", "eoy")}


def _named_period(match: re.Match[str], reference: date) -> Resolved:
    """The end, beginning or middle of March; the end of Q2."""
    edge = (match["edge"] or "").lower()
    if match["quarter"]:
        number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(match["quarter"].lower()) or int(match["quarter"][-1])
        year = num.year(match["year"]) if match["year"] else reference.year
        value = cal.quarter_end(year, number)
        if not match["year"] and value < reference:
            value = cal.quarter_end(year + 1, number)
        if edge.startswith(("beginning", "start", "mid")):
            return None, DateKind.OPEN
        return _dated(value, reference, DateKind.DAY if edge else DateKind.PERIOD)
    month = num.month(match["month"])
    if edge.startswith(("beginning", "start", "first")):
        found = cal.next_month_day(reference, month, 1)
    elif edge.startswith("mid"):
        found = cal.next_month_day(reference, month, 15)
    else:
        found = date(reference.year + (month < reference.month), month, 1)
    if found and match["year"]:
        found = found.replace(year=num.year(match["year"]))
    if found and edge.startswith(("end", "close", "last")):
        found = cal.month_end(found)
    return _dated(found, reference)


def _weekend(match: re.Match[str], reference: date) -> Resolved:
    lead = match[0].lower()
    if "last" in lead:
        return None, DateKind.PAST
    ahead = 1 if "next" in lead else 0
    weekday = cal.FRIDAY if lead.startswith(("by", "before", "ahead")) else cal.SUNDAY
    value = cal.weekday_of_week(reference, weekday, ahead)
    return (value if value >= reference else cal.weekday_after(reference, weekday)), DateKind.DAY


def _then(_match: re.Match[str], _reference: date) -> Resolved:
    return None, DateKind.THEN


def _vague(_match: re.Match[str], _reference: date) -> Resolved:
    return None, DateKind.VAGUE


def _past(_match: re.Match[str], _reference: date) -> Resolved:
    return None, DateKind.PAST


def _none(_match: re.Match[str], _reference: date) -> Resolved:
    return None, DateKind.NONE


def _rule(pattern: str, resolve: Resolver) -> Rule:
    return Rule(re.compile(rf"(?<![\w/$£€-])(?<![$£€] ){pattern}", re.IGNORECASE), resolve)


_EDGE = r"(?P<edge>end|close|beginning|start|middle|mid|first (?:day|thing)|first|top)"
_YEAR = rf"(?:(?:,?\s+(?:of\s+|in\s+)?|\s*[-/]\s*)(?P<year>{num.YEAR}))?"

RULES: tuple[Rule, ...] = (
    _rule(r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?![\d.])", _iso),
    _rule(rf"(?P<weekday>(?!))?(?:(?P<year>20\d\d)(?P<mark>[-/])(?:(?P<month>{num.MONTH})(?P=mark)(?P<day>[0-3]?\d))(?!\d))", _month_day),
    _rule(r"(?P<first>[0-3]?\d)(?P<mark>[/.-])(?P<second>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)\d\d|\d\d(?![\d:]))(?![\d.]*\d)", _numeric),
    _rule(r"(?:(?<=\bon )|(?<=\bby )|(?<=day )|(?<=\bbefore )|(?<=\buntil )|(?<=\bdue ))(?P<first>[0-3]?\d)(?P<mark>/)(?P<second>[0-3]?\d)(?P<year>(?!))?(?![\d/%])", _numeric),
    _rule(rf"(?:the\s+)?(?:(?P<weekday>{num.WEEKDAY}),?\s+(?:the\s+)?)?(?P<day>{num.DAY_NUMBER})(?:\s+(?:of|day of)\s+|\s+|\s*[-/]\s*)(?P<month>{num.MONTH})(?![a-z]){_YEAR}", _month_day),
    _rule(rf"(?:(?P<weekday>{num.WEEKDAY}),?\s+(?:the\s+)?)?(?P<month>{num.LONG_MONTH}|(?-i:[JFMASOND][a-z]{{2,3}}\b\.?(?<=Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|ept|Oct|Nov|Dec|an\.|eb\.|ar\.|pr\.|un\.|ul\.|ug\.|ep\.|pt\.|ct\.|ov\.|ec\.)))(?:,?\s+(?:the\s+)?|[/-])(?P<day>{num.DAY_NUMBER}|{num.SPOKEN_DAY})(?!\s*(?:-|–|:)?\s*(?:people|of them|per\s?cent|pounds|[ap]\.?m\b)){_YEAR}", _month_day),
    _rule(rf"(?P<weekday>(?!))?(?P<month>may|mar|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\s+(?:the\s+)?(?P<day>{num.ORDINAL}){_YEAR}", _month_day),
    _rule(rf"(?:this\s+|next\s+)?(?P<weekday>{num.WEEKDAY}|(?-i:Sat|Sun)),?\s+(?:the\s+)?(?P<day>{num.ORDINAL}|[0-3]?\d(?![\d:./-]*\d)(?!\s*(?:[ap]\.?m|o['’]?clock|to\b)))(?:{_ORDINAL_END})", _weekday_number),
    _rule(rf"the\s+(?P<day>{num.NUMERIC_ORDINAL}|(?:twenty|thirty)[- ]\w+|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)(?<!th thing)(?P<of>(?!))?{_ORDINAL_END}", _day_of_month),
    _rule(rf"(?:(?<=\bby )|(?<=\bon )|(?<=\bbefore )|(?<=\buntil )|(?<=\btill )|(?<=\bfrom )|(?<=\bfor )|(?<=\bthan )|(?<=\bday )|(?<=\bto ))(?:the\s+)?(?P<day>{num.ORDINAL})(?P<of>(?!))?{_ORDINAL_END}", _day_of_month),
    _rule(rf"(?:on\s+|by\s+)?(?:the\s+)?(?P<day>{num.ORDINAL})(?:\s+day)?\s+of\s+(?P<of>the\s+month|next\s+month|this\s+month|the\s+current\s+month|each\s+month|every\s+month)\b", lambda m, r: (None, DateKind.NONE) if m["of"].lower().startswith(("each", "every")) else _day_of_month(m, r)),
    _rule(rf"(?P<lead>(?:this|next|last|past|previous|every|each|most|some|alternate|coming|this coming|the following|following|next week,?(?:\s+(?:on|say|maybe|probably|like))?)\s+)?(?P<weekday>{num.WEEKDAY}){_DAY_PART}(?P<tail>,?\s+(?:of\s+)?(?:next week|this week|after next|last week|before last)\b)?", _weekday),
    _rule(r"(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)days\b(?!['’])", _none),
    _rule(rf"(?P<fortnight>a fortnight|fortnight)?(?:(?P<count>an?|{num.CARDINAL})\s+weeks?)?\s+(?:on|from|this|after)\s+(?P<start>today|now|tomorrow)?(?P<weekday>(?<![a-z]){num.WEEKDAY})?", lambda m, r: _weekday_and_weeks(m, r) if (m["fortnight"] or m["count"]) and bool(m["start"]) != bool(m["weekday"]) else None),
    _rule(rf"(?P<fortnight>a fortnight|fortnight)?(?:(?P<count>an?|{num.CARDINAL})\s+weeks?)?\s+(?P<start>today|tomorrow)\b(?P<weekday>(?!))?", lambda m, r: _weekday_and_weeks(m, r) if m["fortnight"] or m["count"] else None),
    _rule(rf"(?P<day>{num.WEEKDAY}|today|tomorrow)\s+(?:week|(?P<fortnight>fortnight))\b(?!\s+(?:\d|one|two|three))", _monday_week),
    _rule(rf"(?:(?:later|late|earlier)\s+)?(?:today|tonight|this (?:morning|afternoon|evening|lunchtime|arvo)){_DAY_PART}", _relative_day),
    _rule(rf"(?:the\s+)?(?:day after\s+)?(?:tomorrow|tmrw)\b(?!['’]?s\s+world){_DAY_PART}", _relative_day),
    _rule(r"first thing in the morning\b", _relative_day),
    _rule(r"(?:(?:the\s+)?day before yesterday|yesterday(?:\s+(?:morning|afternoon|evening))?|last night)\b", _relative_day),
    _rule(r"(?:the\s+)?(?:end|close) of (?:the\s+|this\s+)?(?:day|play|business)\b(?!\s+(?:and|is)\s+it)|(?-i:EOD|COB|EOP)\b|(?:(?<=by )|(?<=the )|(?<=at ))(?:eod|cob)\b", _relative_day),
    _rule(rf"(?:in|within|inside)\s+(?:the next\s+|about\s+|another\s+)?{_NUMBER}\s+(?P<half>and a half\s+)?{_UNIT}(?!\s+(?:of|since|after|before|ago|later|we|i|you|they|he|she|it)\b)", _in_units),
    _rule(rf"(?P<half>(?!))?(?:upcoming\s+{_NUMBER}\s+{_UNIT})", _in_units),
    _rule(rf"(?P<half>(?!))?{_NUMBER}\s+upcoming\s+{_UNIT}", _in_units),
    _rule(rf"(?:over|during|for) the next\s+{_NUMBER}\s+(?P<half>and a half\s+)?{_UNIT}", _in_units),
    _rule(rf"{_NUMBER}\s+(?P<half>and a half\s+)?{_UNIT}\s+(?:from (?:today|now)|hence|out from today|today)\b", _in_units),
    _rule(rf"(?:in|within) (?P<half>(?!))?(?:the\s+)?(?:a\s+)?(?:couple of|few|several|half a dozen|a few)\s+(?:days?|weeks?|months?|hours?|minutes?)\b", _vague),
    _rule(rf"(?:an?|{num.CARDINAL}|a (?:few|couple of)|several|some|many|couple of)\s+(?:and a half\s+)?(?:minutes?|hours?|days?|weeks?|fortnights?|months?|years?|decades?)\s+(?:ago|back|earlier|before|previously)\b", _past),
    _rule(rf"(?:in|over|during|for|within)\s+the\s+(?:last|past)\s+(?:{num.CARDINAL}\s+|few\s+|couple of\s+)?(?:day|week|month|quarter|year)s?\b", _past),
    _rule(rf"(?:the\s+)?{_EDGE}(?:\s+of|[- ])\s*(?:the\s+)?(?P<which>this|next|last|coming|following|current)?\s*\b(?P<unit>week|month|quarter|year)\b(?P<after>\s+after next)?(?!\s+(?:\d|one\b|two\b|meeting|review))", _period),
    _rule(r"(?:(?:early|late|later|sometime|some time|somewhere)\s+)?(?P<edge>(?!))?\b(?P<which>this|next|coming|last|previous)\s+(?P<unit>week|month|quarter|year)\b(?P<after>(?!))?(?!['’]s)", _period),
    _rule(r"(?P<edge>(?!))?(?P<which>(?!))?(?:the\s+)?(?P<unit>week|month)\s*(?P<after>after next)\b", _period),
    _rule(r"(?:week|month|quarter|year)(?:['’]s)?[- ]end\b|mid[- ]?week(?P<edge>(?!))?\b|(?-i:EOW|EOM|EOQ|EOY)\b|(?<=by )eo[wmqy]\b", lambda m, r: _dated(_period_middle(r, "week", 0), r) if m[0].lower().startswith("mid") else _period_short(m, r)),
    _rule(rf"(?:the\s+)?(?P<edge>end|close|beginning|start|middle|mid|first|last day)(?:\s+of\s+|[- ]+)(?:the\s+)?(?:(?P<month>{num.MONTH})|(?P<quarter>Q[1-4]|(?:first|second|third|fourth)(?=\s+quarter)))(?:\s+quarter)?\b{_YEAR}", _named_period),
    _rule(rf"(?P<edge>(?!))?(?P<month>(?!))?(?P<quarter>(?-i:Q)[1-4])\b{_YEAR}", _named_period),
    _rule(r"(?:(?:by|before|ahead of|at|over|on|this|next|last|during)\s+)+(?:(?:the|this|next|coming)\s+)?weekend\b", _weekend),
    _rule(r"(?:by|before|until|till)\s+(?:then|that (?:date|day|time))\b", _then),
    _rule(r"(?:as soon as possible|as soon as|a\.?s\.?a\.?p\b\.?|soon(?:ish)?\b|at some (?:point|stage)|some\s?day\b|sometime\b|eventually\b|when(?:ever)? (?:you|i|we|they|he|she) (?:get|have|find|gets|has) (?:a |the |some |round to )?(?:chance|moment|minute|second|time|it|them)\b|when(?:ever)? (?:you|i|we) can\b|in due course|one of these days|no rush|no hurry|down the line|straight away|right away|immediately\b)", _vague),
)

TRIGGER = re.compile(
    r"(?:day|\b(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)\b|tonight|morrow|tmrw|morning|afternoon|evening|night|week|month|quarter|year|\bQ[1-4]\b|hours?\b"
    r"|\d(?:st|nd|rd|th)\b|\d[/.-]\d|(?:teen|iet)th\b|\bthe\s+[\w-]+(?:st|nd|rd|th)\b|\b(?:twenty|thirty)[- ]"
    r"|\b(?:by|on|before|until|till|from|for|than|to)\s+(?:the\s+)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\beo[dwmqyp]\b|\bcob\b|close of|end of|soon|asap|a\.s\.a\.p|point|stage|eventually|when|course|rush|hurry"
    r"|\bthen\b|\bthat (?:date|day|time)\b|lunchtime|arvo|fortnight|away|immediately|line)",
    re.IGNORECASE,
)
