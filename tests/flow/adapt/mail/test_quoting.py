"""What is new in a mail, and what stands around it."""

import pytest

from minutebook.flow.adapt.mail.quoting import part_text

NEW = "The crate is too wide for the van."


def new_of(text: str, *sender: str) -> str:
    return "\n".join(line for piece in part_text(text, sender).pieces for line in piece.lines).strip()


@pytest.mark.parametrize(
    "head",
    [
        "On Thu, 12 Mar 2026 at 09:11, Pelle Strandmark <pelle@aro.example> wrote:",
        "On Thursday, 12 March 2026 at 09:11:04 CET, Pelle Strandmark from the\nharbour office <pelle@aro.example>\nwrote:",
        "Am 12.03.2026 um 09:11 schrieb Pelle Strandmark:",
        "Am Do., 12. März 2026 um 09:11 Uhr schrieb Pelle Strandmark\n<pelle@aro.example>:",
        "Le jeu. 12 mars 2026 à 09:11, Pelle Strandmark <pelle@aro.example> a\nécrit :",
        "El jue, 12 mar 2026 a las 9:11, Pelle Strandmark (<pelle@aro.example>)\nescribió:",
        "Em qui., 12 de mar. de 2026 às 09:11, Pelle <pelle@aro.example> escreveu:",
        "Il giorno gio 12 mar 2026 alle ore 09:11 Pelle <pelle@aro.example> ha scritto:",
        "Op do 12 mrt 2026 om 09:11 schreef Pelle <pelle@aro.example>:",
        "Den tors 12 mars 2026 kl 09:11 skrev Pelle <pelle@aro.example>:",
        "tor. 12. mar. 2026 kl. 09.11 skrev Pelle <pelle@aro.example>:",
        "czw., 12 mar 2026 o 09:11 Pelle <pelle@aro.example> napisał(a):",
        "чт, 12 мар. 2026 г. в 09:11, Pelle <pelle@aro.example>:",
        "to 12. maalisk. 2026 klo 9.11 Pelle (pelle@aro.example) kirjoitti:",
        "12 Mar 2026 Per 09:11 tarihinde Pelle <pelle@aro.example> şunu yazdı:",
        "Pelle <pelle@aro.example> 于2026年3月12日周四 09:11写道：",
        "2026年3月12日(木) 9:11 Pelle <pelle@aro.example>:",
        "2026-03-12 09:11 GMT+01:00 Pelle Strandmark <pelle@aro.example>:",
        "-----Original Message-----",
        "-------- Ursprüngliche Nachricht --------",
        "Begin forwarded message:",
        "________________________________\nFrom: Pelle Strandmark\nSent: Thursday, March 12, 2026 9:11 AM\nTo: Odalys Brennick\nSubject: Engine",
        "Von: Pelle Strandmark <pelle@aro.example>\nGesendet: Donnerstag, 12. März 2026 09:11\nAn: Odalys Brennick\nBetreff: Engine",
        "De : Pelle Strandmark\nEnvoyé : jeudi 12 mars 2026 09:11\nÀ : Odalys Brennick\nObjet : Engine",
        "*From:* Pelle Strandmark\n*Date:* 12 March 2026\n*To:* Odalys\n*Subject:* Engine",
        "Da: Pelle\nInviato: giovedì 12 marzo 2026 09:11\nA: Odalys\nOggetto: Engine",
        "差出人: Pelle\n送信日時: 2026年3月12日 9:11\n宛先: Odalys\n件名: Engine",
    ],
)
@pytest.mark.parametrize("mark", ["> ", ""])
def test_history_is_told_apart_in_any_language(head: str, mark: str) -> None:
    """The line over a quote, and the quote, whether its lines are marked or not."""
    parted = part_text(f"{NEW}\n\n{head}\n\n{mark}When does the engine go?\n{mark}The keeper asks.\n")
    assert new_of(f"{NEW}\n\n{head}\n\n{mark}When does the engine go?\n{mark}The keeper asks.\n") == NEW
    assert "keeper asks" in parted.quoted


def test_answers_in_place_stand_under_what_they_answer() -> None:
    """Each answer is new text, with the question kept beside it."""
    parted = part_text(
        "On 12 Mar 2026, Pelle wrote:\n> Does it fit?\n\nNo.\n\n> And the trailer?\n\nYes, that one does.\n"
    )
    assert ["".join(piece.lines) for piece in parted.pieces] == ["No.", "Yes, that one does."]
    assert ["fit" in piece.quoted or "trailer" in piece.quoted for piece in parted.pieces] == [True, True]
    assert parted.quoted == ""


@pytest.mark.parametrize(
    ("ending", "sender"),
    [
        ("Best regards,\nPelle", ""),
        ("Mit freundlichen Grüßen / Best regards\n\nPelle Strandmark\nAro Ferries", ""),
        ("Cordialement,\nPelle", ""),
        ("Pelle", "Pelle Strandmark"),
        ("-- \nPelle Strandmark\nAro Ferries\n+46 8 555 01 17", ""),
        ("Pelle Strandmark\nHarbour master\nTel: +46 8 555 01 17\nwww.aro.example", ""),
        ("Sent from my iPhone", ""),
        ("Von meinem Telefon gesendet", ""),
        ("Cheers, Pelle", ""),
        ("よろしくお願いいたします。\n\nペレ", ""),
    ],
)
def test_signatures_are_told_apart(ending: str, sender: str) -> None:
    """Closing formulas, names and contact blocks are no new text."""
    parted = part_text(f"{NEW}\n\n{ending}\n", [sender])
    assert new_of(f"{NEW}\n\n{ending}\n", sender) == NEW
    assert parted.signature


