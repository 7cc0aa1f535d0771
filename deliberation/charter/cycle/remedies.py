"""What an upheld objection leads to: which ways are open, who takes one, and by when; the first of
them is taken by the clock where nobody does.

One rule for the acts, their page and the judge.
"""

from collections.abc import Callable

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Obligation
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import days, due_at, in_office, until
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import Reason
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending, Stage

from .objections import CONTENT, COUNT, PROCEDURE, ROLL, answerers

RECOUNTED, CORRECTED, AGAIN, COUNCIL, DECLINED = (
    "recounted",
    "corrected",
    "again",
    "council",
    "declined",
)
WAYS = (RECOUNTED, CORRECTED, AGAIN, COUNCIL, DECLINED)
# What the clock does by itself before anything is carried out; what was begun, people decide on.
BY_ITSELF = (RECOUNTED, AGAIN, COUNCIL)
UPHELD = ("upheld", "partly")
MOST_AGAIN = 2  # a fault happens twice; more would be a way to put a matter off
_UNDONE = (Stage.notice, Stage.publish)
_AFTER_VOTE = (Stage.publish, Stage.carry_out)
_ENDED_BY_VOTE = (Ending.rejected.value, Ending.inquorate.value)


def against(
    case: Case, ground: str | None, again: int, *, put_right: bool
) -> dict[str, Reason | None]:
    """Each way an upheld objection on this ground has, in their order, with what stands against it
    now; None where it can be taken. `again`: how often a vote of this matter was held anew for one;
    `put_right`: whether anything was, since it was raised (`objected`). Nothing that a vote counted
    is changed by hand: either the same ballots are counted again, or there is a new vote.
    """
    found: dict[str, Callable[[], Reason | None]] = {
        RECOUNTED: lambda: None if _counted(case) else Reason("way_closed"),
        CORRECTED: lambda: _against_putting_right(case, put_right),
        COUNCIL: lambda: _against_council(case),
        AGAIN: lambda: _against_anew(case, ground, again),
        DECLINED: lambda: None,
    }
    return {way: found[way]() for way in (*_ways_of(case, ground), DECLINED)}


def why_not(
    case: Case, ground: str | None, again: int, way: str, *, put_right: bool
) -> Reason | None:
    """What stands against this way; None where it can be taken."""
    closed = Reason("way_closed")
    return against(case, ground, again, put_right=put_right).get(way, closed)


def _ways_of(case: Case, ground: str | None) -> tuple[str, ...]:
    """An entry is put right before the roll is frozen; before the vote a candidate's refusal."""
    if ground == CONTENT:
        return (COUNCIL,)
    if ground == COUNT:
        return (RECOUNTED, AGAIN)
    mended = ground == ROLL or (ground == PROCEDURE and _no_way_back(case) is not None)
    return (CORRECTED, AGAIN) if mended else (AGAIN,)


def _no_way_back(case: Case) -> Reason | None:
    """Why matters of this kind do not go back to their notice: an election has ways of its own."""
    return matters.barred(ActName.return_once, case)


def _counted(case: Case) -> bool:
    if case.stage is Stage.publish:
        return True
    if _no_way_back(case):
        return False
    return case.stage is Stage.carry_out or _failed(case)


def _failed(case: Case) -> bool:
    """Whether it ended by its vote."""
    return case.stage is Stage.closed and case.proposal.ending in _ENDED_BY_VOTE


def _against_putting_right(case: Case, put_right: bool) -> Reason | None:
    if case.stage is not Stage.notice:
        return Reason("not_on_notice")
    return None if put_right else Reason("nothing_mended")


def _against_anew(case: Case, ground: str | None, again: int) -> Reason | None:
    if reason := _no_way_back(case):
        return reason
    if again >= MOST_AGAIN:
        return Reason("voted_anew_enough", {"most": MOST_AGAIN})
    if ground == COUNT and case.stage is Stage.carry_out:
        return Reason("carried_out")  # who counts does not stop what was begun on it
    stages = _AFTER_VOTE if ground == COUNT else (Stage.notice, *_AFTER_VOTE)
    return None if case.stage in stages or _failed(case) else Reason("way_closed")


def _against_council(case: Case) -> Reason | None:
    """Once, and before anything is carried out: what was resolved only its body takes back."""
    if reason := _no_way_back(case):
        return reason
    if case.proposal.returned:
        return Reason("already_returned")
    if case.stage is Stage.carry_out:
        return Reason("carried_out")
    return None if case.stage in _UNDONE else Reason("way_closed")


def in_silence(case: Case, ground: str | None, again: int) -> str | None:
    """What follows by itself when its days are over; None where people have to decide. What can
    still be put right is theirs to do.
    """
    found = against(case, ground, again, put_right=True)
    first = next(way for way, reason in found.items() if reason is None)
    return first if first in BY_ITSELF and case.stage in _UNDONE else None


def remediers(case: Case, ground: str | None) -> tuple[Role, ...]:
    """Whoever counts again is who answers for the count; a new notice, and that the desk has put
    the roster right, is said by the committee, so that no clerk begins a vote alone.
    """
    if ground == COUNT:
        return answerers(case, ground)
    also = (Role.election_committee,) if Role.election_committee in answerers(case, ROLL) else ()
    return (Role.committee_member, *also)


def following(case: Case, ground: str | None, objection: str) -> list[Obligation]:
    """What an upheld objection asks for: the clock of it, and whoever is to do it before."""
    act = ActName.remedy
    clock = _clock(case, objection)
    return [clock, in_office(case, act, *remediers(case, ground), before=clock)]


def _clock(case: Case, objection: str) -> Obligation:
    """Within the rules' days; while the notice hangs, by the opening of the vote."""
    number, act = case.kind.publish.remedy_days, ActName.remedy_in_silence
    clock, opens = days(case, number, act, ref=objection), case.proposal.due_at
    if case.stage is Stage.notice and due_at(clock) > filled(opens) > case.now:
        return until(act, filled(opens), start=case.now, days=number, ref=objection)
    return clock
