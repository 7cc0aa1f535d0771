"""验收: findings, their verification, acceptance by supervisors without an interest.

Called by `supervise.routes` and by the clock when nobody inspects in time.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, Mine, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.gate import acting_as
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.proposal import supervise as f
from deliberation.charter.moves import enter_evaluate, in_charge, silence
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import COUNTS, RECUSED
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.supervision import FINDING, MY_ACCEPTANCE
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import OPEN_FAULT


def _put_right(case: Case, finding: str) -> Obligation:
    """Whoever was in charge puts it right, also when the inspection is over."""
    organisation = case.proposal.organisation_id
    return in_charge(case, ActName.rectify, organisation, ref=finding, scope="own")


@dataclass(frozen=True, kw_only=True)
class RecordFinding(Act):
    """A fault found; acceptance waits until it is put right and verified."""

    name = ActName.record_finding
    needs = frozenset({RECUSED})
    without_interest = True
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        finding = case.new_id()
        return [
            f.FindingRecorded(
                finding=finding,
                person=case.me,
                until=filled(case.proposal.due_at),
                obligations=[_put_right(case, finding)],
                body=body,
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class VerifyRectified(Act):
    """A supervisor looked: put right, or not yet (then it is open again)."""

    name = ActName.verify_rectified
    needs = frozenset({COUNTS, FINDING, RECUSED})
    without_interest = True
    finding_id: str
    ok: bool
    body: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[FINDING]
        if row is None:
            raise refuse("unknown_reference")
        if row.state != "rectified":
            raise refuse("nothing_to_answer")
        body = optional_words(self.body, most=case.rulebook.limits.reason_max, what="body")
        return [
            f.FindingVerified(
                finding=self.finding_id,
                by=case.me,
                ok=self.ok,
                left=case[COUNTS].findings_open - int(self.ok),
                obligations=None if self.ok else [_put_right(case, self.finding_id)],
                body=body,
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class WaiveFinding(Act):
    """After the inspection: a fault that will not be put right is given up in public, by somebody
    else than who found it, and never by whoever did the work.
    """

    name = ActName.waive_finding
    needs = frozenset({COUNTS, FINDING, RECUSED})
    without_interest = True
    finding_id: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row, role = case[FINDING], acting_as(self.name, case)
        if row is None:
            raise refuse("unknown_reference")
        if row.state not in OPEN_FAULT:
            raise refuse("already_decided")
        in_charge_themselves = case.proposal.organisation_id is None
        if row.person_id == case.me or (role is Role.committee_member and in_charge_themselves):
            raise refuse("two_people_needed")
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return [
            f.FindingWaived(
                finding=self.finding_id,
                by=case.me,
                role=role.value,
                left=case[COUNTS].findings_open - 1,
                reasons=reasons,
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class Accept(Act):
    """One supervisor accepts the work; with enough of them residents are asked to rate it."""

    name = ActName.accept
    needs = frozenset({COUNTS, MY_ACCEPTANCE, RECUSED})
    mine = (Mine("acceptance", filled="stands"),)
    without_interest = True
    statement: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        counts = case[COUNTS]
        if case[MY_ACCEPTANCE]:
            raise refuse("already_accepted")
        if counts.findings_open:
            raise refuse("findings_open", open=counts.findings_open)
        statement = optional_words(
            self.statement, most=case.rulebook.limits.reason_max, what="statement"
        )
        facts: list[Fact] = [
            f.WorkAccepted(person=case.me, statement=statement, subject=case.about)
        ]
        if counts.accepted + 1 >= case.kind.inspect.inspectors:
            facts += enter_evaluate(case, "accepted")
        return facts


@dataclass(frozen=True, kw_only=True)
class PassInspectionBy(ClockAct):
    """未经验收: not inspected in time, and so shown."""

    name = ActName.pass_inspection_by
    needs = frozenset({ABLE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        able = case[ABLE].get(Role.supervisor, 0)
        return [silence(case, "not_inspected", able), *enter_evaluate(case, "not_inspected")]
