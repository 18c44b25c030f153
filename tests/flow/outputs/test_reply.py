"""A reply goes to the right people and says, offline, what it must answer."""

import pytest

from minutebook.flow.outputs.draft import cite, format_draft
from minutebook.flow.outputs.reply import Written, compose_reply, find_answer
from minutebook.model.entity import Me
from minutebook.model.extraction import Invite, Question, Reply
from minutebook.model.source import Event, Header
from threads import FIRST, ME, PELLE, mail, read_mail, thread

MINE = Header("Odalys Brennick", "o@brennick.example", "from")


def reply(source, **given):
    return compose_reply(source, read_mail(source, **given), ME)


def addresses(people):
    return [p.email for p in people]


def test_it_answers_the_sender_and_keeps_the_others():
    """To who wrote, a copy to who else was written to, never to me."""
    letter = reply(thread())
    assert addresses(letter.to) == ["pelle@strandmark.example"]
    assert addresses(letter.cc) == ["jons@harbour.example"]
    assert letter.sender == Header("Odalys Brennick", "o@brennick.example", "from")
    assert letter.subject == "Re: Seal for the pump"
    assert letter.in_reply_to == "mail-1@strandmark.example"


def test_reply_to_is_honoured():
    """Who asks for answers elsewhere gets them there, and there alone."""
    people = (*mail()[0].people, Header("Yard desk", "desk@strandmark.example", "reply-to"))
    letter = reply(thread(mail(*FIRST, people=people)))
    assert addresses(letter.to) == ["desk@strandmark.example"]
    assert letter.body.startswith("Pelle,\n\nYou asked:")
    assert addresses(letter.cc) == ["jons@harbour.example"]


def test_what_is_no_address_of_a_person_gets_nothing():
    """Machines, undisclosed recipients and my other addresses are left out."""
    people = (
        PELLE,
        Header("Odalys Brennick", "odalys@home.example", "to"),
        Header("Lists", "no-reply@lists.example", "cc"),
        Header("undisclosed-recipients", None, "cc"),
        Header("Odalys", "o@brennick.example", "cc"),
    )
    letter = reply(thread(mail(*FIRST, people=people)))
    assert addresses((*letter.to, *letter.cc)) == ["pelle@strandmark.example"]


def test_a_blind_copy_answers_the_writer_alone():
    """Nobody learns from the reply that I got the mail."""
    people = (PELLE, Header("Jöns Åkerblad", "jons@harbour.example", "to"))
    letter = reply(thread(mail(*FIRST, people=people)))
    assert addresses(letter.to) == ["pelle@strandmark.example"]
    assert letter.cc == ()


def test_the_last_mail_of_another_is_answered():
    """In a thread the reply goes to the newest mail, with the whole chain of references."""
    thanks = mail("Thanks, and when do you need it?", number=3, first=4)
    letter = reply(thread(mail(*FIRST), mail("Bronze.", sender=MINE, number=2, first=3), thanks))
    assert letter.in_reply_to == "mail-3@strandmark.example"
    assert letter.references == ("mail-1@strandmark.example", "mail-2@strandmark.example")


def test_what_i_have_answered_is_not_asked_again():
    """Only what stands after my own last mail is listed as asked."""
    thanks = mail("When do you need it?", number=3, first=4)
    source = thread(mail(*FIRST), mail("Bronze.", sender=MINE, number=2, first=3), thanks)
    answer = find_answer(source, read_mail(source, reply=Reply(True, (), ("When do you need it?",))), ME)
    assert [q.text for q in answer.asked] == ["When do you need it?"]
    assert [q.text for q in answer.theirs] == ["I'll order it the same day."]


