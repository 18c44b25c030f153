"""Requests that go a long way round, work left to somebody, and what a thread says was done since."""

from datetime import date, datetime

import pytest
from tests.flow.extract.offline.letter.mails import account, mail, message, paper, person, read, vault

from minutebook.model.extraction import TaskStatus
from minutebook.model.source import SourceKind

ANA, BEN = "Ana Ruiz", "Ben Okafor"


def told(extraction):
    return [(t.owner, t.due, t.text) for t in extraction.tasks if t.status is TaskStatus.OPEN]


@pytest.mark.parametrize(
    ("sentence", "owner", "due", "words"),
    [
        ("I was wondering whether you might check the keel bolts.", ANA, None, "Check the keel bolts"),
        ("It would help us a lot if you could move the trailer by Friday.", ANA, date(2026, 3, 6), "Move the trailer"),
        ("Would you mind sending the harbour plan again?", ANA, None, "Send the harbour plan"),
        ("It'd be lovely if you brought the spare anchor.", ANA, None, "Bring the spare anchor"),
        ("Can I leave it to you to book the divers?", ANA, None, "Book the divers"),
        ("I'd suggest you ring the rigger first.", ANA, None, "Ring the rigger"),
        ("We need the hull cleaned before Monday.", ANA, date(2026, 3, 9), "Clean the hull"),
        ("When you get a minute, send us the sail numbers.", ANA, None, "Send Ben the sail numbers"),
        ("You were going to find out about the crane licence.", ANA, None, "Find out about the crane licence"),
        ("The new mast step is on you.", ANA, None, "See to the new mast step"),
        (
            "I've asked the foundry for a price list and will pass the list on tomorrow.",
            BEN,
            date(2026, 3, 5),
            "Pass the list",
        ),
        ("My team will repair the slip by Friday.", BEN, date(2026, 3, 6), "Repair the slip"),
        ("Could somebody on your side measure the spare mast?", ANA, None, "Measure the spare mast"),
        ("Still waiting on the serial number of the winch from you.", ANA, None, "serial number of the winch"),
        ("Ana, when you have five minutes, have a look at the quote for the pump.", ANA, None, "look at the quote"),
        ("And do remind the riggers about the cradle.", ANA, None, "Remind the riggers"),
        ("We'd like the trolley back by Friday.", ANA, date(2026, 3, 6), "Return the trolley"),
        ("I shall have a corrected chart with you by Friday.", BEN, date(2026, 3, 6), "Send a corrected chart"),
        ("The photographs of the launch you get on Friday.", BEN, date(2026, 3, 6), "photographs of the launch"),
        ("will rewire the stage box on Friday", BEN, date(2026, 3, 6), "Rewire the stage box"),
        ("Dov Lindgren is chasing the sailmaker.", "Dov Lindgren", None, "Chase the sailmaker"),
        ("Dov Lindgren has found the chart and will post it on Friday.", "Dov Lindgren", date(2026, 3, 6), "Post it"),
    ],
)
def test_work_is_asked_for_in_many_ways(sentence, owner, due, words):
    """The verb is found whatever form it has, and the owner whatever the subject is."""
    tasks = told(read(mail(message(sentence)), vault(person("Dov Lindgren", "dov@halden.example"))))
    assert [task[:2] for task in tasks] == [(owner, due)]
    assert words.lower() in tasks[0][2].lower()


@pytest.mark.parametrize(
    "sentence",
    [
        "I hope you can make it to the launch.",
        "I promised to write once she was afloat.",
        "I'll buy cake if there are more than ten of us.",
        "I expect you have the old drawings to hand.",
        "I'll just go through it point by point.",
    ],
)
def test_what_sounds_like_work_and_is_none(sentence):
    """Wishes for company, promises kept by the mail itself, and suppositions are left alone."""
    assert told(read(mail(message(sentence)))) == []


def test_what_is_left_to_somebody_says_what_it_is():
    """ "That's with you" is told with the matter before it."""
    source = mail(message("The two berth plans do not agree.\nWe cannot book before they do, so that's with you."))
    assert [(owner, "berth plans" in text) for owner, _, text in told(read(source))] == [(ANA, True)]


def test_a_sentence_that_goes_on_speaks_to_the_same():
    """Whom a sentence calls by name is meant by the next that begins with "also"."""
    source = mail(
        message(
            "Chitra, can you ring the yard?\nAlso please order the primer.",
            to=("Ana Ruiz <ana@tiller.example>", "Chitra Rao <chitra@tiller.example>"),
        )
    )
    assert [task[0] for task in told(read(source))] == ["Chitra Rao", "Chitra Rao"]


