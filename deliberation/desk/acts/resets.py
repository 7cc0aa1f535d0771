"""Acts about a lost second factor: the desk asks for it to be taken away, a supervisor confirms.

Called by the clerk's and the supervisors' pages.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.act import Act, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.finishing import CONFIRMS_RESET, must_be_finished
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import desk as f
from deliberation.charter.moves import in_office
from deliberation.charter.needs.people import CANDIDATE, IN_OFFICE, OPEN_RESET, RESET
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role


@dataclass(frozen=True, kw_only=True)
class AskReset(Act):
    """The clerk has somebody at the desk whose second factor is lost, and asks for it to be taken
    away. Never for oneself.
    """

    name = ActName.ask_reset
    lock = "community"
    needs = frozenset({CANDIDATE, OPEN_RESET, IN_OFFICE})
    person_id: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case[CANDIDATE].person is None:
            raise refuse("unknown_person")
        if self.person_id == case.me:
            raise refuse("own_interest")
        if case[OPEN_RESET] is not None:
            raise refuse("already_asked")
        reason = words(self.reason, most=case.rulebook.limits.reason_max, what="reason")
        reset, neither = case.new_id(), (case.me, self.person_id)
        must_be_finished(case, (CONFIRMS_RESET,), neither)
        confirm = in_office(
            case, ActName.confirm_reset, Role.supervisor, ref=reset, not_by=neither, scope="own"
        )
        return [
            f.ResetAsked(
                reset=reset,
                person=self.person_id,
                by=case.me,
                obligations=[confirm],
                reason=reason,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class ConfirmReset(Act):
    """A supervisor confirms: neither the one who asked nor the one whose factor it is (for a
    supervisor, another one).
    """

    name = ActName.confirm_reset
    lock = "community"
    needs = frozenset({RESET})
    reset_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _open(case)
        if case.me in (row.person_id, row.asked_by):
            raise refuse("own_interest")
        return [
            f.ResetConfirmed(
                reset=row.reset_id, person=row.person_id, by=case.me, asked_by=row.asked_by
            )
        ]


@dataclass(frozen=True, kw_only=True)
class DropReset(Act):
    """The request comes to nothing: the device was found again, or the supervisor does not believe
    it.
    """

    name = ActName.drop_reset
    lock = "community"
    needs = frozenset({RESET})
    reset_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _open(case)
        return [f.ResetDropped(reset=row.reset_id, person=row.person_id, by=case.me)]


def _open(case: Case) -> Any:
    row = case[RESET]
    if row is None:
        raise refuse("unknown_reference")
    if row.state != "asked":
        raise refuse("already_decided")
    return row
