"""Sessions: idle sign-out in real time, one's own phone, the carried form, changing hands, and
ending them everywhere.
"""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from deliberation import clock
from deliberation.record.private.sealing import current_seal
from deliberation.record.private.tables import (
    PRIVATE,
    PRIVATE_TABLES,
    account_session,
    carried_form,
)
from deliberation.record.tables import CIVIC, metadata
from deliberation.web.forms import secrets

from .house import OTHER, PASSWORD


def test_every_private_table_is_named_in_one_place_and_none_is_civic():
    civic = {t.name for t in CIVIC}
    assert {t.name for t in PRIVATE} == PRIVATE_TABLES and not PRIVATE_TABLES & civic
    import deliberation.record.private.tables as module

    defined = {
        t.name for t in metadata.tables.values() if any(v is t for v in vars(module).values())
    }
    assert defined == PRIVATE_TABLES


def test_the_cookie_is_httponly_lax_and_secure_over_https(house):
    def cookies(answer):
        return {c.partition("=")[0]: c for c in answer.headers.getlist("Set-Cookie")}

    both = cookies(house.client().sign_in("zhang"))
    plain, device = both["session"], both["deliberation_device"]
    assert "HttpOnly" in device and "SameSite=Lax" in device and "Secure" not in device
    assert (
        "HttpOnly" in plain
        and "SameSite=Lax" in plain
        and "Secure" not in plain
        and "Expires" not in plain
    )
    secure = cookies(house.client(https=True).sign_in("zhang"))
    assert len(secure) == 2 and all("Secure" in c for c in secure.values())


def test_the_token_is_not_in_the_database(house):
    client = house.client()
    client.sign_in("zhang")
    with client.session() as kept:
        token = kept["_user_id"]
    row = house.rows(select(account_session))[0]
    assert token not in str(row) and len(token) >= 40


def test_a_new_token_at_every_sign_in_and_the_old_one_is_dead(house):
    client, thief = house.client(), house.client()
    client.sign_in("zhang")
    with client.session() as kept:
        token = kept["_user_id"]
    client.sign_in("zhang")
    with client.session() as kept:
        assert kept["_user_id"] != token
    with thief.session() as kept:
        kept["_user_id"] = token
    assert thief.whoami() == "visitor"


def test_a_made_up_token_is_nobody(house):
    client = house.client()
    with client.session() as kept:
        kept["_user_id"] = "x" * 43
    assert client.whoami() == "visitor"


def test_residents_idle_out_after_thirty_minutes(house_on_both):
    house = house_on_both
    client = house.client()
    client.sign_in("zhang")
    for _ in range(3):
        house.later(timedelta(minutes=29))
        assert client.whoami() == "张三"
    house.later(timedelta(minutes=30, seconds=1))
    assert client.whoami() == "visitor"


def test_office_holders_idle_out_after_fifteen(house):
    client = house.signed_in_office_holder()
    house.later(timedelta(minutes=14))
    assert client.whoami() == "李四"
    house.later(timedelta(minutes=15, seconds=1))
    assert client.whoami() == "visitor"


def test_civic_time_moves_no_session(house):
    client = house.client()
    client.sign_in("zhang")
    clock.offset_from(lambda: timedelta(days=400))
    try:
        assert client.whoami() == "张三"
    finally:
        clock.offset_from(None)


def test_keep_alive_begins_the_idle_time_anew(house):
    client = house.client()
    client.sign_in("zhang")
    house.later(timedelta(minutes=29))
    assert client.post("/keep-alive").status_code == 204
    house.later(timedelta(minutes=29))
    assert client.whoami() == "张三"
    house.later(timedelta(minutes=31))
    assert client.post("/keep-alive").status_code == 401
    assert client.get("/keep-alive").status_code == 405


def test_last_seen_is_written_at_most_once_a_minute(house):
    client = house.client()
    client.sign_in("zhang")
    with house.writes() as seen:
        for _ in range(5):
            client.whoami()
        assert seen == []
        house.later(timedelta(seconds=61))
        client.whoami(), client.whoami()
    assert len(seen) == 1


def test_one_query_finds_the_reader(house_on_both):
    house = house_on_both
    client = house.signed_in_office_holder()
    with house.reads() as seen:
        client.whoami()
    assert len(seen) == 1


def test_ones_own_phone_stays_signed_in_for_ninety_days_without_the_factor(house):
    client, secret = house.client(), house.enrol("zhang")
    cookie = client.sign_in("zhang", own_phone="y").headers["Set-Cookie"]
    assert "Expires" in cookie
    client.post("/me/code", factor_code=house.totp(secret))
    assert client.factor() == "authenticator"
    house.later(timedelta(minutes=31))
    assert client.whoami() == "张三" and client.factor() == "None"
    for _ in range(8):
        house.later(timedelta(days=11))
        assert client.whoami() == "张三"
    house.later(timedelta(days=3))
    assert client.whoami() == "visitor"


