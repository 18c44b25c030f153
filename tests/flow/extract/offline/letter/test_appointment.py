"""Appointments that mails make, propose, move and call off."""

from datetime import datetime

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, read

TO = ("Ana Ruiz <ana@tiller.example>",)
LATER = datetime.fromisoformat("2026-03-05T09:00:00+00:00")


def start(*texts: str) -> str | None:
    """When the appointment of a thread begins, to the minute; all mails are Ben's, the first of a Wednesday, the others of the day after."""
    first, *others = texts
    parts = [message(first)]
    for text in others:
        parts.append(message(text, first=sum(part[0].count for part in parts), sent=LATER))
    invite = read(mail(*parts)).invite
    return invite.start[:16] if invite else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I've put you down for Monday the 9th, 9.15 to 10.45, in the Birch room.", "2026-03-09T09:15"),
        ("Confirmed: 19 March, 10-12, your office.", "2026-03-19T10:00"),
        ("Call Friday 16h?", "2026-03-06T16:00"),
        ("Drinks on Thursday 12 March at eight?", "2026-03-12T20:00"),
        ("Let's meet at 2:30 on Friday.", "2026-03-06T14:30"),
        ("We will be with you at ten past nine on Monday.", "2026-03-09T09:10"),
        ("Could you and I sit together on Monday at a quarter to eleven?", "2026-03-09T10:45"),
        ("The doctor can see you on Tuesday at 9.40, be there early.", "2026-03-10T09:40"),
        ("Tuesday 10th works for us - 2-4pm?", "2026-03-10T14:00"),
        ("Would Monday 9 March at half past two be convenient for the fitting?", "2026-03-09T14:30"),
        ("The 12th it is, at 11.", "2026-03-12T11:00"),
        ("We'll meet every other Tuesday at 8.30, the first time on 17 March.", "2026-03-17T08:30"),
        ("The train leaves at 8:12 on Monday, let us meet at 8:00 at the station.", "2026-03-09T08:00"),
        ("Yes, Friday works.\nSee you at 10.", "2026-03-06T10:00"),
        ("I'm in town on the 20th.\nCoffee at 3?", "2026-03-20T15:00"),
        ("When: Tuesday, 10 March 2026\nTime: 10:00 - 11:00\nWhere: Meeting room 2", "2026-03-10T10:00"),
        ("The meeting on Tuesday 10 March is moved to Thursday 12 March, same time, 10:30.", "2026-03-12T10:30"),
        (
            "Tuesday at 10 doesn't work for me any more.\nWhat about Wednesday the 11th at 11 instead?",
            "2026-03-11T11:00",
        ),
        ("The surveyor comes on Tuesday at ten, could you be there?", "2026-03-10T10:00"),
        ("The rehearsal room is ours on Thursday the 12th from 6 to 10pm.", "2026-03-12T18:00"),
        ("Would you like to come to the opening?\nFriday 27 March, from 6.30pm at the gallery.", "2026-03-27T18:30"),
        ("It's settled: Tuesday, 17 March, 5pm, the Crown.", "2026-03-17T17:00"),
        ("The webinar starts on Thursday at 16:00 and you're signed up.", "2026-03-05T16:00"),
        ("We had to push it back by a week: now it's Wednesday 18 March, still 10 o'clock.", "2026-03-18T10:00"),
        ("Sorry, could we make it 4 instead of 3 on Friday?", "2026-03-06T16:00"),
        ("Je vous appelle demain à 9h30.", "2026-03-05T09:30"),
        ("Lunch on Friday?\n12.30, my treat.", "2026-03-06T12:30"),
        ("Supper tomorrow?\n7.15 at the Anchor?", "2026-03-05T19:15"),
        ("Can we speak on Friday?\n3 would be best for us.", "2026-03-06T15:00"),
        ("Monday's full I'm afraid.\n9.30 the day after?", "2026-03-10T09:30"),
        ("Shall we meet next week?\nFriday at two?", "2026-03-13T14:00"),
        ("Monday's 9 o'clock becomes 11 o'clock.", "2026-03-09T11:00"),
        ("Any chance you could do 10 on Tuesday instead of Monday?", "2026-03-10T10:00"),
        ("Shall I drop by on Friday at 6?", "2026-03-06T18:00"),
        ("Summer dinner, Saturday 14 March, 7 for 7.30pm, you are invited.", "2026-03-14T19:00"),
        ("Kindly attend for a fitting on Tuesday 10 March at 11.00 a.m.", "2026-03-10T11:00"),
        ("Monday 9 March at 10 is in my diary.", "2026-03-09T10:00"),
        ("I was hoping to catch you on Friday at 3.", "2026-03-06T15:00"),
        ("Hätten Sie am Freitag um 9.30 Uhr Zeit für eine Begehung?", "2026-03-06T09:30"),
        ("Wir treffen uns am Freitag um neun bei der Werft.", "2026-03-06T09:00"),
        ("Nous confirmons votre venue lundi 9 mars à 14 h 30 à l'atelier.", "2026-03-09T14:30"),
        ("¿Podrías venir el lunes a las cuatro y media de la tarde?", "2026-03-09T16:30"),
        ("I can't make Friday at 12.30 after all.\nCould we do Monday at the same time?", "2026-03-09T12:30"),
        ("Your surgery is on the 20th at 8, please arrive sober.", "2026-03-20T08:00"),
        ("Können wir uns am Montag, den 9. März um 16 Uhr in der Werft treffen?", "2026-03-09T16:00"),
        ("Pouvons-nous nous voir le lundi 9 mars à 16h30 au chantier ?", "2026-03-09T16:30"),
        ("Der Ortstermin ist jetzt am Do., 12.3., um 10 Uhr.", "2026-03-12T10:00"),
        ("Parfait pour mercredi 11 mars à 15h.", "2026-03-11T15:00"),
        ("Kick-off for the whole team: Monday, 16 March, 10:00 in the big room.", "2026-03-16T10:00"),
        ("I can come by to measure the windows on Friday at 7.30am if that isn't too early.", "2026-03-06T07:30"),
        ("I will drop the spare sails off on Friday at 4.", "2026-03-06T16:00"),
        ("The photographer is booked for Thursday 19 March at 3pm and I'd want you there.", "2026-03-19T15:00"),
        ("Ich hätte am Donnerstag um 16.30 Uhr Zeit, wäre Ihnen das recht?", "2026-03-05T16:30"),
        ("Passt Ihnen Dienstag, der 10. März, um halb drei?", "2026-03-10T14:30"),
        ("Wir kommen am Freitag zwischen 10 und 12 Uhr zu Ihnen.", "2026-03-06T10:00"),
        ("Treffen wir uns am Montag um Viertel vor neun morgens?", "2026-03-09T08:45"),
        ("Nous pourrions nous voir : rendez-vous jeudi 12 mars à 9 heures et demie ?", "2026-03-12T09:30"),
        ("Êtes-vous disponible le 10 mars à 14h30 ?", "2026-03-10T14:30"),
    ],
)
def test_a_day_and_an_hour_that_belong_together(text, expected):
    """However they are put, also in two sentences, beside another hour, or below each other behind labels."""
    assert start(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Slots I have: Mon 9 March 10:00, Tue 10 March 14:00, Thu 12 March 9:00. Which suits you?",
        "Could we do either Tuesday at 10 or Thursday at 3 for the viewing?",
        "Can we talk on Friday?\nI am free from 10 until 12 and after 15:00.",
        "I'll be on site on Tuesday between 9 and 11, so come by when it suits you.",
        "I saw them on Friday at 4 and all was well.",
        "They've moved their own meeting to Tuesday at 9, nothing to do with us.",
        "On Friday at 2 I'm having a tooth out.",
        "Our board meets on 20 March at 18:30 and will decide on your offer.",
        "I have a dentist's appointment on Friday at 9 so I'll be in late.",
        "Thanks for meeting us on Monday at 10.",
        "Please hand in the form by Monday 9 March at 12:00.",
        "Unfortunately I have to cancel our meeting on Tuesday 10 March at 10:30.",
        "The workshop is on 20 March, all day.",
        "I need the slides before the meeting on Friday at 9.",
        "Once you've spoken to the harbour master on Friday at 3, give me a ring.",
        "Can you make the 9.15 on Friday?\nIt gets into York at 11.",
        "The council votes on it on 18 March at 6pm, I will let you know how it goes.",
        "Petra Lind is having her interview on Thursday at 2, keep your fingers crossed.",
        "The lorry should be with you on Friday between 8 and 10.",
        "We can't do Thursday at 3 any more.",
        "Wir haben am Freitag von 8 bis 12 Uhr geöffnet.",
        "Leider muss ich unseren Termin am Freitag um 10 Uhr absagen.",
        "Passt Ihnen Dienstag um 10 Uhr oder Mittwoch um 15 Uhr?",
        "Notre rendez-vous de vendredi à 10h est annulé.",
    ],
)
def test_what_is_no_appointment(text):
    """A choice, a stretch of time, a meeting of others, a deadline, what was, what is called off, a day without an hour."""
    assert start(text) is None


