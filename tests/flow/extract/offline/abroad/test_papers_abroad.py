"""Minutes and lists in other languages: whose an item is, by when, and what they settle."""

from dialogues import context_of, source_of
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.source import Form, SourceKind, Utterance

HEAD = (Form.HEADING, "Acta de la asamblea del taller y de la sala de los hornos")


def understood(*blocks, checked=None):
    """What the engine understands of a document of such (form, text); ``checked``: numbers of ticked boxes and of open ones."""
    ticks = checked or {}
    lines = [
        Utterance(id=n, text=text, block=n, form=form, checked=ticks.get(n))
        for n, (form, text) in enumerate((HEAD, *blocks))
    ]
    return OfflineEngine().extract(
        source_of(lines, SourceKind.DOCUMENT), context_of("Ana Ruiz", "Ben Okafor", "Chitra Rao")
    )


def told(found):
    return [(task.text, task.owner, task.due and str(task.due), task.status.value) for task in found.tasks]


def test_items_that_say_whose_they_are():
    """By a label in the same item or in the next sentence, before a colon, behind an arrow with a day, in brackets."""
    found = understood(
        (Form.ITEM, "Pedir tres presupuestos para el tejado de la sala."),
        (Form.ITEM, "Responsable: Ben Okafor."),
        (Form.ITEM, "Plazo: 15 de abril."),
        (Form.ITEM, "Chitra: hablar con la imprenta por los carteles"),
        (Form.ITEM, "Reservar la furgoneta → Ben, antes del viernes, que luego sube"),
    )
    assert told(found) == [
        ("Pedir tres presupuestos para el tejado de la sala", "Ben Okafor", "2026-04-15", "open"),
        ("Hablar con la imprenta por los carteles", "Chitra Rao", None, "open"),
        ("Reservar la furgoneta", "Ben Okafor", "2026-03-06", "open"),
    ]


def test_boxes_and_tables():
    """A ticked box is done; a row under "Tarea | Responsable | Plazo" is work, its days stand before its months."""
    found = understood(
        (Form.ITEM, "Pagar la luz de la sala"),
        (Form.ITEM, "Renovar el seguro de los hornos (Ben)"),
        (Form.ROW, "Tarea | Responsable | Plazo"),
        (Form.ROW, "Pintar la fachada | Chitra Rao | 20 de marzo"),
        (Form.ROW, "Encargar los rótulos | Ben Okafor | 04/12/2026"),
        checked={1: True, 2: False},
    )
    assert told(found) == [
        ("Pagar la luz de la sala", None, None, "done"),
        ("Renovar el seguro de los hornos", "Ben Okafor", None, "open"),
        ("Pintar la fachada", "Chitra Rao", "2026-03-20", "open"),
        ("Encargar los rótulos", "Ben Okafor", "2026-12-04", "open"),
    ]


def test_what_minutes_settle_and_leave_open():
    """What was agreed is a decision, a question to which nobody knows the answer stays open, what somebody will do is theirs."""
    found = understood(
        (Form.PARAGRAPH, "Se acuerda subir la cuota a 35 euros desde enero."),
        (Form.PARAGRAPH, "Ben Okafor se compromete a hablar con los vecinos de la sala."),
        (Form.PARAGRAPH, "¿Se puede aparcar la furgoneta en el patio?"),
        (Form.PARAGRAPH, "Nadie lo sabe con certeza."),
    )
    assert [item.text for item in found.decisions] == ["Se acuerda subir la cuota a 35 euros desde enero."]
    assert told(found) == [("Hablar con los vecinos de la sala", "Ben Okafor", None, "open")]
    assert [item.text for item in found.questions] == ["¿Se puede aparcar la furgoneta en el patio?"]