def test_what_an_earlier_mail_asks_and_nobody_answered_is_asked_still():
    """Also where the last mail is of somebody else and asks something else; not once I have written since."""
    jons = Header("Jöns Åkerblad", "jons@harbour.example", "from")
    to_me = (
        jons,
        Header("Odalys Brennick", "o@brennick.example", "to"),
        Header("Pelle Strandmark", "pelle@strandmark.example", "cc"),
    )
    other = mail("May I have the key of the shed?", number=2, first=3, sender=jons, people=to_me)
    open_one = Question(id="mb-0000000001", text="Which seal do you want, bronze or rubber?", evidence=(0,))
    given = {"reply": Reply(True, (), ("May I have the key of the shed?",)), "questions": (open_one,), "tasks": ()}
    source = thread(mail(*FIRST), other)
    asked = find_answer(source, read_mail(source, **given), ME).asked
    assert [quoted.evidence for quoted in asked] == [0, 3]
    mine = mail(
        "I'll come back to you.", number=2, first=3, sender=Header("Odalys Brennick", "o@brennick.example", "from")
    )
    source = thread(
        mail(*FIRST), mine, mail("May I have the key of the shed?", number=3, first=4, sender=jons, people=to_me)
    )
    asked = find_answer(source, read_mail(source, **given), ME).asked
    assert [quoted.evidence for quoted in asked] == [4]


def test_the_draft_quotes_and_invents_nothing():
    """Every line that is not a heading, my name or room to write is a sentence of the mail."""
    letter = reply(thread())
    quoted = [line[2:] for line in letter.body.splitlines() if line.startswith("> ")]
    assert quoted == list(FIRST)
    rest = [line for line in letter.body.splitlines() if line and not line.startswith("> ")]
    assert rest == ["Pelle,", "You asked:", "…", "…", "You wrote:", "Best wishes,", "Odalys Brennick"]


def test_what_only_wants_an_answer_is_not_quoted():
    """ "Let me know by Friday" beside what it is about; alone it stays."""
    asks = ("How wide is the seal?", "Please let me know by Friday.")
    source = thread(mail(*asks))
    letter = compose_reply(source, read_mail(source, reply=Reply(True, (), asks), tasks=()), ME)
    assert [line for line in letter.body.splitlines() if line.startswith("> ")] == ["> How wide is the seal?"]
    alone = compose_reply(source, read_mail(source, reply=Reply(True, (), asks[1:]), tasks=()), ME)
    assert "> Please let me know by Friday." in alone.body


def test_sentences_that_were_written_stand_below_what_they_answer():
    """The same people and thread; what nobody answered is a gap, what is told is not quoted again."""
    source = thread()
    answer = find_answer(source, read_mail(source), ME)
    first, second = answer.asked
    written = Written({first: ("Bronze, please.",)}, ("You order it.",), frozenset(answer.theirs))
    letter = compose_reply(source, read_mail(source), ME, written)
    assert f"> {first.text}\n\nBronze, please.\n" in letter.body
    assert f"> {second.text}\n\n[…]\n\nYou order it.\n\nBest wishes,\nOdalys Brennick" in letter.body
    assert addresses(letter.to) == ["pelle@strandmark.example"]


def test_who_i_am_need_not_be_known():
    """Without an address of mine the mail program puts its own."""
    source = thread()
    letter = compose_reply(source, read_mail(source), Me())
    assert letter.sender is None
    assert addresses(letter.to) == ["pelle@strandmark.example"]


def test_it_says_why_there_is_none():
    """A machine's mail, or one without an address, gets no reply."""
    assert "written by a machine" in reply(thread(mail(*FIRST, automatic="it says List-Id")))
    assert "names no address" in reply(thread(mail(*FIRST, people=(Header("Pelle Strandmark", None, "from"),))))


