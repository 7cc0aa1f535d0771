"""Whoever wrote, co-signed, spoke on or follows a proposal is told of every change; nobody is told
of what they did themselves.
"""

from sqlalchemy import select

from deliberation.charter.facts import KINDS
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts import thread
from deliberation.notices import reader, table
from deliberation.readings.proposals import lists as proposals
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.private import following, messages
from deliberation.record.private.tables import message
from deliberation.web.words.base import FACT
from tests.desk.test_desk import token
from tests.site import LOGINS


def told(w, who=None, kind=None):
    """(kind, name) of every message after catching up."""
    reader.follow(w.id, w.engines)
    names = {v: k for k, v in w.person.items()}
    with w.engines.read_connection() as conn:
        rows = conn.execute(
            select(message.c.kind, message.c.person_id).where(message.c.community_id == w.id)
        ).all()
    return sorted(
        (r.kind, names[r.person_id])
        for r in rows
        if (who is None or names[r.person_id] == who) and (kind is None or r.kind == kind)
    )


def test_author_cosigner_commenter_and_follower_are_told_of_every_change(small_world):
    w = small_world
    p = w.submitted("林一")
    w.cosign(p, "林二")
    w.act("林三", thread.Comment(act_id=new_id(), subject_id=p, body="说一句。"))
    following.start(w.id, w.person["林四"], p)
    following.start(w.id, w.person["林四"], p)
    reader.follow(w.id, w.engines)
    w.act(
        "林一", propose.Revise(act_id=new_id(), subject_id=p, title="改过的", body="改过的正文。")
    )
    assert told(w, kind="proposal_revised") == [
        ("proposal_revised", n) for n in ("林三", "林二", "林四")
    ]
    following.stop(w.id, w.person["林四"], p)
    w.act(
        "林一",
        propose.Revise(act_id=new_id(), subject_id=p, title="又改过", body="又改过的正文。"),
    )
    assert [who for _, who in told(w, kind="proposal_revised")].count("林四") == 1


def test_of_many_who_come_at_once_one_tells_for_all(small_world, monkeypatch):
    """Whoever comes while it is done goes on at once, and what they did is told all the same."""
    w = small_world
    p = w.submitted("林一")
    told(w)
    since, came = reader._since, []
    new = propose.Revise(act_id=new_id(), subject_id=p, title="改过的", body="改过的正文。")

    def meanwhile(*about):
        found = since(*about)
        if not came:
            w.act("林一", new)
            came.append(reader.follow(w.id, w.engines))
        return found

    monkeypatch.setattr(reader, "_since", meanwhile)
    w.act("林二", thread.Comment(act_id=new_id(), subject_id=p, body="说一句。"))
    assert reader.follow(w.id, w.engines) == 2 and came == [0]
    assert messages.mark(w.id, w.engines) == w.rows(tables.log_head)[0].size
    monkeypatch.undo()
    assert {("commented", "林一"), ("proposal_revised", "林二")} <= set(told(w))
    assert not reader._under_way


def test_what_breaks_leaves_the_way_open(small_world, monkeypatch):
    w = small_world
    w.submitted("林一")
    with monkeypatch.context() as broken:
        broken.setattr(reader, "_since", None)
        assert reader.follow(w.id, w.engines) == 0
    assert not reader._under_way
    thread_of = w.submitted("林二")
    w.act("林三", thread.Comment(act_id=new_id(), subject_id=thread_of, body="好。"))
    assert ("commented", "林二") in told(w)


def test_a_lively_discussion_is_one_line_until_it_is_read(small_world):
    w = small_world
    p = w.submitted("林一")
    for who in ("林二", "林三", "林二"):
        w.act(who, thread.Comment(act_id=new_id(), subject_id=p, body="说一句。"))
    assert told(w, kind="commented") == [("commented", "林一")]
    messages.read_all(w.id, w.person["林一"])
    w.act("林二", thread.Comment(act_id=new_id(), subject_id=p, body="再说一句。"))
    assert told(w, kind="commented") == [("commented", "林一")] * 2


def test_whoever_is_replied_to_is_told(small_world):
    w = small_world
    p = w.submitted("林一")
    w.act("林二", thread.Comment(act_id=new_id(), subject_id=p, body="说一句。"))
    [first] = w.rows(tables.comment)
    w.act(
        "林三",
        thread.Comment(act_id=new_id(), subject_id=p, body="同意您。", parent_id=first.comment_id),
    )
    assert ("commented", "林二") in told(w)


def test_every_fact_somebody_is_told_of_exists_and_has_words():
    assert set(table.KINDS) <= {kind for kind, _ in KINDS} and set(table.KINDS) <= set(FACT)
    assert set(table.KINDS) >= table.ONE_UNREAD


def test_following_from_the_page_and_back(site):
    w, client = site.world, site.client("resident")
    p = w.submitted("林二")
    url = f"/jiahe/proposals/{p}"
    assert "关注：有进展告诉我" in client.get(url).data.decode()
    assert (
        client.post(
            url + "/follow", data={"on": "1", "csrf_token": token(client.get(url))}
        ).status_code
        == 303
    )
    page = client.get(url).data.decode()
    assert "取消关注" in page
    with w.engines.read_connection() as conn:
        assert p in [
            c.proposal_id for c in proposals.supported(conn, w.id, w.person[LOGINS["resident"]])
        ]
    assert (
        client.post(
            url + "/follow", data={"on": "0", "csrf_token": token(client.get(url))}
        ).status_code
        == 303
    )
    assert "关注：有进展告诉我" in client.get(url).data.decode()
    assert client.post(url + "/follow", data={"on": "1"}).status_code in (400, 403)
    assert site.client("visitor").post(url + "/follow", data={"on": "1"}).status_code in (
        303,
        400,
        403,
    )
