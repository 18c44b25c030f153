"""A name that calls somebody is told from one that is talked about."""

import time

import pytest

from casting import context, conversation
from minutebook.flow.extract.offline.gist.subject import choose_subject
from minutebook.flow.extract.offline.people.address import Call, find_call
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.segment import segment

CALLS = {
    "Morning, Ana.": Call.GREETED,
    "Thanks Ana, that helps.": Call.GREETED,
    "Good to meet you, Ana.": Call.GREETED,
    "Ana, can you send it?": Call.ASKED,
    "OK, so Ana, over to you.": Call.ASKED,
    "That's done. Ana, what about the tray?": Call.ASKED,
    "Do you want to start, Ana?": Call.ANSWERED,
    "You get used to it, Ana.": Call.ANSWERED,
    "I've moved it, Ana, you said I could.": Call.ANSWERED,
    "I've got Ana here with me.": Call.SHOWN,
    "Ana has just joined.": Call.SHOWN,
    "I'll ask Ana.": None,
    "Ana said it was fine.": None,
    "I told Tom, Ana and Sue.": None,
    "Ana and Tom are late.": None,
    "And I said, Ana, you can't do that.": None,
    "I've got Ana, Tom and the board to convince.": None,
    "It's for Ana, who is away.": None,
    "With Ana.": None,
    "Ana. Ana does the rota, she'll know.": None,
    "Okay, Ana. So Ana from stores came by.": None,
    "Ana. I rang her, and she agreed.": None,
    "Ana, Ana! Can you hear me?": Call.ASKED,
    "I've got Ana on Monday.": None,
    "And Ana, I'm halfway there with her.": None,
    "I've got Ana on.": Call.SHOWN,
}
BARE = {
    "hello ana how are you": Call.GREETED,
    "so ana you have the list": Call.ASKED,
    "can i ask about the vans ana you said tuesday": Call.ASKED,
    "that would be when roughly ana because they close": Call.ASKED,
    "it was hard on me ana so i left": Call.ASKED,
    "thanks everyone and ana mind the step": Call.ASKED,
    "i am recording is that all right ana": Call.ANSWERED,
    "what do you think ana": Call.ANSWERED,
    "ana i think it is the pump": Call.ASKED,
    "ana can do it on friday": None,
    "no worries ana": Call.ANSWERED,
    "i do not see ana": None,
    "i told ana you would be late": None,
    "they drive there with ana because it rains": None,
    "then ana looks at it": None,
    "it leaves ana can you live with it": Call.ASKED,
    "i asked ana about it": None,
    "i wanted to ask ana can you believe it": None,
    "right number four the damp ana": Call.ASKED,
    "ana can i get that in writing": Call.ASKED,
    "i gave them all to ana": None,
    "and here's ana": None,
    "next is drivers ana how are we for drivers": Call.ASKED,
    "the permit ana where's that": Call.ASKED,
    "the van is in ana any news": Call.ASKED,
    "ask ana how the van is": None,
}


def call_of(text, name, *, cased=True):
    start = text.index(name)
    return find_call(text, start, start + len(name), cased=cased)


@pytest.mark.parametrize(("text", "call"), CALLS.items())
def test_a_call_is_told_from_a_mention(text, call):
    """By what stands before and after the name."""
    assert call_of(text, "Ana") is call


@pytest.mark.parametrize(("text", "call"), BARE.items())
def test_in_small_letters_only_sure_calls_count(text, call):
    """Speech without marks: greetings and questions by name."""
    assert call_of(text, "ana", cased=False) is call


def test_ten_thousand_words_take_a_moment():
    """A tenth of a second on one core; six times that here, for slow machines, and the best of three for busy ones."""
    lines = [
        f"{('Imke Sauer', 'Dario Moutinho', 'Speaker 3')[n % 3]}: Then I told Niamh, and Wendell from Hadley said he would ask Sunil about tray {n}."
        for n in range(720)
    ]
    source, known = conversation("\n".join(lines)), context()
    resolve_cast(source, known)
    talk, took = segment(source), []
    for _ in range(3):
        start = time.process_time()
        cast = resolve_cast(source, known)
        choose_subject(source, talk, known, cast)
        took.append(time.process_time() - start)
    assert min(took) < 0.6
