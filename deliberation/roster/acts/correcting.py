"""An entry of the roster is corrected; what stood before is kept with it.

Called by the clerk's pages. A frozen roll is never reached: it holds ids, and stays.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import roster as f
from deliberation.charter.needs.people import CANDIDATE, OPEN_ROLLS, Person
from deliberation.charter.reasons import refuse
from deliberation.charter.text import plain

from .standing import day_gone, standing_by_age, who_now

TENURES = ("owner", "tenant")
PRIVATE = ("name", "phone", "birth_date")
PUBLIC = ("tenure", "lives_here")


def _born(case: Case, text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise refuse("bad_date", field="birth_date") from error
    if not date(1900, 1, 1) <= day <= case.calendar.local_day(case.now, case.community.timezone):
        raise refuse("bad_date", field="birth_date")
    return day.isoformat()


@dataclass(frozen=True, kw_only=True)
class CorrectPerson(Act):
    """Name, phone, birth date, owner or tenant, lives here or not.

    What stood before is kept with it.
    """

    name = ActName.correct_person
    lock = "community"
    needs = frozenset({CANDIDATE, OPEN_ROLLS})
    person_id: str
    new_name: str
    phone: str | None
    birth_date: str
    tenure: str
    lives_here: bool
    happened_on: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row, new = who_now(case), self._new(case)
        changed = [k for k in (*PRIVATE, *PUBLIC) if getattr(row, k) != new[k]]
        if not changed:
            raise refuse("nothing_changed")
        standing = standing_by_age(case, new["birth_date"])
        if standing == "minor" and case[CANDIDATE].terms:
            # Whoever holds an office leaves it first, by an act that names the cause.
            raise refuse("not_adult")
        return [
            f.PersonCorrected(
                person=self.person_id,
                changed=changed,
                hand_key=row.hand_key,
                dwelling=row.dwelling_id,
                standing=standing,
                happened_on=day_gone(case, self.happened_on),
                on_open_rolls=case[OPEN_ROLLS],
                reason=words(self.reason, most=case.rulebook.limits.reason_max, what="reason"),
                before=_before(row, changed),
                **new,
            )
        ]

    def _new(self, case: Case) -> dict[str, Any]:
        """What is to stand in the entry from now on."""
        return {
            "name": words(self.new_name, most=80, what="name"),
            "phone": _phone(self.phone),
            "birth_date": _born(case, self.birth_date),
            "tenure": one_of(self.tenure, TENURES, "tenure"),
            "lives_here": self.lives_here,
        }


def _before(row: Person, changed: list[str]) -> dict[str, str] | None:
    """What stood in the private fields that change."""
    was = {k: getattr(row, k) for k in changed if k in PRIVATE}
    return {k: str(value) for k, value in was.items() if value is not None} or None


def _phone(typed: str | None) -> str | None:
    phone = plain(typed or "") or None
    digits = (phone or "").lstrip("+")
    if phone is not None and not (6 <= len(digits) <= 15 and digits.isdigit()):
        raise refuse("bad_choice", field="phone")
    return phone
