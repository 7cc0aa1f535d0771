"""The search finds announcements by their words, for those they are for and nobody else."""

import pytest

from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts.people import Erase
from tests.cycle.inform.announcing import announce, correct, withdraw
from tests.site import LOGINS

PLACES = ("/jiahe/proposals?q=", "/jiahe/announcements?q=")


@pytest.mark.parametrize("place", PLACES)
def test_each_is_found_by_whom_it_is_for(site, place):
    w = site.world
    announce(w, title="清洗水箱（大家）")
    announce(w, title="清洗水箱（代表）", readers="role", role="representative")
    announce(w, title="清洗水箱（一栋）", readers="group", group_id=w.group("1栋"))
    announce(w, title="清洗水箱（嘉禾苑）", readers="group", group_id=w.group("嘉禾苑"))
    announce(w, title="别的事", body="电梯年检。")
    homes = {d.dwelling_id: d.building for d in w.rows(tables.dwelling)}
    lives = {p.person_id: homes.get(p.dwelling_id) for p in w.rows(tables.person)}
    for role in ("visitor", *LOGINS):
        text = site.client(role).get(f"{place}清洗水箱").text
        home = lives[w.person[LOGINS[role]]] if role != "visitor" else None
        assert "清洗水箱（大家）" in text and "别的事" not in text, role
        assert ("清洗水箱（代表）" in text) == (role == "representative"), role
        assert ("清洗水箱（一栋）" in text) == (home == "1栋"), role
        assert ("清洗水箱（嘉禾苑）" in text) == (home is not None), role


def test_what_became_of_it_and_single_letters_and_nothing(site):
    w, visitor = site.world, site.client("visitor")
    one = announce(w, title="燃气软管", body="周三更换。")
    two = correct(w, one, title="燃气软管", body="周四更换。")
    withdraw(w, two)
    text = visitor.get("/jiahe/announcements?q=软管").text
    assert text.count("燃气软管") == 2 and "已更正" in text and "已撤回" in text
    assert "燃气软管" in visitor.get("/jiahe/announcements?q=软").text
    assert visitor.get("/jiahe/announcements?q=周三").text.count("燃气软管") == 1
    assert "没有找到" in visitor.get("/jiahe/announcements?q=水箱").text
    assert "没有找到" in visitor.get("/jiahe/announcements?q=%21%21").text
    assert "含有这些字的公告" not in visitor.get("/jiahe/proposals").text


def test_many_are_paged_and_the_first_stand_beside_the_proposals(site):
    w, visitor = site.world, site.client("visitor")
    w.submitted(title="水箱谁来管")
    for n in range(32):
        w.time.wait(seconds=1)
        announce(w, title=f"水箱第{n:02d}次")
    text = visitor.get("/jiahe/proposals?q=水箱").text
    assert "水箱谁来管" in text and text.count("水箱第") == 5 and "找到的全部公告" in text
    first = visitor.get("/jiahe/announcements?q=水箱").text
    assert "水箱第31次" in first and "水箱第01次" not in first
    url = first.split('rel="next"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert "水箱第01次" in visitor.get(url).text


def test_an_erased_one_is_found_no_more_and_the_record_proves_the_index(world):
    w = world
    one = announce(w)
    t = tables.search_piece
    assert "水箱" in {r.piece for r in w.rows(t, t.c.subject_id == one)}
    verify(w.engines)
    [fact] = [f for f in w.rows(tables.fact) if f.kind == "announced"]
    w.act("窗口", Erase(act_id=new_id(), fact_id=fact.fact_id, part="text", ground="request"))
    assert not w.rows(t, t.c.subject_id == one)
    verify(w.engines)
