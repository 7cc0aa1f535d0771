"""Answers about whom a proxy is used for: what the roll says of them, and what they still are."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, exists, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.proxies import PRINCIPAL, PROXY
from deliberation.charter.voting.households import ROLE as HOUSEHOLD
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, same
from deliberation.record.write.answers.people.offices import holding
from deliberation.record.write.answers.registry import answers, of_this_round


@answers(PRINCIPAL)
def _principal(conn: Connection, case: Case, act: Act) -> Any:
    row = case.answers.get(PROXY)
    found = None if row is None else _on_roll(conn, case, row.principal_id)
    if found is None:
        return None
    return SimpleNamespace(
        role=found.role,
        recused=bool(found.recused) or found.since is not None,
        there=_there(found),
        revision=found.revision or 0,
        paper=found.serial,
    )


def _on_roll(conn: Connection, case: Case, principal: str) -> Any:
    """Their entry of the roll with what they are today, cast and hold on paper; or None."""
    e, p, r = tables.roll_entry, tables.person, tables.recusal
    b, h = tables.ballot, tables.paper_holder
    today = p.c.standing, p.c.lives_here, _in_office(case).label("in_office")
    taken_part = r.c.person_id.label("since"), b.c.revision, h.c.serial
    return conn.execute(
        select(e.c.role, e.c.recused, *today, *taken_part)
        .select_from(
            e.join(p, same(e, p, "person_id"))
            .outerjoin(r, same(e, r, "proposal_id", "person_id"))
            .outerjoin(b, same(e, b, *ROUND, voter_id="person_id"))
            .outerjoin(h, same(e, h, *ROUND, "person_id"))
        )
        .where(of_this_round(e, case, e.c.person_id == principal))
    ).first()


def _in_office(case: Case) -> Any:
    """SQL: whoever is on the roll holds the office the roll names."""
    e, o = tables.roll_entry, tables.office
    return exists(
        select(o.c.office_id).where(
            same(e, o, "person_id", "role"), holding(case.now, case.rulebook)
        )
    )


def _there(found: Any) -> bool:
    """Whether they still are what the roll calls them."""
    adult = found.standing == "adult"
    if found.role in ("resident", HOUSEHOLD):
        return adult and bool(found.lives_here)
    return adult if found.role == "owner" else bool(found.in_office)
