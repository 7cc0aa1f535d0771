"""监事会督议 over the result: certificate, objections, questions, returning once, suspending,
setting aside.

Supervisors never vote on the matter and never edit it. Called by `supervise.routes` and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.objections import GROUNDS, barred, to_roll_before_vote
from deliberation.charter.facts import Fact, deadline
from deliberation.charter.facts.proposal import cycle as cf
from deliberation.charter.facts.proposal import supervise as f
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import (
    close,
    days,
    due_at,
    enter_advise,
    enter_notice,
    silence,
    start,
    stop,
)
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import COUNTS, RECUSED
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.supervision import MY_OBJECTION, OBJECTION, QUESTION
from deliberation.charter.needs.votes import CERTIFICATE_CHECKS, MY_CERTIFICATE, ROUND
from deliberation.charter.reasons import Refused, refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending, Stage
from deliberation.charter.voting.counted import COUNTING, count

OUTCOMES = ("upheld", "partly", "rejected")
ADDRESSEES = (
    "author",
    "deliberation_council",
    "council",
    "residents_committee",
    "clerk",
    "organisation",
    "lead_organisation",
)
TICKS = ("posting_seen", "text_compared", "roll_compared", "codes_asked", "count_redone")
ASIDE_GROUNDS = ("assembly", "correction_order")
_MAY_ANSWER = {
    "author": Role.author,
    "deliberation_council": Role.deliberator,
    "council": Role.councillor,
    "residents_committee": Role.committee_member,
    "clerk": Role.clerk,
    "organisation": Role.organisation,
    "lead_organisation": Role.lead_organisation,
}


@dataclass(frozen=True, kw_only=True)
class Certify(Act):
    """One supervisor certifies the count in their own name, with a dissent printed if they wish."""

    name = ActName.certify
    needs = frozenset({COUNTS, MY_CERTIFICATE, CERTIFICATE_CHECKS, RECUSED})
    ticked: tuple[str, ...] = ()
    statement: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, counts = case.proposal, case[COUNTS]
        _may_sign(case)
        statement = optional_words(
            self.statement, most=case.rulebook.limits.reason_max, what="statement"
        )
        ticked = [one_of(t, TICKS, "ticked") for t in self.ticked]
        facts: list[Fact] = [
            f.CertificateSigned(
                person=case.me,
                round_no=p.round_no,
                verdict="certify",
                ticked=ticked,
                platform=case[CERTIFICATE_CHECKS],
                statement=statement,
                proposal=p.proposal_id,
            )
        ]
        if counts.certified + 1 == case.kind.publish.certifiers:
            facts += [
                f.ResultCertified(
                    round_no=p.round_no, certifiers=counts.certified + 1, proposal=p.proposal_id
                ),
                stop(case, ActName.pass_supervisors_by),
            ]
        return facts


@dataclass(frozen=True, kw_only=True)
class RefuseCertificate(Act):
    """One supervisor refuses, with reasons.

    The first refusal brings one recount; then both statements are shown.
    """

    name = ActName.refuse_certificate
    needs = COUNTING | {COUNTS, MY_CERTIFICATE, CERTIFICATE_CHECKS, RECUSED}
    statement: str
    ticked: tuple[str, ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        _may_sign(case)
        statement = words(self.statement, most=case.rulebook.limits.reason_max, what="statement")
        ticked = [one_of(t, TICKS, "ticked") for t in self.ticked]
        facts: list[Fact] = [
            f.CertificateSigned(
                person=case.me,
                round_no=p.round_no,
                verdict="refuse",
                ticked=ticked,
                platform=case[CERTIFICATE_CHECKS],
                statement=statement,
                proposal=p.proposal_id,
            )
        ]
        if case[ROUND].recounts == 0:
            facts.append(count(case, recount=True))
        return facts


def _may_sign(case: Case) -> None:
    if case[MY_CERTIFICATE] is not None:
        raise refuse("already_certified")
    if case.proposal.certified == "yes":
        raise refuse("already_decided")


@dataclass(frozen=True, kw_only=True)
class PassSupervisorsBy(ClockAct):
    """未经监事会确认: not certified in time, or fewer than needed can act; committee and
    sub-district are told, the result stands.
    """

    name = ActName.pass_supervisors_by
    needs = frozenset({ABLE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.certified != "none":
            raise refuse("already_decided")
        return [
            silence(case, "not_certified", case[ABLE].get(Role.supervisor, 0)),
            stop(case, self.name),
        ]


@dataclass(frozen=True, kw_only=True)
class EndObjections(ClockAct):
    """The objection days are over: its kind of matter says how it goes on."""

    name = ActName.end_objections
    needs = matters.needed(ActName.end_objections)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        facts: list[Fact] = [] if p.certified != "none" else [silence(case, "not_certified")]
        return facts + matters.of_case(case).after_objections(case)


@dataclass(frozen=True, kw_only=True)
class Object(Act):
    """我有不同意见: one objection per person and ground, within the announced days, answered with
    reasons.

    To the roll within the first days of the notice (Art 17 for elections), answered before the vote
    opens; whatever is put right on the roster until then is on the roll.
    """

    name = ActName.object
    needs = frozenset({MY_OBJECTION})
    ground: str
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        ground = one_of(self.ground, GROUNDS, "ground")
        if case[MY_OBJECTION]:
            raise refuse("already_objected")
        reason = barred(case, ground)
        if reason is not None:
            raise Refused(reason)
        before = to_roll_before_vote(case, ground)
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        objection = case.new_id()
        clock = days(
            case,
            case.kind.notice.roll_decide_days if before else case.kind.publish.decide_days,
            ActName.mark_objection,
            ref=objection,
        )
        if (
            before and due_at(clock) > filled(p.due_at) > now
        ):  # a roll is put right before it is frozen, so the answer is due by then
            clock = deadline(
                ActName.mark_objection.value,
                filled(p.due_at),
                start_at=now,
                days=case.kind.notice.roll_decide_days,
                ref=objection,
            )
        return [
            f.Objected(
                objection=objection,
                person=case.me,
                ground=ground,
                stage=p.stage,
                body=body,
                proposal=p.proposal_id,
            ),
            start(case, clock),
        ]


@dataclass(frozen=True, kw_only=True)
class AnswerObjection(Act):
    """Supervisors answer on count, roll and procedure; the residents' committee on content."""

    name = ActName.answer_objection
    needs = frozenset({OBJECTION})
    objection_id: str
    outcome: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[OBJECTION]
        if row is None:
            raise refuse("unknown_reference")
        if row.state in OUTCOMES:
            raise refuse("already_answered")
        right = (
            (Role.committee_member,)
            if row.ground == "content"
            else matters.of_case(case).objections_to
        )
        if case.roles().isdisjoint(right):
            raise refuse("wrong_role", roles=[r.value for r in right])
        if row.person_id == case.me:
            raise refuse("own_interest")
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return [
            f.ObjectionAnswered(
                objection=self.objection_id,
                by=case.me,
                outcome=one_of(self.outcome, OUTCOMES, "outcome"),
                reasons=reasons,
                proposal=case.proposal.proposal_id,
            ),
            stop(case, ActName.mark_objection, self.objection_id),
        ]


