"""One task line, against the plugin's own rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from minutebook.vault.meaning import box, line_digest, meaning
from minutebook.vault.tasks import (
    DONE,
    OPEN,
    REJECTED,
    TaskLine,
    add_passage,
    drop_proposed,
    format_task,
    parse_task,
    set_day,
    set_owner,
    set_priority,
    set_status,
    set_words,
)
from tasksplugin import deserialize, problems_of, serialize

LINE = (
    "- [?] Order the reels @Ina Vogt [[2026-02-03 - Loading bay (source)#^u4|0:41]] #task #proposed #auto "
    "🆔 a1 ⛔ b2,c3 🔺 🔁 every week 🏁 delete ➕ 2026-02-01 🛫 2026-02-02 ⏳ 2026-02-03 📅 2026-02-04 ❌ 2026-02-05 ✅ 2026-02-06 ^mb-0123456789"
)
DAYS = st.none() | st.dates(min_value=date(1, 1, 1))
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)


@st.composite
def tasks(draw):
    words = draw(st.lists(WORDS.filter(lambda w: not w.startswith(("#", "^"))), min_size=1, max_size=4))
    return TaskLine(
        description=" ".join([*words, "[[Talk (source)#^u1|0:01]]", "#task", "#auto"]),
        status=draw(st.sampled_from("? /x-R")),
        priority=draw(st.sampled_from(["highest", "high", "medium", "low", "lowest"])),
        recurrence=draw(st.sampled_from([None, "every 2 weeks when done"])),
        on_completion=draw(st.sampled_from([None, "delete"])),
        task_id=draw(st.sampled_from([None, "dcf64c"])),
        depends_on=draw(st.sampled_from([None, "a,b_c"])),
        created=draw(DAYS),
        start=draw(DAYS),
        scheduled=draw(DAYS),
        due=draw(DAYS),
        cancelled=draw(DAYS),
        done=draw(DAYS),
        block_id="mb-0123456789",
    )


def test_every_signifier_is_read():
    """All that the plugin knows is read from one line, and written back as it was."""
    task = parse_task(LINE)
    assert (task.owner, task.text, task.block_id) == ("Ina Vogt", "Order the reels", "mb-0123456789")
    assert (task.task_id, task.depends_on, task.priority) == ("a1", "b2,c3", "highest")
    assert (task.recurrence, task.on_completion) == ("every week", "delete")
    days = (task.created, task.start, task.scheduled, task.due, task.cancelled, task.done)
    assert days == tuple(date(2026, 2, n) for n in range(1, 7))
    assert task.passage == "2026-02-03 - Loading bay (source)#^u4|0:41"
    assert format_task(task) == LINE


@given(tasks())
def test_what_is_written_is_what_the_plugin_writes(task):
    """A line of ours reads back as itself, here and by the plugin's rules, and a click would rewrite nothing of it."""
    line = format_task(task)
    assert parse_task(line) == task
    assert serialize(*deserialize(line)) == line


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] a 📅 2026-02-04 #x 🔺 #y ^b-1",
        "  * [/] a  ⏫\ufe0f 📆2026-02-04",
        "> 1. [-] a 🗓\ufe0f 2026-02-04 🔼",
        "- [x] a [due:: 2026-02-04] (priority:: high)",
        "+ [ ]no space",
        "3) [R] a 🔁 every day ⌛ 2026-02-04 ^q",
        "- [?] ",
        "- [ ] 📅 2026-02-04 📅 2026-03-05",
    ],
)
def test_odd_lines_are_read_as_the_plugin_reads_them(line):
    """Variation selectors, older signs, tags between signifiers, inline fields of another format, no words at all."""
    _, status, description, fields, link = deserialize(line)
    task = parse_task(line)
    assert (task.status, task.description) == (status, description)
    assert (task.due.isoformat() if task.due else None) == fields.get("due")
    assert (task.block_id or "") == link.strip(" ^")


