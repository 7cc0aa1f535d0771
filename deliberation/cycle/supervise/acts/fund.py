"""审核: supervisors look at each payment within the rulebook's working days; their silence is
noted, and the payment stands. What they question is answered, and they look again. Called by
`supervise.routes` and by the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.gate import acting_as
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import funds as f
from deliberation.charter.matters.fund import AUDITS, TIMED, UNAUDITED
from deliberation.charter.moves import auditing, explaining, start, stop
from deliberation.charter.needs.money import SPEND
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse


@dataclass(frozen=True, kw_only=True)
class AuditSpend(Act):
    """A payment is in order, or questioned with a note. Late is better than never."""

    name = ActName.audit_spend
    needs = frozenset({SPEND, RECUSED})
    entry_id: str
    verdict: str
    note: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        entry = case[SPEND]
        if entry is None:
            raise refuse("unknown_reference")
        if entry.struck_at is not None or entry.audit not in UNAUDITED:
            raise refuse("already_decided")
        verdict = one_of(self.verdict, AUDITS, "verdict")
        said = words if verdict == "questioned" else optional_words
        looked = f.SpendAudited(
            entry=self.entry_id,
            by=case.me,
            verdict=verdict,
            note=said(self.note, most=case.rulebook.limits.reason_max, what="note"),
            subject=case.about,
        )
        facts: list[Fact] = [looked]
        if entry.audit in TIMED:
            facts.append(stop(case, ActName.mark_spend, self.entry_id))
        if verdict == "questioned":
            facts.append(start(case, explaining(case, self.entry_id)))
        return facts


@dataclass(frozen=True, kw_only=True)
class ExplainSpend(Act):
    """The answer to what was questioned, in public; a supervisor looks at the payment again. Who
    made a mistake strikes the entry instead.
    """

    name = ActName.explain_spend
    needs = frozenset({SPEND, RECUSED})
    entry_id: str
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        entry = case[SPEND]
        if entry is None:
            raise refuse("unknown_reference")
        if entry.struck_at is not None or entry.audit != "questioned":
            raise refuse("nothing_to_answer")
        explained = f.SpendExplained(
            entry=self.entry_id,
            by=case.me,
            role=acting_as(self.name, case).value,
            body=words(self.body, most=case.rulebook.limits.reason_max, what="body"),
            subject=case.about,
        )
        return [explained, start(case, *auditing(case, self.entry_id))]


@dataclass(frozen=True, kw_only=True)
class MarkSpend(ClockAct):
    """No supervisor looked at the payment in time."""

    name = ActName.mark_spend
    needs = frozenset({SPEND})
    of_matter = True

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        entry = case[SPEND]
        if entry is None:
            raise refuse("unknown_reference")
        if entry.audit not in TIMED or entry.struck_at is not None:
            raise refuse("already_decided")
        return [
            f.SpendUnaudited(entry=self.ref, subject=case.about),
            stop(case, self.name, self.ref),
        ]
