"""Small invented dialogues of many trades: what is a task, whose, by when; and what is none."""

from datetime import date

import pytest

from dialogues import PEOPLE, WEDNESDAY, context_of, source_of, tasks_of
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.candidates import is_sentence
from minutebook.model.extraction import TaskStatus
from minutebook.model.source import Form, SourceKind, Utterance

TASKS = {
    "offer with a date": (
        """
        Ana: So the oven is still tripping the fuse.
        Ben: I'll ring the electrician about the oven tomorrow morning.
        Ana: Lovely, thank you.
        """,
        [("Ben Okafor", date(2026, 3, 5), "ring electrician")],
    ),
    "request and acceptance": (
        """
        Ana: Chitra, could you send me the seating plan for the gala?
        Chitra: Yes, of course.
        Ana: By Friday would be great.
        """,
        [("Chitra Rao", date(2026, 3, 6), "send Ana seating plan")],
    ),
    "three turns, one task": (
        """
        Dov: Somebody needs to check the lift certificate before the inspection.
        Ana: Can you take that, Ben?
        Ben: Sure.
        Ana: By Thursday then?
        """,
        [("Ben Okafor", date(2026, 3, 5), "check lift certificate")],
    ),
    "leave it with me": (
        """
        Ana: We need a quote for the greenhouse glass.
        Dov: Leave it with me. You'll have it by Monday.
        """,
        [("Dov Lindgren", date(2026, 3, 9), "quote greenhouse glass")],
    ),
    "assignment by name": (
        """
        Ana: OK, so Ben will update the rota by the end of the week.
        Ben: Yep.
        """,
        [("Ben Okafor", date(2026, 3, 6), "update rota")],
    ),
    "taken over": (
        """
        Ben: I'll draft the leaflet for the choir.
        Chitra: No, I'll do that, I've got the old one on my laptop.
        Ben: Even better.
        """,
        [("Chitra Rao", None, "draft leaflet")],
    ),
    "said again in the recap": (
        """
        Ana: Dov, can you book the minibus for the school trip?
        Dov: Yes, I'll book the minibus on Monday.
        Ana: And I'll write to the parents tomorrow about the trip.
        Ben: Good. And the weather?
        Ben: It says rain, but it always says rain.
        Chitra: It did last year as well.
        Ana: Right, let me recap then.
        Ana: Dov, you've got the minibus, and I've got the parents.
        """,
        [("Dov Lindgren", date(2026, 3, 9), "book minibus"), ("Ana Ruiz", date(2026, 3, 5), "write parents")],
    ),
    "two offers in one turn": (
        """
        Chitra: I'll call the florist this afternoon. And I'll order the candles by Friday.
        Ana: Perfect, thanks.
        """,
        [("Chitra Rao", date(2026, 3, 4), "call florist"), ("Chitra Rao", date(2026, 3, 6), "order candles")],
    ),
    "nobody takes it": (
        """
        Ana: Somebody needs to repaint the boathouse door before the regatta.
        Ben: Somebody does, yes.
        Ana: We'll find someone.
        """,
        [(None, None, "repaint boathouse door")],
    ),
}


@pytest.mark.parametrize("name", TASKS)
def test_what_is_a_task(name):
    """Each task comes once, with its owner, its date and words that name it."""
    dialogue, expected = TASKS[name]
    found = tasks_of(dialogue)
    assert len(found) == len(expected), [task.text for task in found]
    for task, (owner, due, words) in zip(found, expected, strict=True):
        assert (task.owner, task.due) == (owner, due), task
        missing = [word for word in words.lower().split() if word not in task.text.lower()]
        assert not missing, task.text


