"""Whatever the demo offers somebody is tried without writing, with arguments by chance, until they
are taken: it is refused for nothing but what was typed.

Every act of every role at every proposal, its objections, questions and contributions; what the
play starts from has no recalls, no elections and no ballots on paper, and the demo has.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select

from deliberation import clock
from deliberation.charter.acts import ActName
from deliberation.charter.case import Actor, Community
from deliberation.readings.page.reader import reader
from deliberation.record import tables
from deliberation.record.private import accounts
from deliberation.record.write import casefile
from tests.record.play import obliged
from tests.web.drawn.test_buttons import BY_DAY, WHO, town

__all__ = ["town"]


class Demo:
    """The demo as the play of chance wants it: rows, people, what time it is."""

    def __init__(self, town: Any) -> None:
        self.engines, self.read = town.engines, dict[str, list[dict[str, Any]]]()
        c = tables.community
        with town.engines.read_connection() as conn:
            self.row = conn.execute(select(c).where(c.c.slug == "jiahe")).one()
            self.foreign = conn.execute(
                select(c.c.community_id).where(c.c.slug != "jiahe")
            ).scalar_one()
        self.community = Community(
            self.row.community_id,
            self.row.slug,
            self.row.name,
            self.row.timezone,
            self.row.language,
        )
        people = {r["person_id"]: r["person_id"] for r in self.rows("person")}
        self.names, self.me, self.facts_with_text = sorted(people), "", []
        self.world = SimpleNamespace(
            person=people,
            id=self.row.community_id,
            slug="jiahe",
            engines=self.engines,
            time=SimpleNamespace(at=clock.now()),
            organisation=None,
        )

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Of this community."""
        if table not in self.read:
            t = tables.metadata.tables[table]
            with self.engines.read_connection() as conn:
                found = conn.execute(select(t).where(t.c.community_id == self.row.community_id))
                self.read[table] = [dict(r) for r in found.mappings()]
        return self.read[table]

    def clocks(self) -> list[dict[str, Any]]:
        return [
            o for o in self.rows("obligation") if o["who_kind"] == "clock" and not o["ended_at"]
        ]

    def local_now(self) -> Any:
        return self.world.time.at + timedelta(hours=8)

    @cached_property
    def proposals(self) -> list[dict[str, Any]]:
        return [p for p in self.rows("proposal") if p["stage"] != "draft"]


@pytest.fixture(scope="module")
def demo(town) -> Demo:
    with town.app.app_context():
        return Demo(town)


def offered_to(demo: Demo, actor: Actor, p: dict[str, Any]) -> list[tuple[ActName, str]]:
    """The acts of the page, and those at its entries."""
    with demo.engines.read_connection() as conn:
        row = SimpleNamespace(**p)
        case, _ = casefile.looking(conn, demo.community, row, actor, demo.row.rulebook)
        found = reader(conn, case, p["proposal_id"])
    asked = [(ActName(a), ref) for a, ref in found.asked if a in obliged.ENTRY]
    return [(a, "") for a in found.offered] + sorted(asked)


def refused(demo: Demo, who: Any, *, every: bool) -> Iterator[str]:
    """What is offered to one of the cast, and refused whatever is typed."""
    person = accounts.persons_of(accounts.by_login(who.login).account_id)[demo.row.community_id]
    actor = Actor(person_id=person, factor_method="authenticator", factor_at=clock.real())
    demo.me, tried = person, set()
    for p in demo.proposals:
        for act, ref in offered_to(demo, actor, p):
            key = (act, p["stage"], p["matter"], p["phase"])
            if key in tried and not every:
                continue
            tried.add(key)
            said = {obliged.ENTRY[act]: ref} if ref else {}
            rng = Random(f"{who.login}/{p['proposal_id']}/{act}/{ref}")
            for wrong in obliged.tried(demo, rng, p, actor, act, said):
                yield f"{who.login} at {p['number']}: {wrong}"


@pytest.mark.parametrize("who", BY_DAY, ids=lambda a: a.login)
def test_what_is_offered_is_refused_for_nothing_but_what_was_typed(town, demo, who):
    with town.app.app_context():
        assert list(refused(demo, who, every=False)) == []


@pytest.mark.nightly
@pytest.mark.parametrize("who", WHO, ids=lambda a: a.login)
def test_all_that_is_offered_is_refused_for_nothing_but_what_was_typed(town, demo, who):
    with town.app.app_context():
        assert list(refused(demo, who, every=True)) == []
