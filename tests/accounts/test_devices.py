"""Where somebody is signed in: named in plain words, each ended by itself; a new token with the
second factor; one's communities.
"""

import re
from datetime import timedelta

from sqlalchemy import select

from deliberation.accounts.addresses import device, masked
from deliberation.accounts.devices.names import in_words
from deliberation.record.private.tables import account_session

from .house import OTHER

ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; ANA-AN00) AppleWebKit/537.36 Chrome/126 Mobile "
    "Safari/537.36 MicroMessenger/8.0.50"
)


def token_of(client):
    with client.session() as kept:
        return kept["_user_id"]


def test_devices_in_plain_words_with_a_masked_address_and_this_one_marked(house):
    phone, here = (
        house.client(address="203.0.113.9", agent=ANDROID),
        house.client(address="198.51.100.23"),
    )
    phone.sign_in("zhang")
    here.sign_in("zhang")
    page = here.get("/me").text
    assert (
        "WeChat on an Android phone or tablet" in page
        and "203.0.113.*" in page
        and "203.0.113.9" not in page
    )
    mine = re.search(r"Firefox on a Linux computer <strong>\(this device\)", page)
    assert mine and page.count("(this device)") == 1


def test_words_where_half_or_all_is_unknown(app):
    with app.test_request_context():
        assert (
            in_words(device("curl/8")) == "Unknown device"
            and in_words("Chrome") == "Chrome"
            and in_words("iPhone") == "an iPhone"
        )
        assert (
            in_words(device("Mozilla/5.0 (Phone; OpenHarmony; HarmonyOS 4.0) HuaweiBrowser/5.0"))
            == "Huawei Browser on a HarmonyOS phone or tablet"
        )


def test_masks_leave_no_whole_address():
    assert (
        masked("192.0.2.77") == "192.0.2.*"
        and masked("2001:db8:1:2::") == "2001:db8:1::*"
        and masked("shell") == "shell"
    )


def test_the_address_follows_the_device(house):
    client = house.client(address="192.0.2.1")
    client.sign_in("zhang")
    token = token_of(client)
    house.later(timedelta(minutes=2))
    moved = house.client(address="203.0.113.5")
    with moved.session() as kept:
        kept["_user_id"] = token
    assert moved.whoami() == "张三"
    assert house.rows(select(account_session.c.address))[0][0] == "203.0.113.*"


def test_ending_one_device_leaves_the_other_and_nobody_ends_a_strangers(house):
    one, two, stranger = house.client(), house.client(agent=ANDROID), house.client()
    one.sign_in("zhang"), two.sign_in("zhang"), stranger.sign_in("zhao")
    digest = next(
        r.token_hash for r in house.rows(select(account_session)) if "Android" in r.user_agent
    )
    assert stranger.post(f"/me/sessions/{digest}/end").status_code == 404 and two.whoami() == "张三"
    assert one.post(f"/me/sessions/{digest}/end").status_code == 303
    assert two.whoami() == "visitor" and one.whoami() == "张三"


def test_a_token_from_before_the_second_factor_is_dead_after_it(house_on_both):
    house = house_on_both
    secret, client, thief = house.enrol("li"), house.client(), house.client()
    client.sign_in("li")
    before = token_of(client)
    client.post("/me/code", factor_code=house.totp(secret))
    assert token_of(client) != before and client.whoami() == "李四"
    house.later(timedelta(seconds=21))  # the seconds of a double tap
    with thief.session() as kept:
        kept["_user_id"] = before
    assert thief.whoami() == "visitor" and client.whoami() == "李四"
    assert len(house.rows(select(account_session))) == 1 and before not in str(
        house.rows(select(account_session))
    )


def test_a_fresh_factor_renews_the_token_again_and_ending_it_ends_both(house):
    client = house.signed_in_office_holder()
    first = token_of(client)
    house.later(timedelta(seconds=60))
    client.post("/me/code", factor_code=house.totp(house.secrets["li"]))
    assert token_of(client) != first
    old = house.client()
    with old.session() as kept:
        kept["_user_id"] = first
    client.post("/me/sign-out-everywhere")
    assert client.whoami() == "visitor" and old.whoami() == "visitor"


def test_my_other_communities_are_listed_and_only_mine(house):
    client = house.client()
    client.sign_in("zhang")
    assert "My other communities" not in client.get("/me").text
    house.link("zhang", OTHER, "zhang2")
    page = client.get("/me").text
    assert "other 社区" in page and 'href="/other/me"' in page
    other = house.client()
    other.sign_in("zhao")
    assert "/other/me" not in other.get("/me").text