@pytest.mark.parametrize(
    "text",
    [
        "Thank you!",
        "I wrote to the keeper on 12 March: he wants the shed empty.",
        "On Monday we open. On Tuesday the divers come.",
        "From: the harbour\nTo be decided.",
        "Please bring:\n- a rope\n- the key",
        "Thanks for asking the keeper. Best case, he says yes.",
        "The notice was sent from my phone shop in Aro, and nobody has read it since, which is why I ask.",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    """Words that also stand in quotes and signatures are new text where they are said."""
    assert new_of(text) == text


def test_banners_and_disclaimers_are_told_apart() -> None:
    """What gateways put above and lawyers below."""
    banner = "[EXTERNAL] This message comes from outside. Do not click links."
    lawyer = "This e-mail is confidential and intended only for the recipient. If you are not the intended recipient, delete it."
    parted = part_text(f"{banner}\n\n{NEW}\n\n{lawyer}\n")
    assert new_of(f"{banner}\n\n{NEW}\n\n{lawyer}\n") == NEW
    assert "outside" in parted.boilerplate
    assert "confidential" in parted.boilerplate


@pytest.mark.parametrize(
    "ending",
    [
        "Regards\nPelle\n\nPelle Strandmark CertNav\nTel 01632 960 411\nAro Marine is authorised and regulated. This email and any attachments are confidential.",
        "Regards\nPelle Strandmark\nHarbour master\nMember of the Guild of Ports. Dues are held in a separate account. See our scale of charges on the quay.",
        "Best\nPelle\n\nI work flexibly, so my mails may come outside normal hours; I do not expect an answer outside yours.",
        "Pelle Strandmark, AMRINA | Surveyor | Aro Marine",
        "---\nPelle Strandmark\nAro Marine",
        "*Pelle Strandmark* | Surveyor\n<https://aro.example>",
        "Many thanks\nOda Lind on behalf of Pelle Strandmark\nAro Marine",
    ],
)
def test_a_signature_has_its_small_print(ending: str) -> None:
    """Sentences that are joined to the sender's block, or speak of rules and hours below it, are no new text."""
    assert new_of(f"{NEW}\n\n{ending}\n", "Pelle Strandmark") == NEW


def test_a_name_and_telephone_above_a_disclaimer_are_a_signature() -> None:
    """The paragraph is parted where the disclaimer begins."""
    block = "Pelle Strandmark\nTel 01632 960 411\nThis email and any attachments are confidential."
    parted = part_text(f"{NEW}\n\n{block}\n", ["Pelle Strandmark"])
    assert "960 411" in parted.signature
    assert parted.boilerplate == "This email and any attachments are confidential."


@pytest.mark.parametrize(
    "said",
    [
        "PS The key is under the pot.",
        "Oh, and the crane is booked for nine, so please be there before it comes, as it waits for no one.",
    ],
)
def test_what_is_said_below_the_name_stays(said: str) -> None:
    """A postscript, and a sentence that is no small print."""
    assert said in new_of(f"{NEW}\n\nRegards\nPelle\n\n{said}\n", "Pelle Strandmark")


def test_a_lists_footer_is_told_apart() -> None:
    """The rule and the lines under it."""
    footer = "_______________________________________________\nharbour mailing list\nharbour@lists.example\nhttps://lists.example/listinfo/harbour"
    assert new_of(f"{NEW}\n\n{footer}\n") == NEW


def test_answers_between_the_marked_lines_of_a_forwarded_mail_are_new() -> None:
    """The header that the mail program puts above a forwarded mail ends before them; each answers what is quoted above it."""
    text = (
        f"My answers are below.\n\n---------- Forwarded message ---------\nFrom: Pelle Strandmark <pelle@aro.example>\n"
        f"Date: Thu, 12 Mar 2026 at 09:11\nSubject: The crate\nTo: Odalys Brennick <odalys@aro.example>\n\n"
        f"> Does it fit?\n\n{NEW}\n\n> Which van do we take?\n\nThe blue one.\n"
    )
    pieces = part_text(text).pieces
    assert [" ".join(piece.lines).strip() for piece in pieces] == ["My answers are below.", NEW, "The blue one."]
    assert "Does it fit?" in pieces[1].quoted and "Which van" in pieces[2].quoted


def test_a_forwarded_mail_without_marks_is_history() -> None:
    """Nothing says that its sentences are of the one who forwards it."""
    head = "---------- Forwarded message ---------\nFrom: Pelle <pelle@aro.example>\nDate: Thu, 12 Mar 2026\nSubject: The crate\n\n"
    assert new_of(f"{NEW}\n\n{head}Which van do we take?\n") == NEW
