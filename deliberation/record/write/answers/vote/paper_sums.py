"""The sums of a round's ballots on paper: the votes of a secret vote, and whether the sheets add up
once more from the ballots and batches themselves, which `checks` asks for the certificate.
"""

from typing import Any

from sqlalchemy import func, select

from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, in_round, same


def secret_sums(
    conn: Any, community: str, proposal: str, round_no: int
) -> tuple[dict[tuple[int, str], int], int, set[str]]:
    """({(question, what): votes} of the counted batches of a secret vote, invalid ballots under (0,
    "invalid"); how many ballots were valid; who took one and did not give it back: they were
    present). Three queries.
    """
    h, b, e = tables.paper_holder, tables.paper_batch, tables.roll_entry
    sums = totals(conn, community, proposal, round_no)
    counted = in_round(b, community, proposal, round_no), b.c.state == "counted"
    sheets = conn.execute(
        select(func.coalesce(func.sum(b.c.counted_sheets), 0)).where(*counted)
    ).scalar_one()
    took = in_round(h, community, proposal, round_no), h.c.serial.is_not(None)
    on_roll = h.join(e, same(h, e, *ROUND, "person_id"))
    holders = conn.execute(select(h.c.person_id).select_from(on_roll).where(*took)).scalars()
    return sums, int(sheets) - sums.get((0, "invalid"), 0), set(holders)


def totals(conn: Any, community: str, proposal: str, round_no: int) -> dict[tuple[int, str], int]:
    """{(question, what): votes} over all batches; empty where the vote is not secret."""
    t = tables.paper_total
    rows = conn.execute(
        select(t.c.question_no, t.c.what, func.sum(t.c.votes))
        .where(in_round(t, community, proposal, round_no))
        .group_by(t.c.question_no, t.c.what)
    )
    return {(question, what): int(votes) for question, what, votes in rows}
