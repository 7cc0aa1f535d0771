"""监事会督议 over a matter on its way: returning it once, suspending the work, setting it aside.

Supervisors never vote on the matter and never edit it. Called by `supervise.routes` and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import cycle as cf
from deliberation.charter.facts.proposal import supervise as f
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import close, days, due_at, enter_advise, enter_notice, start, stop
from deliberation.charter.needs.papers import OPTIONS
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Ending, Stage

ASIDE_GROUNDS = ("assembly", "correction_order")


@dataclass(frozen=True, kw_only=True)
class ReturnOnce(Act):
    """请重新考虑, once: before opening to the council; between close and certificate, for a fault
    of procedure only, to a new notice.
    """

    name = ActName.return_once
    needs = frozenset({ABLE, RECUSED, OPTIONS}) | matters.needed(ActName.return_once)
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.returned:
            raise refuse("already_returned")
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        if case.stage is Stage.publish:
            if p.certified != "none":
                raise refuse("already_certified")
            back = f.Returned(
                by=case.me, to_stage=Stage.notice.value, reasons=reasons, subject=case.about
            )
            again = matters.of_case(case).sent_back(case)
            return [back, *again, *enter_notice(case, "returned", Stage.publish)]
        back = f.Returned(
            by=case.me, to_stage=Stage.advise.value, reasons=reasons, subject=case.about
        )
        return [back, *enter_advise(case, "returned", case.stage, matters.before_council(case))]


@dataclass(frozen=True, kw_only=True)
class Suspend(Act):
    """Execution stops for at most the rulebook's days, once for what one vote decided: else a clock
    could be sat out.
    """

    name = ActName.suspend
    needs = frozenset({RECUSED})
    days: int
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, most = case.proposal, case.kind.supervision.suspend_days
        if p.suspended_until is not None:
            raise refuse("already_suspended")
        if p.suspended:
            raise refuse("suspended_once")
        if not 1 <= self.days <= most:
            raise refuse("bad_number", field="days", least=1, most=most)
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        clock = days(case, self.days, ActName.resume)
        return [
            f.Suspended(by=case.me, until=due_at(clock), reasons=reasons, subject=case.about),
            start(case, clock),
        ]


@dataclass(frozen=True, kw_only=True)
class Resume(ClockAct):
    """The suspension ends: in time, or earlier by a supervisor."""

    name = ActName.resume
    needs = frozenset({RECUSED})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.suspended_until is None:
            raise refuse("not_suspended")
        by = case.actor.person_id
        return [f.Resumed(by=by, subject=case.about), stop(case, self.name)]


@dataclass(frozen=True, kw_only=True)
class SetAside(Act):
    """Recorded when the residents' assembly revoked it (Art 30 ¶3) or a correction order came (Art
    31 ¶3), document named; work stops.
    """

    name = ActName.set_aside
    ground: str
    document: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        limits = case.rulebook.limits
        aside = cf.PutAside(
            ground=one_of(self.ground, ASIDE_GROUNDS, "ground"),
            by=case.me,
            document=words(self.document, most=200, what="document"),
            reasons=words(self.reasons, most=limits.reason_max, what="reasons"),
            subject=case.about,
        )
        return [aside, *close(case, Ending.set_aside, self.ground)]