def test_the_page_beside_it_links_every_passage():
    """What a person reads shows the text, opens the draft, and leads to where each thing was said."""
    source = thread()
    extraction = read_mail(source)
    passages = cite(find_answer(source, extraction, ME).passages, source, "Sources/Email/2026/Seal (source).md")
    files = format_draft(
        reply(source), "Outbox/Replies/2026-03-12 - Re", draft_id="mb-draft00001", day=source.date, note="Journal/Seal.md",
        passages=passages,
    )  # fmt: skip
    page = files["Outbox/Replies/2026-03-12 - Re.md"]
    assert "- Could you tell me which seal you want, bronze or rubber? [[Seal (source)#^u0|2026-03-12]]\n" in page
    assert "[[Outbox/Replies/2026-03-12 - Re.eml|as a draft]]" in page
    assert "**Note**: [[Seal]]\n" in page
    assert "](mailto:pelle@strandmark.example?cc=jons@harbour.example&" in page


def test_nothing_of_a_mail_is_active_in_the_page():
    """Links, tags, comments and templates of the source are text."""
    source = thread(mail("Could you look at [[Secret]] #now <% tp %> %%x%%?", "b.", "c."))
    extraction = read_mail(source, reply=Reply(True, (), ("Could you look at [[Secret]] #now <% tp %> %%x%%?",)))
    passages = cite(find_answer(source, extraction, ME).passages, source, "Sources/Seal (source).md")
    letter = compose_reply(source, extraction, ME)
    files = format_draft(letter, "Outbox/x", draft_id="mb-draft00001", day=source.date, note=None, passages=passages)
    page = files["Outbox/x.md"].replace("[[Seal (source)", "").replace("[[Outbox/x.eml", "")
    assert "[[" not in page
    assert " #now" not in page
    assert "<%" not in page
    assert "%%" not in page


def test_a_desk_is_spoken_to_as_who_signs():
    """Where an address is no person's, the text speaks to the one whom the note names."""
    desk = Header("Yard Bookings", "bookings@strandmark.example", "from")
    people = (desk, Header("Odalys Brennick", "o@brennick.example", "to"))
    letter = reply(thread(mail(*FIRST, people=people)))
    assert letter.body.startswith("Pelle,")


def test_an_invitation_alone_is_what_the_reply_answers():
    """By the clock of the one who invites, with its place; nothing else was asked."""
    event = Event(
        "pier@x.example",
        "Pier",
        "2026-03-19T10:00:00+01:00",
        zone="Europe/Stockholm",
        method="REQUEST",
        people=(PELLE,),
    )
    invite = Invite("Pier", event.start, None, ("pelle@strandmark.example",), "Shed 4")
    asked = {"tasks": (), "questions": (), "invite": invite}
    letter = reply(
        thread(mail("Here it is.", events=(event,))),
        reply=Reply(needed=True, to=("pelle@strandmark.example",)),
        **asked,
    )
    assert "You invited me to:\n\n> Pier: Thursday 19 March 2026, 10:00 (UTC+01:00), Shed 4\n\n…" in letter.body


@pytest.mark.parametrize(
    ("asks", "around"),
    [
        (
            "Bitte schicken Sie uns die Dichtung bis Freitag, wir haben keine mehr.",
            ["Guten Tag Pelle Strandmark,", "Fragen und Bitten:", "…", "Mit freundlichen Grüßen", "Odalys Brennick"],
        ),
        (
            "Merci de nous envoyer le joint pour la pompe avant vendredi.",
            [
                "Bonjour Pelle Strandmark,",
                "Au sujet des questions et demandes :",
                "…",
                "Bien cordialement,",
                "Odalys Brennick",
            ],
        ),
        ("Please send us the seal by Friday.", ["Pelle,", "You asked:", "…", "Best wishes,", "Odalys Brennick"]),
    ],
)
def test_the_draft_speaks_the_language_of_the_mail(asks, around):
    """Its own words are German for a German mail, French for a French one, else English."""
    source = thread(mail(asks))
    letter = compose_reply(source, read_mail(source, reply=Reply(True, (), (asks,)), tasks=()), ME)
    assert [line for line in letter.body.splitlines() if line and not line.startswith("> ")] == around
