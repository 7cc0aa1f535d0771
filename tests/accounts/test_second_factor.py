"""The second factor: enrolling on one phone, ±1 step, each code once, cards by number, recovery
codes, printed codes.
"""

import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from deliberation.accounts.factors import making, second_factor, steps
from deliberation.accounts.factors.making import issue_code_card
from deliberation.accounts.factors.second_factor import (
    EVERY,
    OWN,
    PRINTED,
    fresh,
    overview,
    verify_factor,
)
from deliberation.record.private import accounts, attempts
from deliberation.record.private.factors import codes as factors
from deliberation.record.private.factors import recovery
from deliberation.record.private.tables import factor, recovery_code

from .house import COMMUNITY, OTHER, PASSWORD, key_on, sealed_on


@pytest.fixture
def ctx(house):
    with house.app.app_context():
        yield house


def check(house, who, code, methods=EVERY, **kw):
    account = accounts.by_login(who)
    return verify_factor(
        account.account_id, house.person[who], code, methods, community_id=COMMUNITY, **kw
    )


def test_an_office_holder_without_one_is_sent_to_enrol_and_stays_a_visitor(house):
    client = house.client()
    assert client.sign_in("li").location == "/jiahe/me/second-factor"
    assert client.whoami() == "visitor"
    assert client.get("/me").status_code == 303
    assert client.get("/me/second-factor").status_code == 200


def test_enrolling_on_one_phone(house_on_both):
    house = house_on_both
    client = house.client()
    client.sign_in("li", next="/jiahe/waiting")
    page = client.get("/me/authenticator", next="/jiahe/waiting")
    key = key_on(page)
    assert (
        "otpauth://totp/" in page.text
        and f"secret={key}" in page.text
        and "<svg" in page.text
        and "style=" not in page.text.split("<svg")[1].split("</svg>")[0]
    )
    assert house.rows(select(factor)) == []  # nothing is kept before the first code
    wrong = client.post("/me/authenticator", sealed=sealed_on(page), factor_code="000000")
    assert wrong.status_code == 422 and key_on(wrong) == key and client.whoami() == "visitor"
    done = client.post(
        "/me/authenticator",
        next="/jiahe/waiting",
        sealed=sealed_on(page),
        factor_code=house.totp(key),
    )
    codes = re.findall(r"<code>(\w{5}-\w{5})</code>", done.text)
    assert len(codes) == making.RECOVERY_CODES and 'href="/jiahe/waiting"' in done.text
    assert client.whoami() == "李四"
    stored = house.rows(select(factor))[0]
    assert key.encode() not in stored.secret and stored.confirmed_at is not None
    assert all(
        c.replace("-", "") not in r.code_hash
        for c in codes
        for r in house.rows(select(recovery_code))
    )


def test_the_enrolling_code_is_used_up(house):
    client = house.client()
    client.sign_in("li")
    page = client.get("/me/authenticator")
    code = house.totp(key_on(page))
    first = client.post("/me/authenticator", sealed=sealed_on(page), factor_code=code)
    again = house.client()
    again.sign_in("li")
    assert again.post("/me/code", factor_code=code).status_code == 422
    twice = client.post("/me/authenticator", sealed=sealed_on(page), factor_code=code)
    seen = [re.findall(r"<code>(\w{5}-\w{5})</code>", p.text) for p in (first, twice)]
    assert len(house.rows(select(factor))) == 1
    assert len(seen[1]) == len(seen[0]) and seen[0] != seen[1], "a double tap still shows codes"
    house.later(timedelta(minutes=2))
    assert (
        client.post("/me/authenticator", sealed=sealed_on(page), factor_code=code).status_code
        == 422
    )


