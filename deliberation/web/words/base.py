"""Codes into words, in the reader's language. The tables of each subject come together here.

The only place where a code meets a sentence.
"""

from datetime import datetime
from typing import Any

from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.base import Matter
from deliberation.charter.reasons import Reason
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.moments import localminute

from . import election as election_words
from . import fund as fund_words
from . import matter as matter_words
from . import official as official_words
from . import owner as owner_words
from . import paper as paper_words
from . import paper_desk as paper_desk_words
from . import proxy as proxy_words
from . import task as task_words
from .act import ACT, CLOCK_ACT, DUTY, OFFICE_ACT
from .number import NUMBER
from .reason import REASON
from .record import consequence as consequence_words
from .record.codes import CHECK, CHECK_VERDICT, CODES
from .record.facts import FACT, SILENCE
from .subject import announcement as announcement_words

__all__ = [
    "ACT",
    "BROKEN_BY",
    "CHECK",
    "CHECK_VERDICT",
    "CHOICE",
    "CLOCK_ACT",
    "CODES",
    "EFFECT",
    "EFFECT_NOTE",
    "ENDING",
    "FACT",
    "NUMBER",
    "OFFICE_ACT",
    "OUTCOME",
    "REASON",
    "ROLE",
    "RULE",
    "SEAL_STATE",
    "SILENCE",
    "STAGE",
    "STANCE",
    "VERB",
    "act_label",
    "act_words",
    "asked_of",
    "duty_label",
    "number_word",
    "say",
]

SUBJECT: dict[str, Any] = {"proposal": _l("Proposals"), "announcement": _l("Announcements")}

STAGE: dict[str, Any] = {
    "draft": _l("Draft"),
    "gather": _l("Gathering support"),
    "take_up": _l("With the deliberation council"),
    "advise": _l("Council’s advice"),
    "notice": _l("Notice before the vote"),
    "vote": _l("Vote"),
    "publish": _l("Result published"),
    "carry_out": _l("Being carried out"),
    "inspect": _l("Inspection"),
    "evaluate": _l("Evaluation"),
    "closed": _l("Closed"),
}
ENDING: dict[str, Any] = {
    "completed": _l("Completed"),
    "rejected": _l("Rejected"),
    "inquorate": _l("Not enough came, so nothing was decided"),
    "lapsed": _l("Lapsed"),
    "withdrawn": _l("Withdrawn"),
    "passed_on": _l("Passed on"),
    "merged": _l("Merged"),
    "set_aside": _l("Set aside"),
    "not_carried_out": _l("Not carried out"),
}
OUTCOME: dict[str, Any] = {
    "passed": _l("Passed"),
    "rejected": _l("Rejected"),
    "inquorate": _l("Not enough came, so nothing was decided"),
    # of one that stands no more (`readings.defaults.undone`)
    "set_aside": _l("Set aside"),
    "void": _l("Does not hold any more"),
    # of one that may not stand
    "contested": _l("An objection was upheld, and what follows from it is awaited"),
}
VERB: dict[str, tuple[str, Any, str]] = {
    "inform": ("知", _l("Inform"), "inform"),
    "deliberate": ("议", _l("Deliberate"), "propose"),
    "decide": ("决", _l("Decide"), "resolve"),
    "carry_out": ("行", _l("Carry out"), "carry_out"),
    "supervise": ("督", _l("Supervise"), "supervise"),
    "evaluate": ("评", _l("Evaluate"), "evaluate"),
}
SEAL_STATE: dict[str, Any] = {
    "done": _l(": done"),
    "now": _l(": now"),
    "todo": _l(": still to come"),
    "broken": _l(": broken off"),
    "undone": _l(": set aside"),
    "never": _l(": did not come to that"),
}
ROLE: dict[str, Any] = {
    "visitor": _l("everybody"),
    "resident": _l("resident"),
    "owner": _l("owner"),
    "author": _l("author"),
    "cosigner": _l("co-signer"),
    "voter": _l("person on the roll"),
    "deliberator": _l("deliberator"),
    "councillor": _l("councillor"),
    "representative": _l("representative"),
    "committee_member": _l("committee member"),
    "supervisor": _l("supervisor"),
    "lead_organisation": _l("lead organisation"),
    "organisation": _l("organisation in charge"),
    "clerk": _l("clerk"),
    "clock": _l("the clock"),
    "operator": _l("operator (shell)"),
    "imported": _l("from the source"),
}
STANCE: dict[str, tuple[Any, str]] = {
    "for": (_l("for"), "propose"),
    "against": (_l("against"), "resolve"),
    "neutral": (_l("neutral"), "inform"),
}
CHOICE: dict[str, Any] = {"for": _l("For"), "against": _l("Against"), "abstain": _l("Abstain")}
EFFECT: dict[str, Any] = {
    "advisory": _l("This vote is advisory."),
    "binding_by_charter": _l("This vote binds by the community’s charter."),
    "external_official_system": _l("The official system decides; this page records its result."),
}
EFFECT_NOTE: dict[str, Any] = {
    "without_study": _l("The author chose an advisory vote rather than wait longer for the study."),
    "breach_named": _l(
        "The legality review named a breach that was not answered, so this vote can only advise."
    ),
}
RULE, BROKEN_BY = (
    paper_words.RULE,
    paper_words.BROKEN_BY,
)  # how a question is counted, what broke a tie

