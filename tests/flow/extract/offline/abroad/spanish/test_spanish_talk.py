"""What spoken Spanish sentences tell of work."""

import pytest

from dialogues import PEOPLE, context_of, extraction_of, source_of, tasks_of
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.extract.offline.abroad.said import Way
from minutebook.flow.extract.offline.abroad.spanish.talk import hear_work
from minutebook.model.source import Form, SourceKind, Utterance


@pytest.mark.parametrize(
    ("sentence", "way", "words"),
    [
        ("¿Podrías revisar las cuentas del coro, por favor?", Way.ASK, "revisar las cuentas del coro"),
        ("¿Me pueden ustedes enviar el listado?", Way.ASK, "enviarme el listado"),
        ("¿Nos prepara usted un presupuesto para la caldera?", Way.ASK, "prepararnos un presupuesto para la caldera"),
        ("Necesito que alguien compruebe las alarmas.", Way.NEED, "comprobar las alarmas"),
        ("Te pediría que hicieras un esquema del huerto.", Way.ASK, "hacer un esquema del huerto"),
        ("Traed cada uno una foto.", Way.NEED, "traer una foto"),
        ("Sonia, manda el borrador al museo.", Way.ASK, "mandar el borrador al museo"),
        ("Échale un vistazo al motor.", Way.ASK, "mirar el motor"),
        ("¿Quién recoge a los ponentes?", Way.NEED, "recoger a los ponentes"),
        ("Habría que barnizar las puertas.", Way.NEED, "barnizar las puertas"),
        ("Llamo yo al taller, que me conocen.", Way.PROMISE, "llamar al taller"),
        ("De las servilletas me encargo yo.", Way.PROMISE, "encargarse de las servilletas"),
        ("Se las haré llegar.", Way.PROMISE, "enviárselas"),
        ("Les enviaremos la factura.", Way.PROMISE, "enviarles la factura"),
        ("¿Queréis que os haga un resumen?", Way.OFFER, "haceros un resumen"),
        ("Elena prepara la cena y Pablo lleva las mesas.", Way.GIVEN, "preparar la cena"),
        ("Voy a consultarlo con mi jefe.", Way.PROMISE, "consultarlo con mi jefe"),
        ("Joëlle contactará con dos floristas.", Way.GIVEN, "contactar con dos floristas"),
        ("Os mando los planos, para que tengáis las medidas.", Way.PROMISE, "mandaros los planos"),
        ("¿Y la visita del inspector, al final quién la recibe?", Way.NEED, "recibirla"),
        ("Pedro se encargará de pintarlas.", Way.GIVEN, "pintarlas"),
        ("La encargo yo.", Way.PROMISE, "encargarla"),
        ("Quedamos en que los apartabas tú.", Way.ASK, "apartarlos"),
    ],
)
def test_the_forms_of_work(sentence, way, words):
    """Asked of tú, vos, usted and several; taken, offered, needed, given by name; each an infinitive with its pronouns."""
    said = next(iter(hear_work(sentence, sentence.endswith("?"))))
    assert (said.way, said.words) == (way, words)


@pytest.mark.parametrize(
    "sentence",
    [
        "Siempre reviso el correo antes de comer.",
        "Ya he mandado el contrato.",
        "Te lo dije el otro día.",
        "El cliente pide un descuento.",
        "No hace falta que traigas nada.",
        "Voy a compartir pantalla.",
        "Bueno, os dejo que tengo otra reunión.",
        "Propongo cambiar de proveedor.",
        "Tomo nota.",
        "Me alegro de verte.",
        "Hay que ver lo bien que cantáis.",
    ],
)
def test_what_tells_of_no_work(sentence):
    """Habits, what is done, chat and what is only said."""
    assert list(hear_work(sentence, False)) == []


HELLO = "Ana: Hola a todos, hoy hablamos de la fiesta del barrio y de la sala.\n"


@pytest.mark.parametrize(
    ("dialogue", "told"),
    [
        ("Ana: Ben, ¿me pasas el plano de la sala?\nBen: Sí, te lo paso mañana.", [("Pasar a Ana Ruiz el plano de la sala", "Ben Okafor", "2026-03-05")]),
        ("Ana: El rótulo está roto. ¿Quién llama al rotulista?\nBen: Ya le llamo yo, antes del viernes.", [("Llamar al rotulista", "Ben Okafor", "2026-03-06")]),
        ("Ben: El regulador exige una memoria anual. Queda por redactar.\nAna: ¿La puede preparar usted, Ben?\nBen: Sí, la preparo para el lunes.", [("Preparar la memoria anual", "Ben Okafor", "2026-03-09")]),
        ("Ana: Ben, ¿puedes contar las sillas para el jueves?\nBen: El jueves no puedo, el viernes sí.", [("Contar las sillas", "Ben Okafor", "2026-03-06")]),
        ("Ana: Ben, ¿puedes quedarte el viernes en la puerta?\nBen: No puedo, lo siento.", []),
        ("Ana: ¿Limpio yo el horno?\nBen: No, deja, viene el técnico.", []),
        ("Ben: Si tuviera tiempo, pintaría yo la verja.\nAna: Ya.", []),
    ],
)  # fmt: skip
def test_work_that_comes_about_in_turns(dialogue, told):
    """Pronouns mean what was named, days may come later and be put right; what is refused, declined or supposed is no task."""
    found = tasks_of(HELLO + dialogue)
    assert [(task.text, task.owner, str(task.due)) for task in found] == told


