"""What happens in the demo on a day of its own, not when a proposal has come so far."""

from collections.abc import Callable
from datetime import datetime, timedelta

from deliberation import clock

from .stage import Stage

Step = tuple[float, Callable[[], object]]  # days ago, and what happens


class Dated:
    """Steps one after another, the earliest first."""

    def __init__(self, stage: Stage, today: datetime, *steps: Step) -> None:
        self.stage = stage
        self.days = [(today - timedelta(days=ago), step) for ago, step in steps]

    def go_on(self) -> None:
        """What is due."""
        while self.days and self.days[0][0] <= clock.now():
            self.days.pop(0)[1]()

    def finish(self) -> None:
        """Nothing more."""
