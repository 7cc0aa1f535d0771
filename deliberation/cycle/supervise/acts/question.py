"""质询: a supervisor's formal question at any stage, its answer, and the mark where none came in
time.

Called by `supervise.routes` and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.questions import ADDRESSEES, MAY_ANSWER, to_answer
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import supervise as f
from deliberation.charter.moves import days, start, stop
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.supervision import QUESTION
from deliberation.charter.reasons import refuse


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
        addressee = one_of(self.addressee, ADDRESSEES, "addressee")
        return [
            f.QuestionAsked(
                question=question,
                person=case.me,
                addressee=addressee,
                stage=case.proposal.stage,
                body=body,
                subject=case.about,
            ),
            start(case, clock, to_answer(case, addressee, clock)),
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
        right = MAY_ANSWER[filled(row.addressee)]
        if right not in case.roles():
            raise refuse("wrong_role", roles=[right.value])
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        return [
            f.QuestionAnswered(
                question=self.question_id, by=case.me, body=body, subject=case.about
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
            f.QuestionUnanswered(question=self.ref, subject=case.about),
            stop(case, self.name, self.ref),
        ]
