"""The appointment that people make while they talk."""

import pytest
from msgspec.structs import replace

from dialogues import PEOPLE, context_of, source_of
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context, Entity, EntityType, Me
from minutebook.model.source import Utterance


def start_of(*turns):
    """When and where two people, on Wednesday 4 March 2026, agree to meet."""
    source = source_of(Utterance(id=n, text=text, speaker=PEOPLE[n % 2], block=n) for n, text in enumerate(turns))
    invite = OfflineEngine().extract(source, context_of(PEOPLE[0])).invite
    return invite and (invite.start, invite.location)


@pytest.mark.parametrize(
    ("turns", "start"),
    [
        (("Shall we meet on 10 March at 14:00?", "Yes, that works."), "2026-03-10T14:00:00"),
        (
            ("Shall we do the twelfth of March, same place?", "The twelfth at ten, at your office. I'll send the invite.", "Perfect."),
            "2026-03-12T10:00:00",
        ),
        (("When do we see each other again?", "Next Thursday?", "Thursday, half past nine.", "Good."), "2026-03-12T09:30:00"),
        (("Is Monday any good for the demo?", "Monday's fine, after lunch.", "Half two?", "Half two."), "2026-03-09T14:30:00"),
        (("Can we meet on the ninth at two?", "I'm in Bern that week.", "Could we move it to the sixteenth, same time?", "Sure."), "2026-03-16T14:00:00"),
        (("The review is on Monday at nine.", "Could we make it ten instead?", "Ten, fine."), "2026-03-09T10:00:00"),
        (("When do we meet again?", "The eighteenth, half seven, at the club.", "I'll bring the cups."), "2026-03-18T19:30:00"),
        (("Next meeting's the seventeenth at four.", "With biscuits?", "With biscuits."), "2026-03-17T16:00:00"),
        (("So Thursday at eleven, you and me.", "In the yard?", "In the yard."), "2026-03-05T11:00:00"),
        (("Same time next Friday?", "Could we do Thursday at ten?", "Thursday at ten's fine.", "Lovely."), "2026-03-05T10:00:00"),
    ],
)  # fmt: skip
def test_what_both_agree_on_is_an_appointment(turns, start):
    """A day and an hour that one proposes and the other takes, in one line or in two."""
    assert start_of(*turns)[0] == start


def test_the_place_is_told():
    """Where they meet, as the lines around say it."""
    assert start_of("Can we meet on Monday at nine in our boardroom?", "Yes, fine.")[1] == "our boardroom"


@pytest.mark.parametrize(
    "turns",
    [
        ("Shall we meet on 10 March at 14:00?", "No, I can't.", "Pity.", "Well."),
        ("I'll send you the drawings by Thursday at ten.", "Perfect."),
        ("The lorry comes on Monday at nine.", "Good."),
        ("Shall we meet again in April?", "Yes, let's.", "I'll write to you.", "Good."),
        ("I'd say Thursday for the fence.", "What's that, about nine hundred?", "Near enough.", "Go on."),
        ("I logged it on Sunday at ten.", "Did you?"),
        ("Shall we meet on Thursday at ten?", "Thursday is my day off."),
        ("Shall we meet on Thursday at ten?", "Hm, that's not great for me."),
        ("Can you do Monday at nine?", "I'd have to ask my boss."),
        ("Shall we meet on Monday?", "Monday's good.", "How many of us?", "Four.", "Four then."),
        ("We hold it back and print it on Friday at nine.", "That works."),
        ("The ferry's at seven on Saturday.", "Okay."),
        ("I always see them on a Monday at ten.", "Good."),
        ("He'd say, see you on Monday at eight.", "Yes!"),
        (
            "Shall we meet on Thursday at ten?",
            "Yes.",
            "Good. Who has the keys?",
            "The twelfth is out.",
            "Wait, I can't make it.",
        ),
        ("Shall we meet on Thursday at ten?", "Yes.", "Lovely.", "Oh, I have to cancel that, sorry."),
    ],
)
def test_what_nobody_agreed_on_is_none(turns):
    """What is refused, due, of somebody else, over, or has no hour makes no appointment."""
    assert start_of(*turns) is None


def meet(*turns, me="Mina Roth"):
    """What three people agree on, for one of them."""
    names = ("Jonas Falk", "Petra Lindqvist")
    source = source_of(Utterance(id=n, text=text, speaker=names[n % 2], block=n) for n, text in enumerate(turns))
    known = tuple(
        Entity(f"mb-{n}", EntityType.PERSON, name, emails=(f"{name.split()[0].lower()}@harbour.example",))
        for n, name in enumerate(names)
    )
    source = replace(
        source,
        utterances=(*source.utterances, Utterance(id=len(turns), text="Bye.", speaker="Mina Roth", block=len(turns))),
    )
    own = next((entity.emails for entity in known if entity.name == me), ("mina@harbour.example",))
    read = OfflineEngine().extract(source, Context(Me(me, emails=own), known))
    return [*read.also, *([read.invite] if read.invite else [])]


