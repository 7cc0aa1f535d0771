"""A vote of owners that the city's own system holds, for pages: where and when it is, what was
entered of its result, by whom and on what evidence.

Figures are heads and area in 0.01 m². Read by a proposal's page and by the forms of such a vote.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from deliberation.record import tables
from deliberation.record.tables.joins import in_round
from deliberation.record.write.answers.vote.official import entry as standing

from . import ballot_papers


@dataclass(frozen=True, slots=True)
class There:
    """`announced`: the row that stands in this round, or None.

    `entries`: round → its entry with `figures`. `base`: (heads, area) by the roll frozen here; None
    before opening.
    """

    announced: Any
    entries: dict[int, Any]
    base: dict[int, tuple[int, int]]
    plans: dict[int, dict[str, str]]

    def counted_beside(self, round_no: int) -> bool:
        """Whether the result shows these figures already: of a motion, once its entry is the
        result.
        """
        return self.entries[round_no].state != "entered" and not self.plans[round_no]

    def lines(self, round_no: int) -> list[str]:
        """What the figures of a round state, in the order people read it."""
        found = self.entries[round_no].figures
        return [
            what
            for what in (
                "entitled",
                "present",
                "for",
                "against",
                *sorted((w for w in found if w.isdigit()), key=int),
                "none",
                "abstain",
            )
            if what in found
        ]

    def label(self, round_no: int, what: str) -> str | None:
        """The name of the plan a line of the figures is about; None where it is a word of its
        own.
        """
        return self.plans.get(round_no, {}).get(what)


def there(s: Any, community: str, proposal: str, round_no: int) -> There:
    """Everything of the proposal.

    Two queries, and with a result three for each round of it (at most two); none of them grows.
    """
    announced = _announced(s, community, proposal, round_no)
    rounds = _rounds(s, community, proposal)
    return There(
        announced,
        {n: standing(s, community, proposal, n) for n in rounds},
        {n: base(s, community, proposal, n) for n in rounds},
        {n: plans(s, community, proposal, n) for n in rounds},
    )


def _announced(s: Any, community: str, proposal: str, round_no: int) -> Any:
    """What was said last about the vote of this round."""
    v = tables.official_vote
    query = select(v).where(in_round(v, community, proposal, round_no))
    return s.execute(query.order_by(v.c.at.desc(), v.c.fact_id.desc()).limit(1)).first()


def _rounds(s: Any, community: str, proposal: str) -> list[int]:
    """Those with a result."""
    r = tables.official_result
    query = select(r.c.round_no).where(r.c.community_id == community, r.c.proposal_id == proposal)
    return list(s.execute(query.distinct().limit(10)).scalars())


def base(s: Any, community: str, proposal: str, round_no: int) -> tuple[int, int]:
    """(heads, area) by the roll frozen here, to compare with. One query."""
    a = tables.owner_party
    heads, area = s.execute(
        select(func.count(), func.coalesce(func.sum(a.c.area), 0)).where(
            in_round(a, community, proposal, round_no)
        )
    ).one()
    return heads, int(area)


def plans(s: Any, community: str, proposal: str, round_no: int) -> dict[str, str]:
    """Number → title of the plans on the paper of a round; {} of a motion."""
    paper = ballot_papers.paper(s, community, proposal, round_no)
    return (
        {str(o.number): o.name or "" for o in paper.asked[0].options} if paper is not None else {}
    )
