"""More of everything, put in while it is measured: a hundred thousand proposals, two thousand
ballots.
"""

from typing import Any

from sqlalchemy import Connection, RowMapping, insert

from deliberation import clock
from deliberation.charter.case import Actor
from deliberation.charter.subjects import SubjectType
from deliberation.cycle.resolve.acts.proposal import CastBallot
from deliberation.record import tables
from deliberation.record.applying.base import STANDING
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.write.perform import perform
from deliberation.record.write.search_index import pieces


def crowd(engines: Engines, many: int) -> None:
    """So many imported proposals, put into the tables at once: the lists read rows, and rows are
    all these are.
    """
    p = tables.proposal
    with engines.write_connection() as conn:
        like = conn.execute(p.select().where(p.c.source == "bench0").limit(1)).one()._mapping
        for start in range(0, many, 5000):
            _some(conn, like, start)
    with engines.write_connection() as conn:
        conn.exec_driver_sql("ANALYZE")
    settled(engines)


def settled(engines: Engines) -> None:
    """One transaction of a gigabyte is no community's day: begin from a quiet file."""
    if engines.dialect == "sqlite":
        with engines.read_connection() as conn:
            conn.exec_driver_sql("PRAGMA query_only = OFF")
            conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            conn.exec_driver_sql("PRAGMA query_only = ON")


def _subject(like: RowMapping) -> dict[str, Any]:
    """What all of them are as subjects."""
    stands = {there: like[name] for name, there in STANDING.items()}
    return {**stands, "community_id": like["community_id"], "type": SubjectType.proposal.value}


def _some(conn: Connection, like: RowMapping, start: int) -> None:
    """Five thousand proposals like one, numbered from `start`."""
    body = "步道两侧增设长椅"
    titles = {new_id(): f"提议 {start + j} 公园长椅" for j in range(5000)}
    rows = [
        {**like, "proposal_id": i, "source": "crowd", "source_id": str(start + j), "title": title}
        for j, (i, title) in enumerate(titles.items())
    ]
    here = {"community_id": like["community_id"]}
    conn.execute(insert(tables.subject), [{**_subject(like), "subject_id": i} for i in titles])
    conn.execute(insert(tables.proposal), [{**row, "body": body} for row in rows])
    conn.execute(insert(tables.proposal_count), [{**here, "proposal_id": i} for i in titles])
    found = [
        {**here, "piece": piece, "subject_id": i}
        for i, title in titles.items()
        for piece in pieces(f"{title} {body}")
    ]
    conn.execute(insert(tables.search_piece), found)


def grow(engines: Engines, vote: str, version_no: int) -> None:
    """Two thousand more ballots, so that verify has a log to read."""
    with engines.read_connection() as conn:
        community = conn.execute(tables.community.select()).first().community_id
        voters = conn.execute(
            tables.roll_entry.select().where(tables.roll_entry.c.proposal_id == vote)
        ).all()
    for i in range(2000):
        who = Actor(
            person_id=voters[i % len(voters)].person_id,
            factor_method="authenticator",
            factor_at=clock.real(),
        )
        choice = ("for", "against", "abstain")[i % 3]
        act = CastBallot(act_id=new_id(), subject_id=vote, version_no=version_no, choice=choice)
        perform(act, who, community, engines)
