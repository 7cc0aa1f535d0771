"""Who should do what, from when, by when, and what the clock does otherwise: one obligation as it
stands in the fact that opens it.

It is never worked out by `apply`, so that a line that comes later does not change an old replay.
What ends it is a rule of the closing fact's kind (`charter.cycle.obligations`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypedDict

from .base import write_time

WhoKind = Literal["hand", "office_role", "organisation", "roll", "supporters", "residents", "clock"]
Scope = Literal["stage", "own"]


class Obligation(TypedDict):
    """One line of a fact's `obligations`. Times are …Z text, in UTC; days are whole days.

    act, ref: what is to be done, and to which entry of its subject (an id, a code, or ""); the two
    are its key there, and one that ended may be opened again. who_kind, who: a person (`hand`,
    named as public facts name them), offices (one role, or several with a space between, any of
    which may), an organisation, everybody on the roll, the supporters, the residents (of the group
    `who` names, or all), or the clock. need: how many different people. not_by: people who may
    not. from_at: not asked of anybody before. due_at, start_at, days: by when, counted from when,
    how many days; None where nothing says so; provisional while the year is not announced.
    then_act: what the clock does when it is due (its own line has the same ref, or none); the
    clock's lines name their own act there. held_until: asked of nobody before, though
    the days run. scope: ends with the stage, or goes on until it is answered.
    """

    act: str
    ref: str
    who_kind: WhoKind
    who: str
    need: int
    not_by: list[str]
    from_at: str
    due_at: str | None
    start_at: str | None
    days: int | None
    provisional: bool
    then_act: str | None
    held_until: str | None
    scope: Scope


def of_clock(
    act: str,
    due_at: datetime,
    *,
    start_at: datetime,
    days: int,
    provisional: bool = False,
    ref: str = "",
    scope: Scope = "stage",
) -> Obligation:
    """What the clock itself has to do: which act, when, counted from when, how many days."""
    begins = write_time(start_at)
    return Obligation(
        act=act,
        ref=ref,
        who_kind="clock",
        who="",
        need=1,
        not_by=[],
        from_at=begins,
        due_at=write_time(due_at),
        start_at=begins,
        days=days,
        provisional=provisional,
        then_act=act,
        held_until=None,
        scope=scope,
    )


def asked_of(
    act: str,
    who_kind: WhoKind,
    who: str = "",
    *,
    from_at: datetime,
    before: Obligation | None = None,
    due_at: datetime | None = None,
    days: int | None = None,
    then_act: str | None = None,
    ref: str | None = None,
    need: int = 1,
    not_by: Sequence[str] = (),
    scope: Scope | None = None,
) -> Obligation:
    """What people have to do.

    before: the line of the clock that does something else when its day has come; due, days, ref
    and scope are that one's. Without it what is due, if anything, is counted from `from_at`, and
    the line ends with the stage.
    """
    begins = write_time(from_at)
    due: _Due | Obligation = before or _by(begins, due_at, days)
    return Obligation(
        act=act,
        ref=ref if ref is not None else before["ref"] if before else "",
        who_kind=who_kind,
        who=who,
        need=need,
        not_by=list(not_by),
        from_at=begins,
        due_at=due["due_at"],
        start_at=due["start_at"],
        days=due["days"],
        provisional=due["provisional"],
        then_act=before["act"] if before else then_act,
        held_until=None,
        scope=scope or (before["scope"] if before else "stage"),
    )


def ahead_of(line: Obligation, clock: Obligation) -> Obligation:
    """The same line, with the day of a clock that does something else then."""
    return {
        **line,
        "due_at": clock["due_at"],
        "start_at": clock["start_at"],
        "days": clock["days"],
        "provisional": clock["provisional"],
        "then_act": clock["act"],
    }


class _Due(TypedDict):
    due_at: str | None
    start_at: str | None
    days: int | None
    provisional: bool


def _by(begins: str, due_at: datetime | None, days: int | None) -> _Due:
    if due_at is None:
        return {"due_at": None, "start_at": None, "days": None, "provisional": False}
    due = write_time(due_at)
    return {"due_at": due, "start_at": begins, "days": days, "provisional": False}
