"""The demo's hands: founds the community, enters its people, and lets each of them act by real
acts. Called by `build` and the scripts.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from deliberation import clock
from deliberation.accounts.joining import joining
from deliberation.charter.act import Act
from deliberation.charter.case import OPERATOR, Actor, Witness
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import Refused
from deliberation.charter.rulebook import shipped_text
from deliberation.readings.people.demo_cast import PASSWORD
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.tick import run_due
from deliberation.record.write.done import Done
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people

from . import cast

TZ = "Asia/Shanghai"


class Stage:
    """The demo's hands: engines, the community, who is who."""

    def __init__(self, engines: Engines, slug: str = "jiahe") -> None:
        self.engines, self.id = engines, new_id()
        self.people: list[str] = []
        self.adults: list[str] = []
        perform(
            people.CreateCommunity(
                act_id=new_id(),
                community_id=self.id,
                slug=slug,
                community_name="嘉禾社区议事",
                timezone=TZ,
                language="zh_Hans",
                rulebook=shipped_text("cn-2026"),
            ),
            OPERATOR,
            self.id,
            engines,
        )

    def enter(self) -> None:
        """The people and those of them who hold an office."""
        entries = cast.roster(clock.now().date())
        for i in range(0, len(entries), 60):
            self._operate(people.EnterPeople(act_id=new_id(), entries=entries[i : i + 60]))
        p = tables.person
        with self.engines.read_connection() as conn:
            rows = conn.execute(select(p).where(p.c.community_id == self.id)).all()
        by_name = {r.name: r for r in rows}
        self.people = [by_name[e.name].person_id for e in entries]
        self.adults = [
            by_name[e.name].person_id
            for e in entries[20 : cast.PEOPLE]
            if by_name[e.name].standing == "adult" and e.lives_here
        ]
        begin = clock.now() - timedelta(days=30)
        for i, role, organisation in cast.OFFICES:
            self._operate(self._office(self.people[i], role, organisation, begin))

    @staticmethod
    def _office(
        person: str, role: str, organisation: str | None, begin: datetime
    ) -> people.TakeOffice:
        return people.TakeOffice(
            act_id=new_id(),
            person_id=person,
            role=role,
            starts_at=begin,
            ends_at=begin + timedelta(days=1700),
            document="2026年换届选举结果公告",
            organisation=organisation,
        )

    def _operate(self, act: Act) -> None:
        perform(act, OPERATOR, self.id, self.engines)

    def accounts(self) -> None:
        for login, (i, role) in cast.ACCOUNTS.items():
            joining.give_account(
                self.id,
                self.people[i],
                login,
                PASSWORD,
                authenticator=cast.key(i) if role else None,
            )

    def begin(self, who: int | str, act: Act) -> str:
        """An act that begins a proposal; → its id."""
        return filled(self.act(who, act).subject_id)

    def act(self, who: int | str, act: Act, witness: int | None = None) -> Done:
        """Somebody acts; `witness`: who gives their own code beside them."""
        person, now = self.people[who] if isinstance(who, int) else who, clock.real()
        beside = None
        if witness is not None:
            beside = Witness(self.people[witness], "authenticator", now)
        actor = Actor(
            person_id=person,
            factor_method="authenticator",
            factor_at=now,
            via="demo",
            witness=beside,
        )
        done = perform(act, actor, self.id, self.engines)
        if done.due_now:
            run_due(self.engines, community=self.id)
        return done

    def row(self, proposal: str) -> Any:
        t = tables.proposal
        with self.engines.read_connection() as conn:
            return conn.execute(
                select(t).where(t.c.community_id == self.id, t.c.proposal_id == proposal)
            ).one()

    def one(self, table: Any, column: str, *where: Any) -> Any:
        with self.engines.read_connection() as conn:
            return conn.execute(
                select(table.c[column]).where(table.c.community_id == self.id, *where)
            ).scalar()

    def today(self) -> str:
        return (clock.now() + timedelta(hours=8)).date().isoformat()


def quietly(action: Callable[[], Any]) -> Any:
    """An act that may be refused in a demo whose days fall otherwise this year."""
    try:
        return action()
    except Refused:
        return None
