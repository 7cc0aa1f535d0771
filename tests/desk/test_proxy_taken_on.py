"""A proxy that only its giver signed is taken on at the desk by whoever was asked, who may have no
account; and no form of one is shown for somebody who has no vote.
"""

import pytest

from deliberation.record import tables
from deliberation.record.check.verify import verify
from tests.cycle.resolve.test_proxies import ALL, given
from tests.desk.test_beforehand import html, takes_a_form
from tests.site import act_id, opened, token
from tests.traces import row_counts
from tests.world import World


@pytest.fixture
def site(sqlite_engines, time, tmp_path):
    """A community whose adult residents decide."""
    return opened(World(sqlite_engines, time, rulebook=ALL).populate(), tmp_path)


def entered(site, clerk, path, **more):
    page = clerk.get(path)
    sent = {"csrf_token": token(page), "act_id": act_id(page), "slip": "7", "how": "present"}
    return clerk.post(path, data={**sent, **more})


def test_who_was_asked_takes_it_on_at_the_desk(site):
    w, clerk = site.world, site.client("clerk")
    v = w.in_vote(who="林一")
    page = f"/jiahe/desk/for/{w.person['林五']}/grant-proxy/{v}"
    answer = entered(site, clerk, f"{page}?q=林六", holder_id=w.person["林六"])
    assert answer.status_code == 303
    receipt = html(clerk, answer.location)
    assert "对方接受以后才有效" in receipt
    [proxy] = w.rows(tables.proxy)
    there = f"/jiahe/desk/for/{w.person['林六']}/answer-proxy/{v}/{proxy.proxy_id}"
    assert proxy.state == "given" and f'href="{there}"' in html(clerk, page)
    answer = entered(site, clerk, there)
    assert answer.status_code == 303 and "对方接受以后才有效" not in html(clerk, answer.location)
    assert w.rows(tables.proxy)[0].state == "accepted"
    assert "接受委托" not in html(clerk, page)
    cast = f"/jiahe/desk/for/{w.person['林六']}/cast-for/{v}/{proxy.proxy_id}"
    assert 'name="choice"' in html(clerk, cast)
    verify(w.engines)


def test_nobody_else_takes_it_on_and_nobody_twice(site):
    w, clerk = site.world, site.client("clerk")
    v = w.in_vote(who="林一")
    given(w, v, "林五", "林六")
    [proxy] = w.rows(tables.proxy)
    before = row_counts(w)
    for name in ("林七", "林六"):  # not asked; taken on already
        there = f"/jiahe/desk/for/{w.person[name]}/answer-proxy/{v}/{proxy.proxy_id}"
        assert not takes_a_form(clerk, there)
    assert row_counts(w) == before
    there = f"/jiahe/desk/for/{w.person['林六']}/answer-proxy/{v}/{proxy.proxy_id}"
    assert site.client("supervisor").get(there).status_code == 403


@pytest.mark.parametrize("stage", ["notice", "vote"])
def test_no_form_of_a_proxy_for_somebody_without_a_vote(site, stage):
    w, clerk = site.world, site.client("clerk")
    p = w.posted() if stage == "notice" else w.in_vote()
    page = f"/jiahe/desk/for/{w.person['丁小']}/grant-proxy/{p}"
    assert not takes_a_form(clerk, f"{page}?q=林六")
    assert 'name="q"' not in html(clerk, page)
