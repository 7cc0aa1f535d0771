"""What the tables know of the people whom the facts of an act name: hand keys, handles they were
called by before, and in which role they stand on a roll.

Asked by `naming`, a few hundred people at a time.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select

from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote.resolve import RollFrozen
from deliberation.record import tables
from deliberation.record.direct import once
from deliberation.record.prepared import run
from deliberation.record.tables.joins import same

CHUNK = 500
Seats = dict[tuple[str | None, str], dict[int, str]]  # (subject, person) → round → role on its roll


def frozen(facts: Iterable[Fact]) -> Seats:
    """The roll that these facts begin."""
    return {
        (f.subject_id, person): {f.round_no: role}
        for f in facts
        if isinstance(f, RollFrozen)
        for person, role, _ in f.entries
    }


_P, _E, _H = tables.person, tables.roll_entry, tables.hand
_THEIRS = and_(same(_P, _H, "person_id"), _H.c.subject_id.in_(bindparam("places", expanding=True)))
_VOTES = and_(
    same(_P, _E, "person_id"), _E.c.proposal_id.in_(bindparam("subjects", expanding=True))
)


def _asked(*of_rolls: Any, source: Any) -> Select[Any]:
    return (
        select(_P.c.person_id, _P.c.hand_key, _P.c.entered_at, _H.c.handle, *of_rolls)
        .select_from(source)
        .where(
            _P.c.community_id == bindparam("here"),
            _P.c.person_id.in_(bindparam("people", expanding=True)),
        )
        .with_for_update(read=True, of=_P)
    )


_KEYS = once(_asked(source=_P.outerjoin(_H, _THEIRS)))
_KEYS_AND_SEATS = once(
    _asked(
        _E.c.proposal_id,
        _E.c.round_no,
        _E.c.role,
        source=_P.outerjoin(_H, _THEIRS).outerjoin(_E, _VOTES),
    )
)


class Known:
    """keys: everybody's hand key, None once it was erased; strangers: who are but a handle; noted:
    their handles in these places whose rows are there; seats: where they stand on the rolls of
    these subjects. One query, of some hundred people at a time.

    It locks them: whoever erases an entry waits for the acts that name its owner, and they for it.
    """

    def __init__(
        self,
        conn: Connection,
        here: str,
        people: set[str],
        places: set[str],
        subjects: Collection[str | None],
    ) -> None:
        self.keys: dict[str, str | None] = {}
        self.strangers: set[str] = set()
        self.noted: set[str] = set()
        self.seats: Seats = {}
        query = _KEYS_AND_SEATS if subjects else _KEYS
        said: dict[str, Any] = {"here": here, "places": sorted(places)}
        if subjects:
            said["subjects"] = list(subjects)
        for some in _chunks(people):
            for person, key, at, handle, *seat in run(conn, query, {**said, "people": some}):
                self.keys[person] = key
                if at is None:
                    self.strangers.add(person)
                self.noted.add(handle)
                self._sits(person, *seat)

    def _sits(
        self, person: str, subject: str | None = None, round_no: int | None = None, role: str = ""
    ) -> None:
        if subject is not None and round_no is not None:
            self.seats.setdefault((subject, person), {})[round_no] = role


def _chunks(people: set[str]) -> Iterator[list[str]]:
    every = sorted(people)
    return (every[i : i + CHUNK] for i in range(0, len(every), CHUNK))
