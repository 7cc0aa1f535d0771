"""Whose hand a fact is of: each kind is written by its acts only, and names as its actor whoever
the act is of.
"""

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people.desk import EnteredAtDesk
from deliberation.charter.facts.people.slips import SlipPhotographed
from deliberation.charter.facts.proposal.cycle import (
    DateMoved,
    ObligationEnded,
    ObligationsSet,
    PassedInSilence,
    StageMoved,
)
from deliberation.charter.facts.proposal.merging import MergeRequested
from deliberation.charter.facts.vote.households import HouseholdRepEnded, HouseholdRepNamed
from deliberation.record.check.judging.written_by import ENDED_BY, ON_ENTRY, SILENT, WRITTEN_BY

from .said import Said

# Clocks, silences and steps belong to many acts: judged by tables and conditions of their own.
OF_MANY = (StageMoved, ObligationsSet, ObligationEnded, DateMoved, PassedInSilence)
# The desk's own, beside what it enters.
OF_THE_CLERK = (EnteredAtDesk, SlipPhotographed)
# What an act says again of what somebody else once named: in nobody's name.
SAID_AGAIN = {"last_day_named": (A.return_once, A.remedy, A.remedy_in_silence)}
# What the desk writes of whoever a ballot on paper is handed to: asked in `proxies`.
HANDED_TO = {"proxy_used": A.issue_paper}
# Where the actor stands under another word than `by`.
ACTOR = {
    "appealed": "by",
    "asked_about": "person",
    "author_changed": "author",
    "certificate_signed": "person",
    "comment_supported": "person",
    "commented": "person",
    "correction_asked": "person",
    "cosignature_taken_back": "person",
    "cosigned": "person",
    "finding_recorded": "person",
    "meeting_asked": "person",
    "merge_agreed": "person",
    "objected": "person",
    "opinion_given": "person",
    "private_matter_brought": "person",
    "proposal_adopted": "author",
    "proposal_drafted": "author",
    "proposal_submitted": "author",
    "proxy_answered": "holder",
    "proxy_granted": "principal",
    "proxy_used": "holder",
    "question_asked": "person",
    "rated": "person",
    "recall_joined": "person",
    "recused": "person",
    "resident_joined": "person",
    "slip_photographed": "person",
    "stage_checked": "person",
    "support_taken_back": "person",
    "work_accepted": "person",
}


# Where only an erased part said who did it.
_UNSAID = {HouseholdRepNamed: (None,), HouseholdRepEnded: (None,)}


def of_whom(said: Said, fact: Fact) -> str | None:
    """Asked of every fact: by one of its acts, in the name of whoever did it."""
    return _of_its_acts(said, fact) or _in_whose_name(said, fact)


def _of_its_acts(said: Said, fact: Fact) -> str | None:
    if isinstance(fact, ObligationEnded):
        return _of_what_ends_it(said, fact)
    if isinstance(fact, PassedInSilence):
        return _of_whose_silence(said, fact)
    if isinstance(fact, OF_MANY):
        return None
    if isinstance(fact, OF_THE_CLERK):
        return None if said.clerk is not None else f"{fact.kind} without anybody entered for"
    if said.name not in WRITTEN_BY.get(fact.kind, ()):
        return f"{said.name} wrote {fact.kind}, which is none of its facts"
    return None


def _of_what_ends_it(said: Said, fact: ObligationEnded) -> str | None:
    """What the clock was to do ends with its own act, or with one that answers it."""
    clock = A(fact.act)
    if said.name is clock or said.name in ENDED_BY.get(clock, ()):
        return None
    return f"{said.name} ended {fact.act}, which it does not answer"


def _of_whose_silence(said: Said, fact: PassedInSilence) -> str | None:
    """A silence is passed by in its own act, or as the stage is entered."""
    if said.name in SILENT.get(fact.code, ()):
        return None
    if fact.code in ON_ENTRY and said.of(StageMoved):
        return None
    return f"{said.name} passed {fact.code} by"


def _in_whose_name(said: Said, fact: Fact) -> str | None:
    if said.name is A.merge:  # by the clock: what its author did not agree to, names they moved
        return None
    if said.name in SAID_AGAIN.get(fact.kind, ()) and getattr(fact, "by", "") is None:
        return None
    by = said.clerk if isinstance(fact, OF_THE_CLERK) else said.me
    if isinstance(fact, MergeRequested) and not fact.into:
        by = None  # who asks is named on the other side
    if getattr(fact, "by", by) not in (by, *_UNSAID.get(type(fact), ())):
        return f"{fact.kind} in the name of {getattr(fact, 'by', None)}, done by {by}"
    if HANDED_TO.get(fact.kind) is said.name:
        return None
    actor = ACTOR.get(fact.kind)
    if actor is not None and getattr(fact, actor) not in (said.me, None):  # None: erased
        return f"{fact.kind} in the name of {getattr(fact, actor)}, done by {said.me}"
    return None
