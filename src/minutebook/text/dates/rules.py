"""The date rules: a pattern each, and how its match is read. The conventions stand in the package's docstring."""

from collections.abc import Callable
from datetime import date

import msgspec

from minutebook.text import patterns as re
from minutebook.text.dates import numerals as num
from minutebook.text.dates import readings

Read = Callable[[re.Match[str], date], readings.Reading]


class Rule(msgspec.Struct, frozen=True):
    pattern: re.Pattern[str]
    read: Read


class Family(msgspec.Struct, frozen=True):
    """Rules that can only match where one of the ``triggers`` occurs in the lower-case text: most sentences are spared them."""

    triggers: tuple[str, ...]
    rules: tuple[Rule, ...]


_DAY_PART = r"(?:\s+(?:at\s+)?(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|lunch\s?time|lunch|noon|midday|midnight|eod|cob|close of play|end of (?:the )?(?:day|play)))?"
_NUMBER = rf"(?P<count>an?|{num.CARDINAL})"
_UNIT = r"(?P<unit>(?:business |working )?days?|weeks?|fortnights?|months?|years?|hours?)\b(?:'s?|’s?)?(?:\s+time\b)?"
_ORDINAL_END = (
    r"(?=\s*(?:$|[.,;:!?()\[\]…–—-]|(?:and|or|at|so|if|then|please|to|is|it|it's|that|that's|works?|for|with|when|but|because|in|instead|not|no|yes|yeah"
    r"|i|i'll|we|we'll|you|he|she|they|they'll|wait|sorry|actually|maybe|latest|would|will|would be|rather|by|before|from|until|till|around|about|after|morning|afternoon|evening|night|the latest|[a-z]+ ?[ap]\.?m|(?:half|quarter) (?:past|to)|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o['’]?clock)\b))"
)


def _rule(pattern: str, read: Read) -> Rule:
    return Rule(re.compile(rf"(?<![\w/$£€-])(?<![$£€] ){pattern}", re.IGNORECASE), read)


def _family(triggers: tuple[str, ...], *rules: Rule) -> Family:
    return Family(triggers, rules)


_EDGE = r"(?P<edge>end|close|beginning|start|middle|mid|first (?:day|thing)|first|top)"
_YEAR = rf"(?:(?:,?\s+(?:of\s+|in\s+)?|\s*[-/]\s*)(?P<year>{num.YEAR}))?"

