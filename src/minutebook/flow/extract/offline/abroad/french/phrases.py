"""The set phrases of spoken French that call for work, and the words of what is to be done."""

from collections.abc import Iterator

from minutebook.flow.extract.offline.abroad.french.verbs import is_done_again, read_verbs
from minutebook.flow.extract.offline.abroad.french.words import CLITICS, Word
from minutebook.flow.extract.offline.abroad.said import Way
from minutebook.text import patterns as re


def find_calls(words: list[Word], text: str) -> Iterator[tuple[int, Way, int, str | None]]:
    """Where a set phrase calls for an infinitive: its first word, what it tells, the word after it, and to whom it is given by name."""
    plain = text.lower().replace("’", "'")
    for pattern, way in _CALLS:
        for match in pattern.finditer(plain):
            if (places := _places(words, match)) is not None:
                yield places[0], way, places[1], None
    for match in _UP_TO.finditer(text):
        if (places := _places(words, match)) is not None:
            yield places[0], Way.GIVEN, places[1], match["who"]


def _places(words: list[Word], match: re.Match[str]) -> tuple[int, int] | None:
    """The first word of a match, and the one after it."""
    begin = next((n for n, word in enumerate(words) if word.start >= match.start()), None)
    after = next((n for n, word in enumerate(words) if word.start >= match.end()), None)
    return (begin, after) if begin is not None and after is not None else None


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
        yield at, Way.PROMISE if opens["me"] else Way.GIVEN if who else Way.NEED, at, who


def find_needed(words: list[Word], text: str) -> Iterator[tuple[int, Way, int, str]]:
    """Where a thing is said to be needed, and the verb that says so: "il me faut le contrat", "il faut une affiche", "n'oublie pas la clé"."""
    plain = text.lower().replace("’", "'")
    for pattern, way, verb in _NEEDS:
        for match in pattern.finditer(plain):
            places = _places(words, match)
            if places is None or _TIME.match(plain, match.end()):
                continue
            following = words[places[1] + 1].low if places[1] + 1 < len(words) else ""
            if words[places[1]].low in _ARTICLED and not is_done_again(following):
                yield places[0], way, places[1], verb


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


def contract(text: str) -> str:
    """A phrase with "à le" and "de les" as they are said: "au", "des"."""
    return _CONTRACTS.sub(lambda match: _CONTRACTED[match[0].lower()], text)


def clean(text: str) -> str:
    """The words of a stretch without polite ones, and without what a day that was cut out leaves behind."""
    plain = f" {' '.join(text.replace('’', chr(39)).split())} "
    plain = _POLITE.sub(" ", plain)
    return _LOOSE.sub("", " ".join(plain.split()).strip(" ,.;:?!-")).strip(" ,.;:?!-")


