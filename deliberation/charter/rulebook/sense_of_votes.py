"""What must hold of each vote in a rulebook: whom it asks, on which paper, for how long.

Called by `sense`.
"""

from collections.abc import Iterator
from typing import Any

from deliberation.charter.owning import OWNERS

from .parts import BUDGET_PHASES, EXTERNAL, SECRET, Kind, Vote

# delegated: where the assembly has the representatives decide (Art 30); the last two:
# who elects or recalls (Arts 19, 20)
SCOPES = (
    "community",
    "group",
    "delegated",
    *BUDGET_PHASES,
    "by_households",
    "by_representatives",
)
ELECTION_RULES = ("election/1", "scottish-stv/1")


def vote_faults(
    here: str, scope: str, vote: Vote, kind: Kind, book: Any
) -> Iterator[tuple[str, str]]:
    """(path, reason) of what makes no sense about the vote of `scope` that stands at `here`."""
    yield from _asked(here, scope, vote, book)
    yield from _of_owners_alone(here, vote)
    yield from _held(here, vote, kind)


def _asked(here: str, scope: str, vote: Vote, book: Any) -> Iterator[tuple[str, str]]:
    """Who is asked what on which paper, with which second factor."""
    if scope not in SCOPES:
        yield here, f"none of {', '.join(SCOPES)}"
    if (scope in BUDGET_PHASES) != (vote.rule == "paper/1"):
        yield (
            f"{here}.rule",
            "a budget ballot asks several things on one paper (paper/1), and nothing else does",
        )
    if vote.factor not in book.factors:
        yield f"{here}.factor", f"there is no [factors.{vote.factor}]"


def _of_owners_alone(here: str, vote: Vote) -> Iterator[tuple[str, str]]:
    """What only a vote of owners can be, and what it cannot."""
    if (vote.electorate == OWNERS) != (vote.rule == "dual/1"):
        yield f"{here}.rule", "owners are counted by heads and area (dual/1), and nobody else is"
    if vote.ballot == SECRET and vote.electorate == OWNERS:
        yield f"{here}.ballot", "owners vote by name, so that each unit can be traced"
    if vote.legal_effect == EXTERNAL and vote.electorate != OWNERS:
        yield f"{here}.legal_effect", "only owners vote in an official system of their city"
    if vote.silence != "none" and vote.electorate != OWNERS:
        yield f"{here}.silence", "silence is only ever counted among owners, by their own rules"


def _held(here: str, vote: Vote, kind: Kind) -> Iterator[tuple[str, str]]:
    """How long it is open, and what an election's count needs."""
    if vote.days < 1:
        yield f"{here}.days", "a vote is open for at least a day"
    if vote.rule in ELECTION_RULES and not kind.election.role:
        yield f"{here}.rule", "only an election is counted so"
    if vote.min_working_days < 2 and vote.ballot == "named":  # a polling day may be one
        yield f"{here}.min_working_days", "a voting window includes at least two working days"
