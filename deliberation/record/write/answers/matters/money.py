"""Answers about delegated tasks and the community's fund."""

from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.fund import in_budget_phase
from deliberation.charter.needs.money import FUNDED, SPEND, TASK_MONEY, THE_FUND, THE_TASK
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.of_act import NamesEntry
from deliberation.record.write.answers.registry import answers, keys, of_matter


@answers(THE_TASK)
def _task(conn: Connection, case: Case, act: Act) -> Any:
    return first(conn, tables.task, **keys(case)) if matters.reads(case, THE_TASK) else None


@answers(TASK_MONEY)
def _task_money(conn: Connection, case: Case, act: NamesEntry) -> Any:
    return first(conn, tables.task_money, **keys(case, entry_id=act.entry_id))


@answers(THE_FUND)
def _fund(conn: Connection, case: Case, act: Act) -> Any:
    return first(conn, tables.fund, **keys(case)) if matters.reads(case, THE_FUND) else None


@answers(FUNDED)
def _funded(conn: Connection, case: Case, act: Act) -> Any:
    if not in_budget_phase(case.proposal):
        return []
    r, o = tables.round_option, tables.ballot_option
    return conn.execute(
        select(o.c.option_id, o.c.title, r.c.cost, r.c.place)
        .select_from(r.join(o, same(r, o, "proposal_id", "option_id")))
        .where(of_matter(r, case), r.c.round_no == case.proposal.round_no, r.c.place.is_not(None))
        .order_by(r.c.place)
    ).all()


@answers(SPEND)
def _spend(conn: Connection, case: Case, act: Act) -> Any:
    return first(
        conn,
        tables.spend,
        **keys(case, entry_id=getattr(act, "entry_id", None) or getattr(act, "ref", "")),
    )
