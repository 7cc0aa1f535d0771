"""A database at every stage of one proposal, reached by real acts: where random play begins."""

from __future__ import annotations

import copy
import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from deliberation.cycle.carry_out.acts.assigning import Assign
from deliberation.cycle.carry_out.acts.work import Finish
from deliberation.cycle.inform.acts.notice import PostProof
from deliberation.cycle.propose.acts.council import PassOn, TakeUp
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.cycle.supervise.acts.inspection import Accept
from deliberation.record.check import replay
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.roster.acts.importing import ImportProposals, SourceProposal
from tests.cycle.matters import rounds
from tests.record.play.following import Start
from tests.world import RESIDENTS, MovableClock, World

STARTS = (
    "gather",
    "take_up",
    "advise",
    "notice",
    "vote",
    "publish",
    "carry_out",
    "inspect",
    "evaluate",
    "passed_on",
    "inquorate",
    "call",
    "check",
    "budget_ballot",
)


class Walk:
    """Walks one proposal through the circle and keeps a copy of the database at each stage, with a
    second proposal near its threshold.
    """

    def __init__(self, template: Path, folder: Path, time: MovableClock) -> None:
        self.folder, self.time = folder, time
        self.focus, self.starts = "", dict[str, Start]()
        shutil.copy(template, folder / "walk.sqlite3")
        engines = engines_on(folder / "walk.sqlite3")
        other = World(engines, time, slug="other").populate({}, ["外人"])
        self.foreign = other.draft("外人")
        self.world = World(engines, time).populate()
        self.world.operate(
            ImportProposals(
                act_id=new_id(),
                source="别处",
                source_digest="0" * 64,
                entries=(
                    SourceProposal("1", "来自别处的提议", "一段文字。", "2019-01-01", "匿名甲", 12),
                ),
            )
        )

    def keep(self, name: str, *before: Callable[[World], object]) -> None:
        """A copy of the database as it is now, after these further steps."""
        path, at = self.folder / f"{name}.sqlite3", self.time.at
        with sqlite3.connect(self.folder / "walk.sqlite3") as here, sqlite3.connect(path) as there:
            here.backup(there)
        world = copy.copy(self.world)
        world.engines = engines_on(path)
        for step in before:
            step(world)
        q = world.submitted("林十八", title="在小区门口装路灯")
        world.cosign(q, *RESIDENTS[1:10])
        with world.engines.read_connection() as conn:
            memory = replay.replayed(conn, world.id)
        world.engines.dispose()
        with sqlite3.connect(path) as whole:
            whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.starts[name] = Start(name, path, self.time.at, memory, world, self.focus, self.foreign)
        self.time.at = at

    def walk(self) -> dict[str, Start]:
        w = self.world
        p = self.focus = w.submitted()
        w.cosign(p, *RESIDENTS[1:9])
        self.keep("gather")
        w.cosign(p, *RESIDENTS[9:11])
        self.keep("take_up")
        self.keep(
            "passed_on",
            lambda x: x.act(
                "议员甲",
                PassOn(act_id=new_id(), subject_id=p, reason="mediation", explanation="请先调解。"),
            ),
        )
        w.act("议员甲", TakeUp(act_id=new_id(), subject_id=p))
        self.keep("advise")
        w.act(
            "理事甲",
            suggest.Recommend(
                act_id=new_id(), subject_id=p, verdict="support", reasons="方便居民。"
            ),
        )
        w.act(
            "书记",
            study.RecordStudy(
                act_id=new_id(), subject_id=p, held_on=w.today(), result="agree", opinion="同意。"
            ),
        )
        w.act("窗口", legality.ReviewLegality(act_id=new_id(), subject_id=p, result="clean"))
        self.keep("notice")
        w.act(
            "窗口",
            PostProof(
                act_id=new_id(),
                subject_id=p,
                purpose="notice",
                posted_on=w.today(),
                place="1 栋公告栏",
            ),
        )
        w.let_pass(p)
        self.keep("vote")
        self.keep("inquorate", lambda x: x.let_pass(p), lambda x: x.let_pass(p))
        w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="against", 委员甲="for")
        w.let_pass(p)
        self.keep("publish")
        w.let_pass(p)
        self.keep("carry_out")
        w.act(
            "委员甲",
            Assign(
                act_id=new_id(),
                subject_id=p,
                organisation_id=w.organisation,
                finish_on=_in_days(w, 20),
                task="按决议办理",
            ),
        )
        w.act("承办甲", Finish(act_id=new_id(), subject_id=p, body="已完成。", evidence="照片。"))
        self.keep("inspect")
        for name in ("监事甲", "监事乙"):
            w.act(name, Accept(act_id=new_id(), subject_id=p))
        self.keep("evaluate")
        p = self.focus = rounds.called(w)
        self.keep("call")
        w.let_pass(p)
        self.keep("check")
        rounds.check(w, p, "长椅")
        rounds.advised(w, p)
        rounds.to_vote(w, p)
        self.keep("budget_ballot")
        w.engines.dispose()
        return self.starts


def engines_on(path: Path) -> Engines:
    return Engines(f"sqlite:///{path}", mac_key=b"k" * 32, log_key=b"l" * 32)


def _in_days(w: World, days: int) -> str:
    return (w.time.at + timedelta(days=days)).date().isoformat()
