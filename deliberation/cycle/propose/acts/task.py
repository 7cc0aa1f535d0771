"""申请准入: an organisation asks the community to take a task on. Residents do not; nobody
co-signs.

Called by `propose.routes.task`.

城市居民委员会组织法 Art 43: the department that delegates gives funds and conditions, and bears the
cost.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from deliberation.charter.act import Act, a_day, words
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.cycle.beginning import begun, public_at_once, title_and_text
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import tasks as f
from deliberation.charter.matters.task import MATTER, TASK, earliest_start
from deliberation.charter.moves import enter_advise
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import NUMBER
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage

MOST_FEN = 10**13
MOST_YEARS = 5


@dataclass(frozen=True, kw_only=True)
class ApplyForTask(Act):
    """Basis, period, cost and the money promised, with the days of lead the rulebook asks for:
    straight to the council. Sums in fen.
    """

    name = ActName.apply_task
    lock = "community"
    needs = frozenset({NUMBER, ABLE})
    title: str
    body: str
    basis: str
    starts_on: str
    ends_on: str
    cost: int
    promised: int
    listed: str | None = None
    organisation_id: str | None = None
    files: tuple[NewFile, ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if not MATTER.kinds_in(case.rulebook):
            raise refuse("no_tasks_here")
        organisation, listed = self._organisation(case), self._listed(case)
        period = self._period(case)
        title, body = title_and_text(case, self.title, self.body)
        basis = words(self.basis, most=case.rulebook.limits.reason_max, what="basis")
        self._sums()
        new = begun(case, TASK, now)
        effect = new.kind.vote["community"].legal_effect
        return [
            *public_at_once(new, title, body, effect),
            f.TaskAppliedFor(
                by=case.me,
                organisation=organisation,
                listed=listed,
                starts_on=period[0].isoformat(),
                ends_on=period[1].isoformat(),
                cost=self.cost,
                promised=self.promised,
                basis=basis,
                subject=new.about,
            ),
            *attached(new, self.files, "proposal", new.proposal.proposal_id),
            *enter_advise(new, "task_applied", Stage.draft),
        ]

    def _listed(self, case: Case) -> str | None:
        """The entry of the rulebook's list it is on, if it is."""
        listed = self.listed or None
        if listed is not None and listed not in {item.id for item in case.rulebook.tasks.listed}:
            raise refuse("bad_choice", field="listed")
        return listed

    def _sums(self) -> None:
        for what, amount, least in (("cost", self.cost, 1), ("promised", self.promised, 0)):
            if not least <= amount <= MOST_FEN:
                raise refuse("bad_number", field=what, least=least, most=MOST_FEN)

    def _organisation(self, case: Case) -> str:
        mine = [
            o.organisation_id
            for o in case.offices
            if o.role is Role.organisation
            and o.organisation_id
            and o.holds(case.now, case.rulebook)
        ]
        wanted = self.organisation_id or (mine[0] if mine else None)
        if wanted is None or wanted not in mine:
            raise refuse("no_organisation")
        return wanted

    def _period(self, case: Case) -> tuple[date, date]:
        starts, ends = a_day(self.starts_on, "starts_on"), a_day(self.ends_on, "ends_on")
        first = earliest_start(case)
        if starts < first:
            raise refuse(
                "too_short_lead",
                days=case.rulebook.tasks.lead_working_days,
                first=first.isoformat(),
            )
        if not starts <= ends <= starts + timedelta(
            days=MOST_YEARS * 366
        ) or starts > first + timedelta(days=3 * 366):
            raise refuse("bad_date", field="ends_on")
        return starts, ends
