"""Mails in German and French: who is asked for what by when, what is promised, whether an answer is needed."""

import tomllib
from pathlib import Path

import pytest
from tests.flow.extract.offline.letter.mails import mail, message, read

MAILS = tomllib.loads((Path(__file__).parent / "abroad.toml").read_text(encoding="utf-8"))["mail"]


@pytest.mark.parametrize("case", MAILS, ids=[f"{case['lang']}-{case['from'].split()[0]}" for case in MAILS])
def test_a_mail_in_another_language(case):
    """Each labelled mail gives its tasks with owner and day, says whether it wants an answer, and its appointment."""
    found = read(mail(message(case["text"], frm=case["from"])))
    told = [f"{task.owner} | {task.due or '-'} | {task.text}" for task in found.tasks]
    assert told == case["tasks"]
    assert found.reply.needed == case["reply"]
    assert (found.invite and found.invite.start[:16]) == case.get("start")


def test_the_summary_of_a_mail_in_another_language():
    """Says whose each work is without forming an English sentence of it; greetings are no facts, polite words nobody."""
    found = read(mail(message(MAILS[0]["text"], frm=MAILS[0]["from"])))
    assert "Ana: die Maße der Treppe schicken" in found.summary
    assert not [fact.text for fact in found.facts if "geehrte" in fact.text or "Grüßen" in fact.text]
    assert [mention.name for mention in found.mentioned] == []
