"""Words of working life that mean the same where facts are compared, and the small words that carry nothing."""

from functools import lru_cache

from minutebook.text import patterns as re
from minutebook.text.words import STOP_WORDS

_GROUPS = """
start begin commence starts beginning
golive launch release ship rollout
end expire finish terminate run-until
renew renewal extend extension
meet gather convene meeting
lead run head-up steer leader leads chair
own responsible owner charge-of accountable handles-own
cost price charge rate
pay payment
use utilise utilize
employ employee people staff headcount person colleague
need require
prefer like want favour favor wish
deadline due
take last clear
have hold get be-with
deliver arrive delivery arrival
send mail-out
buy purchase procure
sell sale
hire recruit hiring
test pilot-test trial
fix repair mend
contract agreement
client customer
vendor supplier
building premises
error bug defect fault
discount rebate
reach contact call
find discover found
say tell
sit located stand
cover insure
replace supersede
invoice bill invoicing billing
term condition
annual year yearly
money fund funding
check audit inspection
learn training train
move relocate
broken defect
leave quit resign
plan planned schedule scheduled
worker labourer
lorry truck
holiday leave-time vacation
phone number telephone mobile cell
address
birthday
"""
_IRREGULAR = {
    "left": "leave", "paid": "pay", "met": "meet", "sent": "send", "bought": "buy", "sold": "sell", "held": "hold",
    "led": "lead", "ran": "run", "began": "begin", "begun": "begin", "took": "take", "taken": "take", "got": "get",
    "found": "find", "grew": "grow", "grown": "grow", "lost": "lose", "kept": "keep", "came": "come", "told": "tell",
    "said": "say", "people": "people", "has": "have", "had": "have", "having": "have", "running": "run",
    "leading": "lead", "using": "use", "chose": "choose", "chosen": "choose", "wrote": "write", "written": "write",
    "rose": "rise", "fell": "fall", "went": "go", "gone": "go", "slipped": "slip", "stopped": "stop", "planned": "plan",
    "drawn": "draw", "built": "build", "spent": "spend", "taught": "teach", "brought": "bring", "stood": "stand",
    "children": "child", "women": "woman", "men": "man", "staff": "staff", "series": "series", "news": "news",
    "moved": "move", "moving": "move", "handed": "hand", "is": "be", "status": "status", "focus": "focus",
}  # fmt: skip
PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), f" {word} ")
    for pattern, word in (
        (r"kick(?:s|ed|ing)?[- ]?off(?! \w+ takes)(?= (?:in|on|at)\b)", "starts"),
        (r"on (?:\w+ )?leave|(?:is|be|are) away|out of (?:the )?office|on (?:holiday|vacation)", " is absent"),
        (r"works? best(?: for (?:meetings|him|her|them|calls?))?|likes? to meet|prefers? to meet", "prefers"),
        (r"go(?:es|ing)?[- ]live|went live|is live|be live", "golive"),
        (r"roll(?:s|ed|ing)?[- ]?out", "golive"),
        (r"(?:takes?|taking|took) place|is held|are held", "is"),
        (r"com(?:e|es|ing) together|gets? together", "meets"),
        (r"runs? until|runs? out|is valid until|lasts? until|good until", "ends"),
        (r"in charge of|responsible for|looks? after|takes? care of", "owns"),
        (r"any ?more|any longer", " "),
        (r"no longer|not any longer|stopped being", "not"),
        (r"wants? to", "might"),
        (r"(?:the|his|her|their) leave(?= (?:until|till|to|by)\b| +\Z| *[.,])", "absent"),
        (r"(?:(?:since|as of) )?(?:last|this) (?:week|month|quarter|year)", " "),
        (r"payment terms?", "pays"),
        (r"pays? (?:its |their |the |our )?invoices?", "pays"),
        (r"(?:of|after) (?:the )?invoice", " "),
        (r"pays?(?= {2,}(?:euros? )?(?:per|a|for each)\b)", "costs"),
        (r"looks? forward to|agreed to", " "),
        (r"at the moment|right now|these days|by now|as of now|so far|at present", " "),
        (r"would rather(?: have)?|likes best|is happiest with", "prefers"),
        (r"working days?|business days?", "day"),
        (r"went up to|went down to|rose to|fell to|grew to|grown to|shrank to|was raised to|was cut to|is up to|is down to", "changed"),
        (r"is called|can be called|be reached|can reach|reach", "contact"),
        (r"handed (?:over )?|hands over|gave up", "relinquished "),
        (r"stepped down as|resigned as|retired as", "relinquished"),
    )
)  # fmt: skip


