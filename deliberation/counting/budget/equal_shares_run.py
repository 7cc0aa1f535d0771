"""One run of equal shares with a fixed budget per voter, in floats that only rule out: what they
leave open is decided exactly by the ledger.

Called by equal_shares.py. The bound on the floats: a round takes the same sum from the voters
whatever they hold, and never leaves more to one who held less, so it cannot spread an error (an
order-preserving map that keeps the sum is an L1 contraction; Crandall and Tartar 1980). The errors
of all rounds just add up: `Purses.slack`.
"""

import heapq
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from .equal_shares_exact import Ledger
from .equal_shares_supporters import Run, Supporters

ULP, INFINITE = 2.0**-53, float("inf")
Breaker = Callable[[list[int], int], tuple[int, dict[str, Any]]]


class Purses:
    """What each voter has left, in floats, and the least equal payment for each project."""

    def __init__(self, supporters: Supporters, budget: Fraction) -> None:
        self.of, self.costs = supporters.of, supporters.costs
        self.left = float(budget) - supporters.head_paid
        self.unit = 4 * ULP * float(budget) * supporters.voters
        self.slack = (
            (40 + len(supporters.head.order)) * self.unit + 1e-300
        )  # no sum of purses is further from the truth than this (twice what the analysis gives)

    def payment(self, project: int, at_least: float, enough: float) -> tuple[float, bool, bool]:
        """(payment, settled, sure). Unsettled: the payment is more than `enough`.

        Unsure: whether the supporters have enough at all is too close for floats.

        The payment is infinite if they have too little. Newton's method from below: each step stays
        below the payment, as what min(purse, q) sums to is concave in q.
        """
        cost, purses = self.costs[project], self.left.take(self.of[project])
        richer, q = -1, at_least
        while True:
            now = int(np.count_nonzero(purses > q))
            if now == richer and now:
                return q, True, purses.max() - q > 4 * self.slack
            paid = float(np.add.reduce(np.minimum(purses, q)))
            if not now:
                return (q if paid >= cost else INFINITE), True, abs(paid - cost) > 4 * self.slack
            richer = now
            q += (cost - paid) / richer
            if q > enough:
                return q, False, True

    def spare(self, project: int, q: float, votes: int) -> bool:
        """Whether q is an equal share of all supporters, and all certainly have more."""
        equal = self.costs[project] / votes
        return (
            abs(q - equal) <= 4 * self.slack
            and self.left.take(self.of[project]).min() - q > 4 * self.slack
        )

    def pay(self, project: int, q: float) -> None:
        """Each supporter pays q, or all they have."""
        who = self.of[project]
        rest = self.left.take(who) - q
        self.left[who] = np.maximum(rest, 0, out=rest)
        self.slack += self.unit


def run(supporters: Supporters, budget: Fraction, choose: Breaker) -> Run:
    """Fund projects until no project's supporters can pay; `choose` breaks exact ties."""
    return _Rounds(supporters, budget, choose).go()


class _Rounds:
    def __init__(self, supporters: Supporters, budget: Fraction, choose: Breaker) -> None:
        self.supporters, self.costs, self.choose = supporters, supporters.costs, choose
        self.purses, self.done = Purses(supporters, budget), supporters.head.again(budget)
        self.ledger: Ledger | None = None
        self.queue = queue_of(supporters)

    def go(self) -> Run:
        while self.queue:
            price, project = heapq.heappop(self.queue)
            cost, following = self.costs[project], self.queue[0][0] if self.queue else INFINITE
            q, settled, sure = self.purses.payment(project, price * cost, following * cost)
            if not sure:
                exact = self._exact().payment(project)
                q = INFINITE if exact is None else float(exact)
            room = room_of(self.supporters, self.purses, q / cost)
            if q == INFINITE:
                continue
            if not settled or q / cost > following + room:
                heapq.heappush(self.queue, (q / cost, project))
            elif q / cost + room < following:
                self._fund(project, q, room)
            else:
                self._contest(project, q / cost, room)
        return self.done

    def _fund(self, project: int, q: float, room: float) -> None:
        self.done.full.append(self.purses.spare(project, q, self.supporters.votes[project]))
        self.purses.pay(project, q)
        self.done.order.append(project)
        self.done.highest.append(q / self.costs[project] + room)
        self.done.cost += self.costs[project]

    def _exact(self) -> Ledger:
        """The ledger, brought up to this round."""
        if self.ledger is None:
            self.ledger = Ledger(
                self.supporters.of, self.costs, self.supporters.voters, self.done.budget
            )
        for project in self.done.order[len(self.ledger.payments) :]:
            self.ledger.fund(project)
        return self.ledger

    def _payment(self, project: int) -> Fraction | None:
        equal = Fraction(self.costs[project], self.supporters.votes[project])
        return (
            equal
            if self.purses.spare(project, float(equal), self.supporters.votes[project])
            else self._exact().payment(project)
        )

    def _contest(self, project: int, price: float, room: float) -> None:
        """Prices too close for floats: all that could still be the lowest are compared exactly."""
        close = [project, *self._as_low(price + 2 * room)]
        payments = {p: paid for p in close if (paid := self._payment(p)) is not None}
        prices = {p: paid / self.costs[p] for p, paid in payments.items()}
        if not prices:
            return
        tied = [p for p in sorted(prices) if prices[p] == min(prices.values())]
        chosen, tie = (
            self.choose(tied, len(self.done.order) + 1) if len(tied) > 1 else (tied[0], None)
        )
        self.done.ties += [tie] if tie else []
        for p in prices:
            if p != chosen:
                heapq.heappush(self.queue, (float(prices[p]) * (1 - 4 * ULP), p))
        self._fund(chosen, float(payments[chosen]), room)

    def _as_low(self, level: float) -> list[int]:
        """The projects whose price is at most this, taken off the queue."""
        found = []
        while self.queue and self.queue[0][0] <= level:
            bound, project = heapq.heappop(self.queue)
            q, _, _ = self.purses.payment(project, bound * self.costs[project], INFINITE)
            if q / self.costs[project] > level:
                # infinite where floats say too little; looked at again when its turn comes
                heapq.heappush(self.queue, (q / self.costs[project], project))
            else:
                found.append(project)
        return found


def queue_of(supporters: Supporters) -> list[tuple[float, int]]:
    """(price, project): price = payment / cost, never above the true one.

    Purses only shrink, so an old price stays a lower bound.
    """
    head = set(supporters.head.order)
    queue = [(1 / supporters.votes[p], p) for p in supporters.wanted if p not in head]
    heapq.heapify(queue)
    return queue


def room_of(supporters: Supporters, purses: Purses, price: float) -> float:
    """Two prices further apart than this are in the right order."""
    return 4 * purses.slack / supporters.cheapest + 16 * ULP * price