def test_a_double_tap_on_the_code_is_no_mistake(house):
    secret = house.enrol("li")
    client = house.client()
    client.sign_in("li")
    code = house.totp(secret)
    with client.session() as kept:
        before = dict(kept)
    from deliberation.accounts.routes import code as code_routes

    real = code_routes.second_factor.verify_factor

    def overtaken(*args, **kw):
        """The other tap is answered while this one is on its way."""
        code_routes.second_factor.verify_factor = real
        other = house.client()
        with other.session() as kept:
            kept.update(before)
        assert other.post("/me/code", factor_code=code).status_code == 303
        return real(*args, **kw)

    code_routes.second_factor.verify_factor = overtaken
    try:
        assert (
            client.post("/me/code", factor_code=code, next="/jiahe/waiting").location
            == "/jiahe/waiting"
        )
    finally:
        code_routes.second_factor.verify_factor = real
    assert client.whoami() == "visitor", "the session is the first tap's, under its new token"


def test_a_sealed_key_is_its_owners_and_for_a_day(house):
    li, zhang = house.client(), house.client()
    li.sign_in("li"), zhang.sign_in("zhang", own_phone="y")
    page = zhang.get("/me/authenticator")
    stolen = li.post(
        "/me/authenticator", sealed=sealed_on(page), factor_code=house.totp(key_on(page))
    )
    assert key_on(stolen) != key_on(page) and house.rows(select(factor)) == []
    house.later(timedelta(hours=25))
    late = zhang.post(
        "/me/authenticator",
        sealed=sealed_on(page),
        factor_code=house.totp(key_on(page)),
        password=PASSWORD,
    )
    assert house.rows(select(factor)) == [] and key_on(late) != key_on(page)


def test_setting_up_later_asks_for_the_password(house):
    client = house.client()
    client.sign_in("zhang")
    house.later(timedelta(minutes=11))
    page = client.get("/me/authenticator")
    assert 'name="password"' in page.text
    fields = {"sealed": sealed_on(page), "factor_code": house.totp(key_on(page))}
    assert client.post("/me/authenticator", **fields, password="wrong").status_code == 422
    assert client.post("/me/authenticator", **fields, password=PASSWORD).status_code == 200
    assert len(house.rows(select(factor))) == 1


def test_with_one_enrolled_the_password_alone_sets_up_no_other(house):
    house.enrol("li")
    thief = house.client()
    assert thief.sign_in("li").location == "/jiahe/me/code"
    assert thief.get("/me/second-factor").location == "/jiahe/me/code"
    for path in ("/me/authenticator", "/me/card"):
        assert thief.get(path).location.startswith("/jiahe/me/code?")
        assert thief.post(path, sealed="x", factor_code="123456").location.startswith(
            "/jiahe/me/code?"
        )


@pytest.mark.parametrize(
    ("steps", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_one_step_either_way(ctx, steps, right):
    secret = ctx.enrol("li")
    code = pyotp.TOTP(secret).at(ctx.now(), counter_offset=steps)
    assert (check(ctx, "li", code) is not None) is right


def test_a_code_works_once_and_closes_all_before_it(ctx):
    secret = ctx.enrol("li")
    totp = pyotp.TOTP(secret)
    assert check(ctx, "li", totp.at(ctx.now())).method == "authenticator"
    assert check(ctx, "li", totp.at(ctx.now())) is None
    assert check(ctx, "li", totp.at(ctx.now(), counter_offset=-1)) is None
    assert check(ctx, "li", totp.at(ctx.now(), counter_offset=1)) is not None


def test_two_at_once_with_one_code(house_on_both):
    ctx = house_on_both
    from concurrent.futures import ThreadPoolExecutor

    secret = ctx.enrol("li")
    code = ctx.totp(secret)

    def once(_):
        with ctx.app.app_context():
            return check(ctx, "li", code) is not None

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(once, range(4))) == 1


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}", "　{0}{1} "])
def test_codes_may_be_typed_in_groups(ctx, typed):
    secret = ctx.enrol("li")
    code = ctx.totp(secret)
    assert check(ctx, "li", typed.format(code[:3], code[3:])) is not None


