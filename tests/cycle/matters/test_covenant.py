"""A covenant: asked for, written by article, decided by all adult residents after fifteen days,
filed, in force; set aside, the one before it is again.
"""

from datetime import timedelta

import pytest

from deliberation import clock
from deliberation.charter.rulebook import RulebookError, parse
from deliberation.cycle.carry_out.acts import covenant as covenant_acts
from deliberation.cycle.carry_out.acts import work as carry_out
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.cycle.supervise.acts import measures as supervise
from deliberation.readings.matters import covenant
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.desk.test_desk import act_id, token
from tests.traces import refused

TEXT = "第一条 楼道不停车、不堆物。\n第二条 晚上十点以后保持安静。"
YES = {"changes_covenant": True}


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def in_vote(w, who="林一", body=TEXT, title="嘉禾社区居民公约"):
    return w.in_vote(who=who, title=title, body=body, answers=YES)


def passed(w, **kw):
    """Everybody on the roll votes for it; counted, and the objection days are over."""
    p = in_vote(w, **kw)
    for entry in w.rows(tables.roll_entry, tables.roll_entry.c.proposal_id == p):
        w.act(
            w.actor(next(n for n, i in w.person.items() if i == entry.person_id)),
            resolve.CastBallot(**at(p), choice="for"),
        )
    w.time.to(w.row(p).closes_at + timedelta(seconds=1))
    w.tick()
    assert (w.stage(p), w.row(p).outcome) == ("publish", "passed")
    while w.stage(p) == "publish":
        w.let_pass(p)
    return p


def filed(w, p):
    w.act(
        "窗口",
        covenant_acts.FileCovenant(**at(p), filed_on=w.today(), document="街道备字〔2026〕3号"),
    )


def test_all_adult_residents_decide_after_fifteen_days(world):
    w = world
    p = in_vote(w)
    row = w.row(p)
    assert row.matter == "covenant" and row.effect_note is None
    assert (row.opens_at - row.notice_at) >= timedelta(days=15)
    roll = w.rows(tables.roll_entry, tables.roll_entry.c.proposal_id == p)
    assert {r.role for r in roll} == {"resident"} and len(roll) == len(w.person) - 2, (
        "everybody but the minor and the owner who lives elsewhere"
    )
    verify(w.engines)


def test_filed_and_in_force_then_changed_then_set_aside(world):
    w = world
    first = passed(w)
    with refused(w, "covenant_is_filed"):
        w.act("委员甲", carry_out.Finish(**at(first), body="好了", evidence="见公告"))
    assert in_force(w) is None
    filed(w, first)
    assert w.stage(first) == "inspect" and in_force(w) == (first, TEXT)
    second = passed(w, who="林二", title="公约（修订）", body=TEXT + "\n第三条 不高空抛物。")
    filed(w, second)
    assert in_force(w) == (second, TEXT + "\n第三条 不高空抛物。")
    with w.engines.read_connection() as conn:
        old = covenant.history(conn, w.id)[1]
    assert (
        old.proposal_id == first
        and old.until is not None
        and [a.heading for a in old.articles] == ["第一条", "第二条"]
    )
    w.act(
        "委员甲",
        supervise.SetAside(
            **at(second),
            ground="correction_order",
            document="街道责令改正通知",
            reasons="与法律抵触",
        ),
    )
    assert in_force(w) == (first, TEXT)
    verify(w.engines)


def in_force(w):
    with w.engines.read_connection() as conn:
        found = covenant.in_force(conn, w.id)
    return (found.proposal_id, found.body) if found else None


def test_what_is_no_covenant_is_refused(small_world):
    w = small_world
    p = w.draft("林一", body="大家要爱护环境。", answers=YES)
    with refused(w, "no_articles"):
        w.act("林一", propose.Submit(**at(p)))
    w.act("林一", propose.Revise(**at(p), title="公约", body=TEXT, answers={}))
    assert w.row(p).matter == "ordinary"
    q = w.in_carry_out(who="林二", title="普通的事")
    with refused(w, "not_a_covenant"):
        filed(w, q)


@pytest.mark.parametrize(("days", "reason"), [(2, "bad_date"), (-400, "bad_date")])
def test_a_filing_day_lies_between_the_decision_and_today(small_world, days, reason):
    w = small_world
    p = passed(w)
    day = (clock.now() + timedelta(days=days)).date().isoformat()
    with refused(w, reason):
        w.act(
            "窗口",
            covenant_acts.FileCovenant(**at(p), filed_on=day, document="街道备字〔2026〕3号"),
        )
    with refused(w, "bad_date"):
        w.act(
            "窗口",
            covenant_acts.FileCovenant(**at(p), filed_on="明天", document="街道备字〔2026〕3号"),
        )


