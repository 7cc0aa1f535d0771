"""Without a network, in Chromium at 375 px with large type: the last pages stay readable, what was
typed is kept and sent once when the connection is back, and signing out leaves nothing behind.
"""

import pytest
from sqlalchemy import select

from deliberation.readings.people.demo_cast import PASSWORD
from deliberation.record import tables
from tests.journeys.desk.test_desk import large
from tests.journeys.test_whole_cycle import submit

pytestmark = [pytest.mark.browser, pytest.mark.served]  # it goes away and comes back
SAID = "我愿意每周六上午来帮忙值班。"
# What a page's scripts see of the device's store; no string is evaluated (the content policy
# forbids it), playwright calls the function itself.
STORED = (
    "async () => ({ texts: (await Unsent.all()).map(e => JSON.stringify(e.fields)), pages: "
    "(await caches.keys()).filter(n => n.startsWith('pages-') && n !== 'pages-0') })"
)


def controlled(page) -> None:
    """The service worker has taken over this page's addresses."""
    page.evaluate(
        "async () => { await navigator.serviceWorker.ready; for (let i = 0; i < 100 && "
        "!navigator.serviceWorker.controller; i++) await new Promise(r => setTimeout(r, "
        "50)); }"
    )
    assert page.evaluate("() => navigator.serviceWorker.controller !== null")


def gathering(town) -> str:
    page = town.person("resident1")
    page.goto(f"{town.base}/proposals/new")
    page.fill("#title", "阅览室周六开放")
    page.fill("#body", "请志愿者值班，周六上午开放阅览室。")
    page.click("button[value=submit]")
    page.wait_for_load_state()
    page.context.close()
    return page.url.rstrip("/").split("/")[-1]


def comments(town) -> list[str]:
    with town.engines.read_connection() as conn:
        return list(conn.execute(select(tables.comment.c.body)).scalars())


def test_a_comment_written_without_a_network_is_sent_later(town):
    proposal = gathering(town)
    page = large(town.person("resident2"))
    page.goto(f"{town.base}/proposals/{proposal}/comment")
    page.check("input[name=stance][value=for]")
    page.fill("#body", SAID)
    page.context.set_offline(True)
    page.click("main form .btn-main")
    page.wait_for_selector("[data-say=stored]")
    assert (
        "还没有发出去" in page.inner_text("[data-say=stored]") and page.input_value("#body") == SAID
    )
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= 375
    page.context.set_offline(False)
    page.wait_for_selector("[data-say=offer] [data-send]")
    assert SAID in page.inner_text("[data-say=offer]") and comments(town) == []
    page.click("[data-say=offer] [data-send]")
    page.wait_for_url(f"**/proposals/{proposal}*")
    page.wait_for_selector("#discussion")
    assert SAID in page.inner_text("#discussion") and comments(town) == [SAID]
    page.wait_for_function(f"async () => !(await ({STORED})()).texts.length")
    assert page.locator("[data-say=offer]").count() == 0


@pytest.mark.nightly
def test_pages_stay_readable_and_a_form_that_did_not_get_through_is_kept(town):
    proposal = gathering(town)
    page = large(town.person("resident2"))
    controlled(page)
    page.goto(f"{town.base}/proposals/{proposal}")
    page.goto(f"{town.base}/waiting")
    page.goto(f"{town.base}/me")
    page.goto(f"{town.base}/proposals/{proposal}/comment")
    page.check("input[name=stance][value=for]")
    page.fill("#body", SAID)
    town.stop()
    submit(page)
    page.wait_for_selector("[data-offline]")
    assert "没有网络" in page.inner_text("h1") and SAID in page.inner_text("[data-say=offer]")
    assert (
        page.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)") == 24
    )
    page.goto(f"{town.base}/proposals/{proposal}")
    assert "周六上午开放阅览室" in page.inner_text(
        "main"
    ) and "保存在这台设备上的副本" in page.inner_text("[data-say=kept]")
    assert page.locator("[data-say=kept] time").inner_text()
    page.goto(f"{town.base}/waiting")
    assert "副本" in page.inner_text("[data-say=kept]")
    page.goto(f"{town.base}/me")  # about the account: never kept
    assert (
        page.locator("[data-offline]").count() == 1 and page.locator("[data-say=kept]").count() == 0
    )
    page.wait_for_selector("[data-offline] a")
    assert "阅览室周六开放" in page.inner_text("[data-offline]")
    town.start()
    page.goto(f"{town.base}/proposals/{proposal}")
    assert page.locator("[data-say=kept]").count() == 0
    page.click("[data-say=offer] [data-send]")
    page.wait_for_selector("#discussion .comment")
    assert comments(town) == [SAID] and page.evaluate(STORED)["texts"] == []


