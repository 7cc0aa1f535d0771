"""Passkeys: set up, named, listed, taken away and used; every answer that is not exactly the one
asked for is refused.
"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from deliberation.accounts.joining import joining
from deliberation.charter.rulebook import load
from deliberation.record import engines
from deliberation.record.private import accounts
from deliberation.record.private.factors import passkeys, resets
from deliberation.record.private.tables import audit, passkey, passkey_challenge

from .house import COMMUNITY, PASSWORD
from .key import Key


def options(client, kind, base="/jiahe"):
    answer = client.raw_post(f"{base}/me/passkeys/options/{kind}")
    assert answer.status_code == 200, answer.status
    return answer.get_json()


def enrolled(house, login="zhang", key=None, **kw):
    client, key = house.client(**kw), key or Key()
    client.sign_in(login)
    done = client.post(
        "/me/passkeys", credential=key.make(options(client, "enrol")), label_="my phone"
    )
    assert done.status_code == 200, done.text
    return client, key


def use(client, answer, next=None):
    return client.post("/me/passkeys/use", next=next, credential=answer)


def test_a_first_passkey_is_kept_and_shows_recovery_codes(house_on_both):
    house = house_on_both
    client, _ = enrolled(house)
    assert client.factor() == "passkey"
    row = house.rows(select(passkey))[0]
    assert (row.name, row.rp_id, row.sign_count) == ("my phone", "localhost", 0)
    assert "my phone" in client.get("/me/passkeys").text and not house.rows(
        select(passkey_challenge)
    )
    assert ("factor_enrolled", "passkey") in [(r.kind, r.detail) for r in house.rows(select(audit))]


def test_an_office_holder_signs_in_with_password_and_passkey(house_on_both):
    house = house_on_both
    _, key = enrolled(house, "li")
    client = house.client()
    assert (
        client.sign_in("li", next="/jiahe/waiting").location == "/jiahe/me/code?next=/jiahe/waiting"
    )
    assert client.whoami() == "visitor"
    page = client.get("/me/code").text
    assert (
        'data-passkey="use"' in page
        and 'name="factor_code"' not in page
        and "needs JavaScript" in page
    )
    assert (
        use(client, key.sign(options(client, "use")), next="/jiahe/waiting").location
        == "/jiahe/waiting"
    )
    assert client.whoami() == "李四" and client.factor() == "passkey"
    assert house.rows(select(passkey.c.sign_count))[0][0] == 1


def test_a_challenge_works_once(house):
    client, key = enrolled(house)
    answer = key.sign(options(client, "use"))
    assert use(client, answer, next="/jiahe/waiting").location == "/jiahe/waiting"
    assert use(client, answer, next="/jiahe/waiting").location.startswith("/jiahe/me/code")


def refused(house, client, answer):
    before = house.rows(select(passkey.c.sign_count, passkey.c.last_used_at))
    answer = use(client, answer)
    assert (
        answer.location == "/jiahe/me/code"
        and house.rows(select(passkey.c.sign_count, passkey.c.last_used_at)) == before
    )
    return (
        house.rows(select(audit.c.detail).where(audit.c.kind == "factor_failed"))[-1][0]
        == "passkey"
    )


@pytest.mark.parametrize(
    "lie", ["challenge", "origin", "host", "key", "junk", "signature", "enrolment's"]
)
def test_what_is_not_the_answer_asked_for_is_refused(house, lie):
    client, key = enrolled(house)
    asked = options(client, "use")
    if lie == "challenge":
        asked["challenge"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    if lie == "origin":
        key.origin = "https://localhost.example"
    if lie == "host":
        key.rp_id = "example"
    if lie == "key":
        key.credential = b"another credential"
    if lie == "signature":
        key.private = Key().private
    if lie == "enrolment's":
        house.later(timedelta(seconds=1))
        asked = options(client, "enrol")
    assert refused(house, client, "{not json" if lie == "junk" else key.sign(asked))


def test_a_copied_key_whose_count_stands_still_is_refused(house):
    client, key = enrolled(house)
    use(client, key.sign(options(client, "use")), next="/jiahe/waiting")
    assert refused(house, client, key.sign(options(client, "use"), count=False))
    key.count = 7
    assert (
        use(client, key.sign(options(client, "use")), next="/jiahe/waiting").location
        == "/jiahe/waiting"
    )
    key.count = 3
    assert refused(house, client, key.sign(options(client, "use")))


def test_another_persons_passkey_opens_nothing_nor_does_another_persons_challenge(house):
    _, zhangs = enrolled(house, "zhang")
    zhao, zhaos = enrolled(house, "zhao", Key(credential=b"of zhao"))
    assert refused(house, zhao, zhangs.sign(options(zhao, "use")))
    zhang = house.client()
    zhang.sign_in("zhang")
    assert refused(house, zhao, zhaos.sign(options(zhang, "use")))


def test_one_credential_is_one_accounts(house):
    _, key = enrolled(house, "zhang")
    zhao = house.client()
    zhao.sign_in("zhao")
    assert (
        zhao.post(
            "/me/passkeys", credential=key.make(options(zhao, "enrol")), label_="mine now"
        ).status_code
        == 422
    )
    assert len(house.rows(select(passkey))) == 1


def test_a_challenge_is_good_for_five_minutes(house):
    client, key = enrolled(house)
    asked = options(client, "use")
    house.later(timedelta(minutes=5, seconds=1))
    assert refused(house, client, key.sign(asked))


def test_enrolling_refuses_another_origin_and_a_used_challenge(house):
    client = house.client()
    client.sign_in("zhang")
    asked = options(client, "enrol")
    assert (
        client.post(
            "/me/passkeys", credential=Key(origin="http://evil.example").make(asked), label_="x"
        ).status_code
        == 422
    )
    assert (
        client.post("/me/passkeys", credential=Key().make(asked), label_="x").status_code == 422
    ), "that challenge was used up"
    assert house.rows(select(passkey)) == []


def test_with_a_factor_enrolling_another_needs_a_fresh_code(house):
    client, key = enrolled(house)
    house.later(timedelta(minutes=11))
    assert client.get("/me/passkeys").location.startswith("/jiahe/me/code")
    assert client.raw_post("/jiahe/me/passkeys/options/enrol").status_code == 403
    use(client, key.sign(options(client, "use")))
    assert client.get("/me/passkeys").status_code == 200


def test_late_in_a_session_a_first_passkey_needs_the_password(house):
    client = house.client()
    client.sign_in("zhang")
    house.later(timedelta(minutes=11))
    fields = {"credential": Key().make(options(client, "enrol")), "label_": "x"}
    assert client.post(
        "/me/passkeys", **fields, password="wrong"
    ).status_code == 422 and not house.rows(select(passkey))
    assert client.post("/me/passkeys", **fields, password=PASSWORD).status_code == 200


def test_taking_away_ones_own_and_nobody_elses(house):
    client, key = enrolled(house)
    stranger, _ = enrolled(house, "zhao", Key(credential=b"of zhao"))
    ident = house.rows(select(passkey.c.passkey_id).where(passkey.c.credential == key.credential))[
        0
    ][0]
    stranger.post(f"/me/passkeys/{ident}/remove")
    assert passkeys.of_account(accounts.by_login("zhang").account_id)
    client.post(f"/me/passkeys/{ident}/remove")
    assert not passkeys.of_account(accounts.by_login("zhang").account_id)
    assert refused(house, client, key.sign(options(client, "use")))


def test_an_office_holder_keeps_the_last_one(house):
    client, _ = enrolled(house, "li")
    ident = house.rows(select(passkey.c.passkey_id))[0][0]
    client.post(f"/me/passkeys/{ident}/remove")
    assert len(passkeys.of_account(accounts.by_login("li").account_id)) == 1
    house.enrol("li")
    client.post(f"/me/passkeys/{ident}/remove")
    assert passkeys.of_account(accounts.by_login("li").account_id) == []


def test_wrong_answers_lock_the_login(house):
    client, key = enrolled(house)
    key.origin = "http://evil.example"
    for _ in range(5):
        use(client, key.sign(options(client, "use")))
    assert use(client, key.sign(options(client, "use"))).status_code == 429


def test_behind_https_the_origin_is_https(house):
    client, _ = enrolled(house, key=Key(origin="https://localhost"), https=True)
    assert client.factor() == "passkey"
    plain = house.client()
    plain.sign_in("zhao")
    assert (
        plain.post(
            "/me/passkeys",
            credential=Key(origin="https://localhost").make(options(plain, "enrol")),
            label_="x",
        ).status_code
        == 422
    )


def test_visitors_get_no_challenge(house):
    assert house.client().raw_post("/jiahe/me/passkeys/options/use").status_code == 403
    assert house.client().get("/me/passkeys").status_code == 303
    assert not house.rows(select(passkey_challenge))


def test_a_reset_takes_passkeys_too_and_the_certificate_counts_them(house):
    house.enter_roster(COMMUNITY, "rep", name="代表")
    house.give_office("rep", "representative")
    with house.app.app_context():
        joining.give_account(COMMUNITY, house.person["rep"], "rep", PASSWORD)
    enrolled(house, "rep")
    person, now = house.person["rep"], house.now()
    with engines.current().read_connection() as conn:
        assert resets.has_factor(conn, COMMUNITY, person)
        assert (
            resets.during(conn, COMMUNITY, now - timedelta(minutes=1), now + timedelta(minutes=1))
            == 1
        )
        assert (
            resets.during(conn, COMMUNITY, now + timedelta(minutes=1), now + timedelta(minutes=2))
            == 0
        )
    resets.revoke_all(COMMUNITY, person)
    with engines.current().read_connection() as conn:
        assert not resets.has_factor(conn, COMMUNITY, person)
    assert passkeys.of_account(accounts.by_login("rep").account_id) == []


def test_an_erased_persons_passkeys_go_with_the_account(house):
    enrolled(house)
    accounts.forget_person(COMMUNITY, house.person["zhang"])
    assert house.rows(select(passkey)) == [] and accounts.by_login("zhang") is None


@pytest.mark.parametrize("book", ["cn-2026", "association"])
def test_the_rulebooks_take_a_passkey_wherever_an_authenticator_counts(book):
    for name, rule in load(book).factors.items():
        assert ("passkey" in rule.methods) == ("authenticator" in rule.methods), name
