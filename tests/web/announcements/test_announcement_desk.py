"""Where an office that announces begins: its own announcements, what is still to be answered, its
drafts; and what a draft says of the files that were chosen for it.
"""

import io

import pytest

from deliberation.record import tables
from tests.cycle.inform.announcing import announce, answer, ask, correct
from tests.record.media.test_files import photo
from tests.site import LOGINS, act_id, token

OURS, NEW = "/jiahe/announcements/ours", "/jiahe/announcements/new"
WRITE = {"clerk": "clerk", "committee": "committee_member", "supervisor": "supervisor"}
WRITE |= {"lead": "lead_organisation"}


def post(client, url, photos=(), **more):
    page = client.get(url)
    data = {"csrf_token": token(page), "act_id": act_id(page), "readers": "everybody", **more}
    data |= {"files-1": (io.BytesIO(photo()), "水表.jpg"), "files-1-alt": "水表"} if photos else {}
    return client.post(url, data=data, content_type="multipart/form-data")


def test_each_writing_office_finds_it_from_its_desk_and_nobody_else(site):
    for role in LOGINS:
        client = site.client(role)
        desk = client.get("/jiahe/waiting").text
        assert (OURS in desk) == (role in WRITE), role
        assert client.get(OURS).status_code == (200 if role in WRITE else 403), role
    assert OURS in site.client("clerk").get("/jiahe/desk/today").text
    assert OURS in site.client("supervisor").get("/jiahe/supervision").text
    assert site.client("visitor").get(OURS).status_code == 303
    assert NEW in site.client("clerk").get(OURS).text


def test_it_lists_its_own_with_readers_and_what_is_to_be_answered(site):
    w = site.world
    one, other = announce(w), announce(w, "监事甲", title="监事会的")
    for who in ("林一", "林二"):
        q = ask(w, one, who)
    answer(w, one, q)
    ask(w, other)
    site.client("resident").get(f"/jiahe/announcements/{one}")
    w.time.wait(seconds=1)
    two = correct(w, one)
    text = site.client("clerk").get(OURS).text
    assert "监事会的" not in text
    later, earlier = text.index(f"announcements/{two}"), text.index(f"announcements/{one}")
    assert later < earlier < text.index("已有 1 人读过") < text.index("1 个问题待答复")
    assert text.count("待答复") == 1
    assert "监事会的" in site.client("supervisor").get(OURS).text


@pytest.mark.parametrize("listed", ["desk", "announcements"])
def test_drafts_are_listed_and_thrown_away_where_one_begins(site, listed):
    w, client = site.world, site.client("clerk")
    one = announce(w)
    there = {"desk": "/jiahe/waiting", "announcements": OURS}[listed]
    fix = f"/jiahe/announcements/{one}/correct-announcement"
    assert post(client, NEW, title="写到一半", body="明天", keep="1").status_code == 303
    assert post(client, fix, title="改到一半", body="后天", keep="1").status_code == 303
    text = client.get(there).text
    assert "写到一半" in text and "改到一半" in text and f'href="{fix}"' in text
    for other in ("supervisor", "resident"):
        assert "写到一半" not in site.client(other).get("/jiahe/waiting").text
    gone = client.post(
        fix, data={"csrf_token": token(client.get(there)), "keep": "0", "listed": listed}
    )
    assert (gone.status_code, gone.location) == (303, there)
    text = client.get(there).text
    assert "写到一半" in text and "改到一半" not in text
    w.time.wait(days=31)
    client = site.client("clerk")
    assert "写到一半" not in client.get(there).text


def test_a_draft_says_that_files_were_chosen_and_nothing_goes_out_without_them_in_silence(site):
    w, client = site.world, site.client("clerk")
    kept = post(client, NEW, photos=True, title="停水", body="明天。", keep="1")
    assert "选好的文件没有跟着保存" in client.get(kept.location).text
    page = client.get(NEW).text
    assert "原来选过文件" in page and "水表.jpg" in page
    again = post(client, NEW, title="停水", body="明天。", keep="1", chosen_files="水表.jpg")
    assert "水表.jpg" in client.get(again.location).text, "kept again without choosing"
    look = post(client, NEW, title="停水", body="明天。", chosen_files="水表.jpg")
    assert "水表.jpg" in look.text and "不带附件发布" in look.text
    assert not w.rows(tables.announcement)


def test_a_comment_kept_as_a_draft_says_so_too(site):
    """Files are forgotten by every form that is kept, not by this one."""
    w, client = site.world, site.client("resident")
    url = f"/jiahe/proposals/{w.submitted('林二')}/comment"
    post(client, url, photos=True, body="想说的话", stance="for", keep="1")
    page = client.get(url).text
    assert "原来选过文件" in page and "水表.jpg" in page
    post(client, url, body="想说的话", stance="for", keep="1")
    assert "水表.jpg" not in client.get(url).text
