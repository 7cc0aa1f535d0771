"""What must hold of entries of the roster: of age when the birth date says so (judged while that
private part is there), joined once, and closed by a merge only where nobody uses them.

Not judged: whether somebody lives here or owns what the desk entered. Nobody but the desk says so;
the supervisors draw entries by lot and compare them with their slips.
"""

from datetime import date

from deliberation.charter.facts.people.people import CameOfAge, PersonEntered, ResidentJoined
from deliberation.charter.facts.people.roster import (
    EntriesMerged,
    PersonCorrected,
    PersonReturned,
)
from deliberation.charter.facts.proposal.private_matters import PrivateMatterLate
from deliberation.charter.roles import ADULT

from .said import Said, of


def _is_adult(said: Said, birth_date: str) -> bool:
    """Civil Code Art 17: from the 18th birthday."""
    today = said.case.calendar.local_day(said.at, said.case.community.timezone)
    born = date.fromisoformat(birth_date)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) >= ADULT


@of(PersonEntered)
def of_age(said: Said, fact: PersonEntered) -> str | None:
    """Adult or minor as the birth date says."""
    if fact.birth_date is None:
        return None
    wanted = "adult" if _is_adult(said, fact.birth_date) else "minor"
    return None if fact.standing == wanted else f"{fact.person} entered as {fact.standing}"


@of(CameOfAge)
def came_of_age(said: Said, fact: CameOfAge) -> str | None:
    """A minor who is 18 by now."""
    row = said.view.entry(fact.person)
    if row["standing"] not in ("minor", None):
        return f"{fact.person} came of age, and was no minor"
    if row["birth_date"] is not None and not _is_adult(said, row["birth_date"]):
        return f"{fact.person} came of age too early"
    return None


@of(PersonReturned)
def had_left(said: Said, fact: PersonReturned) -> str | None:
    """Was gone, and comes back as old as they are."""
    row = said.view.entry(fact.person)
    if row["standing"] in ("adult", "minor"):
        return f"{fact.person} came back, and had not left"
    born = row["birth_date"]
    if born is None or fact.standing is None:
        return None
    if (fact.standing == "adult") != _is_adult(said, born):
        return f"{fact.person} came back as {fact.standing}"
    return None


@of(PersonCorrected)
def as_old_as_it_says(said: Said, fact: PersonCorrected) -> str | None:
    """On the roster, adult or minor as the birth date it says, in the home they had; and whoever
    holds an office is no minor.
    """
    row = said.view.entry(fact.person)
    if row["standing"] not in ("adult", "minor", None):
        return f"{fact.person} was corrected, and had left"
    if None not in (fact.dwelling, row["dwelling_id"]) and fact.dwelling != row["dwelling_id"]:
        return f"{fact.person} was moved by a correction"
    if fact.birth_date is None or fact.standing is None:
        return None
    wanted = "adult" if _is_adult(said, fact.birth_date) else "minor"
    if fact.standing != wanted:
        return f"{fact.person} corrected to {fact.standing}, and born {fact.birth_date}"
    held = any(r["left_at"] is None for r in said.view.offices_of(fact.person))
    return f"{fact.person} made a minor in office" if held and wanted == "minor" else None


@of(EntriesMerged)
def one_of_them_unused(said: Said, fact: EntriesMerged) -> str | None:
    """Two entries; the one that is closed has no account, no office and no vote under way."""
    if fact.person is None or fact.closed is None:
        return None
    kept, closed = said.view.entry(fact.person), said.view.entry(fact.closed)
    if fact.person == fact.closed or "merged" in (kept["standing"], closed["standing"]):
        return f"{fact.closed} was merged into {fact.person}, and is no other entry"
    if closed["joined_at"] is not None:
        return f"{fact.closed} was merged, and has joined"
    if any(r["left_at"] is None for r in said.view.offices_of(fact.closed)):
        return f"{fact.closed} was merged in office"
    rolls = said.view.by("roll_entry", "person_id", fact.closed)
    voting = any(_under_way(said, r["proposal_id"], r["round_no"]) for r in rolls)
    return f"{fact.closed} was merged, and stands on a roll" if voting else None


def _under_way(said: Said, proposal: str, round_no: int) -> bool:
    """Whether this round is voted on, or its result still looked at."""
    row = said.view.known("proposal", proposal)
    return row["round_no"] == round_no and row["stage"] in ("vote", "publish")


@of(ResidentJoined)
def joined_once(said: Said, fact: ResidentJoined) -> str | None:
    """With a code of their own, once."""
    if said.view.entry(fact.person)["joined_at"] is not None:
        return f"{fact.person} joined twice"
    return None


@of(PrivateMatterLate)
def is_late(said: Said, fact: PrivateMatterLate) -> str | None:
    """Open, and its days are over."""
    row = said.view.known("private_matter", fact.matter)
    late = row["state"] == "open" and said.at >= row["due_at"]
    return None if late else "a matter said to be late that is not"