def test_a_group_has_no_covenant_of_its_own(small_world):
    w = small_world
    flat = next(x.dwelling_id for x in w.rows(tables.person) if x.person_id == w.person["林一"])
    home = next(d.group_id for d in w.rows(tables.dwelling) if d.dwelling_id == flat)
    p = w.draft("林一", body=TEXT, answers=YES, group_id=home)
    with refused(w, "bad_choice"):
        w.act("林一", propose.Submit(**at(p)))


def test_the_page_and_what_a_proposal_would_change(site):
    w, visitor, resident = site.world, site.client("visitor"), site.client("resident")
    assert "还没有居民公约" in visitor.get("/jiahe/covenant").data.decode()
    p = passed(w)
    filed(w, p)
    page = visitor.get("/jiahe/covenant").data.decode()
    assert "楼道不停车" in page and ">第二条</h3>" in page and "街道备字〔2026〕3号" in page
    form = resident.get("/jiahe/proposals/new?covenant=1")
    assert "楼道不停车" in form.data.decode() and 'name="changes_covenant"' in form.data.decode()
    answer = resident.post(
        "/jiahe/proposals/new",
        data={
            "csrf_token": token(form),
            "act_id": act_id(form),
            "title": "公约修订",
            "body": TEXT.replace("十点", "九点"),
            "changes_covenant": "y",
            "then": "submit",
        },
    )
    q = answer.location.rsplit("/", 1)[-1]
    assert w.row(q).matter == "covenant"
    change = visitor.get(f"/jiahe/proposals/{q}/against-covenant").data.decode()
    assert "<del>" in change and "九" in change
    assert (
        visitor.get(
            f"/jiahe/proposals/{w.submitted('林三', title='普通')}/against-covenant"
        ).status_code
        == 404
    )
    assert visitor.get("/jiahe/covenant?of=nothing").status_code == 404


def test_the_assembly_has_the_representatives_decide_and_the_record_says_so(world):
    w = world
    p = w.in_advise(who="林一", title="嘉禾社区居民公约", body=TEXT, answers=YES)
    delegate = {"decided_on": w.today(), "document": "居民会议决定〔2026〕1号"}
    with refused(w, "wrong_role"):
        w.act("林二", inform.RecordDelegation(**at(p), **delegate))
    with refused(w, "bad_date"):
        w.act("窗口", inform.RecordDelegation(**at(p), **delegate | {"decided_on": "2027-01-01"}))
    w.act("窗口", inform.RecordDelegation(**at(p), **delegate))
    with refused(w, "already_decided"):
        w.act("窗口", inform.RecordDelegation(**at(p), **delegate))
    w.act("理事甲", suggest.Recommend(**at(p), verdict="support", reasons="写得清楚。"))
    w.act("书记", study.RecordStudy(**at(p), held_on=w.today(), result="agree", opinion="同意。"))
    w.act("窗口", legality.ReviewLegality(**at(p), result="clean"))
    w.act(
        "窗口", inform.PostProof(**at(p), purpose="notice", posted_on=w.today(), place="1 栋公告栏")
    )
    w.let_pass(p)
    assert {r.role for r in w.rows(tables.roll_entry, tables.roll_entry.c.proposal_id == p)} == {
        "representative",
        "committee_member",
    }
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="for", 委员甲="against")
    w.let_pass(p)
    (r,) = w.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)
    assert (r.outcome, r.quorum_kind, r.quorum_n, r.quorum_d, r.members) == (
        "passed",
        "at_least",
        2,
        3,
        6,
    )
    verify(w.engines)


def test_an_ordinary_matter_is_not_delegated(small_world):
    w = small_world
    p = w.in_advise()
    with refused(w, "no_delegation"):
        w.act("窗口", inform.RecordDelegation(**at(p), decided_on=w.today(), document="决定"))


def test_a_delegated_covenant_is_held_to_the_representatives_article():
    with pytest.raises(RulebookError, match="29"):
        parse(
            'extends = "cn-2026"\n[kinds.covenant.vote.delegated]\nquorum = { at_least = "1/2" }\n',
            "x.toml",
        )
