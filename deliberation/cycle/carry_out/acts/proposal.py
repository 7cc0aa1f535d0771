"""执行: who is in charge and until when, reports with evidence, completion, putting findings right.

Called by `carry_out.routes` and by the clock where nobody is put in charge or nobody reports.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from deliberation.charter.act import Act, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import carry_out as f
from deliberation.charter.facts.proposal import supervise as sf
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import close, days, enter_inspect, silence, start, stop
from deliberation.charter.needs.people import ABLE, ORGANISATION
from deliberation.charter.needs.supervision import FINDING
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending, Stage


def in_charge(case: Case) -> None:
    """Only the organisation in charge acts; where none was named, the residents' committee is."""
    wanted = case.proposal.organisation_id
    if wanted is None:
        if Role.committee_member not in case.roles():
            raise refuse("not_in_charge")
        return
    if not any(
        o.role is Role.organisation
        and o.organisation_id == wanted
        and o.holds(case.now, case.rulebook)
        for o in case.offices
    ):
        raise refuse("not_in_charge")


def not_suspended(case: Case) -> None:
    """While suspended nothing is reported or finished."""
    if case.proposal.suspended_until is not None:
        raise refuse("suspended", until=case.proposal.suspended_until)


@dataclass(frozen=True, kw_only=True)
class Assign(Act):
    """Put an organisation in charge, with the task and its last day."""

    name = ActName.assign
    needs = frozenset({ORGANISATION})
    organisation_id: str
    finish_on: str
    task: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if case.stage is Stage.publish and p.outcome != "passed":
            raise refuse("wrong_stage", act=self.name.value, stage=p.stage)
        if case[ORGANISATION] is None:
            raise refuse("no_organisation")
        try:
            day = date.fromisoformat(self.finish_on)
        except ValueError as error:
            raise refuse("bad_date", field="finish_on") from error
        finish = case.calendar.end_of_day(day, case.community.timezone)
        if finish <= now:
            raise refuse("date_in_past", field="finish_on")
        if finish > now + timedelta(days=3 * 366):
            raise refuse("bad_date", field="finish_on")
        task = words(self.task, most=case.rulebook.limits.reason_max, what="task")
        facts: list[Fact] = [
            f.Assigned(
                by=case.me,
                organisation=self.organisation_id,
                finish_at=finish,
                task=task,
                proposal=p.proposal_id,
            )
        ]
        if case.stage is Stage.publish:
            return facts
        clock = days(
            case, case.kind.carry_out.report_days, ActName.inspect_as_it_stands, start=finish
        )
        return [*facts, stop(case, ActName.name_committee), start(case, clock, headline=True)]


@dataclass(frozen=True, kw_only=True)
class NameCommittee(ClockAct):
    """Nobody was put in charge in time: the residents' committee is, with the same days to
    report.
    """

    name = ActName.name_committee

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.finish_at is not None:
            raise refuse("already_decided")
        finish = case.calendar.add_days(
            now, case.kind.carry_out.report_days, case.community.timezone
        ).at
        clock = days(
            case, case.kind.carry_out.report_days, ActName.inspect_as_it_stands, start=finish
        )
        return [
            f.Assigned(
                by=None, organisation=None, finish_at=finish, proposal=case.proposal.proposal_id
            ),
            silence(case, "committee_in_charge"),
            stop(case, self.name),
            start(case, clock, headline=True),
        ]


@dataclass(frozen=True, kw_only=True)
class ReportProgress(Act):
    """How far it is, 0–100 %, with evidence."""

    name = ActName.report_progress
    percent: int
    body: str
    evidence: str | None = None
    files: tuple[NewFile, ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        in_charge(case)
        not_suspended(case)
        if not 0 <= self.percent <= 100:
            raise refuse("bad_number", field="percent", least=0, most=100)
        limits = case.rulebook.limits
        body = words(self.body, most=limits.reason_max, what="body")
        report = f.ProgressReported(
            report=case.new_id(),
            by=case.me,
            percent=self.percent,
            body=body,
            evidence=optional_words(self.evidence, most=limits.reason_max, what="evidence"),
            proposal=case.proposal.proposal_id,
        )
        return [report, *attached(case, self.files, "report", report.report)]


@dataclass(frozen=True, kw_only=True)
class Finish(Act):
    """Done, with evidence: over to inspection."""

    name = ActName.finish
    needs = frozenset({ABLE})
    body: str
    evidence: str
    files: tuple[NewFile, ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        in_charge(case)
        not_suspended(case)
        limits = case.rulebook.limits
        done = f.WorkFinished(
            by=case.me,
            body=words(self.body, most=limits.reason_max, what="body"),
            evidence=words(self.evidence, most=limits.reason_max, what="evidence"),
            proposal=case.proposal.proposal_id,
        )
        return [
            done,
            *attached(case, self.files, "completion", case.proposal.proposal_id),
            *enter_inspect(case, "finished"),
        ]


@dataclass(frozen=True, kw_only=True)
class InspectAsItStands(ClockAct):
    """No report of completion long after the last day: inspected as it stands."""

    name = ActName.inspect_as_it_stands
    needs = frozenset({ABLE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return [silence(case, "not_reported"), *enter_inspect(case, "not_reported")]


@dataclass(frozen=True, kw_only=True)
class EndPeriod(ClockAct):
    """The last day its author named is over: its kind of matter says how it goes on."""

    name = ActName.end_period

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return matters.of_case(case).period_over(case)


@dataclass(frozen=True, kw_only=True)
class Rectify(Act):
    """The organisation says a finding is put right."""

    name = ActName.rectify
    needs = frozenset({FINDING})
    finding_id: str
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        in_charge(case)
        row = case[FINDING]
        if row is None:
            raise refuse("unknown_reference")
        if row.state != "open":
            raise refuse("already_answered")
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        return [
            sf.FindingRectified(
                finding=self.finding_id, by=case.me, body=body, proposal=case.proposal.proposal_id
            )
        ]


@dataclass(frozen=True, kw_only=True)
class GiveUp(Act):
    """The body that resolved it decided that it is not carried out; its decision is recorded with
    reasons, by the minutes or resolution named.
    """

    name = ActName.not_carried_out
    decided_on: str
    reasons: str
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        try:
            day = date.fromisoformat(self.decided_on)
        except ValueError as error:
            raise refuse("bad_date", field="decided_on") from error
        if (
            not case.calendar.local_day(case.proposal.stage_at, case.community.timezone)
            <= day
            <= case.calendar.local_day(now, case.community.timezone)
        ):
            raise refuse("bad_date", field="decided_on")
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return [
            f.NotCarriedOut(
                by=case.me,
                decided_on=day.isoformat(),
                reasons=reasons,
                document=words(self.document, most=200, what="document"),
                proposal=case.proposal.proposal_id,
            ),
            *close(case, Ending.not_carried_out, "not_carried_out"),
        ]