@pytest.mark.parametrize("line", ["", "- a", "[ ] a", "-[ ] a", "- [] a", "- [ab] a", "text - [ ] a"])
def test_what_is_no_task_is_none(line):
    """A list item without a box, and a box without a list item."""
    assert parse_task(line) is None


def test_a_date_that_no_calendar_has_is_kept():
    """An impossible date is no date of ours, but it is not lost from the line."""
    task = parse_task("- [ ] a 📅 2026-02-30 ^b")
    assert task.due is None
    assert format_task(task) == "- [ ] a 📅 2026-02-30 ^b"


@given(tasks(), st.sampled_from([OPEN, DONE, REJECTED]))
def test_a_box_changes_and_nothing_else(task, status):
    """Setting the box touches that character alone."""
    line = format_task(task)
    changed = set_status(line, status)
    assert (changed[:3], changed[3], changed[4:]) == (line[:3], status, line[4:])


def test_the_proposed_tag_goes_with_the_box():
    """The tag leaves as soon as the box is not ``?``; escaped and longer words that look like it stay."""
    line = r"- [?] Say \#proposed #proposed-not @Ina Vogt [[T#^u1|0:01]] #task #proposed #auto 📅 2026-02-04 ^mb-0123456789"
    assert set_status(line, "x") == line.replace("[?]", "[x]").replace("#task #proposed", "#task")
    assert set_status(line, "?") == line
    assert drop_proposed("- [ ] a") == "- [ ] a"


@given(tasks(), st.sampled_from("? x-R/"))
def test_an_answer_is_no_edit(task, status):
    """The box, the dates of being done or cancelled and the tag are no part of what a line means."""
    line = format_task(task)
    answered = set_status(line, status) if status != "?" else line
    ticked = parse_task(answered)
    ticked = TaskLine(
        **{f: getattr(ticked, f) for f in TaskLine.__struct_fields__} | {"done": date(2026, 5, 6), "cancelled": None}
    )
    assert line_digest(format_task(ticked)) == line_digest(line)


def test_meaning_is_apart_from_spaces_and_order():
    """Spaces, the order of signifiers, older signs and the file that a passage is in do not count; words and dates do."""
    line = "- [?] Order  the reels [[Talk (source)#^u4|0:41]] #task 🔺 📅 2026-02-04 ^mb-0123456789"
    same = "* [ ] Order the reels [[Renamed (source)#^u4|0:41]] 📆2026-02-04 #task 🔺\ufe0f ^mb-0123456789 "
    assert meaning(line) == meaning(same)
    for other in (
        line.replace("reels", "wheels"),
        line.replace("02-04", "02-05"),
        line.replace("🔺", "⏫"),
        line.replace("#task", "#job"),
        line.replace("^u4", "^u5"),
    ):
        assert meaning(other) != meaning(line)


def test_meaning_of_other_lines():
    """A list item's mark and block id are no part of it, its words and links are."""
    assert meaning("- Prefers tea [[N|2026-01-02]] ^mb-1") == meaning("> *  Prefers tea [[People/Renamed|2026-01-02]]")
    assert meaning("- Saw [[N|Ina]]") != meaning("- Saw [[M|Ina]]")
    assert meaning("- Prefers [[Tea]]") != meaning("- Prefers Tea")
    assert box("- Prefers tea") == ""


def test_an_owner_is_what_ends_the_words():
    """An escaped at-sign in the words is none, nor one in the middle."""
    assert parse_task(r"- [?] Ask \@channel [[T#^u1|0:01]] #task").owner is None
    assert parse_task("- [ ] Tell @Ina about it and more @Bo Li 📅 2026-02-04").owner == "Bo Li"
    assert parse_task("- [ ] Write for [[Ina Vogt]] @Bo Li [[T#^u1|0:01]]").text == "Write for Ina Vogt"


def test_the_checker_sees_what_is_wrong():
    """The independent rules find a tag in the words, a wrong order and a lost block id."""
    assert problems_of(LINE) == []
    assert problems_of("- [?] a #loose b [[T#^u1|0:01]] #task ^mb-1")
    assert problems_of("- [?] a 📅 2026-02-04 🔺 ^mb-1")
    assert problems_of("- [?] a #task")


