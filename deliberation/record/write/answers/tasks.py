"""Answers about a delegated task: its row, and the entry of money an act names."""

from typing import Any

from sqlalchemy import Connection

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.matters.task import TASK
from deliberation.charter.needs.money import TASK_MONEY, THE_TASK
from deliberation.record import tables
from deliberation.record.prepared import first

from .of_act import NamesEntry
from .registry import answers, keys


@answers(THE_TASK)
def _task(conn: Connection, case: Case, act: Act) -> Any:
    return first(conn, tables.task, **keys(case)) if case.proposal.matter == TASK else None


@answers(TASK_MONEY)
def _task_money(conn: Connection, case: Case, act: NamesEntry) -> Any:
    return first(conn, tables.task_money, **keys(case, entry_id=act.entry_id))
