"""A discussion in pages: four orders, where in one of them a page begins, and quotes computed when
shown.

A fixed number of queries, each along an index.

Read by the page of a proposal (its newest contributions) and by the page of its discussion.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import literal, select, tuple_

from deliberation.charter.ids import is_id
from deliberation.charter.numbers import FIRST_DAY, LAST_DAY, whole
from deliberation.readings.desk import entries as desk_entries
from deliberation.record import tables

from . import moderation
from .quotes import Quote
from .quotes import quotes as quotes_of

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "stance": ("stance", ("for", "against", "neutral")),
    "office": (
        "role",
        (
            "author",
            "supervisor",
            "councillor",
            "representative",
            "deliberator",
            "committee_member",
            "organisation",
            "resident",
            "imported",
        ),
    ),
}
ORDERS = ("newest", "supported", *GROUPS)
T = tables.comment
PAGE = 50
ABOVE = 3  # what a link to one contribution shows before it


@dataclass(frozen=True, slots=True)
class Key:
    """Where a page begins: a contribution's place in its order.

    `head` is its votes, or its group's code, or nothing.
    """

    head: str
    at: datetime
    comment_id: str

    def __str__(self) -> str:
        return "~".join((self.head, self.at.isoformat(), self.comment_id)).lstrip("~")

    @classmethod
    def read(cls, text: str, order: str) -> "Key":
        """The inverse; ValueError for what is no key of this order."""
        head, at, comment_id = ("~" * (order == "newest") + text).split("~")
        if (order == "supported" and whole(head) is None) or (
            order in GROUPS and head not in GROUPS[order][1]
        ):
            raise ValueError(text)
        moment = datetime.fromisoformat(at)
        if (
            moment.tzinfo is None
            or not FIRST_DAY <= moment.date() <= LAST_DAY
            or not is_id(comment_id)
        ):
            raise ValueError(text)
        return cls(head, moment, comment_id)


@dataclass(frozen=True, slots=True)
class Thread:
    """One page. `more` is the key of the next; `hidden`, `quotes` and `from_desk` by comment id;
    `settled`: were hidden, and shown again for good; `people` are to be named.
    """

    rows: tuple[Any, ...]
    more: str | None
    hidden: dict[str, Any]
    settled: frozenset[str]
    quotes: dict[str, Quote]
    from_desk: frozenset[str]
    people: frozenset[str | None]


def read(
    s: Any,
    community: str,
    proposal: str,
    *,
    order: str = "newest",
    stance: str = "",
    start: Key | None = None,
    including: bool = False,
    desk: bool = True,
    limit: int = PAGE,
) -> Thread:
    """A page of contributions after `start` (or from it on, `including` it).

    `desk`: some contribution was entered at the desk.
    """
    here = T.c.community_id == community, T.c.subject_id == proposal
    those = (*here, T.c.stance == stance) if stance else here
    found = _rows(s, those, order, start, including, limit + 1)
    rows = tuple(found[:limit])
    more = str(key_of(rows[-1], order)) if len(found) > limit else None
    return _thread(s, community, proposal, rows, more, desk)


def _thread(
    s: Any, community: str, proposal: str, rows: tuple[Any, ...], more: str | None, desk: bool
) -> Thread:
    """The page of these contributions, with what is said about them elsewhere."""
    ids = [c.comment_id for c in rows]
    looked_at = moderation.of_these(s, community, proposal, ids)
    quotes = quotes_of(s, community, proposal, {c.parent_id for c in rows if c.parent_id})
    return Thread(
        rows,
        more,
        {i: m for i, m in looked_at.items() if m.state == "hidden"},
        frozenset(i for i, m in looked_at.items() if m.state == "shown"),
        quotes,
        frozenset(desk_entries.marked(s, community, proposal, "comment", ids))
        if desk and ids
        else frozenset(),
        frozenset({c.person_id for c in rows} | {q.person_id for q in quotes.values()}),
    )


def page_of(s: Any, community: str, proposal: str, comment_id: str, order: str) -> Key | None:
    """Where the page begins that shows this contribution with a few before it; None where there is
    no such contribution.
    """
    here = (T.c.community_id == community, T.c.subject_id == proposal)
    row = s.execute(select(T).where(*here, T.c.comment_id == comment_id)).first()
    if row is None:
        return None
    columns, group = _along(order)
    within = (group == getattr(row, group.name),) if group is not None else ()
    above = s.execute(
        select(T)
        .where(*here, *within, tuple_(*columns) > _place(columns, key_of(row, order)))
        .order_by(*columns)
        .limit(ABOVE)
    ).all()
    return key_of(above[-1] if above else row, order)


def _rows(
    s: Any, here: tuple[Any, ...], order: str, start: Key | None, including: bool, most: int
) -> list[Any]:
    columns, group = _along(order)

    def run(*where: Any, key: Key | None, left: int) -> list[Any]:
        query = select(T).where(*here, *where, *_from(columns, key, including))
        return list(s.execute(query.order_by(*(c.desc() for c in columns)).limit(left)))

    if group is None:
        return run(key=start, left=most)
    codes, found = GROUPS[order][1], list[Any]()
    for code in codes[codes.index(start.head) :] if start else codes:
        if len(found) < most:
            key = start if start and code == start.head else None
            found += run(group == code, key=key, left=most - len(found))
    return found


def _from(columns: tuple[Any, ...], key: Key | None, including: bool) -> tuple[Any, ...]:
    """SQL: behind this place, or at it as well."""
    if key is None:
        return ()
    place = _place(columns, key)
    return (tuple_(*columns) <= place if including else tuple_(*columns) < place,)


def key_of(row: Any, order: str) -> Key:
    """The place of a contribution in an order."""
    head = (
        str(row.votes_for)
        if order == "supported"
        else getattr(row, GROUPS[order][0])
        if order in GROUPS
        else ""
    )
    return Key(head, row.at, row.comment_id)


def _along(order: str) -> tuple[tuple[Any, ...], Any]:
    """The columns an order goes by, greatest first, and the column of its groups."""
    group = T.c[GROUPS[order][0]] if order in GROUPS else None
    return ((T.c.votes_for,) if order == "supported" else ()) + (T.c.at, T.c.comment_id), group


def _place(columns: tuple[Any, ...], key: Key) -> Any:
    values: list[Any] = [key.at, key.comment_id]
    if len(columns) == 3:
        values.insert(0, int(key.head))
    return tuple_(*(literal(v, c.type) for v, c in zip(values, columns, strict=True)))
