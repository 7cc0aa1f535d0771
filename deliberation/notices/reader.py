"""Reads the log from where it stopped and fills inboxes.

It may fail without hurting a vote: the next run goes on from the same mark.

Called after acts, by ticks, and by `deliberation tick`.
"""

import logging
from collections.abc import Callable
from functools import cache, partial
from threading import Lock

from sqlalchemy import Connection

from deliberation.readings import audience
from deliberation.readings.new_facts import NAMED, NewFact, new_facts
from deliberation.record.engines import Engines, current
from deliberation.record.private import messages

from .table import KINDS, ONE_UNREAD, ROLE_OF, TABLE

LOG = logging.getLogger(__name__)
BATCH = 200
_TOLD = frozenset(KINDS)
Around = Callable[[str, str], set[str]]
# By database and community: whether somebody came while it is done.
_under_way: dict[tuple[str, str], bool] = {}
_LOCK = Lock()


def concerns(kinds: tuple[str, ...]) -> bool:
    """Whether anybody is told about facts of these kinds: a ballot or a co-signature wakes
    nobody.
    """
    return not _TOLD.isdisjoint(kinds)


def follow(community: str, engines: Engines | None = None) -> int:
    """Tell everybody concerned about every new fact; returns how many messages were made.

    Of many who come at once in one process one does it, for the others too: the facts of all stand
    in one row. Whoever comes meanwhile is seen to once more; after that the next, or a tick.
    """
    engines = engines or current()
    here = engines.url, community
    with _LOCK:
        if here in _under_way:
            _under_way[here] = True
            return 0
        _under_way[here] = False
    try:
        made = _caught_up(community, engines)
        with _LOCK:
            again = _under_way[here]
        return made + (_caught_up(community, engines) if again else 0)
    except Exception:
        LOG.exception("notices of %s", community)
        return 0
    finally:
        with _LOCK:
            del _under_way[here]


def _caught_up(community: str, engines: Engines) -> int:
    """All that stands there by now."""
    made = 0
    while True:
        mark = messages.mark(community, engines)
        end, told = _since(mark, community, engines)
        if end == mark:
            return made
        made += messages.store(community, told, end, engines, ONE_UNREAD)
        if end - mark < BATCH:
            return made


def _since(mark: int, community: str, engines: Engines) -> tuple[int, list[messages.Message]]:
    """Who is told what about the next facts, and where those end."""
    with engines.read_connection() as conn:
        facts, end = new_facts(conn, community, mark, KINDS, BATCH)
        meant = cache(partial(audience.around, conn, community))
        told = [(person, f) for f in facts for person in _told(conn, community, f, meant)]
    return end, [(person, f.position, _name(f), f.subject_id) for person, f in told]


def _name(f: NewFact) -> str:
    return f"{f.kind}:{f.to_stage}" if f.to_stage else f.kind


def _told(conn: Connection, community: str, f: NewFact, around: Around) -> set[str]:
    found: set[str] = set()
    for who in TABLE.get((f.kind, f.to_stage), ()):
        found |= _meant(conn, community, f, who, around)
    return found - {f.by}


def _meant(conn: Connection, community: str, f: NewFact, who: str, around: Around) -> set[str]:
    """Everybody a word of the table means at this fact. around: see the audiences; those of one
    subject are read once for all its facts.
    """
    if who in NAMED:
        return {named} if (named := getattr(f, who)) else set()
    if who == "household":
        return audience.adults_of(conn, community, f.naming) if f.naming else set()
    if who in audience.ENTRY:
        if not f.about:
            return set()
        return audience.writer_of(conn, community, f.subject_id, who, f.about)
    role = ROLE_OF.get(who)
    if role:
        return audience.in_office(conn, community, role)
    if f.subject_id is None:
        return set()
    return around(f.subject_id, who)
