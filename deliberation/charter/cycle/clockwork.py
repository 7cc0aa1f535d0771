"""Acts of the clock: deadlines through the same gate as everybody.

Base class only; the acts stand in their rooms.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ClassVar

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.needs.proposal import DEADLINE
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role


@dataclass(frozen=True, kw_only=True)
class ClockAct(Act):
    """Attempted by `record.tick` when its deadline is due.

    `ref` names the matter inside the proposal, if any.

    Every such act on a proposal asks for its own open clock and is done by the clock only while
    that one is due: two ticks at once read the same list, and the later one must not do a second
    time what was done, or do now what was moved to later. own_clock: False for what moves the clock
    of another act.
    """

    own_clock: ClassVar[bool] = True
    ref: str = ""

    def __init_subclass__(cls, **kw: Any) -> None:
        if cls.lock != "community" and cls.own_clock:
            cls.needs = cls.needs | {DEADLINE}
            cls.decide = _when_due(cls.decide)  # type: ignore[method-assign, assignment]
        super().__init_subclass__(**kw)

    @property
    def clock(self) -> str:
        """The act whose clock this one asks for."""
        return self.name.value

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        raise NotImplementedError


def _when_due(
    decide: Callable[[Any, Case, datetime], list[Fact]],
) -> Callable[[Any, Case, datetime], list[Fact]]:
    @wraps(decide)
    def decide_when_due(act: Any, case: Case, now: datetime) -> list[Fact]:
        facts = decide(act, case, now)
        if case.actor.machine is Role.clock:
            clock = case[DEADLINE]
            if clock is None:
                raise refuse("already_decided")
            if now < clock.due_at:
                raise refuse("not_yet", until=clock.due_at)
        return facts

    return decide_when_due
