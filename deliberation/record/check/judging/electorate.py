"""Who had to be on a roll when it was frozen, from the replayed tables: what the loaders of
`write.answers.vote` ask by SQL at the opening.

What joins a whole electorate cannot go through `View.row`; the owners' parties are made by the
charter's own function, the rest is one condition on a row each. Called by the conditions of rolls.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deliberation.charter.case import Case
from deliberation.charter.owning import OWNERS, Owner, parties
from deliberation.charter.roles import Role
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.charter.voting.households import ROLE as HOUSEHOLD

from .view import Row, View

# Art 28: the meeting has the committee's members too; Arts 19 and 20 speak of the representatives.
BODIES = {
    "reps_meeting": (Role.representative, Role.committee_member),
    "representatives": (Role.representative,),
}
ON_ROSTER = ("adult", "minor")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may vote: as what, whether they stepped aside, and in a vote of households of
    which.
    """

    person: str
    role: str
    recused: bool
    home: str | int | None = None


def members(view: View, case: Case) -> list[Member]:
    """Everybody who had to be on the roll, whatever its order; of owners see `owners`."""
    return _same_roll(view, case) if _again(view, case) else voters(view, case)


def voters(view: View, case: Case) -> list[Member]:
    """Everybody who may vote by the roster as it is."""
    electorate = case.vote.electorate
    if electorate == HOUSEHOLDS:
        return [_member(view, case, r, HOUSEHOLD) for r in _household_adults(view, case)]
    if electorate in BODIES:
        return list(_in_office(view, case, BODIES[electorate]))
    residents = _here(view, _adults(view), case.proposal.group_id)
    return [_member(view, case, r, Role.resident.value) for r in residents]


def owners(view: View, case: Case) -> list[tuple[list[str], int, int]]:
    """[(voters, units, area)] of every party, as the charter makes them."""
    within = _within(view, case.proposal.group_id)
    areas = {
        r["dwelling_id"]: r["area"]
        for r in view.rows("dwelling")
        if within is None or r["group_id"] in within
    }
    return parties(areas, _owners(view), _speaking(view))


def all_known(view: View) -> bool:
    """Whether no entry, unit or tie that makes parties of owners was erased."""
    people = ((r["standing"], r["tenure"], r["dwelling_id"]) for r in view.rows("person"))
    ties = (
        (r["dwelling_id"],) for name in ("ownership", "representation") for r in view.rows(name)
    )
    areas = ((r["area"],) for r in view.rows("dwelling"))
    return all(None not in said for said in (*people, *ties, *areas))


def adults(view: View) -> tuple[int, int]:
    """How many live here and are of age, and of how many nobody can say since they were erased."""
    known = sum(1 for _ in _adults(view))
    return known, sum(r["standing"] is None or r["lives_here"] is None for r in view.rows("person"))


def is_of_owners(case: Case) -> bool:
    """Whether owners vote."""
    return case.vote.electorate == OWNERS


def _again(view: View, case: Case) -> bool:
    """Whether this round of an election is on the roll of the one before."""
    row = view.row("election", case.proposal.proposal_id)
    return row is not None and row["second_round"] == case.proposal.round_no > 0


def _same_roll(view: View, case: Case) -> list[Member]:
    proposal, before = case.proposal.proposal_id, case.proposal.round_no - 1
    homes = {r["person_id"]: r["home_no"] for r in view.of("household_voter", proposal, before)}
    return [
        Member(r["person_id"], r["role"], r["recused"], homes.get(r["person_id"]))
        for r in view.of("roll_entry", proposal, before)
    ]


def _member(view: View, case: Case, row: Row, role: str) -> Member:
    person = row["person_id"]
    aside = view.row("recusal", case.proposal.proposal_id, person) is not None
    return Member(person, role, aside, row["dwelling_id"])


def _adults(view: View) -> Iterator[Row]:
    """Of age, and living here."""
    return (r for r in view.rows("person") if r["standing"] == "adult" and r["lives_here"])


def _here(view: View, people: Iterable[Row], group: str | None) -> Iterator[Row]:
    within = _within(view, group)
    for row in people:
        home = view.row("dwelling", row["dwelling_id"])
        if within is None or (home is not None and home["group_id"] in within):
            yield row


def _within(view: View, group: str | None) -> set[str] | None:
    """A group and every group below it; None for the whole community."""
    if not group:
        return None
    found, grown = {group}, True
    while grown:
        below = {r["group_id"] for r in view.rows("residents_group") if r["parent_id"] in found}
        grown = not below <= found
        found |= below
    return found


def _household_adults(view: View, case: Case) -> Iterator[Row]:
    """The one a household named, where they still are an adult of it; else all its adults."""
    adults = list(_adults(view))
    homes = {r["person_id"]: r["dwelling_id"] for r in adults}
    named = {
        homes[r["person_id"]]: r["person_id"]
        for r in view.rows("household_rep")
        if r["ended_at"] is None
        and r["person_id"] in homes
        and r["dwelling_id"] in (homes[r["person_id"]], None)  # None: erased, and believed
    }
    for row in _here(view, adults, case.proposal.group_id):
        if named.get(row["dwelling_id"], row["person_id"]) == row["person_id"]:
            yield row


def _in_office(view: View, case: Case, roles: tuple[Role, ...]) -> Iterator[Member]:
    held: dict[str, str] = {}
    for row in view.rows("office"):
        person, role = row["person_id"], row["role"]
        if role in roles and view.in_office(row, case):
            held[person] = max(held.get(person, role), role)
    for person, role in held.items():
        aside = view.row("recusal", case.proposal.proposal_id, person) is not None
        yield Member(person, role, aside)


def _owners(view: View) -> Iterator[Owner]:
    for row in view.rows("person"):
        if row["standing"] in ON_ROSTER and row["tenure"] == "owner":
            yield Owner(row["dwelling_id"], row["person_id"], row["standing"] == "adult")
    for row in view.rows("ownership"):
        who = view.known("person", row["person_id"])
        if row["ended_at"] is None and who["standing"] in ON_ROSTER:
            yield Owner(row["dwelling_id"], row["person_id"], who["standing"] == "adult")


def _speaking(view: View) -> dict[str, tuple[str, str]]:
    """{unit: (representation, person)}; the last one recorded speaks."""
    rows = sorted(
        (r for r in view.rows("representation") if r["ended_at"] is None), key=lambda r: r["at"]
    )
    return {
        r["dwelling_id"]: (r["representation_id"], r["person_id"])
        for r in rows
        if view.known("person", r["person_id"])["standing"] in ON_ROSTER
    }
