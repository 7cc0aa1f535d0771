"""The audit log: who came in, who failed, what was reset, exported or run in the shell. Apart from the civic record.

Holds codes and ids, never a secret and never a choice. Written by people.auditing and cli.audited, read by supervisors
and, for their own rows, by everybody; old rows go with the clock (Cybersecurity Law Art 21 (3): at least six months).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, insert, or_, select

from deliberation import clock
from deliberation.record import engines
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.tables import person

from .tables import account, audit

LEAST_DAYS = 180
KINDS = (
    "sign_in",
    "sign_in_failed",
    "locked",
    "storm",
    "sign_out",
    "session_ended",
    "sign_out_everywhere",
    "password_changed",
    "password_reset",
    "password_reset_failed",
    "factor_given",
    "factor_failed",
    "factor_enrolled",
    "factor_removed",
    "recovery_used",
    "recovery_made",
    "code_card",
    "join_code",
    "joined",
    "letters_printed",
    "list_printed",
    "export",
    "factor_reset",
    "shell",
    "handed_over",
    "taken_back",
    "lock_lifted",
)
OF_ONES_OWN = (
    "sign_in",
    "sign_in_failed",
    "locked",
    "storm",
    "sign_out",
    "session_ended",
    "sign_out_everywhere",
    "password_changed",
    "password_reset",
    "password_reset_failed",
    "factor_given",
    "factor_failed",
    "factor_enrolled",
    "factor_removed",
    "recovery_used",
    "recovery_made",
    "joined",
    "handed_over",
    "taken_back",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `name` is the person's, `about` that of whom it was done for; both None where unknown or erased."""

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
    """Add one row. `address` is masked already; `detail` is a code or the name of a command. Raises ValueError for an unknown kind."""
    if kind not in KINDS:
        raise ValueError(kind)
    with (engines_ or engines.current()).write_connection() as conn:
        conn.execute(
            insert(audit).values(
                audit_id=new_id(),
                at=clock.real(),
                community_id=community_id,
                account_id=account_id,
                person_id=person_id,
                about_id=about_id,
                kind=kind,
                address=address[:64],
                detail=detail[:120],
            )
        )


def rows(
    community_id: str,
    *,
    kind: str | None = None,
    person_id: str | None = None,
    before: str | None = None,
    limit: int = 50,
) -> list[Entry]:
    """What happened in one community, newest first, with the installation's shell commands among it.

    person_id: only what this person did or what was done for them. before: the audit_id the page before ended with."""
    which = [
        or_(
            audit.c.community_id == community_id,
            and_(audit.c.community_id.is_(None), audit.c.kind == "shell"),
        )
    ]
    if kind:
        which.append(audit.c.kind == kind)
    if person_id:
        which.append(or_(audit.c.person_id == person_id, audit.c.about_id == person_id))
    return _read(which, before, limit)


def own(account_id: str, *, before: str | None = None, limit: int = 50) -> list[Entry]:
    """The history of one account in every community, newest first: its doors only, not what its owner did at a desk."""
    return _read([audit.c.account_id == account_id, audit.c.kind.in_(OF_ONES_OWN)], before, limit)


def _read(which: list, before: str | None, limit: int) -> list[Entry]:
    who, about = person.alias("who"), person.alias("about")
    source = (
        audit.outerjoin(
            who,
            and_(who.c.community_id == audit.c.community_id, who.c.person_id == audit.c.person_id),
        )
        .outerjoin(
            about,
            and_(
                about.c.community_id == audit.c.community_id, about.c.person_id == audit.c.about_id
            ),
        )
        .outerjoin(account, account.c.account_id == audit.c.account_id)
    )
    a = audit.c
    if before:
        which = [*which, a.audit_id < before]
    with engines.current().read_connection() as conn:
        found = conn.execute(
            select(
                a.audit_id,
                a.at,
                a.kind,
                a.person_id,
                who.c.name,
                a.about_id,
                about.c.name.label("about"),
                account.c.login,
                a.address,
                a.detail,
            )
            .select_from(source)
            .where(*which)
            .order_by(a.audit_id.desc())
            .limit(limit)
        ).all()
    return [Entry(*r) for r in found]


def last_printed(community_id: str) -> dict[tuple[str, str], datetime]:
    """{(what it is about, its detail): when} of the lists and sheets printed in the last half year, each with its last time."""
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
    """Whether such a row of this account (or, where none is known, of this address) was written since."""
    whose = (
        audit.c.account_id == account_id
        if account_id
        else and_(audit.c.account_id.is_(None), audit.c.address == address)
    )
    with engines.current().read_connection() as conn:
        return (
            conn.execute(
                select(audit.c.audit_id)
                .where(audit.c.at > since, audit.c.kind == kind, whose)
                .limit(1)
            ).first()
            is not None
        )


def forget_old(days: int, engines_: Engines | None = None) -> int:
    """Remove rows older than so many days; → how many. Raises ValueError for fewer than the law keeps."""
    if days < LEAST_DAYS:
        raise ValueError(f"at least {LEAST_DAYS} days")
    with (engines_ or engines.current()).write_connection() as conn:
        return conn.execute(
            delete(audit).where(audit.c.at < clock.real() - timedelta(days=days))
        ).rowcount
