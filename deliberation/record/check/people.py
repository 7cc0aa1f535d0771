"""Whom the handles in the facts mean: what replay asks before a fact is applied.

Each is recomputed from the hand keys that the roster still holds. What a handle means that no key
makes, nobody knows any more: it stands itself where a person would, and a person of whom nothing
else is known has it for an id. So a replay of the public parts alone gives the same rows, but for
who is behind them.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import Connection

from deliberation.charter.facts import Fact, called
from deliberation.charter.facts.naming import ACTING, AUTHOR, For, acting_as
from deliberation.charter.hands import Purpose, place_of
from deliberation.record.applying.changes import Know

from .makers import Hints, Makers, Tried, hints_of, keys_of

_INSIDE = (Purpose.office, Purpose.voice, Purpose.roll, Purpose.named, Purpose.rating)


class Nobody(ValueError):
    """A handle that no key makes which could have: more of them than keys were erased, or another
    than that of whom the private part names.
    """


class People:
    """Who is behind the handles of one community, subject by subject. keys: everybody's hand key;
    gone: how many have none any more; hints: whose the handles of a place are, as the table says.
    """

    def __init__(
        self, here: str, keys: Mapping[str, str], gone: int, hints: Callable[[str], Hints]
    ) -> None:
        self._here, self._gone = here, gone
        self._makers = Makers({who: bytes.fromhex(key) for who, key in keys.items()}, hints)
        self._strangers: dict[str, tuple[str, Purpose]] = {}
        self._told: set[str] = set()
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
            purpose = _purpose(said, act, fact)
            if purpose is Purpose.entry or (subject is None and purpose is not Purpose.office):
                return self._entry(handle, entries, act["id"])
            others = _INSIDE if said == ACTING else (Purpose.office,)
            return self._behind(handle, (purpose, *others), subject, hands)

        found = called(fact, name)
        by = act["by"]
        if by is not None and self._last[:2] != (act["id"], by):
            person = self._entry(by, entries, act["id"]) or self._acted(
                by, act["id"], subject, hands
            )
            self._last = (act["id"], by, person)
        return found, by and self._last[2], list(hands.values())

    def _entry(self, handle: str, entries: Mapping[str, str], act: str) -> str | None:
        """Whom the private part says, if it still does. Raises Nobody where their key made another
        handle.
        """
        person = entries.get(handle)
        if person is not None and self._makers.another(handle, act, person):
            raise Nobody(f"{handle} is not made by the hand key of {person}")
        return person

    def _behind(
        self,
        handle: str,
        purposes: tuple[Purpose, ...],
        subject: str | None,
        hands: dict[str, Know],
    ) -> str:
        """Whoever it is, named for one of these purposes; the handle itself where nobody knows."""
        if handle in self._strangers:
            return self._nobody(handle, *self._strangers[handle], hands)
        tried = _places(purposes, subject)
        if (made := self._makers.of(handle, tried)) is None:
            return self._nobody(handle, *tried[0], hands)
        place, purpose, person = made
        if handle not in self._told:
            self._told.add(handle)
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


@lru_cache(maxsize=1024)
def _places(purposes: tuple[Purpose, ...], subject: str | None) -> Tried:
    return tuple((place_of(p, subject, ""), p) for p in dict.fromkeys(purposes))


def known(conn: Connection, here: str) -> People:
    """Whom the roster of a community still knows."""
    return People(here, *keys_of(conn, here), partial(hints_of, conn, here))


def hand_row(
    here: str, place: str, purpose: Purpose, handle: str, person: str | None
) -> dict[str, Any]:
    """The row that says whose a handle is."""
    row = {"community_id": here, "subject_id": place, "purpose": purpose.value}
    return {**row, "handle": handle, "person_id": person}


def _purpose(said: For, act: Mapping[str, Any], fact: Fact) -> Purpose:
    """What to look for first: of an author, a voice."""
    if said == ACTING:
        return acting_as(act["name"], act["role"], fact.subject)
    return Purpose.voice if said == AUTHOR else said
