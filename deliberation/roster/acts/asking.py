"""What residents ask to be put right in their own entry, and the desk's answer."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import roster as f
from deliberation.charter.moves import CORRECTION_DAYS, in_office
from deliberation.charter.needs.people import CORRECTION, OPEN_CORRECTION
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role


@dataclass(frozen=True, kw_only=True)
class AskCorrection(Act):
    """Something in my own entry is wrong (个人信息保护法 Art 46), or what I wrote is to be erased
    (Art 47). One open request at a time.
    """

    name = ActName.ask_correction
    lock = "community"
    needs = frozenset({OPEN_CORRECTION})
    body: str
    wish: str = "correct"

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case[OPEN_CORRECTION] is not None:
            raise refuse("already_asked")
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        due = case.calendar.add_days(now, CORRECTION_DAYS, case.community.timezone).at
        request = case.new_id()
        answer = in_office(
            case,
            ActName.answer_correction,
            Role.clerk,
            ref=request,
            due_at=due,
            days=CORRECTION_DAYS,
            not_by=(case.me,),
            scope="own",
        )
        return [
            f.CorrectionAsked(
                request=request,
                person=case.me,
                wish=one_of(self.wish, ("correct", "erase"), "wish"),
                due_at=due,
                obligations=[answer],
                body=body,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class AnswerCorrection(Act):
    """Put right (by an act of its own), or declined with a reason. Nobody answers their own."""

    name = ActName.answer_correction
    lock = "community"
    needs = frozenset({CORRECTION})
    request_id: str
    outcome: str
    answer: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[CORRECTION]
        if row is None:
            raise refuse("unknown_reference")
        if row.state != "open":
            raise refuse("already_answered")
        if row.person_id == case.me:
            raise refuse("own_interest")
        return [
            f.CorrectionAnswered(
                request=row.request_id,
                person=row.person_id,
                by=case.me,
                outcome=one_of(self.outcome, ("done", "declined"), "outcome"),
                answer=words(self.answer, most=case.rulebook.limits.reason_max, what="answer"),
            )
        ]
