"""The result of a vote that the city's own system held, redone from the figures recorded for it.

Called by `verify` beside the counts of ballots.
"""

from types import SimpleNamespace
from typing import Any

from deliberation.charter.facts.vote import official as f
from deliberation.counting import official
from deliberation.counting.motion.dual import DualResult
from deliberation.counting.papers import Question
from deliberation.counting.questions import Round
from deliberation.counting.threshold import Threshold
from deliberation.record.applying.changes import Memory


def entry(memory: Memory, community: str, proposal: str | None, round_no: int) -> Any:
    """The entry that became this round's result, with `figures`; None where the platform held the
    vote.
    """
    found = [
        r
        for r in memory.tables["official_result"].values()
        if (r["community_id"], r["proposal_id"], r["round_no"]) == (community, proposal, round_no)
        and r["confirmed_at"] is not None
    ]
    if not found:
        return None
    figures = {
        r["what"]: (r["heads"], r["area"])
        for r in memory.tables["official_figure"].values()
        if (r["community_id"], r["entry_id"]) == (community, found[0]["entry_id"])
    }
    return SimpleNamespace(**found[0], figures=figures)


def counted(said: Any, fact: Any, question: Question | None) -> DualResult | Round:
    """The figures judged by the numbers the count names.

    ValueError where they cannot be, or where the entry states another outcome.
    """
    found = official.count(
        said.figures,
        question,
        quorum=Threshold(*fact.quorum),
        majority=Threshold(*fact.majority),
        silence_joins=getattr(fact, "silence_joins", False),
    )
    if (said.outcome, said.chosen) != (found.outcome, official.winner(found)):
        raise ValueError(
            f"the entry {said.entry_id} says {said.outcome} {said.chosen}, its figures give "
            f"{found.outcome} {official.winner(found)}"
        )
    return found


def check(fact: f.OfficialResultConfirmed, memory: Memory, community: str) -> None:
    """The base named is the entry's, and whoever confirmed it did not enter it."""
    said = memory.tables["official_result"][community, fact.entry]
    base = memory.tables["official_figure"][community, fact.entry, "entitled"]
    if (fact.heads, fact.area) != (base["heads"], base["area"]):
        raise ValueError(
            f"those entitled are said to be {fact.heads} and {fact.area}, the entry has "
            f"{base['heads']} and {base['area']}"
        )
    if fact.by == said["by"]:
        raise ValueError("the entry was confirmed by whoever made it")
