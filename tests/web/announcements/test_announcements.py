"""Pages of announcements: written, looked at and published; brought to whom it is for; counted
without names; listed, printed, in the feed and in the record.
"""

import re
import sqlite3
from xml.etree import ElementTree

import pytest
from sqlalchemy.exc import OperationalError

from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.private import read_by
from deliberation.record.private.tables import announcement_reading
from deliberation.roster.acts import people
from tests.cycle.inform.announcing import (
    BODY,
    TITLE,
    announce,
    answer,
    ask,
    correct,
    hide,
    row,
    withdraw,
)
from tests.notices.test_reader import told
from tests.site import LOGINS, act_id, token
from tests.traces import row_counts

NEW = "/jiahe/announcements/new"


def typed(page, **more):
    """What a clerk sends from the page they see."""
    return {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "title": TITLE,
        "body": BODY,
        "readers": "everybody",
        **more,
    }


def seen(page) -> str:
    return re.search(r'name="seen" value="(\w+)"', page.data.decode())[1]


def test_written_looked_at_and_published(site):
    w, client = site.world, site.client("clerk")
    page = client.get(NEW)
    assert "千万不要写在这里" in page.data.decode()
    assert 'value="2026-04-01"' in page.data.decode(), "30 days from today"
    before = row_counts(w)
    look = client.post(NEW, data=typed(page))
    assert look.status_code == 200 and "发布后是这样的" in look.data.decode()
    assert row_counts(w) == before, "looking writes nothing"
    changed = typed(look, confirmed="1", seen=seen(look), title="改了标题")
    again = client.post(NEW, data=changed)
    assert again.status_code == 200 and row_counts(w) == before, "what nobody looked at stays here"
    sent = typed(again, confirmed="1", seen=seen(again), title="改了标题")
    done = client.post(NEW, data=sent)
    assert done.status_code == 303
    assert client.post(NEW, data=sent).location == done.location, "a second tap"
    [one] = w.rows(tables.announcement)
    assert (one.title, one.office, one.ends_at) == ("改了标题", "clerk", None)
    assert "改了标题" in client.get(done.location).data.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "title"),
        ({"readers": "group", "group_id": ""}, "group_id"),
        ({"readers": "role", "role": ""}, "role"),
        ({"ends_on": "2026-02-30"}, "ends_on"),
        ({"body": "请打 13800138000 报名"}, "body"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_loses_nothing(site, wrong, said):
    client = site.client("clerk")
    before = row_counts(site.world)
    page = client.post(NEW, data=typed(client.get(NEW), pinned="y", **wrong))
    text = page.data.decode()
    assert page.status_code == 422 and f'id="{said}-error"' in text
    kept = {"title": TITLE, "body": BODY, **wrong}
    assert kept["title"] in text and kept["body"] in text
    assert re.search(r'<input[^>]* checked[^>]*name="pinned"', text)
    assert row_counts(site.world) == before
    if "body" in wrong:
        data = typed(page, publish_anyway="y", **wrong)
        assert client.post(NEW, data=data).status_code == 200


def test_a_day_that_is_over_is_refused_when_it_is_sent(site):
    client = site.client("clerk")
    look = client.post(NEW, data=typed(client.get(NEW), ends_on="2026-03-01"))
    sent = typed(look, confirmed="1", seen=seen(look), ends_on="2026-03-01")
    page = client.post(NEW, data=sent)
    assert page.status_code == 422 and "这个日期已经过去" in page.data.decode()
    assert BODY in page.data.decode()


def test_each_office_has_its_own_buttons_and_others_none(site):
    w = site.world
    one = announce(w, "监事甲")
    q = ask(w, one)
    there = f"/jiahe/announcements/{one}"
    for role in ("visitor", *LOGINS):
        text = site.client(role).get(there).data.decode()
        mine = role == "supervisor"
        assert ("correct-announcement" in text) == mine, role
        assert ("withdraw-announcement" in text) == mine, role
        assert (f"answer-about/{q}" in text) == mine, role
        assert (f"hide-about/{q}" in text) == mine, role
        assert (f"{there}/ask-about" in text) == (role != "visitor"), role
        listed = site.client(role).get("/jiahe/announcements").data.decode()
        writes = role in ("clerk", "committee", "supervisor", "lead")
        assert ("/announcements/new" in listed) == writes, role
        status = site.client(role).get(NEW).status_code
        assert status == (200 if writes else 303 if role == "visitor" else 403), role
        status = site.client(role).get(f"{there}/withdraw-announcement").status_code
        assert status == (303 if role == "visitor" else 200 if mine else 403), role
    assert site.client("clerk").get("/jiahe/announcements/" + "0" * 26).status_code == 404


def test_asked_and_answered_on_pages(site):
    w = site.world
    one = announce(w)
    there = f"/jiahe/announcements/{one}"
    client = site.client("resident")
    page = client.get(f"{there}/ask-about")
    sent = {"csrf_token": token(page), "act_id": act_id(page), "body": ""}
    assert client.post(f"{there}/ask-about", data=sent).status_code == 422
    done = client.post(f"{there}/ask-about", data={**sent, "body": "几点来水？"})
    assert done.status_code == 303
    assert "几点来水？" in site.client("visitor").get(there).data.decode()
    [q] = w.rows(tables.announcement_question)
    desk = site.client("clerk")
    waits = desk.get("/jiahe/waiting").data.decode()
    assert f"{there}/answer-about/{q.question_id}" in waits and TITLE in waits
    page = desk.get(f"{there}/answer-about/{q.question_id}")
    sent = {"csrf_token": token(page), "act_id": act_id(page), "body": "下午五点。"}
    assert desk.post(f"{there}/answer-about/{q.question_id}", data=sent).status_code == 303
    assert "下午五点。" in client.get(there).data.decode()
    assert "answer-about" not in desk.get("/jiahe/waiting").data.decode()
    assert desk.get(f"{there}/answer-about/{new_id()}").status_code == 404


def test_late_hidden_corrected_and_withdrawn_say_so(site):
    w = site.world
    one = announce(w)
    q, bad = ask(w, one), ask(w, one, body="某某是骗子")
    hide(w, one, bad)
    w.time.advance(days=9)
    w.tick()
    there, visitor = f"/jiahe/announcements/{one}", site.client("visitor")
    text = visitor.get(there).data.decode()
    assert "逾期未答" in text and "骗子" not in text and "监事隐藏了一个问题" in text
    late = site.client("supervisor").get("/jiahe/supervision/late").data.decode()
    assert there in late and "答复提问" in late
    answer(w, one, q)
    assert "逾期后才答复" in visitor.get(there).data.decode()
    two = correct(w, one)
    old, new = visitor.get(there).data.decode(), visitor.get(f"/jiahe/announcements/{two}")
    assert f"/jiahe/announcements/{two}" in old and f'<del class="pre">{BODY}</del>' in old
    assert there in new.data.decode() and f'<del class="pre">{BODY}</del>' in new.data.decode()
    withdraw(w, two)
    text = visitor.get(f"/jiahe/announcements/{two}").data.decode()
    assert text.index("清洗取消。") < text.index("<details") < text.index("改到周日停水。")


def test_withdrawing_is_shown_once_more(site):
    w = site.world
    url = f"/jiahe/announcements/{announce(w)}/withdraw-announcement"
    client = site.client("clerk")
    page = client.get(url)
    sent = {"csrf_token": token(page), "act_id": act_id(page), "reasons": "清洗取消。"}
    look = client.post(url, data={**sent})
    assert look.status_code == 200 and "确定撤回" in look.data.decode()
    back = client.post(url, data={**sent, "choose_again": "1"})
    assert "清洗取消。" in back.data.decode() and "确定撤回" not in back.data.decode()
    assert w.rows(tables.announcement)[0].stage == "shown"
    sent |= {"confirmed": "1", "seen": seen(look)}
    assert client.post(url, data=sent).status_code == 303
    assert w.rows(tables.announcement)[0].stage == "withdrawn"


def test_home_and_inbox_bring_it_to_those_it_is_for_and_anybody_may_read_it(site):
    w = site.world
    building = w.group("1栋")
    titles = {
        "给大家": announce(w, title="给大家"),
        "给代表": announce(w, title="给代表", readers="role", role="representative"),
        "给一栋": announce(w, title="给一栋", readers="group", group_id=building),
    }
    homes = {role: site.client(role).get("/jiahe/").data.decode() for role in ("visitor", *LOGINS)}
    for role, text in homes.items():
        assert "给大家" in text
        assert ("给代表" in text) == (role == "representative"), role
    lives = {n for n, p in w.person.items() if _building(w, p) == "1栋"}
    for role, name in LOGINS.items():
        assert ("给一栋" in homes[role]) == (name in lives), role
    for title, one in titles.items():
        assert title in site.client("visitor").get(f"/jiahe/announcements/{one}").data.decode()
    inboxes = told(w, kind="announced")
    adults = set(w.person) - {"丁小", "租客远"}
    assert len(inboxes) == len(adults) - 1 + 5 + len(lives & adults - {"窗口"})
    assert ("announced", "窗口") not in inboxes


def _building(w, person: str) -> str:
    homes = {d.dwelling_id: d.building for d in w.rows(tables.dwelling)}
    return next(homes[p.dwelling_id] for p in w.rows(tables.person) if p.person_id == person)


def test_who_is_told_of_one_for_a_group(world):
    w = world
    estate = w.group("嘉禾苑")
    announce(w, readers="group", group_id=estate)
    assert len(told(w, kind="announced")) == len(set(w.person) - {"丁小", "租客远", "窗口"})
    lives = {n for n, p in w.person.items() if _building(w, p) == "2栋"}
    announce(w, readers="group", group_id=w.group("2栋"))
    twice = [n for _, n in told(w, kind="announced")]
    assert {n for n in twice if twice.count(n) == 2} == lives - {"丁小", "租客远", "窗口"}


def test_who_is_told_what(world):
    w = world
    one = announce(w, "监事甲", readers="role", role="councillor")
    assert told(w) == [("announced", "理事乙"), ("announced", "理事甲")]
    q = ask(w, one, "林一")
    assert told(w, kind="asked_about") == [
        ("asked_about", n) for n in ("监事丙", "监事乙", "监事甲")
    ]
    answer(w, one, q, "监事乙")
    assert told(w, "林一") == [("answered_about", "林一")]
    ask(w, one, "林二")
    w.time.advance(days=9)
    w.tick()
    assert ("unanswered_about", "林二") in told(w)
    correct(w, one, "监事甲")
    withdraw(w, one, "监事甲")
    for kind in ("announcement_corrected", "announcement_withdrawn"):
        assert told(w, kind=kind) == [(kind, n) for n in ("林一", "林二", "理事乙", "理事甲")]
    # Of a correction nobody hears twice.
    assert told(w, kind="announced") == [("announced", "理事乙"), ("announced", "理事甲")]


def test_the_inbox_leads_there(site):
    w = site.world
    one = announce(w)
    answer(w, one, ask(w, one, LOGINS["resident"]))
    told(w)
    text = site.client("resident").get("/jiahe/inbox").data.decode()
    assert f'href="/jiahe/announcements/{one}"' in text and TITLE in text
    assert f'href="/jiahe/announcements/{one}#questions"' in text


def test_readers_are_counted_once_and_no_id_stands_anywhere(site):
    w = site.world
    one, two = announce(w), announce(w)
    there = f"/jiahe/announcements/{one}"
    for role in ("resident", "clerk", "author"):
        site.client(role)
    facts = row_counts(w)["fact"]
    for role in ("visitor", "resident", "resident", "clerk", "author"):
        text = site.client(role).get(there).data.decode()
    assert "已有 3 人读过" in text
    w.time.wait(minutes=1)  # for so long strangers share one copy
    assert "已有 3 人读过" in site.client("visitor").get(there).data.decode()
    site.client("resident").get(f"/jiahe/announcements/{two}")
    assert row_counts(w)["fact"] == facts, "nothing civic"
    marks = w.rows(announcement_reading)
    assert len(marks) == 4 and len({m.reader for m in marks}) == 4, "nobody is followed"
    assert not {str(x) for m in marks for x in m} & set(w.person.values())


def test_reading_goes_on_where_it_cannot_be_counted(site, monkeypatch):
    there, client = f"/jiahe/announcements/{announce(site.world)}", site.client("resident")
    busy = sqlite3.OperationalError("database is locked")
    busy.sqlite_errorname = "SQLITE_BUSY"

    def locked(*_args):
        raise OperationalError("INSERT", {}, busy)

    monkeypatch.setattr(read_by, "opened", locked)
    page = client.get(there)
    assert page.status_code == 200 and "已有 0 人读过" in page.data.decode()


def test_the_list_pages_pinned_first_and_then_the_newest(site):
    w = site.world
    ids = []
    for n in range(1, 66):
        w.time.wait(seconds=1)
        ids.append(announce(w, title=f"第{n}份", pinned=n in (3, 40)))
    order = [40, 3, *(n for n in range(65, 0, -1) if n not in (40, 3))]
    client, url, found = site.client("visitor"), "/jiahe/announcements", []
    while url:
        text = client.get(url).data.decode()
        found += re.findall(r"第(\d+)份", text)
        more = re.search(r'rel="next"\s+href="([^"]+)"', text)
        url = more and more[1].replace("&amp;", "&")
    assert [int(n) for n in found] == order
    home = re.findall(r"第(\d+)份", client.get("/jiahe/").data.decode())
    assert [int(n) for n in home] == order[:3]
    withdraw(w, ids[0])
    earlier = client.get("/jiahe/announcements?earlier=1").data.decode()
    assert "第1份" in earlier and "第2份" not in earlier


def test_nothing_there_is_said(site):
    client = site.client("visitor")
    for url in ("/jiahe/", "/jiahe/announcements"):
        assert "目前没有公告" in client.get(url).data.decode()
    assert "还没有到期或撤回的公告" in client.get("/jiahe/announcements?earlier=1").data.decode()


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_has_what_is_for_everybody_and_what_became_public(site):
    w = site.world
    one = announce(w, title="停水 & 停电 <三天>")
    announce(w, title="只给代表", readers="role", role="representative")
    w.draft(title="还是草稿")
    w.time.advance(hours=1)
    p = w.submitted(title="公开的提议")
    page = site.client("visitor").get("/jiahe/feed")
    assert page.status_code == 200 and page.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(page.data)
    entries = feed.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}title") for e in entries] == [
        "提议 2026-001：公开的提议",
        "公告 2026-G01：停水 & 停电 <三天>",
    ]
    assert entries[0].findtext(f"{ATOM}id").endswith(f"/jiahe/proposals/{p}")
    assert entries[1].find(f"{ATOM}link").get("href").endswith(f"/jiahe/announcements/{one}")
    assert entries[1].findtext(f"{ATOM}content") == BODY