def _stem(word: str) -> str:
    """A word without its commonest English endings."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            base = word.removesuffix(ending)
            base = base[:-1] if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "ls" else base
            return base.removesuffix("e")
    if word.endswith("es") and word[-3] in "sxzho":
        return word[:-2].removesuffix("e")
    return word.removesuffix("s").removesuffix("e")


_CONCEPTS = {
    _stem(word): group.split()[0] for group in _GROUPS.strip().splitlines() for word in reversed(group.split())
}


@lru_cache(maxsize=8192)
def concept(word: str) -> str:
    """What a word (lower case) stands for: its group's first word, else its stem."""
    stem = _stem(word)
    return _CONCEPTS.get(stem, stem)


PRONOUNS = frozenset("he she they it we i you his her their its our my your him them us who theirs".split())
NEGATIONS = frozenset("not no never nobody none nothing without neither nor".split())
MODALS = frozenset("may might could would perhaps maybe possibly hopes hope plans intends considering".split())
LEFT = frozenset({"relinquished", "relinquish", "cancel", "cancell"})
"""Concepts that deny what they speak of."""
CHANGES = frozenset(
    "switch change move shift push postpone slip reschedule delay increase decrease raise cut drop extend update now new".split()
)
"""Concepts that only say that something is not as it was."""
HOLDERS = frozenset("lead own manag manager head chair sponsor contact treasurer secretary moderat host run".split())
LIGHT = (STOP_WORDS | frozenset(
    """be have do will planned plan now currently still already today meanwhile new also just about around roughly nearly almost exactly
    set meeting meet get hold work working takes need per within place time regular usually mostly always really finally
    changed change told said confirmed term every each around it's there's that's plus only both""".split()
)) - frozenset({"not", "no", "few", "off", "down", "out", "over"})  # fmt: skip
VERBS = frozenset(
    """is are was were be been has have had will would can could may might must shall should does do did isn aren
    prefers prefer preferred wants want wanted likes like needs need needed leads lead led leading runs run running ran owns own
    manages manage managed uses use used pays pay paid works work worked working lives live lived reports report reported joined joins join
    left leaves leave moved moves move starts start started begins begin began kicks golive goes go went renews renew renewed expires
    expire expired ends end ended finishes finish finished closes opens meets meet met comes come came sends send sent delivers
    deliver delivered arrives arrive arrived ships ship shipped costs cost charges charge charged offers offer offered gives give gave
    finds find found takes take took lasts last lasted speaks speak spoke studied studies handles handle handled fixes fixed sells sell sold
    buys buy bought approved approves rejected rejects signed signs sign covers cover covered loses lost exports export exported
    employs employ employed grows grew shrinks replaces replace replaced plans keeps keep kept weighs weigh orders order ordered
    hires hire hired became becomes become says said told asks asked makes make made hosts host stands stand sits sit trains
    teaches writes wrote reads slips slipped pushed postponed delayed hands handed relinquished attends presents present calls reaches
    leaks leak changed contact founded requires require supports support stopped stops slid rises rose fell falls extended cancelled dropped
    chairs chair sponsors moderates expects expect agreed asked promised confirmed considers tests tested""".split()
)
