"""A vote with any paper, for tests: the rounds of a proposal with plans ask what the test says,
over the plans as options.
"""

from collections.abc import Callable
from typing import Any

from deliberation.charter.voting import papers as papers_made
from deliberation.counting.papers import Question

THREE = ("种桂花", "种香樟", "种竹子")


def asking(monkeypatch: Any, *make: Callable[[int], Question]) -> None:
    """Every paper of plans asks these questions instead; each gets how many plans there are."""

    def build(_case: Any, options: list[Any]) -> papers_made.Asked:
        plans = sorted(
            papers_made.accepted(options, "plan"), key=lambda o: THREE.index(o.title)
        )  # all were offered at one instant
        return [(m(len(plans)), [o.option_id for o in plans]) for m in make]

    monkeypatch.setitem(papers_made.BUILDERS, papers_made.PLANS, build)


ONE = lambda n: Question("one", "absolute/1", n, none=True)
APPROVE = lambda n: Question("approve", "approval/1", n, seats=2, most=2)
RANK = lambda n: Question("rank", "scottish-stv/1", n, seats=2)
IRV = lambda n: Question("rank", "irv/1", n)
MEEK = lambda n: Question("rank", "meek-stv/1", n, seats=2)
EACH = lambda n: Question("each", "each/1", n, seats=2)
MOTION = lambda n: Question("motion", "motion/1", n)
PLURALITY = lambda n: Question("one", "plurality/1", n, none=True)
COSTS = (60_000_00, 30_000_00, 20_000_50)
POINTS = lambda n: Question("points", "greedy/1", n, most=10, budget=90_000_00, costs=COSTS[:n])
BUDGET = lambda n: Question(
    "approve", "equal-shares/1", n, most=3, budget=90_000_00, costs=COSTS[:n]
)
GREEDY = lambda n: Question("approve", "greedy/1", n, budget=90_000_00, costs=COSTS[:n])
ORDER = lambda n: Question(
    "rank", "greedy/1", n, most=3, budget=90_000_00, costs=COSTS[:n], excludes=((2, 3),)
)
