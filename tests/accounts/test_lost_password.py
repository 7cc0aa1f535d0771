"""A lost password: by one's own second factor without telling who has an account, or at the desk in
person.
"""

import html
import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from deliberation.accounts.factors import making
from deliberation.accounts.joining import joining
from deliberation.record.private import accounts, audit
from deliberation.record.private.tables import audit as table
from deliberation.record.private.tables import join_code
from tests.site import act_id, token

from .house import COMMUNITY, PASSWORD

NEW = "another lantern by the river"
PAGE = "/sign-in/lost-password"


def ask(client, login, code, password=NEW):
    return client.post(PAGE, login=login, factor_code=code, password=password, again=password)


def works(house, login, password):
    return house.client().sign_in(login, password).status_code == 303


def test_an_authenticator_gives_a_new_password_and_ends_every_session(house_on_both):
    house = house_on_both
    secret, elsewhere, client = house.enrol("zhang"), house.client(), house.client()
    elsewhere.sign_in("zhang")
    done = ask(client, "zhang", house.totp(secret))
    assert done.status_code == 303 and done.location == "/jiahe/sign-in"
    assert elsewhere.whoami() == "visitor" and client.whoami() == "visitor", (
        "nobody is signed in by it"
    )
    assert works(house, "zhang", NEW) and not works(house, "zhang", PASSWORD)
    row = house.rows(select(table).where(table.c.kind == "password_reset"))[0]
    assert (row.person_id, row.detail) == (house.person["zhang"], "own_factor")


def test_the_next_number_of_a_card_does_too_and_only_once(house):
    with house.app.app_context():
        codes = dict(
            making.issue_code_card(house.person["zhang"], "code_card", community_id=COMMUNITY)
        )
    assert ask(house.client(), "zhang", codes[1]).status_code == 303
    assert ask(house.client(), "zhang", codes[1], "yet another lantern").status_code == 422
    assert works(house, "zhang", NEW)


def test_unknown_wrong_without_factor_and_in_office_get_one_and_the_same_answer(house):
    house.enrol("zhang")
    office = house.enrol("li")
    pages = [
        ask(house.client(address=f"192.0.2.{i}"), login, code)
        for i, (login, code) in enumerate(
            (
                ("zhang", "000000"),
                ("nobody-here", "000000"),
                ("zhao", "000000"),
                ("li", house.totp(office)),
            ),
            1,
        )
    ]
    assert {p.status_code for p in pages} == {422}
    # The page shows the login that was typed; nothing else differs.
    bare = {re.sub(r'value="[^"]*"', "", p.text) for p in pages}
    assert len(bare) == 1
    assert works(house, "zhang", PASSWORD) and not works(house, "li", NEW)


def test_recovery_and_printed_codes_do_not_open_it(house):
    house.enrol("zhang")
    with house.app.app_context():
        account = accounts.by_login("zhang").account_id
        recovery = making.new_recovery_codes(account)[0]
        printed = dict(
            making.issue_code_card(house.person["zhao"], "printed_codes", community_id=COMMUNITY)
        )
    assert ask(house.client(), "zhang", recovery).status_code == 422
    assert ask(house.client(), "zhao", printed[1]).status_code == 422
    assert works(house, "zhang", PASSWORD) and works(house, "zhao", PASSWORD)


def test_wrong_codes_lock_the_login_here_also_for_one_that_does_not_exist(house):
    secret = house.enrol("zhang")
    for login in ("zhang", "nobody-here"):
        client = house.client(address="192.0.2.9")
        assert [ask(client, login, "000000").status_code for _ in range(6)] == [422] * 5 + [429], (
            login
        )
    assert ask(house.client(), "zhang", house.totp(secret)).status_code == 429
    assert works(house, "zhang", PASSWORD), "passwords are counted apart"
    elsewhere = house.client(address="203.0.113.9")
    assert ask(elsewhere, "zhang", house.totp(secret)).status_code == 303


def test_after_ten_wrong_codes_a_day_two_in_a_row_are_needed_and_nobody_is_shut_out(house_on_both):
    house = house_on_both
    secret = house.enrol("zhang")
    for i in range(10):
        stranger = house.client(address=f"198.51.{i}.1")
        page = ask(stranger, "zhang", "000000")
        assert page.status_code == 422 and ("following_code" in page.text) == (i == 9)
        page = ask(stranger, "nobody-here", "000000")
        assert page.status_code == 422 and ("following_code" in page.text) == (i == 9)
    house.later(timedelta(minutes=2))
    client, totp = house.client(), pyotp.TOTP(secret)
    one = ask(client, "zhang", totp.at(house.now()))
    assert one.status_code == 422 and "following_code" in one.text
    assert "Nothing is wrong yet" in one.text and "do not fit" not in one.text
    assert one.text.index('name="again"') < one.text.index('name="factor_code"')
    house.later(timedelta(minutes=2))
    codes = [totp.at(house.now(), counter_offset=i) for i in (-8, -1, 0)]

    def both(first, second):
        house.later(timedelta(seconds=3))
        fields = {"login": "zhang", "password": NEW, "again": NEW}
        return client.post(PAGE, factor_code=first, following_code=second, **fields).status_code

    assert both(codes[0], codes[2]) == 422 and both(codes[1], "000000") == 422
    assert both(codes[2], codes[1]) == 422 and both(codes[1], codes[1]) == 422
    house.later(timedelta(seconds=60))  # typed slowly: both steps are over
    assert both(codes[1], codes[2]) == 303 and works(house, "zhang", NEW)


