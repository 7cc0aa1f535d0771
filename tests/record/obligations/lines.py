"""What the tests of obligations ask of a line: who has to do it, from when, by when; and that it
ended, and by what.
"""

from typing import Any

from deliberation.record import tables
from tests.world import World


def line(w: World, subject: str, act: str, ref: str = "") -> Any:
    """What somebody has, or had, to do; None where nobody ever had."""
    t = tables.obligation
    found = w.rows(t, t.c.subject_id == subject, t.c.act == act, t.c.ref == ref)
    return found[0] if found else None


def is_open(
    w: World, subject: str, act: str, who: tuple[str, str], ref: str = "", **columns: Any
) -> Any:
    """The line is open, for these people; `columns`: what else it says."""
    row = line(w, subject, act, ref)
    assert row is not None, f"nobody was ever asked to {act}"
    assert row.ended_at is None, f"{act} is over"
    assert (row.who_kind, row.who) == who
    assert {name: getattr(row, name) for name in columns} == columns
    return row


def office(*roles: str) -> tuple[str, str]:
    """Whoever holds one of these offices."""
    return "office_role", " ".join(roles)


def is_over(w: World, subject: str, act: str, ref: str = "", by: str | None = None) -> None:
    """The line has ended, now, by a fact of this kind; and the record says the same when it is read
    anew.
    """
    row = line(w, subject, act, ref)
    assert row is not None, f"nobody was ever asked to {act}"
    assert row.ended_at is not None, f"{act} is still open"
    (fact,) = w.rows(tables.fact, tables.fact.c.fact_id == row.ended_by)
    assert by is None or fact.kind == by, fact.kind
    assert fact.at == row.ended_at


def open_acts(w: World, subject: str) -> set[str]:
    """What people still have to do there."""
    t = tables.obligation
    rows = w.rows(t, t.c.subject_id == subject, t.c.who_kind != "clock", t.c.ended_at.is_(None))
    return {r.act for r in rows}
