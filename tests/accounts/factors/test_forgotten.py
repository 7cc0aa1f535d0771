"""Too many wrong tries: whoever forgot the password finds the way on first, and what was wrong is
named; a session that guessed wrong codes is left by signing in again.
"""

import html
import re

from deliberation.accounts.factors import steps
from deliberation.record.private import accounts
from tests.accounts.house import PASSWORD as HOUSE_PASSWORD
from tests.site import PASSWORD, act_id, token


def error(page):
    return html.unescape(re.search(r'id="password-error">(.*?)</p>', page.text, re.DOTALL)[1])


def test_the_way_to_a_new_password_is_named_from_the_second_failure_and_stands_first(house):
    client = house.client()
    pages = [client.sign_in("zhang", "wrong wrong") for _ in range(5)]
    assert "Password forgotten?" not in error(pages[0])
    for page in pages[1:]:
        assert "Password forgotten? The way to a new one" in error(page)
        assert "/jiahe/sign-in/lost-password" in page.text
    held = client.raw_get(client.sign_in("zhang", "wrong wrong").location)
    assert held.status_code == 429 and "Too many wrong passwords were typed here" in held.text
    main = held.text.partition("<form")[0]
    assert 'href="/jiahe/sign-in/lost-password"' in main and "prints a new code" in main


def test_an_unknown_login_is_told_the_same(house):
    def told(login):
        client = house.client(address="198.51.100.7")
        said = [error(client.sign_in(login, "wrong wrong")) for _ in range(5)]
        held = client.raw_get(client.sign_in(login, "wrong wrong").location)
        return said, re.sub(r'value="[^"]*"', "", held.text.replace(login, ""))

    assert told("zhang") == told("nobody")


def test_half_a_code_at_signing_in_costs_no_try(house):
    secret = house.enrol("li")
    client = house.client()
    client.sign_in("li")
    for half in ("12345", "abc", "1 2 3", "１２３") * 2:
        page = client.post("/me/code", factor_code=half)
        assert page.status_code == 422 and "A code has 6 digits" in page.text
    code = house.totp(secret)
    wide = "".join(chr(ord(d) + 0xFEE0) for d in f"{code[:3]} {code[3:]}" if d != " ")
    assert client.post("/me/code", factor_code=f"{wide[:3]} {wide[3:]}").status_code == 303
    assert client.whoami() == "李四"


def test_half_a_code_beside_a_new_password_costs_no_try(house):
    house.enrol("zhang")
    fields = {"login": "zhang", "password": "quiet river stone", "again": "quiet river stone"}
    for _ in range(7):
        page = house.client().post("/sign-in/lost-password", factor_code="12345", **fields)
        assert page.status_code == 422 and "A code has 6 digits" in page.text
    assert house.client().sign_in("zhang", HOUSE_PASSWORD).status_code == 303


def test_wrong_codes_of_a_session_name_the_code_and_signing_in_again_opens_at_once(site):
    w = site.world
    p = w.in_vote()
    client, url = site.client("representative"), f"/jiahe/proposals/{p}/cast-ballot"
    w.time.wait(minutes=11)
    page = client.get(url)
    fields = {"csrf_token": token(page), "act_id": act_id(page), "choice": "for", "confirmed": "1"}
    for _ in range(5):
        client.post(url, data=fields | {"factor_code": "000000"})
    shut = client.post("/jiahe/me/code", data=fields | {"factor_code": "000000"})
    assert shut.status_code == 429 and "口令输错的次数太多了" in shut.text
    assert "加入码" not in shut.text and "请退出，再用密码和对的口令登录" in shut.text
    client.post("/jiahe/sign-out", data={"csrf_token": fields["csrf_token"]})
    page = client.get("/jiahe/sign-in")
    form = {"login": "representative", "password": PASSWORD, "csrf_token": token(page)}
    step = client.post("/jiahe/sign-in", data=form)
    with site.app.app_context():
        code = steps.code_now(accounts.by_login("representative").account_id)
    page = client.get(step.location)
    done = client.post(step.location, data={"factor_code": code, "csrf_token": token(page)})
    assert done.status_code == 303
    page = client.get(url)
    sent = {"csrf_token": token(page), "act_id": act_id(page), "choice": "for", "confirmed": "1"}
    assert client.post(url, data=sent).status_code == 303 and w.counts(p).ballots == 1