NOT_TASKS = {
    "posted in the chat": """
        Ana: Is there a drawing of the jetty?
        Ben: I'll just post the drawing into the chat.
        """,
    "told there and then": """
        Ana: Chitra, could you give us a quick overview of the seed order?
        Chitra: Sure. We bought nine kinds of bean, four of pea and one of maize, all from the same grower as last year.
        Chitra: The price was lower, the bags were sound, and what was left over went to the school garden and came up well.
        """,
    "when somebody could": """
        Ana: When are you free for the tasting?
        Ben: I can do mornings this week, or any time on Monday.
        """,
    "where somebody will be": """
        Ana: Anything else?
        Ben: I'm flying to the seed fair on Thursday, so I'm away.
        """,
    "time for oneself": """
        Ana: Is the bread out?
        Ben: Give me ten minutes.
        """,
    "explained to nobody": """
        Ana: Why is the barge so slow?
        Ben: Well, you need to drain the lock before you open the gate.
        Ana: I see.
        """,
    "narration": """
        Ana: Let me just share my screen. I'll be quick.
        Ben: Can you hear me? I'll let you finish.
        Ana: I'll come back to that at the end.
        """,
    "already done": """
        Ana: Did you send the invoice to the bakery?
        Ben: I sent it on Monday.
        """,
    "declined": """
        Ana: Ben, could you judge the cake competition on Saturday?
        Ben: I'd rather not, honestly.
        Ana: No, that's fair.
        """,
    "called off": """
        Ana: Can you order forty more chairs, Dov?
        Dov: Sure.
        Ana: Oh no, hang on. Forget it, the hall has chairs. You don't need to order any.
        """,
    "hypothetical": """
        Ana: If the river floods again we'd have to move the whole market to the square.
        Ben: Let's hope not.
        """,
    "habit": """
        Ben: I water the seedlings every morning anyway, so that's no trouble.
        Ana: Thanks.
        """,
    "reported": """
        Chitra: The landlord said he'd fix the gate by Easter.
        Ana: He says that every year.
        """,
    "rhetorical": """
        Ben: And who's going to tell the brass band that they're too loud?
        Ana: Ha.
        """,
}


MISTAKEN = ("told there and then", "explained to nobody")
"""What the engine takes for work in talk this short, though fewer traps are taken in whole meetings since it does."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(reason="taken for work in so short a talk", strict=True))
        if name in MISTAKEN
        else name
        for name in NOT_TASKS
    ],
)
def test_what_is_no_task(name):
    """Narration, what is done, refused, called off, supposed, usual or told of others is no task."""
    assert [task.text for task in tasks_of(NOT_TASKS[name])] == []


def test_self_correction_keeps_the_last_day():
    """Of a date that its speaker corrects the last part counts."""
    (task,) = tasks_of("Ben: I'll send you the survey on Tuesday, no, Wednesday.\nAna: Great, thank you.")
    assert task.due == date(2026, 3, 11)


def test_a_later_date_stands():
    """A date that is moved inside the talk holds as it was last said."""
    (task,) = tasks_of(
        """
        Ana: Ben, could you send me the harvest figures by Friday?
        Ben: Could we make it Monday instead?
        Ana: Monday's fine.
        """
    )
    assert (task.owner, task.due) == ("Ben Okafor", date(2026, 3, 9))


def test_a_speaker_without_a_name_owns_nothing():
    """A label that nothing identifies gives a task without an owner."""
    lines = [
        Utterance(id=0, text="Could somebody send the guests the new address?", speaker="Ana Ruiz", block=0),
        Utterance(id=1, text="Yes, I'll send them the address today.", speaker="Speaker 7", block=1),
    ]
    tasks = OfflineEngine().extract(source_of(lines), context_of(*PEOPLE)).tasks
    assert [task.owner for task in tasks] == [None]


@pytest.mark.parametrize("width", [2, 5, 9])
def test_layout_does_not_matter(width):
    """The same meeting in cues gives the same texts, owners and dates, and evidence in the same passages."""
    turns = [
        ("Ana Ruiz", "Morning. So the loom is back from the workshop, and it needs new belts."),
        ("Ben Okafor", "Right. I'll order the belts from the mill tomorrow, and I'll send you the receipt."),
        ("Ana Ruiz", "Great. Chitra, could you clear the attic by the end of the month?"),
        ("Chitra Rao", "Yes, I can do that."),
    ]
    cues, origin = [], []
    for n, (who, words) in enumerate(turns):
        split = words.split()
        for start in range(0, len(split), width):
            cues.append(
                Utterance(id=len(cues), text=" ".join(split[start : start + width]), speaker=who, block=len(cues))
            )
            origin.append(n)
    whole = [Utterance(id=n, text=words, speaker=who, block=n) for n, (who, words) in enumerate(turns)]
    left = OfflineEngine().extract(source_of(whole), context_of(*PEOPLE)).tasks
    right = OfflineEngine().extract(source_of(cues), context_of(*PEOPLE)).tasks
    assert [(t.text, t.owner, t.due) for t in left] == [(t.text, t.owner, t.due) for t in right]
    assert len(left) == 2
    assert [set(t.evidence) for t in left] == [{origin[u] for u in t.evidence} for t in right]


def test_checklist_boxes():
    """An unticked box is an open task in its own words; a ticked one is never open."""
    lines = [
        Utterance(id=0, text="Packing", block=0, form=Form.HEADING),
        Utterance(id=1, text="Wash the tents by Friday", block=1, form=Form.ITEM, checked=False),
        Utterance(id=2, text="Buy rope", block=2, form=Form.ITEM, checked=True),
        Utterance(id=3, text="Ben: count the pegs", block=3, form=Form.ITEM, checked=False),
    ]
    tasks = OfflineEngine().extract(source_of(lines, SourceKind.CHECKLIST), context_of(*PEOPLE)).tasks
    open_ones = [(t.text, t.owner, t.due) for t in tasks if t.status is TaskStatus.OPEN]
    assert open_ones == [("Wash the tents", None, date(2026, 3, 6)), ("Count the pegs", "Ben Okafor", None)]


@pytest.mark.parametrize(
    ("words", "owner", "text", "due"),
    [
        ("Air the loft @Ben 9 Mar", "Ben Okafor", "Air the loft", date(2026, 3, 9)),
        ("Air the loft @Ben", "Ben Okafor", "Air the loft", None),
        ("@Ben air the loft", "Ben Okafor", "Air the loft", None),
        ("Air the loft - Ben", "Ben Okafor", "Air the loft", None),
        ("Air the loft (Ben Okafor)", "Ben Okafor", "Air the loft", None),
        ("Air the loft - Ben, by 9 March", "Ben Okafor", "Air the loft", date(2026, 3, 9)),
        ("Air the loft (Oscar)", "Oscar", "Air the loft", None),
        ("Air the loft (Ben, the night before)", "Ben Okafor", "Air the loft (the night before)", None),
        ("Air the loft (Ben and the twins)", "Ben Okafor", "Air the loft (with the twins)", None),
        ("Air the loft (Ben, by 9 March)", "Ben Okafor", "Air the loft", date(2026, 3, 9)),
        ("Ring Ana once it is dry - Ben", "Ben Okafor", "Ring Ana once it is dry", None),
        ("Write to ben@loft.example", None, "Write to ben@loft.example", None),
        ("Air the loft by 20 February", None, "Air the loft", date(2026, 2, 20)),
        ("Air the loft by Friday 20 February", None, "Air the loft", date(2026, 2, 20)),
        ("Air the loft by 20 July", None, "Air the loft", date(2026, 7, 20)),
    ],
)
def test_whose_a_box_is_and_by_when(words, owner, text, due):
    """The one whom it calls or ends in, in full where they are known; a day that has just gone by is not next year's."""
    lines = [
        Utterance(id=0, text="Loft", block=0, form=Form.HEADING),
        Utterance(id=1, text=words, block=1, form=Form.ITEM, checked=False),
    ]
    (task,) = OfflineEngine().extract(source_of(lines, SourceKind.CHECKLIST), context_of(*PEOPLE)).tasks
    assert (task.owner, task.text, task.due) == (owner, text, due)