def test_office_holders_are_never_kept_signed_in(house):
    secret = house.enrol("li")
    client = house.client()
    client.sign_in("li", own_phone="y")
    client.post("/me/code", factor_code=house.totp(secret))
    assert client.whoami() == "李四"
    house.later(timedelta(minutes=16))
    assert client.whoami() == "visitor"


def test_taking_office_mid_session_asks_for_the_second_factor(house):
    client = house.client()
    client.sign_in("zhang")
    house.give_office("zhang")
    assert client.whoami() == "visitor"
    assert client.get("/sign-in").location == "/jiahe/me/second-factor"


def test_the_typed_text_survives_idle_sign_out(house_on_both):
    house = house_on_both
    client = house.client()
    client.sign_in("zhang")
    house.later(timedelta(minutes=31))
    away = client.post(
        "/note?draft=1",
        body="写了很久的长文字\n<b>",
        tags=["a", "b"],
        password="p",
        factor_code="123456",
        csrf_token="t",
    )
    assert away.status_code == 303 and away.location.startswith("/jiahe/sign-in?next=")
    # `tags` is declared by no form of the house, the others are secrets: none is kept at all.
    [kept] = house.rows(select(carried_form.c.payload))
    with house.app.app_context():
        fields = json.loads(current_seal().open("carried form", kept.payload))
    assert [name for name, _value in fields] == ["body"] and not secrets.is_plain("tags")
    page = client.raw_get(away.location)
    assert "写了很久" not in page.text
    back = client.raw_post(away.location, login="zhang", password=PASSWORD)
    assert back.location.startswith("/jiahe/note?draft=1&carried=")
    assert client.raw_get(back.location).json == {
        "body": ["写了很久的长文字\n<b>"],
    }
    assert client.raw_get(back.location).json["body"], "looking at it does not use it up"
    assert client.raw_post(back.location, body="写了很久的长文字").status_code == 303
    assert client.raw_get(back.location).json == {} and house.rows(select(carried_form)) == []


def test_the_carried_form_is_sealed_and_shown_to_nobody_else(house):
    client = house.client()
    client.sign_in("zhang")
    house.later(timedelta(minutes=31))
    away = client.post("/note", body="secret choice")
    assert b"secret choice" not in house.rows(select(carried_form))[0].payload
    other = client.raw_post(away.location, login="zhao", password=PASSWORD)
    assert "carried=" in other.location and client.raw_get(other.location).json == {}
    again = house.client()
    again.sign_in("zhang")
    assert again.raw_get(other.location).json == {"body": ["secret choice"]}
    assert again.raw_get(other.location.replace("/note", "/desk-note")).json == {}, (
        "nor on another page"
    )


def test_the_carried_form_survives_the_second_factor_and_goes_after_a_day(house):
    client = house.signed_in_office_holder()
    house.later(timedelta(minutes=16))
    away = client.post("/note", body="opinion")
    step = client.raw_post(away.location, login="li", password=PASSWORD)
    back = client.raw_post(step.location, factor_code=house.totp(house.secrets["li"]))
    assert client.raw_get(back.location).json == {"body": ["opinion"]}
    house.later(timedelta(hours=25))
    fresh = house.signed_in_office_holder()
    assert fresh.raw_get(back.location).json == {}


def test_a_form_of_a_page_that_cannot_be_read_comes_back_on_the_page_it_stood_on(house):
    client = house.client()
    client.sign_in("zhang")
    house.later(timedelta(minutes=31))
    away = client.post(
        "/only-post", body="hello", headers={"Referer": "http://localhost/jiahe/note"}
    )
    back = client.raw_post(away.location, login="zhang", password=PASSWORD)
    assert back.location.startswith("/jiahe/note?carried=") and client.raw_get(
        back.location
    ).json == {"body": ["hello"]}


def test_visitors_forms_are_not_kept(house):
    assert house.client().post("/note", body="x").status_code == 403
    assert house.rows(select(carried_form)) == []


def test_changing_hands_ends_the_session_for_good(house):
    client = house.client()
    client.sign_in("zhang")
    with client.session() as kept:
        token = kept["_user_id"]
    assert client.get("/switch-person").status_code == 405
    assert client.post("/switch-person").location == "/jiahe/sign-in"
    with client.session() as kept:
        assert "_user_id" not in kept
        kept["_user_id"] = token
    assert client.whoami() == "visitor"


def test_signing_out_takes_a_button(house):
    client = house.client()
    client.sign_in("zhang")
    assert client.get("/sign-out").status_code == 200 and client.whoami() == "张三"


