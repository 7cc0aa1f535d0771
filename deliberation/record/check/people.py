"""Whom the handles in the facts mean: what replay asks before a fact is applied.

Each is recomputed from the hand keys that the roster still holds. What a handle means that no key
makes, nobody knows any more: it stands itself where a person would, and a person of whom nothing
else is known has it for an id. So a replay of the public parts alone gives the same rows, but for
who is behind them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter.facts import Fact, called
from deliberation.charter.facts.naming import ACTING, For, acting_as
from deliberation.charter.facts.people import people, roster
from deliberation.charter.hands import Purpose, made_by, makers, number_of, place_of, whose
from deliberation.record import tables
from deliberation.record.applying.changes import Know
from deliberation.record.log import canonical
from deliberation.record.log.facts import PEOPLE
from deliberation.record.tables.joins import same

MOST = 64  # subjects whose hands are kept at hand
TABLES = 16  # of everybody's handles, where the table of hands did not help
_INSIDE = (Purpose.office, Purpose.voice, Purpose.roll, Purpose.named, Purpose.rating)
_ENTRIES = (people.PersonEntered.kind, roster.PersonCorrected.kind)
Hints = Mapping[str, str]


class Nobody(ValueError):
    """A handle that no key makes, in a community where nobody's key was ever erased."""


class People:
    """Who is behind the handles of one community, subject by subject. keys: everybody's hand key;
    gone: how many have none any more; hints: whose the handles of a place are, as the table says.
    """

    def __init__(
        self, here: str, keys: Mapping[str, str], gone: int, hints: Callable[[str], Hints]
    ) -> None:
        self._here, self._gone = here, gone
        self._makers = _Makers({who: bytes.fromhex(key) for who, key in keys.items()}, hints)
        self._strangers: dict[str, tuple[str, Purpose]] = {}
        self._unknown: Counter[tuple[str, Purpose]] = Counter()
        self._last: tuple[str, str, str] = ("", "", "")  # act, its header's handle, whose it is

    def behind(
        self, fact: Fact, head: Mapping[str, Any], entries: Mapping[str, str]
    ) -> tuple[Fact, str | None, list[Know]]:
        """The fact with people in it, whoever acted, and what becomes known of hands by it. The
        facts of an act come one after the other: its header is named for the first.

        entries: whom its private part says to be meant, by handle. Raises Nobody."""
        act = head["act"]
        hands: dict[str, Know] = {}
        subject = fact.subject_id

        def name(said: For, handle: str) -> Any:
            purpose = acting_as(act["role"], fact.subject) if said == ACTING else said
            if purpose is Purpose.entry or (subject is None and purpose is not Purpose.office):
                return entries.get(handle)
            others = _INSIDE if said == ACTING else (Purpose.office,)
            return self._behind(handle, (purpose, *others), subject, hands)

        found = called(fact, name)
        by = act["by"]
        if by is not None and self._last[:2] != (act["id"], by):
            person = entries.get(by) or self._acted(by, act["id"], subject, hands)
            self._last = (act["id"], by, person)
        return found, by and self._last[2], list(hands.values())

    def _behind(
        self,
        handle: str,
        purposes: Iterable[Purpose],
        subject: str | None,
        hands: dict[str, Know],
    ) -> str:
        """Whoever it is, named for one of these purposes; the handle itself where nobody knows."""
        tried = _places(purposes, subject)
        if (made := self._makers.of(handle, tried)) is None:
            return self._nobody(handle, *tried[0], hands)
        place, purpose, person = made
        hands[handle] = self._hand(place, purpose, handle, person)
        return person

    def _acted(self, handle: str, act: str, subject: str | None, hands: dict[str, Know]) -> str:
        """Whoever did the act: by the name of what they did there, whatever it was."""
        if (row := hands.get(handle)) is not None:
            return row.row["person_id"] or handle
        tried = _places(_INSIDE if subject else (Purpose.office,), subject)
        if (made := self._makers.of(handle, tried)) is not None:
            return made[2]
        return self._makers.alone(handle, act) or handle

    def _nobody(self, handle: str, place: str, purpose: Purpose, hands: dict[str, Know]) -> str:
        """A handle that means nobody any more. Raises Nobody where there are more of them than
        people whose keys were erased.
        """
        if handle not in self._strangers:
            self._strangers[handle] = (place, purpose)
            self._unknown[place, purpose] += 1
            if self._unknown[place, purpose] > self._gone:
                raise Nobody(f"{handle} is made by nobody's hand key")
        hands[f"{handle} stub"] = Know("person", {"community_id": self._here, "person_id": handle})
        hands[handle] = self._hand(*self._strangers[handle], handle, None)
        return handle

    def _hand(self, place: str, purpose: Purpose, handle: str, person: str | None) -> Know:
        return Know("hand", hand_row(self._here, place, purpose, handle, person))


Tried = list[tuple[str, Purpose]]  # for which place, and what for, a handle may be made


def _places(purposes: Iterable[Purpose], subject: str | None) -> Tried:
    return [(place_of(p, subject, ""), p) for p in dict.fromkeys(purposes)]


class _Makers:
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

    def _hinted(self, handle: str, place: str, purpose: Purpose) -> str | None:
        guess = self._hints(place).get(handle)
        key = self._keys.get(guess) if guess else None
        return guess if key is not None and made_by(key, handle, place, purpose) else None

    def _tried(self, handle: str, place: str, purpose: Purpose) -> str | None:
        return self._everybody(place, purpose).get(number_of(handle))


def known(conn: Connection, here: str) -> People:
    """Whom the roster of a community still knows."""
    return People(here, *_keys(conn, here), partial(_hints, conn, here))


def hand_row(
    here: str, place: str, purpose: Purpose, handle: str, person: str | None
) -> dict[str, Any]:
    """The row that says whose a handle is."""
    row = {"community_id": here, "subject_id": place, "purpose": purpose.value}
    return {**row, "handle": handle, "person_id": person}


def _hints(conn: Connection, here: str, place: str) -> dict[str, str]:
    t = tables.hand
    query = select(t.c.handle, t.c.person_id).where(
        t.c.community_id == here, t.c.subject_id == place, t.c.person_id.is_not(None)
    )
    return dict(conn.execute(query).tuples().all())


def _keys(conn: Connection, here: str) -> tuple[dict[str, str], int]:
    """Everybody's hand key, as the last entry of each has it, and how many have none any more."""
    f, b = tables.fact, tables.fact_body
    query = (
        select(f.c.fact_id, f.c.kind, b.c.part, b.c.body)
        .join(b, same(f, b, "position"))
        .where(f.c.community_id == here, f.c.kind.in_(_ENTRIES))
        .order_by(f.c.position)
    )
    keys: dict[str, str | None] = {}
    bodies: dict[str, dict[str, Any]] = {}
    for fact_id, _kind, part, body in conn.execute(query):
        bodies.setdefault(fact_id, {})[part] = canonical.read(bytes(body)) if body else {}
    for said in bodies.values():
        public, private = said.get("public", {}), said.get("private", {})
        person = next(iter(private.get(PEOPLE, {}).values()), public.get("person"))
        if person is not None:
            keys[person] = private.get("hand_key")
    return {p: k for p, k in keys.items() if k}, sum(k is None for k in keys.values())
