"""A small community for tests, made only by real acts: named people, offices, and steps that reach
any stage.

`World` holds the engines and the ids; `act()` performs as a named person with a fresh second factor
unless told otherwise.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from deliberation import (
    clock,
    rooms,  # noqa: F401
)
from deliberation.charter.act import Act
from deliberation.charter.case import CLOCK, OPERATOR, Actor
from deliberation.charter.rulebook import shipped_text
from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.carry_out.acts.assigning import Assign
from deliberation.cycle.evaluate.acts import proposal as evaluate
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import plan as plan_acts
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts.support import Cosign
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts.legality import ReviewLegality
from deliberation.cycle.suggest.acts.study import RecordStudy
from deliberation.cycle.supervise.acts import inspection as inspection_acts
from deliberation.cycle.supervise.acts.certificate import Certify
from deliberation.record import engines as engines_module
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.tick import run_due
from deliberation.record.write.done import Done
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people
from tests import kept

# Monday 2 March 2026, 09:00 in Shanghai; a quiet month without holidays
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TZ = "Asia/Shanghai"

# name → office. Residents without one: 林一 … 林十八. 丁小 is a minor, 租客远 lives elsewhere.
OFFICES = {
    "议员甲": "deliberator",
    "议员乙": "deliberator",
    "理事甲": "councillor",
    "理事乙": "councillor",
    "代表甲": "representative",
    "代表乙": "representative",
    "代表丙": "representative",
    "代表丁": "representative",
    "代表戊": "representative",
    "委员甲": "committee_member",
    "监事甲": "supervisor",
    "监事乙": "supervisor",
    "监事丙": "supervisor",
    "书记": "lead_organisation",
    "承办甲": "organisation",
    "窗口": "clerk",
}
RESIDENTS = [f"林{n}" for n in "一二三四五六七八九"] + [f"林十{n}" for n in "一二三四五六七八九"]


class MovableClock:
    """Both times of a test stand still and move only when told: civic time from START, real time
    with `wait`.
    """

    def __init__(self) -> None:
        self.at = START
        self.real = datetime.now(UTC).replace(microsecond=0)
        self._before = clock.real

    def install(self) -> MovableClock:
        clock.real = lambda: self.real
        clock.offset_from(lambda: self.at - self.real)
        return self

    def remove(self) -> None:
        clock.real = self._before
        clock.offset_from(None)

    def wait(self, **kw: float) -> None:
        """Real time passes (sessions, second factors), civic time with it."""
        self.real += timedelta(**kw)
        self.at += timedelta(**kw)

    def advance(self, **kw: float) -> datetime:
        self.at += timedelta(**kw)
        return self.at

    def to(self, moment: datetime) -> None:
        assert moment >= self.at, "time does not run backwards"
        self.at = moment


@dataclass(frozen=True)
class Settled:
    """A database with one populated community, made once by real acts and copied for each test;
    `path`: its file, or its name in the cluster.
    """

    path: Any
    slug: str
    id: str
    person: dict[str, str]
    organisation: str


def settle(url: str, path: Any) -> Settled:
    """Populate a migrated database, and leave the process's time and engines as they were (a test
    may have set its own before it asks).
    """
    before = clock.real, clock._offset
    used = Engines(url, mac_key=b"k" * 32, log_key=b"l" * 32)
    try:
        made = World(used, MovableClock().install()).populate()
        return Settled(path, made.slug, made.id, made.person, made.organisation)
    finally:
        clock.real, clock._offset = before
        used.dispose()


class World:
    """One community on one database."""

    def __init__(
        self, engines: Engines, time: MovableClock, slug: str = "jiahe", rulebook: str | None = None
    ) -> None:
        self.engines, self.time, self.slug = engines, time, slug
        self.id = new_id()
        self.person: dict[str, str] = {}
        self.organisation, self.rulebook = "", rulebook or shipped_text("cn-2026")
        perform(
            people.CreateCommunity(
                act_id=new_id(),
                community_id=self.id,
                slug=slug,
                community_name="嘉禾社区",
                timezone=TZ,
                language="zh_Hans",
                rulebook=self.rulebook,
            ),
            OPERATOR,
            self.id,
            engines,
        )

    @classmethod
    def settled(cls, engines: Engines, time: MovableClock, here: Settled) -> World:
        """The populated community that the database was copied with."""
        world = cls.__new__(cls)
        world.engines, world.time, world.slug = engines, time, here.slug
        world.id, world.person, world.organisation = here.id, dict(here.person), here.organisation
        return world

    # --- people

    @kept.once
    def populate(
        self, offices: dict[str, str] | None = None, residents: list[str] | None = None
    ) -> World:
        offices = OFFICES if offices is None else offices
        residents = RESIDENTS if residents is None else residents
        names = [*offices, *residents]
        entries = tuple(self.entry(name, i) for i, name in enumerate(names)) + (
            self.entry("丁小", 90, birth_date="2012-05-01"),
            self.entry("租客远", 91, lives_here=False),
        )
        self.operate(people.EnterPeople(act_id=new_id(), entries=entries))
        self.refresh()
        for name, role in offices.items():
            self.take_office(name, role)
        with self.engines.read_connection() as conn:
            self.organisation = (
                conn.execute(
                    select(tables.organisation.c.organisation_id).where(
                        tables.organisation.c.community_id == self.id
                    )
                ).scalar()
                or ""
            )
        return self

    def entry(
        self,
        name: str,
        i: int,
        birth_date: str = "1970-01-01",
        lives_here: bool = True,
        building: str | None = None,
    ) -> people.RosterEntry:
        return people.RosterEntry(
            estate="嘉禾苑",
            building=building or f"{i % 3 + 1}栋",
            unit="1",
            room=str(100 + i),
            name=name,
            phone=f"138{i:08d}",
            birth_date=birth_date,
            area=8950,
            tenure="owner",
            lives_here=lives_here,
        )

    def refresh(self) -> None:
        with self.engines.read_connection() as conn:
            rows = conn.execute(
                select(tables.person.c.name, tables.person.c.person_id).where(
                    tables.person.c.community_id == self.id
                )
            )
            self.person = {r.name: r.person_id for r in rows}

    def take_office(
        self,
        name: str,
        role: str,
        *,
        ends_at: datetime | None = None,
        starts_at: datetime | None = None,
    ) -> Done:
        return self.operate(
            people.TakeOffice(
                act_id=new_id(),
                person_id=self.person[name],
                role=role,
                starts_at=starts_at or START - timedelta(days=30),
                ends_at=ends_at or START + timedelta(days=1700),
                document="选举结果公告",
                organisation="社区服务中心" if role == "organisation" else None,
            )
        )

    def group(self, name: str) -> str:
        with self.engines.read_connection() as conn:
            t = tables.residents_group
            return conn.execute(
                select(t.c.group_id).where(t.c.community_id == self.id, t.c.name == name)
            ).scalar_one()

    # --- acting

    def actor(
        self, name: str, *, factor: str | None = "authenticator", minutes_ago: float = 0
    ) -> Actor:
        at = clock.real() - timedelta(minutes=minutes_ago) if factor else None
        return Actor(person_id=self.person[name], factor_method=factor, factor_at=at)

    def act(self, who: str | Actor, act: Act) -> Done:
        """Perform as a named person, then let the clock do what became due at once."""
        actor = self.actor(who) if isinstance(who, str) else who
        done = perform(act, actor, self.id, self.engines)
        if done.due_now:
            self.tick()
        return done

    def operate(self, act: Act) -> Done:
        return perform(act, OPERATOR, self.id, self.engines)

    def clock_act(self, act: Act) -> Done:
        return perform(act, CLOCK, self.id, self.engines)

    def tick(self) -> int:
        return run_due(self.engines, community=self.id)

    def row(self, proposal: str) -> Any:
        with self.engines.read_connection() as conn:
            t = tables.proposal
            return conn.execute(
                select(t).where(t.c.community_id == self.id, t.c.proposal_id == proposal)
            ).one()

    def counts(self, proposal: str) -> Any:
        with self.engines.read_connection() as conn:
            t = tables.proposal_count
            return conn.execute(
                select(t).where(t.c.community_id == self.id, t.c.proposal_id == proposal)
            ).one()

    def rows(self, table: Any, *where: Any) -> list[Any]:
        with self.engines.read_connection() as conn:
            return list(conn.execute(select(table).where(table.c.community_id == self.id, *where)))

    def clocks(self, subject: str, *acts: str) -> list[Any]:
        """What the clock will do, of these acts or of all."""
        t = tables.obligation
        rows = self.rows(t, t.c.subject_id == subject, t.c.ended_at.is_(None))
        return [r for r in rows if r.who_kind == "clock" and (not acts or r.act in acts)]

    def stage(self, proposal: str) -> str:
        return self.row(proposal).stage

    def facts(self, proposal: str | None = None) -> list[str]:
        t = tables.fact
        where = [t.c.subject_id == proposal] if proposal else []
        with self.engines.read_connection() as conn:
            return list(
                conn.execute(
                    select(t.c.kind)
                    .where(t.c.community_id == self.id, *where)
                    .order_by(t.c.position)
                ).scalars()
            )

    def let_pass(self, proposal: str) -> str:
        """Move time to the proposal's next due date and tick."""
        due = min(c.due_at for c in self.clocks(proposal))
        self.time.to(max(due, self.time.at))
        self.tick()
        return self.stage(proposal)

    # --- reaching a stage
    # ------------------------------------------------------------------------------

    def draft(
        self,
        who: str = "林一",
        title: str = "活动室周末延长开放到 21 点",
        body: str = "社区活动室每周六、周日开放至 21:00。",
        **kw: Any,
    ) -> str:
        return self.act(
            who, propose.Draft(act_id=new_id(), title=title, body=body, **kw)
        ).subject_id

    def submitted(self, who: str = "林一", plans: tuple[str, ...] = (), **kw: Any) -> str:
        last, p = kw.pop("last_day", None), self.draft(who, **kw)
        for title in plans:
            self.act(
                who,
                plan_acts.OfferPlan(
                    act_id=new_id(), subject_id=p, title=title, body=f"{title}：具体做法。"
                ),
            )
        self.act(who, propose.Submit(act_id=new_id(), subject_id=p, last_day=last))
        return p

    def cosign(self, proposal: str, *names: str) -> None:
        for name in names:
            self.act(
                name,
                Cosign(
                    act_id=new_id(), subject_id=proposal, version_no=self.row(proposal).version_no
                ),
            )

    def in_take_up(self, **kw: Any) -> str:
        p = self.submitted(**kw)
        self.cosign(p, *[n for n in RESIDENTS if self.person[n] != self.row(p).author_id][:10])
        return p

    def in_advise(self, **kw: Any) -> str:
        p = self.in_take_up(**kw)
        self.act("议员甲", council_acts.TakeUp(act_id=new_id(), subject_id=p))
        return p

    def in_notice(self, **kw: Any) -> str:
        p = self.in_advise(**kw)
        self.act(
            "理事甲",
            suggest.Recommend(
                act_id=new_id(), subject_id=p, verdict="support", reasons="方便居民。"
            ),
        )
        if self.row(p).study_state == "pending":
            self.act(
                "书记",
                RecordStudy(
                    act_id=new_id(),
                    subject_id=p,
                    held_on=self.today(),
                    result="agree",
                    opinion="同意提交表决。",
                ),
            )
        self.act("窗口", ReviewLegality(act_id=new_id(), subject_id=p, result="clean"))
        return p

    def today(self) -> str:
        return (self.time.at + timedelta(hours=8)).date().isoformat()

    def posted(self, **kw: Any) -> str:
        p = self.in_notice(**kw)
        self.act(
            "窗口",
            inform.PostProof(
                act_id=new_id(),
                subject_id=p,
                purpose="notice",
                posted_on=self.today(),
                place="1 栋公告栏",
            ),
        )
        return p

    def in_vote(self, **kw: Any) -> str:
        p = self.posted(**kw)
        self.let_pass(p)
        return p

    def cast(self, proposal: str, **choices: str) -> None:
        for name, choice in choices.items():
            self.act(name, resolve.CastBallot(act_id=new_id(), subject_id=proposal, choice=choice))

    def in_publish(self, ballots: dict[str, str] | None = None, **kw: Any) -> str:
        p = self.in_vote(**kw)
        self.cast(
            p,
            **(
                ballots
                or {
                    "代表甲": "for",
                    "代表乙": "for",
                    "代表丙": "for",
                    "代表丁": "against",
                    "委员甲": "for",
                }
            ),
        )
        self.let_pass(p)
        return p

    def certified(self, **kw: Any) -> str:
        p = self.in_publish(**kw)
        for name in ("监事甲", "监事乙"):
            self.act(name, Certify(act_id=new_id(), subject_id=p, ticked=("posting_seen",)))
        return p

    def in_carry_out(self, **kw: Any) -> str:
        p = self.certified(**kw)
        self.let_pass(p)
        return p

    def assigned(self, **kw: Any) -> str:
        p = self.in_carry_out(**kw)
        finish = (self.time.at + timedelta(days=20)).date().isoformat()
        self.act(
            "委员甲",
            Assign(
                act_id=new_id(),
                subject_id=p,
                organisation_id=self.organisation,
                finish_on=finish,
                task="按决议办理",
            ),
        )
        return p

    def in_inspect(self, **kw: Any) -> str:
        p = self.assigned(**kw)
        self.act(
            "承办甲",
            carry_out.Finish(
                act_id=new_id(), subject_id=p, body="已完成。", evidence="照片见公告栏。"
            ),
        )
        return p

    def in_evaluate(self, **kw: Any) -> str:
        p = self.in_inspect(**kw)
        for name in ("监事甲", "监事乙"):
            self.act(name, inspection_acts.Accept(act_id=new_id(), subject_id=p))
        return p

    def completed(self, **kw: Any) -> str:
        p = self.in_evaluate(**kw)
        self.act("林二", evaluate.Rate(act_id=new_id(), subject_id=p, score=5, body="很好"))
        self.let_pass(p)
        return p