@pytest.mark.parametrize(
    "typed", ["", "00000", "abcdef", "1234567", "１" * 6000, "\0", "九九九九九九"]
)
def test_nonsense_is_no_code(ctx, typed):
    ctx.enrol("li")
    assert check(ctx, "li", typed) is None


def test_five_wrong_codes_lock_the_account(ctx):
    secret = ctx.enrol("li")
    for _ in range(5):
        assert check(ctx, "li", "000000") is None
    with pytest.raises(attempts.TooMany):
        check(ctx, "li", ctx.totp(secret))
    ctx.later(timedelta(minutes=16))
    assert check(ctx, "li", ctx.totp(secret)) is not None


def test_a_card_is_asked_for_by_number(house_on_both):
    house = house_on_both
    with house.app.app_context():
        card = issue_code_card(house.person["li"], "code_card", community_id=COMMUNITY)
    assert [n for n, _ in card] == list(range(1, making.CARD_LENGTH + 1))
    assert len({c for _, c in card}) > 25 and all(re.fullmatch(r"\d{6}", c) for _, c in card)
    client = house.client()
    assert client.sign_in("li").location == "/jiahe/me/code"
    assert "code no. 1<" in client.get("/me/code").text.replace("\n", "<")
    assert client.post("/me/code", factor_code=card[0][1]).status_code == 303
    assert client.whoami() == "李四"
    assert "code no. 2<" in client.get("/me/code").text.replace("\n", "<")


def test_numbers_ahead_count_within_the_window_and_close_those_before(ctx):
    card = dict(issue_code_card(ctx.person["li"], community_id=COMMUNITY))
    assert check(ctx, "li", card[6]) is None
    assert check(ctx, "li", card[5]).method == "code_card"
    assert check(ctx, "li", card[5]) is None and check(ctx, "li", card[3]) is None
    assert check(ctx, "li", card[6]) is not None


def test_a_card_ends_and_does_not_open_enrolling(ctx):
    issue_code_card(ctx.person["li"], community_id=COMMUNITY)
    account = accounts.by_login("li")
    card = factors.usable(account.account_id, COMMUNITY)[0]
    factors.use_step(card.factor_id, making.CARD_LENGTH)
    has = overview(account.account_id, COMMUNITY)
    assert has.own and has.asked == () and has.cards[0].left == 0
    assert check(ctx, "li", pyotp.HOTP(card.secret).at(making.CARD_LENGTH + 1)) is None


def test_a_new_card_voids_the_old(ctx):
    old = dict(issue_code_card(ctx.person["li"], community_id=COMMUNITY))
    new = dict(issue_code_card(ctx.person["li"], community_id=COMMUNITY))
    assert check(ctx, "li", old[1]) is None and check(ctx, "li", new[1]) is not None


def test_a_desks_card_counts_in_its_own_community_only(house):
    house.link("li", OTHER, "elsewhere")
    with house.app.app_context():
        card = dict(issue_code_card(house.person["elsewhere"], community_id=OTHER))
        assert check(house, "li", card[1]) is None
    client = house.client()
    client.sign_in("li")
    assert client.raw_post("/other/me/code", factor_code=card[1]).status_code == 303
    assert client.raw_get("/other/factor").text == "code_card"
    assert client.whoami() == "visitor"


def test_own_card_from_the_account_page(house):
    client = house.client()
    client.sign_in("li")
    page = client.get("/me/card")
    codes = [c.replace(" ", "") for c in re.findall(r"<code>(\d{3} \d{3})</code>", page.text)]
    assert len(codes) == making.CARD_LENGTH
    done = client.post("/me/card", sealed=sealed_on(page), factor_code=codes[0])
    assert done.status_code == 200 and client.whoami() == "李四"
    assert "code no. 2<" in client.get("/me/code").text.replace("\n", "<")