def test_a_moved_appointment_keeps_what_was_said_of_it():
    """Its length, its place and its people; the day alone, or the hour alone, may be new."""
    first = "Shall we meet on Tuesday 10 March at 10:30 at our yard?\nIt should take an hour."
    moved = message("Could we move it to Thursday 12 March at 14:00?", first=2, sent=LATER)
    invite = read(mail(message(first), moved)).invite
    assert invite is not None
    assert (invite.start[:16], invite.end and invite.end[:16]) == ("2026-03-12T14:00", "2026-03-12T15:00")
    assert invite.location == "our yard"
    assert start(first, "Can we move our meeting to Thursday 12 March, same time?") == "2026-03-12T10:30"
    assert start(first, "Could we make it at 11 instead?") == "2026-03-10T11:00"


def test_a_later_mail_calls_it_off():
    """Then there is none, unless it names another time."""
    first = "Shall we meet on Tuesday 10 March at 10:30 at our yard?"
    assert start(first, "I am sorry, I have to cancel our meeting.") is None
    assert start(first, "I can't make it on Tuesday.\nHow about Thursday 12 March at 9 instead?") == "2026-03-12T09:00"


QUOTED = """On Tue, 3 Mar 2026 at 14:31, Ana Ruiz <ana@tiller.example> wrote:
> Thursday at 3 is better for me, I'm in Porto on Tuesday.
>
> On Tue, 3 Mar 2026 at 11:40, Ben Okafor <ben@halden.example> wrote:
>> I need about an hour in the shed. Does Tuesday or Thursday at 3 suit you?"""


