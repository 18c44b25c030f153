"""Where people meet, as a letter says it."""

from minutebook.text import patterns as re


def find_place(text: str) -> str | None:
    """Where a meeting is to be, where a text says it.

    >>> find_place("See you on Monday at ten at the lighthouse car park.")
    'the lighthouse car park'
    """
    online = _ONLINE.search(text)
    if online:
        return online["by"] or online["link"]
    found = (pattern.search(text) for pattern in _PLACES)
    place = next((match for match in found if match), None)
    if place:
        return place["place"].strip(" .,")
    address = _ADDRESS.search(text)
    return address[1].capitalize() if address else None


_TOOLS = r"(?:Microsoft |MS |Google )?(?:Teams|Zoom|Meet|Webex|Skype|WhatsApp|Jitsi)"
_ONLINE = re.compile(
    rf"\b(?:on|via|by|over|use|using|through|per|über|par|sur) (?P<by>{_TOOLS})\b|\b(?P<link>{_TOOLS})(?:[- ](?:link|call|meeting|invite|invitation|einladung)\b|:? https?://)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https://(?:[\w-]+\.)*(zoom|teams|meet|webex|whereby)\.")
_ROOMS = (
    "office|offices|room(?: \\w+)?|site hut|hut|cabin|gatehouse|lodge|barn|stables|mill|jetty|boathouse|clubhouse|foyer|courtyard(?: door)?|(?:side|front|back|stage) door|classroom|meeting room|board ?room|site|hall|works|workshop|studio|café|cafe|restaurant|canteen|reception|building|yard|gate|headquarters|HQ|depot|plant|factory|museum|library|school|hospital|clinic"
    "|house|home|flat|church|chapel|station|car park|pub|bar|hotel|lobby|entrance|gallery|theatre|farm|shop|store|warehouse|showroom|bakery|surgery|practice|harbour|quay|pier|marina|stadium|park|pitch|garden|field|market|bridge|centre|center|campus|lab|laboratory|kitchen"
)
_PLACES = (
    re.compile(
        rf"\b(?:at|in|outside|by) (?P<place>(?:our|your|my|the) (?:[A-ZÀ-Þ]?[\w'’-]+ ){{0,3}}(?:{_ROOMS})(?: (?:in|on|at) (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-ZÀ-Þ][\w'’-]+)?|(?:Room|Hall|Unit|Suite|Building|Studio|Gate|Platform) [\w.-]+)(?![\w'’-])"
    ),
    re.compile(
        rf"\b(?:at|in) (?P<place>(?:[A-ZÀ-Þ][\w'’-]+ ){{1,3}}(?:{_ROOMS}|Room|Hall|House|Centre|Center|School|Church|Chapel|Station|Hotel|Inn|Arms|Museum|Library|Street|Road|Lane|Square|Park|Yard|Café|Bar))(?![\w'’-])"
    ),
    re.compile(r"^(?P<place>(?:Room|Hall|Studio|Court|Suite) \w+) (?:is|has been) "),
    re.compile(
        r"\b(?:à|au|dans) (?P<place>(?:l['’]|la |(?:nos|vos|notre|votre) )?(?:[Éé]glise|mairie|atelier|gare|café|bureaux?|locaux|restaurant|musée|bibliothèque|école|hôtel|théâtre|chantier|magasin|salle|galerie|château)\b)"
    ),
    re.compile(
        r"\b(?P<place>(?:im|in (?:der|unserem|unserer|Ihrem|Ihrer)|auf (?:dem|unserem|Ihrem)|am|vor (?:dem|der)) (?:[A-ZÄÖÜ][\wäöüß-]+ ){0,1}(?:Büro|Werkstatt|Hof|Rathaus|Bahnhof|Café|Besprechungsraum|Raum|Haus|Halle|Hotel|Museum|Bibliothek|Schule|Kirche|Praxis|Restaurant|Laden|Atelier|Studio|Baustelle|Haupteingang|Eingang|Empfang|Sitzungszimmer|Konferenzraum)(?: [A-Z]?\d\w*)?)\b"
    ),
)
