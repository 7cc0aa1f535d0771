"""Answers about random checks: the list of a month as the log has it, and whether it was drawn from
before.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter import drawing
from deliberation.charter.case import Case
from deliberation.charter.needs.supervision import DRAW_LIST
from deliberation.record import tables
from deliberation.record.write.answers.of_act import Draws
from deliberation.record.write.answers.registry import answers


def population(conn: Any, community: str, what: str, since: Any, until: Any) -> tuple[str, ...]:
    """Ids of the facts that make the list, in ascending order."""
    f = tables.fact
    return tuple(
        conn.execute(
            select(f.c.fact_id)
            .where(
                f.c.community_id == community,
                f.c.kind == drawing.KINDS[what],
                f.c.at >= since,
                f.c.at < until,
            )
            .order_by(f.c.fact_id)
        ).scalars()
    )


@answers(DRAW_LIST)
def _draw_list(conn: Connection, case: Case, act: Draws) -> Any:
    span, t = drawing.month(act.month, case.community.timezone), tables.draw
    if span is None or act.what not in drawing.KINDS:
        return SimpleNamespace(refs=(), before=None)  # `decide` says so
    before = conn.execute(
        select(t.c.draw_id).where(
            t.c.community_id == case.community.id, t.c.what == act.what, t.c.since == span[0]
        )
    ).first()
    return SimpleNamespace(refs=population(conn, case.community.id, act.what, *span), before=before)
