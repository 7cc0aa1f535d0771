"""资金使用: what was spent of the sum resolved, and what went back unspent, entry by entry with its
document. Called by `carry_out.routes`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, past_day, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import funds as f
from deliberation.charter.matters.fund import SPENDING, TIMED, a_sum, in_budget_phase
from deliberation.charter.moves import auditing, start, stop
from deliberation.charter.needs.money import SPEND, THE_FUND
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse

from .work import for_desk_or


def _resolved(case: Case) -> None:
    """Money is only spent on what the vote passed."""
    p = case.proposal
    if p.outcome != "passed" or in_budget_phase(p):
        raise refuse("not_resolved")


@dataclass(frozen=True, kw_only=True)
class RecordSpend(Act):
    """A sum in fen that was spent, or given back to the fund, on a day, and the document that shows
    it. Supervisors look at each payment in their days.

    More may have been spent than was resolved: it is recorded as it was, and everybody sees it.
    """

    name = ActName.record_spend
    needs = frozenset({THE_FUND, RECUSED})
    what: str
    amount: int
    happened_on: str
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _resolved(case)
        p, fund = case.proposal, case.given(THE_FUND)
        role = for_desk_or(case, p.organisation_id)
        what, amount = one_of(self.what, SPENDING, "what"), a_sum(self.amount, "amount")
        if what == "given_back" and amount > filled(p.cost) - fund.spent - fund.given_back:
            raise refuse("more_than_left", field="amount")
        day, entry = past_day(case, self.happened_on, "happened_on"), case.new_id()
        recorded = f.SpendRecorded(
            entry=entry,
            by=case.me,
            role=role.value,
            what=what,
            amount=amount,
            happened_on=day.isoformat(),
            document=words(self.document, most=200, what="document"),
            subject=case.about,
        )
        return [recorded, start(case, *auditing(case, entry))] if what == "spent" else [recorded]


@dataclass(frozen=True, kw_only=True)
class StrikeSpend(Act):
    """An entry made by mistake no longer counts; it stays readable, with the reason."""

    name = ActName.strike_spend
    needs = frozenset({SPEND, RECUSED})
    entry_id: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _resolved(case)
        entry = case[SPEND]
        if entry is None:
            raise refuse("unknown_reference")
        if entry.struck_at is not None:
            raise refuse("already_corrected")
        reason = words(self.reason, most=200, what="reason")
        struck = f.SpendStruck(
            entry=self.entry_id,
            by=case.me,
            what=entry.what,
            amount=entry.amount,
            reason=reason,
            subject=case.about,
        )
        if entry.audit not in TIMED:
            return [struck]
        return [struck, stop(case, ActName.mark_spend, self.entry_id)]
