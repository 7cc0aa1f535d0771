"""Greedy budgeting: by score, then the cheaper; whatever still fits is funded, the rest is passed
over. Variants: no-skip, threshold, exclusive.

What most cities do. Called by `tally` and by the close of a budget ballot.
"""

from dataclasses import dataclass
from typing import Any, Literal

from deliberation.counting.result import Result
from deliberation.counting.ties import TieBreak

from .budget import BudgetBallots

RULE = "greedy"
Variant = Literal["greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive"]
VARIANTS = ("greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive")


def count_greedy(
    ballots: BudgetBallots,
    *,
    variant: Variant = "greedy",
    threshold: int | None = None,
    seed: str | None = None,
) -> Result:
    """Count. `threshold`: the least score (in points of the ballot) that can be funded.

    A project without any support is never funded.

    no-skip: the first that does not fit ends it. exclusive: of projects that exclude each other
    (Project.excludes) only the first is funded; the other variants obey it too. ValueError for an
    unknown variant.
    """
    if variant not in VARIANTS:
        raise ValueError(f"unknown variant {variant!r}")
    breaks = TieBreak([p.id for p in ballots.projects], seed)
    return _Count(ballots, variant, threshold, breaks).result()


@dataclass
class _Count:
    ballots: BudgetBallots
    variant: str
    threshold: int | None
    breaks: TieBreak

    def __post_init__(self) -> None:
        projects = self.ballots.projects
        self.left, self.ended = self.ballots.budget, False
        self.funded: list[str] = []
        self.rivals = {
            p.id: set(p.excludes) | {o.id for o in projects if p.id in o.excludes} for p in projects
        }
        self.rank = sorted(
            range(len(projects)),
            key=lambda i: (
                -self.ballots.scores[i],
                projects[i].cost,
                self.breaks.rank[projects[i].id],
            ),
        )

    def result(self) -> Result:
        """Go down the list once."""
        ties: list[dict[str, Any]] = []
        rounds = []
        for place, i in enumerate(self.rank):
            ties += self._tie(place)
            rounds.append(self._round(place, i))
        ties = [{**tie, "chosen": [x for x in tie["tied"] if x in self.funded]} for tie in ties]
        return Result(RULE, tuple(self.funded), ties, self._working(rounds))

    def _round(self, place: int, i: int) -> dict[str, Any]:
        """One project decided, with what is left before and after."""
        b, project = self.ballots, self.ballots.projects[i]
        return {
            "rank": place + 1,
            "project": project.id,
            "name": project.name,
            "score": b.score(b.scores[i]),
            "votes": b.votes[i],
            "cost": b.money(project.cost),
            "before": b.money(self.left),
            **self._decide(i),
            "after": b.money(self.left),
        }

    def _working(self, rounds: list[dict[str, Any]]) -> dict[str, Any]:
        b = self.ballots
        working: dict[str, Any] = {
            "variant": self.variant,
            "ballots": b.voters,
            "budget": b.money(b.budget),
            "spent": b.money(b.budget - self.left),
            "left": b.money(self.left),
            "rounds": rounds,
        }
        if self.threshold is not None:
            working["threshold"] = self.threshold
        if self.variant == "greedy-exclusive" and not any(self.rivals.values()):
            working["note"] = "the ballots name no projects that exclude each other"
        return working

    def _decide(self, i: int) -> dict[str, Any]:
        project, score = self.ballots.projects[i], self.ballots.scores[i]
        against = sorted(self.rivals[project.id] & set(self.funded), key=self.funded.index)
        if self.ended:
            return {"funded": False, "why": "after_the_end"}
        if score <= 0:
            return {"funded": False, "why": "no_support"}
        if self.threshold is not None and score < self.threshold * self.ballots.points_parts:
            return {"funded": False, "why": "below_threshold"}
        if against:
            return {"funded": False, "why": "excluded", "by": against}
        if project.cost > self.left:
            self.ended = self.variant == "greedy-no-skip"
            return {"funded": False, "why": "too_dear"}
        self.left -= project.cost
        self.funded.append(project.id)
        return {"funded": True}

    def _tie(self, place: int) -> list[dict[str, Any]]:
        """The tie that begins at this rank, if one does: same score; broken by cost, and where that
        is the same by the order or the lot.
        """
        projects, group = self.ballots.projects, self._equals(place)
        if self.ended or len(group) < 2:
            return []
        by_cost = len({projects[i].cost for i in group}) == len(group)
        seed = {} if by_cost or self.breaks.seed is None else {"seed": self.breaks.seed}
        return [
            {
                "stage": place + 1,
                "tied": [projects[i].id for i in group],
                "broken_by": "cheaper" if by_cost else self.breaks.rule,
                **seed,
                "decided_funding": self._mattered(group),
            }
        ]

    def _equals(self, place: int) -> list[int]:
        """Those with the score of this rank, where it is the first of them; none without score."""
        scores = self.ballots.scores
        score = scores[self.rank[place]]
        if score <= 0 or (place and scores[self.rank[place - 1]] == score):
            return []
        return [i for i in self.rank[place:] if scores[i] == score]

    def _mattered(self, group: list[int]) -> bool:
        """Whether another order within the tie would fund others: some of those that fit have to
        stay out.
        """
        projects = self.ballots.projects
        if any(self.rivals[projects[i].id] & {projects[j].id for j in group} for i in group):
            return True
        able = [
            i for i in group if self.variant == "greedy-no-skip" or projects[i].cost <= self.left
        ]
        return (
            any(projects[i].cost <= self.left for i in able)
            and sum(projects[i].cost for i in able) > self.left
        )
