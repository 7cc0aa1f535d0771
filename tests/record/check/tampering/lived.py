"""A small community that has lived a little: made once by real acts, copied for each tampering."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from deliberation import clock
from deliberation.cycle.propose.acts.elections.recall import JoinRecall
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.cycle.resolve.acts.paper import IssuePaper
from deliberation.cycle.suggest.acts.fund import CheckCost
from deliberation.cycle.supervise.acts.certificate import Certify
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.roster.acts.people import Erase
from tests.cycle.matters import rounds
from tests.cycle.matters.test_budget_round import BALLOTS
from tests.cycle.matters.test_fund import in_advise, resolved, spend
from tests.cycle.matters.test_recall import demand
from tests.world import MovableClock, Settled, World

KEYS = {"mac_key": b"k" * 32, "log_key": b"l" * 32}


@dataclass(frozen=True)
class Lived:
    """Where it lies, who lives there, when it was left, and its proposals by where they stand."""

    kept: Settled
    left_at: datetime
    proposals: dict[str, str]


def live(url: str, path: Any, settled: Settled) -> Lived:
    """Live a little in a populated database, and leave the process's time as it was."""
    before = clock.real, clock._offset
    used = Engines(url, **KEYS)
    try:
        world = World.settled(used, MovableClock().install(), settled)
        proposals = _acts(world)
        kept = Settled(path, world.slug, world.id, world.person, world.organisation)
        return Lived(kept, world.time.at, proposals)
    finally:
        clock.real, clock._offset = before
        used.dispose()


def _acts(w: World) -> dict[str, str]:
    """One person's private part is erased. One proposal paid from the fund; one that too few voted
    on; one counted and signed by one supervisor; one voted on, by name and with a paper out; one
    that gathers names; a list of winners, and a budget round with a project; a recall that two
    demand; something whose cost was checked.
    """
    _erase(w, "林十九")
    listed = rounds.listed(w, BALLOTS)
    spent = resolved(w)
    spend(w, spent, 20_000)
    closed = _inquorate(w)
    counted, voted = _two_votes(w)
    w.act("监事甲", Certify(act_id=new_id(), subject_id=counted))
    w.cast(voted, 代表甲="for", 代表乙="against")
    w.act("窗口", IssuePaper(act_id=new_id(), subject_id=voted, person_id=w.person["代表丙"]))
    gathers = w.submitted(who="林四")
    w.cosign(gathers, "林五")
    said = Comment(act_id=new_id(), subject_id=gathers, body="支持，希望尽快。", stance="for")
    w.act("林六", said)
    begun = {"gathers": gathers, "round": _round(w), "recall": _recall(w)}
    begun |= {"listed": listed, "checked": _checked(w)}
    return {"spent": spent, "closed": closed, "counted": counted, "voted": voted, **begun}


def _inquorate(w: World) -> str:
    p = w.posted(who="林五")
    while w.stage(p) != "closed":
        w.let_pass(p)
    assert w.row(p).ending == "inquorate"
    return p


def _checked(w: World) -> str:
    p = in_advise(w)
    w.act("理事甲", CheckCost(act_id=new_id(), subject_id=p, cost=1_200_000))
    return p


def _round(w: World) -> str:
    p = rounds.opened(w)
    rounds.offer(w, p, "林七", "长椅", 3_000_000)
    return p


def _recall(w: World) -> str:
    p = demand(w, "林十三")
    w.act("林十一", JoinRecall(act_id=new_id(), subject_id=p))
    return p


def _two_votes(w: World) -> tuple[str, str]:
    """One that is over, and one that began some days later."""
    counted = w.posted(who="林二")
    w.time.advance(days=3)
    voted = w.posted(who="林三")
    w.let_pass(counted)
    ballots = {"代表甲": "for", "代表乙": "for", "代表丙": "for", "代表丁": "against"}
    w.cast(counted, **ballots, 委员甲="for")
    w.let_pass(counted)
    assert (w.stage(counted), w.stage(voted)) == ("publish", "vote")
    return counted, voted


def _erase(w: World, name: str) -> None:
    who = next(r for r in w.rows(tables.person) if r.name == name)
    erased = Erase(
        act_id=new_id(),
        fact_id=who.private_from,
        part="private",
        ground="request",
    )
    w.act("窗口", erased)


def copied(lived: Lived, folder: Path) -> str:
    """The URL of a copy of one that lies in a file."""
    shutil.copy(lived.kept.path, folder / "lived.sqlite3")
    return f"sqlite:///{folder / 'lived.sqlite3'}"
