"""What the tables know of the people whom the facts of an act name: hand keys, handles they were
called by before, and in which role they stand on a roll.

Asked by `naming`, a few hundred people at a time.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, and_, bindparam, select

from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote.resolve import RollFrozen
from deliberation.record import tables
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
_KEYS = (
    select(_P.c.person_id, _P.c.hand_key, _H.c.handle)
    .select_from(_P.outerjoin(_H, _THEIRS))
    .where(
        _P.c.community_id == bindparam("here"),
        _P.c.person_id.in_(bindparam("people", expanding=True)),
        _P.c.hand_key.is_not(None),
    )
)
_SEATS = select(_E.c.person_id, _E.c.round_no, _E.c.role).where(
    _E.c.community_id == bindparam("here"),
    _E.c.proposal_id == bindparam("subject"),
    _E.c.person_id.in_(bindparam("people", expanding=True)),
)


def keys_of(
    conn: Connection, here: str, people: set[str], places: set[str]
) -> tuple[dict[str, str | None], set[str]]:
    """Everybody's hand key, and those of their handles in these places that are known."""
    keys: dict[str, str | None] = {}
    noted: set[str] = set()
    for some in _chunks(people):
        said = {"here": here, "people": some, "places": sorted(places)}
        for person, key, handle in conn.execute(_KEYS, said):
            keys[person] = key
            noted.add(handle)
    return keys, noted


def seats_of(conn: Connection, here: str, voting: dict[str | None, set[str]]) -> Seats:
    """Of each voter of each subject, round → the role in which they stand on its roll."""
    found: Seats = {}
    for subject, people in voting.items():
        for some in _chunks(people):
            said = {"here": here, "subject": subject, "people": some}
            for person, round_no, role in conn.execute(_SEATS, said):
                found.setdefault((subject, person), {})[round_no] = role
    return found


def _chunks(people: set[str]) -> Iterator[list[str]]:
    every = sorted(people)
    return (every[i : i + CHUNK] for i in range(0, len(every), CHUNK))