@dataclass(frozen=True, kw_only=True)
class MarkObjection(ClockAct):
    """An objection left unanswered is marked; the matter does not stop for it."""

    name = ActName.mark_objection
    needs = frozenset({OBJECTION})
    of_matter = True

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[OBJECTION]
        if row is None or row.state != "open":
            raise refuse("already_answered")
        return [
            f.ObjectionUnanswered(objection=self.ref, proposal=case.proposal.proposal_id),
            stop(case, self.name, self.ref),
        ]


@dataclass(frozen=True, kw_only=True)
class AskQuestion(Act):
    """质询: a supervisor's formal question at any stage; an answer is due."""

    name = ActName.ask_question
    addressee: str
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        question = case.new_id()
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        clock = days(case, case.kind.supervision.answer_days, ActName.mark_question, ref=question)
        return [
            f.QuestionAsked(
                question=question,
                person=case.me,
                addressee=one_of(self.addressee, ADDRESSEES, "addressee"),
                stage=case.proposal.stage,
                body=body,
                proposal=case.proposal.proposal_id,
            ),
            start(case, clock),
        ]


@dataclass(frozen=True, kw_only=True)
class AnswerQuestion(Act):
    """The addressee answers, late too: the mark stays, the answer stands beside it."""

    name = ActName.answer_question
    needs = frozenset({QUESTION})
    question_id: str
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[QUESTION]
        if row is None:
            raise refuse("unknown_reference")
        if row.answered_at is not None:
            raise refuse("already_answered")
        right = _MAY_ANSWER[filled(row.addressee)]
        if right not in case.roles():
            raise refuse("wrong_role", roles=[right.value])
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        return [
            f.QuestionAnswered(
                question=self.question_id, by=case.me, body=body, proposal=case.proposal.proposal_id
            ),
            stop(case, ActName.mark_question, self.question_id),
        ]


@dataclass(frozen=True, kw_only=True)
class MarkQuestion(ClockAct):
    """A question left unanswered is marked."""

    name = ActName.mark_question
    needs = frozenset({QUESTION})
    of_matter = True

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[QUESTION]
        if row is None or row.state != "open":
            raise refuse("already_answered")
        return [
            f.QuestionUnanswered(question=self.ref, proposal=case.proposal.proposal_id),
            stop(case, self.name, self.ref),
        ]


@dataclass(frozen=True, kw_only=True)
class ReturnOnce(Act):
    """请重新考虑, once: before opening to the council; between close and certificate, for a fault
    of procedure only, to a new notice.
    """

    name = ActName.return_once
    needs = frozenset({ABLE, RECUSED})
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
                by=case.me, to_stage=Stage.notice.value, reasons=reasons, proposal=p.proposal_id
            )
            again = matters.of_case(case).sent_back(case)
            return [back, *again, *enter_notice(case, "returned", Stage.publish)]
        back = f.Returned(
            by=case.me, to_stage=Stage.advise.value, reasons=reasons, proposal=p.proposal_id
        )
        return [back, *enter_advise(case, "returned", case.stage)]


@dataclass(frozen=True, kw_only=True)
class Suspend(Act):
    """Execution stops for at most the rulebook's days."""

    name = ActName.suspend
    needs = frozenset({RECUSED})
    days: int
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, most = case.proposal, case.kind.supervision.suspend_days
        if p.suspended_until is not None:
            raise refuse("already_suspended")
        if not 1 <= self.days <= most:
            raise refuse("bad_number", field="days", least=1, most=most)
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        clock = days(case, self.days, ActName.resume)
        return [
            f.Suspended(by=case.me, until=due_at(clock), reasons=reasons, proposal=p.proposal_id),
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
        return [f.Resumed(by=by, proposal=case.proposal.proposal_id), stop(case, self.name)]


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
            proposal=case.proposal.proposal_id,
        )
        return [aside, *close(case, Ending.set_aside, self.ground)]
