"""The set phrases of spoken French that call for work, and the words of what is to be done."""

from collections.abc import Iterator

from minutebook.flow.extract.offline.abroad.french.verbs import read_verbs
from minutebook.flow.extract.offline.abroad.french.words import CLITICS, Word
from minutebook.flow.extract.offline.abroad.said import Way
from minutebook.text import patterns as re


def find_calls(words: list[Word], text: str) -> Iterator[tuple[int, Way, int]]:
    """Where a set phrase calls for an infinitive or "that somebody does": its first word, what it tells, and the word after it."""
    plain = text.lower().replace("’", "'")
    for pattern, way in _CALLS:
        for match in pattern.finditer(plain):
            begin = next((n for n, word in enumerate(words) if word.start >= match.start()), None)
            after = next((n for n, word in enumerate(words) if word.start >= match.end()), None)
            if begin is not None and after is not None:
                yield begin, way, after


def find_noted(words: list[Word], text: str) -> Iterator[tuple[int, Way, int, str | None]]:
    """An infinitive with which a note begins, and the name before or after it: "Hugo : chercher un frigo", "Envoyer la lettre (Aline)"."""
    opens = _OPENS.match(text)
    if opens is None:
        return
    at = next((n for n, word in enumerate(words) if word.start >= opens.end()), len(words))
    verb = at
    while verb < len(words) and words[verb].low in CLITICS:
        verb += 1
    if verb < len(words) and words[verb].low in read_verbs().infinitives and words[verb].low not in _NO_NOTE:
        named = _HANDED.search(text, words[verb].end)
        who = opens["who"] or (named["who"] if named else None)
        yield at, Way.GIVEN if who else Way.NEED, at, who


def find_needed(words: list[Word], text: str) -> Iterator[tuple[int, Way, int]]:
    """Where a thing is said to be needed: "il me faut le contrat", "il faut une affiche"."""
    plain = text.lower().replace("’", "'")
    for match in _NEEDS.finditer(plain):
        begin = next((n for n, word in enumerate(words) if word.start >= match.start()), None)
        after = next((n for n, word in enumerate(words) if word.start >= match.end()), None)
        if begin is not None and after is not None and words[after].low in _ARTICLED:
            yield begin, Way.ASK if match["me"] else Way.NEED, after


def make_phrase(clitics: tuple[str, ...], base: str, rest: str) -> str:
    """The infinitive with its pronouns before it and what goes with it after it."""
    lead = "".join(elide(word, following) for word, following in zip(clitics, (*clitics[1:], base), strict=False))
    return f"{lead}{base} {rest}".strip()


def elide(word: str, following: str) -> str:
    """A pronoun as it stands before another word: "me" before "envoyer" is "m'"."""
    whole = {"m'": "me", "t'": "te", "s'": "se", "l'": "l'"}.get(word, word)
    if whole in {"me", "te", "se", "le", "la"} and re.match(r"[aeiouyhéèêâîôû]", following) and following != "y":
        return f"{whole[0]}'"
    return whole if whole.endswith("'") else f"{whole} "


def whole(thing: str) -> str:
    """A thing that is needed, with its article: "du plan" is "le plan"."""
    return f"le {thing.removeprefix('du ')}" if thing.startswith("du ") else thing


def clean(text: str) -> str:
    """The words of a stretch without polite ones, and without what a day that was cut out leaves behind."""
    plain = f" {' '.join(text.replace('’', chr(39)).split())} "
    plain = _POLITE.sub(" ", plain)
    return _LOOSE.sub("", " ".join(plain.split()).strip(" ,.;:?!-")).strip(" ,.;:?!-")