def quoting(text: str, quoted: str) -> tuple[str, str | None] | None:
    """Beginning and end of the appointment of one mail that quotes."""
    invite = read(mail(message(text, quoted=quoted))).invite
    return (invite.start[:16], invite.end and invite.end[:16]) if invite else None


def test_what_a_mail_takes_up_of_what_it_quotes():
    """A day, an hour or a word that takes a quoted proposal, with the length that it named; each read on the day on which it was written."""
    assert quoting("Thursday it is then.", QUOTED) == ("2026-03-05T15:00", "2026-03-05T16:00")
    assert quoting("Perfect, see you then.", QUOTED) == ("2026-03-05T15:00", "2026-03-05T16:00")
    assert quoting("3 doesn't suit me after all.\n4.30 on the same day?", QUOTED) == (
        "2026-03-05T16:30",
        "2026-03-05T17:30",
    )
    assert quoting("Could we start half an hour later?", QUOTED) == ("2026-03-05T15:30", "2026-03-05T16:30")
    assert quoting("Thursday then, could we push it back an hour?", QUOTED) == ("2026-03-05T16:00", "2026-03-05T17:00")
    assert quoting("Sure, does 4 work?", "> Ben, can we talk on Friday?") == ("2026-03-06T16:00", None)
    assert quoting("Ok, 6 then.", "> 7 is too late for me on Friday, could you do 6?") == ("2026-03-06T18:00", None)


def test_quoted_times_that_nobody_takes_up():
    """A mail about something else, one that turns all down, one that calls off, one that takes a choice without choosing."""
    assert quoting("Did you get the invoice?", QUOTED) is None
    assert quoting("Neither of them, I'm afraid.", QUOTED) is None
    assert quoting("I have to cancel our meeting.", QUOTED) is None
    assert quoting("That suits me.", "> Does Tuesday at 9 or Friday at 3 suit you?") is None


def test_a_forwarded_visit_at_which_the_reader_is_wanted():
    """Its day counts from when it was written."""
    visit = """---------- Forwarded message ---------
From: Environmental Health <eh@council.example>
Date: Mon, 2 Mar 2026 at 16:05
Subject: Inspection

An officer will visit your premises on Friday at 10:30. It takes around 45 minutes."""
    assert quoting("Can you be there for this one?", visit) == ("2026-03-06T10:30", "2026-03-06T11:15")
    assert quoting("For your files.", visit) is None