def test_signing_out_everywhere(house_on_both):
    house = house_on_both
    phones = [house.client() for _ in range(3)]
    for phone in phones:
        phone.sign_in("zhang")
    neighbour = house.client()
    neighbour.sign_in("zhao")
    phones[0].post("/me/sign-out-everywhere")
    assert [p.whoami() for p in phones] == ["visitor"] * 3 and neighbour.whoami() == "赵六"


def test_the_list_of_ones_sessions_and_ending_one(house):
    here, there, neighbour = (
        house.client(),
        house.client(agent="Mozilla/5.0 (iPhone) MicroMessenger/8"),
        house.client(),
    )
    here.sign_in("zhang"), there.sign_in("zhang"), neighbour.sign_in("zhao")
    page = here.get("/me")
    assert (
        page.status_code == 200
        and "WeChat on an iPhone" in page.text
        and page.text.count("/me/sessions/") == 2
    )
    rows = {r.user_agent: r.token_hash for r in house.rows(select(account_session))}
    assert (
        neighbour.post(f"/me/sessions/{rows['WeChat · iPhone']}/end").status_code == 404
        and there.whoami() == "张三"
    )
    assert here.post(f"/me/sessions/{rows['WeChat · iPhone']}/end").status_code == 303
    assert (here.whoami(), there.whoami()) == ("张三", "visitor")


def test_one_session_stands_for_each_community_its_own_person(house):
    house.link("zhang", OTHER, "elsewhere", name="老张")
    client = house.client()
    client.sign_in("zhang")
    assert client.whoami() == "张三" and client.raw_get("/other/whoami").text == "老张"


def test_where_an_account_holds_nobody_its_reader_is_no_person(house):
    client = house.client()
    client.sign_in("zhang")
    assert client.raw_get("/other/person").text == "None"


@pytest.mark.parametrize(
    "path",
    [
        "/me",
        "/me/password",
        "/me/authenticator",
        "/me/card",
        "/me/recovery-codes",
        "/me/second-factor",
        "/me/code",
    ],
)
def test_visitors_are_asked_to_sign_in_and_come_back(house, path):
    assert house.client().get(path).location.startswith("/jiahe/sign-in")


@pytest.mark.parametrize(
    "path", ["/me/sign-out-everywhere", "/me/sessions/x/end", "/me/factors/x/remove", "/me/looks"]
)
def test_visitors_change_nothing(house, path):
    assert house.client().post(path).status_code in (303, 403)


def test_pages_about_an_account_are_kept_by_no_cache(house):
    client = house.client()
    client.sign_in("zhang")
    for path in ("/me", "/me/card", "/sign-in", "/join"):
        assert "no-store" in client.get(path).headers["Cache-Control"]


def test_a_foreign_form_is_not_kept(house):
    client = house.client()
    client.sign_in("zhang")
    house.app.config["WTF_CSRF_ENABLED"] = True
    house.later(timedelta(minutes=31))
    assert client.post("/note", body="planted by another site").status_code == 400
    assert house.rows(select(carried_form)) == []


@pytest.mark.parametrize(
    "path",
    ["/sign-in", "/sign-out", "/switch-person", "/join", "/me/sign-out-everywhere", "/me/password"],
)
def test_every_form_here_needs_its_token(house, path):
    client = house.client()
    client.sign_in("zhang")
    house.app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post(path, login="zhao", password=PASSWORD)
    # The pages around signing in look at it themselves: shown again, or led on; nothing is done.
    shown = {"/sign-in": 303, "/sign-out": 200, "/join": 422, "/me/password": 422}
    assert answer.status_code == shown.get(path, 400)
    assert client.whoami() == "张三"


def test_nul_in_addresses_is_no_crash(house_on_both):
    house = house_on_both
    client = house.client()
    client.sign_in("zhang")
    assert client.post("/me/sessions/%00/end").status_code == 404
    assert client.post("/me/factors/%00/remove").status_code == 403
    assert client.get("/note", carried="\0").json == {}
    assert client.sign_in("zh\0ang").status_code == 422
    assert client.sign_in("zhang", next="/jiahe/\0").location == "/jiahe/"


def test_looks_are_kept_with_the_account(house_on_both):
    house = house_on_both
    client = house.client()
    client.sign_in("zhang")
    assert client.post("/me/looks", language="zh_Hans", elder="y").status_code == 303
    assert client.post("/me/looks", language="fr").status_code == 422
    page = client.get("/me").text
    ticked = [tag for tag in re.findall(r"<input[^>]*>", page) if " checked" in tag]
    elsewhere = house.client().sign_in("zhang").headers.getlist("Set-Cookie")
    assert any(c.startswith("lang=zh_Hans;") for c in elsewhere) and any(
        c.startswith("elder=1;") for c in elsewhere
    )
    assert (
        len(ticked) == 2
        and any('name="elder"' in t for t in ticked)
        and any('value="zh_Hans"' in t for t in ticked)
    )
