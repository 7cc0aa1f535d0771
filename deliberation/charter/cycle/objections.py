"""Who objects until when: to the roll in the first days of a notice, to the count, the roll and the
procedure some days after a vote, to the content while the result is posted.

One rule for the act and for the button. Where nothing was announced and nothing counted there is
nothing to object to: a matter may close before its notice. What an upheld one leads to stands in
`remedies`.
"""

from collections.abc import Collection
from datetime import datetime

from deliberation.charter.case import Case
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import Reason
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending, Stage

COUNT, CONTENT, PROCEDURE, ROLL = "count", "content", "procedure", "roll"
GROUNDS = (COUNT, ROLL, PROCEDURE, CONTENT)
_AT_WORK = (Stage.carry_out, Stage.inspect, Stage.evaluate)
_ENDED_BY_VOTE = (Ending.rejected.value, Ending.inquorate.value)


def to_roll_before_vote(case: Case, ground: str) -> bool:
    """Whether such an objection is answered before the roll is frozen (Art 17 for elections)."""
    return case.stage is Stage.notice and ground == ROLL


def answerers(case: Case, ground: str | None) -> tuple[Role, ...]:
    """The residents' committee on content; on the rest, whom its kind of matter names."""
    if ground == CONTENT:
        return (Role.committee_member,)
    return matters.of_case(case).objections_to


def barred(case: Case, ground: str) -> Reason | None:
    """Why nobody can object on this ground now; None where it is possible."""
    p = case.proposal
    if case.stage is Stage.notice:
        over = ground == ROLL and case.now >= _end(
            case, filled(p.notice_at), case.kind.notice.roll_objection_days
        )
        return Reason("objections_over") if over else None
    if p.closes_at is None:
        return Reason("nothing_to_object")
    rule = case.kind.publish
    posted = case.now < _end(case, p.closes_at, rule.post_days)  # at least 15 days (Art 34)
    possible = (
        posted and p.ending in _ENDED_BY_VOTE
        if case.stage is Stage.closed
        else posted or case.stage not in _AT_WORK
    ) and (ground == CONTENT or case.now < _end(case, p.closes_at, rule.objection_days))
    return None if possible else Reason("objections_over")


def against(case: Case, used: Collection[str]) -> dict[str, Reason | None]:
    """Each ground → why somebody who has objected on those used cannot object on it now."""
    once = Reason("already_objected")
    return {g: barred(case, g) or (once if g in used else None) for g in GROUNDS}


def possible(case: Case, used: Collection[str] = ()) -> bool:
    """Whether somebody could object on some ground now; without any used, whether anybody could."""
    return not all(against(case, used).values())


def _end(case: Case, start: datetime, days: int) -> datetime:
    return case.calendar.add_days(start, days, case.community.timezone).at
