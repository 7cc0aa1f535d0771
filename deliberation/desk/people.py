"""People of the roster as the desk's pages ask for them: one by id, and those a search finds.

Called by every page of the desk that is about somebody.
"""

from typing import Any

from flask import abort, g, request

from deliberation.readings.people import roster as reading
from deliberation.record.engines import db

LONGEST = 40  # characters that are searched for


def person_of(person_id: str) -> Any:
    """The roster's row, or 404; also of an erased entry, of which nothing is left to be done."""
    row = reading.person(db.session, g.community.id, person_id)
    return row if row is not None and row.hand_key is not None else abort(404)


def searched() -> str:
    """What this page's address says is searched for; "" for nothing."""
    return request.args.get("q", "").strip()[:LONGEST]


def adults(text: str, *, but: str | None = None, most: int = reading.PAGE) -> list[Any]:
    """Grown-up people found by name, building or phone, one of them left out; nobody without a
    text.
    """
    return [x for x in found(text, most=most) if x.standing == "adult" and x.person_id != but]


def found(text: str, *, most: int = reading.PAGE) -> list[Any]:
    """The same, whoever they are: the first so many of the roster."""
    if not text:
        return []
    return reading.people(db.session, g.community.id, text=text, limit=most)[0]