def test_those_who_come_are_told_by_their_addresses():
    """Whoever makes an appointment, as the vault knows their addresses."""
    (held,) = meet("Shall we meet on Monday at nine?", "Monday at nine's fine.", me="Jonas Falk")
    assert held.attendees == ("jonas@harbour.example", "petra@harbour.example")


def test_what_others_arrange_is_not_held():
    """Two of three meet, and the vault is the third one's."""
    assert not meet("I could come by your desk on Monday at nine.", "Monday at nine's fine.", "Good.")


def test_what_others_arrange_without_the_owner_is_not_held():
    """All who speak are named, and none of them is whose vault it is."""
    turns = "Shall we meet on Monday at nine?", "Monday at nine's fine.", "Good."
    assert meet(*turns, me="Petra Lindqvist")
    assert not meet(*turns, me="Wenda Sorrel")


def test_the_invitation_to_something_else_is_work():
    """Only that to what was just arranged is drafted."""
    arranged = "Shall we meet on Monday at nine?", "Monday at nine's fine."

    def invited(said):
        lines = (*arranged, said)
        source = source_of(Utterance(id=n, text=text, speaker=PEOPLE[n % 2], block=n) for n, text in enumerate(lines))
        return [task for task in OfflineEngine().extract(source, context_of(PEOPLE[0])).tasks if "invit" in task.text]

    assert not invited("Great, I'll send the invitation.")
    assert invited("Great. And I'll send the invitation to the twelve growers for the open day.")


def test_several_appointments_of_a_talk_are_told_apart():
    """Each has its number; the last one made is the newest."""
    held = meet(
        "Shall we meet on Monday at nine?",
        "Yes.",
        "And the site visit?",
        "The twelfth at two, for an hour?",
        "Perfect.",
        me="Jonas Falk",
    )
    assert [(each.number, each.start, each.end) for each in held] == [
        (0, "2026-03-09T09:00:00", None),
        (1, "2026-03-12T14:00:00", "2026-03-12T15:00:00"),
    ]


def test_an_hour_of_another_clock_is_not_held():
    """Nine by a clock whose zone nobody names is no time of the owner's."""
    assert not meet("Shall we call on Monday at nine your time?", "Monday at nine's fine.", me="Jonas Falk")
    assert meet("Shall we call on Monday at nine your time?", "Monday at nine's fine.", me="Petra Lindqvist")


def test_a_weekday_after_next_week_is_in_it():
    """Both speak of next week, and one names its Thursday."""
    assert start_of("Shall we meet next week?", "Thursday at ten then.", "Good.")[0] == "2026-03-12T10:00:00"


ABROAD = {
    "Nun zum Anstrich. Die Farbe ist am Ende recht gut geworden. Ja, das Blau ist tiefer als auf der Karte, und der Lack riecht auch nicht mehr.": [
        (("Wollen wir uns Dienstag zusammensetzen?", "Dienstag ist gut. Halb drei?", "Halb drei, ja."), "2026-03-10T14:30:00"),
        (("Donnerstag um drei?", "Donnerstag kann ich nicht. Freitag um vier?", "Gut."), "2026-03-06T16:00:00"),
        (("Ich brauche den Lack bis Donnerstag um zehn.", "Gut."), None),
        (("Am Montag um neun waren alle da.", "Schön."), None),
        (("Können wir uns Montag um zehn treffen?", "Da muss ich erst fragen."), None),
    ],
    "Alors, la peinture. Je trouve que la couleur est plutôt réussie. Oui, le bleu est plus profond que sur la carte, et le vernis ne sent plus le poisson.": [
        (("On se revoit mardi ?", "Mardi, oui. Quinze heures trente ?", "D'accord."), "2026-03-10T15:30:00"),
        (("La prochaine réunion, c'est le 12 mars à 9 heures.", "Bien."), "2026-03-12T09:00:00"),
        (("Il me faut le vernis avant jeudi à dix heures.", "D'accord."), None),
        (("Le chantier ouvre lundi à huit heures.", "D'accord."), None),
    ],
    "Bueno, la pintura. A mí me parece que el color ha quedado bastante bien. Sí, el azul es más oscuro que en la carta, y el barniz ya no huele a pescado.": [
        (("¿Nos reunimos el martes?", "El martes, sí. ¿A las cuatro y media?", "Vale, a las cuatro y media."), "2026-03-10T16:30:00"),
        (("Te recojo el viernes a las seis de la tarde.", "Perfecto."), "2026-03-06T18:00:00"),
        (("Necesito el barniz antes del jueves a las diez.", "Vale."), None),
        (("El lunes a las nueve estábamos todos.", "Claro."), None),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "turns", "start"), [(before, *case) for before, cases in ABROAD.items() for case in cases]
)
def test_what_is_agreed_in_another_language(before, turns, start):
    """German, French and Spanish talk, as English; a deadline, opening hours, what was, and what is put off are none."""
    told = start_of(before, before, *turns)
    assert (told and told[0]) == start
