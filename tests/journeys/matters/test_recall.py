"""A recall in Chromium at 375 px: demanded beside the member's name, joined by name, answered,
shown side by side, voted on; the office goes on or ends.
"""

import pytest

from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts.elections import defence
from deliberation.cycle.propose.acts.elections import recall as recall_acts
from deliberation.cycle.resolve.acts import paper
from deliberation.demo import cast
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.journeys.test_whole_cycle import submit

pytestmark = pytest.mark.browser


def test_from_the_demand_to_the_notice(town):
    page = town.person("representative1")
    page.goto(f"{town.base}/bodies")
    page.click("a[href*='/demand-recall']")
    page.fill("#title", "要求罢免委员")
    page.fill("#body", "账目三个月没有公布，两次书面要求没有答复。")
    submit(page)
    proposal = page.url.split("/proposals/")[1].split("?")[0]
    other = town.person("representative2")
    other.goto(f"{town.base}/proposals/{proposal}/join-recall")
    assert "账目三个月没有公布" in other.inner_text("main")
    submit(other)
    assert town.stage.row(proposal).stage == "advise"  # a third of the representatives
    member = town.person("committee1")
    member.goto(f"{town.base}/proposals/{proposal}/defend-recall")
    member.fill("#statement", "账目已经张贴在东门公告栏，答复信已经寄出。")
    submit(member)
    visitor = town.browser.new_context(
        viewport={"width": 375, "height": 720}, locale="zh-CN"
    ).new_page()
    visitor.goto(f"{town.base}/proposals/{proposal}")
    said = visitor.inner_text("#recall")
    assert "账目三个月没有公布" in said and "答复信已经寄出" in said and cast.name(10) in said
    assert visitor.evaluate("document.documentElement.scrollWidth") <= 375
    visitor.goto(f"{town.base}/elections")
    assert "要求罢免委员" in visitor.inner_text("main")
    town.to_due(proposal)
    town.stage.act(
        17,
        inform.DeclareEffect(
            act_id=new_id(),
            subject_id=proposal,
            legal_effect="binding_by_charter",
            document="居民会议记录",
        ),
    )
    town.stage.act(
        17,
        inform.PostProof(
            act_id=new_id(),
            subject_id=proposal,
            purpose="notice",
            posted_on=town.stage.today(),
            place="东门居务公开栏",
        ),
    )
    while town.stage.row(proposal).stage != "closed":
        town.to_due(proposal)
    visitor.reload()
    with town.engines.read_connection() as conn:
        office = [o for o in conn.execute(tables.office.select()) if o.role == "committee_member"]
    assert town.stage.row(proposal).ending == "inquorate" and all(
        o.left_at is None for o in office
    )  # nobody came to the booths: the office goes on
    with pytest.raises(Exception, match="wrong_stage"):
        town.stage.act(7, recall_acts.JoinRecall(act_id=new_id(), subject_id=proposal))
    verify(town.engines)


@pytest.fixture
def second_clerk(monkeypatch):
    """The second clerk of the demo has an account here."""
    monkeypatch.setitem(cast.ACCOUNTS, "clerk2", (18, "clerk"))


SHEETS, FOR = 84, 60  # of about a hundred and fifty voters: more than half came


class TestPassed:
    """One database is enough: what differs between them the test above walks."""

    @pytest.fixture
    def database_url(self, sqlite_url: str, second_clerk: None) -> str:
        return sqlite_url

    def test_enough_come_to_the_booths_and_the_office_ends(self, town):
        stage, member = town.stage, cast.name(10)
        office = town.stage.one(
            tables.office, "office_id", tables.office.c.person_id == stage.people[10]
        )
        proposal = stage.act(
            5,
            recall_acts.DemandRecall(
                act_id=new_id(),
                office_id=office,
                title="要求罢免委员",
                body="账目三个月没有公布，两次书面要求没有答复。",
            ),
        ).subject_id
        at = {"subject_id": proposal}
        stage.act(6, recall_acts.JoinRecall(act_id=new_id(), **at))
        stage.act(
            10,
            defence.DefendRecall(
                act_id=new_id(), **at, statement="账目已经张贴在东门公告栏，答复信已经寄出。"
            ),
        )
        town.to_due(proposal)
        stage.act(
            17,
            inform.DeclareEffect(
                act_id=new_id(), **at, legal_effect="binding_by_charter", document="居民会议记录"
            ),
        )
        stage.act(
            17,
            inform.PostProof(
                act_id=new_id(),
                **at,
                purpose="notice",
                posted_on=stage.today(),
                place="东门居务公开栏",
            ),
        )
        town.to_due(proposal)
        assert stage.row(proposal).stage == "vote"

        # a voter who looks online finds the demand and the answer, and that the vote is in the
        # booth
        voter = town.person("resident1")
        voter.goto(f"{town.base}/proposals/{proposal}/cast-ballot")
        said = voter.inner_text("main")
        assert (
            "账目三个月没有公布" in said
            and "答复信已经寄出" in said
            and "无记名" in said
            and voter.locator("main form").count() == 0
        )
        assert voter.evaluate("document.documentElement.scrollWidth") <= 375

        clerk, desk = town.person("clerk1"), f"{town.base}/desk/paper/{proposal}"
        clerk.goto(f"{desk}?q={cast.name(20)}")
        clerk.click("a[href*='/issue/']")
        submit(clerk)
        sheet = clerk.inner_text("main")
        assert (
            clerk.url.endswith("/print/1")
            and "账目三个月没有公布" in sheet
            and "答复信已经寄出" in sheet
            and member in sheet
            and "赞成罢免" in sheet
        )
        assert clerk.evaluate("document.documentElement.scrollWidth") <= 375
        for person in [p for p in stage.adults if p != stage.people[20]][: SHEETS - 1]:
            stage.act(17, paper.IssuePaper(act_id=new_id(), **at, person_id=person))
        town.to_due(proposal)
        clerk.goto(f"{desk}/batch?sheets={SHEETS}")
        sums(clerk)
        submit(clerk)
        other = town.person("clerk2")
        other.goto(desk)
        other.click("main a[href*='/batch/']")
        other.fill("#sheets", str(SHEETS))
        other.click("main form button")
        other.wait_for_load_state()
        sums(other)
        other.select_option("#witness_id", stage.people[11])
        other.fill("#witness_code", town.code("supervisor1"))
        submit(other)
        assert "第 1 批计入" in other.inner_text("main"), other.inner_text("main")
        scrutineer = town.person("supervisor2")
        scrutineer.goto(f"{desk}/end")
        scrutineer.click("main section:last-of-type button")
        scrutineer.wait_for_load_state()
        assert "已通过：职务终止" in scrutineer.inner_text("#recall")
        scrutineer.goto(f"{town.base}/bodies")
        assert member not in scrutineer.inner_text("main")
        with town.engines.read_connection() as conn:
            [left] = [o for o in conn.execute(tables.office.select()) if o.office_id == office]
        assert left.cause == "recalled" and left.left_at is not None
        verify(town.engines)


def sums(page) -> None:
    """Of the pile: those for the recall, those against, one who abstains."""
    page.fill("#sum1-for", str(FOR))
    page.fill("#sum1-against", str(SHEETS - FOR - 1))
    page.fill("#sum1-abstain", "1")
