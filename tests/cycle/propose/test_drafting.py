"""A half-written opinion is kept for whoever wrote it and for nobody else, shown again, and gone
once sent; a ballot is never kept.
"""

import re

from deliberation.record.private import drafts
from tests.desk.test_desk import act_id, token
from tests.site import LOGINS


def post(client, url, **fields):
    page = client.get(url)
    return client.post(url, data={"csrf_token": token(page), "act_id": act_id(page), **fields})


def test_a_recommendation_is_kept_found_again_and_gone_once_sent(site):
    w, client = site.world, site.client("councillor")
    url = f"/jiahe/proposals/{w.in_advise()}/recommend"
    before = w.facts()
    assert post(client, url, verdict="support", reasons="写到一半", keep="1").status_code == 303
    assert w.facts() == before, "a draft is no fact"
    page = client.get(url).data.decode()
    assert (
        "写到一半" in page
        and "还没有提交" in page
        and re.search(
            r'<input[^>]*checked[^>]*value="support"|<input[^>]*value="support"[^>]*checked', page
        )
    )
    assert "写到一半" not in site.client("supervisor").get(url).data.decode()
    with w.engines.read_connection() as conn:
        assert "写到一半".encode() not in b"".join(
            r.payload for r in conn.execute(drafts.kept_draft.select())
        ), "kept in the clear"
    assert post(client, url, verdict="support", reasons="写完了", version_no="1").status_code == 303
    with site.app.app_context():
        assert drafts.every(w.id, w.person[LOGINS["councillor"]]) == {}


def test_a_refused_form_keeps_its_draft_and_a_draft_can_be_thrown_away(site):
    w, client = site.world, site.client("councillor")
    url = f"/jiahe/proposals/{w.in_advise()}/recommend"
    post(client, url, verdict="support", reasons="写到一半", keep="1")
    assert post(client, url, verdict="support", reasons="", version_no="1").status_code == 422
    assert "写到一半" in client.get(url).data.decode()
    assert client.post(url, data={"csrf_token": "forged", "keep": "0"}).status_code == 403
    assert "写到一半" in client.get(url).data.decode()
    assert post(client, url, keep="0").status_code == 303
    assert "写到一半" not in client.get(url).data.decode()


def test_nothing_is_kept_of_a_ballot_nor_for_longer_than_thirty_days(site):
    w = site.world
    url = f"/jiahe/proposals/{w.in_vote()}/cast-ballot"
    page = site.client("representative").get(url).data.decode()
    assert 'name="keep"' not in page
    post(site.client("representative"), url, choice="for", keep="1")
    with site.app.app_context():
        assert drafts.every(w.id, w.person[LOGINS["representative"]]) == {}
        drafts.keep(w.id, w.person["林三"], "proposals/x/comment", [("body", "旧的")])
        w.time.wait(days=31)
        assert drafts.find(w.id, w.person["林三"], "proposals/x/comment") is None
        drafts.keep(w.id, w.person["林四"], "proposals/x/comment", [("body", "新的")])
        assert drafts.every(w.id, w.person["林三"]) == {}


def test_a_draft_stands_in_the_persons_file(site):
    w, client = site.world, site.client("resident")
    p = w.submitted("林二")
    post(client, f"/jiahe/proposals/{p}/comment", body="还没想好", stance="for", keep="1")
    assert (
        client.get("/jiahe/my-entry/file").json["drafts"][f"proposals/{p}/comment"]["fields"][
            "body"
        ]
        == "还没想好"
    )
