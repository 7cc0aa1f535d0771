"""What is asked of an entry of the roster, and of the day named, before the entry changes."""

from datetime import date

from deliberation.charter.case import Case
from deliberation.charter.needs.people import CANDIDATE, Person
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import ADULT

from .people import years_old

HERE = ("adult", "minor")


def who_now(case: Case, *, here: bool = True) -> Person:
    """The entry the act names, not closed by a merge; with `here` one who lives here."""
    row = case[CANDIDATE].person
    if row is None or row.standing == "merged":
        raise refuse("unknown_person")
    if here and row.standing not in HERE:
        raise refuse("has_left")
    return row


def day_gone(case: Case, text: str) -> str:
    """A day that has been, as ISO text."""
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise refuse("bad_date", field="happened_on") from error
    if day > case.calendar.local_day(case.now, case.community.timezone) or day.year < 1900:
        raise refuse("bad_date", field="happened_on")
    return day.isoformat()


def standing_by_age(case: Case, birth_date: str | None) -> str:
    """Adult or minor today; who has no birth date counts as an adult."""
    today = case.calendar.local_day(case.now, case.community.timezone)
    return "adult" if birth_date is None or years_old(birth_date, today) >= ADULT else "minor"