def test_what_a_later_mail_reports_is_done():
    """An ask that its owner answers in the thread is done, and rests on the report too."""
    asked, first = message("Could you send me the keel drawing?")
    later = datetime.fromisoformat("2026-03-05T09:00:00+00:00")
    answer = message(
        "I have sent you the keel drawing.",
        frm="Ana Ruiz <ana@tiller.example>",
        to=("Ben Okafor <ben@halden.example>",),
        first=1,
        sent=later,
    )
    tasks = read(mail((asked, first), answer)).tasks
    assert [(task.owner, task.status, task.evidence) for task in tasks] == [(ANA, TaskStatus.DONE, (0, 1))]


def test_a_memo_puts_a_day_right_in_its_next_breath():
    """What is corrected holds, across clauses, and a day that is only the reason does not."""
    source = paper(
        "i have to price the slipway by monday no sorry he said tuesday because he is away"
        " chitra's to bring the ladder back and i must tax the van before the end of the month",
        kind=SourceKind.MEMO,
    )
    tasks = told(read(source, vault(person("Chitra Rao"))))
    assert [task[:2] for task in tasks] == [
        (ANA, date(2026, 3, 10)),
        ("Chitra Rao", None),
        (ANA, date(2026, 3, 31)),
    ]


def test_recommendations_and_short_names_of_parties_oblige():
    """A report's list of what to do is work for nobody yet; "Halden" stands for Halden Marina."""
    source = paper(
        """
        # Survey of the yard
        Report by Halden Marina.
        # Recommendations
        - Replace the two bilge pumps.
        Halden delivers spare impellers by 1 May 2026.
        """,
        title="Survey",
    )
    tasks = told(read(source, vault(account("Halden Marina"))))
    assert [task[:2] for task in tasks] == [(None, None), ("Halden Marina", date(2026, 5, 1))]


def test_who_pays_by_a_contract_is_the_customer():
    """A paper by which the owner's side pays is a partner's; the other way round it is a customer's."""
    text = 'This agreement is made between Halden Marina ("Halden") and Tiller Boats ("Tiller").\n{} shall pay 900 a month.'
    kinds = [
        read(paper(text.format(who), title="Agreement"), vault(account("Halden Marina"))).note_type
        for who in ("Tiller", "Halden")
    ]
    assert kinds == ["partners", "customer"]


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("The slip is wet - Dov Lindgren, could you sweep it by Friday?", "Dov Lindgren"),
        ("Agata in our office will send you the chart tomorrow.", "Agata"),
        ("I'll have the hull painted by Friday.", BEN),
    ],
)
def test_whose_work_it_is(sentence, owner):
    """Who is called in the middle of a sentence, who is named with their place, who has a thing done."""
    tasks = told(read(mail(message(sentence)), vault(person("Dov Lindgren", "dov@halden.example"))))
    assert [task[0] for task in tasks] == [owner]


def test_a_request_is_no_question_beside_its_task():
    """What wants a deed is done with the deed; what wants an answer stays a question."""
    found = read(mail(message("Could you call the rigger?\nDo the charts come with the boat?")))
    assert [task.text for task in found.tasks] == ["Call the rigger"]
    assert [question.text for question in found.questions] == ["Do the charts come with the boat?"]


def test_what_somebody_wonders_is_the_question():
    """Without them who wonder."""
    questions = read(mail(message("I wonder whether the crane is free?"))).questions
    assert [question.text for question in questions] == ["Whether the crane is free?"]


def test_a_question_that_a_later_mail_answers_is_closed():
    """By one who was asked."""
    asked = message("Do the charts come with the boat?\nWho holds the harbour keys?")
    answer = message(
        "The charts come with the boat.",
        frm="Ana Ruiz <ana@tiller.example>",
        to=("Ben Okafor <ben@halden.example>",),
        first=2,
        sent=datetime.fromisoformat("2026-03-05T09:00:00+00:00"),
    )
    assert [question.text for question in read(mail(asked, answer)).questions] == ["Who holds the harbour keys?"]


