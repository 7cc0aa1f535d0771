"""换人使用 in Chromium at 375 px with large type: handed over, counted down, warned, given more
once, signed out by itself, nothing left behind.
"""

import re

import pytest

from deliberation.demo import cast
from deliberation.readings.people.demo_cast import PASSWORD
from tests.journeys.desk.test_desk import large
from tests.journeys.test_whole_cycle import submit

pytestmark = pytest.mark.browser


def test_a_resident_uses_the_clerks_tablet_under_their_own_name(town):
    page = large(town.person("clerk1"))
    page.clock.install()
    page.goto(f"{town.base}/desk/hand-over")
    submit(page)
    assert page.url.endswith("/sign-in") and not page.locator("#own_phone").count()
    login = next(who for who, (_name, role) in cast.ACCOUNTS.items() if role is None)
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_selector("[data-tablet]")
    page.goto(f"{town.base}/me")
    bar, name = page.locator("[data-tablet]"), page.inner_text("main h1")
    assert name in bar.inner_text() and re.search(r"\b(10:00|9:5\d)\b", bar.inner_text())
    page.clock.run_for(125_000)
    assert "两分钟没有操作" in bar.inner_text()
    page.keyboard.press("Tab")
    page.clock.run_for(1_000)
    assert "两分钟没有操作" not in bar.inner_text()
    for _ in range(2):
        page.clock.run_for(170_000)
        page.keyboard.press("Tab")
    page.clock.run_for(85_000)
    page.keyboard.press("Tab")
    page.clock.run_for(1_000)
    assert "还剩一分钟" in bar.inner_text()
    page.get_by_role("button", name="再用 5 分钟").click()
    page.locator("form[data-more]").wait_for(state="hidden")
    page.clock.run_for(1_000)
    assert re.search(r"\b1[345]:\d\d\b", bar.inner_text()) and "还剩一分钟" not in bar.inner_text()
    page.clock.run_for(181_000)
    page.wait_for_url("**/hand-back")
    assert name not in page.inner_text("body") and "请把平板交还窗口" in page.inner_text("main")
    page.go_back()
    page.wait_for_load_state()
    assert name not in page.inner_text("body") and not page.locator("[data-tablet]").count()
    page.goto(f"{town.base}/desk")
    assert "/sign-in" in page.url
    page.goto(f"{town.base}/hand-back")
    page.fill("#password", PASSWORD)
    submit(page)
    assert page.url.endswith("/desk/today")
    assert page.goto(f"{town.base}/desk").status == 200
