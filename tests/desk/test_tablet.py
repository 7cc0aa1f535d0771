"""换人使用: the clerk's session is locked, the resident's is bounded in real time, nothing is left
of it, and the clerk's password takes the tablet back.
"""

import pytest
from sqlalchemy import select

from deliberation.accounts.joining import joining, letter_codes
from deliberation.record import tables
from deliberation.record.private import audit
from deliberation.record.private.tables import account_session, carried_form
from deliberation.record.private.tables import handing as table
from tests.site import PASSWORD, act_id, token


@pytest.fixture
def desk(site):
    """The clerk's browser, and a resident with an account and a password."""
    client = site.client("clerk")
    with site.app.app_context():
        joining.give_account(
            site.world.id, site.world.person["林三"], "lin3", "two bright lanterns"
        )
    return site, client


def press(client, path, page="/jiahe/sign-in", **fields):
    return client.post(f"/jiahe{path}", data={"csrf_token": token(client.get(page)), **fields})


def hand_over(client):
    page = client.get("/jiahe/desk/hand-over")
    answer = client.post(
        "/jiahe/desk/hand-over", data={"csrf_token": token(page), "act_id": act_id(page)}
    )
    assert answer.status_code == 303 and answer.location == "/jiahe/sign-in"


def resident(client):
    answer = press(client, "/sign-in", login="lin3", password="two bright lanterns", own_phone="y")
    assert answer.status_code == 303
    return answer


def name_on(client) -> str:
    page = client.get("/jiahe/me")
    return (
        page.data.decode().split('<h1 class="mb-3">')[1].split("<")[0]
        if page.status_code == 200
        else ""
    )


def noted(site, kind):
    return [(r.person_id, r.detail) for r in audit.rows(site.world.id, kind=kind)]


def test_handing_over_locks_the_clerk_and_only_the_clerks_password_takes_it_back(desk):
    site, client = desk
    with client.session_transaction() as kept:
        before = kept["_user_id"]
    hand_over(client)
    assert (
        client.get("/jiahe/desk").status_code == 303 and client.get("/jiahe/me").status_code == 303
    )
    thief = site.app.test_client()
    with thief.session_transaction() as kept:
        kept["_user_id"] = before
    assert thief.get("/jiahe/me").status_code == 303
    resident(client)
    press(client, "/hand-back/done", "/jiahe/me")
    for wrong in ("nonsense nonsense", "two bright lanterns"):
        assert press(client, "/hand-back", "/jiahe/hand-back", password=wrong).status_code == 422
    assert client.get("/jiahe/desk").status_code == 303
    assert (
        press(client, "/hand-back", "/jiahe/hand-back", password=PASSWORD).location
        == "/jiahe/desk/today"
    )
    assert client.get("/jiahe/desk").status_code == 200, "with the second factor it had"
    clerk = site.world.person["窗口"]
    assert noted(site, "handed_over") == [(clerk, "")] and noted(site, "taken_back") == [
        (clerk, "")
    ]
    assert (site.world.person["林三"], "tablet") in noted(site, "sign_in") and noted(
        site, "sign_out"
    ) == [(site.world.person["林三"], "tablet")]
    assert client.get("/jiahe/hand-back").status_code == 303, (
        "a tablet that is back has no such page"
    )


def test_the_resident_is_themselves_and_the_clerk_is_in_nothing_they_do(desk):
    site, client = desk
    w = site.world
    p = w.submitted()
    hand_over(client)
    resident(client)
    assert name_on(client) == "林三" and client.get("/jiahe/desk").status_code == 403
    page = client.get(f"/jiahe/proposals/{p}/cosign")
    body = page.data.decode()
    assert (
        "我用完了" in body
        and "data-tablet=" in body
        and "10:00" in body
        and 'http-equiv="refresh"' in body
    )
    data = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "version_no": str(w.row(p).version_no),
    }
    assert client.post(f"/jiahe/proposals/{p}/cosign", data=data).status_code == 303
    assert [r.person_id for r in w.rows(tables.cosignature)] == [w.person["林三"]] and w.rows(
        tables.desk_entry
    ) == []


def test_ten_minutes_are_the_most_however_busy_and_five_more_come_once(desk):
    site, client = desk
    hand_over(client)
    resident(client)
    for _ in range(4):
        site.world.time.wait(minutes=2)
        assert name_on(client) == "林三"
    extended = press(client, "/hand-back/extend", "/jiahe/me", next="/jiahe/proposals")
    assert extended.location == "/jiahe/proposals"
    assert "再用 5 分钟" not in client.get("/jiahe/me").data.decode().split("</aside>")[-2]
    press(client, "/hand-back/extend", "/jiahe/me")  # a second time gives nothing
    for _ in range(3):
        site.world.time.wait(minutes=2)
        assert name_on(client) == "林三"
    site.world.time.wait(seconds=61)
    away = client.get("/jiahe/me")
    assert away.status_code == 303 and away.location == "/jiahe/hand-back"
    assert (
        noted(site, "sign_out") == [(site.world.person["林三"], "tablet_time")]
        and client.get("/jiahe/hand-back").status_code == 200
    )
    with site.world.engines.read_connection() as conn:
        assert all(r.ended_at is not None for r in conn.execute(select(account_session)))


