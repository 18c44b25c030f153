"""Whether a report says in an open task's own verb that it has been done: "I asked the bank", "the chapter is translated"."""

from collections.abc import Iterable

from minutebook.flow.link.telling import stem, stems
from minutebook.text import patterns as re
from minutebook.text.names import fold

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|,? (?:but|and then) ")
_WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?")
_DOERS = frozenset(
    "i we he she they i've we've he's she's they've have has had was were is are been got already just finally".split()
)
"""Words right before a past form that make it a statement of what somebody did, or of how things are."""
_OPEN = re.compile(
    r"\b(?:\w+n['’]t|not|never|nobody|no one|half|some|only|part|partly|nearly|almost|most|except|again|if|when|once|until|till|after|promised?|going to|gonna|\w+['’]ll|will|shall|would|should|could|must|to be|supposed|meant|started|began|voicemail|no answer)\b"
)
"""What leaves work undone, or speaks of another time."""


_WAITS = re.compile(r"\b(?:still|waiting|thinking|pending|undecided)\b")
"""What says of a whole report that its end is open: who was asked has not answered."""


def says_done(task: str, passages: Iterable[str]) -> bool:
    """Whether some sentence states the task's verb in the past about a thing that the task names; one that is asked, denied, half or about to be does not count."""
    words = [fold(word) for word in _WORD.findall(task)]
    if not words:
        return False
    verb, things = words[0], stems(" ".join(words[1:]))
    said = list(passages)
    return not any(_WAITS.search(fold(passage)) for passage in said) and any(
        _states(verb, things, fold(sentence))
        for passage in said
        for sentence in _SENTENCE.split(passage)
        if not sentence.rstrip().endswith("?")
    )


def _states(verb: str, things: frozenset[str], sentence: str) -> bool:
    if _OPEN.search(sentence) or things.isdisjoint(stems(sentence)):
        return False
    said = list(_WORD.finditer(sentence))
    return any(
        stem(word[0]) in {verb, stem(verb)}
        and word[0] != verb
        and not word[0].endswith(("ing", "s"))
        and _is_told(said[:at], word, sentence, things)
        for at, word in enumerate(said)
    )


def _is_told(before: list["re.Match[str]"], word: "re.Match[str]", sentence: str, things: frozenset[str]) -> bool:
    """Whether a past form is what a sentence tells: somebody did it, it is so, or it follows its thing and ends there ("inventory filed")."""
    near = [each[0] for each in before[-2:]]
    ends = sentence[word.end() : word.end() + 1] in {"", ".", ",", ";", "!"}
    return not _DOERS.isdisjoint(near) or (bool(near) and ends and stem(near[-1]) in things)


def says_ended(task: str, words: str) -> bool:
    """Whether what a task was to end has ended: the lease that was to be cancelled is, the van to be taken out of use is withdrawn."""
    if "cancel" in stems(task):
        return True
    return _ENDS.search(fold(task)) is not None and any(
        _ENDED.search(said) and not _OPEN.search(said) for said in map(fold, _SENTENCE.split(words))
    )


_ENDS = re.compile(
    r"^(?:stop|withdraw|scrap|discontinue|terminate|abolish|retire)\b|^(?:take|put|get) .*\bout of (?:use|service)\b|^get rid of\b"
)
_ENDED = re.compile(
    r"\b(?:is|are|was|were|been|got|have|has|'s|'ve) (?:\w+ )?(?:withdrawn|stopped|scrapped|discontinued|terminated|abolished|retired|gone|out of (?:use|service))\b"
)
