"""The orders of a discussion, and where in one of them a page begins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import literal, tuple_

from deliberation.charter.ids import is_id
from deliberation.charter.numbers import FIRST_DAY, LAST_DAY, whole
from deliberation.record import tables

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
