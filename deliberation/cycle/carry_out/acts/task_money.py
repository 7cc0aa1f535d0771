"""费随事转: money promised, received and given back for a task the community took on, entry by
entry.

Called by `carry_out.routes`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, past_day, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import tasks as f
from deliberation.charter.matters.task import MONEY
from deliberation.charter.needs.money import TASK_MONEY, THE_TASK, TaskMoney
from deliberation.charter.reasons import refuse

from .task import taken_on
from .work import for_desk_or

MOST_FEN = 10**13


@dataclass(frozen=True, kw_only=True)
class RecordTaskMoney(Act):
    """A sum in fen that was promised, received or given back, on a day, and the document that shows
    it.
    """

    name = ActName.record_task_money
    needs = frozenset({THE_TASK})
    what: str
    amount: int
    happened_on: str
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        taken_on(case)
        task = case.given(THE_TASK)
        role, what = for_desk_or(case, task.organisation_id), one_of(self.what, MONEY, "what")
        self._may_be(case, what)
        day = past_day(case, self.happened_on, "happened_on")
        document = words(self.document, most=200, what="document")
        return [
            f.TaskMoneyRecorded(
                entry=case.new_id(),
                by=case.me,
                role=role.value,
                what=what,
                amount=self.amount,
                happened_on=day.isoformat(),
                document=document,
                subject=case.about,
            )
        ]

    def _may_be(self, case: Case, what: str) -> None:
        """A sum there can be; no more is given back than was received."""
        task = case.given(THE_TASK)
        if not 1 <= self.amount <= MOST_FEN:
            raise refuse("bad_number", field="amount", least=1, most=MOST_FEN)
        if what == "given_back" and self.amount > task.received - task.given_back:
            raise refuse("more_than_received")


@dataclass(frozen=True, kw_only=True)
class StrikeTaskMoney(Act):
    """An entry made by mistake no longer counts; it stays readable, with the reason."""

    name = ActName.strike_task_money
    needs = frozenset({THE_TASK, TASK_MONEY})
    entry_id: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        taken_on(case)
        entry = self._entry(case)
        reason = words(self.reason, most=200, what="reason")
        return [
            f.TaskMoneyStruck(
                entry=self.entry_id,
                by=case.me,
                what=entry.what,
                amount=entry.amount,
                reason=reason,
                subject=case.about,
            )
        ]

    def _entry(self, case: Case) -> TaskMoney:
        """It still counts, and nothing was given back of it."""
        entry, task = case[TASK_MONEY], case.given(THE_TASK)
        if entry is None:
            raise refuse("unknown_reference")
        if entry.struck_at is not None:
            raise refuse("already_corrected")
        if entry.what == "received" and task.received - entry.amount < task.given_back:
            raise refuse("more_than_received")
        return entry