_NEEDS: tuple[tuple[re.Pattern[str], Way, str], ...] = (
    (re.compile(r"\b(?:il (?:me |m')(?:faudrait|faudra|faut|manque)|j'(?:ai|aurai|aurais) besoin(?: de(?= (?:la|l'|ton|ta|tes|votre|vos|cette|ce)\b)|(?= d[ue]s? ))|(?:je (?:voudrais|veux|souhaiterais)|j'aimerais)(?: bien)?(?: avoir)?|j'attends(?=(?: \w+)? (?:ton|ta|tes|votre|vos) ))(?: aussi| encore| toujours| absolument| juste| quand même)* "), Way.ASK, "fournir"),
    (re.compile(r"\b(?:(?:il )?(?:faudrait|faudra|faut|va falloir)|il nous (?:en )?(?:faudrait|faut|manque)|il en (?:faut|faudrait))(?: aussi| encore| toujours| absolument| juste| quand même)* "), Way.NEED, "prévoir"),
    (re.compile(r"\b(?:n'oubliez? pas|(?<!je )(?<!on )pensez? (?:bien |aussi )?à) (?!d[e'])"), Way.ASK, "penser à"),
    (re.compile(r"\b(?:(?:je peux |on peut )?compter|on compte|je compte) sur (?:toi|vous) pour "), Way.ASK, "s'occuper de"),
    (re.compile(r"\b(?:tu auras|vous aurez) (?=(?:le|la|les|l'|un|une|mon|ma|mes|notre|nos|tout)\b)"), Way.PROMISE, "fournir"),
)  # fmt: skip
_CONTRACTED = {
    "à le ": "au ",
    "à les ": "aux ",
    "de le ": "du ",
    "de les ": "des ",
    "de un ": "d'un ",
    "de une ": "d'une ",
    "de l'": "de l'",
}
_CONTRACTS = re.compile(r"\b(?:à le |à les |de le |de les |de une? )")
_ARTICLED = frozenset(
    "le la les l' un une des du mon ma mes ton ta tes son sa ses votre vos deux trois quatre cinq six dix ce cet cette ces".split()
)
_OPENS = re.compile(
    r"\W*(?:(?P<me>(?:[Jj]e (?:me )?note|[Aa]ction pour moi|[Pp]our moi|[Mm]oi|[Dd]e mon côté) ?: ?)|(?P<who>[A-ZÉÈÀ][\w'’-]+(?: [A-ZÉÈÀ][\w'’-]+)?) ?: ?)?(?:(?i:à faire|actions?|tâche|todo|reste à faire|rappel) ?: ?)?(?:(?i:alors|ensuite|puis|et|bon|donc|ah|oui|après|aussi|sinon|enfin|d'abord|(?:première|deuxième|autre|dernière) chose|premièrement|deuxièmement|pour finir)\b[ ,:]*)*"
)
_UP_TO = re.compile(
    r"(?:(?:[Cc]'est |[Cc]harge |^|, )[àÀ]|revient à) (?P<who>[A-ZÉÈÀ][\w-]+(?: [A-ZÉÈÀ][\w-]+)?) (?:de |d['’])"
)
_TIME = re.compile(
    r"(?:l'an|l'année|la semaine|le mois|la dernière fois|une? (?:heure|minute)|deux (?:heures|minutes|jours|semaines)|du temps)\b"
)
_HANDED = re.compile(r"(?:\(|→ ?|-> ?|– |— )(?P<who>[A-ZÉÈÀ][\w'’-]+(?: [A-ZÉÈÀ][\w'’-]+)?)")
_NO_NOTE = frozenset("être avoir pouvoir vouloir devoir savoir falloir dire croire penser".split())
_CALLS: tuple[tuple[re.Pattern[str], Way], ...] = (
    (re.compile(r"\b(?:merci d[e'](?! ?(?:prendre|accepter|participer|patienter|être|avoir|venir|recevoir|vous|me recevoir|votre|m'avoir|nous avoir|nous recevoir))|prière de|veuillez|veuille|n'oublie(?:z)? pas d[e']|(?<!je )(?<!on )pensez? (?:bien |aussi |juste )?à (?=\w)|je (?:te|vous) (?:demande(?:rais)?|prie|laisse)(?: le soin)?(?: de| d')?|(?:je peux |on peut )?compter sur (?:toi|vous) pour|(?:je|on) compte sur (?:toi|vous) pour|(?:tu|vous|t')(?:serais|seriez|es|êtes|aurais|auriez|as|avez| serais| seriez| es| êtes| aurais| auriez| as| avez| te sens| vous sentez) ?(?:d'accord pour|partante? pour|dispo(?:nible)? pour|le temps d[e']|le courage d[e']|en mesure d[e']|d[e'])|(?:ça|cela) (?:ne )?(?:te |t'|vous )(?:dérange|embête|ennuie|irait|va|arrange|dit|dirait|tente)(?:rait)? (?:pas )?d[e']|(?:^|[,.;] ?)(?:va|allez|passe|passez|viens|venez) (?=(?:me |le |la |les |lui )?\w+(?:er|ir|re|oir)\b)|(?:c'est )?à (?:toi|vous) d[e']|ça t'(?:embête|ennuie|irait|arrange) (?:pas )?d[e']|(?:est-ce que )?(?:ça|cela) vous (?:embête|ennuie|dérange)(?:rait)? (?:pas )?d[e']|essaye?(?:z)? d[e']|(?:seriez|serais|êtes|es|auriez|aurais|as|avez)-(?:vous|tu) (?:en mesure d[e']|d'accord pour|disponibles? pour|partante? pour|(?:l'amabilité|la gentillesse|le temps|l'occasion) d[e'])|(?:tu|vous) (?:avais|aviez) promis d[e']|t'?(?:u )?arriv(?:es|erais) à|vous arriv(?:ez|eriez) à|tâche(?:z)? d[e']|évite(?:z)? d[e']) ?"), Way.ASK),
    (re.compile(r"\b(?:il me (?:reste|faudrait|faudra|faut)(?: encore)? (?:à )?|il faut absolument que je pense à|je n'oublie pas d[e']|je note d[e']|je me note d[e']|je m'engage à|je me charge d[e']|je m'occupe d[e']|je passe(?:rai)? (?=\w+(?:er|ir|re|oir)\b)|laissez?-moi (?=\w+(?:er|ir|re)\b)|je prévois d[e']|je (?:re)?viens (?=\w+(?:er|ir|re)\b)|je m'arrange pour|je fais en sorte d[e']|j'ai promis (?:à \w+ )?d[e']|je me suis engagée? à|je (?:veux|voudrais) bien (?=(?:\w+ |\w+'){0,3}\w+(?:er|ir|re|oir)\b)|j'ai (?:encore )?à (?=\w+(?:er|ir|re|oir)\b)|j'irai (?=\w+(?:er|ir|re|oir)\b)) ?"), Way.PROMISE),
    (re.compile(r"\b(?:(?:il )?(?:faudrait|faudra|faut|va falloir)(?: quand même| tout de même| vite| bien sûr| d'abord| aussi| encore| absolument| juste| donc| vraiment| bien| peut-être| penser à| penser aussi à)*|il (?:nous )?reste(?: encore)? à|reste à|(?:on a|il y a) besoin de quelqu'un pour|il serait (?:bien|bon|utile) d[e']|l'idée serait d[e']|ce serait bien d[e']|ne pas oublier d[e']|penser à|il est (?:nécessaire|urgent|important) d[e']|qui (?:se charge|s'occupe|se chargerait|s'occuperait) d[e']) ?"), Way.NEED),
)  # fmt: skip
_POLITE = re.compile(
    r"(?<= )(?:s'il vous plaît|s'il te plaît|svp|stp|dès que possible|le plus vite possible|au plus vite|si possible|rapidement|vite fait|aussi|également|encore|juste|quand même|du coup|peut-être|tout de même|bien sûr|évidemment|en fait|genre|euh|hein|alors|volontiers|moi-même|toi-même|vous-même|quand tu peux|quand vous pouvez|de mon côté|de ton côté|de votre côté|sans faute|promis|immédiatement|impérativement|absolument|personnellement|d'urgence|en urgence|tranquillement|vraiment|plutôt|au plus tard)(?=[ ,.])",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"(?:^|\s)(?:(?:pour ça|pour cela|à ça|de ça|à|de|d'|le|la|les|pour|avant|et|ou|en|dans|que|qu'|ce|au|vers|dès|ensuite|puis|donc|là|avec|d'ici|sur|dernier délai|au plus tard|maximum|c'est)\s*)+$"
)