def test_recovery_codes_work_once_each_and_new_ones_void_them(ctx):
    ctx.enrol("li")
    account = accounts.by_login("li")
    old = making.new_recovery_codes(account.account_id)
    assert check(ctx, "li", old[0].upper()).method == "recovery"
    assert check(ctx, "li", old[0]) is None
    assert recovery.recovery_codes_left(account.account_id) == making.RECOVERY_CODES - 1
    assert check(ctx, "li", old[1], ("authenticator", "code_card")) is None
    new = making.new_recovery_codes(account.account_id)
    assert check(ctx, "li", old[1]) is None and check(ctx, "li", new[1]) is not None


def test_somebody_elses_recovery_code_opens_nothing(ctx):
    codes = making.new_recovery_codes(accounts.by_login("zhang").account_id)
    ctx.enrol("li")
    assert check(ctx, "li", codes[0]) is None


def test_a_resident_gives_the_password_again_with_a_printed_code(ctx):
    card = dict(issue_code_card(ctx.person["zhang"], "printed_codes", community_id=COMMUNITY))
    assert check(ctx, "zhang", card[1]) is None
    with pytest.raises(second_factor.WrongPassword):
        check(ctx, "zhang", card[1], password="wrong")
    assert check(ctx, "zhang", card[1], OWN, password=PASSWORD) is None
    state = check(ctx, "zhang", card[1], password=PASSWORD)
    assert state.method == PRINTED and state.community_id == COMMUNITY
    assert check(ctx, "zhang", card[1], password=PASSWORD) is None


def test_with_an_own_factor_the_printed_card_does_not_count(ctx):
    card = dict(issue_code_card(ctx.person["zhang"], "printed_codes", community_id=COMMUNITY))
    ctx.enrol("zhang")
    assert check(ctx, "zhang", card[1], password=PASSWORD) is None


def test_printed_codes_never_open_an_office(house):
    with house.app.app_context():
        card = dict(issue_code_card(house.person["li"], "printed_codes", community_id=COMMUNITY))
    client = house.client()
    assert client.sign_in("li").location == "/jiahe/me/second-factor"
    client.post("/me/code", factor_code=card[1], password=PASSWORD)
    assert client.whoami() == "visitor"


def test_only_known_kinds_of_cards_are_issued(ctx):
    with pytest.raises(ValueError):
        issue_code_card(ctx.person["li"], "authenticator", community_id=COMMUNITY)


def test_the_method_must_be_among_the_electorates(ctx):
    secret = ctx.enrol("li")
    assert check(ctx, "li", ctx.totp(secret), ("code_card",)) is None
    assert check(ctx, "li", ctx.totp(secret), ("authenticator",)) is not None


def test_another_persons_factor_proves_nothing(ctx):
    secret = ctx.enrol("li")
    account = accounts.by_login("li")
    assert (
        verify_factor(
            account.account_id, ctx.person["zhang"], ctx.totp(secret), EVERY, community_id=COMMUNITY
        )
        is None
    )


def test_office_holders_keep_at_least_one(house):
    secret = house.enrol("li")
    client = house.client()
    client.sign_in("li")
    client.post("/me/code", factor_code=house.totp(secret))
    factor_id = house.rows(select(factor.c.factor_id))[0][0]
    client.post(f"/me/factors/{factor_id}/remove")
    assert house.rows(select(factor.c.revoked_at))[0][0] is None


def test_taking_one_away_needs_a_fresh_code(house):
    secret = house.enrol("zhang")
    client = house.client()
    client.sign_in("zhang")
    factor_id = house.rows(select(factor.c.factor_id))[0][0]
    assert client.post(f"/me/factors/{factor_id}/remove").location.startswith("/jiahe/me/code")
    assert house.rows(select(factor.c.revoked_at))[0][0] is None
    client.post("/me/code", factor_code=house.totp(secret))
    client.post(f"/me/factors/{factor_id}/remove")
    assert house.rows(select(factor.c.revoked_at))[0][0] is not None
    with house.app.app_context():
        assert check(house, "zhang", pyotp.TOTP(secret).at(house.now(), counter_offset=1)) is None


