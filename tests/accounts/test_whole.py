"""What changes together is kept together: joining, passwords, factors and the desk's resets are cut
at every moment, and nothing is half.
"""

import os
import re
import threading
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from deliberation.accounts.factors import making
from deliberation.accounts.joining import joining
from deliberation.accounts.routes.join_account import _TICKET_SECONDS
from deliberation.charter.case import OPERATOR
from deliberation.record import engines, tables
from deliberation.record.ids import new_id
from deliberation.record.private import accounts, attempts, audit, decoded
from deliberation.record.private.tables import attempt, factor, join_code, passkey
from deliberation.record.private.whole import whole
from deliberation.record.write.perform import perform
from deliberation.roster.acts.people import EnterPeople
from tests.site import act_id, token

from .house import COMMUNITY, OTHER, PASSWORD
from .test_joining import NEW, code_for, enter
from .test_passkeys import enrolled

WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)", re.IGNORECASE)


class Cut(BaseException):
    """The process ends here. No handler of errors may catch it."""


@contextmanager
def transactions():
    """Each transaction that was committed meanwhile, as the set of tables it wrote."""
    engine, made, open_ = engines.current()._write, [], {}

    def wrote(conn, cursor, statement, *rest):
        if found := WRITES.match(statement):
            open_.setdefault(id(conn), set()).add(found[1])

    def ended(conn):
        made.append(open_.pop(id(conn), set()))

    event.listen(engine, "before_cursor_execute", wrote)
    event.listen(engine, "commit", ended)
    try:
        yield made
    finally:
        event.remove(engine, "before_cursor_execute", wrote)
        event.remove(engine, "commit", ended)


@contextmanager
def cut_after(n):
    """The n-th statement that writes is the last one this process does: nothing after it, no commit
    either.
    """
    engine, seen = engines.current()._write, [0]

    def wrote(conn, cursor, statement, *rest):
        seen[0] += bool(WRITES.match(statement))
        if seen[0] == n:
            raise Cut

    event.listen(engine, "after_cursor_execute", wrote)
    try:
        yield seen
    finally:
        event.remove(engine, "after_cursor_execute", wrote)


def joined_state(house):
    """Of wang: whether the code was used, there is an account, and the record says that they take
    part.
    """
    used = house.rows(select(join_code.c.used_at).where(join_code.c.used_at.is_not(None)))
    return (
        bool(used),
        accounts.of_person(COMMUNITY, house.person["wang"]) is not None,
        house.joined("wang") == 1,
    )


def test_joining_cut_after_any_statement_is_done_or_not_begun(house_on_both):
    house, n, halves = house_on_both, 0, []
    while True:
        n += 1
        client = house.client()
        enter(client, code_for(house))
        with cut_after(n) as seen, suppress(Cut):
            client.post("/join/account", **NEW)
        state = joined_state(house)
        if len(set(state)) != 1:
            halves.append((n, state))
        if all(state):
            break
        assert seen[0] >= n, "it ended before it was cut, and nobody joined"
    assert n > 4 and not halves, halves
    if engines.current().dialect == "sqlite":
        assert house.client().sign_in("wanger", NEW["password"]).status_code == 303


@pytest.mark.parametrize("last", ["first statement", "first commit"])
def test_a_process_killed_while_somebody_joins_leaves_the_code_open_or_the_account_whole(
    house_on_both, last
):
    house = house_on_both
    client, url = house.client(), engines.current().url
    enter(client, code_for(house))
    child = os.fork()
    if child == 0:
        try:
            used = engines.use(engines.Engines(url, mac_key=b"k" * 32, log_key=b"l" * 32))
            taken = []

            def wrote(conn, cursor, statement, *rest):
                if statement.startswith("UPDATE join_code SET used_at"):
                    taken.append(1)
                    if last == "first statement":
                        os._exit(9)

            event.listen(used._write, "after_cursor_execute", wrote)
            event.listen(used._write, "checkin", lambda *_: taken and os._exit(9))
            client.post("/join/account", **NEW)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    state = joined_state(house)
    assert len(set(state)) == 1 and state[0] is (last == "first commit")
    if last == "first statement":
        assert client.post("/join/account", **NEW).location == "/jiahe/"
    assert house.client().sign_in("wanger", NEW["password"]).status_code == 303


