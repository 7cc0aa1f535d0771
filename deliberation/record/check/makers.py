"""Whose hand key makes which handle: what `people` asks while the log is replayed."""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter.facts.naming import PEOPLE
from deliberation.charter.facts.people import people, roster
from deliberation.charter.hands import Purpose, made_by, makers, number_of, whose
from deliberation.record import tables
from deliberation.record.log import canonical
from deliberation.record.tables.joins import same
from deliberation.record.types import octets

MOST = 64  # subjects whose hands are kept at hand
TABLES = 16  # of everybody's handles, where the table of hands did not help
_ENTRIES = (people.PersonEntered.kind, roster.PersonCorrected.kind)
Hints = Mapping[str, str]
Tried = tuple[tuple[str, Purpose], ...]  # for which place, and what for, a handle may be made


class Makers:
    """Whose key makes which handle. What the table of hands says is asked first, and never
    believed; only then everybody's key.
    """

    def __init__(self, keys: Mapping[str, bytes], hints: Callable[[str], Hints]) -> None:
        self._keys = keys
        self._found: dict[tuple[str, Purpose, str], str] = {}
        self._hints = lru_cache(maxsize=MOST)(hints)
        self._everybody = lru_cache(maxsize=TABLES)(partial(makers, keys))

    def of(self, handle: str, tried: Tried) -> tuple[str, Purpose, str] | None:
        """The place and purpose for which it was made, and by whose key; None where no key makes
        it for one of these.
        """
        for place, purpose in tried:
            if person := self._found.get((place, purpose, handle)):
                return place, purpose, person
        for find in (self._hinted, self._tried):
            for place, purpose in tried:
                if person := find(handle, place, purpose):
                    self._found[place, purpose, handle] = person
                    return place, purpose, person
        return None

    def alone(self, handle: str, act: str) -> str | None:
        """Whose it is that was made for one act on the roster."""
        return whose(handle, self._keys, act, Purpose.entry)

    def another(self, handle: str, act: str, person: str) -> bool:
        """Whether somebody's key, if they have one, made another handle for this act."""
        key = self._keys.get(person)
        return key is not None and not made_by(key, handle, act, Purpose.entry)

    def _hinted(self, handle: str, place: str, purpose: Purpose) -> str | None:
        guess = self._hints(place).get(handle)
        key = self._keys.get(guess) if guess else None
        return guess if key is not None and made_by(key, handle, place, purpose) else None

    def _tried(self, handle: str, place: str, purpose: Purpose) -> str | None:
        return self._everybody(place, purpose).get(number_of(handle))


def hints_of(conn: Connection, here: str, place: str) -> dict[str, str]:
    """Whose the handles of this place are, as the table says."""
    t = tables.hand
    query = select(t.c.handle, t.c.person_id).where(
        t.c.community_id == here, t.c.subject_id == place, t.c.person_id.is_not(None)
    )
    return dict(conn.execute(query).tuples().all())


def keys_of(conn: Connection, here: str) -> tuple[dict[str, str], int]:
    """Everybody's hand key, as the last entry of each has it, and how many have none any more."""
    f, b = tables.fact, tables.fact_body
    query = (
        select(f.c.fact_id, f.c.kind, b.c.part, b.c.body)
        .join(b, same(f, b, "position"))
        .where(f.c.community_id == here, f.c.kind.in_(_ENTRIES))
        .order_by(f.c.position)
    )
    keys: dict[str, str | None] = {}
    bodies: dict[tuple[str, str], dict[str, Any]] = {}
    for fact_id, kind, part, body in conn.execute(query):
        bodies.setdefault((fact_id, kind), {})[part] = canonical.read(octets(body)) if body else {}
    for (_fact, kind), said in bodies.items():
        public, private = said.get("public", {}), said.get("private", {})
        corrected = kind == roster.PersonCorrected.kind  # it names the entry by a handle in public
        told = private.get(PEOPLE, {}).values() if corrected else [public.get("person")]
        for person in told:  # nobody, where a correction was erased
            keys[person] = private.get("hand_key")
    return {p: k for p, k in keys.items() if k}, sum(k is None for k in keys.values())
