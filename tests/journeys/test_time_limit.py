"""The idle time of an office, in Chromium at 375 px with large type: warned two minutes before,
read aloud, extended by one press of a key; typing counts as being here.
"""

import pytest

from tests.journeys.desk.test_desk import large
from tests.journeys.measures import ELDER, too_wide, wrong

pytestmark = pytest.mark.browser


def test_an_idle_sign_out_warns_and_extends(town):
    page = large(town.person("councillor1"))
    page.clock.install()
    page.goto(f"{town.base}/waiting")
    bar = page.locator("[data-idle-bar]")
    page.clock.run_for(12 * 60_000)
    assert not bar.is_visible()
    page.clock.run_for(65_000)
    assert (
        bar.is_visible()
        and "两分钟" in bar.inner_text()
        and bar.get_attribute("role") == "alertdialog"
    )
    assert (
        page.locator("[data-idle-bar] [role=alert]").inner_text()
        and page.evaluate("() => document.activeElement.textContent") == "继续使用"
    )
    assert wrong(page, ELDER) == [] and too_wide(page, 320) == []
    with page.expect_response("**/keep-alive") as told:
        page.keyboard.press("Enter")
    assert told.value.status == 204
    bar.wait_for(state="hidden")
    page.clock.run_for(12 * 60_000)
    assert not bar.is_visible()
    with page.expect_response("**/keep-alive") as told:  # somebody who types is here
        page.keyboard.press("Tab")
    assert told.value.status == 204
    page.clock.run_for(12 * 60_000)
    assert not bar.is_visible()
    page.clock.run_for(4 * 60_000)
    assert "已退出登录" in bar.inner_text() and page.locator("[data-idle-bar] button").is_hidden()
    assert "/sign-in?next=" in page.locator("[data-idle-bar] a").get_attribute("href")