def test_what_is_settled_and_left_open():
    """A proposal that somebody agrees to is a decision; questions of one turn to which nobody knows the answer are one."""
    found = extraction_of(
        HELLO + "Ben: Yo cerraría la barra a las diez.\nAna: Me parece bien.\n"
        "Ana: ¿Y los vasos? ¿Los paga el barrio o los pagamos nosotros?\nBen: Ni idea, está por ver."
    )
    assert [(item.text, item.evidence) for item in found.decisions] == [("Yo cerraría la barra a las diez.", (1, 2))]
    assert [item.text for item in found.questions] == ["¿Y los vasos? ¿Los paga el barrio o los pagamos nosotros?"]


def test_what_is_asked_about_is_what_nobody_knows():
    """ "Confirmarlo" after "no sé si …" is about that, not about the noun nearest by; what keeps from a deed leaves only what is done first."""
    talk = (
        HELLO
        + """Ben: No sé si el local tiene rampa o no.
Dov: En verano da un poco igual.
Ana: Ben, ¿puedes confirmarlo con el conserje?
Ben: Sí, claro.
Dov: El alquiler deberíamos pagarlo nosotros, pero lo tengo que consultar con mi socia."""
    )
    assert [(task.text, task.owner) for task in tasks_of(talk)] == [
        ("Confirmar con el conserje si el local tiene rampa", "Ben Okafor"),
        ("Consultar el alquiler con mi socia", "Dov Lindgren"),
    ]


def test_what_was_agreed_with_a_number_is_a_decision():
    """ "Quedamos así", "hemos quedado en …" and "al final no …" settle, though only a number and one thing are said."""
    talk = (
        HELLO
        + """Ben: De acuerdo, quedamos así, dos funciones.
Dov: El coro lo deciden los padres de los alumnos cada curso.
Ana: Al final no vamos al festival de Lugo."""
    )
    assert [told.text for told in extraction_of(talk).decisions] == [
        "De acuerdo, quedamos así, dos funciones.",
        "Al final no vamos al festival de Lugo.",
    ]


def test_a_memo_without_marks_is_cut_where_a_thought_begins():
    """ "Y ella", "ah y", "y nada", "luego", "hay que" and "y" with an infinitive begin another thing: each has its own words and day, and what is only told of is no work."""
    text = "bueno recordar que acabo de salir del taller tengo que llevarle las llaves al carpintero el lunes y ella me va a pasar las medidas del armario ah y comprar cera para las mesas antes del jueves y nada luego hay que pedirle al vecino la llave del trastero lo que no sé es si aceptan tarjeta en la ferretería eso hay que preguntarlo hemos quedado en pintar dos paredes y ya veremos"
    memo = Utterance(id=0, text=text, speaker=None, block=0, form=Form.PARAGRAPH)
    found = OfflineEngine().extract(source_of([memo], SourceKind.MEMO), context_of(*PEOPLE))
    assert [(task.text, task.due and task.due.isoformat()) for task in found.tasks] == [
        ("Llevar las llaves al carpintero", "2026-03-09"),
        ("Comprar cera para las mesas", "2026-03-05"),
        ("Pedir al vecino la llave del trastero", None),
        ("Preguntar si aceptan tarjeta en la ferretería", None),
    ]
    assert [told.text for told in found.decisions] == ["Hemos quedado en pintar dos paredes y ya veremos"]
    assert [told.text for told in found.questions] == ["Lo que no sé es si aceptan tarjeta en la ferretería"]


def test_who_answers_a_question_with_another_deed_does_that():
    """Who asks "quién lo paga" gets "tengo que consultarlo": that is the work; what is left to be decided is a question and no work."""
    talk = (
        HELLO
        + """Ana: ¿Y el alquiler del local quién lo paga?
Dov: Deberíamos pagarlo nosotros, pero lo tengo que consultar con mi socia.
Ana: ¿Y lo de la revisión de la caldera, al final quién la pide?
Chitra: Que la pida Ben, que conoce al técnico.
Ben: ¿Yo? Bueno, vale, me encargo yo.
Ana: Queda por decidir si se cobrará entrada."""
    )
    found = extraction_of(talk)
    assert [(task.text, task.owner) for task in found.tasks] == [
        ("Consultar el alquiler del local con mi socia", "Dov Lindgren"),
        ("Pedir la revisión de la caldera", "Ben Okafor"),
    ]
    assert [asked.text for asked in found.questions] == ["Queda por decidir si se cobrará entrada."]
