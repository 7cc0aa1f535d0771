"""预算征集: a budget round is opened, residents offer projects with what they cost, the call ends.

Called by `propose.routes.fund` and by the clock.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.act import Act, a_day, one_of
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.cycle.beginning import begun, public_at_once, title_and_text
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import funds as f
from deliberation.charter.facts.vote import papers as of
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.fund import BALLOT_ADVISES, FUND, MATTER, PROJECT, a_sum, on_paper
from deliberation.charter.moves import close, enter_advise, move, until
from deliberation.charter.needs.money import THE_FUND
from deliberation.charter.needs.papers import OPTION, OPTIONS
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import NUMBER
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.charter.subjects.proposal import Ending, Stage
from deliberation.counting.papers import MOST_OPTIONS
from deliberation.counting.rules import ASKED


@dataclass(frozen=True, kw_only=True)
class OpenBudgetRound(Act):
    """A sum, what it is for, the last day of the call, who votes (`phase`), how a ballot is
    answered and counted. Nobody co-signs; sums in fen.
    """

    name = ActName.open_budget_round
    lock = "community"
    needs = frozenset({NUMBER})
    title: str
    body: str
    budget: int
    phase: str
    form: str
    rule: str
    call_ends_on: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if not MATTER.kinds_in(case.rulebook):
            raise refuse("no_fund_here")
        kind, rules = case.rulebook.kind(FUND), case.rulebook.fund
        title, body = title_and_text(case, self.title, self.body)
        phase = one_of(self.phase, [p for p in BUDGET_PHASES if p in kind.vote], "phase")
        form = one_of(self.form, rules.forms, "form")
        one_of(self.rule, [r for r in rules.rules if form in ASKED[r].forms], "rule")
        budget, ends = a_sum(self.budget, "budget"), self._end(case)
        new = begun(case, FUND, now)
        effect = kind.vote[phase].legal_effect
        note = BALLOT_ADVISES if effect == "advisory" else None
        clock = until(ActName.end_call, ends, start=now, days=(ends - now).days)
        return [
            *public_at_once(new, title, body, effect, note),
            of.PhaseEntered(phase=phase, subject=new.about),
            self._opened(new, budget, ends),
            move(new, Stage.gather, "budget_round_opened", clocks=[clock], source=Stage.draft),
        ]

    def _opened(self, new: Case, budget: int, ends: datetime) -> Fact:
        role = Role.committee_member if Role.committee_member in new.roles() else Role.clerk
        return f.BudgetRoundOpened(
            by=new.me,
            role=role.value,
            budget=budget,
            form=self.form,
            rule=self.rule,
            most=new.rulebook.fund.points if self.form == "points" else 0,
            call_ends_at=ends,
            subject=new.about,
        )

    def _end(self, case: Case) -> datetime:
        """24:00 of the last day; within the days the rulebook allows a call."""
        rules, zone = case.rulebook.fund, case.community.timezone
        day = a_day(self.call_ends_on, "call_ends_on")
        today = case.calendar.local_day(case.now, zone)
        if not rules.call_days_min <= (day - today).days <= rules.call_days_max:
            raise refuse(
                "bad_date",
                field="call_ends_on",
                earliest=rules.call_days_min,
                latest=rules.call_days_max,
            )
        return case.calendar.end_of_day(day, zone)


@dataclass(frozen=True, kw_only=True)
class ProposeProject(Act):
    """A resident offers something the fund could pay for, with what it costs in fen: at most the
    whole budget.
    """

    name = ActName.propose_project
    needs = frozenset({OPTIONS, THE_FUND})
    beforehand_needs = frozenset({OPTIONS, THE_FUND})
    title: str
    body: str
    cost: int
    files: tuple[NewFile, ...] = ()

    def beforehand(self, case: Case) -> None:
        """While the call is open, and there is room."""
        if case.now >= filled(case.given(THE_FUND).call_ends_at):
            raise refuse("window_closed")
        _room_for_one_more(case)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        title, body = title_and_text(case, self.title, self.body)
        cost = a_sum(self.cost, "cost")
        if cost > filled(case.given(THE_FUND).budget):
            raise refuse("more_than_budget", field="cost")
        offered = of.OptionOffered(
            option=case.new_id(),
            by=case.me,
            what=PROJECT,
            cost=cost,
            title=title,
            body=body,
            subject=case.about,
        )
        return [offered, *attached(case, self.files, "option", offered.option)]


def _room_for_one_more(case: Case) -> None:
    """So many a person, and no more in all than a ballot takes."""
    most = case.rulebook.fund.projects_per_person
    standing = [o for o in case[OPTIONS] if o.state != "withdrawn"]
    if sum(o.by == case.me for o in standing) >= most:
        raise refuse("too_many_projects", most=most)
    if len(standing) >= MOST_OPTIONS:
        raise refuse("too_many_options", most=MOST_OPTIONS)


@dataclass(frozen=True, kw_only=True)
class WithdrawProject(Act):
    """Whoever offered a project takes it off, until the list is final."""

    name = ActName.withdraw_project
    needs = frozenset({OPTION})
    option_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        option = case[OPTION]
        if option is None:
            raise refuse("unknown_reference")
        if option.by != case.me:
            raise refuse("not_your_project")
        if option.state in ("withdrawn", "refused"):
            raise refuse("already_decided")
        return [
            of.OptionDecided(
                option=self.option_id,
                by=case.me,
                state="withdrawn",
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class EndCall(ClockAct):
    """The days of the call are over: on to the council's check of costs; a call nobody answered
    ends.
    """

    name = ActName.end_call
    needs = frozenset({OPTIONS, ABLE}) | matters.needed(ActName.end_call)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if not on_paper(case[OPTIONS]):
            return close(case, Ending.lapsed, "no_projects")
        return enter_advise(case, "call_over", Stage.gather, matters.before_council(case))


def methods(rules: Any) -> list[tuple[str, str]]:
    """(form, rule) of every budget ballot these rules allow, in their order.

    `rules`: a rulebook's `fund`.
    """
    return [
        (form, rule) for rule in rules.rules for form in rules.forms if form in ASKED[rule].forms
    ]
