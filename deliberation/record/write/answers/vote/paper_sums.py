"""The sums of a round's ballots on paper: the votes of a secret vote, and whether the sheets add up
once more from the ballots and batches themselves, which `checks` asks for the certificate.
"""

from collections import Counter
from typing import Any

from sqlalchemy import Connection, func, select

from deliberation.charter.voting import piles
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, in_round, same
from deliberation.record.write.answers.registry import of_proposal


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


def balanced(conn: Connection, p: Any) -> tuple[str, int]:
    """Ballots on paper: issued = returned + unused + spoiled + missing, and what was returned
    counts or lies in a pile that nobody settled; with how many were issued.

    Something to look at: strays, missing ones, batches not counted.
    """
    r = tables.paper_round
    said = conn.execute(select(r).where(of_proposal(r, p), r.c.round_no == p.round_no)).one()
    states = _states(conn, p)
    issued, unused, spoiled = sum(states.values()), states["unused"], states["spoiled"]
    batches = _batches(conn, p)
    counted, uncounted, missing = piles.came_back(batches, issued - unused - spoiled)
    strays = sum(b.strays or 0 for b in batches if b.state == "counted")
    again = (issued, counted + uncounted, uncounted, strays, unused, spoiled, missing)
    told = (said.issued, said.returned, said.uncounted, said.strays)
    if again != (*told, said.unused, said.spoiled, said.missing) or said.missing < 0:
        return "wrong", issued
    return "look" if said.strays or said.missing or said.uncounted else "right", issued


def _states(conn: Connection, p: Any) -> Counter[str]:
    b = tables.paper_ballot
    found: dict[str, int] = dict(
        conn.execute(
            select(b.c.state, func.count())
            .where(of_proposal(b, p), b.c.round_no == p.round_no)
            .group_by(b.c.state)
        ).all()
    )
    return Counter(found)


def _batches(conn: Connection, p: Any) -> Any:
    """The piles of its round."""
    t = tables.paper_batch
    columns = (t.c.batch_id, t.c.state, t.c.sheets, t.c.sheets_again, t.c.agreed)
    return conn.execute(
        select(*columns, t.c.counted_sheets, t.c.strays).where(
            of_proposal(t, p), t.c.round_no == p.round_no
        )
    ).all()