@pytest.fixture
def time() -> Any:
    """Civic time under the test's control."""
    movable = MovableClock().install()
    yield movable
    movable.remove()


@pytest.fixture
def engines(database_url: str) -> Any:
    """Engines on a migrated database of the test's own, on both databases."""
    made = engines_module.use(Engines(database_url, mac_key=b"k" * 32, log_key=b"l" * 32))
    yield made
    made.dispose()


@pytest.fixture
def sqlite_engines(sqlite_url: str) -> Any:
    """The same on SQLite only, for tests that try what does not touch the database's ways."""
    made = engines_module.use(Engines(sqlite_url, mac_key=b"k" * 32, log_key=b"l" * 32))
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def sqlite_settled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Settled:
    path = tmp_path_factory.mktemp("settled") / "settled.sqlite3"
    shutil.copy(sqlite_template, path)
    return settle(f"sqlite:///{path}", path)


@pytest.fixture(scope="session")
def postgresql_settled(cluster: Any) -> Settled:
    name = cluster.create()
    return settle(cluster.url(name), name)


@pytest.fixture
def world(request: pytest.FixtureRequest, engines: Engines, time: MovableClock) -> World:
    """A populated community on each database."""
    return World.settled(engines, time, request.getfixturevalue(f"{engines.dialect}_settled"))


@pytest.fixture
def small_world(sqlite_engines: Engines, time: MovableClock, sqlite_settled: Settled) -> World:
    """A populated community on SQLite."""
    return World.settled(sqlite_engines, time, sqlite_settled)
