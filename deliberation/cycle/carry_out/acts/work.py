"""执行: who may act on the work, reports with evidence, completion, putting findings right.

Called by `carry_out.routes`, and by the clock where nobody reports.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, optional_words, past_day, words
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import carry_out as f
from deliberation.charter.facts.proposal import supervise as sf
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import close, enter_inspect, in_office, silence
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.supervision import FINDING
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending


def in_charge(case: Case) -> None:
    """Only the organisation in charge acts; where none was named, the residents' committee is."""
    wanted = case.proposal.organisation_id
    if wanted is None:
        if Role.committee_member not in case.roles():
            raise refuse("not_in_charge")
        return
    if not case.speaks_for(wanted):
        raise refuse("not_in_charge")


def for_desk_or(case: Case, organisation: str | None) -> Role:
    """The role one acts in: the desk, or this organisation; another organisation is neither."""
    if Role.clerk in case.roles():
        return Role.clerk
    if organisation is None or not case.speaks_for(organisation):
        raise refuse("not_in_charge")
    return Role.organisation


def not_suspended(case: Case) -> None:
    """While suspended nothing is reported or finished."""
    if case.proposal.suspended_until is not None:
        raise refuse("suspended", until=case.proposal.suspended_until)


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
            subject=case.about,
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
            subject=case.about,
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
        look = in_office(
            case, ActName.verify_rectified, Role.supervisor, ref=self.finding_id, scope="own"
        )
        return [
            sf.FindingRectified(
                finding=self.finding_id,
                by=case.me,
                obligations=[look],
                body=body,
                subject=case.about,
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
        day = past_day(case, self.decided_on, "decided_on", since=case.proposal.stage_at)
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return [
            f.NotCarriedOut(
                by=case.me,
                decided_on=day.isoformat(),
                reasons=reasons,
                document=words(self.document, most=200, what="document"),
                subject=case.about,
            ),
            *close(case, Ending.not_carried_out, "not_carried_out"),
        ]