def test_the_one_who_comes_second_is_told_what_happened(house_on_both, monkeypatch):
    """Both forms were read while the code was open: the slower hand is held until the faster one is
    through.
    """
    house = house_on_both
    code = code_for(house)
    hands = [house.client() for _ in range(3)]
    for hand in hands:
        enter(hand, code)
    open_account, answers = joining.open_account, []

    def first():
        answers.append(hands[0].post("/join/account", **NEW).location)

    def faster_first(*args):
        if not answers and threading.current_thread() is threading.main_thread():
            other = threading.Thread(target=first)
            other.start()
            other.join()
            assert answers == ["/jiahe/"]
        return open_account(*args)

    monkeypatch.setattr("deliberation.accounts.joining.joining.open_account", faster_first)
    second = hands[1].post("/join/account", **NEW)
    assert second.location.startswith("/jiahe/sign-in?said=")
    assert "wanger" not in second.location and "Set-Cookie" not in second.headers
    page = hands[1].raw_get(second.location).text
    assert "You have joined already" in page and "wanger" in page
    late = hands[2].post("/join/account", **NEW | {"login": "stranger"})
    page = hands[2].raw_get(late.location).text
    assert "was used while this page was open" in page and "wanger" not in page
    assert house.joined("wang") == 1 and accounts.by_login("stranger") is None


def test_two_taps_that_add_a_community_are_told_too(house, monkeypatch):
    house.enter_roster(OTHER, "twin", name="王五")
    code = code_for(house, "twin", OTHER)
    client = house.client()
    client.sign_in("zhang")
    fields = {"code": code, "birth_date": "1958-03-07"}
    client.raw_post("/other/join", **fields)
    attach = joining.attach

    def faster_first(ticket, account_id):
        assert attach(ticket, account_id)
        return attach(ticket, account_id)

    monkeypatch.setattr("deliberation.accounts.joining.joining.attach", faster_first)
    answer = client.raw_post("/other/join/account")
    assert answer.location == "/other/"
    page = client.raw_get("/other/me").text
    assert "used already. You are signed in" in page and "Welcome! This community" not in page


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ("used", "was used before; each works once"),
        ("newer", "A newer letter was printed"),
        ("tries", "tried too often"),
        ("unknown", "do not belong together"),
    ],
)
def test_each_code_that_opens_nothing_says_why_and_never_whose_it_is(house, ends, said):
    code, first = code_for(house), house.client()
    if ends == "used":
        enter(first, code), first.post("/join/account", **NEW)
    elif ends == "newer":
        code_for(house)
    elif ends == "tries":
        for _ in range(5):
            enter(first, code, "1990-01-01")
        house.later(timedelta(minutes=16))  # the login's own lock is over
    else:
        code = "ACDEFGHJKM"
    answer = enter(house.client(address="192.0.2.99"), code, "1970-01-01")
    assert answer.status_code == 422 and said in answer.text
    assert "王五" not in answer.text and "wanger" not in answer.text


@pytest.mark.parametrize("ends", ["newer", "late"])
def test_a_page_that_stood_open_says_why_it_begins_anew(house, ends):
    client = house.client()
    enter(client, code_for(house))
    if ends == "newer":
        code_for(house)
    else:
        house.later(timedelta(seconds=_TICKET_SECONDS + 1))
    answer = client.post("/join/account", **NEW)
    assert answer.location == "/jiahe/join"
    assert ("newer letter" in client.get("/join").text) is (ends == "newer")
    assert accounts.by_login("wanger") is None


# --- every flow of more than one table
# ----------------------------------------------------------------------------


def _join(house):
    client = house.client()
    enter(client, code_for(house))
    return lambda: client.post("/join/account", **NEW)


def _back_with_a_new_code(house):
    client = house.client()
    house.client().sign_in("zhang")
    enter(client, code_for(house, "zhang"))
    return lambda: client.post("/join/account", **NEW | {"login": "zhang"})


def _add_a_community(house):
    house.enter_roster(OTHER, "twin", name="王五")
    client = house.client()
    client.sign_in("zhang")
    client.raw_post("/other/join", code=code_for(house, "twin", OTHER), birth_date="1958-03-07")
    return lambda: client.raw_post("/other/join/account")


def _new_password(house):
    house.client().sign_in("zhang")
    client = house.client()
    client.sign_in("zhang")
    fields = {"password": "a paper lantern", "again": "a paper lantern"}
    return lambda: client.post("/me/password", current=PASSWORD, **fields)


def _lost_password(house):
    secret = house.enrol("zhang")
    house.client().sign_in("zhang")
    fields = {"password": "a paper lantern", "again": "a paper lantern"}
    return lambda: house.client().post(
        "/sign-in/lost-password", login="zhang", factor_code=house.totp(secret), **fields
    )


def _last_factor_away(house):
    secret = house.enrol("zhang")
    with house.app.app_context():
        making.new_recovery_codes(accounts.by_login("zhang").account_id)
    client = house.client()
    client.sign_in("zhang")
    client.post("/me/code", factor_code=house.totp(secret))
    ident = house.rows(select(factor.c.factor_id))[0][0]
    return lambda: client.post(f"/me/factors/{ident}/remove")