FAMILIES: tuple[Family, ...] = (
    # Numbers with a mark between them: 2026-04-13, 13/04/2026.
    _family(
        tuple("0123456789"),
        _rule(r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?![\d.])", readings.iso),
        _rule(
            rf"(?P<year>20\d\d)(?P<mark>[-/])(?P<month>{num.MONTH})(?P=mark)(?P<day>[0-3]?\d)(?!\d)",
            readings.month_day,
        ),
        _rule(
            r"(?P<first>[0-3]?\d)(?P<mark>[/.-])(?P<second>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)\d\d|\d\d(?![\d:]))(?![\d.]*\d)",
            readings.numeric,
        ),
        _rule(
            r"(?:(?<=\bon )|(?<=\bby )|(?<=day )|(?<=\bbefore )|(?<=\buntil )|(?<=\bdue ))(?P<first>[0-3]?\d)(?P<mark>/)(?P<second>[0-3]?\d)(?![\d/%])",
            readings.numeric,
        ),
    ),
    # A month and a day: 4 May, May the fourth.
    _family(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        _rule(
            rf"(?:the\s+)?(?:(?P<weekday>{num.WEEKDAY}),?\s+(?:the\s+)?)?(?<!\d[:.])(?<![$£€])(?<![$£€]\s)(?P<day>{num.DAY_NUMBER})(?:\s+(?:of|day of)\s+|\s+|\s*[-/]\s*)(?P<month>{num.MONTH})(?![a-z]){_YEAR}",
            readings.month_day,
        ),
        _rule(
            rf"(?:(?<!\d\s)|(?<=:\d\d\s)|(?<=[$£€]\d\s)|(?<=[$£€]\d\d\s)|(?<=[$£€]\s\d\d\s))(?<!\d(?:st|nd|rd|th)\s)(?:(?P<weekday>{num.WEEKDAY}),?\s+(?:the\s+)?)?(?P<month>{num.LONG_MONTH}|(?-i:[JFMASOND][a-z]{{2,3}}\b\.?(?<=Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|ept|Oct|Nov|Dec|an\.|eb\.|ar\.|pr\.|un\.|ul\.|ug\.|ep\.|pt\.|ct\.|ov\.|ec\.)))(?:,?\s+(?:the\s+)?|[/-])(?P<day>{num.DAY_NUMBER}|{num.SPOKEN_DAY})(?!\s*(?:-|–|:)?\s*(?:people|of them|per\s?cent|pounds|[ap]\.?m\b)){_YEAR}",
            readings.month_day,
        ),
        _rule(
            rf"(?P<month>may|mar|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\s+(?:the\s+)?(?P<day>{num.ORDINAL}){_YEAR}",
            readings.month_day,
        ),
        _rule(
            rf"(?:from\s+|for\s+|between\s+)?(?:the\s+)?(?:{num.ORDINAL}|[0-3]?\d)\s*(?:to|and|through|until|till|-|–)\s*(?:the\s+)?(?:{num.ORDINAL}|[0-3]?\d)\s+(?:of\s+)?{num.MONTH}{_YEAR}",
            readings.lasting,
        ),
    ),
    # A weekday, with what is said around it; habits too.
    _family(
        ("day", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "tomorrow w", "tomorrow f"),
        _rule(
            rf"(?:this\s+|next\s+)?(?P<weekday>{num.WEEKDAY}|(?-i:Sat|Sun)),?\s+(?:the\s+)?(?P<day>{num.ORDINAL}|[0-3]?\d(?![\d:./-]*\d)(?!\s*(?:[ap]\.?m|o['’]?clock|to\b)))(?:{_ORDINAL_END}|(?<=\d(?:st|nd|rd|th)))",
            readings.weekday_number,
        ),
        _rule(
            rf"(?:the\s+)?(?P<day>{num.ORDINAL})(?:['’]s|\s+is|,?\s+it['’]s|,?\s+that['’]s)\s+(?:a\s+|the\s+)?(?P<weekday>{num.WEEKDAY})(?!['’])",
            readings.weekday_number,
        ),
        _rule(
            rf"(?:the\s+)?(?P<nth>first|second|third|fourth|last)\s+(?P<weekday>{num.WEEKDAY})\s+(?:of|in)\s+(?:(?P<of>the|this|next)\s+month\b|(?P<month>{num.MONTH})(?![a-z]))",
            readings.nth_weekday,
        ),
        _rule(
            rf"(?P<lead>(?:the|this|next|last|past|previous|every|each|most|some|alternate|coming|this coming|the following|following|next week,?(?:\s+(?:on|say|maybe|probably|like))?|(?:the\s+)?week after next,?(?:\s+on)?(?:\s+the)?)\s+)?(?P<weekday>{num.WEEKDAY}){_DAY_PART}(?P<tail>,?\s+(?:of\s+)?(?:next week|this week|after next|last week|before last)\b)?",
            readings.weekday,
        ),
        _rule(
            rf"(?:(?:on|by|before|no later than)\s+(?:or before\s+)?)?(?:the\s+)?(?:(?:{num.ORDINAL}|last)\s+)?(?:working\s+|business\s+|calendar\s+)?(?:day\s+|{num.WEEKDAY}\s+)?(?:of|in)\s+(?:each|every)\s+(?:calendar\s+)?(?:month|week|quarter|year)\b",
            readings.no_date,
        ),
        _rule(r"(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)days\b(?!['’])", readings.no_date),
        _rule(
            rf"(?P<day>{num.WEEKDAY}|today|tomorrow)\s+(?:week|(?P<fortnight>fortnight))\b(?!\s+(?:\d|one|two|three))",
            readings.monday_week,
        ),
    ),
    # A day of the month alone: the 3rd, by the third, the first of next month.
    _family(
        (
            *"0123456789",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "twelfth",
            "teenth",
            "tenth",
            "tieth",
            "eleventh",
        ),
        _rule(
            rf"the\s+(?P<day>{num.NUMERIC_ORDINAL}|{num.ORDINAL_FROM_TWENTY}|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)(?<!th thing){_ORDINAL_END}",
            readings.day_of_month,
        ),
        _rule(
            rf"(?:(?<=\bby )|(?<=\bon )|(?<=\bbefore )|(?<=\buntil )|(?<=\btill )|(?<=\bfrom )|(?<=\bfor )|(?<=\bthan )|(?<=\bday )|(?<=\bto ))(?:the\s+)?(?P<day>{num.ORDINAL}){_ORDINAL_END}",
            readings.day_of_month,
        ),
        _rule(
            rf"(?:on\s+|by\s+)?(?:the\s+)?(?P<day>{num.ORDINAL})(?:\s+day)?\s+of\s+(?P<of>the\s+month|next\s+month|this\s+month|the\s+current\s+month|each\s+month|every\s+month)\b",
            readings.day_of_month,
        ),
        _rule(
            rf"(?:from\s+|for\s+|between\s+)?(?:the\s+)?(?:{num.ORDINAL}|[0-3]?\d)\s*(?:to|and|through|until|till|-|–)\s*(?:the\s+)?{num.ORDINAL}(?:\s+of\s+{num.MONTH})?{_ORDINAL_END}",
            readings.lasting,
        ),
    ),
    # Today, tomorrow, yesterday and their parts.
    _family(
        (
            "today",
            "tonight",
            "morrow",
            "tmrw",
            "yesterday",
            "last night",
            "morning",
            "afternoon",
            "aft",
            "evening",
            "lunchtime",
            "arvo",
            "end of",
            "close of",
            "eod",
            "cob",
            "eop",
        ),
        _rule(
            rf"(?:(?:later|late|earlier)\s+)?(?:today|tonight|this (?:morning|afternoon|aft|evening|lunchtime|arvo)){_DAY_PART}",
            readings.relative_day,
        ),
        _rule(rf"(?:the\s+)?(?:day after\s+)?(?:tomorrow|tmrw)\b(?!['’]?s\s+world){_DAY_PART}", readings.relative_day),
        _rule(r"first thing in the morning\b", readings.relative_day),
        _rule(
            r"(?:(?:the\s+)?day before yesterday|yesterday(?:\s+(?:morning|afternoon|evening))?|last night)\b",
            readings.relative_day,
        ),
        _rule(
            r"(?:the\s+)?(?:end|close) of (?:the\s+|this\s+)?(?:day|play|business)\b(?!\s+(?:and|is)\s+it)|(?-i:EOD|COB|EOP)\b|(?:(?<=by )|(?<=the )|(?<=at ))(?:eod|cob)\b",
            readings.relative_day,
        ),
    ),
    # So many days, weeks or months from now, or ago.
    _family(
        ("day", "week", "month", "year", "hour", "fortnight", "minute", "decade", "quarter"),
        _rule(
            rf"(?:(?P<fortnight>(?:a )?fortnight)|(?P<count>an?|{num.CARDINAL})\s+weeks?)\s+(?:on|from|this|after)\s+(?P<start>today|now|tomorrow)?(?P<weekday>(?<![a-z]){num.WEEKDAY})?",
            readings.weeks_on,
        ),
        _rule(
            rf"(?:(?P<fortnight>(?:a )?fortnight)|(?P<count>an?|{num.CARDINAL})\s+weeks?)\s+(?P<start>today|tomorrow)\b",
            readings.weeks_on,
        ),
        _rule(
            rf"(?:in|within|inside|give (?:me|us|him|her|them)(?: the)?)\s+(?:the next\s+|about\s+|another\s+)?{_NUMBER}\s+(?P<half>and a half\s+)?{_UNIT}(?!\s+(?:of|since|after|before|ago|later|we|i|you|they|he|she|it)\b)",
            readings.in_units,
        ),
        _rule(rf"(?:upcoming\s+{_NUMBER}\s+{_UNIT})", readings.in_units),
        _rule(rf"{_NUMBER}\s+upcoming\s+{_UNIT}", readings.in_units),
        _rule(rf"(?:over|during|for) the next\s+{_NUMBER}\s+(?P<half>and a half\s+)?{_UNIT}", readings.in_units),
        _rule(
            rf"{_NUMBER}\s+(?P<half>and a half\s+)?{_UNIT}\s+(?:from (?:today|now)|hence|out from today|today)\b",
            readings.in_units,
        ),
        _rule(
            r"(?:in|within) (?:the\s+)?(?:a\s+)?(?:couple of|few|several|half a dozen|a few)\s+(?:days?|weeks?|months?|hours?|minutes?)\b",
            readings.vague,
        ),
        _rule(
            rf"(?:an?|{num.CARDINAL}|a (?:few|couple of)|several|some|many|couple of)\s+(?:and a half\s+)?(?:minutes?|hours?|days?|weeks?|fortnights?|months?|years?|decades?)\s+(?:ago|back|earlier|before|previously)\b",
            readings.past,
        ),
        _rule(
            rf"(?:in|over|during|for|within)\s+the\s+(?:last|past)\s+(?:{num.CARDINAL}\s+|few\s+|couple of\s+)?(?:day|week|month|quarter|year)s?\b",
            readings.past,
        ),
    ),
    # A week, month, quarter or year, its end, beginning or middle.
    _family(
        (
            "week",
            "month",
            "quarter",
            "year",
            "q1",
            "q2",
            "q3",
            "q4",
            "eow",
            "eom",
            "eoq",
            "eoy",
            "end of",
            "close of",
            "beginning",
            "start of",
            "middle",
            "mid",
            "first of",
            "last day",
        ),
        _rule(
            rf"(?:the\s+)?{_EDGE}(?:\s+of|[- ])\s*(?:the\s+)?(?P<which>this|next|last|coming|following|current)?\s*\b(?P<unit>week|month|quarter|year)\b(?P<after>\s+after next)?(?!\s+(?:\d|one\b|two\b|meeting|review|(?:of|in)\s+{num.MONTH}))",
            readings.period,
        ),
        _rule(
            rf"(?:(?:in|during|by|for)\s+)?(?:the\s+)?(?P<nth>first|second|third|last)(?:\s+full)?\s+week\s+(?:of|in)\s+(?P<month>{num.MONTH})(?![a-z]){_YEAR}",
            readings.week_in_month,
        ),
        _rule(
            rf"(?:(?:in|by|for)\s+)?(?:the\s+)?week\s+(?:of|commencing|beginning|starting)\s+(?:the\s+)?(?:{num.WEEKDAY},?\s+)?(?P<day>[0-3]?\d(?:st|nd|rd|th)?)(?:\s+of)?\s+(?P<month>{num.MONTH})(?![a-z]){_YEAR}",
            readings.week_of,
        ),
        _rule(
            rf"(?:(?:in|by|for)\s+)?(?:the\s+)?week\s+(?:of|commencing|beginning|starting)\s+the\s+(?P<day>{num.ORDINAL}){_ORDINAL_END}",
            readings.week_of,
        ),
        _rule(r"this time (?P<unit>next week)\b", readings.in_a_week),
        _rule(r"ISO week (?P<week>[0-5]?\d)\b", readings.iso_week),
        _rule(
            r"(?:before|until|till)\s+(?:the\s+|this\s+)(?P<unit>week|month|quarter|year)(?:['’]s|\s+is)\s+(?:out|over|up|done|through)\b",
            readings.period_over,
        ),
        _rule(
            r"(?:(?:early|late|later|sometime|some time|somewhere)\s+)?\b(?P<which>this|next|coming|last|previous)\s+(?P<unit>week|month|quarter|year)\b(?!['’]s)",
            readings.period,
        ),
        _rule(r"(?:the\s+)?(?P<unit>week|month)\s*(?P<after>after next)\b", readings.period),
        _rule(
            r"(?:week|month|quarter|year)(?:['’]s)?[- ]end\b|mid[- ]?week\b|(?-i:EOW|EOM|EOQ|EOY)\b|(?<=by )eo[wmqy]\b",
            readings.period_short,
        ),
        _rule(rf"(?P<quarter>(?-i:Q)[1-4])\b{_YEAR}", readings.named_period),
        _rule(
            r"(?:(?:by|before|ahead of|at|over|on|this|next|last|during)\s+)+(?:(?:the|this|next|coming)\s+)?weekend\b",
            readings.weekend,
        ),
        _rule(
            rf"(?:the\s+)?(?P<edge>end|close|beginning|start|middle|mid|first|last day)(?:\s+of\s+|[- ]+)(?:the\s+)?(?:(?P<month>{num.MONTH})|(?P<quarter>Q[1-4]|(?:first|second|third|fourth)(?=\s+quarter)))(?:\s+quarter)?\b{_YEAR}",
            readings.named_period,
        ),
    ),
    # "Then", and words that leave the day open.
    _family(
        (
            "then",
            "that da",
            "that ti",
            "soon",
            "asap",
            "a.s.a.p",
            "some",
            "eventually",
            "when",
            "course",
            "one of",
            "rush",
            "hurry",
            "line",
            "away",
            "immediately",
        ),
        _rule(r"(?:by|before|until|till)\s+(?:then|that (?:date|day|time))\b", readings.then),
        _rule(
            r"(?:as soon as possible|as soon as|a\.?s\.?a\.?p\b\.?|soon(?:ish)?\b|at some (?:point|stage)|some\s?day\b|sometime\b|eventually\b|when(?:ever)? (?:you|i|we|they|he|she) (?:get|have|find|gets|has) (?:a |the |some |round to )?(?:chance|moment|minute|second|time|it|them)\b|when(?:ever)? (?:you|i|we) can\b|in due course|one of these days|no rush|no hurry|down the line|straight away|right away|immediately\b)",
            readings.vague,
        ),
    ),
)
