"""A notice with a wrong date or text is withdrawn with its reason and starts again: whole days, new
proof, both in the timeline and on the certificate.
"""

from datetime import timedelta

import pytest

from deliberation.charter.calendar import Calendar
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.inform.acts.notice import RestartNotice
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.write import casefile
from deliberation.record.write.answers.vote.checks import certificate_checks
from deliberation.record.write.communities import community
from tests.site import act_id, token
from tests.traces import refused


def restart(w, p, who="窗口", fault="date", reasons="开票日期写成了 4 月 31 日。"):
    return w.act(who, RestartNotice(act_id=new_id(), subject_id=p, fault=fault, reasons=reasons))


def prove(w, p):
    w.act(
        "窗口",
        inform.PostProof(
            act_id=new_id(),
            subject_id=p,
            purpose="notice",
            posted_on=w.today(),
            place="东门公告栏",
        ),
    )


def test_the_days_begin_again_with_the_new_posting_and_the_old_one_stays_visible(world):
    w = world
    p = w.posted()
    first = w.row(p)
    w.time.advance(days=3)
    restart(w, p)
    again = w.row(p)
    assert (again.stage, again.round_no, again.notice_proved) == (
        "notice",
        first.round_no + 1,
        False,
    )
    assert again.notice_at == w.time.at and again.due_at - first.due_at >= timedelta(days=3)
    assert again.title == first.title and again.version_no == first.version_no, (
        "the final text stays as it is"
    )
    w.time.to(first.due_at)
    w.tick()
    assert w.stage(p) == "notice", "the old date opens nothing"
    prove(w, p)
    assert sorted(x.round_no for x in w.rows(tables.posting_proof)) == [
        first.round_no,
        again.round_no,
    ]
    assert w.let_pass(p) == "vote"
    [said] = [r for r in w.rows(tables.remark) if r.kind == "notice_restarted"]
    assert (said.by, said.code) == (w.person["窗口"], "date") and "4 月 31 日" in said.body
    kinds = w.facts(p)
    assert kinds[kinds.index("notice_restarted") + 1] == "stage_moved"
    verify(w.engines)


def test_the_certificate_says_so(small_world):
    w = small_world
    p = w.posted()
    restart(w, p, who="委员甲", fault="text", reasons="贴的是修改前的文本。")
    prove(w, p)
    w.let_pass(p)
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="for")
    w.let_pass(p)
    row = w.row(p)
    with w.engines.read_connection() as conn:
        here = community(conn, w.id, w.engines)
        book = casefile.rulebook_of(conn, w.id, row.rulebook)
        checks = {
            code: (verdict, n)
            for code, verdict, n in certificate_checks(
                conn, here, row, book.kind(row.matter), Calendar.load(book.calendar), w.time.at
            )
        }
    assert (
        checks["notice_restarts"] == ("look", 1)
        and checks["proof_of_posting"] == ("right", 1)
        and checks["days_posted"][0] == "right"
    )


def test_who_may_not_and_when_not(small_world):
    w = small_world
    p = w.posted()
    for who in ("林一", "理事甲", "监事甲", "代表甲"):
        with refused(w, "wrong_role"):
            restart(w, p, who)
    with refused(w, "bad_choice"):
        restart(w, p, fault="dislike")
    with refused(w, "empty_text"):
        restart(w, p, reasons=" ")
    with refused(w, "factor_needed"):
        w.act(
            w.actor("窗口", factor=None),
            RestartNotice(act_id=new_id(), subject_id=p, fault="date", reasons="x"),
        )
    w.act(
        "委员甲",
        suggest.Recuse(act_id=new_id(), subject_id=p, reason="own_interest", explanation="是我家"),
    )
    with refused(w, "recused"):
        restart(w, p, "委员甲")
    v = w.in_vote(who="林二")
    with refused(w, "wrong_stage"):
        restart(w, v)


def test_a_third_time_is_for_the_supervisors(small_world):
    w = small_world
    p = w.posted()
    restart(w, p)
    restart(w, p, fault="place", reasons="东门公告栏的被雨淋掉了。")
    with refused(w, "restarted_enough"):
        restart(w, p)
    verify(w.engines)


def test_the_same_press_twice_starts_it_again_once(small_world):
    w = small_world
    p, at = w.posted(), new_id()
    act = RestartNotice(act_id=at, subject_id=p, fault="date", reasons="日期错了")
    w.act("窗口", act)
    assert w.act("窗口", act).repeated and w.facts(p).count("notice_restarted") == 1


@pytest.mark.parametrize("role", ["clerk", "committee"])
def test_from_the_page_to_the_timeline_and_the_printer(site, role):
    w, client = site.world, site.client(role)
    p = w.posted()
    assert f"/proposals/{p}/restart-notice" in client.get(f"/jiahe/proposals/{p}").data.decode()
    page = client.get(f"/jiahe/proposals/{p}/restart-notice")
    answer = client.post(
        f"/jiahe/proposals/{p}/restart-notice",
        data={
            "csrf_token": token(page),
            "act_id": act_id(page),
            "fault": "date",
            "reasons": "写成了 4 月 31 日",
        },
    )
    assert answer.status_code == 303 and w.facts(p).count("notice_restarted") == 1
    shown = site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
    for words in (
        "公示有错，已撤下，重新公示",
        "纸上的日期写错了",
        "写成了 4 月 31 日",
        "属于之前的公示",
    ):
        assert words in shown, words
    desk = site.client("clerk")
    assert (
        f"notice:{p}" in desk.get("/jiahe/desk/print").data.decode()
        and f"/proposals/{p}/post-proof" in desk.get("/jiahe/desk/today").data.decode()
    )
    assert site.client("resident").get(f"/jiahe/proposals/{p}/restart-notice").status_code == 403
