"""Voting by proxy (委托投票): when somebody may vote for another, and what they may cast.

Called by the acts, by offers and by pages.

Organic Law of Residents' Committees (2025) Art 19, where the committee is elected: in writing, to
another voter of the community, at most three for one holder, no candidate, and none where
representatives elect. Elsewhere the same are editable defaults of the rulebook.
"""

from deliberation.charter.case import Case
from deliberation.charter.needs.proxies import PRINCIPAL, Principal, Proxy
from deliberation.charter.owning import OWNERS
from deliberation.charter.reasons import refuse
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


def still_votes(case: Case, row: Proxy) -> Principal:
    """Whoever gave it, where they may be voted for: on the roll, still what it calls them, and with
    no say of their own, cast or on paper. Asked when it is taken on and whenever it is used.

    Refuses not_on_roll, voted_already, giver_on_paper, giver_recused, giver_gone.
    """
    them = case[PRINCIPAL]
    if them is None:
        raise refuse("not_on_roll")
    if row.state != USED and them.revision:
        raise refuse("voted_already")
    if them.paper is not None:
        raise refuse("giver_on_paper", serial=them.paper)
    if them.recused and case.vote.electorate != OWNERS:
        raise refuse("giver_recused")
    if not them.there:
        raise refuse("giver_gone")
    return them
