"""What happened by default, or beside the ordinary way, as a sentence: one for page, print,
supervisors and inbox alike.

`SILENCE` says what a body let pass; the rest stands here. `readings.defaults` knows the codes.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from deliberation.readings.defaults import VOID, Default
from deliberation.readings.defaults.codes import WAITS
from deliberation.readings.defaults.recounts import Recount
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.moments import localminute

BESIDE: dict[str, Any] = {
    "objection_unanswered": _l("An objection was not answered in time."),
    "objection_remedied": _l("An objection was upheld, and what had to follow was done."),
    "remedied_in_silence": _l(
        "An objection was upheld and nobody did what had to follow. It happened by itself."
    ),
    "remedy_declined": _l(
        "An objection was upheld. It was decided that nothing follows, for reasons given."
    ),
    "objection_unremedied": _l("Nothing followed yet from an objection that was upheld."),
    "objection_waits": _l("An objection was upheld."),
    "question_unanswered": _l("A question of the supervisors was not answered in time."),
    "about_unanswered": _l("A question about an announcement was not answered in time."),
    "spend_unaudited": _l("No supervisor looked at a payment in time."),
    "notice_extended": _l("There was no proof that the notice was posted, so it hung longer."),
    "notice_shortened": _l("The notice was shortened."),
    "notice_restarted": _l("A faulty notice was withdrawn and shown anew."),
    "merge_declined": _l("The author did not want it merged. It goes on by itself."),
    "merge_lapsed": _l("It was not merged in the days for that. It goes on by itself."),
    "merged": _l("It was merged into another proposal."),
    "withdrawn": _l("The author said that they withdraw it."),
    "taken_over": _l("A co-signer took it over from its author."),
    "returned": _l("The supervisors sent it back for reconsideration, once."),
    "set_aside": _l("What was decided was set aside. It does not hold any more."),
    "not_carried_out": _l("It was decided not to carry it out."),
    "without_study": _l("The author chose an advisory vote rather than wait longer for the study."),
    "suspended": _l("The supervisors suspended the work for some days."),
    "fault_given_up": _l("A fault that was found was given up, for reasons given."),
    "fault_open": _l(
        "Nobody finished the inspection in time, and a fault that was found is still open."
    ),
    "result_not_posted": _l("There was no proof that the result was posted."),
    "not_vetted": _l(
        "Not every candidate was checked in time. Whoever was not refused stands for election."
    ),
    "study_awaited": _l(
        "Only the study of the lead organisation is missing. The vote waits for it, and nothing "
        "happens by itself."
    ),
}


def default_word(
    default: Default, silences: Mapping[str, Any], roles: Mapping[str, Any], who: Mapping[Any, Any]
) -> str:
    """The whole sentence. who: person → how they are named; roles, silences: their words."""
    if default.signed:
        said = _signatures(default, str(roles["supervisor"]), who)
        again = _("%(said)s It was counted again after that.", said=said)
        return again if default.counted_again else said
    said = str(BESIDE.get(default.code) or silences[default.code])
    if default.undoes == VOID:
        said = _("%(said)s Ballots cast before do not count any more.", said=said)
    if default.code not in OWED | TO_DO or not default.whose:
        return said
    if default.code == WAITS:
        return awaited(default.whose, default.due_at, roles)
    owed = _(" or ").join(str(roles[role]) for role in default.whose)
    if default.code in TO_DO:
        return _("%(said)s This was to be done by: %(who)s.", said=said, who=owed)
    if default.code in ("objection_unremedied", "remedied_in_silence"):
        return _("%(said)s It had to be carried out by: %(who)s.", said=said, who=owed)
    return _("%(said)s It was for: %(who)s.", said=said, who=owed)


def recount_word(found: Recount, outcomes: Mapping[str, Any]) -> str:
    """That it is another count, when, what the one before came to, and whether anything changed."""
    votes = dict(zip(("f", "a", "s"), found.votes or (), strict=False))
    before = str(outcomes[found.before])
    if votes:
        before = _(
            "%(outcome)s (for %(f)s, against %(a)s, abstained %(s)s)", outcome=before, **votes
        )
    said = _(
        "This is count no. %(n)s, of %(at)s. The one before, of %(before_at)s: %(before)s.",
        n=found.number,
        at=localminute(found.at),
        before_at=localminute(found.before_at),
        before=before,
    )
    if found.changed:
        return _("%(said)s The new count is different; it is the one that holds.", said=said)
    return _("%(said)s Nothing changed.", said=said)


OWED = frozenset(
    {
        "objection_unanswered",
        "objection_unremedied",
        WAITS,
        "remedied_in_silence",
        "question_unanswered",
        "about_unanswered",
    }
)


def awaited(whose: Iterable[str], due_at: datetime | None, roles: Mapping[str, Any]) -> str:
    """That an upheld objection waits: for whom, and by when."""
    who = _(" or ").join(str(roles[role]) for role in whose)
    if due_at is None:
        return _("An objection was upheld. What follows from it is awaited from: %(who)s.", who=who)
    return _(
        "An objection was upheld. What follows from it is awaited from: %(who)s, by %(minute)s.",
        who=who,
        minute=localminute(due_at),
    )


TO_DO = frozenset({"paper_one_entry", "paper_uncounted"})  # no answer: something to be done


def _signatures(default: Default, office: str, who: Mapping[Any, Any]) -> str:
    """Who certified and who refused, each with name and office."""
    names = {
        verdict: _(", ").join(
            _("%(name)s (%(office)s)", name=who[person].name, office=office)
            for said, person in default.signed
            if said == verdict
        )
        for verdict in ("certify", "refuse")
    }
    if not names["certify"]:
        return _("%(names)s refused to certify the result.", names=names["refuse"])
    return _(
        "The supervisors do not agree: %(for)s certified the result, %(against)s refused.",
        **{"for": names["certify"], "against": names["refuse"]},
    )
