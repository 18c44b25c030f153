"""Answers that a mail writes under the lines of an earlier one that it quotes."""

from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.text.words import split_words


def answers_below(source: Source, asked: str, utterance: int) -> bool:
    """Whether a later mail quotes what the utterance asks, no other question with it, and says something under it, other than that the answer is still to come."""
    words = f" {' '.join(split_words(asked))} "
    for message in source.messages:
        places = sorted({quote.before for quote in message.inline}) if message.first > utterance else []
        for quote in message.inline if places else ():
            above = " ".join(other.text for other in message.inline if other.before == quote.before)
            if above.count("?") > 1 or words not in f" {' '.join(split_words(above))} ":
                continue
            end = next((place for place in places if place > quote.before), message.count)
            said = [u.text for u in source.utterances[message.first + quote.before : message.first + end]]
            if any(not text.rstrip().endswith("?") for text in said) and not any(map(_TO_COME.search, said)):
                return True
    return False


_TO_COME = re.compile(
    r"\b(?:(?:don['’]t|do not|doesn['’]t|didn['’]t) (?:know|have)|no idea|not sure|unsure|unclear|to be (?:decided|confirmed|clarified)|tb[acd]|find out|look into|"
    r"(?:i|we|he|she|they)(?:['’]ll| will| shall| have to| need to| must) (?:\w+ ){0,2}?(?:check|ask|see|look|think|confirm|clarify|come back|get back|let you know|tell you|send)|"
    r"(?:come|get) back to you|let you know|will follow|waiting (?:for|to hear)|haven['’]t|has not|hasn['’]t|have not|still (?:open|checking|waiting)|"
    r"weiß (?:ich )?(?:noch )?nicht|noch offen|kläre|frage nach|melde mich|je ne sais pas|à voir|no lo sé|pendiente)\b",
    re.IGNORECASE,
)
