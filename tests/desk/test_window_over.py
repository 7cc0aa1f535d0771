"""Once the hour of a vote, a rating or a call is over nothing calls for it any more, though the
clock has not come or the count still waits for paper: no link, no list, no sheet, no text.
"""

import re
from datetime import timedelta

import pytest

from tests.cycle.matters import rounds
from tests.cycle.resolve.test_paper import SECRET, issue, to_close
from tests.desk.test_print_job import offered
from tests.site import opened
from tests.world import World

TODAY = "/jiahe/desk/today"


def html(client, path):
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code, page.location)
    return " ".join(page.data.decode().split())


def waiting_for_paper(site, **kw):
    w = site.world
    p = w.in_vote(**kw)
    issue(w, p, "代表甲")
    return p


CALLS = ("/call-list", "/record-attendance", 'desk/paper/{p}" role="search"')


def test_a_vote_that_waits_for_its_paper_calls_for_nobody(site):
    w, clerk = site.world, site.client("clerk")
    p = waiting_for_paper(site)
    before = html(clerk, TODAY)
    assert all(link.format(p=p) in before for link in CALLS)
    to_close(w, p)
    assert w.stage(p) == "vote"
    after = html(clerk, TODAY)
    assert not [link for link in CALLS if link.format(p=p) in after]
    assert f"/desk/paper/{p}" in after and f"/proposals/{p}/message" in after
    away = clerk.get(f"/jiahe/proposals/{p}/call-list")
    assert away.status_code == 303 and away.location.endswith(f"/proposals/{p}")
    text = html(site.client("visitor"), f"/jiahe/proposals/{p}/message")
    assert "正在计票" in text and "截止时间" not in text
    assert "登录后参与" not in html(site.client("visitor"), f"/jiahe/proposals/{p}")


def test_no_notice_hangs_for_a_vote_that_is_over(site):
    w, clerk = site.world, site.client("clerk")
    p = w.in_notice()
    while w.stage(p) == "notice":  # nobody proved that it hangs: extended once, then opened
        w.let_pass(p)
    issue(w, p, "代表甲")
    assert f"/proposals/{p}/print/notice" in html(clerk, "/jiahe/desk/posting")
    assert f"/proposals/{p}/print/notice" not in html(clerk, TODAY), "nobody is asked any more"
    to_close(w, p)
    assert w.stage(p) == "vote"
    for page in (TODAY, "/jiahe/desk/posting"):
        assert f"/proposals/{p}/print/notice" not in html(clerk, page)
    assert f"notice:{p}" not in offered(clerk)


SHEETS = ("slip/cast-ballot/{p}", "slip/grant-proxy/{p}", "sign-in/{p}")


def test_no_sheet_is_printed_for_what_is_over(site):
    w, clerk = site.world, site.client("clerk")
    p = waiting_for_paper(site)
    who = w.person["代表乙"]
    own = f"/jiahe/desk/for/{who}/cast-ballot/{p}/slip"
    addresses = [f"/jiahe/desk/print/{x.format(p=p)}" for x in SHEETS] + [own]
    assert [clerk.get(a).status_code for a in addresses] == [200] * 4
    assert clerk.get(f"/jiahe/desk/paper/{p}/print/1").status_code == 200
    assert f"/cast-ballot/{p}" in html(clerk, f"/jiahe/desk/for/{who}")
    to_close(w, p)
    assert [clerk.get(a).status_code for a in addresses] == [404] * 4
    assert clerk.get(f"/jiahe/desk/paper/{p}/print/1").status_code == 303
    assert f"/cast-ballot/{p}" not in html(clerk, f"/jiahe/desk/for/{who}")
    settle = html(clerk, f"/jiahe/desk/paper/{p}/ballot/1")
    assert "/print/1" not in settle and 'name="replace"' not in settle
    assert not [k for k in offered(clerk) if k.endswith(p)]


def test_a_rating_and_a_call_are_over_by_their_hour(site):
    w, clerk = site.world, site.client("clerk")
    g, r = w.submitted(who="林五"), rounds.called(w)
    who = w.person["林六"]
    for p, kind, slip in ((g, "cosign", "slip/cosign"), (r, "project", "slip/project")):
        assert f"/{kind}/{p}" in html(clerk, f"/jiahe/desk/for/{who}")
        assert clerk.get(f"/jiahe/desk/print/{slip}/{p}").status_code == 200
        at = w.time.at
        w.time.to(w.row(p).due_at)
        assert w.stage(p) == "gather"
        assert f"/{kind}/{p}" not in html(clerk, f"/jiahe/desk/for/{who}")
        assert clerk.get(f"/jiahe/desk/print/{slip}/{p}").status_code == 404
        assert f"cosign:{p}" not in offered(clerk)
        w.time.at = at
    e = w.in_evaluate(who="林七")
    assert clerk.get(f"/jiahe/desk/print/slip/rate/{e}").status_code == 200
    w.time.to(w.row(e).due_at)
    assert w.stage(e) == "evaluate"
    assert clerk.get(f"/jiahe/desk/print/slip/rate/{e}").status_code == 404


@pytest.fixture
def secret(sqlite_engines, time, tmp_path):
    return opened(World(sqlite_engines, time, rulebook=SECRET).populate(), tmp_path)


def test_no_ballot_of_a_secret_vote_is_written_at_home(secret):
    w, clerk = secret.world, secret.client("clerk")
    p = waiting_for_paper(secret)
    w.time.to(w.row(p).closes_at - timedelta(hours=1))
    assert f"sign_in:{p}" in offered(clerk) and f"ballots:{p}" not in offered(clerk)
    assert clerk.get(f"/jiahe/desk/print/slip/cast-ballot/{p}").status_code == 404
    stock = f"/jiahe/desk/paper/{p}/print/stock"
    assert clerk.get(stock).status_code == 200
    to_close(w, p)
    assert clerk.get(stock).status_code == 303


def test_as_many_home_visits_are_printed_as_stand_on_the_call_list(site):
    w, clerk = site.world, site.client("clerk")
    p = waiting_for_paper(site)
    w.time.to(w.row(p).closes_at - timedelta(hours=1))
    listed = html(clerk, f"/jiahe/proposals/{p}/call-list").count('<th scope="row">')
    found = re.search(rf'value="ballots:{p}".*?(\d+) 页', html(clerk, "/jiahe/desk/print"))
    assert found and int(found[1]) == listed
