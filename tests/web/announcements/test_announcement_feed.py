"""The feed says what became of an announcement: under the same id, with a later time."""

from xml.etree import ElementTree

from tests.cycle.inform.announcing import BODY, announce, correct, withdraw

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(site):
    """The id's last part → (title, updated, content, links, published)."""
    feed = ElementTree.fromstring(site.client("visitor").get("/jiahe/feed").data)
    found = {}
    for e in feed.findall(f"{ATOM}entry"):
        said = {n: e.findtext(f"{ATOM}{n}") for n in ("title", "updated", "published", "content")}
        links = {x.get("rel"): x.get("href") for x in e.findall(f"{ATOM}link")}
        found[e.findtext(f"{ATOM}id").rpartition("/")[2]] = said | {"links": links}
    return found, feed.findtext(f"{ATOM}updated")


def test_corrected_and_withdrawn_are_told_under_their_own_id(site):
    w = site.world
    one, kept = announce(w), announce(w, title="照常")
    before, whole = entries(site)
    w.time.advance(hours=2)
    two = correct(w, one)
    now, later = entries(site)
    assert later > whole and list(now) == [two, one, kept], "what changed stands first again"
    assert now[one]["title"].startswith("已更正：公告 2026-G01")
    assert now[one]["updated"] == now[two]["published"] > now[one]["published"]
    assert now[one]["published"] == before[one]["published"]
    assert now[one]["links"]["related"].endswith(f"/announcements/{two}")
    assert BODY not in now[one]["content"] and f"/announcements/{two}" in now[one]["content"]
    assert (
        now[two]["title"].startswith("更正：公告 2026-G03") and "related" not in now[two]["links"]
    )
    assert now[kept] == before[kept]
    w.time.advance(hours=2)
    withdraw(w, two)
    last, _ = entries(site)
    assert last[two]["title"].startswith("已撤回：") and last[two]["content"] == "清洗取消。"
    assert last[two]["updated"] > now[two]["updated"]


def test_one_corrected_when_it_was_over_is_told_with_the_time_of_its_correction(site):
    w = site.world
    one = announce(w, ends_on=(w.time.at.date()).isoformat())
    w.time.advance(days=3)
    w.tick()
    assert one not in entries(site)[0], "it is only over"
    two = correct(w, one)
    found, _ = entries(site)
    assert found[one]["updated"] == found[two]["published"]


def test_nothing_of_one_for_some_reaches_the_feed_whatever_becomes_of_it(site):
    w = site.world
    one = announce(w, readers="role", role="representative")
    withdraw(w, correct(w, one))
    assert entries(site)[0] == {}
