"""What was reported waits for whoever may hide it, until it is hidden, or looked at and left; for
another reason it is looked at again.
"""

from deliberation.cycle.propose.acts import decency
from deliberation.readings.desk import supervision
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.cycle.propose.test_decency import hide, objected, say
from tests.desk.test_desk import press
from tests.notices.test_reader import told
from tests.traces import refused


def report(w, p, c, who="林三", reason="personal_attack"):
    said = {"act_id": new_id(), "subject_id": p, "comment_id": c}
    return w.act(who, decency.ReportComment(**said, reason=reason))


def keep(w, p, c, who="窗口", note=None):
    said = {"act_id": new_id(), "subject_id": p, "comment_id": c}
    return w.act(who, decency.KeepComment(**said, note=note))


def looking(w, p, c):
    """Whether somebody has to look at it, and who may not."""
    t = tables.obligation
    rows = w.rows(t, t.c.subject_id == p, t.c.act == "hide_comment", t.c.ref == c)
    return [r.not_by for r in rows if r.ended_at is None]


def test_what_was_reported_is_looked_at_and_left_and_for_another_reason_looked_at_again(world):
    w = world
    p = w.submitted()
    c = say(w, p)
    with refused(w, "nothing_to_answer"):
        keep(w, p, c)
    report(w, p, c)
    assert looking(w, p, c) == [w.person["林二"]]
    opened = w.rows(tables.obligation, tables.obligation.c.act == "hide_comment")[0].opened_by
    report(w, p, c, "林四")
    rows = w.rows(tables.obligation, tables.obligation.c.act == "hide_comment")
    assert [r.opened_by for r in rows] == [opened], "what waits already is not asked for again"
    for who in ("林三", "林二", "监事甲"):
        with refused(w, "wrong_role"):
            keep(w, p, c, who)
    keep(w, p, c, note="只是说得急。")
    assert looking(w, p, c) == []
    [row] = w.rows(tables.moderation)
    assert (row.state, row.reason, row.note) == ("kept", "personal_attack", "只是说得急。")
    assert told(w, kind="comment_kept") == [("comment_kept", n) for n in ("林三", "林二", "林四")]
    with refused(w, "nothing_to_answer"):
        keep(w, p, c)
    with refused(w, "already_in"):
        report(w, p, c, "林三", "spam")
    with refused(w, "already_kept"):
        report(w, p, c, "林五")
    report(w, p, c, "林五", "spam")
    assert looking(w, p, c) == [w.person["林二"]]
    hide(w, p, c, "委员甲", "spam")
    assert looking(w, p, c) == []
    assert [m.state for m in w.rows(tables.moderation)] == ["hidden"]
    hidden = {("comment_hidden", n) for n in ("林二", "林三", "林四", "林五")}
    assert set(told(w, kind="comment_hidden")) == hidden
    with refused(w, "nothing_to_answer"):
        keep(w, p, c)
    verify(w.engines)


def test_what_nobody_looked_at_waits_on_when_it_is_late_and_never_for_its_writer(small_world):
    w = small_world
    p = w.submitted()
    c = say(w, p, who="委员甲", body="委员的话")
    report(w, p, c)
    with refused(w, "own_interest"):
        keep(w, p, c, "委员甲")
    w.time.advance(days=9)
    w.tick()
    assert looking(w, p, c) == [w.person["委员甲"]]
    with w.engines.read_connection() as s:
        late, _ = supervision.section(s, w.id, w.time.at, "late")
    assert [(x.act, x.proposal_id) for x in late] == [("hide_comment", p)]
    keep(w, p, c)
    verify(w.engines)


def test_what_was_shown_again_is_not_reported_any_more(small_world):
    w = small_world
    p, c = objected(w, "spam")
    w.act(
        "监事甲",
        decency.DecideHiding(
            act_id=new_id(), subject_id=p, comment_id=c, outcome="shown", reasons="不是广告"
        ),
    )
    with refused(w, "already_decided"):
        report(w, p, c, "林四")
    assert not looking(w, p, c)


def test_one_page_offers_to_hide_what_was_reported_or_to_leave_it(site):
    w, clerk = site.world, site.client("clerk")
    p = w.submitted()
    c = say(w, p, who="林十二", body="说得急了一点")
    there = f"/jiahe/proposals/{p}"
    hide_page, keep_page = f"{there}/hide-comment/{c}", f"{there}/keep-comment/{c}"
    assert keep_page not in clerk.get(hide_page).text, "nobody reported it"
    report(w, p, c, "林三")
    desk = clerk.get("/jiahe/desk/today").text
    assert hide_page in desk and "看一条被举报的发言" in desk
    assert hide_page in clerk.get("/jiahe/moderation").text
    assert "看一条被举报的发言" in site.client("supervisor").get("/jiahe/supervision").text
    assert keep_page in clerk.get(hide_page).text and hide_page in clerk.get(keep_page).text
    assert site.client("resident").get(keep_page).status_code == 403
    assert press(clerk, keep_page, note="请慢慢说").status_code == 303
    assert hide_page not in clerk.get("/jiahe/desk/today").text
    log = site.client("visitor").get("/jiahe/moderation").text
    assert "看过，没有隐藏" in log and "请慢慢说" in log and "说得急了一点" not in log
    assert "说得急了一点" in site.client("visitor").get(there).text
    other = say(w, p, who="林十二", body="又说了一句")
    report(w, p, c, "林四", "spam")
    report(w, p, other, "林四", "spam")
    assert 'href="/jiahe/moderation"' in clerk.get("/jiahe/desk/today").text, "two, in one list"
