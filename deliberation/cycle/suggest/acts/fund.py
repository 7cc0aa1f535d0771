"""理事会核价: what a project or a proposal really costs, and whether the fund may pay for it at all
(负面清单). Called by `suggest.routes`.

The council refuses nothing for its own reasons: only what stands on the list, or costs more than
the whole budget. Where it is silent, projects go on, marked as unchecked.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import funds as f
from deliberation.charter.facts.proposal.take_up import PassedOn
from deliberation.charter.facts.vote import papers as of
from deliberation.charter.matters.fund import NEGATIVE_LIST, OVER_BUDGET, a_sum, in_budget_phase
from deliberation.charter.moves import close
from deliberation.charter.needs.money import THE_FUND
from deliberation.charter.needs.papers import OPTION, Option
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Ending

VERDICTS = ("accepted", "refused")


@dataclass(frozen=True, kw_only=True)
class CheckProject(Act):
    """One project: accepted with its checked cost in fen, or refused by a line of the list, with
    reasons.
    """

    name = ActName.check_project
    needs = frozenset({RECUSED, OPTION, THE_FUND})
    option_id: str
    verdict: str
    cost: int
    code: str | None = None
    reasons: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        option = _still_offered(case)
        verdict, cost = one_of(self.verdict, VERDICTS, "verdict"), a_sum(self.cost, "cost")
        code = self._code(case, cost)
        said = words if verdict == "refused" or cost != option.cost else optional_words
        reasons = said(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return [
            of.OptionDecided(
                option=self.option_id,
                by=case.me,
                state=verdict,
                code=code,
                cost=cost,
                reasons=reasons,
                subject=case.about,
            )
        ]

    def _code(self, case: Case, cost: int) -> str | None:
        """The line of the list a refusal names; what is accepted costs no more than there is."""
        budget = filled(case.given(THE_FUND).budget)
        if self.verdict != "refused":
            if cost > budget:
                raise refuse("more_than_budget", field="cost")
            return None
        lines = [*(n.id for n in case.rulebook.fund.negative), OVER_BUDGET]
        code = one_of(self.code or "", lines, "code")
        if code == OVER_BUDGET and cost <= budget:
            raise refuse("bad_choice", field="code")
        return code


def _still_offered(case: Case) -> Option:
    """The project the act names: somebody else's, and not yet looked at."""
    option = case[OPTION]
    if option is None:
        raise refuse("unknown_reference")
    if option.by == case.me:
        raise refuse("own_interest")
    if option.state != "offered":
        raise refuse("already_decided")
    return option


@dataclass(frozen=True, kw_only=True)
class CheckCost(Act):
    """One proposal: what it costs by the council's check.

    What the list excludes is passed on with the list's line, open to appeal to the supervisors.
    """

    name = ActName.check_cost
    needs = frozenset({RECUSED, THE_FUND})
    cost: int
    code: str | None = None
    reasons: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, most = case.proposal, case.rulebook.limits.reason_max
        if in_budget_phase(p) or case.given(THE_FUND).budget is not None:
            raise refuse("not_a_fund")
        if p.council_state != "pending" or case.given(THE_FUND).checked_at is not None:
            raise refuse("already_decided")
        cost, code = a_sum(self.cost, "cost"), self.code or None
        if code is None:
            reasons = optional_words(self.reasons, most=most, what="reasons")
        else:
            one_of(code, [n.id for n in case.rulebook.fund.negative], "code")
            reasons = words(self.reasons, most=most, what="reasons")
        checked = f.CostChecked(
            by=case.me, cost=cost, code=code, reasons=reasons, subject=case.about
        )
        return [checked] if code is None else [checked, *_passed_on(case, reasons)]


def _passed_on(case: Case, reasons: str | None) -> list[Fact]:
    """The fund may not pay for it: it ends here, open to appeal."""
    until = case.calendar.add_days(
        case.now, case.kind.take_up.appeal_days, case.community.timezone
    ).at
    return [
        PassedOn(
            by=case.me,
            reason=NEGATIVE_LIST,
            appeal_until=until,
            explanation=reasons,
            subject=case.about,
        ),
        *close(case, Ending.passed_on, NEGATIVE_LIST),
    ]
