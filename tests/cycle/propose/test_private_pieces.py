"""Before a phone, identity or room number is published the form asks once; nothing typed is lost,
and a draft may hold what it likes.
"""

import io

import pytest

from deliberation.desk.forms.entries import CommentFor, ObjectFor, ProposalFor, RateFor
from deliberation.record import tables
from deliberation.web.forms.private_pieces import WarnsOfPrivatePieces
from tests.desk.test_desk import press
from tests.site import act_id, token
from tests.traces import row_counts

PHONE = "请打 138 1234 5678 找我"


def send(client, url, **fields):
    page = client.get(url)
    return client.post(url, data={"csrf_token": token(page), "act_id": act_id(page), **fields})


def test_a_comment_with_a_phone_number_is_asked_about_once(site):
    w, client = site.world, site.client("resident")
    p = w.submitted()
    url = f"/jiahe/proposals/{p}/comment"
    assert "publish_anyway" not in client.get(url).data.decode()
    before = row_counts(w)
    asked = send(client, url, stance="for", body=PHONE)
    html = asked.data.decode()
    assert (
        asked.status_code == 422
        and PHONE in html
        and "好像有电话" in html
        and 'name="publish_anyway"' in html
        and "138 1234 5678。" in html
    )
    assert row_counts(w) == before
    assert send(client, url, stance="for", body="没有号码").status_code == 303
    assert send(client, url, stance="for", body=PHONE, publish_anyway="y").status_code == 303
    assert {c.body for c in w.rows(tables.comment)} == {"没有号码", PHONE}


def test_files_that_must_be_chosen_again_are_said_so(site):
    w, client = site.world, site.client("resident")
    url = f"/jiahe/proposals/{w.submitted()}/comment"
    page = client.get(url)
    answer = client.post(
        url,
        data={
            "csrf_token": token(page),
            "act_id": act_id(page),
            "stance": "for",
            "body": PHONE,
            "files-1": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "a.pdf"),
            "files-1-alt": "一份说明",
        },
        content_type="multipart/form-data",
    )
    html = answer.data.decode()
    assert (
        answer.status_code == 422 and "请重新选择" in html and "一份说明" in html and PHONE in html
    )


def test_a_draft_may_hold_it_and_submitting_asks(site):
    w, client = site.world, site.client("resident")
    text = {"title": "楼道灯坏了", "body": "我住 3 栋 2 单元 501。"}
    asked = send(client, "/jiahe/proposals/new", **text, then="submit")
    html = asked.data.decode()
    assert (
        asked.status_code == 422
        and "3 栋 2 单元 501" in html
        and 'name="publish_anyway"' in html
        and not w.rows(tables.proposal)
    )
    saved = send(client, "/jiahe/proposals/new", **text, then="save")
    assert saved.status_code == 303
    address = saved.location
    assert (
        send(
            client, f"{address}/revise", **text | {"title": "楼道的灯坏了"}, version_no="0"
        ).status_code
        == 303
    )
    asked = press(client, f"{address}/submit")
    assert asked.status_code == 422 and "3 栋 2 单元 501" in asked.data.decode()
    assert w.rows(tables.proposal)[0].stage == "draft"
    assert press(client, f"{address}/submit", publish_anyway="y").status_code == 303
    assert w.rows(tables.proposal)[0].stage == "gather"
    changed = send(
        client,
        f"{address}/revise",
        title="楼道的灯坏了",
        body="请加一盏灯",
        note="电话 13812345678",
        version_no=str(w.rows(tables.proposal)[0].version_no),
    )
    assert changed.status_code == 422 and "13812345678。" in changed.data.decode()


@pytest.mark.parametrize("form", (CommentFor, ObjectFor, ProposalFor, RateFor))
def test_the_forms_of_the_desk_ask_too(form):
    assert issubclass(form, WarnsOfPrivatePieces)


def test_the_clerk_is_asked_before_a_dictated_comment_is_published(site):
    w, clerk = site.world, site.client("clerk")
    p = w.submitted()
    url = f"/jiahe/desk/for/{w.person['林三']}/comment/{p}"
    asked = send(clerk, url, stance="for", body=PHONE, how="present", slip="7")
    assert (
        asked.status_code == 422
        and "138 1234 5678。" in asked.data.decode()
        and not w.rows(tables.comment)
    )
    assert (
        send(
            clerk, url, stance="for", body=PHONE, how="present", slip="7", publish_anyway="y"
        ).status_code
        == 303
    )
    assert len(w.rows(tables.comment)) == 1