def test_a_reply_carries_only_what_is_asked_of_me():
    """What another is asked is theirs to answer."""
    to = ("Ana Ruiz <ana@tiller.example>", "Dov Lindgren <dov@halden.example>")
    source = mail(message("Ana, could you send me the keel drawing?\nThe slip is wet, Dov, could you sweep it?", to=to))
    reply = read(source, vault(person("Dov Lindgren", "dov@halden.example"))).reply
    assert reply.questions == ("Ana, could you send me the keel drawing?",)


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("I propose a call on 15 April, 14:00 CEST.\nPlease let me know if this is convenient.", True),
        ("Bitte geben Sie mir kurz Bescheid.", True),
        ("Merci de me confirmer la date.", True),
        ("Could the carrier collect the plates on Friday?", True),
        ("I will fetch the plates on Friday, is that early enough?", True),
        ("hi ana, shall we have a coffee some time about the drainage levels? the field flooded twice.", True),
        ("Six plinths it is.\nNo need to answer this.", False),
        ("Could you bring the plan on Friday?\nInutile de répondre.", False),
        ("The insurance is sorted, nothing for you to do there.\nWas it lunch or dinner on the Saturday?", True),
        ("Wir kommen am Freitag.\nEine Antwort ist nicht nötig.", False),
        ("The schedule is attached.\nPlease let me know if you have any questions.", False),
        ("Please find the schedule attached.", False),
        ("You wouldn't know who has the key to the loft, would you.", True),
        ("It's not clear to me from the plan how many masts you want.", True),
        ("I still don't know which colour you want.", True),
        ("Somebody must be there to let the men in.", True),
        ("You speak on 21 April at 14:10, fifteen minutes plus questions.", False),
        ("We meet every second Tuesday at 8.30, first on 17 March.\nPlease put them in your diary.", False),
        ("If the keel turns out rotten I'd want to know the cost.", False),
        ("I was wondering whether the blue primer is still in stock.", True),
        ("I'd feel better if you came along to the survey.", True),
        ("It would be good to hear what the harbour office said.", True),
        ("Can you come by on Monday.", True),
        ("He also let me know that the mast was sold.", False),
        ("This primer is sure to please every skipper.", False),
        ("To be sure of our letters please add us to your address book.", False),
        ("Please be advised that nothing in here is an offer.", False),
    ],
)
def test_an_answer_is_needed_where_one_is_asked_for(text, needed):
    """Also without a question mark, in three languages; not where the letter says that none is wanted, or is only polite."""
    assert read(mail(message(text))).reply.needed is needed


@pytest.mark.parametrize(
    "sentence", ["So it is Friday 6 March at 15:00, at yours.", "Yes, Friday 6 March at 15:00 for the tour."]
)
def test_a_day_and_an_hour_that_are_agreed_are_an_appointment(sentence):
    """However it is said that it is then."""
    invite = read(mail(message(sentence))).invite
    assert invite is not None
    assert invite.start == "2026-03-06T15:00:00+00:00"


def test_of_two_proposals_neither_is_an_appointment():
    """The reader is to choose first."""
    assert read(mail(message("I can offer Tuesday 10 March at 13:00 or Thursday 12 March at 8:00."))).invite is None


def test_who_is_copied_in_comes_only_where_they_are_named():
    """A copy is no invitation."""
    texts = {"Let's meet on Friday at 10:00.": 2, "Let's meet on Friday at 10:00, Dov Lindgren will join us.": 3}
    for text, count in texts.items():
        source = mail(message(text, cc=("Dov Lindgren <dov@halden.example>",)))
        invite = read(source, vault(person("Dov Lindgren", "dov@halden.example"))).invite
        assert invite is not None
        assert len(invite.attendees) == count


def test_the_day_in_a_date_is_no_hour():
    """The 2 of "from 2 November" is no two o'clock."""
    assert read(mail(message("We move the launch to 9 March, can we meet then?"))).invite is None


ASKED = message(
    "Can you confirm that the second coat is included?\nCould we meet on Friday 6 March at 15:00 for half an hour in your office?\nWhen will the masts be delivered?"
)


def test_what_my_own_answer_leaves_open_is_still_to_be_answered():
    """To the one who asked, and without what I have answered."""
    mine = message(
        "The masts will be delivered on 20 March.\nI need to ask Dov about the rest.",
        frm="Ana Ruiz <ana@tiller.example>",
        to=("Ben Okafor <ben@halden.example>",),
        first=3,
    )
    reply = read(mail(ASKED, mine)).reply
    assert reply.needed
    assert reply.to == ("ben@halden.example",)
    assert "Can you confirm that the second coat is included?" in reply.questions
    assert "When will the masts be delivered?" not in reply.questions


@pytest.mark.parametrize(
    ("answer", "start", "end"),
    [
        ("Friday 6 March at 15:00 works for me.", "2026-03-06T15:00:00+00:00", "2026-03-06T15:30:00+00:00"),
        ("Friday 6 March at 16:00 works for me.", "2026-03-06T16:00:00+00:00", "2026-03-06T16:30:00+00:00"),
        (
            "Friday 6 March at 15:00 works for me, for an hour.",
            "2026-03-06T15:00:00+00:00",
            "2026-03-06T16:00:00+00:00",
        ),
    ],
)
def test_an_appointment_keeps_what_an_earlier_mail_said_of_it(answer, start, end):
    """Its length, its place and who comes stay unless the answer changes them."""
    mine = message(answer, frm="Ana Ruiz <ana@tiller.example>", to=("Ben Okafor <ben@halden.example>",), first=3)
    invite = read(mail(ASKED, mine)).invite
    assert invite is not None
    assert (invite.start, invite.end) == (start, end)
    assert invite.location == "your office"
    assert set(invite.attendees) == {"ana@tiller.example", "ben@halden.example"}