def test_the_feed_and_each_entry_have_what_atom_asks_for(site):
    announce(site.world)
    feed = ElementTree.fromstring(site.client("visitor").get("/jiahe/feed").data)
    for of in (feed, *feed.findall(f"{ATOM}entry")):
        for what in ("id", "title", "updated"):
            assert of.findtext(f"{ATOM}{what}"), (of.tag, what)
    assert "application/atom+xml" in site.client("visitor").get("/jiahe/").data.decode()


def test_its_address_by_number_and_its_poster(site):
    w = site.world
    one = announce(w, body="停水。" * 900)
    client = site.client("visitor")
    assert client.get("/jiahe/n/2026-G01").location == f"/jiahe/announcements/{one}"
    assert client.get("/jiahe/n/2026-G02").status_code == 404
    poster = client.get(f"/jiahe/announcements/{one}/print").data.decode()
    assert "/jiahe/n/2026-G1" in poster and ">1/3<" in poster and "<svg" in poster
    withdraw(w, one)
    assert "清洗取消。" in client.get(f"/jiahe/announcements/{one}/print").data.decode()


def test_the_record_tells_it_in_words_and_an_erasure_takes_the_words(site):
    w = site.world
    one = announce(w)
    ask(w, one)
    visitor = site.client("visitor")
    assert "发布了公告" in visitor.get("/jiahe/record").data.decode()
    [fact] = [f for f in w.rows(tables.fact) if f.kind == "announced"]
    text = visitor.get(f"/jiahe/record/{fact.position}").data.decode()
    assert TITLE in text and "社区服务窗口" in text and f"/jiahe/announcements/{one}" in text
    for fact in [f for f in w.rows(tables.fact) if f.kind in ("announced", "asked_about")]:
        said = {"fact_id": fact.fact_id, "part": "text", "ground": "request"}
        w.act("窗口", people.Erase(act_id=new_id(), **said))
    assert row(w, one).title is None
    for url in (f"/jiahe/announcements/{one}", "/jiahe/", "/jiahe/announcements", "/jiahe/feed"):
        text = visitor.get(url).data.decode()
        assert TITLE not in text and "几点来水" not in text and "已删除" in text, url
    verify(w.engines)
