"""Reports, hiding, objection and decision; a flood meets its limit.

Nothing is deleted, each refusal leaves no trace.
"""

from datetime import timedelta

from deliberation.charter.rulebook import load, shipped_text
from deliberation.cycle.propose.acts import decency, thread
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import people
from tests.desk.test_desk import press
from tests.traces import refused


def say(w, p, who="林二", body="你这个骗子"):
    w.act(who, thread.Comment(act_id=new_id(), subject_id=p, body=body))
    return max(
        w.rows(tables.comment), key=lambda c: c.comment_id if c.body == body else ""
    ).comment_id


def hide(w, p, c, who="窗口", reason="personal_attack"):
    return w.act(
        who,
        decency.HideComment(
            act_id=new_id(), subject_id=p, comment_id=c, reason=reason, note="请对事不对人"
        ),
    )


def test_an_attack_is_reported_hidden_objected_to_and_decided(world):
    w = world
    p = w.submitted()
    c = say(w, p)
    for who, code in (("林二", "own_interest"),):
        with refused(w, code):
            w.act(
                who,
                decency.ReportComment(act_id=new_id(), subject_id=p, comment_id=c, reason="spam"),
            )
    w.act(
        "林三",
        decency.ReportComment(
            act_id=new_id(), subject_id=p, comment_id=c, reason="personal_attack"
        ),
    )
    with refused(w, "already_in"):
        w.act(
            "林三",
            decency.ReportComment(
                act_id=new_id(), subject_id=p, comment_id=c, reason="personal_attack"
            ),
        )
    with refused(w, "wrong_role"):
        hide(w, p, c, who="林三")
    with refused(w, "bad_choice"):
        hide(w, p, c, reason="rude")
    with refused(w, "unknown_reference"):
        hide(w, p, new_id())
    hide(w, p, c)
    with refused(w, "already_hidden"):
        hide(w, p, c, who="委员甲")
    with refused(w, "already_hidden"):
        w.act(
            "林四",
            decency.ReportComment(act_id=new_id(), subject_id=p, comment_id=c, reason="spam"),
        )
    with refused(w, "nothing_to_answer"):
        w.act(
            "监事甲",
            decency.DecideHiding(
                act_id=new_id(), subject_id=p, comment_id=c, outcome="shown", reasons="没有点名"
            ),
        )
    with refused(w, "wrong_role"):
        w.act(
            "林三",
            decency.ObjectHiding(act_id=new_id(), subject_id=p, comment_id=c, body="我也觉得不该"),
        )
    w.act(
        "林二",
        decency.ObjectHiding(act_id=new_id(), subject_id=p, comment_id=c, body="我没有骂人"),
    )
    with refused(w, "already_objected"):
        w.act(
            "林二",
            decency.ObjectHiding(act_id=new_id(), subject_id=p, comment_id=c, body="再说一次"),
        )
    w.act(
        "监事甲",
        decency.DecideHiding(
            act_id=new_id(), subject_id=p, comment_id=c, outcome="shown", reasons="没有点名"
        ),
    )
    assert (
        w.rows(tables.moderation)[0].state == "shown"
        and w.rows(tables.comment)[0].body == "你这个骗子"
    )
    with refused(w, "already_decided"):
        hide(w, p, c)
    verify(w.engines)


def test_nobody_hides_or_judges_their_own(small_world):
    w = small_world
    p = w.submitted()
    c = say(w, p, who="委员甲", body="委员的话")
    with refused(w, "own_interest"):
        hide(w, p, c, who="委员甲")
    c = say(w, p, who="监事甲", body="监事的话")
    hide(w, p, c)
    w.act("监事甲", decency.ObjectHiding(act_id=new_id(), subject_id=p, comment_id=c, body="不服"))
    with refused(w, "own_interest"):
        w.act(
            "监事甲",
            decency.DecideHiding(
                act_id=new_id(), subject_id=p, comment_id=c, outcome="shown", reasons="我自己的"
            ),
        )
    w.act(
        "监事乙",
        decency.DecideHiding(
            act_id=new_id(), subject_id=p, comment_id=c, outcome="upheld", reasons="确实无关"
        ),
    )
    assert {m.state for m in w.rows(tables.moderation)} == {"hidden"}


def test_a_flood_meets_its_limit_and_an_hour_later_it_is_over(small_world):
    w = small_world
    p = w.submitted()
    for n in range(load("cn-2026").limits.comments_per_hour):
        say(w, p, body=f"第 {n} 条")
    with refused(w, "too_many_now"):
        say(w, p, body="再来一条")
    say(w, p, who="林三", body="别人可以说话")
    w.time.advance(seconds=int(timedelta(hours=1).total_seconds()) + 1)
    say(w, p, body="过了一小时")


def test_limits_are_numbers_of_the_rulebook(small_world):
    w = small_world
    text = (
        shipped_text("cn-2026")
        .replace("comments_per_hour = { value = 20", "comments_per_hour = { value = 1")
        .replace("reports_per_hour = { value = 10", "reports_per_hour = { value = 1")
    )
    w.operate(people.AdoptRulebook(act_id=new_id(), source=text))
    p = w.submitted()
    first, second = say(w, p), say(w, p, who="林三", body="再一条")
    with refused(w, "too_many_now"):
        say(w, p, body="第二条")
    w.act(
        "林四",
        decency.ReportComment(act_id=new_id(), subject_id=p, comment_id=first, reason="spam"),
    )
    with refused(w, "too_many_now"):
        w.act(
            "林四",
            decency.ReportComment(act_id=new_id(), subject_id=p, comment_id=second, reason="spam"),
        )


