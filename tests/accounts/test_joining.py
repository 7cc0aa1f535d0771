"""Joining: a single-use code of one's own with the birth date, five tries, a login and password;
never without a code.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select, update

from deliberation.accounts import passwords
from deliberation.accounts.joining import birth_date, letter_codes
from deliberation.record.private import accounts
from deliberation.record.private.factors import printed_codes
from deliberation.record.private.tables import account, account_person, join_code
from deliberation.record.tables import person

from .house import BIRTH, COMMUNITY, OTHER, PASSWORD, nobody_is_busy

NEW = {"login": "wanger", "password": "a paper lantern", "again": "a paper lantern"}


def code_for(house, who="wang", community=COMMUNITY):
    with house.app.app_context():
        return letter_codes.make_join_codes(community, [house.person[who]])[house.person[who]]


def enter(client, code, birth=BIRTH):
    return client.post("/join", code=code, birth_date=birth)


def test_codes_are_long_plain_and_stored_hashed(house):
    with house.app.app_context():
        codes = letter_codes.make_join_codes(COMMUNITY, [house.person[p] for p in ("wang", "zhao")])
    assert (
        set(codes) == {house.person["wang"], house.person["zhao"]} and len(set(codes.values())) == 2
    )
    assert all(re.fullmatch(r"[ACDEFGHJKMNPQRTWXY34679]{10}", c) for c in codes.values())
    assert re.fullmatch(r"\w{5}-\w{5}", letter_codes.grouped(codes[house.person["wang"]]))
    assert not {r.code_hash for r in house.rows(select(join_code))} & set(codes.values())


def test_the_whole_way_in(house_on_both):
    house = house_on_both
    code, client = code_for(house), house.client()
    page = client.get("/join", code=code)
    assert page.status_code == 200 and letter_codes.grouped(code) in page.text
    assert enter(client, letter_codes.grouped(code)).location == "/jiahe/join/account"
    choose = client.get("/join/account")
    assert "王五" in choose.text and 'value="13800000003"' in choose.text
    assert client.post("/join/account", **NEW).location == "/jiahe/"
    assert client.whoami() == "王五"
    assert house.joined("wang") == 1
    assert house.client().sign_in("wanger", NEW["password"]).status_code == 303


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1958",
        "7.3.1958x",
        "1958-02-30",
        "1958-13-01",
        "58-03-07",
        "0000-01-01",
        "1958-03-07-01",
        "\0" * 10,
    ],
)
def test_what_is_no_date_is_said_beside_the_field(house, typed):
    assert birth_date.read_date(typed) is None
    answer = enter(house.client(), code_for(house), typed)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        letter_codes.grouped,
        lambda c: f" {c[:5]} {c[5:]} ",
        lambda c: "".join(chr(ord(x) + 0xFEE0) for x in c),
    ],
)
def test_codes_as_people_type_them(house, write):
    assert enter(house.client(), write(code_for(house))).status_code == 303


def test_a_code_works_once(house):
    code, client = code_for(house), house.client()
    enter(client, code), client.post("/join/account", **NEW)
    assert enter(house.client(), code).status_code == 422
    assert len(house.rows(select(account).where(account.c.login == "wanger"))) == 1


def test_two_people_with_one_code_at_the_last_step(house_on_both):
    house = house_on_both
    code, first, second = code_for(house), house.client(), house.client()
    enter(first, code), enter(second, code)
    assert first.post("/join/account", **NEW).location == "/jiahe/"
    late = second.post("/join/account", **NEW | {"login": "another"})
    assert late.location.startswith("/jiahe/sign-in?said=") and accounts.by_login("another") is None


def test_void_after_five_wrong_birth_dates(house_on_both):
    house = house_on_both
    code = code_for(house)
    for i in range(5):
        answer = enter(house.client(address=f"192.0.2.{i + 1}"), code, "1958-03-08")
        assert answer.status_code == 422
    assert house.rows(select(join_code.c.voided_at))[0][0] is not None
    house.later(timedelta(minutes=16))
    assert enter(house.client(), code).status_code == 422


def test_four_wrong_tries_and_the_right_one(house):
    code = code_for(house)
    for _ in range(4):
        enter(house.client(), code, "1958-03-08")
    assert enter(house.client(), code).status_code == 303


def test_wrong_codes_of_others_hold_up_nobody(house):
    for i in range(31):
        assert enter(house.client(), f"ACDEF{i:05}").status_code == 422
    assert enter(house.client(), code_for(house)).status_code == 303
    assert [enter(house.client(), "ACDEF00000").status_code for _ in range(5)][-1] == 429


def test_making_a_code_again_voids_the_old(house):
    old, new = code_for(house), code_for(house)
    assert enter(house.client(), old).status_code == 422
    assert enter(house.client(), new).status_code == 303
    with house.app.app_context():
        assert (
            printed_codes.newest(COMMUNITY, [house.person["wang"]])[house.person["wang"]].voided_at
            is None
        )


def test_a_code_opens_its_own_community_only(house):
    code = code_for(house)
    assert house.client().raw_post("/other/join", code=code, birth_date=BIRTH).status_code == 422


def test_the_second_page_needs_the_first_and_its_community(house):
    client = house.client()
    assert client.get("/join/account").location == "/jiahe/join"
    assert client.post("/join/account", **NEW).location == "/jiahe/join"
    enter(client, code_for(house))
    assert client.raw_get("/other/join/account").location == "/other/join"
    house.later(timedelta(minutes=31))
    enter_again = client.get("/join/account")
    assert enter_again.location == "/jiahe/join" and accounts.by_login("wanger") is None


@pytest.mark.parametrize(
    "change",
    [{"birth_date": None}, {"standing": "minor"}, {"lives_here": False, "tenure": "tenant"}],
)
def test_whoever_may_not_join_yet_is_sent_to_the_desk(house, change):
    code = code_for(house)
    house.write(update(person).where(person.c.person_id == house.person["wang"]).values(**change))
    answer = enter(house.client(), code)
    assert answer.status_code == 422 and house.rows(select(join_code.c.used_at))[0][0] is None


def test_a_login_that_is_taken_or_not_theirs_keeps_the_code_good(house_on_both):
    house = house_on_both
    client = house.client()
    enter(client, code_for(house))
    for login in ("zhang", "13900000009", "x"):
        assert client.post("/join/account", **NEW | {"login": login}).status_code == 422
    assert client.post("/join/account", **NEW | {"again": "another lantern"}).status_code == 422
    assert (
        client.post(
            "/join/account", **NEW | {"password": "13800000003", "again": "13800000003"}
        ).status_code
        == 422
    )
    assert client.post("/join/account", **NEW | {"login": "+86 138 0000 0003"}).status_code == 303
    assert accounts.by_login("13800000003") is not None


def test_office_holders_choose_twelve_characters(house):
    code, client = code_for(house, "li"), house.client()
    enter(client, code)
    assert (
        client.post(
            "/join/account", login="li", password="elevenchars", again="elevenchars"
        ).status_code
        == 422
    )


def test_joining_while_signed_in_adds_the_community(house):
    client = house.client()
    client.sign_in("zhang")
    house.enter_roster(OTHER, "elsewhere", name="张三")
    code = code_for(house, "elsewhere", OTHER)
    assert (
        client.raw_post("/other/join", code=code, birth_date=BIRTH).location
        == "/other/join/account"
    )
    assert "zhang" in client.raw_get("/other/join/account").text
    assert client.raw_post("/other/join/account").location == "/other/"
    zhang = accounts.by_login("zhang").account_id
    assert accounts.persons_of(zhang) == {
        COMMUNITY: house.person["zhang"],
        OTHER: house.person["elsewhere"],
    }
    assert client.raw_get("/other/whoami").text == "张三" and house.joined("elsewhere") == 1


def test_a_forgotten_password_is_replaced_and_signs_everybody_out(house):
    thief, client = house.client(), house.client()
    thief.sign_in("zhang")
    enter(client, code_for(house, "zhang"))
    page = client.get("/join/account").text
    assert 'name="login"' not in page and "Your login stays: zhang" in page
    assert client.post("/join/account", **NEW | {"login": "another"}).status_code == 303
    assert (client.whoami(), thief.whoami()) == ("张三", "visitor")
    assert accounts.by_login("another") is None, "the code says whose login it is"
    assert house.client().sign_in("zhang", NEW["password"]).status_code == 303
    assert house.client().sign_in("zhang", PASSWORD).status_code == 422


def test_a_new_code_does_not_pass_the_second_factor_by(house):
    house.enrol("li")
    client = house.client()
    enter(client, code_for(house, "li"))
    answer = client.post(
        "/join/account", login="li", password="a paper lantern", again="a paper lantern"
    )
    assert answer.location == "/jiahe/me/code" and client.whoami() == "visitor"


def test_one_desk_cannot_take_over_an_account_shared_with_another_community(house_on_both):
    house = house_on_both
    house.link("zhang", OTHER, "elsewhere")
    client = house.client()
    enter(client, code_for(house, "zhang"))
    page = client.get("/join/account").text
    assert 'name="login"' in page and "Your old login stays with the other community" in page
    assert client.post("/join/account", **NEW | {"login": "zhang"}).status_code == 422
    assert client.post("/join/account", **NEW).status_code == 303
    old, new = accounts.by_login("zhang").account_id, accounts.by_login("wanger").account_id
    assert accounts.persons_of(old) == {OTHER: house.person["elsewhere"]} and accounts.persons_of(
        new
    ) == {COMMUNITY: house.person["zhang"]}
    assert house.client().sign_in("zhang").status_code == 303


def test_a_password_like_the_kept_login_is_refused_and_two_taps_are_told(house):
    clients = [house.client(), house.client()]
    code = code_for(house, "zhang")
    for client in clients:
        enter(client, code)
    like = {"password": "zhangzhang", "again": "zhangzhang", "username": "zhang"}
    assert clients[0].post("/join/account", **like).status_code == 422
    kept = {k: v for k, v in NEW.items() if k != "login"} | {"username": "zhang"}
    assert clients[0].post("/join/account", **kept).status_code == 303
    onward = urlsplit(clients[1].post("/join/account", **kept).location)
    assert onward.path == "/jiahe/sign-in"
    said = clients[1].get("/sign-in", **dict(parse_qsl(onward.query))).text
    assert "You have joined already" in said and "zhang" in said


def test_nobody_registers_without_a_code(house):
    text = house.client().get("/join").text
    assert 'name="code"' in text and 'name="password"' not in text


def test_an_account_without_its_fact_is_made_good_at_the_next_sign_in(house):
    """As accounts of a demo are given, or a backup brings them back."""
    with house.app.app_context():
        hashed = passwords.hash_password(NEW["password"])
    accounts.create("wanger", hashed, COMMUNITY, house.person["wang"])
    assert house.joined("wang") == 0
    assert house.client().sign_in("wanger", NEW["password"]).status_code == 303
    assert house.joined("wang") == 1


def test_joining_again_is_announced_once(house):
    client = house.client()
    (
        enter(client, code_for(house, "zhang")),
        client.post("/join/account", **NEW | {"login": "zhang"}),
    )
    assert client.whoami() == "张三" and house.joined("zhang") == 1


def test_forgetting_a_person_leaves_no_secret_behind(house_on_both):
    house = house_on_both
    house.enrol("zhang")
    house.client().sign_in("zhang")
    with house.app.app_context():
        accounts.forget_person(COMMUNITY, house.person["zhang"])
    assert (
        house.rows(
            select(account_person).where(account_person.c.person_id == house.person["zhang"])
        )
        == []
    )
    assert accounts.by_login("zhang") is None


# --- one form, tapped several times at once with one cookie
# --------------------------------------------------------------------------------------------


def test_taps_of_one_hand_at_once_leave_it_signed_in(house_on_both, monkeypatch):
    """Four requests with one cookie: whatever order their answers come in, the browser keeps the
    cookie of the one that joined, and where the others lead, it is led on."""
    house = nobody_is_busy(monkeypatch, house_on_both)
    first = house.client()
    enter(first, code_for(house))
    with first.session() as kept:
        before = dict(kept)
    taps = [house.client() for _ in range(4)]
    for tap in taps:
        with tap.session() as kept:
            kept.update(before)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda tap: tap.post("/join/account", **NEW), taps))
    assert {a.status_code for a in answers} == {303} and house.joined("wang") == 1
    assert sum("Set-Cookie" in a.headers for a in answers) == 1
    won = next(t for t, a in zip(taps, answers, strict=True) if "Set-Cookie" in a.headers)
    assert won.whoami() == "王五"
    for answer in answers:
        won.raw_get(answer.location)
        assert won.whoami() == "王五"
    lost = next(a for a in answers if "Set-Cookie" not in a.headers)
    assert won.raw_get(lost.location).location == "/jiahe/"


def test_what_an_address_says_is_ours_and_for_minutes(house):
    client = house.client()
    enter(client, code_for(house))
    other = house.client()
    with client.session() as kept:
        before = dict(kept)
    with other.session() as kept:
        kept.update(before)
    assert client.post("/join/account", **NEW).location == "/jiahe/"
    told = other.post("/join/account", **NEW).location
    assert "wanger" in house.client().raw_get(told).text
    for address in (
        "/jiahe/sign-in?said=",
        "/jiahe/sign-in?said=You+have+joined",
        told[:-6] + "AAAA==",
    ):
        assert "You have joined" not in house.client().raw_get(address).text
    house.later(timedelta(minutes=11))
    assert "wanger" not in house.client().raw_get(told).text


def test_a_code_sent_several_times_at_once_is_right_for_each(house_on_both):
    """An office holder's double tap: the code is used up and the session renewed in one
    transaction, so that nobody finds the one without the other."""
    house = house_on_both
    secret = house.enrol("li")
    house.later(timedelta(seconds=60))
    first = house.client()
    first.sign_in("li")
    with first.session() as kept:
        before = dict(kept)
    taps = [house.client() for _ in range(4)]
    for tap in taps:
        with tap.session() as kept:
            kept.update(before)
    code = house.totp(secret)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda tap: tap.post("/me/code", factor_code=code), taps))
    assert [a.status_code for a in answers] == [303] * 4
    won = [t for t, a in zip(taps, answers, strict=True) if "Set-Cookie" in a.headers]
    assert len(won) == 1 and won[0].whoami() == "李四"


def test_a_code_used_up_is_a_session_renewed(house, monkeypatch):
    """What is between the two fails: the code is still good."""
    secret = house.enrol("li")
    house.later(timedelta(seconds=60))
    client = house.client()
    client.sign_in("li")
    code = house.totp(secret)
    from deliberation.record.private import sessions

    with monkeypatch.context() as broken:
        broken.setattr(sessions, "rotate", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            client.post("/me/code", factor_code=code)
    assert client.post("/me/code", factor_code=code).status_code == 303
    assert client.whoami() == "李四"
