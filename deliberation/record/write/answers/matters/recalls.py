"""Answers about a recall: the office it would end, who demands it, what earlier demands leave."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.elections import MY_DEMAND, RECALL_TARGET, THE_RECALL
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.of_act import NamesOffice
from deliberation.record.write.answers.registry import answers, keys
from deliberation.record.write.answers.vote.electorate import electorate_query


@answers(THE_RECALL)
def _recall(conn: Connection, case: Case, act: Act) -> Any:
    return first(conn, tables.recall, **keys(case)) if matters.reads(case, THE_RECALL) else None


@answers(MY_DEMAND)
def _my_demand(conn: Connection, case: Case, act: Act) -> Any:
    return (
        first(
            conn, tables.recall_demander, "person_id", **keys(case, person_id=case.actor.person_id)
        )
        is not None
    )


@answers(RECALL_TARGET)
def _recall_target(conn: Connection, case: Case, act: NamesOffice) -> Any:
    """The office, how many voters and representatives there are, by whom its holder was elected,
    and what earlier demands leave: one open, or a bar.
    """
    c, o, r, p, e = (
        case.community.id,
        tables.office,
        tables.recall,
        tables.proposal,
        tables.election_candidate,
    )
    office = conn.execute(
        select(o).where(o.c.community_id == c, o.c.office_id == act.office_id)
    ).first()
    if office is None:
        return SimpleNamespace(office=None)

    def many(electorate: str) -> int:
        found = electorate_query(c, electorate, None, case.now, case.rulebook).subquery()
        return conn.execute(select(func.count()).select_from(found)).scalar_one()

    earlier = conn.execute(
        select(r.c.proposal_id, r.c.barred_until, r.c.passed, p.c.stage)
        .join(p, same(r, p, "proposal_id"))
        .where(r.c.community_id == c, r.c.person_id == office.person_id)
    ).all()
    barred = max(
        (x for x in earlier if x.barred_until is not None and not x.passed),
        key=lambda x: x.barred_until,
        default=None,
    )
    phase = conn.execute(
        select(p.c.phase)
        .join(e, same(p, e, "proposal_id"))
        .where(e.c.community_id == c, e.c.office_id == act.office_id)
    ).scalar()
    return SimpleNamespace(
        office=office,
        voters=many("residents"),
        representatives=many("representatives"),
        elected_by=phase,
        open=any(x.stage != "closed" for x in earlier),
        barred_until=barred.barred_until if barred else None,
        barred_by=barred.proposal_id if barred else None,
    )
