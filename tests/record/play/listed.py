"""What must hold of every list of what waits: each of its lines is one of what is to be done, and
leaves the list with it. Called by test_obliged after each step of random play.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from deliberation.charter.subjects.announcement import MAY_STAY
from deliberation.readings import obligations
from deliberation.readings.desk import supervised
from deliberation.readings.page import posting

from .obliged import Around

WAITING = ("late", "contested", "stays")  # the others tell what happened


def ended(around: Around) -> list[str]:
    """Lines of a list, a desk or a board that stand for nothing that is open."""
    rows = [r for r in around.play.rows("obligation") if r["ended_at"] is None]
    opened = {r["opened_by"] for r in rows}
    asked = {(r["subject_id"], r["act"], r["ref"]) for r in rows}
    return [*_supervised(around, opened), *_on_boards(around, asked), *_at_pages(around, asked)]


def _supervised(around: Around, opened: set[str]) -> Iterator[str]:
    for code in WAITING:
        lines = supervised.STATEMENTS[code](around.play.world.id, around.now).subquery()
        for r in around.conn.execute(select(lines)):
            if r.code not in MAY_STAY.values() and r.fact_id not in opened:
                yield f"{code}: {r.code} {r.act or ''} stands for nothing that is open"


def _on_boards(around: Around, asked: set[Any]) -> Iterator[str]:
    here, now = around.play.world.id, around.now
    to_post = {(x.proposal_id, x.purpose) for x in posting.asked(around.conn, here, now)}
    for proposal, purpose in to_post:
        if (proposal, "post_proof", purpose) not in asked:
            yield f"the {purpose} is to be posted, and nobody is asked to"
    for x in posting.hanging(around.conn, here, now, now.date()):
        if (x.proposal_id, "post_proof", x.purpose) in asked:
            yield f"the {x.purpose} hangs, and somebody is asked to post it"


def _at_pages(around: Around, asked: set[Any]) -> Iterator[str]:
    for p in around.play.rows("proposal"):
        for x in obligations.waiting(around.conn, around.play.world.id, p["proposal_id"]):
            if (x.subject_id, x.act, x.ref) not in asked:
                yield f"{x.act} {x.ref} waits on its page, and is over"
