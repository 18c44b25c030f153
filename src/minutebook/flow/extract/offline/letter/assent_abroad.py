"""What people say who agree on a time to meet, in German, French and Spanish."""

from collections.abc import Mapping

from minutebook.flow.extract.offline.letter.assent import Assent, read_english
from minutebook.text import patterns as re
from minutebook.text.language import Language


def read_assent(language: Language | None) -> Assent:
    """The words of a language; of English where it is None."""
    return read_english() if language is None else _ABROAD[language]


_GERMAN = Assent(
    yes=re.compile(
        r"(?:(?:oh|na|also|und|ach),? )*(?:ja|jo|jep|genau|gut|sehr gut|gerne?|okay|ok|klar|alles klar|passt|perfekt|prima|super|wunderbar|einverstanden|abgemacht|in ordnung|geht|mach(?:en)? (?:ich|wir)|schön|bestens|von mir aus|natürlich|selbstverständlich)\b"
    ),
    no=re.compile(r"(?:(?:oh|ach|also),? )*(?:nein|nee|nö|leider)\b"),
    meets=re.compile(
        r"\b(?:treffen|trifft (?:sich|man)|sehen wir|wir (?:uns )?sehen|sehen uns|zusammensetzen|zusammenkommen|telefonieren|besprech\w+|sprechen|termin|sitzung|meeting|besichtigung|begehung|gespräch|call|probe|übergabe|mittagessen|essen|kaffee|(?:ruf|hol)e? (?:ich )?(?:dich|sie|euch)|komm(?:e|st|en|t)? (?:ich |du |sie |ihr |wir )?(?:vorbei|zu|in|mit|ins|bei)|vorbei|bei (?:mir|dir|uns|ihnen|euch)|wann (?:passt|geht|sehen|treffen|können|hast|haben|wollen)|passt (?:dir|ihnen|euch|das|es|dienstag|montag|mittwoch|donnerstag|freitag)|wie wäre|wäre|sollen wir|wollen wir|können wir|könnten wir|bis dann|bis (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|morgen)\b|kalender|einladung|raum|zoom|teams|nächste (?:sitzung|runde)|geht (?:auch|gut|bei mir)|kann ich nicht)\b"
    ),
    other=re.compile(
        r"\b(?:bis (?:zum |spätestens )?(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|heute|\d)|spätestens|war(?:en|st)?|hatte\w*(?! (?:ich|wir|sie) (?:am|um|da))|wurden?|habe? (?:ich |er |sie )?(?:ihn|sie|ihm)\b|immer|jeden|jede woche|normalerweise|meistens|(?:geöffnet|offen|auf|zu)(?=[.!]?$)|öffnet|schließt|liefer\w*|lieferung|zug|flug|fähre|bus|paket|lkw|abfahrt|frist|abgabe|wenn (?:er|sie|es|der|die|das|ich)|falls|hätte(?:st|n)? (?:ich|er|sie|man)\b|schick\w*|abgeben|fertig)\b|^(?:und |aber )?(?!(?:das|es|dann|so|also|der|die|halb|viertel|am|um|ab|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|besichtigung|sitzung|treffen|termin)\b)[a-zäöü]+ (?:trifft|hat|fährt|geht|sieht|kommt|muss|will)\b(?!.*\b(?:wir|uns|dich|dir|euch|ihnen)\b)"
    ),
    away=re.compile(
        r"\bich (?:hab|habe) (?:da |dann |am |um )?(?:einen|eine|den|die|das|mein\w*) |\bda (?:hab|habe|bin) ich\b"
    ),
    all_=re.compile(
        r"\b(?:alle|allen|nächste (?:sitzung|besprechung)|nächstes (?:treffen|meeting)|sehen wir uns|treffen wir uns|wir alle|wir treffen uns)\b"
    ),
    announces=re.compile(
        r"\bnächste[rs]? (?:sitzung|besprechung|treffen|termin|meeting|runde)(?::| ist| wäre| findet| am)"
    ),
    heading=re.compile(r"[\d. ]*nächste[rs]? (?:sitzung|besprechung|treffen|termin)[.:]?"),
    again=re.compile(r"\bwann (?:sehen|treffen|sprechen|telefonieren) wir(?: uns)?\b"),
    fixes=re.compile(r"\b(?:schick\w* (?:\w+ ){0,3}?einladung|trag\w* (?:\w+ ){0,3}?ein|in den kalender)\b"),
    proposes=re.compile(r"\b(?:wie wäre|sollen wir|wollen wir|können wir|könnten wir|sagen wir|lass uns)\b"),
    rather=re.compile(r"\b(?:lieber|besser|stattdessen|doch|könnten wir|können wir)\b"),
    same=re.compile(r"\b(?:gleiche|selbe) (?:zeit|uhrzeit)\b"),
    refuses=re.compile(
        r"\b(?:kann ich nicht|können wir nicht|geht (?:leider )?nicht|passt (?:mir |uns )?(?:leider )?nicht|schlecht|bin ich (?:weg|nicht da|im urlaub)|keine zeit|leider|schwierig|unmöglich|geht gar nicht)\b"
    ),
    other_hour=re.compile(r"\b(?:später|früher|wann genau|welche uhrzeit)\b"),
    defers=re.compile(
        r"\b(?:muss (?:ich )?(?:erst|noch|mal)? ?(?:mal )?(?:fragen|schauen|gucken|sehen|klären)|erst fragen|mal sehen|schau(?:e|en)? mal|weiß (?:ich )?(?:noch )?nicht|vielleicht|kommt drauf an|melde mich|geb(?:e)? (?:dir |ihnen )?bescheid)\b"
    ),
    reassures=re.compile(r"(?:nein,? )?(?:kein problem|macht nichts)"),
    fine=re.compile(
        r"\b(?:passt|perfekt|super|prima|einverstanden|in ordnung|bin dabei|ich bin da|bis dann|bis (?:montag|dienstag|mittwoch|donnerstag|freitag|morgen)|freue? mich|notiert|gebongt|abgemacht|geht (?:auch|gut|klar))\b"
    ),
    on_condition=re.compile(r"(?:wenn|falls)\b"),
    detail=re.compile(r"(?:bei|im|in|hier|wo|online|per)\b"),
    back=re.compile(r"\b(?:fällt aus|abgesagt|lassen wir (?:das|es)|doch nicht|vergiss (?:das|es))\b"),
)
_FRENCH = Assent(
    yes=re.compile(
        r"(?:(?:oh|ah|bon|alors|et|eh bien),? )*(?:oui|ouais|d'accord|parfait|très bien|bien|bon|ok|okay|entendu|ça marche|ça me va|c'est noté|noté|super|volontiers|bien sûr|avec plaisir|impeccable|nickel|c'est bon|pas de problème|va pour)\b"
    ),
    no=re.compile(r"(?:(?:oh|ah|bon),? )*(?:non|malheureusement)\b"),
    meets=re.compile(
        r"\b(?:réunion|rendez-vous|visite|entretien|répétition|déjeuner|dîner|café|atelier|point|appel|on se (?:re)?(?:voit|trouve|retrouve|parle|rappelle|fait)|se (?:re)?voir|se parler|s'appeler|nous (?:voir|réunir|retrouver)|vous voir|te voir|(?:te|vous) (?:chercher|appeler|rappeler|voir|rejoindre)|je (?:passe|viens|serai|t'appelle|vous appelle)|quand (?:est-ce qu'on|on|nous|pouvons)|ça (?:te|vous) (?:va|irait|convient)|(?:te|vous) convient|tu es libre|vous êtes libre|on (?:peut|pourrait|dit|fait|prend)|je ne peux pas|disons|agenda|invitation|salle|zoom|teams|prochaine? (?:réunion|fois|séance)|à (?:lundi|mardi|mercredi|jeudi|vendredi|demain)\b)"
    ),
    other=re.compile(
        r"\b(?:avant|d'ici|au plus tard|jusqu'à|était|étaient|étions|étais|avait|avaient|a été|toujours|chaque|tous les|d'habitude|ouvert|ouvre|ferme|fermé|livr\w*|train|avion|ferry|colis|camion|départ|délai|s'il|s'ils|si (?:elle|on|je|le|la|les)|envoy\w*|rendre|fini|prêt)\b|^(?:et |mais )?(?:il|elle|ils|elles|son|sa|ses|leur)\b|^(?!(?:je|on|nous|vous|tu|c'est|la|le|les|ça|alors|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|disons|demain|parfait|oui)\b)[a-zé]+ (?:voit|a|part|rencontre|vient|va|doit)\b(?!.*\b(?:nous|vous|toi|te)\b)"
    ),
    away=re.compile(r"\bj'ai (?:un|une|mon|ma|le|la|déjà)\b"),
    all_=re.compile(
        r"\b(?:tous|toutes|tout le monde|prochaine (?:réunion|séance|fois)|on se (?:re)?voit|on se retrouve)\b"
    ),
    announces=re.compile(
        r"\bprochaine? (?:réunion|séance|rendez-vous|point|fois)(?: ?:|,? c'est| est| sera| aura lieu| le)"
    ),
    heading=re.compile(r"[\d. ]*prochaine? (?:réunion|séance)[.: ]*"),
    again=re.compile(
        r"\bquand (?:est-ce qu'on se|on se|nous) (?:re)?(?:voit|voyons|retrouve|parle)\b|\bon se revoit quand\b"
    ),
    fixes=re.compile(
        r"\b(?:j'envoie l'invitation|envoie l'invitation|je (?:le |la )?(?:mets|note|bloque) (?:dans|à) l'agenda)\b"
    ),
    proposes=re.compile(r"\b(?:on (?:peut|pourrait|dit|fait)|si on|disons|est-ce qu'on)\b"),
    rather=re.compile(r"\b(?:plutôt|mieux|à la place|on pourrait|on peut)\b"),
    same=re.compile(r"\bmême heure\b"),
    refuses=re.compile(
        r"\b(?:je ne peux pas|je peux pas|on ne peut pas|pas possible|impossible|pas disponible|pas libre|malheureusement|ne (?:me |nous )?(?:va|convient) pas|absente?|en vacances|difficile|compliqué)\b"
    ),
    other_hour=re.compile(r"\b(?:plus tard|plus tôt|à quelle heure)\b"),
    defers=re.compile(
        r"\b(?:il faut que je (?:demande|regarde|vérifie|voie)|je (?:dois|vais) (?:demander|regarder|vérifier|voir)|je (?:te|vous) (?:redis|dirai|tiens au courant)|on verra|je ne sais pas|je sais pas|peut-être|ça dépend)\b"
    ),
    reassures=re.compile(r"(?:non,? )?(?:pas de problème|pas de souci)"),
    fine=re.compile(
        r"\b(?:parfait|d'accord|entendu|ça marche|ça (?:me|nous) va|(?:me|nous) convient|c'est (?:noté|bon)|très bien|je serai là|à (?:lundi|mardi|mercredi|jeudi|vendredi|demain)|j'y serai|je note|super)\b"
    ),
    on_condition=re.compile(r"(?:si|s'il)\b"),
    detail=re.compile(r"(?:où|chez|à la|au|dans|ici)\b"),
    back=re.compile(r"\b(?:annul\w+|laisse tomber|on laisse|tombe à l'eau|finalement non)\b"),
)
_SPANISH = Assent(
    yes=re.compile(
        r"¿?(?:(?:ah|pues|bueno|y),? )*(?:sí|si|vale|claro|de acuerdo|perfecto|muy bien|bien|genial|estupendo|hecho|por supuesto|me viene bien|me va bien|ok|okay|dale|listo|sin problema|con mucho gusto|anotado)\b"
    ),
    no=re.compile(r"(?:(?:ah|pues|bueno),? )*(?:no|lo siento)\b"),
    meets=re.compile(
        r"\b(?:reunión|reunimos|reunirnos|nos (?:vemos|juntamos|encontramos|sentamos)|vernos|quedamos|quedar|cita|visita|entrevista|ensayo|comida|cena|café|llamada|hablar|hablamos|(?:te|os|le|les) (?:recojo|llamo|busco|veo|paso a)|paso (?:a|por)|veros|verte|verle|vengo|voy|venir|cuándo (?:nos|quedamos|podemos|puedes|te|le)|(?:te|os|le|les) (?:viene|va|parece) bien|podemos|podríamos|no puedo|qué tal|sala|agenda|invitación|zoom|teams|próxima (?:reunión|vez|sesión)|estás? libre)\b"
    ),
    other=re.compile(
        r"\b(?:antes (?:del?|de las?)|hasta|a más tardar|para el|estaba\w*|estábamos|estuv\w+|había\w*|fue|fueron|fuimos|siempre|cada|todos los|normalmente|abre\w*|abierto|cierra\w*|entreg\w*|tren|avión|vuelo|paquete|camión|plazo|si (?:él|ella|viene|el|la|yo)|envi\w*|mand\w*|listo para)\b|^(?:y |pero )?(?:él|ella|ellos|ellas|su|sus)\b|^(?!(?:el|la|los|las|te|nos|paso|vale|sí|entonces|me|a|os|lo)\b)[a-záéíóú]+ (?:ve|tiene|va|viene|sale|quiere)\b(?!.*\b(?:nos|te|os|nosotros)\b)"
    ),
    away=re.compile(r"\btengo (?:un|una|mi|el|la|que ir)\b"),
    all_=re.compile(r"\b(?:todos|todas|próxima (?:reunión|sesión)|nos (?:vemos|reunimos|juntamos))\b"),
    announces=re.compile(r"\bpróxim[ao] (?:reunión|sesión|encuentro|cita)(?::| es| será| el)"),
    heading=re.compile(r"[\d. ]*próxima (?:reunión|sesión)[.:]?"),
    again=re.compile(r"\bcuándo (?:nos (?:vemos|reunimos|juntamos)|quedamos)\b"),
    fixes=re.compile(r"\b(?:(?:mando|envío|enviaré) la invitación|lo (?:apunto|pongo|anoto) en (?:la|mi) agenda)\b"),
    proposes=re.compile(r"\b(?:podemos|podríamos|qué tal|digamos|quedamos)\b"),
    rather=re.compile(r"\b(?:mejor|más bien|en vez|podríamos|podemos)\b"),
    same=re.compile(r"\bmisma hora\b"),
    refuses=re.compile(
        r"\b(?:no puedo|no podemos|imposible|no (?:me|nos) (?:viene|va) bien|no estoy|estoy fuera|de vacaciones|lo siento|complicado|difícil)\b"
    ),
    other_hour=re.compile(r"\b(?:más tarde|más temprano|antes|a qué hora)\b"),
    defers=re.compile(
        r"\b(?:tengo que (?:preguntar|mirar|ver|consultar)|déjame (?:ver|mirar|preguntar)|ya veremos|ya te (?:digo|aviso)|no sé|quizás?|tal vez|depende)\b"
    ),
    reassures=re.compile(r"(?:no,? )?(?:no hay problema|sin problema)"),
    fine=re.compile(
        r"\b(?:perfecto|de acuerdo|vale|(?:me|nos) (?:viene|va|parece) bien|allí estaré|ahí estaré|nos vemos|hasta (?:el|entonces|mañana)|anotado|genial|estupendo|muy bien)\b"
    ),
    on_condition=re.compile(r"si\b"),
    detail=re.compile(r"¿?(?:dónde|en|aquí)\b"),
    back=re.compile(r"\b(?:cancel\w+|lo dejamos|se suspende|al final no)\b"),
)
_ABROAD: Mapping[Language, Assent] = {
    Language.GERMAN: _GERMAN,
    Language.FRENCH: _FRENCH,
    Language.SPANISH: _SPANISH,
}
