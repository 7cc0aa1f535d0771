"""Answers about second factors that are taken away: who has one, what is asked already."""

from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter.case import Case
from deliberation.charter.needs.people import HAS_FACTOR, OPEN_RESET, RESET
from deliberation.record import tables
from deliberation.record.private.factors import resets
from deliberation.record.write.answers.of_act import NamesPerson, NamesReset
from deliberation.record.write.answers.registry import answers


@answers(OPEN_RESET)
def _open_reset(conn: Connection, case: Case, act: NamesPerson) -> Any:
    t = tables.factor_reset
    return conn.execute(
        select(t.c.reset_id).where(
            t.c.community_id == case.community.id,
            t.c.person_id == act.person_id,
            t.c.state == "asked",
        )
    ).first()


@answers(RESET)
def _reset(conn: Connection, case: Case, act: NamesReset) -> Any:
    t = tables.factor_reset
    return conn.execute(
        select(t).where(t.c.community_id == case.community.id, t.c.reset_id == act.reset_id)
    ).first()


@answers(HAS_FACTOR)
def _has_factor(conn: Connection, case: Case, act: NamesPerson) -> Any:
    return resets.has_factor(conn, case.community.id, act.person_id)
