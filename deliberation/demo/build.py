"""Builds the demo: founds the community months ago, then lets the days pass while everybody does
their part by real acts.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from deliberation import clock
from deliberation.charter.calendar import Calendar
from deliberation.cycle.supervise.acts import draw as draw_acts
from deliberation.record import demo_time, tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.tick import run_due
from deliberation.roster.acts import owners as owner_acts

from .announcements import Announcements
from .dated import Dated
from .desks import Desks
from .elections import ELECTIONS, ElectionScript, RecallScript
from .kinds import SCRIPTS
from .part import CLERK, SUPERVISORS, Part
from .plots import PLOTS, Plot
from .rounds import ROUNDS, RoundScript
from .stage import TZ, Stage, quietly

MONTHS_AGO, STEP_HOURS = 100, 12
OBJECTIONS, WORK, LOOK, RATING = 5, 4, 3, 15
DAYS = {
    "ordinary": (7, 5),
    "covenant": (15, 7),
    "property": (15, 15),
    "property_special": (15, 15),
    "trial": (7, 5),
    "task": (7, 5),
}  # of notice, of voting


def windows(
    start: datetime, calendar: Calendar, matter: str = "ordinary"
) -> dict[str, tuple[datetime, datetime]]:
    """When a plot that begins at `start` is in which stage, if everybody acts as the script
    says.
    """
    ready = start + timedelta(days=2)
    vote, publish = _voting(ready, calendar, matter)
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


def _voting(ready: datetime, calendar: Calendar, matter: str) -> tuple[datetime, datetime]:
    """When the vote opens on what is ready for its notice, and when it closes."""
    notice, window = DAYS[matter]
    vote = calendar.add_days(ready, notice, TZ).at
    return vote, calendar.voting_window(vote, window, TZ, min_working_days=2).at


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
    """Found, populate, and let the months pass. Returns the community's id.

    The instance is a demo from then on.
    """
    demo_time.mark(engines, -MONTHS_AGO * 86400)
    engines.follow_demo_clock()
    stage = Stage(engines)
    tell("entering the people")
    stage.enter()
    stage.accounts()
    scripts = _scripts(stage, clock.real())
    tell("letting the months pass")
    dated = (Announcements(stage, clock.real()), Desks(stage, clock.real()))
    _let_pass(stage, [*scripts, *dated])
    _beside(stage)
    return stage.id


def _let_pass(stage: Stage, scripts: Sequence[Part | Dated]) -> None:
    """The months until today: at every step what is due is done, and each plot goes on."""
    for _ in range(MONTHS_AGO * 24 // STEP_HOURS):
        run_due(stage.engines, community=stage.id)
        for script in scripts:
            script.go_on()
        demo_time.advance(STEP_HOURS * 3600, stage.engines)
    run_due(stage.engines, community=stage.id)
    for script in scripts:
        script.finish()


def _scripts(stage: Stage, today: datetime) -> list[Part]:
    """Every plot, so begun that it stands where it should `today`."""
    calendar = Calendar.load("cn")
    plots: list[Part] = [
        SCRIPTS[plot.matter](stage, plot, start_of(plot, today, calendar, i), i)
        for i, plot in enumerate(PLOTS)
    ]
    rounds = (RoundScript(stage, plot, today, i) for i, plot in enumerate(ROUNDS))
    elections = (ElectionScript(stage, plot, today, i) for i, plot in enumerate(ELECTIONS))
    return [*plots, *rounds, *elections, RecallScript(stage, today, len(ELECTIONS))]


def _beside(stage: Stage) -> None:
    """What belongs to no proposal: a random check, owners."""
    month = (clock.now().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    drawn = draw_acts.AnnounceDraw(act_id=new_id(), what="works", month=month, wanted=1)
    quietly(lambda: stage.act(SUPERVISORS[0], drawn))
    _owners(stage)


def _owners(stage: Stage) -> None:
    """An owner of two flats, and a child's guardian."""
    p = tables.person
    owned = owner_acts.RecordOwnership(
        act_id=new_id(),
        person_id=stage.adults[0],
        dwelling_id=stage.one(p, "dwelling_id", p.c.person_id == stage.adults[30]),
        document="不动产权证 2019-0417",
    )
    quietly(lambda: stage.act(CLERK, owned))
    guarded = owner_acts.RecordRepresentative(
        act_id=new_id(),
        person_id=stage.adults[1],
        dwellings=(stage.one(p, "dwelling_id", p.c.standing == "minor"),),
        ground="guardian",
        document="出生医学证明",
    )
    quietly(lambda: stage.act(CLERK, guarded))
