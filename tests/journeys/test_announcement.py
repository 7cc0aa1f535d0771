"""One story on a phone: the desk writes an announcement, a resident reads it and asks, the desk
answers, corrects it and withdraws the later one; it prints as one page.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from deliberation.record.check.verify import verify
from tests.journeys.desk.test_print_a4 import A4, pages
from tests.journeys.test_accessible import look
from tests.journeys.walking import link, main_button, see

pytestmark = pytest.mark.browser

BODY = "本周六 9:00 至 17:00 清洗水箱，全楼停水。请提前储水。"


def fit(page) -> None:
    """What everybody can use, in both sizes of type."""
    page.evaluate(AXE_SCRIPT)
    assert look(page, page.url) == []
    page.evaluate("document.documentElement.classList.remove('elder')")


def written(town) -> None:
    page = town.phone("clerk1")
    page.goto(f"{town.base}/announcements")
    fit(page)
    link(page, "写公告")
    fit(page)
    page.fill("#title", "水箱清洗停水")
    main_button(page, "先看一看")
    assert "请写点内容" in page.inner_text(".errors") or page.locator(".errors").count()
    assert page.input_value("#title") == "水箱清洗停水"
    page.fill("#body", BODY)
    page.check("#pinned")
    main_button(page, "先看一看")
    see(page, "发布后是这样的", BODY, "置顶", where="#look")
    fit(page)
    main_button(page, "发布")
    see(page, "水箱清洗停水", BODY, "社区服务窗口")


@pytest.mark.nightly
def test_written_asked_answered_corrected_and_withdrawn(small_town):
    town = small_town
    written(town)
    page = town.phone("resident1")
    page.goto(town.base)
    see(page, "水箱清洗停水", where="#announcements")
    link(page, "水箱清洗停水")
    see(page, "已有 2 人读过")
    fit(page)
    main_button(page, "我想问一问")
    fit(page)
    page.fill("#body", "几点来水？")
    main_button(page)
    see(page, "几点来水？", where="#questions")

    clerk = town.phone("clerk1")
    clerk.goto(f"{town.base}/waiting")
    link(clerk, "答复提问")
    clerk.fill("#body", "下午五点以前。")
    main_button(clerk)
    see(clerk, "下午五点以前。", where="#questions")
    link(clerk, "更正")
    clerk.fill("#body", "改到周日清洗。")
    main_button(clerk, "先看一看")
    main_button(clerk, "发布")
    see(clerk, "改到周日清洗。", "更正了“水箱清洗停水”")

    page.goto(f"{town.base}/inbox")
    see(page, "公告的提问已答复", "公告已更正")
    printed(town, clerk)
    withdrawn(clerk)
    verify(town.stage.engines)


def printed(town, clerk) -> None:
    there = clerk.url
    link(clerk, "打印张贴稿")
    assert pages(clerk.pdf(prefer_css_page_size=True)) == [A4]
    clerk.goto(there)


def withdrawn(clerk) -> None:
    link(clerk, "撤回公告")
    fit(clerk)
    clerk.fill("#reasons", "清洗取消。")
    main_button(clerk, "下一步")
    see(clerk, "清洗取消。", "确定撤回")
    fit(clerk)
    main_button(clerk, "确定撤回")
    see(clerk, "清洗取消。", "原来的内容")
    assert not clerk.locator("text=改到周日清洗。").is_visible()
    clerk.locator("summary", has_text="原来的内容").click()
    assert clerk.locator("text=改到周日清洗。").first.is_visible()
    fit(clerk)
