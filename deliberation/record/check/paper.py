"""The paper of a round counted again from the rows the record makes: the reconciliation, and the
sums of a secret vote. Called by `verify`.
"""

import dataclasses
from collections import Counter
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from deliberation.charter.facts.vote import paper_ballots
from deliberation.charter.needs.paper import PaperRound
from deliberation.charter.voting import piles
from deliberation.record.applying.changes import Memory
from deliberation.record.write.answers.vote.paper_ballots import batch_of


def _rows(
    memory: Memory, table: str, community: str, proposal: str | None, round_no: int
) -> list[dict[str, Any]]:
    return [
        r
        for r in memory.tables[table].values()
        if (r["community_id"], r["proposal_id"], r["round_no"]) == (community, proposal, round_no)
    ]


def check(
    fact: paper_ballots.PaperReconciled | paper_ballots.SecretTotals, memory: Memory, community: str
) -> None:
    """ValueError where the fact says other numbers than the ballots and batches give."""
    batches = _rows(memory, "paper_batch", community, fact.subject_id, fact.round_no)
    counted = [b for b in batches if b["state"] == "counted"]
    if isinstance(fact, paper_ballots.SecretTotals):
        sums = totals(memory, community, fact.subject_id, fact.round_no)
        _check_sums(fact, sum(b["counted_sheets"] for b in counted), sums)
    else:
        ballots = _rows(memory, "paper_ballot", community, fact.subject_id, fact.round_no)
        _check_sheets(fact, batches, ballots)


def _check_sums(
    fact: paper_ballots.SecretTotals, returned: int, sums: Counter[tuple[int, str]]
) -> None:
    told = [[*key, votes] for key, votes in sorted(sums.items())]
    again = (returned, sums.get((0, "invalid"), 0), told)
    if (fact.sheets, fact.invalid, fact.totals) != again:
        raise ValueError(
            f"the sums of the secret vote are said to be {fact.totals}, the batches give {again}"
        )


def _check_sheets(
    fact: paper_ballots.PaperReconciled,
    batches: list[dict[str, Any]],
    ballots: list[dict[str, Any]],
) -> None:
    """Every sheet issued came back (and counts, or lies in a pile that nobody settled), was left
    unused or spoiled, or is missing.
    """
    states = Counter(b["state"] for b in ballots)
    out = (fact.unused, fact.spoiled, fact.lost, fact.missing)
    said = (fact.issued, fact.returned, fact.uncounted, fact.strays, *out)
    strays = sum(b["strays"] or 0 for b in batches if b["state"] == "counted")
    gone = (states["unused"], states["spoiled"], states["lost"])
    again = [
        (len(ballots), counted + uncounted, uncounted, strays, *gone, missing)
        for counted, uncounted, missing in _came_back(fact, batches, ballots, states)
    ]
    if said not in again:
        raise ValueError(f"the paper is said to be {said}, the ballots and batches give {again[0]}")


def _came_back(
    fact: paper_ballots.PaperReconciled,
    batches: list[dict[str, Any]],
    ballots: list[dict[str, Any]],
    states: Counter[str],
) -> list[tuple[int, int, int]]:
    """What may be said of it: where the entries are withheld nobody can tell a secret vote from one
    by name, nor which ballots lie in a pile.
    """
    piled = frozenset(b["serial"] for b in ballots if b["state"] == "out")
    found = tuple(batch_of(SimpleNamespace(**b)) for b in batches)
    paper = PaperRound(len(ballots), states, found, piled=piled)
    sums = any(len(key) == 2 for b in found for key in b.first)
    if not any(b["first"] is None for b in batches):
        return [piles.back(dataclasses.replace(paper, secret=sums))]
    told = sum(pile["sheets"] for pile in fact.piles)
    missing = len(piled) + states["lost"] - told
    by_sheets = piles.back(dataclasses.replace(paper, secret=True))
    return [(states["counted"], told, missing), by_sheets]


def totals(
    memory: Memory, community: str, proposal: str | None, round_no: int
) -> Counter[tuple[int, str]]:
    """(question, what) → votes over all batches."""
    found: Counter[tuple[int, str]] = Counter()
    for row in _rows(memory, "paper_total", community, proposal, round_no):
        found[row["question_no"], row["what"]] += row["votes"]
    return found


@dataclass(frozen=True, slots=True)
class SecretSums:
    """What was said {(question, what): votes}, how many valid ballots, and who took one."""

    totals: Counter[tuple[int, str]]
    valid: int
    holders: set[str]


def secret_sums(
    memory: Memory, community: str, proposal: str | None, round_no: int
) -> SecretSums | None:
    """The sums of a secret round; None where the vote was by name."""
    held = _rows(memory, "paper_round", community, proposal, round_no)
    if not held or held[0]["secret_sheets"] is None:
        return None
    sums = totals(memory, community, proposal, round_no)
    holders = {
        r["person_id"]
        for r in _rows(memory, "paper_holder", community, proposal, round_no)
        if r["serial"] is not None
    }
    return SecretSums(sums, held[0]["secret_sheets"] - sums[0, "invalid"], holders)
