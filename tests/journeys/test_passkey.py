"""A passkey in Chromium, with its virtual authenticator: set up on /me, then the second step of
signing in.
"""

import pytest

from deliberation.demo import cast
from deliberation.readings.people.demo_cast import PASSWORD
from deliberation.record.private import accounts
from deliberation.record.private.factors import passkeys

pytestmark = pytest.mark.browser


def test_a_passkey_is_added_and_opens_the_next_sign_in(town):
    base = town.base.replace(
        "127.0.0.1", "localhost"
    )  # an address of numbers cannot be the host of a passkey
    login = next(name for name, row in cast.ACCOUNTS.items() if row[1])
    context = town.browser.new_context(viewport={"width": 375, "height": 720}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(8000)
    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )

    def password():
        page.goto(f"{base}/sign-in")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.click("main button[type=submit]")

    password()
    page.fill("#factor_code", town.authenticator(login))
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "code" not in url and "sign-in" not in url)
    page.goto(f"{base}/me/passkeys")
    page.fill("#label_", "my phone")
    page.click("form[data-passkey] button[type=submit]")
    page.wait_for_selector("h1")
    page.wait_for_selector("form[data-passkey]", state="detached")
    account = accounts.by_login(login).account_id
    assert [k.name for k in passkeys.of_account(account)] == ["my phone"]

    context.clear_cookies()
    password()
    page.click("form[data-passkey=use] button[type=submit]")
    page.wait_for_url(lambda url: "code" not in url and "sign-in" not in url)
    page.goto(f"{base}/me")
    assert page.locator("h1").inner_text()
    used = passkeys.of_account(account)[0]
    assert used.sign_count >= 1 and used.last_used_at is not None

    # Without JavaScript the page says so and leaves the other ways.
    plain = town.browser.new_context(
        java_script_enabled=False, viewport={"width": 375, "height": 720}
    )
    page = plain.new_page()
    password()
    page.wait_for_selector("#no-passkey")
    assert page.locator("#no-passkey").is_visible() and page.locator("#factor_code").is_visible()
    assert not page.locator("form[data-passkey]").is_visible()
