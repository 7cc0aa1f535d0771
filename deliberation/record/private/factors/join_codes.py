"""The single-use codes residents join with: made for printing, tried with a birth date, used up,
void after five tries.

Only a keyed digest of a code is stored. Called by accounts.joining.joining (pages) and by the
clerk's desk (printing).
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, insert, select, update
from sqlalchemy.engine import Connection

from deliberation import clock
from deliberation.record import engines
from deliberation.record.owning import owns_here
from deliberation.record.private.sealing import current_seal
from deliberation.record.private.tables import account, account_person, join_code
from deliberation.record.private.whole import writing
from deliberation.record.tables import person
from deliberation.record.tables.joins import same

TRIES = 5
# codes per commit: shell commands beside a running server hold SQLite's write lock under 200 ms
_BATCH = 200


def _mac(community_id: str, code: str) -> str:
    return current_seal().mac(f"join {community_id}", code)


def waiting(p: Any) -> Any:
    """SQL over rows of the table of people: a code was printed for them that is neither used nor
    void.
    """
    j = join_code.c
    return exists(
        select(j.person_id).where(
            j.community_id == p.c.community_id,
            j.person_id == p.c.person_id,
            j.used_at.is_(None),
            j.voided_at.is_(None),
        )
    )


def store(community_id: str, codes: dict[str, str]) -> None:
    """Keep {person_id: code}; each person's earlier unused codes are void from now."""
    items = list(codes.items())
    for start in range(0, len(items), _BATCH):
        with writing() as conn:
            _store(conn, community_id, dict(items[start : start + _BATCH]))


def _store(conn: Connection, community_id: str, codes: dict[str, str]) -> None:
    at, j = clock.real(), join_code.c
    unused = (j.used_at.is_(None), j.voided_at.is_(None))
    earlier = (j.community_id == community_id, j.person_id.in_(codes), *unused)
    conn.execute(update(join_code).where(*earlier).values(voided_at=at))
    made = [
        {
            "community_id": community_id,
            "person_id": p,
            "code_hash": _mac(community_id, c),
            "tries": 0,
            "made_at": at,
        }
        for p, c in codes.items()
    ]
    conn.execute(insert(join_code), made)


@dataclass(frozen=True, slots=True)
class Ticket:
    """Whom a code stands for, after one more try was counted on it.

    `owner`: owns or acts for an owner here. `login` is that of their account, if they have one.
    """

    community_id: str
    code_hash: str
    person_id: str
    tries: int
    name: str | None
    phone: str | None
    birth_date: str | None
    standing: str
    lives_here: bool
    account_id: str | None
    login: str | None
    owner: bool


def _open(community_id: str, digest: str) -> ColumnElement[bool]:
    j = join_code.c
    return and_(
        j.community_id == community_id,
        j.code_hash == digest,
        j.used_at.is_(None),
        j.voided_at.is_(None),
    )


def try_code(community_id: str, code: str) -> Ticket | None:
    """Count a try on this code and say whose it is. None if it is unknown, used or void.

    The fifth try may still be right; a sixth there is not (`refuse` voids the code after a wrong
    fifth).
    """
    digest = _mac(community_id, code)
    with writing() as conn:
        counted = conn.execute(
            update(join_code)
            .where(_open(community_id, digest), join_code.c.tries < TRIES)
            .values(tries=join_code.c.tries + 1)
        )
    return find(community_id, digest) if counted.rowcount == 1 else None


_TICKET = (
    join_code.c.community_id,
    join_code.c.code_hash,
    join_code.c.person_id,
    join_code.c.tries,
    person.c.name,
    person.c.phone,
    person.c.birth_date,
    person.c.standing,
    person.c.lives_here,
    account.c.account_id,
    account.c.login,
    owns_here(person).label("owner"),
)


def find(community_id: str, digest: str) -> Ticket | None:
    """The holder of an open code, by its digest. None if it was used or voided meanwhile."""
    source = (
        join_code.join(person, same(join_code, person, "person_id"))
        .outerjoin(account_person, same(person, account_person, "person_id"))
        .outerjoin(account, account.c.account_id == account_person.c.account_id)
    )
    query = select(*_TICKET).select_from(source).where(_open(community_id, digest))
    with engines.current().read_connection() as conn:
        row = conn.execute(query).first()
    return Ticket(*tuple(row)) if row else None


def accept(ticket: Ticket) -> None:
    """The birth date was right: the tries are forgotten, the code stays open until it is used."""
    _change(ticket, tries=0)


def refuse(ticket: Ticket) -> bool:
    """The birth date was wrong. → whether the code is void now."""
    if ticket.tries >= TRIES:
        _change(ticket, voided_at=clock.real())
        return True
    return False


def use(community_id: str, digest: str) -> bool:
    """Use the code up. → False if somebody did before."""
    with writing() as conn:
        done = conn.execute(
            update(join_code).where(_open(community_id, digest)).values(used_at=clock.real())
        )
    return done.rowcount == 1


def _change(ticket: Ticket, **values: object) -> None:
    with writing() as conn:
        conn.execute(
            update(join_code).where(_open(ticket.community_id, ticket.code_hash)).values(**values)
        )
