"""What must hold of who votes for a household: an adult of that home, named by another of its
adults or recorded at the desk, one for each.

Which home it is stands in a private part; where that was erased, of the fact or of an entry, nobody
can say it, and the record is believed.
"""

from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts.vote.households import HouseholdRepEnded, HouseholdRepNamed
from deliberation.record.check.judging.conditions.said import Said, of


def _another_home(said: Said, person: str | None, home: str | None) -> bool:
    """Whether somebody is known to live elsewhere than in this home."""
    lives = said.view.entry(person)["dwelling_id"]
    return None not in (home, lives) and home != lives


@of(HouseholdRepNamed)
def of_that_home(said: Said, fact: HouseholdRepNamed) -> str | None:
    """An adult who lives there; named by somebody who does, or recorded at the desk."""
    if fact.desk != (said.name is A.record_household_rep):
        return f"{said.name} named a representative from another hand"
    entry = said.view.entry(fact.person)
    adult = entry["standing"] == "adult" and entry["lives_here"]
    if not adult and not said.view.erased(fact.person):
        return f"{fact.person} was named for a home, and is no adult who lives here"
    if _another_home(said, fact.person, fact.dwelling):
        return f"{fact.person} was named for another home than theirs"
    return _own(said, fact.dwelling) or _alone(said, fact)


def _own(said: Said, home: str | None) -> str | None:
    """Nobody names one for the neighbours."""
    if said.name is A.name_household_rep and _another_home(said, said.me, home):
        return f"{said.me} named a representative of another home than theirs"
    return None


def _alone(said: Said, fact: HouseholdRepNamed) -> str | None:
    """Whoever spoke for the home before does so no more."""
    if fact.dwelling is None:
        return None
    before = said.view.by("household_rep", "dwelling_id", fact.dwelling)
    here = [r for r in before if r["dwelling_id"] is not None and r["ended_at"] is None]
    return "a home with two representatives" if here else None


@of(HouseholdRepEnded)
def spoke_for_it(said: Said, fact: HouseholdRepEnded) -> str | None:
    """Named and not ended; by somebody of that home, or at the desk."""
    row: Any = said.view.known("household_rep", fact.naming)
    if row["person_id"] != fact.person or row["ended_at"] is not None:
        return f"{fact.person} speaks for a home no more, and did not"
    return _own(said, row["dwelling_id"])