def test_nobody_takes_away_anothers(house):
    house.enrol("li"), house.enrol("zhang")
    li = accounts.by_login("li").account_id
    factor_id = house.rows(select(factor.c.factor_id).where(factor.c.account_id == li))[0][0]
    client = house.client()
    client.sign_in("zhang")
    client.post("/me/code", factor_code=house.totp(house.secrets["zhang"]))
    client.post(f"/me/factors/{factor_id}/remove")
    assert (
        house.rows(select(factor.c.revoked_at).where(factor.c.factor_id == factor_id))[0][0] is None
    )


def test_freshness_is_measured_in_real_minutes(house):
    class Session:
        factor_at = house.now()

    assert fresh(Session, 10)
    house.later(timedelta(minutes=10, seconds=1))
    assert not fresh(Session, 10)
    Session.factor_at = house.now() + timedelta(hours=1)
    assert not fresh(Session, 10)
    Session.factor_at = None
    assert not fresh(Session, 10)


def test_secrets_open_only_under_the_instances_own_secret(house):
    house.enrol("li")
    house.app.secret_key = "another instance's secret, copied database"
    account = accounts.by_login("li").account_id
    with house.app.app_context():
        assert all(f.secret is None for f in factors.usable(account, COMMUNITY))


def test_a_form_of_another_room_gives_the_factor(house):
    """What rooms that may not import this one find in app.extensions."""
    give, look = (
        house.app.extensions["deliberation.give_factor"],
        house.app.extensions["deliberation.factor_overview"],
    )
    with house.app.test_request_context("/jiahe/whoami"):
        house.app.preprocess_request()
        assert not give("123456", EVERY).right and look() is None
    with house.app.app_context():
        card = dict(issue_code_card(house.person["zhang"], "printed_codes", community_id=COMMUNITY))
    client = house.client()
    client.sign_in("zhang")
    with client.session() as kept:
        token = kept["_user_id"]
    with house.app.test_request_context("/jiahe/whoami"):
        house.app.preprocess_request()
        from flask import session

        session["_user_id"] = token
        assert look().needs_password and look().asked[0].next_number == 1
        assert not give(card[1], EVERY).right
        assert give(card[1], EVERY, PASSWORD).right
        token = session["_user_id"]
    with client.session() as kept:
        kept["_user_id"] = token
    assert client.factor() == PRINTED


def test_a_fresh_code_page_for_whoever_has_nothing(house):
    client = house.client()
    client.sign_in("zhang")
    page = client.get("/me/code", next="/jiahe/note")
    assert page.status_code == 200 and "/jiahe/me/second-factor?next=/jiahe/note" in page.text


def test_the_demo_shows_a_code_that_works_even_twice_in_a_row(ctx):
    account = accounts.by_login("li").account_id
    assert steps.code_now(account) is None
    ctx.enrol("li")
    assert check(ctx, "li", steps.code_now(account)) is not None
    assert check(ctx, "li", steps.code_now(account)) is not None
    assert steps.code_now(account) is None
    ctx.later(timedelta(seconds=30))
    assert check(ctx, "li", steps.code_now(account)) is not None


def test_a_factor_sealed_under_a_lost_secret_lets_nobody_in_and_breaks_no_page(house):
    """It is lost, and still a factor: the password alone opens nothing and enrols nothing."""
    secret = house.enrol("li")
    house.app.secret_key = "another secret, after the first was lost"
    client = house.client()
    assert client.sign_in("li").location.startswith("/jiahe/me/code")
    assert client.get("/me/code").status_code == 200
    assert client.post("/me/code", factor_code=house.totp(secret)).status_code == 422
    assert client.whoami() == "visitor"
    assert client.get("/me/authenticator").status_code != 200
    assert client.whoami() == "visitor"
