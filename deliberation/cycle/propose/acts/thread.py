"""Supporting a contribution, and taking it back: once per person, shown as a number, never as
names.

Called by `propose.routes`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import threads as f
from deliberation.charter.needs.voices import COMMENT, MY_SUPPORT
from deliberation.charter.reasons import refuse

HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class SupportComment(Act):
    """I think so too. Not one's own contribution, nor a hidden one."""

    name = ActName.support_comment
    lock = "shared"
    needs = frozenset({COMMENT, MY_SUPPORT})
    comment_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row, mine, most = (
            case[COMMENT],
            case[MY_SUPPORT],
            case.rulebook.limits.supports_per_hour,
        )
        if row is None:
            raise refuse("unknown_reference")
        if row.hidden == "hidden":
            raise refuse("already_hidden")
        if row.person_id == case.me:
            raise refuse("own_interest")
        if mine.here is not None and mine.here.taken_back_at is None:
            raise refuse("already_in")
        if mine.lately >= most:
            raise refuse("too_many_now", most=most)
        times = mine.here.times + 1 if mine.here is not None and mine.here.at > now - HOUR else 1
        return [
            f.CommentSupported(
                comment=self.comment_id,
                person=case.me,
                times=times,
                again=mine.here is not None,
                proposal=case.proposal.proposal_id,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class TakeBackSupport(Act):
    """No longer."""

    name = ActName.take_back_support
    lock = "shared"
    needs = frozenset({MY_SUPPORT})
    comment_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        mine = case[MY_SUPPORT].here
        if mine is None or mine.taken_back_at is not None:
            raise refuse("nothing_changed")
        return [
            f.SupportTakenBack(
                comment=self.comment_id, person=case.me, proposal=case.proposal.proposal_id
            )
        ]