def sealed(page):
    return html.unescape(re.search(r'name="kept"[^>]*value="([^"]*)"', page.text)[1])


def test_nothing_typed_is_lost_while_a_second_code_is_asked_for(house):
    secret = house.enrol("zhang")
    for i in range(10):
        ask(house.client(address=f"198.51.{i}.1"), "zhang", "000000")
    house.later(timedelta(minutes=2))
    client, totp = house.client(), pyotp.TOTP(secret)
    first = totp.at(house.now(), counter_offset=-1)
    page = ask(client, "zhang", first)
    assert page.status_code == 422 and "The new password is kept" in page.text
    assert NEW not in page.text and 'value="zhang"' in page.text and f'value="{first}"' in page.text
    fields = [f for f in re.findall(r"<input[^>]*>", page.text) if 'type="password"' in f]
    assert len(fields) == 2 and not [f for f in fields if "required" in f]
    kept = {"login": "zhang", "password": "", "again": "", "kept": sealed(page)}
    wrong = client.post(PAGE, factor_code=first, following_code="000000", **kept)
    assert wrong.status_code == 422 and "do not fit together" in wrong.text
    house.later(timedelta(seconds=5))
    kept["kept"] = sealed(wrong)
    done = client.post(PAGE, factor_code=first, following_code=totp.at(house.now()), **kept)
    assert done.status_code == 303 and works(house, "zhang", NEW)


def test_another_password_typed_now_counts_and_a_weak_one_is_not_kept(house):
    secret = house.enrol("zhang")
    client = house.client()
    kept = sealed(ask(client, "zhang", "000000"))
    weak = {"login": "zhang", "password": "12345678", "again": "12345678", "kept": kept}
    page = client.post(PAGE, factor_code=house.totp(secret), **weak)
    assert page.status_code == 422 and sealed(page) == "" and works(house, "zhang", PASSWORD)
    other = "yet another lantern"
    strong = {"login": "zhang", "password": other, "again": other, "kept": kept}
    assert client.post(PAGE, factor_code=house.totp(secret), **strong).status_code == 303
    assert works(house, "zhang", other) and not works(house, "zhang", NEW)


def test_a_kept_password_is_of_this_server_and_ends_after_half_an_hour(house):
    secret = house.enrol("zhang")
    client = house.client()
    kept = sealed(ask(client, "zhang", "000000"))
    empty = {"login": "zhang", "password": "", "again": ""}
    for text in (kept[:-6] + "AAAAAA", "nonsense", ""):
        answer = client.post(PAGE, factor_code=house.totp(secret), kept=text, **empty)
        assert answer.status_code == 422 and "Please fill this in" in answer.text, text
    house.later(timedelta(minutes=30, seconds=1))
    answer = client.post(PAGE, factor_code=house.totp(secret), kept=kept, **empty)
    assert answer.status_code == 422 and works(house, "zhang", PASSWORD)


def test_on_a_device_where_a_code_was_given_one_is_enough(house):
    secret = house.enrol("zhang")
    mine = house.client()
    mine.sign_in("zhang")
    mine.post("/me/code", factor_code=house.totp(secret))
    mine.post("/sign-out")
    for i in range(12):
        house.later(timedelta(seconds=5))
        ask(house.client(address=f"198.51.{i}.1"), "zhang", "000000")
    assert ask(mine, "zhang", house.totp(secret)).status_code == 303


def test_a_weak_password_uses_up_no_code(house):
    secret = house.enrol("zhang")
    code = house.totp(secret)
    assert ask(house.client(), "zhang", code, "12345678").status_code == 422
    assert ask(house.client(), "zhang", code).status_code == 303


def test_the_sign_in_page_leads_there(house):
    assert PAGE in house.client().get("/sign-in").text


def test_the_desk_prints_a_slip_that_opens_the_account_again(site):
    person = site.world.person["林三"]
    with site.app.app_context():
        joining.give_account(site.world.id, person, "lin3", PASSWORD)
    clerk = site.client("clerk")
    page = clerk.get(f"/jiahe/desk/people/{person}")
    assert "password-slip" in page.text
    slip = clerk.post(
        f"/jiahe/desk/people/{person}/password-slip",
        data={"csrf_token": token(page), "act_id": act_id(page)},
    )
    assert slip.status_code == 200 and re.search(r"[A-Z0-9]{5}-[A-Z0-9]{5}", slip.text)
    with site.world.engines.read_connection() as conn:
        rows = conn.execute(
            select(join_code.c.person_id).where(
                join_code.c.voided_at.is_(None), join_code.c.person_id == person
            )
        ).all()
    assert len(rows) == 1
    assert [(r.about_id, r.name) for r in audit.rows(site.world.id, kind="join_code")] == [
        (person, "窗口")
    ]


@pytest.mark.parametrize("role", ["resident", "supervisor", "visitor"])
def test_nobody_but_clerks_prints_it(site, role):
    client = site.client(role)
    csrf = token(client.get("/jiahe/sign-in" if role == "visitor" else "/jiahe/me"))
    done = client.post(
        f"/jiahe/desk/people/{site.world.person['林三']}/password-slip", data={"csrf_token": csrf}
    )
    assert done.status_code == (303 if role == "visitor" else 403)