def test_three_idle_minutes_end_it_and_a_form_sent_too_late_is_kept_nowhere_and_does_nothing(desk):
    site, client = desk
    w = site.world
    p = w.submitted()
    hand_over(client)
    resident(client)
    page = client.get(f"/jiahe/proposals/{p}/comment")
    w.time.wait(minutes=2, seconds=55)
    assert name_on(client) == "林三"
    w.time.wait(minutes=3, seconds=1)
    late = client.post(
        f"/jiahe/proposals/{p}/comment",
        data={"csrf_token": token(page), "act_id": act_id(page), "stance": "for", "body": "晚了"},
    )
    assert (
        late.status_code == 303
        and late.location == "/jiahe/hand-back"
        and w.counts(p).comments == 0
    )
    with w.engines.read_connection() as conn:
        assert conn.execute(select(carried_form)).all() == []
    back = client.get("/jiahe/hand-back")
    assert "林三" not in back.data.decode() and '"storage"' in back.headers["Clear-Site-Data"]


def test_the_back_button_shows_nothing(desk):
    _site, client = desk
    hand_over(client)
    resident(client)
    for path in ("/", "/waiting", "/me", "/my-entry", "/proposals", "/hand-back"):
        assert "no-store" in client.get(f"/jiahe{path}").headers["Cache-Control"], path
    assert "我用完了" in client.get("/jiahe/hand-back").data.decode(), (
        "still signed in: not neutral yet"
    )
    assert press(client, "/hand-back/done", "/jiahe/me").location == "/jiahe/hand-back"
    for path in ("/waiting", "/me", "/my-entry"):
        again = client.get(f"/jiahe{path}")
        assert again.status_code == 303 or "林三" not in again.data.decode()


def test_an_office_on_the_tablet_still_needs_its_own_code(desk):
    site, client = desk
    v = site.world.in_vote()
    with site.app.app_context():
        joining.give_account(
            site.world.id,
            site.world.person["代表甲"],
            "rep1",
            "two bright lanterns",
            authenticator="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        )
    hand_over(client)
    assert (
        "/me/code"
        in press(client, "/sign-in", login="rep1", password="two bright lanterns").location
    )
    assert client.get(f"/jiahe/proposals/{v}/cast-ballot").status_code == 303
    site.world.time.wait(minutes=4)
    assert "/me/code" not in (client.get("/jiahe/sign-in").location or ""), (
        "half a sign-in is bounded too"
    )


def test_nobody_else_hands_over_and_a_mark_without_its_row_opens_nothing(desk):
    site, client = desk
    for role in ("resident", "supervisor", "representative"):
        assert site.client(role).get("/jiahe/desk/hand-over").status_code == 403
    other = site.client("author")
    assert (
        press(other, "/hand-back/done", "/jiahe/me").location == "/jiahe/hand-back"
        and name_on(other) == "林一"
    )
    with other.session_transaction() as kept:
        kept["handed"] = "made up"
    assert other.get("/jiahe/me").status_code == 303
    assert client.get("/jiahe/desk").status_code == 200


def test_the_clerks_session_waits_half_an_hour_and_two_residents_follow_one_another(desk):
    site, client = desk
    hand_over(client)
    resident(client)
    site.world.time.wait(minutes=2)
    press(client, "/hand-back/done", "/jiahe/me")
    resident(client)
    assert (
        "10:00" in client.get("/jiahe/me").data.decode()
        and "再用 5 分钟" in client.get("/jiahe/me").data.decode()
    )
    press(client, "/sign-out", "/jiahe/sign-out")
    assert client.get("/jiahe/hand-back").status_code == 200
    site.world.time.wait(minutes=41)
    assert client.get("/jiahe/hand-back").status_code == 303, "nobody came back for it"
    with site.world.engines.read_connection() as conn:
        assert [r.ended_at is not None for r in conn.execute(select(table))] == [True]
    plain = press(client, "/sign-in", login="lin3", password="two bright lanterns")
    assert plain.status_code == 303 and "data-tablet" not in client.get("/jiahe/me").data.decode()


def test_joining_with_a_slip_on_the_tablet_is_bounded_too(desk):
    site, client = desk
    with site.app.app_context():
        code = letter_codes.make_join_codes(site.world.id, [site.world.person["林五"]])[
            site.world.person["林五"]
        ]
    hand_over(client)
    assert (
        press(client, "/join", "/jiahe/join", code=code, birth_date="1970-01-01").location
        == "/jiahe/join/account"
    )
    press(
        client,
        "/join/account",
        "/jiahe/join/account",
        login="lin5",
        password="seven paper boats",
        again="seven paper boats",
    )
    assert name_on(client) == "林五" and "data-tablet=" in client.get("/jiahe/me").data.decode()
    site.world.time.wait(minutes=3, seconds=1)
    assert client.get("/jiahe/me").location == "/jiahe/hand-back"
