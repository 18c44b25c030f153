"""What a letter says need not, or must not, be done: no task, however much it sounds like one."""

from minutebook.flow.extract.offline.letter.bid import Trigger
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re


def is_denied(line: Line, trigger: Trigger) -> bool:
    """Whether the words before a verb take it back: "please don't send", "there is no need to send"; not where they only ask ("why don't you send")."""
    found = _DENIES.search(line.plain, 0, trigger.verb)
    return found is not None and not (line.question and _YOU.search(found[0]))


_DENIES = re.compile(
    r"\b(?:don't|do not|needn't|need not|mustn't|must not|shouldn't|should not|won't|will not|no longer|never|no need|not necessary|unnecessary|no point(?: in)?|stop|avoid|refrain from)"
    r"(?: (?:(?:need|have|want|wish|expect|bother|intend|plan|mean) to|need|want|bother|you|us|me|anyone|anybody|to|for|please|ever|even|of|again|just|yet)\b)*,? $"
)
_YOU = re.compile(r"\byou\b")
