"""只给社区看: a matter between neighbours or a private hardship, brought to the community office
only, answered in time, and closed.

Called by `propose.routes.private`, and by the clock when the office is late. It is no proposal and
never becomes one by itself.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import private_matters as f
from deliberation.charter.moves import in_office
from deliberation.charter.needs.voices import PRIVATE_LATELY, PRIVATE_MATTER
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role


@dataclass(frozen=True, kw_only=True)
class BringPrivate(Act):
    """Only its author, the office and the supervisors ever read it."""

    name = ActName.bring_private
    lock = "community"
    needs = frozenset({PRIVATE_LATELY})
    title: str
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        limits = case.rulebook.limits
        title, body = (
            words(self.title, most=limits.title_max, what="title"),
            words(self.body, most=limits.text_max, what="body"),
        )
        if case[PRIVATE_LATELY] >= limits.private_per_hour:
            raise refuse("too_many_now", most=limits.private_per_hour)
        due = case.calendar.add_days(now, limits.private_days, case.community.timezone).at
        matter = case.new_id()
        answer = in_office(
            case,
            ActName.answer_private,
            Role.clerk,
            ref=matter,
            due_at=due,
            days=limits.private_days,
            then_act=ActName.mark_private.value,
            not_by=(case.me,),
            scope="own",
        )
        return [
            f.PrivateMatterBrought(
                matter=matter,
                person=case.me,
                due_at=due,
                obligations=[answer],
                title=title,
                body=body,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class AnswerPrivate(Act):
    """The office answers; a supervisor may, once the office is late. Nobody answers their own."""

    name = ActName.answer_private
    lock = "community"
    needs = frozenset({PRIVATE_MATTER})
    matter_id: str
    answer: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[PRIVATE_MATTER]
        if row is None:
            raise refuse("unknown_reference")
        if row.state == "answered":
            raise refuse("already_answered")
        if row.person_id == case.me:
            raise refuse("own_interest")
        if row.state == "open" and Role.clerk not in case.roles():
            raise refuse("not_yet", until=row.due_at)
        return [
            f.PrivateMatterAnswered(
                matter=row.matter_id,
                person=row.person_id,
                by=case.me,
                answer=words(self.answer, most=case.rulebook.limits.reason_max, what="answer"),
            )
        ]


@dataclass(frozen=True, kw_only=True)
class MarkPrivate(ClockAct):
    """The office's days are over: from now on the supervisors answer as well."""

    name = ActName.mark_private
    lock = "community"
    needs = frozenset({PRIVATE_MATTER})
    matter_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[PRIVATE_MATTER]
        if row is None:
            raise refuse("unknown_reference")
        if row.state != "open":
            raise refuse("already_decided")
        if now < row.due_at:
            raise refuse("not_yet", until=row.due_at)
        answer = in_office(
            case,
            ActName.answer_private,
            Role.clerk,
            Role.supervisor,
            ref=row.matter_id,
            not_by=(row.person_id,) if row.person_id else (),
            due_at=row.due_at,
            scope="own",
        )
        return [
            f.PrivateMatterLate(matter=row.matter_id, person=row.person_id, obligations=[answer])
        ]
