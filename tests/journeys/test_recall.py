"""A recall in Chromium at 375 px: demanded beside the member's name, joined by name, answered, shown side by side, voted on; the office goes on or ends."""

import pytest

from deliberation.cycle.inform import acts as inform
from deliberation.cycle.propose import recall_acts
from deliberation.demo import cast
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.verify import verify
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
    visitor = town.browser.new_context(viewport={"width": 375, "height": 720}, locale="zh-CN").new_page()
    visitor.goto(f"{town.base}/proposals/{proposal}")
    said = visitor.inner_text("#recall")
    assert "账目三个月没有公布" in said and "答复信已经寄出" in said and cast.name(10) in said
    assert visitor.evaluate("document.documentElement.scrollWidth") <= 375
    visitor.goto(f"{town.base}/elections")
    assert "要求罢免委员" in visitor.inner_text("main")
    town.to_due(proposal)
    town.stage.act(17, inform.DeclareEffect(act_id=new_id(), proposal_id=proposal, legal_effect="binding_by_charter", document="居民会议记录"))
    town.stage.act(17, inform.PostProof(act_id=new_id(), proposal_id=proposal, purpose="notice", posted_on=town.stage.today(), place="东门居务公开栏"))
    while town.stage.row(proposal).stage != "closed":
        town.to_due(proposal)
    visitor.reload()
    with town.engines.read_connection() as conn:
        office = [o for o in conn.execute(tables.office.select()) if o.role == "committee_member"]
    assert town.stage.row(proposal).ending == "inquorate" and all(o.left_at is None for o in office)  # nobody came to the booths: the office goes on
    with pytest.raises(Exception, match="wrong_stage"):
        town.stage.act(7, recall_acts.JoinRecall(act_id=new_id(), proposal_id=proposal))
    verify(town.engines)
