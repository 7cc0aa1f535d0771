"""A confirmed ballot with its code, sent twice at once: both are told that it counts, once, and no
try is counted.
"""

from contextlib import nullcontext
from threading import Event, Thread, current_thread

import pytest

from deliberation.accounts.factors import steps
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.private import accounts
from deliberation.web import acting, doing
from tests.record.write.test_perform import together
from tests.site import token


def test_the_second_hears_what_became_of_the_first(site):
    w = site.world
    url, send = _confirmed(site)
    answers = together(*[send] * 4)
    assert [a.status_code for a in answers] == [303] * 4
    assert {a.location for a in answers} == {url.replace("cast-ballot", "receipt")}
    assert [r.revision for r in w.rows(tables.ballot)] == [1]


def test_the_second_waits_for_a_first_that_has_its_code_but_not_yet_its_act(site, monkeypatch):
    """Between the two the first one's session has another token: whoever comes then with the old
    cookie is nobody, and was sent away to sign in."""
    url, send = _confirmed(site)
    perform, came, others = acting._Way.perform, [], []

    def late(way, form, ident):
        if not came:
            came.append(Thread(target=lambda: others.append(send())))
            came[0].start()
            while came[0].is_alive() and not _stands():
                came[0].join(0.01)
        return perform(way, form, ident)

    monkeypatch.setattr(acting._Way, "perform", late)
    receipt = url.replace("cast-ballot", "receipt")
    assert send().location == receipt
    came[0].join()
    assert [a.location for a in others] == [receipt]
    assert [r.revision for r in site.world.rows(tables.ballot)] == [1]


@pytest.mark.parametrize("known", [False, True])
def test_so_does_one_in_another_process(site, monkeypatch, known):
    """There no turn is seen. known: whether who sends it was read before the first one's code was
    looked at."""
    url, send = _confirmed(site)
    at_code, has_code, waits, others = Event(), Event(), Event(), []
    second = Thread(target=lambda: others.append(send()))
    give, perform, rest = acting.second_factor.give, acting._Way.perform, doing.time.sleep

    def given(*about):
        if current_thread() is second:
            at_code.set()
            assert has_code.wait(20)
        return give(*about)

    def late(way, form, ident):
        if current_thread() is not second:
            has_code.set()
            if not known:
                second.start()
            assert waits.wait(20)
        return perform(way, form, ident)

    monkeypatch.setattr(acting._TWICE, "turn", lambda key: nullcontext())
    monkeypatch.setattr(acting.second_factor, "give", given)
    monkeypatch.setattr(acting._Way, "perform", late)
    monkeypatch.setattr(doing.time, "sleep", lambda s: (waits.set(), rest(s)))
    if known:
        second.start()
        assert at_code.wait(20)
    receipt = url.replace("cast-ballot", "receipt")
    assert send().location == receipt
    second.join()
    assert [a.location for a in others] == [receipt]
    assert [r.revision for r in site.world.rows(tables.ballot)] == [1]


def _stands():
    return any(t.standing > 1 for t in acting._TWICE._turns.values())


def _confirmed(site):
    """The address of a representative's ballot, and how it is sent, with its code."""
    w = site.world
    p, client = w.in_vote(), site.client("representative")
    url = f"/jiahe/proposals/{p}/cast-ballot"
    page = client.get(url)
    w.time.wait(minutes=12)  # the code given at signing in is no longer fresh
    with site.app.app_context():
        account = accounts.by_login("representative").account_id
        code = steps.code_now(account)
    data = {"csrf_token": token(page), "act_id": new_id(), "choice": "for", "confirmed": "1"}
    data |= {"version_no": str(w.row(p).version_no), "factor_code": code}
    cookie = client.get_cookie("deliberation").value

    def send():
        other = site.app.test_client()
        other.set_cookie("deliberation", cookie)
        return other.post(url, data=data)

    return url, send
