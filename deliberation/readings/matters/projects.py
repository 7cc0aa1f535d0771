"""The projects of a budget round: what each asks, whether it is on the list, what place it won."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberation.charter.matters.fund import PROJECT
from deliberation.record import tables

MOST = 300


@dataclass(frozen=True, slots=True)
class Project:
    """One project of a round. `title` and `body` are None where erased; `place` among the winners
    of the last budget ballot, or None.
    """

    option_id: str
    title: str | None
    body: str | None
    cost: int
    state: str
    code: str | None
    reasons: str | None
    by: str
    at: datetime
    place: int | None

    @property
    def standing(self) -> bool:
        """Whether it is on the list: neither refused nor taken off."""
        return self.state in ("offered", "accepted")


def projects_of(s: Any, community: str, proposal: str) -> tuple[Project, ...]:
    """All of a round, in the order they came. Two queries."""
    o = tables.ballot_option
    places = _places(s, community, proposal)
    rows = s.execute(
        select(o)
        .where(o.c.community_id == community, o.c.proposal_id == proposal, o.c.what == PROJECT)
        .order_by(o.c.at, o.c.option_id)
        .limit(MOST)
    )
    return tuple(_project(r, places.get(r.option_id)) for r in rows)


def _places(s: Any, community: str, proposal: str) -> dict[str, int]:
    """{project: its place among the winners of the last budget ballot it won}."""
    w = tables.round_option
    query = (
        select(w.c.option_id, w.c.place)
        .where(w.c.community_id == community, w.c.proposal_id == proposal)
        .where(w.c.place.is_not(None))
        .order_by(w.c.round_no)
    )
    return {r.option_id: r.place for r in s.execute(query)}


def _project(r: Any, place: int | None) -> Project:
    return Project(
        r.option_id, r.title, r.body, r.cost, r.state, r.code, r.reasons, r.by, r.at, place
    )
