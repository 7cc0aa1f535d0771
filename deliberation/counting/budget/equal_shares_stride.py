"""Whether a stretch of budgets can be passed over, because no outcome on it can overspend.

Called by equal_shares.py between runs.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from .equal_shares_run import INFINITE, Purses, queue_of, room_of
from .equal_shares_supporters import Run, Supporters


@dataclass
class Strides:
    """How far to look ahead: twice as far after each safe stride, half as far after an unsafe one.
    Where not even one step is safe, a while passes before the next look.
    """

    stride: int = 1
    wait: int = 0
    patience: int = 2

    def ahead(self, safe: Callable[[int], bool]) -> int:
        """How many steps can be passed over now; `safe` says it of so many."""
        if self.wait:
            self.wait -= 1
            return 0
        if safe(self.stride):
            ahead, self.stride, self.patience = self.stride, 2 * self.stride, 2
            return ahead
        if self.stride == 1:
            self.patience = min(32, 2 * self.patience)
            self.wait = self.patience
        self.stride = max(1, self.stride // 2)
        return 0


def safe(supporters: Supporters, done: Run, budget: Fraction, limit: int) -> bool:
    """Whether no budget from that of `done` to this one funds projects for more than `limit` (in
    parts).

    In the same order of funding, a larger budget leaves everyone at least as much, so every payment
    falls as the budget grows. While, round by round, the price at the smaller budget of what was
    funded is below every other's price at the larger one, all budgets between fund the same. From
    the first round where that is unsure, at most those projects follow whose supporters could pay
    at the larger budget with what they have then.
    """
    purses, queue, spent = Purses(supporters, budget), queue_of(supporters), supporters.head.cost
    for project, highest, full in list(zip(done.order, done.highest, done.full, strict=True))[
        len(supporters.head.order) :
    ]:
        queue = [entry for entry in queue if entry[1] != project]
        heapq.heapify(queue)
        sure = _first(supporters, purses, queue, project, highest if not full else 0.0)
        if not sure or not _paid(supporters, purses, project):
            queue.append((0.0, project))
            break
        spent += supporters.costs[project]
    return _within(supporters, purses, [project for _, project in queue], limit - spent)


def _paid(supporters: Supporters, purses: Purses, project: int) -> bool:
    """Whether its supporters certainly can pay; then they have."""
    equal = supporters.costs[project] / supporters.votes[project]
    q, _, sure = purses.payment(project, equal, INFINITE)
    if not sure or q == INFINITE:
        return False
    purses.pay(project, q)
    return True


def _within(supporters: Supporters, purses: Purses, open_: list[int], limit: int) -> bool:
    """Whether all of the open projects that could still be paid for cost no more than `limit`."""
    for project in open_:
        if limit < 0:
            return False
        have = purses.left.take(supporters.of[project]).sum()
        if have >= supporters.costs[project] - 4 * purses.slack:
            limit -= supporters.costs[project]
    return limit >= 0


def _first(
    supporters: Supporters,
    purses: Purses,
    queue: list[tuple[float, int]],
    project: int,
    highest: float,
) -> bool:
    """Whether `project` certainly goes before all in the queue; their prices in it are brought up
    as far as needed.

    `highest` is 0 where all its supporters pay the same: its price is then 1 / votes exactly, and
    nobody's price is ever below their own 1 / votes.
    """
    costs, bound = supporters.costs, highest or 1 / supporters.votes[project]
    level = bound + 2 * room_of(supporters, purses, bound)
    aside = []
    while queue and queue[0][0] <= level:
        price, other = heapq.heappop(queue)
        if not highest and supporters.behind(other, project):
            aside.append((price, other))
            continue
        q, _, _ = purses.payment(other, price * costs[other], level * costs[other])
        heapq.heappush(queue, (q / costs[other], other))
        if q / costs[other] <= level:
            return False
    for entry in aside:
        heapq.heappush(queue, entry)
    return True