def test_a_question_to_both_wants_an_answer():
    """ "Shall we …?" is asked of its reader, whoever does it in the end."""
    found = read(
        mail(message("Hope you are well, shall we have a coffee sometime next week to talk about the drainage?"))
    )
    assert found.reply.needed


def test_what_is_brought_to_an_event_is_due_on_its_day():
    """The day of the meeting, and the day before where "the night before" follows one."""
    tasks = told(read(mail(message("Please bring the flags to the club meeting on the 26th."))))
    assert [task[1] for task in tasks] == [date(2026, 3, 26)]
    tasks = told(read(mail(message("I'll be at the fair on Friday.\nPlease charge the radio the night before."))))
    assert [task[1] for task in tasks] == [date(2026, 3, 5)]


def test_who_writes_or_reads_is_told_by_the_full_name():
    """Also where only a part of it is said, and the vault does not know them."""
    source = mail(
        message(
            "Lorna will order the primer by Friday.",
            to=("Ana Ruiz <ana@tiller.example>", "Lorna Fitch <lorna@tiller.example>"),
        )
    )
    assert [task[0] for task in told(read(source))] == ["Lorna Fitch"]


def test_what_is_asked_of_one_of_several_is_nobodys_yet():
    """A request to "one of you" leaves it open; "I'd rather you did" says who."""
    both = ("Ana Ruiz <ana@tiller.example>", "Lorna Fitch <lorna@tiller.example>")
    assert [t[0] for t in told(read(mail(message("Could one of you bring the projector on Friday?", to=both))))] == [
        None
    ]
    source = mail(message("Somebody has to tell the yard that the blue paint is gone, I'd rather you did it than me."))
    assert [t[0] for t in told(read(source))] == [ANA]


def test_whoever_is_called_is_not_what_work_is_about():
    """Where nothing else stands before "this", nothing is said of it."""
    text = "Ana, can you deal with this one?\nI cannot read annex C.\nThe yard is closed.\nIt rains here.\nThe tide is high."
    assert [t[2] for t in told(read(mail(message(text))))] == ["Deal with this one"]


def test_what_only_rounds_off_a_mail_is_no_fact():
    """That nothing is to be done, and what else would suit, are not kept; what the mail tells is."""
    told = read(
        mail(
            message(
                """
                The mast arrived on Tuesday and weighs 84 kg.
                No reply is needed.
                If that doesn't suit, Thursday after 15:00 also works.
                There is nothing further, no action required from your yard.
                """
            )
        )
    )
    assert [fact.text for fact in told.facts] == ["The mast arrived on Tuesday and weighs 84 kg."]


def test_a_greeting_and_a_question_stand_in_no_brackets():
    """What is promised right behind them is said by itself; "it" is the thing that was asked for."""
    found = read(mail(message("Hi Ana,\nI will call Obi.\nCan you order the hooks?\nI'll send it over on Friday.")))
    assert [task.text for task in found.tasks] == ["Call Obi", "Order the hooks", "Send it over (the hooks)"]


def test_nobody_is_to_send_time():
    """ "We need two more days" asks for none of the reader's things."""
    found = read(mail(message("Hi Ana,\nwe need two more days.\nWe need a new crane by Monday.")))
    assert [task.text for task in found.tasks] == ["Send Ben a new crane"]


@pytest.mark.parametrize(
    "sentence",
    ["Purchasing say the crane contract will be signed on Monday.", "Invite attached for the launch, Friday at 9.30."],
)
def test_what_others_report_and_what_comes_along_is_no_work(sentence):
    """A contract that somebody says will be signed is not the reader's to sign; an attached invitation invites nobody else."""
    assert told(read(mail(message(sentence)))) == []


def test_whoever_is_called_in_a_mail_to_a_list_is_asked():
    """A question with one's name before it is no list traffic; the name alone is."""
    listed = {"to": ("Crew <crew@lists.example>",), "automatic": "list-id: <crew.lists.example>"}
    asked = read(mail(message("The minutes are out.\n@Ana, did you keep the recipe for the primer?", **listed)))
    assert asked.reply.needed
    assert asked.note_type is not None
    assert not read(mail(message("The minutes are out.\nAna, Ben and Cleo were there.", **listed))).reply.needed
