"""Answers about a vote that the city's own system holds: the last day announced, and the entry of
its result that stands.
"""

from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.supervision import OFFICIAL, OFFICIAL_VOTE
from deliberation.charter.official import elsewhere
from deliberation.record import tables
from deliberation.record.tables.joins import in_round, same
from deliberation.record.write.answers.registry import answers, of_matter


@answers(OFFICIAL_VOTE)
def _official_vote(conn: Connection, case: Case, act: Act) -> Any:
    if not elsewhere(case):
        return None
    t = tables.official_vote
    day = conn.execute(
        select(t.c.closes_on)
        .where(of_matter(t, case, t.c.round_no == case.proposal.round_no))
        .order_by(t.c.at.desc(), t.c.fact_id.desc())
        .limit(1)
    ).scalar()
    return None if day is None else date.fromisoformat(day)


@answers(OFFICIAL)
def _official(conn: Connection, case: Case, act: Act) -> Any:
    return (
        entry(conn, case.community.id, case.proposal.proposal_id, case.proposal.round_no)
        if elsewhere(case)
        else None
    )


def entry(conn: Any, community: str, proposal: str, round_no: int) -> Any:
    """The entry of this round that no later one replaced, with `figures` {what: (heads, area)};
    None where there is none. One query.
    """
    t, g = tables.official_result, tables.official_figure
    rows = conn.execute(
        select(t, g.c.what, g.c.heads, g.c.area)
        .join(g, same(t, g, "entry_id"))
        .where(
            in_round(t, community, proposal, round_no),
            t.c.state != "replaced",
        )
    ).all()
    if not rows:
        return None
    said = {c.name: getattr(rows[0], c.name) for c in t.c}
    return SimpleNamespace(**said, figures={r.what: (r.heads, r.area) for r in rows})
