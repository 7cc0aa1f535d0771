"""What a fact claims about ballots, paper and counts, held against the facts before it.

Called by `verify`, fact by fact, before the fact is applied.
"""

from typing import Any

from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import elections
from deliberation.charter.facts.people import people
from deliberation.charter.facts.vote import official as official_facts
from deliberation.charter.facts.vote import owners, paper_ballots, papers, resolve
from deliberation.charter.rulebook import parse
from deliberation.record.applying.changes import Memory
from deliberation.record.log import canonical

from . import official, paper
from .recount import recount_motion, recount_owners, recount_paper
from .recount_election import recount_election

COUNTED = (
    resolve.VoteCounted | owners.OwnersCounted | papers.PaperCounted | elections.ElectionCounted
)


class Counts:
    """The ballots cast and opened so far, beside the tables the replay has made."""

    def __init__(self, memory: Memory, community: str) -> None:
        self._memory, self._community = memory, community
        self._sealed: dict[str, bytes] = {}  # ballot's fact → digest of its choice, as cast
        # round → voter → (ballot's fact, choice)
        self._opened: dict[tuple[str | None, int], dict[str, tuple[str, str]]] = {}

    def check(self, fact: Fact, head: dict[str, Any]) -> None:
        """ValueError, or KeyError for a rule nobody knows, where the claim does not hold."""
        if isinstance(fact, resolve.BallotCast):
            self._sealed[head["fact"]] = bytes.fromhex(head["bodies"]["sealed"])
        elif isinstance(fact, resolve.BallotsDisclosed):
            self._open(fact)
        elif isinstance(fact, paper_ballots.PaperReconciled | paper_ballots.SecretTotals):
            paper.check(fact, self._memory, self._community)
        elif isinstance(fact, official_facts.OfficialResultConfirmed):
            official.check(fact, self._memory, self._community)
        elif isinstance(fact, COUNTED):
            self._count_again(fact)
        elif isinstance(fact, people.RulebookAdopted) and parse(fact.source).digest != fact.digest:
            raise ValueError("the rulebook's text does not have its digest")

    def _open(self, fact: resolve.BallotsDisclosed) -> None:
        opened = self._opened.setdefault((fact.subject_id, fact.round_no), {})
        for b in fact.ballots:
            digest = canonical.salted_digest(
                bytes.fromhex(b["salt"]), canonical.encode({"choice": b["choice"]})
            )
            if self._sealed.get(b["fact"]) != bytes.fromhex(digest):
                raise ValueError(
                    f"the disclosed ballot of {b['voter']} is not the one that was cast"
                )
            opened[b["voter"]] = (b["fact"], b["choice"])

    def _count_again(self, fact: COUNTED) -> None:
        ballots = self._in_order(fact.subject_id, fact.round_no)
        if isinstance(fact, resolve.VoteCounted):
            recount_motion(fact, ballots, self._memory, self._community)
        elif isinstance(fact, owners.OwnersCounted):
            recount_owners(fact, ballots, self._memory, self._community)
        elif isinstance(fact, papers.PaperCounted):
            recount_paper(fact, ballots, self._memory, self._community)
        else:
            choices = [choice for _, choice in ballots.values()]
            recount_election(fact, choices, self._memory, self._community)

    def _in_order(self, proposal: str | None, round_no: int) -> dict[str, tuple[int, str]]:
        """voter → (order of casting, choice): the last ballot of a household is its ballot, and the
        later of two co-owners speaks for both.
        """
        order = {ref: at for at, ref in enumerate(self._sealed)}
        opened = self._opened.get((proposal, round_no), {})
        return {voter: (order[ref], choice) for voter, (ref, choice) in opened.items()}
