"""The way back from the page that shows a ballot once more, in Chromium: what was chosen is there
again; cast, or signed out, nothing of it stays on the device; and a network that is gone says so.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import papers_gallery

pytestmark = pytest.mark.browser

CHOSEN = (
    "() => Array.from(document.querySelectorAll('fieldset.ballot input'))"
    ".map(f => f.type === 'text' ? f.value : f.checked)"
)
LEFT = "() => JSON.stringify(Object.entries(sessionStorage)) + JSON.stringify(localStorage)"


@pytest.fixture(scope="module")
def gallery() -> Iterator[Any]:
    """(address, proposals, site)."""
    with papers_gallery.served() as made:
        yield made


@pytest.fixture
def page(gallery, browser):
    context = browser.new_context(viewport={"width": 375, "height": 780}, locale="zh-CN")
    papers_gallery.sign_in(context, gallery[0], gallery[2], "representative")
    yield context.new_page()
    context.close()


def fill(page) -> None:
    """Something in every question of the paper."""
    for box in page.locator("fieldset.ballot").all():
        for place, field in enumerate(box.locator(".pick-in input").all()[:2], 1):
            field.fill(str(place))
        if box.locator(".pick-in input").count():
            continue
        for verdicts in box.locator(".verdicts").all():
            verdicts.locator("input").nth(1).check()
        if not box.locator(".verdicts").count():
            box.locator("input").nth(1).check()


@pytest.mark.nightly
def test_what_was_chosen_is_there_again_on_every_paper(gallery, page):
    base, proposals, _site = gallery
    papers = 0
    for name, path in papers_gallery.ballots(proposals).items():
        page.goto(f"{base}/{path}")
        if not page.locator("fieldset.ballot").count():
            continue
        papers += 1
        fill(page)
        before = page.evaluate(CHOSEN)
        assert any(before), name
        page.click("main .btn-main")
        assert page.inner_text("h1") == "请核对", name
        page.go_back()
        assert page.evaluate(CHOSEN) == before, name
    assert papers > 5


def test_nothing_stays_once_it_is_cast(gallery, page):
    base, proposals, _site = gallery
    page.goto(f"{base}/proposals/{proposals['open points']}/cast-ballot")
    fill(page)
    page.click("main .btn-main")
    assert "q1-1" in page.evaluate(LEFT)
    page.click("main .btn-main")
    page.wait_for_url("**/receipt")
    assert "q1" not in page.evaluate(LEFT)


def test_without_a_network_a_ballot_says_whether_it_was_sent(gallery, page):
    base, proposals, _site = gallery
    page.goto(f"{base}/proposals/{proposals['open points']}/cast-ballot")
    page.evaluate(
        "async () => { await navigator.serviceWorker.ready; for (let i = 0; i < 100 && "
        "!navigator.serviceWorker.controller; i++) await new Promise(r => setTimeout(r, 50)); }"
    )
    page.reload()
    fill(page)
    page.click("main .btn-main")
    page.context.set_offline(True)
    page.click("main .btn-main")
    page.wait_for_selector("[data-say=not-sent]")
    assert page.inner_text("h1") == "请核对"
    page.click("main .btn-main")  # pressed once more it is sent, and does not get through
    page.wait_for_selector("[data-when=vote]:not([hidden])")
    assert "这一票不一定投出了" in page.inner_text("[data-when=vote]")
    assert page.get_attribute("[data-when=vote] a", "href").endswith("/receipt")
    assert not page.is_visible("[data-when=kept]") and not page.is_visible("[data-when=read]")
    page.context.set_offline(False)


def test_nothing_stays_once_somebody_signed_out(gallery, page):
    base, proposals, _site = gallery
    page.goto(f"{base}/proposals/{proposals['open points']}/cast-ballot")
    fill(page)
    page.click("main .btn-main")
    assert "q1-1" in page.evaluate(LEFT)
    page.click("form[action$='switch-person'] button")
    page.wait_for_url("**/sign-in*")
    assert "q1" not in page.evaluate(LEFT)
