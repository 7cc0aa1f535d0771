"""Whether a stretch of budgets can be passed over, because no outcome on it can overspend.

Called by equal_shares.py between runs.
"""

import heapq
from fractions import Fraction

from .equal_shares_run import INFINITE, Purses, Run, Supporters, queue_of, room_of


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
        if not _first(supporters, purses, queue, project, highest if not full else 0.0):
            queue.append((0.0, project))
            break
        q, _, sure = purses.payment(
            project, supporters.costs[project] / supporters.votes[project], INFINITE
        )
        if not sure or q == INFINITE:
            queue.append((0.0, project))
            break
        purses.pay(project, q)
        spent += supporters.costs[project]
    for _, project in queue:
        if spent > limit:
            return False
        if (
            purses.left.take(supporters.of[project]).sum()
            >= supporters.costs[project] - 4 * purses.slack
        ):
            spent += supporters.costs[project]
    return spent <= limit


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
    votes, costs = supporters.votes, supporters.costs
    bound = highest or 1 / votes[project]
    level = bound + 2 * room_of(supporters, purses, bound)
    aside = []
    while queue and queue[0][0] <= level:
        price, other = heapq.heappop(queue)
        if not highest and (votes[other], -supporters.first[other]) < (
            votes[project],
            -supporters.first[project],
        ):
            aside.append((price, other))
            continue
        q, _, _ = purses.payment(other, price * costs[other], level * costs[other])
        heapq.heappush(queue, (q / costs[other], other))
        if q / costs[other] <= level:
            return False
    for entry in aside:
        heapq.heappush(queue, entry)
    return True
