"""Acts of the clock: deadlines through the same gate as everybody. Base class only; the acts stand in their rooms."""

from dataclasses import dataclass
from datetime import datetime

from .act import Act
from .case import Case
from .facts import Fact


@dataclass(frozen=True, kw_only=True)
class ClockAct(Act):
    """Attempted by `record.tick` when its deadline is due. `ref` names the matter inside the proposal, if any."""

    ref: str = ""

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        raise NotImplementedError
