"""What an upheld objection leads to: which ways are open, who takes one, and by when; the first of
them is taken by the clock where nobody does.

One rule for the acts, their page and the judge.
"""

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Obligation
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import days, due_at, in_office, until
from deliberation.charter.needs.rows import filled
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


def ways(case: Case, ground: str | None, again: int) -> tuple[str, ...]:
    """What may follow now from an upheld objection; `again`: how often a vote of this matter was
    held anew for one. Nothing that a vote counted is changed by hand: either the same ballots are
    counted again, or there is a new vote.
    """
    open_ways = (
        (RECOUNTED, ground == COUNT and _counted(case)),
        (CORRECTED, case.stage is Stage.notice and _put_right(case, ground)),
        (COUNCIL, ground == CONTENT and _to_council(case)),
        (AGAIN, ground != CONTENT and again < MOST_AGAIN and _votes_again(case, ground)),
    )
    return (*(way for way, is_open in open_ways if is_open), DECLINED)


def _goes_back(case: Case) -> bool:
    """Whether matters of this kind go back to their notice: an election has ways of its own."""
    return matters.barred(ActName.return_once, case) is None


def _put_right(case: Case, ground: str | None) -> bool:
    """An entry before the roll is frozen, or a candidate's refusal before the vote."""
    return ground == ROLL or (ground == PROCEDURE and not _goes_back(case))


def _counted(case: Case) -> bool:
    p = case.proposal
    if case.stage is Stage.closed:
        return _goes_back(case) and p.ending in _ENDED_BY_VOTE
    return case.stage is Stage.publish or (case.stage in _AFTER_VOTE and _goes_back(case))


def _votes_again(case: Case, ground: str | None) -> bool:
    if not _goes_back(case):
        return False
    if case.stage is Stage.closed:
        return case.proposal.ending in _ENDED_BY_VOTE
    if case.stage is Stage.carry_out:
        return ground != COUNT  # who counts does not stop what was begun on it
    return case.stage is Stage.publish or (case.stage is Stage.notice and ground != COUNT)


def _to_council(case: Case) -> bool:
    """Once, and before anything is carried out: what was resolved only its body takes back."""
    return case.stage in _UNDONE and not case.proposal.returned and _goes_back(case)


def in_silence(case: Case, ground: str | None, again: int) -> str | None:
    """What follows by itself when its days are over; None where people have to decide."""
    first = ways(case, ground, again)[0]
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
