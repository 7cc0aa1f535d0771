"""Method of equal shares with cost utilities, completed by raising every voter's budget by one
currency unit until the outcome would overspend; the last valid one stands.

Peters and Skowron 2020; Peters, Pierczyński, Skowron 2021 (arXiv 2008.13276). Called by `tally` and
by the close of a budget ballot.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from deliberation.counting.result import Result, exact
from deliberation.counting.ties import TieBreak

from .budget import BudgetBallots
from .equal_shares_exact import Ledger
from .equal_shares_run import run
from .equal_shares_stride import Strides, safe
from .equal_shares_supporters import Run, Supporters

RULE = "equal-shares"


def count_equal_shares(
    ballots: BudgetBallots, *, completion: bool = True, seed: str | None = None
) -> Result:
    """Count. A mark with more than no points is support.

    Ties in price: the cheaper project, then the one with more supporters, then the ballot order or
    the lot of `seed`.
    """
    found = _Search(ballots, TieBreak([p.id for p in ballots.projects], seed))
    if completion:
        found.complete()
    return found.result(completion)


@dataclass
class _Stop:
    """Why the completion ended: the run one step further, or everything wanted is funded."""

    run: Run | None = None


class _Search:
    def __init__(self, ballots: BudgetBallots, breaks: TieBreak) -> None:
        self.ballots, self.breaks = ballots, breaks
        first = sorted(
            range(len(ballots.projects)),
            key=lambda p: (
                ballots.projects[p].cost,
                -ballots.votes[p],
                breaks.rank[ballots.projects[p].id],
            ),
        )
        self.supporters = Supporters(ballots, [first.index(p) for p in range(len(first))])
        self.free = [p for p in self.supporters.wanted if not ballots.projects[p].cost]
        self.supporters.wanted = [p for p in self.supporters.wanted if ballots.projects[p].cost]
        self.start = Fraction(ballots.budget, max(ballots.voters, 1))
        self.steps, self.stop = 0, _Stop()
        self.last = self._run(0)
        self.supporters.keep_head(self.last)

    def _run(self, steps: int) -> Run:
        return run(self.supporters, self._budget(steps), self._choose)

    def _budget(self, steps: int) -> Fraction:
        return self.start + steps * self.ballots.parts

    def _choose(self, tied: list[int], stage: int) -> tuple[int, dict[str, Any]]:
        """The cheaper, then the more supported, then the order or the lot."""
        projects, votes, best = self.ballots.projects, self.supporters.votes, tied
        cost: dict[int, int] = {p: projects[p].cost for p in tied}
        fewer = {p: -votes[p] for p in tied}
        for rule, of in (("cheaper", cost), ("more_supporters", fewer)):
            best = [p for p in best if of[p] == min(of[other] for other in best)]
            if len(best) == 1:
                said = self.breaks.tie(
                    stage, (projects[p].id for p in tied), [projects[best[0]].id]
                )
                said.pop("seed", None)
                return best[0], {**said, "broken_by": rule}
        first = self.breaks.first(projects[p].id for p in best)
        return next(p for p in best if projects[p].id == first), self.breaks.tie(
            stage, (projects[p].id for p in tied), [first]
        )

    def complete(self) -> None:
        """Raise the budgets unit by unit to the first outcome that overspends.

        Strides that provably cannot overspend on the way are skipped.
        """
        projects, strides = self.ballots.projects, Strides()
        everything = sum(projects[p].cost for p in self.supporters.wanted)
        # so that the first step that funds everything is not passed over either
        limit = min(self.ballots.budget, everything - 1)
        while len(self.last.order) < len(self.supporters.wanted):
            ahead = strides.ahead(lambda far: self._safe(far, limit))
            further = self._run(self.steps + ahead + 1)
            if further.cost > self.ballots.budget:
                self.stop = _Stop(further)
                self.last = self._run(self.steps + ahead) if ahead else self.last
                self.steps += ahead
                return
            self.last, self.steps = further, self.steps + ahead + 1

    def _safe(self, far: int, limit: int) -> bool:
        """Whether so many more steps can be passed over."""
        return safe(self.supporters, self.last, self._budget(self.steps + far), limit)

    def result(self, completion: bool) -> Result:
        """The last valid outcome, its payments worked out exactly."""
        ledger = Ledger(
            self.supporters.of, self.supporters.costs, self.ballots.voters, self._budget(self.steps)
        )
        for project in self.last.order:
            ledger.fund(project)
        projects = self.ballots.projects
        winners = tuple(projects[p].id for p in (*self.free, *self.last.order))
        return Result(RULE, winners, self.last.ties, self._working(ledger, completion))

    def _working(self, ledger: Ledger, completion: bool) -> dict[str, Any]:
        money, b = self.ballots.money, self.ballots
        spent = sum(b.projects[p].cost for p in self.last.order)
        working = {
            "ballots": b.voters,
            "budget": money(b.budget),
            "spent": money(spent),
            "left": money(b.budget - spent),
            "voter_budget": self._voter_budget(self.steps if completion else 0),
            "completion": self._completion() if completion else None,
            "unspent_by_voters": money(ledger.budget * b.voters - spent),
            "rounds": [self._round(i, made) for i, made in enumerate(ledger.payments, 1)],
        }
        if b.kind not in ("approval", "choose-1"):
            working["note"] = "every project given points counts as supported, however many"
        without = [b.projects[p].id for p in self.free]
        return {**working, "without_cost": without, "unfunded": self._unfunded()}

    def _voter_budget(self, raised_by: int) -> dict[str, Any]:
        money = self.ballots.money
        return {
            "start": money(self.start),
            "raised_by": raised_by,
            "final": money(self._budget(self.steps)),
        }

    def _unfunded(self) -> list[dict[str, Any]]:
        b, funded = self.ballots, {*self.last.order, *self.free}
        return [
            {"project": p.id, "name": p.name, "cost": b.money(p.cost), "supporters": b.votes[i]}
            for i, p in enumerate(b.projects)
            if i not in funded
        ]

    def _round(self, number: int, made: Any) -> dict[str, Any]:
        project, cost = (
            self.ballots.projects[made.project],
            self.ballots.projects[made.project].cost,
        )
        return {
            "round": number,
            "project": project.id,
            "name": project.name,
            "cost": self.ballots.money(cost),
            "supporters": self.supporters.votes[made.project],
            "each_pays": _shown(made.each / self.ballots.parts),
            "paying_in_full": made.full,
            "paying_what_they_have": made.emptied,
            "they_pay_together": _shown(made.rest / self.ballots.parts),
            "price_per_unit": _shown(made.each / cost, 12),
        }

    def _completion(self) -> dict[str, Any]:
        if self.stop.run is None:
            return {"ended": "everything_wanted_is_funded"}
        projects, money = self.ballots.projects, self.ballots.money
        return {
            "ended": "one_more_would_overspend",
            "next_voter_budget": money(self._budget(self.steps + 1)),
            "next_outcome": [projects[p].id for p in self.stop.run.order],
            "next_cost": money(self.stop.run.cost),
            "ties_in_next": self.stop.run.ties,
        }


def _shown(number: Fraction, places: int = 6) -> int | str:
    """The fraction, or where its digits would fill lines the decimals that begin it, marked with
    "…".
    """
    text = exact(number)
    if isinstance(text, int) or len(text) <= 40:
        return text
    whole, rest = divmod(number, 1)
    return f"{whole}.{int(rest * 10**places):0{places}d}…"