_TABLES = {
    "ROLE": ROLE,
    "CHECK": CHECK,
    "ACT": ACT,
    "CLOCK_ACT": CLOCK_ACT,
    "OFFICE_ACT": OFFICE_ACT,
    "SILENCE": SILENCE,
    "FACT": FACT,
    "CODES": CODES,
    "REASON": REASON,
    "NUMBER": NUMBER,
    "EFFECT_NOTE": EFFECT_NOTE,
    "CHOICE": CHOICE,
    "OUTCOME": OUTCOME,
    "ENDING": ENDING,
    "STAGE": STAGE,
}
for _room in (
    consequence_words,
    owner_words,
    task_words,
    paper_words,
    proxy_words,
    fund_words,
    paper_desk_words,
    election_words,
    official_words,
    matter_words,
    announcement_words,
):
    for _name, _theirs in _TABLES.items():
        _theirs.update(getattr(_room, _name, {}))


def number_word(path: str) -> str:
    """What a number of the rulebook is, for the page “rules in force”."""
    parts = path.split(".")
    tail = ".".join(parts[2:] if parts[0] == "kinds" else parts)
    if parts[0] == "bodies":
        return f"{ROLE.get(parts[1], parts[1])}: {NUMBER['term_years']}"
    if parts[0] == "kinds" and parts[-1] in ("quorum", "majority"):
        whose = matters.named(parts[1]).numbers
        tail = f"{whose}.{parts[-1]}" if whose else tail
    return str(NUMBER.get(tail, tail))


def say(reason: Reason) -> str:
    """One reason as a sentence in the reader's language."""
    params = {k: _param(k, v) for k, v in reason.params.items()}
    text = str(REASON[reason.code])
    try:
        return text % _Lenient(params)
    except (TypeError, ValueError):
        return text


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


def _param(name: str, value: Any) -> str:
    if name == "stage":
        return str(STAGE.get(value, value))
    if name == "roles":
        return _(", ").join(str(ROLE.get(r, r)) for r in value)
    if name == "part":
        return str(CODES[value])
    if name in ("stated", "outcome"):
        return str(OUTCOME.get(value, value))
    if name == "side":
        return str(official_words.SIDE[value])
    if isinstance(value, datetime):
        return localminute(value)
    return str(value)


def act_words(name: str, matter: Matter | None = None) -> tuple[Any, Any]:
    """The button of an act on a page, and what happens when it is pressed; a kind of matter may
    call it otherwise.
    """
    other = matter_words.ACT_OF.get((matter.words, name)) if matter is not None else None
    return other or ACT[name]


ASKED_OF: dict[str, Any] = {
    "roll": _l("Everybody on the roll"),
    "supporters": _l("The author and the co-signers"),
    "residents": _l("Residents"),
}


def asked_of(line: Any, author: str | None, organisation: str | None) -> str:
    """Of whom something is asked. One person is named by what they are there, never by name: the
    author, or whoever was asked.
    """
    if line.who_kind == "office_role":
        return _(" or ").join(str(ROLE[role]) for role in line.who.split())
    if line.who_kind == "organisation":
        return organisation or str(ROLE["organisation"])
    if line.who_kind == "hand":
        return str(ROLE["author"]) if line.who == author else _("whoever was asked")
    return str(ASKED_OF[line.who_kind])


def duty_label(name: str, matter: Matter | None = None) -> str:
    """What an act is called while it waits for somebody: of several answers it is but one."""
    return str(DUTY[name]) if name in DUTY else act_label(name, matter)


def act_label(name: str, matter: Matter | None = None) -> str:
    """The button of an act."""
    if name in ACT:
        return str(act_words(name, matter)[0])
    return str(CLOCK_ACT.get(name) or OFFICE_ACT.get(name, name))