def test_what_a_checklist_calls_off_is_no_fact():
    """Nor is it a task."""
    lines = [
        Utterance(id=0, text="Sweep 40 steps", block=0, form=Form.ITEM, checked=False),
        Utterance(id=1, text="[-] Hire 3 vans for 900 euros", block=1, form=Form.ITEM),
    ]
    told = OfflineEngine().extract(source_of(lines, SourceKind.CHECKLIST), context_of(*PEOPLE))
    assert not [item for item in (*told.facts, *told.tasks) if "van" in item.text]


def test_boxes_with_the_signs_of_the_tasks_plugin():
    """Its day and priority are read, its signs are no words; a box that was called off is no task."""
    lines = [
        Utterance(id=0, text="Buy rope ⏫ 📅 2026-03-16", block=0, form=Form.ITEM, checked=False),
        Utterance(id=1, text="Post the key 🔁 every week 🛫 2026-03-09", block=1, form=Form.ITEM, checked=False),
        Utterance(id=2, text="[-] Rent a van", block=2, form=Form.ITEM),
    ]
    tasks = OfflineEngine().extract(source_of(lines, SourceKind.CHECKLIST), context_of(*PEOPLE)).tasks
    assert [(t.text, t.due, t.priority) for t in tasks] == [
        ("Buy rope", date(2026, 3, 16), "high"),
        ("Post the key", None, "medium"),
    ]


