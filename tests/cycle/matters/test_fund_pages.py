"""Pages of the fund: a card says how many signatures a dear proposal needs, a call is shown as one,
the list of all matters adds up, and the sum is asked for in words.
"""

import re

from deliberation.cycle.propose.acts import proposal as propose
from tests.cycle.matters import rounds
from tests.cycle.matters.rounds import at
from tests.site import act_id, token


def test_cards_and_the_list_of_all_matters(site):
    w, client = site.world, site.client("visitor")
    for who, cost in (("林一", 5_000_001), ("林二", 5_000_000)):
        p = w.draft(who, title=f"花 {cost} 分", answers={"spends_money": True})
        w.act(who, propose.Submit(**at(p), cost=cost))
    rounds.called(w)
    html = client.get("/jiahe/proposals").data.decode()
    assert "0 / 20" in html and "0 / 10" in html and "项目征集" in html
    page = client.get(f"/jiahe/proposals/{p}").data.decode()
    assert "¥50,000" in page and "0 / 10" in page
    listed = client.get("/jiahe/fund").data.decode()
    assert (
        "¥100,000" in listed
        and "¥50,000.01" in listed
        and "发放工作人员工资" in listed
        and "发起预算征集" not in listed
    )


def test_who_writes_about_money_is_asked_for_the_sum_and_keeps_the_draft(site):
    w, client = site.world, site.client("resident")
    page = client.get("/jiahe/proposals/new")
    fields = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "title": "买长椅",
        "body": "六张。",
        "spends_money": "y",
        "then": "submit",
    }
    wrong = client.post("/jiahe/proposals/new", data=fields | {"cost": "很多"})
    assert wrong.status_code == 422 and "很多" in wrong.data.decode()
    saved = client.post("/jiahe/proposals/new", data=fields, follow_redirects=True)
    assert "请写明需要多少钱" in saved.data.decode()
    (row,) = [r for r in w.rows(rounds.tables.proposal) if r.title == "买长椅"]
    assert row.stage == "draft"
    form = client.get(f"/jiahe/proposals/{row.proposal_id}/submit")
    client.post(
        f"/jiahe/proposals/{row.proposal_id}/submit",
        data={"csrf_token": token(form), "act_id": act_id(form), "cost": "12,000.50"},
    )
    assert (w.row(row.proposal_id).stage, w.row(row.proposal_id).cost) == ("gather", 1_200_050)


def test_the_front_page_names_the_projects_a_round_chose(site):
    w, client = site.world, site.client("visitor")
    p = rounds.listed(w, {"林一": "1,2", "林二": "2,3", "林三": "2,4", "林四": "3", "林五": "1,4"})
    assert "入选：" not in client.get("/jiahe/").data.decode()  # the list waits for its formal vote
    rounds.to_vote(w, p)
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="against", 委员甲="for")
    w.let_pass(p)
    home = client.get("/jiahe/").data.decode()
    assert "入选： 路灯，花坛，长椅" in " ".join(home.split())
    rules = client.get("/jiahe/rules").data.decode()
    assert "¥50,000" in rules and "5000000" not in rules


def test_a_list_that_was_returned_is_not_checked_for_its_cost_again(site):
    from deliberation.cycle.supervise.acts.measures import ReturnOnce

    w = site.world
    p = rounds.listed(w, {"林一": "1,2", "林二": "2,3", "林三": "2,4", "林四": "3", "林五": "1,4"})
    w.act("监事甲", ReturnOnce(**at(p), reasons="请再看一遍。"))
    assert w.stage(p) == "advise"
    page = site.client("councillor").get(f"/jiahe/proposals/{p}").data.decode()
    assert f"/proposals/{p}/recommend" in page and "/check-cost" not in page


def test_while_the_list_a_round_chose_is_on_notice_only_its_protocol_is_printed(site):
    """There is no result yet to be posted or registered; every sheet that is offered is there."""
    w = site.world
    p = rounds.listed(w, {"林一": "1,2", "林二": "2,3", "林三": "2,4", "林四": "3", "林五": "1,4"})
    assert w.stage(p) == "notice"
    visitor = site.client("visitor")
    page = visitor.get(f"/jiahe/proposals/{p}").text
    offered = set(re.findall(rf"/jiahe/proposals/{p}/print/\w+", page))
    assert f"/jiahe/proposals/{p}/print/protocol" in offered
    assert {visitor.get(sheet).status_code for sheet in offered} == {200}
