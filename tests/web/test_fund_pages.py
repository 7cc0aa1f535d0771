"""Pages of the fund: a card says how many signatures a dear proposal needs, a call is shown as one, the list of all matters adds up, and the sum is asked for in words."""

from deliberation.cycle.propose import acts as propose
from tests.cycle import rounds
from tests.cycle.rounds import at
from tests.web.test_routes import act_id, site, token  # noqa: F811, F401


def test_cards_and_the_list_of_all_matters(site):  # noqa: F811
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
    assert "¥100,000" in listed and "¥50,000.01" in listed and "发放工作人员工资" in listed and "发起预算征集" not in listed


def test_who_writes_about_money_is_asked_for_the_sum_and_keeps_the_draft(site):  # noqa: F811
    w, client = site.world, site.client("resident")
    page = client.get("/jiahe/proposals/new")
    fields = {"csrf_token": token(page), "act_id": act_id(page), "title": "买长椅", "body": "六张。", "spends_money": "y", "then": "submit"}
    wrong = client.post("/jiahe/proposals/new", data=fields | {"cost": "很多"})
    assert wrong.status_code == 422 and "很多" in wrong.data.decode()
    saved = client.post("/jiahe/proposals/new", data=fields, follow_redirects=True)
    assert "请写明需要多少钱" in saved.data.decode()
    (row,) = [r for r in w.rows(rounds.tables.proposal) if r.title == "买长椅"]
    assert row.stage == "draft"
    form = client.get(f"/jiahe/proposals/{row.proposal_id}/submit")
    client.post(f"/jiahe/proposals/{row.proposal_id}/submit", data={"csrf_token": token(form), "act_id": act_id(form), "cost": "12,000.50"})
    assert (w.row(row.proposal_id).stage, w.row(row.proposal_id).cost) == ("gather", 1_200_050)