def objected(w, reason):
    p = w.submitted()
    c = say(w, p)
    hide(w, p, c, reason=reason)
    w.act(
        "林二",
        decency.ObjectHiding(act_id=new_id(), subject_id=p, comment_id=c, body="我没有骂人"),
    )
    return p, c


def clocks(w, p):
    return [c.due_at for c in w.clocks(p, "show_in_silence")]


def test_supervisors_who_do_not_answer_an_objection_have_shown_it_again(world):
    w = world
    p, c = objected(w, "personal_attack")
    with refused(w, "not_yet"):
        w.clock_act(decency.ShowInSilence(act_id=new_id(), subject_id=p, ref=c))
    assert clocks(w, p) == [w.rows(tables.moderation)[0].due_at]
    w.time.to(clocks(w, p)[0])
    w.tick()
    row = w.rows(tables.moderation)[0]
    assert (row.state, row.decided_by, row.decision, clocks(w, p)) == ("shown", None, None, [])
    assert [r.code for r in w.rows(tables.remark) if r.kind == "silence"] == ["hiding_unanswered"]
    with refused(w, "already_decided"):
        w.clock_act(decency.ShowInSilence(act_id=new_id(), subject_id=p, ref=c))
    with refused(w, "nothing_to_answer"):
        w.act(
            "监事甲",
            decency.DecideHiding(
                act_id=new_id(), subject_id=p, comment_id=c, outcome="upheld", reasons="太晚了"
            ),
        )
    verify(w.engines)


def test_silence_never_lays_open_somebody_elses_data(small_world):
    w = small_world
    p, c = objected(w, "personal_data")
    w.time.to(clocks(w, p)[0])
    w.tick()
    assert (
        w.rows(tables.moderation)[0].state == "hidden"
        and clocks(w, p) == []
        and w.counts(p).silences == 1
    )
    w.act(
        "监事甲",
        decency.DecideHiding(
            act_id=new_id(), subject_id=p, comment_id=c, outcome="upheld", reasons="确有他人电话"
        ),
    )
    with refused(w, "already_decided"):
        w.act(
            "监事乙",
            decency.DecideHiding(
                act_id=new_id(), subject_id=p, comment_id=c, outcome="shown", reasons="再看"
            ),
        )
    verify(w.engines)


def test_a_decision_stops_the_clock_in_any_stage(small_world):
    w = small_world
    p, c = objected(w, "spam")
    w.cosign(p, *[f"林十{n}" for n in "一二三四五六七八九"], "林三")
    assert w.stage(p) == "take_up" and len(clocks(w, p)) == 1
    w.act(
        "监事甲",
        decency.DecideHiding(
            act_id=new_id(), subject_id=p, comment_id=c, outcome="upheld", reasons="确是广告"
        ),
    )
    assert clocks(w, p) == [] and w.rows(tables.moderation)[0].state == "hidden"
    verify(w.engines)


def test_a_stub_stays_in_place_and_the_log_is_public(site):
    w, clerk = site.world, site.client("clerk")
    p = w.submitted()
    c = say(w, p, who="林十二", body="一句难听的话")
    visitor = site.client("visitor")
    page = visitor.get(f"/jiahe/proposals/{p}").data.decode()
    report = f"/proposals/{p}/report-comment/{c}"
    assert "一句难听的话" in page and report not in page
    assert report in site.client("author").get(f"/jiahe/proposals/{p}").data.decode()
    assert (
        press(
            site.client("author"),
            f"/jiahe/proposals/{p}/report-comment/{c}",
            reason="personal_attack",
        ).status_code
        == 303
    )
    assert "一句难听的话" in clerk.get("/jiahe/moderation").data.decode()
    for act in ("hide-comment", "keep-comment"):
        page = " ".join(clerk.get(f"/jiahe/proposals/{p}/{act}/{c}").text.split())
        assert "举报理由： 人身攻击 (1 次举报)" in page
    for who, told in (("representative", False), ("committee", True)):
        page = site.client(who).get(f"/jiahe{report}").text
        assert ("/hide-comment/" in page) is told and ("举报理由" in page) is told, who
    assert (
        press(
            clerk,
            f"/jiahe/proposals/{p}/hide-comment/{c}",
            reason="personal_attack",
            note="请对事不对人",
        ).status_code
        == 303
    )
    for url in (f"/jiahe/proposals/{p}", f"/jiahe/proposals/{p}/discussion"):
        page = visitor.get(url).data.decode()
        assert "一句难听的话" not in page and "人身攻击" in page and "请对事不对人" in page
    log = visitor.get("/jiahe/moderation").data.decode()
    assert "人身攻击" in log and "一句难听的话" not in log
    assert (
        press(
            site.client("resident"), f"/jiahe/proposals/{p}/object-hiding/{c}", body="我有话说"
        ).status_code
        == 303
    )
    assert f"/decide-hiding/{c}" in site.client("supervisor").get("/jiahe/moderation").data.decode()
    assert (
        press(
            site.client("supervisor"),
            f"/jiahe/proposals/{p}/decide-hiding/{c}",
            outcome="shown",
            reasons="不算攻击",
        ).status_code
        == 303
    )
    assert "一句难听的话" in visitor.get(f"/jiahe/proposals/{p}").data.decode()