_NEEDS = re.compile(
    r"\b(?:(?P<me>il (?:me |m')(?:faut|faudra|faudrait|manque)|j'(?:ai|aurai|aurais) besoin(?: de(?= (?:la|l'|ton|ta|tes|votre|vos|cette|ce)\b)|(?= d[ue]s? ))|(?:je (?:voudrais|veux|souhaiterais)|j'aimerais)(?: bien)?(?: avoir)?)|(?:il )?(?:faut|faudra|faudrait)|il (?:nous )?(?:en )?(?:faut|faudrait))(?: aussi| encore| toujours| absolument| juste| quand même)* "
)
_ARTICLED = frozenset(
    "le la les l' un une des du mon ma mes ton ta tes son sa ses votre vos deux trois quatre cinq six dix ce cet cette ces".split()
)
_OPENS = re.compile(
    r"\W*(?:(?P<who>[A-ZÉÈÀ][\w'’-]+(?: [A-ZÉÈÀ][\w'’-]+)?) ?: ?)?(?:(?:à faire|action|actions|tâche|todo|reste à faire|rappel) ?: ?)?(?:(?:alors|ensuite|puis|et|bon|donc|ah|oui|après|aussi|sinon|enfin|d'abord|(?:première|deuxième|autre|dernière) chose|premièrement|deuxièmement|pour finir)\b[ ,:]*)*",
    re.IGNORECASE,
)
_HANDED = re.compile(r"(?:\(|→ ?|-> ?|– |— )(?P<who>[A-ZÉÈÀ][\w'’-]+(?: [A-ZÉÈÀ][\w'’-]+)?)")
_NO_NOTE = frozenset("être avoir pouvoir vouloir devoir savoir falloir dire croire penser".split())
_CALLS: tuple[tuple[re.Pattern[str], Way], ...] = (
    (re.compile(r"\b(?:merci de|prière de|veuillez|veuille|n'oublie(?:z)? pas d[e']|(?<!je )(?<!on )pensez? (?:bien |aussi |juste )?à (?=\w)|je (?:te|vous) (?:demande(?:rais)?|prie|laisse)(?: de| d')?|je compte sur (?:toi|vous) pour|(?:c'est )?à (?:toi|vous) d[e']|ça t'(?:embête|ennuie|irait|arrange) (?:pas )?d[e']|(?:est-ce que )?(?:ça|cela) vous (?:embête|ennuie|dérange)(?:rait)? (?:pas )?d[e']|essaye?(?:z)? d[e']|tâche(?:z)? d[e']|évite(?:z)? d[e']) ?"), Way.ASK),
    (re.compile(r"\b(?:il me (?:reste|faut|faudra|faudrait)(?: encore)? (?:à )?|il faut absolument que je pense à|je n'oublie pas d[e']|je note d[e']|je me note d[e']|je m'engage à|je me charge d[e']|je m'occupe d[e']|je passe(?:rai)? (?=\w+(?:er|ir|re|oir)\b)|laissez?-moi (?=\w+(?:er|ir|re)\b)|je prévois d[e']|je (?:re)?viens (?=\w+(?:er|ir|re)\b)|je m'arrange pour|je fais en sorte d[e']|j'ai (?:encore )?à (?=\w+(?:er|ir|re|oir)\b)|j'irai (?=\w+(?:er|ir|re|oir)\b)) ?"), Way.PROMISE),
    (re.compile(r"\b(?:(?:il )?(?:faut|faudra|faudrait)(?: aussi| encore| absolument| juste| donc| quand même| vraiment| bien| peut-être| penser à| penser aussi à)*|il (?:nous )?reste(?: encore)? à|reste à|(?:on a|il y a) besoin de quelqu'un pour|il serait (?:bien|bon|utile) d[e']|l'idée serait d[e']|ce serait bien d[e']|ne pas oublier d[e']|penser à|il est (?:nécessaire|urgent|important) d[e']|qui (?:se charge|s'occupe|se chargerait|s'occuperait) d[e']) ?"), Way.NEED),
)  # fmt: skip
_POLITE = re.compile(
    r"(?<= )(?:s'il vous plaît|s'il te plaît|svp|stp|dès que possible|le plus vite possible|au plus vite|si possible|rapidement|vite fait|aussi|également|encore|juste|quand même|du coup|peut-être|tout de même|bien sûr|évidemment|en fait|genre|euh|hein|alors|volontiers|moi-même|toi-même|vous-même|quand tu peux|quand vous pouvez|de mon côté|de ton côté|de votre côté|sans faute|promis)(?=[ ,.])",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"(?:^|\s)(?:(?:à|de|d'|le|la|les|pour|avant|et|ou|en|dans|que|qu'|ce|au|vers|dès|ensuite|puis|donc|là|avec|d'ici|sur|dernier délai|au plus tard|maximum|c'est)\s*)+$"
)
