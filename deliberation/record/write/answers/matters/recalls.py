"""Answers about a recall: the office it would end, who demands it, what earlier demands leave."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, exists, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.elections import MY_DEMAND, RECALL_TARGET, THE_RECALL
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.of_act import NamesOffice
from deliberation.record.write.answers.proposal.supervision import undecided
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
    office = first(conn, tables.office, community_id=case.community.id, office_id=act.office_id)
    if office is None:
        return SimpleNamespace(office=None)
    earlier = _earlier_demands(conn, case, office.person_id)
    failed, barred = _bar(earlier), _bar([x for x in earlier if not x.fault])
    return SimpleNamespace(
        office=office,
        voters=_how_many(conn, case, "residents"),
        representatives=_how_many(conn, case, "representatives"),
        elected_by=_elected_by(conn, case, act.office_id),
        open=any(x.stage != "closed" for x in earlier),
        barred_until=barred.barred_until if barred else None,
        barred_by=failed.proposal_id if failed else None,
    )


def _how_many(conn: Connection, case: Case, electorate: str) -> int:
    found = electorate_query(case.community.id, electorate, None, case.now, case.rulebook)
    return conn.execute(select(func.count()).select_from(found.subquery())).scalar_one()


def _earlier_demands(conn: Connection, case: Case, person: str) -> Sequence[Any]:
    """`fault`: an upheld objection to that vote waits for what follows; then it bars nothing."""
    r, p, x = tables.recall, tables.proposal, tables.objection
    its = (x.c.community_id == p.c.community_id, x.c.subject_id == p.c.proposal_id)
    fault = exists().where(*its, *undecided(x)).label("fault")
    return conn.execute(
        select(r.c.proposal_id, r.c.barred_until, r.c.passed, p.c.stage, fault)
        .join(p, same(r, p, "proposal_id"))
        .where(r.c.community_id == case.community.id, r.c.person_id == person)
    ).all()


def _bar(earlier: Sequence[Any]) -> Any:
    """The demand that failed and bars another longest; or None."""
    failed = [x for x in earlier if x.barred_until is not None and not x.passed]
    return max(failed, key=lambda x: x.barred_until, default=None)


def _elected_by(conn: Connection, case: Case, office: str) -> Any:
    """The phase of the election that gave the office; None for one that was entered."""
    p, e = tables.proposal, tables.election_candidate
    return conn.execute(
        select(p.c.phase)
        .join(e, same(p, e, "proposal_id"))
        .where(e.c.community_id == case.community.id, e.c.office_id == office)
    ).scalar()
