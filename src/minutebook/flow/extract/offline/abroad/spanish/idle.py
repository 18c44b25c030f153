"""What Spanish sentences say of doing something without telling of work: chat, habits, what is done by saying it."""

from minutebook.flow.extract.offline.abroad.spanish.verbs import PRONOUNS
from minutebook.text import patterns as re


def says_nothing(words: str) -> bool:
    """Whether an infinitive phrase tells of no work: "hacerlo", "dar la bienvenida"."""
    return _NOTHING.fullmatch(words) is not None or _CHAT.match(words) is not None


_NOTHING = re.compile(
    rf"(?i:(?:pas[aá]r{PRONOUNS} y )?echar{PRONOUNS} un (?:vistazo|ojo)|(?:hac[eé]r|llev[aá]r|ocup[aá]r|tom[aá]r){PRONOUNS}|encargar(?:me|te|se|nos|os)?|dej[aá]r{PRONOUNS}(?: (?:algo|para|aquí|ahí|así|como|por|en|\w+[aei]d[oa]s?|hech[oa]s?|list[oa]s?|resuelt[oa]s?)\b.*)?|hacer algo|acabar de .*|salvar\w* la vida.*|hacer\w* (?:un |el )?(?:gran )?favor.*|dejar(?:os|te|les|nos)(?: que\b.*)?|dar por \w+.*|tomar(?:me)? (?:buena )?nota\b.*|apunt[aá]r(?:me)?(?:lo)?(?: en .*)?|hacer (?:esto|eso|lo mismo|lo de siempre)\b.*|decír[mtsn]\w+l[oa]s? (?:con|en serio|de verdad|así|por)\b.*)"
)
"""What says that something is done, or put off, without saying what."""
_CHAT = re.compile(
    rf"(?i:haber{PRONOUNS}\b|(?:reconocer|admitir|confesar|felicitar){PRONOUNS}\b|(?:intentar )?explicar(?:me|nos)\b|contar{PRONOUNS} (?:una (?:cosa|anécdota|historia)|algo)|d[aá]r{PRONOUNS} (?:la (?:razón|bienvenida|enhorabuena|palabra)|las gracias|paso)|"
    rf"poner{PRONOUNS} (?:en duda|un ejemplo|en contexto)|repetir(?:lo|te|eso)?(?: eso| por si.*)?$|leer{PRONOUNS} (?:lo|textualmente)\b|dejar(?:te|le|les|os) \w+r\b|llevar{PRONOUNS} ventaja|abrir (?:un )?paréntesis|(?:subir|bajar) el volumen|(?:apagar|encender) (?:la cámara|el micro|el vídeo)|decir(?:te|le|os|les)$|ver(?:nos|se)\b)"
)
"""What is done by saying it, or at the call itself."""
IDLE = re.compile(
    r"(?i:(?:decir(?:te|le|os|les)?(?: que|lo)?\b|saber\b|ver(?:lo|la)? (?:si|qué|cómo|cuándo|quién|cuánt[oa]s?|bien)\b|ver l[oa]s? (?!que\b|de\b)\w+ que\b|ver(?:emos)?$|pensar(?:lo|melo)?\b|empezar\b|seguir\b|hablar(?:te|os)? de\b|contar(?:te|os|les)\b|compartir(?:te|os|les)? (?:la )?pantalla|preguntar(?:te|os|le|les)\b|ir\b|oír|escuchar|quedar(?:me|se)? (?:sin|corto)|necesitar\b|tener\b|hacer falta|creer|recordar(?:te|os|les) que|comentar(?:te|os|les)|poner(?:me|se) en|proponer|apagar (?:el vídeo|la cámara|el micro)|silenciar))"
)
HABIT = re.compile(
    r"(?i:\b(?:siempre|todos los|todas las|cada \w+|normalmente|suelo|solemos|de costumbre|como siempre|a veces|casi nunca|los (?:lunes|martes|miércoles|jueves|viernes|sábados|domingos) y los)\b)"
)