def test_who_is_only_copied_in_has_no_appointment():
    """What others agree on between them is in nobody else's calendar."""
    lift = message("Could you pick me up at 5.15 on Friday?", to=("Fay Lister <fay@x.example>",), cc=TO)
    assert read(mail(lift)).invite is None
    assert start("Could you pick me up at 5.15 on Friday?") == "2026-03-06T17:15"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We meet on Monday at 10 at the lighthouse car park.", "the lighthouse car park"),
        ("Shall we talk on Monday at 10? I'll send a Teams link.", "Teams"),
        ("Your appointment is on Monday at 10 in Beech classroom.", "Beech classroom"),
        ("Rendez-vous lundi à 10h à l'église ?", "l'église"),
        ("Treffen wir uns am Montag um 10 Uhr im Büro?", "im Büro"),
        ("Shall we meet on Monday at 10?", None),
        ("Shall we talk on Monday at 10? The link: https://teams.x.example/l/meetup-join/1", "Teams"),
    ],
)
def test_where_it_is(text, place):
    """As the words name it; the tool of a call where there is no place."""
    invite = read(mail(message(text))).invite
    assert invite is not None
    assert invite.location == place


def test_an_hour_that_the_clocks_leave_out():
    """It is the hour after it, and a length counts from there: no end comes before its beginning."""
    sent = datetime.fromisoformat("2026-03-25T09:00:00+01:00")
    invite = read(mail(message("Let's meet on Sunday 29 March at 2:15 am for 45 minutes.", sent=sent))).invite
    assert (invite.start, invite.end) == ("2026-03-29T03:15:00+02:00", "2026-03-29T04:00:00+02:00")


SURVEY = "I'd like to show you the slipway survey on Friday 20 March at 9:30 at our yard.\nIt should take an hour."
CLARA = "Clara Voss <clara@halden.example>"


def appointments(*parts):
    """Of a thread the appointment that its last mail is about, and the others: number, beginning, title, place."""
    found = read(mail(*parts, title="Slipway survey"))
    listed = [invite for invite in (found.invite, *found.also) if invite]
    return [(i.number, i.start[:16], i.title.startswith("Call: "), i.location) for i in listed]


def test_another_kind_of_meeting_in_a_thread_stands_beside_the_first():
    """A call before the survey is a second appointment; neither takes the other's place, and each is moved alone."""
    survey = message(SURVEY)
    moved = message("I have to move the survey to Monday 23 March, same time.", first=2, sent=LATER)
    call = message("Would you be free to dial in at 18:00 tomorrow for ten minutes?", frm=CLARA, first=3, sent=LATER)
    assert appointments(survey, moved) == [(0, "2026-03-23T09:30", False, "our yard")]
    assert appointments(survey, moved, call) == [
        (1, "2026-03-06T18:00", True, None),
        (0, "2026-03-23T09:30", False, "our yard"),
    ]
    later = message("Could we move the survey to Tuesday 24 March at 10:00?", first=4, sent=LATER)
    assert [each[:2] for each in appointments(survey, moved, call, later)] == [
        (0, "2026-03-24T10:00"),
        (1, "2026-03-06T18:00"),
    ]


def test_an_answer_with_another_time_is_of_the_same_appointment():
    """Who is asked and names another day, or writes again because the first cannot be, makes no second one."""
    asked = message("Shall we meet on Tuesday 10 March at 10:30 at our yard?")
    answer = message(
        "Thursday 12 March at 9 works for me.",
        frm="Ana Ruiz <ana@tiller.example>",
        to=("Ben Okafor <ben@halden.example>",),
        first=1,
        sent=LATER,
    )
    assert [each[:2] for each in appointments(asked, answer)] == [(0, "2026-03-12T09:00")]
    sorry = message("I can't do Tuesday, sorry.\nHow about Thursday 12 March at 9?", first=1, sent=LATER)
    assert [each[:2] for each in appointments(asked, sorry)] == [(0, "2026-03-12T09:00")]
    more = message("And let's also meet on Thursday 12 March at 9 at the bank.", first=1, sent=LATER)
    assert [each[:2] for each in appointments(asked, more)] == [(1, "2026-03-12T09:00"), (0, "2026-03-10T10:30")]
