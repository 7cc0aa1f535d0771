"""落实异议: what follows from an objection that was upheld: the ballots are counted again, the vote
is held again, the council has the text again, the roster is put right; or it is declined in public.

Called by `supervise.routes`, and by the clock where nobody does it in its days.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle import remedies as r
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.objected import ENDED
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import objections as f
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import enter_advise, enter_notice, put_off, stop
from deliberation.charter.needs import Need
from deliberation.charter.needs.papers import OPTIONS
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.supervision import (
    OBJECTION,
    PUT_RIGHT,
    VOTED_ANEW,
    Objection,
)
from deliberation.charter.reasons import Refused, at_field, refuse
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.counted import COUNTING, count_again

WHY = "objection_upheld"
_NEEDS: frozenset[Need[Any]] = (
    COUNTING | {ABLE, OPTIONS, OBJECTION, VOTED_ANEW} | matters.needed(ActName.return_once)
)


@dataclass(frozen=True, kw_only=True)
class Remedy(Act):
    """One of the ways that are open now, with words on what was done, or why nothing is."""

    name = ActName.remedy
    needs = _NEEDS | {RECUSED, PUT_RIGHT}
    objection_id: str
    way: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _owed(case)
        right = r.remediers(case, row.ground)
        if case.roles().isdisjoint(right):
            raise refuse("wrong_role", roles=[role.value for role in right])
        way, again = one_of(self.way, r.WAYS, "way"), case[VOTED_ANEW]
        if reason := r.why_not(case, row.ground, again, way, put_right=case[PUT_RIGHT]):
            raise Refused(at_field(reason, "way"))
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return _done(case, row, self.way, case.me, reasons)


@dataclass(frozen=True, kw_only=True)
class RemedyInSilence(ClockAct):
    """Nobody did it in its days: before anything is carried out it follows by itself; later it is
    marked, and still owed.
    """

    name = ActName.remedy_in_silence
    needs = _NEEDS
    of_matter = True

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _owed(case)
        way = r.in_silence(case, row.ground, case[VOTED_ANEW])
        if way is not None:
            return _done(case, row, way, None, None)
        return [
            f.ObjectionUnremedied(objection=row.objection_id, subject=case.about),
            stop(case, self.name, row.objection_id),
            *_certified_now(case),
        ]


def _owed(case: Case) -> Objection:
    """An objection that was upheld, and nothing followed from it yet."""
    row = case[OBJECTION]
    if row is None:
        raise refuse("unknown_reference")
    if ENDED in (row.state, row.remedy):
        raise refuse("result_gone")
    if row.state not in r.UPHELD:
        raise refuse("nothing_to_answer")
    if row.remedy is not None:
        raise refuse("already_decided")
    return row


def _done(case: Case, row: Objection, way: str, by: str | None, reasons: str | None) -> list[Fact]:
    done = f.ObjectionRemedied(
        objection=row.objection_id, by=by, way=way, reasons=reasons, subject=case.about
    )
    over = stop(case, ActName.remedy_in_silence, row.objection_id)
    return [done, over, *_follows(case, way)]


def _follows(case: Case, way: str) -> list[Fact]:
    """Counted again from the ballots as they were cast; or back, on the same text."""
    if way == r.RECOUNTED:
        return count_again(case)
    if way == r.AGAIN:
        return [*matters.of_case(case).sent_back(case), *enter_notice(case, WHY, case.stage)]
    if way == r.COUNCIL:
        return enter_advise(case, WHY, case.stage, matters.before_council(case))
    return _certified_now(case)


def _certified_now(case: Case) -> list[Fact]:
    """Nobody could certify while it waited: where the result stands, they have their days again."""
    if case.stage is not Stage.publish or case.proposal.certified != "none":
        return []
    return [put_off(case, ActName.pass_supervisors_by, case.kind.publish.certify_days)]
