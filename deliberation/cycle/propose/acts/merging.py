"""A resident asks that two proposals become one.

It moves nothing: the council may ask author and co-signers, each for themselves.

Called by `propose.routes`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal.merging import MergeRequested
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.proposal import MERGE_TARGET, MY_MERGE_REQUESTS
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import BEFORE_NOTICE, Stage


@dataclass(frozen=True, kw_only=True)
class RequestMerge(Act):
    """Ask the council to merge this proposal into another. Once per person and pair."""

    name = ActName.request_merge
    lock = "shared"
    needs = frozenset({MERGE_TARGET, MY_MERGE_REQUESTS})
    into: str

    def others(self) -> tuple[str, ...]:
        return (self.into,)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, target, mine, most = (
            case.proposal,
            case[MERGE_TARGET],
            case[MY_MERGE_REQUESTS],
            case.rulebook.limits.reports_per_hour,
        )
        if self.into == p.proposal_id:
            raise refuse("merge_self")
        if (
            target is None
            or Stage(target.stage) not in BEFORE_NOTICE
            or target.group_id != p.group_id
            or not matters.of_row(target, case.rulebook).merges(target)
            or not matters.of_case(case).merges(p)
        ):
            raise refuse("merge_target")
        if self.into in mine.here:
            raise refuse("already_asked")
        if mine.lately >= most:
            raise refuse("too_many_now", most=most)
        return [
            MergeRequested(other=self.into, by=case.me, into=True, proposal=p.proposal_id),
            MergeRequested(other=p.proposal_id, by=case.me, into=False, proposal=self.into),
        ]