@given(tasks(), st.sampled_from(["due", "done", "cancelled"]), st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_put_where_the_plugin_would_write_it(task, name, day):
    """Nothing else of the line changes, and taking the day out again leaves the line without it."""
    line = format_task(task)
    assert set_day(line, name, day) == format_task(replace(task, **{name: day}))
    assert set_day(set_day(line, name, day), name, None) == format_task(replace(task, **{name: None}))


@given(tasks(), st.sampled_from(["Myself", "Ina Vogt", "Åse de la Mare"]))
def test_an_owner_is_put_before_the_passage(task, name):
    """It is read back, the words and the signifiers stay, and another takes its place."""
    line = set_owner(format_task(task), None)
    given = set_owner(line, name)
    assert parse_task(given).owner == name
    assert set_owner(given, "Bo") == set_owner(line, "Bo")
    assert replace(parse_task(given), description="") == replace(parse_task(line), description="")
    assert problems_of(given) == problems_of(line)


@pytest.mark.parametrize("tail", ["", "  ", " ^mb-0123456789", "\t^abc  "])
def test_a_line_in_no_order_keeps_its_bytes(tail):
    """Signifiers and tags as a person mixed them: only the day's own ten bytes change."""
    line = f"> 1. [/] Oil  it 📅2026-02-04 #task ⏫️ 🛫 2026-02-01{tail}"
    assert set_day(line, "due", date(2026, 3, 1)) == line.replace("2026-02-04", "2026-03-01")
    assert set_owner(line, "Bo") == line.replace("it ", "it @Bo ")
    assert set_owner(set_owner(line, "Bo"), None) == line
    assert set_day(set_day(line, "done", date(2026, 3, 1)), "done", None) == line
    assert set_day("no task", "due", date(2026, 3, 1)) == set_owner("no task", "Bo") == "no task"


def test_words_are_changed_and_what_stays_of_them_is_as_written() -> None:
    """Links and escapes among words that stay are kept; owner, passage, tags and signifiers are not touched."""
    line = (
        r"- [?] Send [[Chitra Rao|Chitra]] the \#1 plan @Ben Okafor [[x (source)#^u4|0:12]] #task 📅 2026-03-16 ^mb-1"
    )
    assert set_words(line, "Send Chitra the #1 plan and the quote") == line.replace("plan", "plan and the quote", 1)
    assert set_words(line, "Mail Chitra Rao") == line.replace(
        r"Send [[Chitra Rao|Chitra]] the \#1 plan", "Mail [[Chitra Rao|Chitra]] Rao"
    )
    assert set_words(line, "Send Chitra the #1 plan") == line
    assert set_words("no task", "words") == "no task"


def test_a_priority_is_put_where_the_plugin_writes_it() -> None:
    """Before dates and after tags; another takes its place, medium takes it out."""
    line = "- [ ] Call #task 📅 2026-03-16 ^mb-1"
    high = "- [ ] Call #task ⏫ 📅 2026-03-16 ^mb-1"
    assert set_priority(line, "high") == high
    assert set_priority(high, "low") == high.replace("⏫", "🔽")
    assert set_priority(high, "medium") == line
    assert set_priority("- [ ] Call", "highest") == "- [ ] Call 🔺"


def test_a_second_passage_stands_before_the_first() -> None:
    """So that the first stays the task's passage; the same is not added twice."""
    line = "- [ ] Call @Ben Okafor [[x (source)#^u4|0:12]] #task ^mb-1"
    joined = add_passage(line, "y (source)#^u9|1:00")
    assert joined == "- [ ] Call @Ben Okafor [[y (source)#^u9|1:00]] [[x (source)#^u4|0:12]] #task ^mb-1"
    assert add_passage(joined, "y (source)#^u9|1:00") == joined
    task = parse_task(joined)
    assert task is not None
    assert (task.text, task.owner, task.passage) == ("Call", "Ben Okafor", "x (source)#^u4|0:12")
