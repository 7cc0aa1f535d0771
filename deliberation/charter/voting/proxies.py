"""Voting by proxy (委托投票): when somebody may vote for another, and what they may cast.

Called by the acts, by offers and by pages.

Organic Law of Residents' Committees (2025) Art 19, where the committee is elected: in writing, to
another voter of the community, at most three for one holder, no candidate, and none where
representatives elect. Elsewhere the same are editable defaults of the rulebook.
"""

from deliberation.charter.rulebook import Vote

from .households import HOUSEHOLDS

FREE = "free"
INSTRUCTIONS = ("for", "against", "abstain", FREE)
GIVEN, ACCEPTED, USED = "given", "accepted", "used"  # what stands; everything else is over
STANDING = (GIVEN, ACCEPTED, USED)
REPRESENTATIVES = "reps_meeting"
OF_RESIDENTS = ("residents", HOUSEHOLDS)


def most(vote: Vote) -> int:
    """How many principals one holder may speak for in this vote. 0: nobody votes by proxy.

    A representative was elected to come, so only where the rules say so.
    """
    return 0 if vote.electorate == REPRESENTATIVES and not vote.reps_by_proxy else vote.proxies_max


def bound(instruction: str | None, choice: str) -> bool:
    """Whether this choice is what the principal asked for."""
    return instruction in (None, FREE) or instruction == choice
