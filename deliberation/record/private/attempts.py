"""Counts wrong tries by purpose, login and place, so that nobody shuts out somebody else.

Real time.

A place is a network, a device that signed in before, or a session; a login as a whole only slows
down, where it is not known. A try is written before it is checked and cleared when it was right, so
that many at once cannot slip through. Numbers and reasons: docs/decisions/0059-who-guesses.md.
"""

import ipaddress
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, text, update
from sqlalchemy.engine import Connection

from deliberation import clock
from deliberation.record import engines
from deliberation.record.ids import new_id

from .tables import attempt
from .whole import apart

WINDOW = timedelta(minutes=15)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_PLACE = 5
LOCKS = ((PER_PLACE, WINDOW), (20, timedelta(hours=6)))  # so many wrong tries within so long
# So many wrong tries of a day from places where the login is not known → seconds between two more.
DELAYS = ((100, 60), (40, 15), (20, 5), (10, 2))
TURN_STAYS = timedelta(minutes=5)
LONGEST_QUEUE = timedelta(hours=1)
TURNS_OF_ONE = 3  # turns that one IPv4 /16 or IPv6 /48 holds at a time: its /24s cost it nothing
_KEPT = timedelta(
    days=2
)  # nothing here counts longer; the law's half year of logs is the audit log
_NET = "net "
REFUSED, MOST_REFUSED = "refused", 20
_TURN = " turn"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a try comes from. `known`: only somebody who was let in before can be there."""

    key: str
    known: bool = False


def network(name: str) -> Place:
    """A network, where anybody may be."""
    return Place(f"{_NET}{name}"[:64])


class TooMany(Exception):
    """Refused until `opens_at` (real time). `locked`: place (this login here), turn (this login,
    for a moment; the turn is kept), full (no turn is left to give), busy. `kind`: of what there
    were too many wrong tries."""

    def __init__(self, opens_at: datetime, locked: str, kind: str = "") -> None:
        super().__init__(f"{locked} until {opens_at:%H:%M:%S}")
        self.opens_at = opens_at
        self.locked = locked
        self.kind = kind


def reserve(subject: str, place: Place, kind: str) -> str:
    """Write one try of this kind, counted as wrong until `clear`ed. → its id. Raises TooMany, and
    then no try is written."""
    at, attempt_id = clock.real(), new_id()
    with apart() as conn:
        _queue(conn, f"{kind} {subject}")
        refused = _locked(conn, subject, place, kind, at)
        if refused is None and not place.known:
            refused = _not_yet(conn, subject, place, kind, at)
        if refused is None:
            _write(conn, attempt_id, subject, place, kind, at)
        conn.execute(delete(attempt).where(attempt.c.at < at - _KEPT))
    if refused is not None:
        raise refused
    return attempt_id


def note_refused(subject: str, place: Place) -> None:
    """A try was refused unseen: it counts for storms, and for no lock. At most so many rows an
    hour, however many come."""
    at = clock.real()
    mine = and_(_of(subject, REFUSED), attempt.c.address == place.key, attempt.c.at > at - HOUR)
    if _count(mine) < MOST_REFUSED:
        with apart() as conn:
            _write(conn, new_id(), subject, place, REFUSED, at)


def _write(
    conn: Connection, attempt_id: str, subject: str, place: Place, kind: str, at: datetime
) -> None:
    conn.execute(
        insert(attempt).values(
            attempt_id=attempt_id, subject=subject, address=place.key, kind=kind, at=at
        )
    )


def _queue(conn: Connection, key: str) -> None:
    # SQLite's writers stand in line anyway; on PostgreSQL the tries of one login and purpose do so
    # here.
    if conn.dialect.name == "postgresql":
        conn.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"a {key}"}
        )


def _of(subject: str, kind: str) -> ColumnElement[bool]:
    return and_(attempt.c.subject == subject, attempt.c.kind == kind, ~attempt.c.cleared)


def _locked(
    conn: Connection, subject: str, place: Place, kind: str, at: datetime
) -> TooMany | None:
    """Whether this login is locked at this place, for this purpose."""
    widest = max(within for _most, within in LOCKS)
    times = (
        conn.execute(
            select(attempt.c.at)
            .where(_of(subject, kind), attempt.c.address == place.key, attempt.c.at > at - widest)
            .order_by(attempt.c.at.desc())
            .limit(max(most for most, _within in LOCKS))
        )
        .scalars()
        .all()
    )
    opens = _opens(times, at)
    return TooMany(opens, "place", kind) if opens is not None else None


def _opens(times: Sequence[datetime], at: datetime) -> datetime | None:
    """When a place with wrong tries at these times (newest first) is open again; None if it is
    open."""
    ends = [times[most - 1] + within for most, within in LOCKS if len(times) >= most]
    return max((e for e in ends if e > at), default=None)


def pause(wrong: int) -> timedelta:
    """How far apart tries on a login are, from places where it is not known, after so many wrong
    ones within a day."""
    return timedelta(seconds=next((s for least, s in DELAYS if wrong >= least), 0))


def _not_yet(
    conn: Connection, subject: str, place: Place, kind: str, at: datetime
) -> TooMany | None:
    """Whether this place has to wait for its turn. It keeps the turn it is given, however many
    others try meanwhile."""
    wrong, last = _wrong_today(conn, subject, kind, at)
    step = pause(wrong)
    if not step:
        return None
    given = _turns(conn, subject, kind, at)
    mine = next((g for g in given if g.address == place.key), None)
    if mine is not None and mine.at > at:
        return TooMany(mine.at, "turn", kind)
    if mine is not None:
        conn.execute(delete(attempt).where(attempt.c.attempt_id == mine.attempt_id))
        return None
    opens = max([last, *(g.at for g in given)]) + step
    if opens <= at:
        return None
    asks_at = max(opens - LONGEST_QUEUE, _free_for(place, [g for g in given if g.at > at]))
    if asks_at > at:
        return TooMany(asks_at, "full", kind)
    _write(conn, new_id(), subject, place, kind + _TURN, opens)
    return TooMany(opens, "turn", kind)


def _wrong_today(conn: Connection, subject: str, kind: str, at: datetime) -> Any:
    """How many wrong tries came from networks within a day, and when the last one did."""
    elsewhere = attempt.c.address.startswith(_NET)
    return conn.execute(
        select(func.count(), func.max(attempt.c.at)).where(
            _of(subject, kind), elsewhere, attempt.c.at > at - DAY
        )
    ).one()


def _turns(conn: Connection, subject: str, kind: str, at: datetime) -> Sequence[Any]:
    """Turns given and not used up: to come, or over for a few minutes at most."""
    return conn.execute(
        select(attempt.c.attempt_id, attempt.c.address, attempt.c.at).where(
            _of(subject, kind + _TURN), attempt.c.at > at - TURN_STAYS
        )
    ).all()


def _free_for(place: Place, ahead: Sequence[Any]) -> datetime:
    """From when the wider network of this place may be given another turn: an earlier one of its
    own is over by then."""
    of_it = sorted(g.at for g in ahead if _wider(g.address) == _wider(place.key))
    return of_it[-TURNS_OF_ONE] if len(of_it) >= TURNS_OF_ONE else datetime.min.replace(tzinfo=UTC)


def _wider(key: str) -> str:
    try:
        found = ipaddress.ip_network(key.removeprefix(_NET))
    except ValueError:
        return key
    return str(found.supernet(new_prefix=16 if found.version == 4 else 48))


def clear(attempt_id: str) -> None:
    """This try was right: it does not count."""
    _clear(attempt.c.attempt_id == attempt_id)


def clear_places(subject: str, places: set[Place], kind: str = "") -> None:
    """Somebody came in: their earlier wrong tries (of this kind, or all) at these places count no
    more; those from elsewhere do."""
    of_kind = (attempt.c.kind == kind,) if kind else ()
    at_these = attempt.c.address.in_({p.key for p in places})
    _clear(attempt.c.subject == subject, at_these, *of_kind)


def lift(subject: str) -> int:
    """Two people at the desk lift every lock and delay of a login. → how many wrong tries count no
    more."""
    return _clear(attempt.c.subject == subject)


def _clear(*which: ColumnElement[bool]) -> int:
    with apart() as conn:
        done = conn.execute(update(attempt).where(*which, ~attempt.c.cleared).values(cleared=True))
    return done.rowcount


def left(subject: str, place: Place, kind: str) -> int:
    """How many more tries this login has at this place before it is locked there."""
    since = clock.real() - WINDOW
    used = _count(_of(subject, kind), attempt.c.address == place.key, attempt.c.at > since)
    return max(PER_PLACE - used, 0)


def opens_at(subject: str, place: Place, kind: str) -> datetime | None:
    """Until when this login is locked at this place; None if it is open."""
    with engines.current().read_connection() as conn:
        refused = _locked(conn, subject, place, kind, clock.real())
    return refused.opens_at if refused is not None else None


def wrong_elsewhere(subject: str, kind: str) -> int:
    """How many wrong tries of this kind a login had within a day from places where it is not
    known."""
    since = clock.real() - DAY
    return _count(_of(subject, kind), attempt.c.address.startswith(_NET), attempt.c.at > since)


def wrong_within(since: timedelta, *, subject: str = "", place: Place | None = None) -> int:
    """How many wrong tries of every kind this login had lately, or this place made on whichever
    login; refused ones too."""
    whose = attempt.c.address == place.key if place else attempt.c.subject == subject
    lately = attempt.c.at > clock.real() - since
    return _count(whose, ~attempt.c.cleared, lately, ~attempt.c.kind.endswith(_TURN))


def _count(*which: ColumnElement[bool]) -> int:
    with engines.current().read_connection() as conn:
        return conn.execute(select(func.count()).select_from(attempt).where(*which)).scalar() or 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What the desk sees of a login: wrong tries within a day, until when it is locked at some
    place (None: nowhere), and whether it is slowed down where it is not known."""

    wrong: int
    until: datetime | None
    slowed: bool = False

    @property
    def held(self) -> bool:
        """Whether there is anything to lift."""
        return self.until is not None or self.slowed


def standing(subject: str) -> Standing:
    """How a login stands at this moment, without saying where the tries came from."""
    at = clock.real()
    rows = _tries(subject, at - DAY)
    where: dict[tuple[str, str], list[datetime]] = {}
    for r in rows:
        where.setdefault((r.kind, r.address), []).append(r.at)
    until = [o for times in where.values() if (o := _opens(times, at)) is not None]
    unknown = Counter(r.kind for r in rows if r.address.startswith(_NET))
    slowed = any(pause(wrong) for wrong in unknown.values())
    return Standing(len(rows), max(until, default=None), slowed)


def _tries(subject: str, since: datetime) -> Sequence[Any]:
    """Wrong tries that were looked at, of every kind, newest first."""
    a = attempt.c
    query = (
        select(a.kind, a.address, a.at)
        .where(a.subject == subject, ~a.cleared, a.at > since)
        .where(~a.kind.endswith(_TURN), a.kind != REFUSED)
        .order_by(a.at.desc())
    )
    with engines.current().read_connection() as conn:
        return conn.execute(query).all()
