"""One story: the residents write their covenant by article, have their representatives decide once,
change it themselves, and read what was in force when.
"""

import pytest

from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.journeys.walking import (
    certified,
    link,
    main_button,
    others_vote,
    reviewed_and_posted,
    see,
    supported,
    to,
    vote,
)

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
TEXT = "第一条 楼道不停车、不堆物。\n第二条 晚上十点以后保持安静。"


def written(town, login: str, button: str, title: str, text: str) -> str:
    """From the covenant's own page to the proposal."""
    page = town.phone(login)
    page.goto(f"{town.base}/covenant")
    main_button(page, button)
    assert page.is_checked("#changes_covenant")
    page.fill("#title", title)
    page.fill("#body", text)
    page.click("button[value=submit]")
    see(page, "征集附议")
    return page.url.rpartition("/")[2]


def filed(town, proposal: str, document: str) -> None:
    page = to(town, "clerk1", proposal)
    main_button(page)
    page.fill("#filed_on", town.stage.today())
    page.fill("#document", document)
    main_button(page)
    see(page, "验收")


def test_a_covenant_decided_by_delegation_then_changed_by_the_assembly(small_town):
    town = small_town
    first = written(town, "resident1", "提议制定公约", "嘉禾社区居民公约", TEXT)
    supported(town, first)
    page = to(town, "clerk1", first)
    link(page, "居民会议")
    page.fill("#decided_on", town.stage.today())
    page.fill("#document", "居民会议决定〔2026〕1号")
    main_button(page)
    see(page, "居民会议决定〔2026〕1号")
    reviewed_and_posted(town, first)
    vote(town, "representative1", first, "for")
    others_vote(town, first)
    town.to_due(first)
    certified(town, first)
    filed(town, first, "街道备字〔2026〕3号")

    second = written(
        town,
        "resident2",
        "提议修改",
        "嘉禾社区居民公约（修订）",
        TEXT.replace("十点", "九点") + "\n第三条 不高空抛物。",
    )
    page = town.phone("resident2")
    link(page, "与公约对照")
    see(page, "第三条 不高空抛物。")
    assert page.locator(".diff del").inner_text().endswith("十") and "九" in page.inner_text(
        ".diff ins >> nth=0"
    )
    supported(town, second)
    reviewed_and_posted(town, second)
    page = vote(town, "resident3", second, "for")
    see(page, "赞成")
    vote(town, "resident4", second, "against")
    for person in town.stage.adults[4:110]:  # more than half of all adult residents take part
        town.stage.act(person, resolve.CastBallot(act_id=new_id(), subject_id=second, choice="for"))
    town.to_due(second)
    assert town.stage.row(second).outcome == "passed"
    certified(town, second)
    page = to(town, "resident3", second)
    see(page, "赞成", where="#result")
    filed(town, second, "街道备字〔2026〕9号")

    page = town.browser.new_context(
        viewport={"width": 375, "height": 720}, locale="zh-CN"
    ).new_page()
    page.goto(f"{town.base}/covenant")
    see(page, "晚上九点以后", "第三条", "街道备字〔2026〕9号", "历次文本")
    link(page, "改了什么")
    see(page)
    assert page.locator(".diff ins").count() >= 2
    page.locator("main ul.rows a").last.click()
    see(page, "晚上十点以后", "有效", "街道备字〔2026〕3号")
    link(page, "怎样通过的")
    link(page, "与公约对照")
    see(page, "这是第一份公约")
    page.context.close()
    verify(town.engines)