@pytest.mark.parametrize(
    ("words", "owner", "text"),
    [
        ("ACTION: Ben to send the lease to the notary", "Ben Okafor", "Send the lease to the notary"),
        ("AI: Chitra – find a second rehearsal room", "Chitra Rao", "Find a second rehearsal room"),
        ("Action: repair the pump (Dov)", "Dov Lindgren", "Repair the pump"),
        ("Ana to book the ferry", "Ana Ruiz", "Book the ferry"),
        ("TODO: empty the bins", None, "Empty the bins"),
        ("ACTION (Ben): mend the kiln door", "Ben Okafor", "Mend the kiln door"),
        ("To do, Chitra: count the music stands", "Chitra Rao", "Count the music stands"),
        ("AP 3 – Dov: price a new awning", "Dov Lindgren", "Price a new awning"),
        ("Ana undertook to write to the mayor", "Ana Ruiz", "Write to the mayor"),
    ],
)
def test_written_minutes(words, owner, text):
    """What minutes mark as an action is a task of the one whom it names."""
    lines = [Utterance(id=0, text=words, block=0, form=Form.ITEM)]
    (task,) = OfflineEngine().extract(source_of(lines, SourceKind.DOCUMENT), context_of(*PEOPLE)).tasks
    assert (task.owner, task.text) == (owner, text)


def test_priority_is_what_was_said():
    """Urgency counts where it was said of the work; "not urgent" is none."""
    (urgent,) = tasks_of("Ana: Ben, please call the vet today, it's urgent.\nBen: I'll call the vet now.")
    (calm,) = tasks_of(
        "Ana: Ben, could you sort the seeds? There's no hurry, whenever you can manage it.\nBen: Right, so it's not urgent.\nBen: Yes, I can do that."
    )
    assert (urgent.priority, calm.priority, calm.due) == ("high", "low", None)


def test_a_memo_is_its_speakers():
    """What somebody tells their own recorder to do is theirs."""
    words = "Note to self. I need to call the sail maker tomorrow, and I'll pay the mooring by Friday."
    lines = [Utterance(id=0, text=words, block=0)]
    tasks = OfflineEngine().extract(source_of(lines, SourceKind.MEMO), context_of(*PEOPLE)).tasks
    assert [(t.owner, t.due) for t in tasks] == [("Ana Ruiz", date(2026, 3, 5)), ("Ana Ruiz", date(2026, 3, 6))]


def test_owed_to_the_one_who_asked_for_it():
    """ "Send me" is owed to the one who says it, "you'll have it" to the one who hears it."""
    (asked,) = tasks_of("Ana: Ben, could you send me the hymn list by Friday?\nBen: Yes, sure.")
    (promised,) = tasks_of("Dov: We need the hymn list.\nChitra: I'll send you the hymn list tomorrow.\nDov: Thanks.")
    assert (asked.owed_to, promised.owed_to) == ("Ana Ruiz", "Dov Lindgren")


def test_a_mark_of_two_meanings():
    """ "AI" opens a task only where work follows it."""
    lines = [Utterance(id=0, text="AI: the kiln that thinks for itself", block=0, form=Form.PARAGRAPH)]
    assert OfflineEngine().extract(source_of(lines, SourceKind.DOCUMENT), context_of(*PEOPLE)).tasks == ()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Book the barge", True),
        ("Ask her (barge)", True),
        ("Walk", False),
        ("Merge it", False),
        ("Provide better…", False),
        ('Tell them "about the lock', False),
    ],
)
def test_what_stands_as_a_sentence(text, whole):
    """A task says a verb and what it is done to, and does not break off."""
    assert is_sentence(text, read_lexicon()) is whole


def test_the_same_twice_is_one():
    """What is promised again much later in the same words is one task with the evidence of both."""
    between = "\n".join(f"Chitra: The swallows are back at barn {n}." for n in range(20))
    (task,) = tasks_of(
        f"Ben: I'll order the new millstone tomorrow.\n{between}\nBen: So I'll order the new millstone tomorrow."
    )
    assert (task.evidence[0], task.evidence[-1]) == (0, 21)


def test_a_question_about_other_work_leaves_a_promise_alone():
    """Who is asked "could you do it?" after a promise refuses the other work, not what was promised."""
    tasks = tasks_of(
        """
        Ben: I'll get the awning mended by Friday.
        Ana: Thank you. And then there is the cellar inventory. Could you do it?
        Ben: No, I can't do that one.
        """
    )
    assert [(t.owner, t.due) for t in tasks] == [("Ben Okafor", date(2026, 3, 6))]


