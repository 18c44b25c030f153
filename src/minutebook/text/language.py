"""The language of a text by its commonest words: German, French or Spanish, one that is not read here, or none of these."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

FEWEST = 3
"""Words of a language that a text holds at least, and more than of English."""
SURE = 12
"""The same for a language that is not read, in a text of which then nothing is understood."""


ENGLISH = 8
"""One word in so many is of the commonest English ones in an English text: it is one in four."""


class Language(StrEnum):
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"


def find_language(words: Iterable[str]) -> Language | None:
    """The language of words in small letters where it is German, French or Spanish."""
    told = list(words)
    counts = {language: sum(word in common for word in told) for language, common in _COMMON.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= FEWEST and counts[best] > _count(told, _ENGLISH) else None


def is_english(words: Iterable[str]) -> bool:
    """Whether so many words in small letters are English ones that no other language need be looked for."""
    told = list(words)
    return ENGLISH * _count(told, _ENGLISH) > len(told)


def is_unread(words: Iterable[str]) -> bool:
    """Whether words in small letters are surely of a language that is neither English nor German, French or Spanish."""
    told = list(words)
    read = max(_count(told, common) for common in (*_COMMON.values(), _ENGLISH))
    most = max(_count(told, common) for common in _UNREAD.values())
    foreign = sum(_is_other_script(word) for word in told)
    return (most >= SURE and most > 1.2 * read) or foreign > max(SURE, len(told) // 2)


def _count(words: Iterable[str], common: frozenset[str]) -> int:
    return sum(word in common for word in words)


def _is_other_script(word: str) -> bool:
    """Whether a word is written in other letters than Latin ones."""
    return ord(word[0]) > LATIN


LATIN = 0x24F
"""The last letter of the Latin alphabet with its extensions."""
_COMMON = {
    Language.GERMAN: frozenset(
        "ich wir sie ihnen und der die das den dem ist nicht bitte mit für auf ein eine einen zu zum von uns mir dir du am bis haben hat wird werden noch schon auch nach bei wenn dass grüße grüßen sehr".split()
    ),
    Language.FRENCH: frozenset(
        "je nous vous le la les des du de et est une un pour avec votre vos merci dans que qui sur ne pas au aux en il elle mon notre par bonjour cordialement avant ça c".split()
    ),
    Language.SPANISH: frozenset(
        "el la los las de del que y en un una por para con no se le les me te nos su sus lo al es está están muy gracias hola saludos saludo usted favor antes más pero hay tu tus mi estimado estimada hasta yo".split()
    ),
}
SMALL = {
    Language.GERMAN: "der die das den dem des ein eine einen einem einer und oder aber auch noch schon für mit von vom zu zum zur im in an am auf aus bei bis durch gegen nach ohne über um unter vor wegen zwischen nicht kein keine alle alles als wie dass ob wenn dann ist sind war waren hat haben hatte wird werden wurde kann soll muss"
    " sich mich dich ihn sie es wir ihr ihm ihnen uns euch mein dein sein unser mal nur bitte neu neue neuen",
    Language.FRENCH: "le la les un une des du de au aux et ou mais en dans sur sous avec sans pour par chez entre vers avant après contre ce cet cette ces ça cela son sa ses leur leurs mon ma mes ton ta tes notre nos votre vos il elle ils elles lui eux se qui que quoi dont où si ne pas plus"
    " tout toute tous toutes deux trois faire être avoir nouveau nouvelle prochain prochaine est sont était étaient ai as a avons avez ont avait sera doit peut va vont on nous vous je tu me te lui y en hier demain déjà encore aussi bien",
    Language.SPANISH: "el la los las un una unos unas de del al a y o pero en con sin por para entre hasta desde contra este esta estos estas ese esa su sus mi mis tu tus nuestro nuestra lo le les se que quien si no más todo toda todos todas dos tres hacer ser estar nuevo nueva próximo próxima es está son están era ha han he hay fue será puede va van yo nos me te ya también ayer hoy mañana",
}
"""Words that stand in work of every kind, and so tell nothing of which is meant."""
_ENGLISH = frozenset("the and you to of is in for it we i that with please your be have will can this are at".split())
_UNREAD: Mapping[str, frozenset[str]] = {
    "Italian": frozenset(
        "il lo la gli le di che e un una per non con sono è ma anche questo questa del della dei delle al alla nel nella io mi ti ci si ho hai ha abbiamo va bene allora però più come cosa perché quando fare poi".split()
    ),
    "Portuguese": frozenset(
        "o a os as do da dos das em um uma não com é são mas também já está vou você eu nós ele ela isso isto esse essa ao à no na nos nas para por que se então muito bem mais como quando fazer tem temos foi".split()
    ),
    "Dutch": frozenset(
        "de het een en van ik je is niet dat wij we met voor op zijn maar ook nog wel naar aan hebben heb heeft kan moet moeten gaan ga dan dit die er hij ze zij bij als om uit zou wat goed even".split()
    ),
    "Polish": frozenset(
        "w i na z nie się to jest że do tak o ale jak już po czy dla ja my od mam mamy za co będzie był są tylko też może trzeba no dobrze jeszcze bo ten ta tego proszę".split()
    ),
    "Swedish": frozenset(
        "och det att en ett jag du vi är inte som på för med av den har till men om så kan ska de han hon från också vad bra nu här där skulle måste".split()
    ),
    "Danish or Norwegian": frozenset(
        "og det at en et jeg du vi er ikke som på for med af av den har til men om så kan skal de han hun fra også hva hvad godt nå nu her der skulle må".split()
    ),
    "Czech or Slovak": frozenset(
        "a v na se to je že do tak o ale jak už po pro já my od mám máme za co bude byl jsou jen také může musíme no dobře ještě protože ten ta toho prosím jsem jsme bych".split()
    ),
    "Romanian": frozenset(
        "și în de la cu un o nu este să pe că pentru am ai are mai din sunt dar ce dacă eu noi el ea va fi fost cum bine trebuie avem acum".split()
    ),
    "Turkish": frozenset(
        "ve bir bu da de için ile ne ben biz siz o var yok çok ama daha gibi kadar sonra şimdi tamam evet hayır olarak mi mı olan".split()
    ),
    "Hungarian": frozenset(
        "a az és hogy nem is egy van ez de ha meg csak már még én mi ő kell lesz volt akkor most igen jó vagy majd mert".split()
    ),
    "Finnish": frozenset(
        "ja on ei se että en hän me minä sinä ole oli mutta niin kun nyt tämä voi pitää joo sitten mitä vielä myös jos olen kyllä".split()
    ),
}
