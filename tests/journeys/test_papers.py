"""Every ballot and every result in Chromium at 375 px: axe finds nothing, nothing is wider than the
phone, and a ranking is made by taps and by keys alike.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests import papers_gallery
from tests.journeys.test_accessible import look

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def gallery() -> Iterator[Any]:
    """(address, proposals, site)."""
    with papers_gallery.served() as made:
        yield made


@pytest.fixture
def page(gallery, browser):
    context = browser.new_context(
        viewport={"width": 375, "height": 780}, locale="zh-CN", service_workers="block"
    )
    context.add_init_script(AXE_SCRIPT)
    papers_gallery.sign_in(context, gallery[0], gallery[2], "representative")
    yield context.new_page()
    context.close()


@pytest.mark.nightly
def test_every_ballot_and_every_result_can_be_read_and_used_by_all(gallery, page):
    base, proposals, _site = gallery
    found = []
    for name, path in {
        **papers_gallery.ballots(proposals),
        **papers_gallery.results(proposals),
    }.items():
        answer = page.goto(f"{base}/{path}")
        assert answer.status == 200, name
        found += [f"{name}: {f}" for f in look(page, path)]
    assert not found, "\n".join(found)


def test_a_ranking_by_taps_and_by_keys_with_what_is_said_aloud(gallery, page):
    base, proposals, _site = gallery
    page.goto(f"{base}/proposals/{proposals['open scottish']}/cast-ballot")
    taps, said = page.locator("[data-rank]"), page.locator("[data-order]")
    taps.nth(2).click()
    taps.nth(0).click()
    assert said.inner_text() == "您的排序：1. 种竹子 2. 种桂花"
    taps.nth(2).click()  # taken out again, the others move up
    assert (
        page.input_value("#q1-1") == "1"
        and page.input_value("#q1-3") == ""
        and taps.nth(0).get_attribute("aria-pressed") == "true"
    )
    page.focus("#q1-2")
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.press(
        "Space" if page.evaluate("document.activeElement.hasAttribute('data-rank')") else "Tab"
    )  # the button beside it takes it out
    assert page.input_value("#q1-2") == ""
    page.keyboard.press("Enter")
    assert "1. 种桂花 2. 种香樟" in said.inner_text()
    page.click("main .btn-main")
    assert "1. 种桂花" in page.inner_text(".said, .verdict") or "1. 种桂花" in page.inner_text(
        "main"
    )


def test_points_costs_and_numbers_of_choices_run_along(gallery, page):
    base, proposals, _site = gallery
    page.goto(f"{base}/proposals/{proposals['open points']}/cast-ballot")
    page.fill("#q1-1", "7")
    page.fill("#q1-3", "4")
    assert page.inner_text("[data-left]") == "多给了 1 分" and "¥80,000.50" in page.inner_text(
        "[data-costs]"
    )
    page.fill("#q1-3", "3")
    assert page.inner_text("[data-left]") == "共 10 分，还剩 0 分"
    page.check("input[value=abstain]")
    assert (
        page.input_value("#q1-1") == "" and page.inner_text("[data-left]") == "共 10 分，还剩 10 分"
    )
    page.goto(f"{base}/proposals/{proposals['open equal shares']}/cast-ballot")
    for n in (1, 2, 3):
        page.check(f"#q1 input[value='{n}']")
    assert (
        "超过总额 ¥90,000" in page.inner_text("[data-costs]")
        and page.inner_text("[data-chosen]") == "已选 3 项，最多 3 项"
    )