def test_a_table_of_actions():
    """Rows under who, what and when are tasks; a row that is no longer needed is none."""
    rows = [
        "Who | What | By",
        "Ben Okafor | Book the barge | 20 March",
        "Chitra Rao | Order the bunting (no longer needed) | 12 March",
        "Dov Lindgren | Oil the winch | -",
    ]
    lines = [Utterance(id=n, text=row, block=n, form=Form.ROW) for n, row in enumerate(rows)]
    tasks = OfflineEngine().extract(source_of(lines, SourceKind.DOCUMENT), context_of(*PEOPLE)).tasks
    assert [(t.owner, t.text, t.due) for t in tasks] == [
        ("Ben Okafor", "Book the barge", date(2026, 3, 20)),
        ("Dov Lindgren", "Oil the winch", None),
    ]


def test_an_offer_taken_back_is_no_task_of_minutes():
    """Who offered and withdrew has nothing to do."""
    lines = [Utterance(id=0, text="Ben offered to run the raffle but withdrew.", block=0, form=Form.PARAGRAPH)]
    assert OfflineEngine().extract(source_of(lines, SourceKind.DOCUMENT), context_of(*PEOPLE)).tasks == ()


@pytest.mark.parametrize(
    ("dialogue", "due"),
    [
        ("Ana: Who tells the harbour master?\nBen: I'll ring the harbour master as soon as we hang up.", WEDNESDAY),
        (
            "Ana: When is the glaze due?\nBen: Thursday, yes. I'll mix the new glaze.\nAna: Thanks.",
            date(2026, 3, 5),
        ),
        ("Ana: And the roof?\nBen: I'll patch the roof tomorrow. No. Saturday.\nAna: Fine.", date(2026, 3, 7)),
    ],
)
def test_days_around_the_work(dialogue, due):
    """The end of the talk is today; a day that opens the turn counts; the last of two that put each other right stands."""
    (task,) = tasks_of(dialogue)
    assert task.due == due


def test_i_will_answers_the_question():
    """ "I will" answers what was asked, not the offer that followed it in the same breath."""
    tasks = tasks_of(
        "Ana: Dov, will you pick six tents and give me the list, and I'll clear it with the warden?\nDov: I will, yes. Friday."
    )
    assert ("Dov Lindgren", date(2026, 3, 6)) in [(t.owner, t.due) for t in tasks]


def test_an_offer_that_is_urged_is_taken():
    """ "I could" becomes a task where the other one asks for just that."""
    (task,) = tasks_of(
        "Ben: I could ask the verger for the ladder.\nAna: Would you?\nBen: Yes, tomorrow.\nAna: Thanks."
    )
    assert (task.owner, task.due) == ("Ben Okafor", date(2026, 3, 5))


def test_work_that_nobody_takes_is_nobodys():
    """ "Somebody has to" … "Not me": what stays open has no owner."""
    tasks = tasks_of("""
        Ana: Somebody has to write to the council about the fence.
        Ben: Not me, I have the audit.
        Chitra: Don't look at me.
        Ana: Then it stays open, without a name for now.
    """)
    assert [task.owner for task in tasks] in ([], [None])


def test_work_taken_out_of_anothers_hands_is_theirs_who_took_it():
    """ "I can write that." "No, let me": the second."""
    tasks = tasks_of("""
        Ana: I need one page on the migration by Friday.
        Ben: I can write that.
        Chitra: No, let me, Ben. You've got the audit. I'll write it.
        Ana: Thank you, Chitra.
    """)
    assert [task.owner for task in tasks] == ["Chitra Rao"]


def test_a_day_put_right_is_no_work_of_its_own():
    """ "Make that Thursday" names a day of work that was spoken of before."""
    tasks = tasks_of("""
        Ana: Right, back to it. No, make that Thursday, the gate plan. Merrow is closed on Tuesday.
        Ben: OK, Thursday.
        Ana: Good. The paint arrived this morning.
    """)
    assert not [task.text for task in tasks if task.text.startswith("Make")]


def test_a_term_counted_from_something_takes_no_neighbours_day():
    """ "Within five working days of signature" has none here; the day that is said for it at once is its own."""
    (task,) = tasks_of("""
        Ana: The gate opens tomorrow. Ben, the contract?
        Ben: I'll return the signed copy within five working days of signature.
        Ana: Good. We like the colour.
    """)
    assert task.due is None
    assert "of signature" in task.text
    (task,) = tasks_of("""
        Ana: Ben, the incident form?
        Ben: I'll send the form to the council within ten days of the incident. So that's the twentieth.
    """)
    assert task.due == date(2026, 3, 20)
