"""Announcements of the demo: one pinned, with an answered and an open question, one that is over,
one corrected by a later one.

Called by `build` while the last days pass.
"""

from datetime import datetime, timedelta
from typing import Any

from deliberation import clock
from deliberation.cycle.inform.acts import announcement as acts
from deliberation.cycle.inform.acts import asking
from deliberation.record import tables
from deliberation.record.ids import new_id

from .dated import Dated
from .part import CLERK, COMMITTEE
from .stage import Stage

PINNED = (
    "夜间值班安排",
    "居民委员会每晚安排两人值班。\n水管爆裂、停电、树枝倒伏，请到值班室告知，或打值班电话。\n"
    "值班室在东门一楼，晚上七点到早上七点有人。",
)
OVER = ("3 号楼电梯年检", "检验员上午到场，电梯停用约两小时。请老人和推车的住户提前安排。")
WRONG = ("老旧燃气软管免费更换", "周三上午起逐户更换，请家里留人。")
RIGHT = (
    "老旧燃气软管免费更换",
    "改为周四上午起逐户更换，请家里留人。更换不收费，工作人员带证上门。",
)


class Announcements(Dated):
    """Said and asked one after another, each on its day."""

    def __init__(self, stage: Stage, today: datetime) -> None:
        super().__init__(
            stage,
            today,
            (40, self._over),
            (12, self._pinned),
            (11, self._asked),
            (9, self._answered),
            (6, self._wrong),
            (5, self._right),
            (1, self._asked_again),
        )
        self.ids = {"": ""}

    def _say(self, who: int, name: str, words: tuple[str, str], days: int, **more: Any) -> None:
        last = (clock.now() + timedelta(hours=8, days=days)).date().isoformat()
        said = acts.Announce(act_id=new_id(), title=words[0], body=words[1], ends_on=last, **more)
        self.ids[name] = self.stage.begin(who, said)

    def _over(self) -> None:
        t = tables.residents_group
        building = self.stage.one(t, "group_id", t.c.parent_id.is_not(None))
        self._say(CLERK, "over", OVER, 6, readers="group", group_id=building)

    def _pinned(self) -> None:
        self._say(COMMITTEE, "pinned", PINNED, 60, pinned=True)

    def _wrong(self) -> None:
        self._say(CLERK, "wrong", WRONG, 20)

    def _right(self) -> None:
        last = (clock.now() + timedelta(hours=8, days=20)).date().isoformat()
        self.stage.act(
            CLERK,
            acts.CorrectAnnouncement(
                **self._on("wrong"), title=RIGHT[0], body=RIGHT[1], ends_on=last
            ),
        )

    def _asked(self) -> None:
        self.stage.act(
            self.stage.adults[0],
            asking.AskAbout(**self._on("pinned"), body="半夜水管爆了，值班的人能帮忙关总阀吗？"),
        )

    def _answered(self) -> None:
        t = tables.announcement_question
        question = self.stage.one(t, "question_id", t.c.state == "open")
        answer = "能。值班室有各单元总阀的钥匙，请说清楚楼栋和单元。"
        self.stage.act(
            COMMITTEE,
            asking.AnswerAbout(**self._on("pinned"), question_id=question, body=answer),
        )

    def _asked_again(self) -> None:
        self.stage.act(
            self.stage.adults[1],
            asking.AskAbout(**self._on("pinned"), body="值班室周末也有人吗？"),
        )

    def _on(self, name: str) -> dict[str, Any]:
        return {"act_id": new_id(), "subject_id": self.ids[name]}
