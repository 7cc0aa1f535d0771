"""The queue of a login under a storm: nobody fills it, and what is said of a turn is true. What is
left to try is said before it is gone.
"""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from deliberation.accounts.addresses import login_subject
from deliberation.record.private import attempts
from deliberation.record.private.tables import attempt
from deliberation.web.values import money

from .house import BIRTH, PASSWORD
from .test_joining import code_for, enter
from .test_lockout import wide_storm


def kept_turns(house):
    turn = attempt.c.kind == "password turn"
    return {r.address for r in house.rows(select(attempt.c.address).where(turn))}


@pytest.mark.parametrize("net", ["127.102.{}.0/24", "2001:db8:7:{:02x}00::/56"])
def test_the_networks_of_one_wider_network_do_not_fill_the_queue(house_on_both, net):
    house = house_on_both
    wide_storm(house, "zhang", 100)
    with house.app.app_context():
        subject = login_subject("zhang")
    attempts.reserve(subject, attempts.network("198.51.100.0/24"), "password")
    for i in range(66):
        with pytest.raises(attempts.TooMany) as refused:
            attempts.reserve(subject, attempts.network(net.format(i)), "password")
        kept = attempts.network(net.format(i)).key in kept_turns(house)
        assert (refused.value.locked == "turn") == kept
    assert len(kept_turns(house)) == attempts.TURNS_OF_ONE
    mine = house.client(address="127.201.1.1")
    mine.sign_in("zhang")
    wait = int(mine.get("/me/code").headers["Retry-After"])
    assert wait <= 60 * (attempts.TURNS_OF_ONE + 1)
    house.later(timedelta(seconds=wait))
    assert mine.sign_in("zhang").status_code == 303 and mine.whoami() == "张三"


def test_a_full_queue_says_so_ends_and_takes_whoever_asks_again(house_on_both):
    house = house_on_both
    wide_storm(house, "zhang", 100)
    with house.app.app_context():
        subject = login_subject("zhang")
    attempts.reserve(subject, attempts.network("198.51.100.0/24"), "password")
    for i in range(80):
        with pytest.raises(attempts.TooMany):
            attempts.reserve(subject, attempts.network(f"10.{i}.1.0/24"), "password")
    assert len(kept_turns(house)) == attempts.LONGEST_QUEUE // timedelta(minutes=1)
    mine = house.client(address="203.0.113.9")
    mine.sign_in("zhang")
    page = mine.get("/me/code")
    assert page.status_code == 429 and "None is kept for you" in page.text
    assert "kept for five minutes" not in page.text
    house.later(timedelta(seconds=int(page.headers["Retry-After"])))
    mine.sign_in("zhang")
    assert "kept for five minutes" in mine.get("/me/code").text


def test_when_its_turn_has_come_a_held_sign_in_is_sent_without_typing_it_again(house_on_both):
    house = house_on_both
    wide_storm(house, "zhang", 50)
    house.client(address="198.51.100.7").sign_in("zhang", "wrong wrong")
    right, wrong = house.client(address="203.0.113.9"), house.client(address="203.0.114.9")
    right.sign_in("zhang"), wrong.sign_in("zhang", "wrong wrong")
    pages = [c.get("/me/code") for c in (right, wrong)]
    assert all("/sign-in/held" in p.text for p in pages)
    assert right.post("/sign-in/held").location == "/jiahe/me/code", "not before its turn"
    assert right.whoami() == "visitor"
    house.later(timedelta(seconds=31))
    assert right.post("/sign-in/held").location == "/jiahe/" and right.whoami() == "张三"
    house.later(timedelta(seconds=31))
    again = wrong.post("/sign-in/held")
    assert again.status_code == 422 and 'value="zhang"' in again.text
    assert wrong.whoami() == "visitor"


def test_a_held_sign_in_from_before_a_new_password_opens_nothing(house):
    owner = house.client()
    owner.sign_in("zhang")
    wide_storm(house, "zhang", 50)
    house.client(address="198.51.100.7").sign_in("zhang", "wrong wrong")
    thief = house.client(address="203.0.113.9")
    thief.sign_in("zhang")
    house.later(timedelta(seconds=20))
    owner.post("/me/sign-out-everywhere")
    house.later(timedelta(seconds=20))
    thief.post("/sign-in/held")
    assert thief.whoami() == "visitor"


def test_a_recovery_code_is_typed_on_a_keyboard_with_letters(house):
    wide_storm(house, "zhang", 50)
    house.client(address="198.51.100.7").sign_in("zhang", "wrong wrong")
    client = house.client(address="203.0.113.9")
    client.sign_in("zhang")

    def field(page):
        return re.search(r'<input[^>]*name="factor_code"[^>]*>', page.text)[0]

    assert 'inputmode="numeric"' in field(client.get("/me/code"))
    assert "recovery=1" in client.get("/me/code").text
    assert "inputmode" not in field(client.get("/me/code", recovery=1))


def test_what_is_left_to_try_is_said_and_until_when_it_is_closed(house):
    client = house.client()
    pages = [client.sign_in("zhang", "wrong wrong").text for _ in range(5)]
    assert "2 more tries" in pages[2] and "1 more try" in pages[3]
    assert "0 more" not in pages[4]
    assert house.local_time(timedelta(minutes=15)) in pages[4]


def test_codes_of_whoever_is_signed_in_are_counted_down_too(house):
    house.enrol("zhang")
    client = house.client()
    client.sign_in("zhang")
    pages = [client.post("/me/code", factor_code="000000").text for _ in range(6)]
    assert "2 more tries" in pages[2] and "1 more try" in pages[3]
    until = house.local_time(timedelta(minutes=15))
    assert until in pages[4] and until in pages[5]
    assert "/sign-in" not in pages[5], "whoever is inside is not led in a circle"


def test_birth_dates_of_a_code_are_counted_down_and_a_void_code_is_said_so(house):
    code, client = code_for(house), house.client()
    pages = [enter(client, code, "1958-03-08").text for _ in range(4)]
    for left, page in zip((4, 3, 2, 1), pages, strict=True):
        assert f"You can try {left} more" in page
    for _ in range(3):
        answer = enter(client, code, "1958-03-08")
        assert answer.status_code == 422 and "void now" in answer.text
    enter(house.client(), code_for(house))
    assert "There is no such day" in enter(house.client(), code, "1981-03-33").text


def test_a_used_code_leads_to_signing_in(house):
    code, client = code_for(house), house.client()
    enter(client, code, BIRTH)
    new = {"login": "wanger", "password": "a paper lantern", "again": "a paper lantern"}
    client.post("/join/account", **new)
    page = enter(house.client(), code).text
    assert "used before" in page and 'href="/jiahe/sign-in"' in page.partition("used before")[2]


def test_somebody_elses_letter_on_a_shared_phone_says_what_will_happen(house):
    client = house.client()
    client.sign_in("zhang", PASSWORD)
    page = client.get("/join", code=code_for(house)).text
    assert "張" not in page and "张三 is then signed out here" in page
    assert "will be added" not in page and "/switch-person?next=" in page
    away = client.post("/switch-person", next="/jiahe/join?code=X")
    assert away.location == "/jiahe/join?code=X" and client.whoami() == "visitor"


@pytest.mark.parametrize("typed", ["￥3000", "¥3,000", "3 000", "３０００", "3，000元", "3000.00"])
def test_sums_as_people_write_them(typed):
    assert money.fen(typed) == 300_000


@pytest.mark.parametrize("typed", ["3 00", "3,00", "30 00", "¥¥3", "٣٠٠٠", "3 000,000"])
def test_what_is_no_sum(typed):
    assert money.fen(typed) is None
