"""The audit log: who came in, who failed, what was reset, exported or run in the shell.

Apart from the civic record.

Holds codes and ids, never a secret and never a choice. Written by accounts.auditing and
cli.audited, read by supervisors and, for their own rows, by everybody; old rows go with the clock
(Cybersecurity Law Art 21 (3): at least six months).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, case, delete, func, insert, or_, select, text

from deliberation import clock
from deliberation.record import engines
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.tables import person
from deliberation.record.tables.joins import same

from . import accounts
from .audit_kinds import AT_THE_DESK, KINDS, OF_ONES_OWN
from .tables import account, audit
from .whole import apart

LEAST_DAYS = 180
STORMS_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `name` is the person's, `about` that of whom it was done for; both None where
    unknown or erased.
    """

    audit_id: str
    at: datetime
    kind: str
    person_id: str | None
    name: str | None
    about_id: str | None
    about: str | None
    login: str | None
    address: str
    detail: str


def write(
    kind: str,
    *,
    address: str,
    community_id: str | None = None,
    account_id: str | None = None,
    person_id: str | None = None,
    about_id: str | None = None,
    detail: str = "",
    engines_: Engines | None = None,
) -> None:
    """Add one row. `address` is masked already; `detail` is a code or the name of a command.

    Raises ValueError for an unknown kind.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    whose = {"community_id": community_id, "person_id": person_id, "about_id": about_id}
    row = _row(kind, account_id, address, detail)
    with apart(engines_) as conn:
        conn.execute(insert(audit).values({**row, **whose}))


def _row(kind: str, account_id: str | None, address: str, detail: str) -> dict[str, Any]:
    """A row of now about nobody yet."""
    return {
        "audit_id": new_id(),
        "at": clock.real(),
        "community_id": None,
        "account_id": account_id,
        "person_id": None,
        "about_id": None,
        "kind": kind,
        "address": address[:64],
        "detail": detail[:120],
    }


def rows(
    community_id: str,
    *,
    kind: str | None = None,
    person_id: str | None = None,
    before: str | None = None,
    since: datetime | None = None,
    limit: int = 50,
) -> list[Entry]:
    """What happened in one community, newest first, with the installation's shell commands among
    it.

    person_id: only what this person did or what was done for them. before: the audit_id the page
    before ended with.
    """
    of_the_shell = and_(audit.c.community_id.is_(None), audit.c.kind == "shell")
    which = [or_(audit.c.community_id == community_id, of_the_shell)]
    if kind:
        which.append(audit.c.kind == kind)
    if since:
        which.append(audit.c.at > since)
    if person_id:
        which.append(or_(audit.c.person_id == person_id, audit.c.about_id == person_id))
    return _read(which, before, limit)


def storms(community_id: str, *, most: int) -> list[Entry]:
    """The storms of wrong tries of the last days, newest first: what supervisors and clerks see."""
    return rows(community_id, kind="storm", since=clock.real() - STORMS_BACK, limit=most)


def own(account_id: str, *, before: str | None = None, limit: int = 50) -> list[Entry]:
    """The history of one account in every community, newest first: its doors, and what a desk did
    to them (a slip or card printed, a lock lifted, a factor taken away), without who did it and
    where from; not what its owner did at a desk.
    """
    at_doors = and_(audit.c.account_id == account_id, audit.c.kind.in_(OF_ONES_OWN))
    persons = accounts.persons_of(account_id)
    for_them = [
        and_(
            audit.c.community_id == community_id,
            audit.c.about_id == person_id,
            audit.c.kind.in_(AT_THE_DESK),
        )
        for community_id, person_id in persons.items()
    ]
    found = _read([or_(at_doors, *for_them)], before, limit)
    return [_of_the_desk(e) if e.about_id in persons.values() else e for e in found]


def _of_the_desk(entry: Entry) -> Entry:
    return replace(entry, person_id=None, name=None, login=None, address="")


_WHO, _ABOUT = person.alias("who"), person.alias("about")
_NAMED = (
    audit.outerjoin(_WHO, same(audit, _WHO, "person_id"))
    .outerjoin(_ABOUT, same(audit, _ABOUT, person_id="about_id"))
    .outerjoin(account, account.c.account_id == audit.c.account_id)
)
_ENTRY = (
    audit.c.audit_id,
    audit.c.at,
    audit.c.kind,
    audit.c.person_id,
    _WHO.c.name,
    audit.c.about_id,
    _ABOUT.c.name.label("about"),
    account.c.login,
    audit.c.address,
    audit.c.detail,
)


def _read(which: list[Any], before: str | None, limit: int) -> list[Entry]:
    if before:
        which = [*which, audit.c.audit_id < before]
    query = select(*_ENTRY).select_from(_NAMED).where(*which)
    with engines.current().read_connection() as conn:
        found = conn.execute(query.order_by(audit.c.audit_id.desc()).limit(limit)).all()
    return [Entry(*tuple(r)) for r in found]


def last_printed(community_id: str) -> dict[tuple[str, str], datetime]:
    """{(what it is about, its detail): when} of the lists and sheets printed in the last half year,
    each with its last time.
    """
    a = audit.c
    with engines.current().read_connection() as conn:
        found = conn.execute(
            select(a.about_id, a.detail, func.max(a.at))
            .where(
                a.community_id == community_id,
                a.kind == "list_printed",
                a.at > clock.real() - timedelta(days=LEAST_DAYS),
            )
            .group_by(a.about_id, a.detail)
        ).all()
    return {(about or "", detail): at for about, detail, at in found}


def noted_since(kind: str, since: datetime, *, account_id: str | None, address: str) -> bool:
    """Whether such a row of this account (or, where none is known, of this address) was written
    since.
    """
    with engines.current().read_connection() as conn:
        return conn.execute(_noted(kind, since, account_id, address)).first() is not None


def once(
    kind: str,
    since: datetime,
    whose: dict[str, str | None],
    *,
    account_id: str | None,
    address: str,
    detail: str,
) -> bool:
    """One row in each of these communities ({community: person}), unless one of this kind was
    written since for this account (or, where none is known, this address). Also where several
    workers want it at once. → whether it was written."""
    with apart() as conn:
        _queue(conn, f"{kind} {account_id or address}")
        if conn.execute(_noted(kind, since, account_id, address)).first() is not None:
            return False
        row = _row(kind, account_id, address, detail)
        made = [
            {**row, "audit_id": new_id(), "community_id": community or None, "person_id": person}
            for community, person in whose.items()
        ]
        conn.execute(insert(audit), made)
    return True


def _queue(conn: Connection, key: str) -> None:
    # SQLite's writers stand in line anyway; on PostgreSQL those of one row do so here.
    if conn.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
        conn.execute(lock, {"key": f"audit {key}"})


def _noted(kind: str, since: datetime, account_id: str | None, address: str) -> Select[Any]:
    whose = (
        audit.c.account_id == account_id
        if account_id
        else and_(audit.c.account_id.is_(None), audit.c.address == address)
    )
    return select(audit.c.audit_id).where(audit.c.at > since, audit.c.kind == kind, whose).limit(1)


def from_inside(since: datetime, engines_: Engines) -> tuple[int, int]:
    """How many sign-ins since came from a loopback or private IPv4 address (masked as they are
    kept), and how many there were."""
    private = [f"172.{n}.%" for n in range(16, 32)] + ["127.%", "10.%", "192.168.%"]
    inside = case((or_(*(audit.c.address.like(p) for p in private)), 1), else_=0)
    with engines_.read_connection() as conn:
        row = conn.execute(
            select(func.coalesce(func.sum(inside), 0), func.count()).where(
                audit.c.kind == "sign_in", audit.c.at > since
            )
        ).one()
    return int(row[0]), int(row[1])


def forget_old(days: int, engines_: Engines | None = None) -> int:
    """Remove rows older than so many days; → how many.

    Raises ValueError for fewer than the law keeps.
    """
    if days < LEAST_DAYS:
        raise ValueError(f"at least {LEAST_DAYS} days")
    with apart(engines_) as conn:
        return conn.execute(
            delete(audit).where(audit.c.at < clock.real() - timedelta(days=days))
        ).rowcount
