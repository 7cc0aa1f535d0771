"""A form belongs to whoever it was drawn for: never sent as somebody else, never lost when the
session ended in whichever way.
"""

import re

import pytest

from deliberation.accounts.sessions import drawn
from deliberation.record.private import accounts, carried, sessions
from tests.site import PASSWORD, act_id, token
from tests.traces import contents

WORDS = "楼下的灯坏了三个月，请物业修一修。"
LOGIN = "resident"


def comment_form(site, client, p):
    page = client.get(f"/jiahe/proposals/{p}/comment")
    return {"csrf_token": token(page), "act_id": act_id(page), "body": WORDS}


def written(site):
    found = contents(site.world)
    return {
        t: found[t] for t in ("fact", "act_done", "comment", "proposal", "follow") if t in found
    }


def switch(client, login):
    client.post("/jiahe/switch-person", data={"csrf_token": token(client.get("/jiahe/me"))})
    page = client.get("/jiahe/sign-in")
    return client.post(
        "/jiahe/sign-in",
        data={"login": login, "password": PASSWORD, "csrf_token": token(page)},
    )


def signed_in(site, login=LOGIN):
    client = site.app.test_client()
    page = client.get("/jiahe/sign-in")
    data = {"login": login, "password": PASSWORD, "csrf_token": token(page)}
    assert client.post("/jiahe/sign-in", data=data).status_code == 303
    return client


@pytest.fixture
def commented(site):
    site.client("author"), site.client("resident")  # both have an account
    return site.world.in_advise()


@pytest.mark.parametrize("extra", [{}, {"keep": "1"}, {"keep": "1", "quietly": "1"}])
def test_a_form_of_one_person_is_never_sent_as_another(site, commented, extra):
    client = signed_in(site)
    form = comment_form(site, client, commented)
    assert switch(client, "author").status_code == 303
    before, url = written(site), f"/jiahe/proposals/{commented}/comment"
    first = client.post(url, data=form | extra)
    if "quietly" in extra:
        assert first.status_code == 403
    else:
        assert first.status_code == 303 and first.location == url
    again = client.get(url)
    assert WORDS not in again.text and written(site) == before
    assert ("另一个人" in again.text) == ("quietly" not in extra)


def test_words_that_waited_on_the_device_are_sent_by_their_writer_only(site, commented):
    """The script posts them with a token of this moment, and names who wrote them."""
    client = signed_in(site)
    form = comment_form(site, client, commented)
    url, before = f"/jiahe/proposals/{commented}/comment", written(site)
    assert client.post(url, data=form | {"unsent": "somebody else"}).location == url
    assert written(site) == before
    own = re.search(r'name="unsent" value="([^"]+)"', client.get(url).text)[1]
    assert "/proposals/" in client.post(url, data=form | {"unsent": own}).location
    assert written(site) != before


@pytest.mark.parametrize("how", ["everywhere", "cookies"])
def test_what_was_typed_outlives_every_end_of_a_session_for_the_same_person(site, commented, how):
    client = signed_in(site)
    form, url = comment_form(site, client, commented), f"/jiahe/proposals/{commented}/comment"
    with site.app.app_context():
        mine = accounts.by_login(LOGIN).account_id
        if how != "cookies":
            sessions.end_all(mine)
    if how == "cookies":
        client = site.app.test_client()
    before = written(site)
    away = client.post(url, data=form)
    assert away.status_code == 303 and "/sign-in" in away.location and written(site) == before
    page = client.get(away.location)
    assert "保留一天" in page.text

    def back(who):
        at = client.get(away.location)
        done = client.post(
            away.location,
            data={"login": who, "password": PASSWORD, "csrf_token": token(at)},
        )
        return client.get(done.location).text

    assert WORDS not in back("author"), "kept for whoever wrote it"
    client = site.app.test_client()
    assert WORDS in back(LOGIN)


def test_a_form_of_the_desk_is_not_lost_to_an_old_token_either(site):
    """Rooms whose tokens are looked at before them: the form of an earlier session of the same
    person."""
    client = site.client("resident")
    old = token(client.get("/jiahe/me"))
    switch(client, LOGIN)
    answer = client.post("/jiahe/inbox", data={"csrf_token": old})
    assert answer.status_code == 303 and "/inbox" in answer.location
    assert "表单打开太久" in client.get(answer.location).text


def test_of_an_account_only_the_newest_forms_are_kept(site):
    site.client("resident")
    with site.app.app_context():
        mine = accounts.by_login(LOGIN).account_id
        tokens = [carried.keep(mine, "/x", [("body", str(i))]) for i in range(carried.MOST + 3)]
        found = [carried.fields_of(t, mine, "/x") for t in tokens]
    assert found.count(None) == 3 and found[-1] == [("body", str(carried.MOST + 2))]


def test_the_token_names_nobody_to_a_reader(site):
    client = site.client("resident")
    text = token(client.get("/jiahe/me"))
    with site.app.test_request_context(method="POST", data={"csrf_token": text}):
        mine = accounts.by_login(LOGIN).account_id
        assert drawn.owner() == mine
        assert mine not in text
    for forged in ("", "x", text[:-2], text.replace(".", "x")):
        with site.app.test_request_context(method="POST", data={"csrf_token": forged}):
            assert drawn.owner() is None


# --- the pages around signing in


def test_the_sign_in_form_of_another_tab_leads_on_where_one_is_signed_in_already(site):
    site.client("resident")
    client = site.app.test_client()
    old = token(client.get("/jiahe/sign-in"))
    switch_page = client.get("/jiahe/sign-in")
    data = {"login": LOGIN, "password": PASSWORD, "csrf_token": token(switch_page)}
    client.post("/jiahe/sign-in", data=data)
    late = client.post("/jiahe/sign-in?next=/jiahe/inbox", data=data | {"csrf_token": old})
    assert late.status_code == 303 and late.location == "/jiahe/inbox"
    other = client.post("/jiahe/sign-in", data=data | {"csrf_token": old, "login": "author"})
    assert "换人使用" in client.get(other.location).text


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/sign-in", {"login": "resident", "password": "x" * 9}),
        ("/join", {"code": "ACDEF-GHJKM", "birth_date": "1958-03-07"}),
        (
            "/sign-in/lost-password",
            {"login": "resident", "factor_code": "123456", "password": "y" * 9, "again": "y" * 9},
        ),
    ],
)
def test_an_old_form_around_signing_in_is_shown_again_with_what_was_typed(site, path, typed):
    old = token(site.app.test_client().get(f"/jiahe{path}"))
    client = site.app.test_client()  # its cookies are gone
    before = written(site)
    again = client.post(f"/jiahe{path}", data=typed | {"csrf_token": old})
    assert again.status_code == 422 and written(site) == before
    for name, value in typed.items():
        assert (value in again.text) == (name not in ("password", "again")), name
    assert "您填的都还在" in again.text and token(again) != old
