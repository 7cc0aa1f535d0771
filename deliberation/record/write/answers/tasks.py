"""Answers about a delegated task: its row, and the entry of money an act names."""

from typing import Any

from sqlalchemy import Connection

from deliberation.charter.act import Act
from deliberation.charter.case import Case, Need
from deliberation.charter.matters import registry as matters
from deliberation.record import tables
from deliberation.record.prepared import first

from .registry import answers, keys


@answers(Need.task)
def _task(conn: Connection, case: Case, act: Act) -> Any:
    return first(conn, tables.task, **keys(case)) if matters.reads(case, Need.task) else None


@answers(Need.task_money)
def _task_money(conn: Connection, case: Case, act: Act) -> Any:
    return first(conn, tables.task_money, **keys(case, entry_id=act.entry_id))
