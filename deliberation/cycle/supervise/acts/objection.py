"""异议: objecting within the announced days, and the answer with reasons, which asks for what
follows from an upheld one (`remedy`); the clock marks what nobody answered, and ends the days.

Called by `supervise.routes` and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.objected import ENDED
from deliberation.charter.cycle.objections import GROUNDS, against, answerers, to_roll_before_vote
from deliberation.charter.cycle.remedies import UPHELD, following
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.proposal import objections as f
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import days, due_at, in_office, put_off, silence, start, stop, until
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.supervision import (
    MY_GROUNDS,
    OBJECTION,
    OBJECTIONS_WAIT,
    Objection,
)
from deliberation.charter.reasons import Refused, refuse

OUTCOMES = (*UPHELD, "rejected")


@dataclass(frozen=True, kw_only=True)
class EndObjections(ClockAct):
    """The objection days are over: its kind of matter says how it goes on. While an objection to
    the vote still waits for its answer, an upheld one for what follows from it, or a count made
    again for its certificates, nothing is begun on the result: each has a clock of its own, which
    ends the waiting.
    """

    name = ActName.end_objections
    needs = matters.needed(ActName.end_objections) | {OBJECTIONS_WAIT}

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if case[OBJECTIONS_WAIT]:
            days_of_an_answer = case.kind.publish.decide_days
            return [put_off(case, self.name, days_of_an_answer, headline=True)]
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
    needs = beforehand_needs = frozenset({MY_GROUNDS})
    ground: str
    body: str

    def beforehand(self, case: Case) -> None:
        """Whether they could object on some ground still: that they did so already says more
        than that its days are over.
        """
        found = [r for r in against(case, case[MY_GROUNDS]).values() if r is not None]
        if len(found) == len(GROUNDS):
            raise Refused(next((r for r in found if r.code == "already_objected"), found[0]))

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        ground = one_of(self.ground, GROUNDS, "ground")
        reason = against(case, case[MY_GROUNDS])[ground]
        if reason is not None:
            raise Refused(reason)
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        objection = case.new_id()
        objected = f.Objected(
            objection=objection,
            person=case.me,
            ground=ground,
            stage=case.proposal.stage,
            body=body,
            subject=case.about,
        )
        clock = _answered_by(case, ground, objection)
        roles = answerers(case, ground)
        answer = in_office(case, ActName.answer_objection, *roles, before=clock, not_by=(case.me,))
        return [objected, start(case, clock, answer)]


def _answered_by(case: Case, ground: str, objection: str) -> Obligation:
    """The clock of the answer: to the roll before the vote, else to the result."""
    act, due_at_vote = ActName.mark_objection, case.proposal.due_at
    if not to_roll_before_vote(case, ground):
        return days(case, case.kind.publish.decide_days, act, ref=objection)
    number = case.kind.notice.roll_decide_days
    clock = days(case, number, act, ref=objection)
    if (
        due_at(clock) > filled(due_at_vote) > case.now
    ):  # a roll is put right before it is frozen, so the answer is due by then
        return until(act, filled(due_at_vote), start=case.now, days=number, ref=objection)
    return clock


@dataclass(frozen=True, kw_only=True)
class AnswerObjection(Act):
    """Supervisors answer on count, roll and procedure; the residents' committee on content."""

    name = ActName.answer_objection
    needs = frozenset({OBJECTION})
    objection_id: str
    outcome: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = self._may_answer(case)
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        answered = f.ObjectionAnswered(
            objection=self.objection_id,
            by=case.me,
            outcome=one_of(self.outcome, OUTCOMES, "outcome"),
            reasons=reasons,
            subject=case.about,
        )
        facts: list[Fact] = [answered, stop(case, ActName.mark_objection, self.objection_id)]
        if self.outcome in UPHELD:
            facts.append(start(case, *following(case, row.ground, self.objection_id)))
        return facts

    def _may_answer(self, case: Case) -> Objection:
        row = case[OBJECTION]
        if row is None:
            raise refuse("unknown_reference")
        if row.state == ENDED:
            raise refuse("result_gone")
        if row.state in OUTCOMES:
            raise refuse("already_answered")
        right = answerers(case, row.ground)
        if case.roles().isdisjoint(right):
            raise refuse("wrong_role", roles=[r.value for r in right])
        if row.person_id == case.me:
            raise refuse("own_interest")
        return row


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
            f.ObjectionUnanswered(objection=self.ref, subject=case.about),
            stop(case, self.name, self.ref),
        ]