def _last_passkey_away(house):
    client, _key = enrolled(house)
    ident = house.rows(select(passkey.c.passkey_id))[0][0]
    return lambda: client.post(f"/me/passkeys/{ident}/remove")


ACCOUNTS = {
    "join": (_join, {"join_code", "account", "account_person", "fact", "person"}),
    "back with a new code": (_back_with_a_new_code, {"join_code", "account", "account_session"}),
    "add a community": (_add_a_community, {"join_code", "account_person", "fact", "person"}),
    "new password": (_new_password, {"account", "account_session"}),
    "lost password": (_lost_password, {"account", "account_session"}),
    "last factor": (_last_factor_away, {"factor", "recovery_code"}),
    "last passkey": (_last_passkey_away, {"passkey", "recovery_code"}),
}


@pytest.mark.parametrize("flow", ACCOUNTS)
def test_what_an_account_changes_together_is_one_transaction(house, flow):
    prepare, together = ACCOUNTS[flow]
    press = prepare(house)
    with transactions() as made:
        assert press().status_code in (200, 303)
    assert any(together <= tables_ for tables_ in made), made


def _pressed(client, url, **fields):
    page = client.get(url)
    form = {"csrf_token": token(page), "act_id": act_id(page), **fields}
    return lambda: client.post(url.split("?")[0], data=form)


def _card(site):
    url = f"/jiahe/desk/people/{site.world.person['代表甲']}"
    client = site.client("clerk")
    page = client.get(url)
    form = {"csrf_token": token(page), "act_id": act_id(page)}
    return lambda: client.post(f"{url}/card", data=form)


def _reset(site):
    w = site.world
    site.client("representative")
    url = f"/jiahe/desk/people/{w.person['代表甲']}/reset"
    _pressed(site.client("clerk"), url, reason="掉了", seen="y")()
    [row] = w.rows(tables.factor_reset)
    return _pressed(
        site.client("supervisor"), "/jiahe/resets", reset_id=row.reset_id, decision="confirm"
    )


def _died(site):
    w = site.world
    site.client("resident")
    who = next(p.person_id for p in w.rows(tables.person) if accounts.of_person(w.id, p.person_id))
    return _pressed(
        site.client("clerk"),
        f"/jiahe/desk/people/{who}/left",
        cause="died",
        happened_on=w.today(),
        reason="死亡证明",
    )


def _erased(site):
    w = site.world
    site.client("resident")
    entry = next(p.private_from for p in w.rows(tables.person) if p.person_id == w.person["林四"])
    at = next(r.position for r in w.rows(tables.fact) if r.fact_id == entry)
    url = f"/jiahe/desk/erase/{at}/private"
    return _pressed(site.client("clerk"), url, ground="request", sure="y")


DESK = {
    "card": (_card, {"fact", "factor"}),
    "reset": (
        _reset,
        {"fact", "factor_reset", "factor", "passkey", "recovery_code", "account_session"},
    ),
    "died": (_died, {"fact", "account_person", "factor", "join_code"}),
    "erased": (_erased, {"fact", "account_person", "factor", "join_code"}),
}


@pytest.mark.parametrize("flow", DESK)
def test_what_the_desk_changes_with_a_fact_is_one_transaction(site, flow):
    prepare, together = DESK[flow]
    press = prepare(site)
    with transactions() as made:
        assert press().status_code in (200, 303)
    assert any(together <= tables_ for tables_ in made), made


def _apart(what, house):
    """What commits apart, and the table where it would be seen."""
    if what == "act":
        act = EnterPeople(act_id=new_id(), entries=())
        return tables.fact, lambda: perform(act, OPERATOR, COMMUNITY)
    account = accounts.by_login("zhang")
    return {
        "try": (attempt, lambda: attempts.reserve("x", attempts.network("10.0"), "password")),
        "audit": (audit.audit, lambda: audit.write("sign_in", address="10.0.*.*")),
        "pictures": (
            decoded.decoded,
            lambda: decoded.Budget(account.account_id, 10, 60, 6).begin(),
        ),
    }[what]


@pytest.mark.parametrize("what", ["try", "audit", "act", "pictures"])
def test_what_is_committed_apart_is_refused_inside_and_nothing_of_it_stays(house_on_both, what):
    table, asked = _apart(what, house_on_both)

    def rows():
        with engines.current().read_connection() as conn:
            return conn.execute(select(func.count()).select_from(table)).scalar()

    before = rows()
    with pytest.raises(RuntimeError, match="apart"), whole():
        asked()
    assert rows() == before
