"""试行: something is tried until a day its author names; then residents say whether it stays.

Nobody puts it in charge of anybody and nobody reports it done: the day ends it. It is kept if more
say so than say end it; silence ends it.
"""

from datetime import date, datetime, timedelta

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal.carry_out import LastDayNamed
from deliberation.charter.moves import close, enter_period
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import Reason, refuse
from deliberation.charter.subjects.proposal import Ending

from .base import Matter, Question, Said

ANSWERS = ("end_it", "keep_it")  # score 1 and score 2


def said(ratings: int, total: int) -> tuple[int, int]:
    """(keep it, end it) of so many answers whose scores add up to `total`."""
    keep = total - ratings
    return keep, ratings - keep


def _end_of(day: str, case: Case) -> datetime:
    """24:00 of a day as it was typed. Refuses bad_date."""
    try:
        return case.calendar.end_of_day(date.fromisoformat(day), case.community.timezone)
    except (ValueError, OverflowError) as error:
        raise refuse("bad_date", field="last_day") from error


class Trial(Matter):
    """An ordinary matter with a last day."""

    def at_submit(self, case: Case, said: Said) -> list[Fact]:
        """Its last day: to come, late enough that a vote can be held before, and no further away
        than the rulebook lets it be.
        """
        if not said.last_day:
            raise refuse("last_day_missing", field="last_day")
        last = _end_of(said.last_day, case)
        kind = case.rulebook.kind(self.name)
        scope = kind.vote[kind.scope(case.proposal)]
        least = kind.notice.days + scope.days + kind.publish.objection_days
        if last <= case.now:
            raise refuse("date_in_past", field="last_day")
        if last <= case.now + timedelta(days=least):
            raise refuse("last_day_too_soon", field="last_day", least=least)
        if last > case.now + timedelta(days=kind.carry_out.period_days):
            raise refuse("last_day_too_far", field="last_day", most=kind.carry_out.period_days)
        return [
            LastDayNamed(by=case.me, finish_at=last, subject=case.about),
        ]

    def sent_back(self, case: Case) -> list[Fact]:
        """A new notice forgets who was in charge and until when; the day stays."""
        last = filled(case.proposal.finish_at)
        return [LastDayNamed(by=None, finish_at=last, subject=case.about)]

    def resolved(self, case: Case, why: str) -> list[Fact]:
        """Tried until its day; where that is over already, there is nothing to try."""
        if filled(case.proposal.finish_at) <= case.now:
            return close(case, Ending.ended, "period_over")
        return enter_period(case, why)

    def at_close(self, ratings: int, total: int) -> Ending:
        keep, end = said(ratings, total)
        return Ending.kept if keep > end else Ending.ended


MATTER = Trial(
    name="trial",
    question=Question("is_trial", rank=50, place=60),
    asks=("last_day",),
    strange=dict.fromkeys((A.assign, A.finish), Reason("ends_on_its_day")),
    answers=ANSWERS,
    words="trial",
    page="public/trial/_trial.html",
    status=dict.fromkeys(
        ("carry_out", "evaluate", Ending.kept.value, Ending.ended.value),
        "public/trial/_status.html",
    ),
)