@pytest.mark.nightly
def test_what_waits_belongs_to_its_writer_and_goes_with_signing_out(town):
    proposal = gathering(town)
    page = town.person("resident2")
    controlled(page)
    page.goto(f"{town.base}/waiting")
    page.goto(f"{town.base}/proposals/{proposal}/comment")
    page.check("input[name=stance][value=for]")
    page.fill("#body", SAID)
    page.context.set_offline(True)
    page.click("main form .btn-main")
    page.wait_for_selector("[data-say=stored]")
    page.context.set_offline(False)
    held = page.evaluate(STORED)
    assert (
        len(held["texts"]) == 1
        and SAID in held["texts"][0]
        and "csrf" not in held["texts"][0]
        and held["pages"]
    )
    # The session ended elsewhere: what waits is said, not shown, and still there after signing in
    # again.
    kept = [c for c in page.context.cookies() if c["name"] == "deliberation"]
    page.context.clear_cookies(name="deliberation")
    page.goto(f"{town.base}/proposals")
    page.wait_for_selector("[data-say=signed-out]")
    assert SAID not in page.inner_text("body")
    assert page.evaluate(STORED)["pages"] == []
    page.context.add_cookies(kept)
    page.goto(f"{town.base}/proposals")
    page.wait_for_selector("[data-say=offer]")
    page.goto(f"{town.base}/sign-out")
    submit(page)
    page.goto(f"{town.base}/proposals")
    empty = "found => !found.texts.length && !found.pages.length"
    page.wait_for_function(f"async () => ({empty})(await ({STORED})())")
    assert page.locator("[data-say=signed-out]").count() == 0


@pytest.mark.nightly
def test_the_next_person_on_a_device_finds_nothing_and_loses_nothing(town):
    proposal = gathering(town)
    page = town.person("resident2")
    controlled(page)
    page.goto(f"{town.base}/waiting")
    page.context.clear_cookies(name="deliberation")  # the first one went away without signing out
    page.goto(f"{town.base}/sign-in")
    page.fill("#login", "resident3")
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/jiahe/")
    page.goto(f"{town.base}/proposals/{proposal}/comment")
    page.check("input[name=stance][value=against]")
    page.fill("#body", SAID)
    town.stop()
    submit(page)
    page.wait_for_selector("[data-offline]")
    assert SAID in page.inner_text("[data-say=offer]")
    page.goto(f"{town.base}/waiting")
    assert (
        page.locator("[data-say=kept]").count() == 0 and page.locator("[data-offline]").count() == 1
    )
    assert len(page.evaluate(STORED)["texts"]) == 1


@pytest.mark.nightly
def test_going_back_to_the_answer_of_a_form_is_no_lost_network(town):
    """A vote's check and a refused form are answers of a POST: nobody holds a copy of them."""
    proposal = gathering(town)
    page = large(town.person("resident2"))
    controlled(page)
    page.goto(f"{town.base}/waiting")
    page.goto(f"{town.base}/proposals/{proposal}/comment")
    page.check("input[name=stance][value=for]")
    submit(page)
    page.wait_for_selector(".errors")
    page.goto(f"{town.base}/proposals/{proposal}")
    page.go_back()
    page.wait_for_selector("#body")
    assert page.url.endswith("/comment") and page.locator("[data-offline]").count() == 0
    assert page.locator("[data-say=offer]").count() == 0
    assert page.evaluate(STORED)["texts"] == []
