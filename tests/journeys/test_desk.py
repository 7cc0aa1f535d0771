"""At the desk, in Chromium at 375 px with large type: a proposal co-signed half on paper, and a lost authenticator replaced by two people during a vote."""

import re

import pytest

from deliberation.demo import cast
from deliberation.people import second_factor
from deliberation.readings.demo_cast import PASSWORD
from deliberation.record import tables
from deliberation.record.private import accounts
from deliberation.record.verify import verify
from tests.journeys.test_whole_cycle import submit

pytestmark = pytest.mark.browser


def large(page):
    """The same phone with large type."""
    page.context.add_cookies([{"name": "elder", "value": "1", "url": page.url.split("/jiahe")[0]}])
    return page


def residents(town, n: int) -> list[str]:
    """Residents without an account or an office."""
    with town.engines.read_connection() as conn:
        taken = {r.person_id for r in conn.execute(tables.office.select())}
        return [r.person_id for r in conn.execute(tables.person.select()) if r.standing == "adult" and r.lives_here and r.joined_at is None and r.person_id not in taken][:n]


def test_half_on_paper_and_a_lost_authenticator(town):
    author = next(login for login, (_n, role) in cast.ACCOUNTS.items() if role is None)
    page = large(town.person(author))
    page.goto(f"{town.base}/proposals/new")
    page.fill("#title", "楼道里装扶手")
    page.fill("#body", "老人上下楼站不稳，请在一至三层装扶手。")
    page.click("main form button[name=then][value=submit]")
    page.wait_for_load_state()
    proposal = re.search(r"/proposals/(\w{26})", page.url)[1]
    page.context.close()

    clerk = large(town.person("clerk1"))
    for person in residents(town, 8):
        clerk.goto(f"{town.base}/clerk/for/{person}/cosign/{proposal}")
        clerk.fill("#slip", "页1")
        submit(clerk)
        assert "/receipts/" in clerk.url, clerk.inner_text("main")
    signers = [login for login, (_n, role) in cast.ACCOUNTS.items() if role is None and login != author][:2]
    for login in [*signers, "deliberator1", "representative1", "representative2"]:
        if town.stage.row(proposal).stage != "gather":
            break
        page = large(town.person(login))
        page.goto(f"{town.base}/proposals/{proposal}/cosign")
        submit(page)
        page.context.close()
    assert town.stage.row(proposal).stage == "take_up"

    # a representative has lost the phone: the desk reports it, a supervisor confirms, a card is printed, the ballot is cast with it
    holder = accounts.by_login("representative3")
    [person] = accounts.persons_of(holder.account_id).values()
    clerk.goto(f"{town.base}/clerk/people/{person}")
    clerk.click("form[action$=card] button")
    clerk.wait_for_load_state()
    assert "不能由一人单独办理" in clerk.inner_text("main")
    clerk.goto(f"{town.base}/clerk/people/{person}/reset")
    clerk.fill("#reason", "手机掉进了河里。")
    clerk.check("#seen")
    submit(clerk)
    supervisor = large(town.person("supervisor1"))
    supervisor.goto(f"{town.base}/resets")
    supervisor.click("button[value=confirm]")
    supervisor.wait_for_load_state()
    clerk.goto(f"{town.base}/clerk/people/{person}")
    clerk.click("form[action$=card] button")
    clerk.wait_for_load_state()
    codes = clerk.locator(".code-card .key").all_inner_texts()
    assert len(codes) == second_factor.CARD_LENGTH
    phone = town.browser.new_context(viewport={"width": 375, "height": 720}, locale="zh-CN").new_page()
    phone.goto(f"{town.base}/sign-in")
    phone.fill("#login", "representative3")
    phone.fill("#password", PASSWORD)
    phone.click("main button[type=submit]")
    phone.fill("#factor_code", codes[0])
    phone.click("main button[type=submit]")
    phone.wait_for_url(lambda url: "sign-in" not in url and "give-code" not in url)
    phone.goto(f"{town.base}/inbox")
    assert "两人共同解除" in phone.inner_text("main")
    verify(town.engines)
