"""Builds the demo: founds the community months ago, then lets the days pass while everybody does their part by real acts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from deliberation import clock
from deliberation.charter.calendar import Calendar
from deliberation.charter.case import OPERATOR, Actor
from deliberation.charter.reasons import Refused
from deliberation.charter.rulebook import shipped_text
from deliberation.cycle.propose import private_acts
from deliberation.cycle.supervise import draw_acts
from deliberation.people import acts as people
from deliberation.people import joining, owner_acts
from deliberation.readings.demo_cast import PASSWORD
from deliberation.record import demo_time, tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.perform import Done, perform
from deliberation.record.tick import run_due

from . import cast
from .plots import PLOTS, Plot

TZ, MONTHS_AGO, STEP_HOURS = "Asia/Shanghai", 100, 12
OBJECTIONS, WORK, LOOK, RATING = 5, 4, 3, 15
DAYS = {
    "ordinary": (7, 5),
    "covenant": (15, 7),
    "property": (15, 15),
    "property_special": (15, 15),
    "task": (7, 5),
}  # of notice, of voting


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
        entries = cast.roster(clock.now().date())
        for i in range(0, len(entries), 60):
            perform(
                people.EnterPeople(act_id=new_id(), entries=entries[i : i + 60]),
                OPERATOR,
                self.id,
                self.engines,
            )
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
            perform(
                people.TakeOffice(
                    act_id=new_id(),
                    person_id=self.people[i],
                    role=role,
                    starts_at=begin,
                    ends_at=begin + timedelta(days=1700),
                    document="2026年换届选举结果公告",
                    organisation=organisation,
                ),
                OPERATOR,
                self.id,
                self.engines,
            )

    def accounts(self) -> None:
        for login, (i, role) in cast.ACCOUNTS.items():
            joining.give_account(
                self.id,
                self.people[i],
                login,
                PASSWORD,
                authenticator=cast.key(i) if role else None,
            )

    def act(self, who: int | str, act: Any) -> Done:
        person = self.people[who] if isinstance(who, int) else who
        done = perform(
            act,
            Actor(
                person_id=person, factor_method="authenticator", factor_at=clock.real(), via="demo"
            ),
            self.id,
            self.engines,
        )
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


def windows(
    start: datetime, calendar: Calendar, matter: str = "ordinary"
) -> dict[str, tuple[datetime, datetime]]:
    """When a plot that begins at `start` is in which stage, if everybody acts as the script says."""
    ready, (notice, window) = start + timedelta(days=2), DAYS[matter]
    vote = calendar.add_days(ready, notice, TZ).at
    publish = calendar.voting_window(vote, window, TZ, min_working_days=2).at
    carry_out = calendar.add_days(publish, OBJECTIONS, TZ).at
    inspect = carry_out + timedelta(days=WORK)
    evaluate = inspect + timedelta(days=LOOK)
    closed = calendar.add_days(evaluate, RATING, TZ).at
    return {
        "gather": (start, start + timedelta(days=20)),
        "take_up": (ready, start + timedelta(days=6)),
        "advise": (ready, start + timedelta(days=7)),
        "notice": (ready, vote),
        "vote": (vote, publish),
        "publish": (publish, carry_out),
        "carry_out": (carry_out, inspect + timedelta(days=20)),
        "inspect": (inspect, evaluate + timedelta(days=8)),
        "evaluate": (evaluate, closed),
    }


def start_of(plot: Plot, now: datetime, calendar: Calendar, nth: int) -> datetime:
    """The latest start at which the plot stands in its goal today; endings begin long ago."""
    if plot.days_ago:
        return now - timedelta(days=plot.days_ago)
    if plot.goal == "draft":
        return now - timedelta(days=1)
    if plot.goal == "closed":
        return now - timedelta(days=88 - nth)
    for days in range(2, 90):
        start = now - timedelta(days=days)
        enter, leave = windows(start, calendar, plot.matter)[plot.goal]
        if enter < now - timedelta(hours=STEP_HOURS + 2) and leave > now + timedelta(hours=20):
            return start
    raise AssertionError(f"no start for {plot.title}")


def build(engines: Engines, tell: Callable[[str], None] = lambda _: None) -> str:
    """Found, populate, and let the months pass. Returns the community's id. The instance is a demo from then on."""
    from .elections import ELECTIONS, ElectionScript, RecallScript
    from .kinds import SCRIPTS
    from .rounds import ROUNDS, RoundScript

    demo_time.mark(engines, -MONTHS_AGO * 86400)
    engines.follow_demo_clock()
    stage = Stage(engines)
    tell("entering the people")
    stage.enter()
    stage.accounts()
    calendar, today = Calendar.load("cn"), clock.real()
    scripts = [
        SCRIPTS[plot.matter](stage, plot, start_of(plot, today, calendar, i), i)
        for i, plot in enumerate(PLOTS)
    ]
    scripts += [RoundScript(stage, plot, today, i) for i, plot in enumerate(ROUNDS)]
    scripts += [
        *(ElectionScript(stage, plot, today, i) for i, plot in enumerate(ELECTIONS)),
        RecallScript(stage, today, len(ELECTIONS)),
    ]
    tell("letting the months pass")
    for _ in range(MONTHS_AGO * 24 // STEP_HOURS):
        run_due(engines, community=stage.id)
        for script in scripts:
            script.go_on()
        demo_time.advance(STEP_HOURS * 3600, engines)
    run_due(engines, community=stage.id)
    for script in scripts:
        script.finish()
    _beside(stage)
    return stage.id


def _beside(stage: Stage) -> None:
    """What belongs to no proposal: a letter to the office only, a random check, an owner of two flats and a child's guardian."""
    month = (clock.now().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    stage.act(
        stage.adults[0],
        private_acts.BringPrivate(
            act_id=new_id(), title="楼上半夜有声响", body="想请社区帮忙问一问，不想在公开的地方说。"
        ),
    )
    quietly(
        lambda: stage.act(
            11, draw_acts.AnnounceDraw(act_id=new_id(), what="works", month=month, wanted=1)
        )
    )
    p, clerk = tables.person, 17
    home = stage.one(p, "dwelling_id", p.c.person_id == stage.adults[30])
    child = stage.one(p, "dwelling_id", p.c.standing == "minor")
    quietly(
        lambda: stage.act(
            clerk,
            owner_acts.RecordOwnership(
                act_id=new_id(),
                person_id=stage.adults[0],
                dwelling_id=home,
                document="不动产权证 2019-0417",
            ),
        )
    )
    quietly(
        lambda: stage.act(
            clerk,
            owner_acts.RecordRepresentative(
                act_id=new_id(),
                person_id=stage.adults[1],
                dwellings=(child,),
                ground="guardian",
                document="出生医学证明",
            ),
        )
    )


def quietly(action: Callable[[], Any]) -> Any:
    """An act that may be refused in a demo whose days fall otherwise this year."""
    try:
        return action()
    except Refused:
        return None
