"""Nobody locks out somebody else: storms are really made, and who may still comes in."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import insert, select

from deliberation.accounts.addresses import login_subject
from deliberation.accounts.devices import known as known_devices
from deliberation.accounts.factors import making, steps
from deliberation.accounts.joining import joining
from deliberation.record.ids import new_id
from deliberation.record.private import accounts, attempts, audit
from deliberation.record.private.tables import attempt
from deliberation.record.private.tables import audit as audit_table
from tests.site import LOGINS, act_id, token
from tests.site import PASSWORD as SITE_PASSWORD

from .house import COMMUNITY, OTHER, PASSWORD


def storm(house, login, tries=5, address="192.0.2.1"):
    for _ in range(tries):
        house.client(address=address).sign_in(login, "wrong wrong")


def wide_storm(house, login, wrong, kind="password"):
    """So many wrong tries, each from a network of its own, as they would lie in the table after an
    hour.
    """
    with house.app.app_context():
        rows = [
            {
                "attempt_id": new_id(),
                "subject": login_subject(login),
                "address": attempts.network(f"198.{i // 250}.{i % 250}.0/24").key,
                "kind": kind,
                "at": house.now() - timedelta(seconds=3600 - i),
            }
            for i in range(wrong)
        ]
    house.write(insert(attempt).values(rows))


# --- the right password with the right second factor


def test_beside_a_storm_from_the_same_network_an_office_holder_comes_in(house_on_both):
    house = house_on_both
    secret = house.enrol("li")
    storm(house, "li", tries=8)
    client = house.client()
    step = client.sign_in("li", next="/jiahe/waiting")
    assert step.status_code == 303 and client.whoami() == "visitor"
    page = client.raw_get(step.location)
    assert page.status_code == 429 and "factor_code" in page.text
    done = client.raw_post(step.location, factor_code=house.totp(secret))
    assert (done.status_code, done.location) == (303, "/jiahe/waiting")
    assert client.whoami() == "李四" and client.factor() == "authenticator"


@pytest.mark.parametrize("wrong", [12, 150])
def test_beside_a_storm_from_everywhere_too_from_a_network_never_seen(house_on_both, wrong):
    house = house_on_both
    secret = house.enrol("li")
    wide_storm(house, "li", wrong)
    house.client(address="198.51.100.7").sign_in("li", "wrong wrong")
    client = house.client(address="203.0.113.9")
    step = client.sign_in("li")
    done = client.raw_post(step.location, factor_code=house.totp(secret))
    assert done.status_code == 303 and client.whoami() == "李四"


def test_recovery_and_printed_codes_open_a_held_sign_in_too(house):
    house.enrol("li")
    with house.app.app_context():
        recovery = making.new_recovery_codes(accounts.by_login("li").account_id)[0]
        printed = dict(
            making.issue_code_card(house.person["zhang"], "printed_codes", community_id=COMMUNITY)
        )
    for login, code, name in (("li", recovery, "李四"), ("zhang", printed[1], "张三")):
        storm(house, login)
        client = house.client()
        client.sign_in(login)
        assert client.post("/me/code", factor_code=code).status_code == 303
        assert client.whoami() == name


def test_a_held_sign_in_tells_nothing_about_the_password(house):
    house.enrol("li")
    shapes = []
    for login, password in (("li", PASSWORD), ("li", "wrong wrong"), ("nobody", PASSWORD)):
        who = rf"\b{login}\b|{house.person.get(login, login)}|{password}"
        house.later(timedelta(days=2))
        storm(house, login, tries=7)  # the rows that say so are written once, whatever is typed
        client = house.client()
        with house.writes() as written:
            step = client.sign_in(login, password)
        held = client.get("/me/code")
        with house.writes() as on_code:
            refused = client.post("/me/code", factor_code="000000")
        assert client.whoami() == "visitor"
        shapes.append(
            (
                step.status_code,
                step.location,
                held.status_code,
                held.text,
                refused.status_code,
                refused.text,
                len(written),
                [s.split()[:3] for s in on_code],
            )
        )
        with client.session() as kept:
            assert len(kept["held"]) > 100 and not re.search(who, str(dict(kept)))
    assert shapes[0] == shapes[1]
    assert shapes[0][:6] == shapes[2][:6]


def test_the_right_code_beside_a_wrong_password_opens_nothing_and_uses_up_nothing(house):
    secret = house.enrol("li")
    storm(house, "li")
    client = house.client()
    client.sign_in("li", "wrong wrong")
    assert client.post("/me/code", factor_code=house.totp(secret)).status_code == 422
    assert client.whoami() == "visitor"
    client.sign_in("li")
    assert client.post("/me/code", factor_code=house.totp(secret)).status_code == 303


def test_codes_beside_the_right_password_are_limited_and_nobody_else_can_use_them_up(house):
    secret = house.enrol("li")
    storm(house, "li")
    stranger, thief = house.client(), house.client()
    stranger.sign_in("li", "wrong wrong")
    for _ in range(20):
        stranger.post("/me/code", factor_code="000000")
    owner = house.client()
    owner.sign_in("li")
    assert owner.post("/me/code", factor_code=house.totp(secret)).status_code == 303
    house.later(timedelta(minutes=1))
    storm(house, "li")
    thief.sign_in("li")
    for _ in range(5):
        thief.post("/me/code", factor_code="000000")
    assert thief.post("/me/code", factor_code=house.totp(secret)).status_code == 422
    assert owner.whoami() == "李四"


def test_a_held_sign_in_is_over_after_ten_minutes(house):
    secret = house.enrol("li")
    storm(house, "li")
    client = house.client()
    client.sign_in("li")
    house.later(timedelta(minutes=10, seconds=1))
    assert client.post("/me/code", factor_code=house.totp(secret)).location == "/jiahe/sign-in"


# --- sessions and devices that were let in before


def test_a_signed_in_session_counts_its_own_codes(house_on_both):
    house = house_on_both
    here, there = house.signed_in_office_holder(), house.signed_in_office_holder()
    storm(house, "li", tries=6)
    for _ in range(5):
        pending = house.client()
        pending.sign_in("li")
    wide_storm(house, "li", 120, "code")
    for _ in range(5):
        assert there.post("/me/code", factor_code="000000").status_code == 422
    assert there.post("/me/code", factor_code="000000").status_code == 429
    house.later(timedelta(seconds=60))
    assert here.post("/me/code", factor_code=house.totp(house.secrets["li"])).status_code == 303


def test_a_session_by_password_alone_gives_no_tries_of_its_own_for_codes(house):
    """Whoever has the password opens as many sessions, and gets as many devices, as they like."""
    secret = house.enrol("zhang")
    codes = []
    for _ in range(7):
        client = house.client()
        client.sign_in("zhang")
        codes.append(client.post("/me/code", factor_code="000000").status_code)
    assert codes == [422] * 5 + [429] * 2
    assert client.post("/me/code", factor_code=house.totp(secret)).status_code == 429
    assert client.whoami() == "张三", "the session goes on"


def test_a_device_that_signed_in_before_is_not_held_up_and_has_a_lock_of_its_own(house):
    mine = house.client()
    mine.sign_in("zhang")
    mine.post("/sign-out")
    storm(house, "zhang", tries=6)
    wide_storm(house, "zhang", 150)
    assert house.client().sign_in("zhang").location == "/jiahe/me/code"
    assert mine.sign_in("zhang").location == "/jiahe/"
    mine.post("/sign-out")
    for _ in range(5):
        assert mine.sign_in("zhang", "wrong wrong").status_code == 422
    assert mine.sign_in("zhang").location == "/jiahe/me/code"
    assert mine.sign_in("zhao").location == "/jiahe/", "another login is another matter"


def device(client):
    return client._client.get_cookie(known_devices.COOKIE)


@pytest.mark.parametrize("what", ["password", "everywhere", "forged", "another's", "reset"])
def test_a_device_is_known_no_more(house, what):
    mine = house.client()
    mine.sign_in("zhang" if what != "another's" else "zhao")
    assert device(mine).http_only and "zha" not in device(mine).value
    house.later(timedelta(seconds=1))
    if what == "password":
        elsewhere = house.client()
        elsewhere.sign_in("zhang")
        new = {"password": "a new lantern", "again": "a new lantern"}
        assert elsewhere.post("/me/password", current=PASSWORD, **new).status_code == 303
        house.set_password("zhang", PASSWORD)
    elif what == "everywhere":
        mine.post("/me/sign-out-everywhere")
    elif what == "reset":
        accounts.forget_devices(accounts.by_login("zhang").account_id)
    elif what == "forged":
        mine._client.set_cookie(known_devices.COOKIE, device(mine).value[:-2] + "xx")
    mine.post("/sign-out")
    storm(house, "zhang")
    assert mine.sign_in("zhang").location == "/jiahe/me/code"


def test_after_a_new_password_the_device_it_was_changed_on_is_known(house):
    mine = house.client()
    mine.sign_in("zhang")
    new = {"password": "a new lantern", "again": "a new lantern"}
    mine.post("/me/password", current=PASSWORD, **new)
    mine.post("/sign-out")
    storm(house, "zhang")
    assert mine.sign_in("zhang", "a new lantern").location == "/jiahe/"


def test_signing_in_forgets_only_ones_own_wrong_tries(house):
    storm(house, "zhang", address="203.0.113.9")
    assert house.client().sign_in("zhang").location == "/jiahe/"
    assert house.client(address="203.0.113.9").sign_in("zhang").location == "/jiahe/me/code"


# --- the delay of a login as a whole


@pytest.mark.parametrize("login", ["zhang", "nobody"])
def test_a_new_place_waits_for_its_turn_and_keeps_it(house_on_both, login):
    house = house_on_both
    wide_storm(house, login, 50)
    house.client(address="198.51.100.7").sign_in(login, "wrong wrong")
    mine = house.client(address="203.0.113.9")
    assert mine.sign_in(login).location == "/jiahe/me/code"
    assert int(mine.get("/me/code").headers["Retry-After"]) == 15
    for i in range(20):  # others, and the same one again, do not push it back
        house.client(address=f"198.51.{i}.1").sign_in(login, "wrong wrong")
        house.client(address="203.0.113.77").sign_in(login)
    house.later(timedelta(seconds=15))
    for i in range(20, 25):
        house.client(address=f"198.51.{i}.1").sign_in(login, "wrong wrong")
    assert mine.sign_in(login).status_code == (303 if login == "zhang" else 422)
    assert mine.whoami() == ("张三" if login == "zhang" else "visitor")


def test_many_networks_get_no_more_tries_than_the_delay_gives(house_on_both):
    """Twelve networks that try every fifteen seconds: one try a minute among them all, whenever
    they are asked.
    """
    house = house_on_both
    wide_storm(house, "zhang", 100)
    with house.app.app_context():
        subject = login_subject("zhang")
    granted = 0
    for _ in range(60):
        house.later(timedelta(seconds=15))
        for n in range(12):
            try:
                attempts.reserve(subject, attempts.network(f"10.0.{n}.0/24"), "password")
                granted += 1
            except attempts.TooMany:
                pass
    assert 13 <= granted <= 16
    assert [attempts.pause(n).seconds for n in (9, 10, 20, 40, 100, 10_000)] == [
        0,
        2,
        5,
        15,
        60,
        60,
    ]


@pytest.mark.parametrize("wrong", [9, 10, 100])
def test_at_the_same_moment_no_more_than_one_slips_through_the_delay(house_on_both, wrong):
    house = house_on_both
    wide_storm(house, "zhang", wrong)
    with house.app.app_context():
        subject = login_subject("zhang")

    def once(n):
        try:
            return attempts.reserve(subject, attempts.network(f"10.0.{n}.0/24"), "password")
        except attempts.TooMany as refused:
            assert refused.locked in ("turn", "full")
            return None

    with ThreadPoolExecutor(8) as pool:
        assert sum(x is not None for x in pool.map(once, range(12))) == 1


def test_a_second_try_does_not_look_before_the_first_is_written(house_on_both, monkeypatch):
    """The first stays between looking and writing until a second has looked, or cannot."""
    house = house_on_both
    wide_storm(house, "zhang", 10)
    with house.app.app_context():
        subject = login_subject("zhang")
    look, write = attempts._not_yet, attempts._write
    looked, seen = Event(), []

    def looking(*args):
        found = look(*args)
        seen.append(found)
        if len(seen) == 2:
            looked.set()
        return found

    def writing(conn, attempt_id, subject, place, kind, at):
        if kind == "password":
            looked.wait(0.5)
        write(conn, attempt_id, subject, place, kind, at)

    monkeypatch.setattr(attempts, "_not_yet", looking)
    monkeypatch.setattr(attempts, "_write", writing)

    def once(n):
        try:
            return attempts.reserve(subject, attempts.network(f"10.0.{n}.0/24"), "password")
        except attempts.TooMany:
            return None

    with ThreadPoolExecutor(2) as pool:
        assert sum(x is not None for x in pool.map(once, range(2))) == 1


def test_when_the_machine_is_busy_nothing_is_held_against_anybody(house, monkeypatch):
    from deliberation.accounts import passwords

    with monkeypatch.context() as busy, passwords._line.turn("others"):
        busy.setattr(passwords._line, "at_once", lambda: 1)
        busy.setattr(passwords._line, "patience", 0.01)
        busy.setattr(passwords._line, "short", 0.01)
        answer = house.client().sign_in("zhang")
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "3"
    assert house.client().sign_in("zhang").location == "/jiahe/"
    assert not house.rows(select(audit_table).where(audit_table.c.kind == "locked"))


# --- other counters: one's own purposes, the tablet, whoever stands beside


def test_purposes_are_counted_apart(house):
    secret = house.enrol("zhang")
    for _ in range(5):
        fields = {"password": "another lantern", "again": "another lantern"}
        house.client().post("/sign-in/lost-password", login="zhang", factor_code="000000", **fields)
    storm(house, "zhao")
    client = house.client()
    assert client.sign_in("zhang").location == "/jiahe/"
    for _ in range(5):
        client.post(
            "/me/password", current="wrong", password="a new lantern", again="a new lantern"
        )
    assert client.post("/me/code", factor_code=house.totp(secret)).status_code == 303


def test_a_storm_on_the_clerk_does_not_keep_the_tablet(site):
    client = site.client("clerk")
    page = client.get("/jiahe/desk/hand-over")
    client.post("/jiahe/desk/hand-over", data={"csrf_token": token(page), "act_id": act_id(page)})
    for _ in range(6):
        other = site.app.test_client()
        fields = {"csrf_token": token(other.get("/jiahe/sign-in")), "login": "clerk"}
        other.post("/jiahe/sign-in", data=fields | {"password": "wrong wrong"})
    client.delete_cookie(known_devices.COOKIE)  # where the clerk came in on another device before
    fields = {"csrf_token": token(client.get("/jiahe/hand-back")), "password": SITE_PASSWORD}
    back = client.post("/jiahe/hand-back", data=fields)
    assert back.location == "/jiahe/desk/today" and client.get("/jiahe/desk").status_code == 200


def locked_person(site):
    """A resident with an account and a storm on it. → person id"""
    person = site.world.person["林三"]
    with site.app.app_context():
        joining.give_account(site.world.id, person, "lin3", "two bright lanterns")
    for _ in range(12):
        visitor = site.app.test_client()
        page = visitor.get("/jiahe/sign-in")
        visitor.post(
            "/jiahe/sign-in",
            data={"csrf_token": token(page), "login": "lin3", "password": "wrong wrong"},
        )
    return person


def comes_in(site):
    visitor = site.app.test_client()
    fields = {"csrf_token": token(visitor.get("/jiahe/sign-in")), "login": "lin3"}
    answer = visitor.post("/jiahe/sign-in", data=fields | {"password": "two bright lanterns"})
    return answer.location == "/jiahe/"


def test_two_people_at_the_desk_lift_a_lock_and_both_are_noted(site):
    clerk, supervisor = site.client("clerk"), site.world.person[LOGINS["supervisor"]]
    site.client("supervisor")
    person = locked_person(site)
    url = f"/jiahe/desk/people/{person}/lift-lock"
    page = clerk.get(url)
    assert page.status_code == 200 and "5" in page.text and not comes_in(site)
    assert site.client("supervisor").get(url).status_code == 403

    def press(code, witness=supervisor):
        form = clerk.get(url)
        fields = {"csrf_token": token(form), "act_id": act_id(form)}
        return clerk.post(url, data=fields | {"witness_id": witness, "witness_code": code})

    assert press("000000").status_code == 422 and not comes_in(site)
    with site.app.app_context():
        theirs = accounts.of_person(site.world.id, supervisor).account_id
        mine = accounts.of_person(site.world.id, site.world.person[LOGINS["clerk"]]).account_id
        own = steps.code_now(mine)
    assert press(own, site.world.person[LOGINS["clerk"]]).status_code == 422, "nobody is both"
    site.world.time.wait(minutes=1)
    with site.app.app_context():
        code = steps.code_now(theirs)
    assert press(code).status_code == 303 and comes_in(site)
    rows = audit.rows(site.world.id, kind="lock_lifted")
    assert {(r.person_id, r.about_id, r.detail) for r in rows} == {
        (site.world.person[LOGINS["clerk"]], person, ""),
        (supervisor, person, "witness"),
    }


def test_a_clerk_who_guesses_a_witnesss_codes_stops_only_themselves(site):
    site.client("supervisor")
    clerk = site.client("clerk")
    person, who = locked_person(site), site.world.person[LOGINS["supervisor"]]
    url, codes = f"/jiahe/desk/people/{person}/lift-lock", []
    for _ in range(6):
        form = clerk.get(url)
        fields = {"csrf_token": token(form), "act_id": act_id(form), "witness_id": who}
        codes.append(clerk.post(url, data=fields | {"witness_code": "000000"}).status_code)
    assert codes == [422] * 6
    said = clerk.post(url, data=fields | {"witness_code": "000000"}).data.decode()
    assert "站在旁边" not in said and "现在可以换另一个人在旁边" in said  # with the form around it
    with site.app.app_context(), site.world.engines.read_connection() as conn:
        noted = conn.execute(
            select(audit_table.c.kind, audit_table.c.person_id, audit_table.c.about_id).where(
                audit_table.c.detail == "beside"
            )
        ).all()
    clerks = site.world.person[LOGINS["clerk"]]
    assert noted[:5] == [("factor_failed", who, clerks)] * 5 and ("locked", who, clerks) in noted
    history = site.client("supervisor").get("/jiahe/me/history").data.decode()
    assert history.count("在窗口，站在工作人员旁边时") >= 5
    site.world.time.wait(minutes=1)
    with site.app.app_context():
        right = steps.code_now(accounts.of_person(site.world.id, who).account_id)
    new = site.app.test_client()  # the same network, a device never seen
    fields = {"csrf_token": token(new.get("/jiahe/sign-in")), "login": "supervisor"}
    new.post("/jiahe/sign-in", data=fields | {"password": SITE_PASSWORD})
    fields = {"csrf_token": token(new.get("/jiahe/me/code")), "factor_code": right}
    assert new.post("/jiahe/me/code", data=fields).status_code == 303


# --- who is told


def test_a_storm_is_told_once_an_hour_to_the_login_and_each_of_its_communities(house_on_both):
    house = house_on_both
    house.link("zhang", OTHER, "elsewhere", name="老张")
    mine = house.client()
    mine.sign_in("zhang")
    for _ in range(4):
        storm(house, "zhang", tries=4)
        storm(house, "zhang", tries=4, address="203.0.113.9")
        house.later(timedelta(minutes=5))
    told = house.rows(select(audit_table).where(audit_table.c.kind == "storm"))
    assert {(r.community_id, r.person_id) for r in told} == {
        (COMMUNITY, house.person["zhang"]),
        (OTHER, house.person["elsewhere"]),
    }
    assert len(told) == 2 and "wrong" not in str(told)
    house.later(timedelta(hours=1))
    storm(house, "zhang", tries=11, address="198.51.100.1")  # a few looked at, the others refused
    assert len(house.rows(select(audit_table).where(audit_table.c.kind == "storm"))) == 4
    assert mine.sign_in("zhang").location == "/jiahe/"
    assert mine.get("/me/history").text.count("Very many wrong tries") >= 2


def test_a_storm_stands_on_the_supervisors_desk_and_in_the_audit_log(site):
    supervisor = site.client("supervisor")
    assert 'id="storms"' not in supervisor.get("/jiahe/supervision").text
    locked_person(site)
    desk = supervisor.get("/jiahe/supervision?lang=en").text
    box = re.search(r'id="storms".*?</section>', desk, re.S)[0]
    assert "林三" in box and "lin3" not in box
    assert "林三" in supervisor.get("/jiahe/audit?kind=storm").text


# --- the cookie from before a second factor, and its siblings


def token_of(client):
    with client.session() as kept:
        return kept["_user_id"]


def with_token(house, old):
    thief = house.client()
    with thief.session() as kept:
        kept["_user_id"] = old
    return thief


@pytest.mark.parametrize("path", ["/me", "/me/authenticator", "/me/password", "/me/second-factor"])
def test_the_cookie_from_before_the_second_factor_opens_nothing_at_once(house, path):
    secret, client = house.enrol("li"), house.client()
    client.sign_in("li")
    before = token_of(client)
    client.post("/me/code", factor_code=house.totp(secret))
    thief = with_token(house, before)
    assert thief.get(path).location.startswith("/jiahe/sign-in")
    assert thief.post(path, current=PASSWORD, factor_code="000000").status_code in (303, 405)
    assert thief.whoami() == "visitor" and thief.factor() == "None"
    twice = thief.post("/me/code", factor_code="000000", next="/jiahe/waiting")
    assert twice.location == "/jiahe/waiting" and "Set-Cookie" not in twice.headers
    house.later(timedelta(seconds=21))
    assert thief.post("/me/code", factor_code="1").location.startswith("/jiahe/sign-in")
    assert client.whoami() == "李四"


def test_a_changed_password_leaves_nothing_to_a_copy_of_the_cookie(house):
    client = house.client()
    client.sign_in("zhang")
    before = token_of(client)
    new = {"password": "a new lantern", "again": "a new lantern"}
    client.post("/me/password", current=PASSWORD, **new)
    assert client.whoami() == "张三" and with_token(house, before).whoami() == "visitor"


def test_enrolling_and_signing_out_everywhere_end_the_token_before(house):
    client = house.signed_in_office_holder()
    tokens = [token_of(client)]
    client.post(
        "/me/password",
        current=PASSWORD,
        password="a much longer lantern",
        again="a much longer lantern",
    )
    tokens.append(token_of(client))
    client.post("/me/sign-out-everywhere")
    assert len(set(tokens)) == 2
    assert [with_token(house, t).whoami() for t in tokens] == ["visitor"] * 2


def test_a_form_that_comes_twice_is_told_what_its_first_tap_did_and_nothing_more(site):
    """The ballot and the code in one form: the second tap has the cookie from before the code."""
    w = site.world
    proposal = w.in_vote()
    client = site.client("representative")
    site.world.time.wait(minutes=11)  # the code is not fresh any more
    with client.session_transaction() as kept:
        before = dict(kept)
    url = f"/jiahe/proposals/{proposal}/cast-ballot"
    page = client.get(url)
    with site.app.app_context():
        code = steps.code_now(accounts.by_login("representative").account_id)
    fields = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "version_no": re.search(r'name="version_no"[^>]*value="(\d+)"', page.text)[1],
        "choice": "for",
        "factor_code": code,
        "confirmed": "1",
    }
    first = client.post(url, data=fields)
    assert first.status_code == 303, re.sub(r"<[^>]+>|\s+", " ", first.text)[:1500]
    twin = site.app.test_client()
    with twin.session_transaction() as kept:
        kept.update(before)
    again = twin.post(url, data=fields)
    assert again.location == first.location
    size = len(w.rows(w_fact()))
    other = twin.post(url, data=fields | {"act_id": new_id(), "choice": "against"})
    assert other.location.startswith("/jiahe/sign-in") and len(w.rows(w_fact())) == size
    assert twin.get("/jiahe/me").status_code == 303


def w_fact():
    from deliberation.record import tables

    return tables.fact
