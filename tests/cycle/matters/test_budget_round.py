"""A budget round: a call with a sum, projects with costs, the council's check, the budget ballot,
and the formal vote on its list.
"""

from datetime import timedelta

import pytest

from deliberation.charter.rulebook import shipped_text
from deliberation.cycle.carry_out.acts import assigning
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import merging as merging_acts
from deliberation.cycle.propose.acts import withdrawal
from deliberation.cycle.propose.acts.fund import ProposeProject, WithdrawProject
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.cycle.suggest.acts.fund import CheckProject
from deliberation.cycle.supervise.acts import certificate
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.cycle.matters import rounds as r
from tests.cycle.matters.rounds import BUDGET, at
from tests.traces import refused
from tests.world import World

# 长椅 30,000, 路灯 50,000, 凉亭 60,000, 花坛 10,000 of 100,000 yuan; on the paper 1 to 4 in the
# order offered.
BALLOTS = {"林一": "1,2", "林二": "2,3", "林三": "2,4", "林四": "3", "林五": "1,4"}


def test_from_the_call_to_the_formal_resolution(world):
    w = world
    p = r.opened(w)
    row, f = w.row(p), r.fund(w, p)
    assert (
        row.stage,
        row.matter,
        row.phase,
        row.legal_effect,
        row.effect_note,
        row.number,
        row.cost,
    ) == ("gather", "fund", "budget", "advisory", "budget_ballot", 1, None)
    assert (f.budget, f.form, f.rule, f.most, row.due_at) == (
        BUDGET,
        "approve",
        "greedy/1",
        0,
        f.call_ends_at,
    )
    for who, (title, cost) in zip(BALLOTS, r.PROJECTS.items(), strict=False):
        r.offer(w, p, who, title, cost)
    assert w.let_pass(p) == "advise"
    for title in r.PROJECTS:
        r.check(w, p, title)
    r.advised(w, p)
    assert w.stage(p) == "notice" and (w.row(p).due_at - w.time.at) > timedelta(days=15)
    r.to_vote(w, p)
    (q,) = w.rows(tables.round_question, tables.round_question.c.proposal_id == p)
    assert (q.form, q.rule, q.options, q.budget, q.none) == (
        "approve",
        "greedy/1",
        4,
        BUDGET,
        False,
    )
    w.cast(p, **BALLOTS)
    w.let_pass(p)
    assert (w.stage(p), w.row(p).outcome, r.winners(w, p)) == (
        "publish",
        "passed",
        ["路灯", "花坛", "长椅"],
    )
    with refused(w, "round_goes_its_way"):
        w.act(
            "委员甲",
            assigning.Assign(
                **at(p), organisation_id=w.organisation, finish_on="2026-12-01", task="x"
            ),
        )
    r.certified(w, p)
    assert w.let_pass(p) == "notice"
    row = w.row(p)
    assert (row.phase, row.cost, row.round_no, row.outcome, row.effect_note) == (
        None,
        9_000_000,
        2,
        None,
        None,
    )
    text = w.rows(tables.proposal_version, tables.proposal_version.c.proposal_id == p)[-1]
    assert (text.why, text.version_no) == ("budget", row.version_no) and text.body.endswith(
        "1. 路灯：50,000 元\n2. 花坛：10,000 元\n3. 长椅：30,000 元\n合计：90,000 元"
    )
    r.to_vote(w, p)
    with refused(w, "bad_choice"):
        w.cast(p, 代表甲="1,2")
    with refused(w, "not_on_roll"):
        w.cast(p, 林一="for")
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="against", 委员甲="for")
    while w.stage(p) in ("vote", "publish"):
        w.let_pass(p)
    assert (w.stage(p), w.row(p).outcome) == ("carry_out", "passed") and r.round_of(
        w, p, 2
    ).votes_for == 4
    verify(w.engines)


@pytest.mark.parametrize(
    ("form", "rule", "ballots", "expected"),
    [
        (
            "approve",
            "equal-shares/1",
            {"林一": "2", "林二": "2", "林三": "2", "林四": "1,4", "林五": "1,4"},
            ["路灯", "花坛", "长椅"],
        ),
        (
            "points",
            "greedy/1",
            {"林一": "3=10", "林二": "1=5,4=5", "林三": "3=6,4=4", "林四": "1=10", "林五": "4=1"},
            ["凉亭", "长椅", "花坛"],
        ),
        (
            "rank",
            "greedy/1",
            {"林一": "3>1", "林二": "3>4", "林三": "2>3", "林四": "4", "林五": "3"},
            ["凉亭", "花坛", "长椅"],
        ),
    ],
)
def test_each_method_counts_as_its_rule_says_and_never_over_the_budget(
    world, form, rule, ballots, expected
):
    w = world
    p = r.counted(w, ballots, form=form, rule=rule)
    won = r.winners(w, p)
    assert sorted(won) == sorted(expected) and sum(r.PROJECTS[t] for t in won) <= BUDGET
    w.act("监事甲", certificate.RefuseCertificate(**at(p), statement="请再数一遍。"))
    assert r.round_of(w, p, 1).recounts == 1 and r.winners(w, p) == won
    verify(w.engines)


def test_representatives_may_be_the_electorate(small_world):
    w = small_world
    p = r.in_vote(w, phase="budget_reps", form="points")
    assert r.fund(w, p).most == 10 and {
        x.role for x in w.rows(tables.roll_entry, tables.roll_entry.c.proposal_id == p)
    } <= {"representative", "committee_member"}
    with refused(w, "not_on_roll"):
        w.cast(p, 林一="1=1")
    with refused(w, "not_on_paper"):
        w.cast(p, 代表甲="1=6,2=5")
    w.cast(p, 代表甲="1=6,2=4", 代表乙="1=10", 代表丙="2=10", 代表丁="2=10")
    w.let_pass(p)
    assert r.winners(w, p) == ["路灯", "长椅"]
    verify(w.engines)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"budget": 0}, "bad_number"),
        ({"budget": 10**14}, "bad_number"),
        ({"title": " "}, "empty_text"),
        ({"phase": "plans"}, "bad_choice"),
        ({"form": "one"}, "bad_choice"),
        ({"form": "points", "rule": "equal-shares/1"}, "bad_choice"),
        ({"rule": "irv/1"}, "bad_choice"),
        ({"call_ends_on": "soon"}, "bad_date"),
        ({"call_ends_on": "2026-03-05"}, "bad_date"),
        ({"call_ends_on": "2026-09-01"}, "bad_date"),
        ({"who": "林一"}, "wrong_role"),
        ({"who": "理事甲"}, "wrong_role"),
        ({"who": "监事甲"}, "wrong_role"),
    ],
)
def test_a_round_is_opened_with_all_it_needs_by_the_committee_or_the_desk(
    small_world, changed, reason
):
    with refused(small_world, reason):
        r.opened(small_world, **changed)


def test_the_desk_opens_a_round_too_and_where_the_rules_know_no_fund_nobody_does(small_world, time):
    import re

    w = small_world
    assert r.fund(w, r.opened(w, who="窗口")).by == w.person["窗口"]
    bare = re.sub(
        r"(?ms)^\[kinds\.fund.*?(?=^# What supervisors look)", "", shipped_text("association")
    )
    other = World(w.engines, time, slug="other", rulebook=bare).populate()
    with refused(other, "no_fund_here"):
        r.opened(other)


def test_projects_fit_the_budget_and_the_call(small_world):
    w = small_world
    p = r.opened(w)
    with refused(w, "more_than_budget"):
        r.offer(w, p, "林一", "大楼", BUDGET + 1)
    with refused(w, "bad_number"):
        r.offer(w, p, "林一", "免费", 0)
    with refused(w, "empty_text"):
        r.offer(w, p, "林一", " ", 5)
    with refused(w, "wrong_role"):
        r.offer(w, p, "租客远", "远方", 5)
    mine = [r.offer(w, p, "林一", f"项目{n}", BUDGET) for n in range(3)]
    with refused(w, "too_many_projects"):
        r.offer(w, p, "林一", "第四个", 5)
    with refused(w, "not_your_project"):
        w.act("林二", WithdrawProject(**at(p), option_id=mine[0]))
    with refused(w, "unknown_reference"):
        w.act("林一", WithdrawProject(**at(p), option_id="0" * 26))
    w.act("林一", WithdrawProject(**at(p), option_id=mine[0]))
    with refused(w, "already_decided"):
        w.act("林一", WithdrawProject(**at(p), option_id=mine[0]))
    r.offer(w, p, "林一", "第四个", 5)
    ordinary = w.submitted(who="林九")
    with refused(w, "not_a_round"):
        r.offer(w, ordinary, "林一", "不是征集", 5)
    w.time.to(r.fund(w, p).call_ends_at)
    with refused(w, "window_closed"):
        r.offer(w, p, "林二", "迟了", 5)


def test_a_round_is_not_co_signed_merged_or_taken_off_the_table(small_world):
    w = small_world
    p, other = r.opened(w), w.in_take_up(who="林九")
    with refused(w, "round_goes_its_way"):
        w.cosign(p, "林一")
    with refused(w, "merge_target"):
        w.act("议员甲", merging_acts.AskMerge(**at(other), into=p))
    with refused(w, "merge_target"):
        w.act("林一", merging_acts.RequestMerge(**at(other), into=p))
    r.offer(w, p, "林一", "长椅", 5)
    with refused(w, "round_goes_its_way"):
        w.act("委员甲", withdrawal.Withdraw(**at(p)))
    empty = r.opened(w, title="写错了的征集")
    w.act("委员甲", withdrawal.Withdraw(**at(empty)))
    assert w.row(empty).ending == "withdrawn"
    verify(w.engines)


def test_a_call_nobody_answers_lapses_and_so_does_a_list_nothing_is_left_on(world):
    w = world
    p = r.opened(w)
    assert (w.let_pass(p), w.row(p).ending) == ("closed", "lapsed")
    q = r.in_check(w, projects={"长椅": 5})
    r.check(w, q, "长椅", "refused", code="liable_party", reasons="仍在保修期内。")
    r.advised(w, q)
    assert w.stage(q) == "notice"
    assert (w.let_pass(q), w.row(q).ending) == ("closed", "lapsed")
    verify(w.engines)


def test_the_council_checks_costs_and_refuses_only_by_the_list(world):
    w = world
    p = r.in_check(w)
    for bad, reason in (
        ({"code": "ugly", "reasons": "不好看。"}, "bad_choice"),
        ({"code": "staff_pay"}, "empty_text"),
        ({"code": "over_budget", "reasons": "太贵。"}, "bad_choice"),
    ):
        with refused(w, reason):
            r.check(w, p, "长椅", "refused", **bad)
    with refused(w, "more_than_budget"):
        r.check(w, p, "长椅", cost=BUDGET + 1, reasons="报价更高。")
    with refused(w, "empty_text"):
        r.check(w, p, "长椅", cost=3_500_000)
    r.check(w, p, "长椅", cost=3_500_000, reasons="加运费。")
    r.check(
        w, p, "凉亭", "refused", cost=BUDGET + 5, code="over_budget", reasons="三家报价都超过预算。"
    )
    r.check(w, p, "花坛", "refused", code="private_costs", reasons="属于物业服务合同内的绿化。")
    with refused(w, "already_decided"):
        r.check(w, p, "花坛")
    r.advised(w, p)
    found = {t: (o.state, o.code, o.cost) for t, o in r.options(w, p).items()}
    assert found == {
        "长椅": ("accepted", None, 3_500_000),
        "路灯": ("offered", None, 5_000_000),
        "凉亭": ("refused", "over_budget", BUDGET + 5),
        "花坛": ("refused", "private_costs", 1_000_000),
    }
    r.to_vote(w, p)
    paper = w.rows(tables.round_option, tables.round_option.c.proposal_id == p)
    assert sorted(o.cost for o in paper) == [3_500_000, 5_000_000], (
        "the unchecked one goes on, the refused ones do not"
    )
    verify(w.engines)


def test_a_councillor_does_not_check_their_own_project(small_world):
    w = small_world
    p = r.opened(w)
    mine = r.offer(w, p, "理事甲", "长椅", 5)
    w.let_pass(p)
    with refused(w, "own_interest"):
        r.check(w, p, "长椅")
    r.check(w, p, "长椅", who="理事乙")
    assert r.options(w, p)["长椅"].option_id == mine
    ordinary = w.in_advise(who="林九")
    with refused(w, "not_a_round"):
        w.act("理事甲", CheckProject(**at(ordinary), option_id=mine, verdict="accepted", cost=5))


def test_where_the_council_is_silent_projects_go_on_unchecked(small_world):
    w = small_world
    p = r.in_check(w)
    w.act("书记", study.RecordStudy(**at(p), held_on=w.today(), result="agree", opinion="同意。"))
    w.act("窗口", legality.ReviewLegality(**at(p), result="clean"))
    w.let_pass(p)
    assert (w.stage(p), w.row(p).council_state) == ("notice", "silent")
    assert {o.state for o in r.options(w, p).values()} == {"offered"}
    r.to_vote(w, p)
    assert w.rows(tables.round_question, tables.round_question.c.proposal_id == p)[0].options == 4


def test_too_few_end_it_inquorate_repeated_once_and_the_formal_vote_may_be_repeated_too(world):
    w = world
    p = r.counted(w, {"林一": "1", "林二": "2"})
    assert (w.row(p).outcome, r.winners(w, p)) == ("inquorate", [])
    while w.stage(p) == "publish":
        w.let_pass(p)
    assert (w.row(p).ending, w.row(p).phase) == ("inquorate", "budget")
    w.act("代表甲", resolve.RepeatVote(**at(p)))
    r.to_vote(w, p)
    w.cast(p, **BALLOTS)
    w.let_pass(p)
    assert r.winners(w, p, 2) == ["路灯", "花坛", "长椅"]
    while w.stage(p) == "publish":
        w.let_pass(p)
    assert (w.stage(p), w.row(p).repeated) == ("notice", False)
    r.to_vote(w, p)
    w.cast(p, 代表甲="for")
    while w.stage(p) in ("vote", "publish"):
        w.let_pass(p)
    assert w.row(p).ending == "inquorate"
    w.act("代表甲", resolve.RepeatVote(**at(p)))
    assert w.stage(p) == "notice" and w.row(p).phase is None
    verify(w.engines)


def test_a_ballot_that_funds_nothing_and_a_list_the_meeting_rejects_end_there(world):
    w = world
    p = r.counted(w, dict.fromkeys(BALLOTS, "abstain"))
    assert w.row(p).outcome == "rejected"
    while w.stage(p) == "publish":
        w.let_pass(p)
    assert w.row(p).ending == "rejected"
    q = r.listed(w, BALLOTS)
    r.to_vote(w, q)
    w.cast(q, 代表甲="against", 代表乙="against", 代表丙="against", 代表丁="for")
    while w.stage(q) in ("vote", "publish"):
        w.let_pass(q)
    assert w.row(q).ending == "rejected"
    verify(w.engines)


def test_the_budget_ballot_only_advises_and_its_list_may_bind(small_world):
    w = small_world
    p = r.in_notice(w)
    with refused(w, "only_advises"):
        w.act(
            "窗口",
            inform.DeclareEffect(**at(p), legal_effect="binding_by_charter", document="章程"),
        )
    r.to_vote(w, p)
    w.cast(p, **BALLOTS)
    while w.stage(p) in ("vote", "publish"):
        w.let_pass(p)
    w.act(
        "窗口",
        inform.DeclareEffect(
            **at(p),
            legal_effect="binding_by_charter",
            document="章程第十条",
            meeting_on="2026-05-20",
        ),
    )
    assert w.row(p).legal_effect == "binding_by_charter"


def test_a_vote_for_want_of_a_study_is_advisory_to_the_end(small_world):
    w = small_world
    p = r.in_check(w)
    w.act("理事甲", suggest.Recommend(**at(p), verdict="support", reasons="可以。"))
    w.act("窗口", legality.ReviewLegality(**at(p), result="clean"))
    w.time.to(w.row(p).stage_at + timedelta(days=20))
    w.act("委员甲", study.ChooseAdvisory(**at(p)))
    r.to_vote(w, p)
    w.cast(p, **BALLOTS)
    while w.stage(p) in ("vote", "publish"):
        w.let_pass(p)
    assert (w.stage(p), w.row(p).legal_effect, w.row(p).effect_note) == (
        "notice",
        "advisory",
        "without_study",
    )


def test_erased_words_of_a_project_leave_the_count_as_it_is(small_world):
    from deliberation.roster.acts.people import Erase

    w = small_world
    p = r.listed(w, BALLOTS)
    t = tables.fact
    fact = next(x.fact_id for x in w.rows(t, t.c.subject_id == p, t.c.kind == "option_offered"))
    w.act("窗口", Erase(act_id=new_id(), fact_id=fact, part="text", ground="request"))
    assert None in r.options(w, p)
    verify(w.engines)


@pytest.mark.parametrize("change", ["place", "choice"])
def test_verify_names_a_budget_count_that_does_not_follow(small_world, change):
    from sqlalchemy import update

    from deliberation.record.check.verify import Wrong

    w = small_world
    p = r.counted(w, BALLOTS)
    t = tables.round_option if change == "place" else tables.ballot
    where = t.c.option_no == 3 if change == "place" else t.c.voter_id == w.person["林一"]
    with w.engines.write_connection() as conn:
        conn.execute(
            update(t)
            .where(t.c.community_id == w.id, t.c.proposal_id == p, where)
            .values({"place": 4} if change == "place" else {"choice": "3"})
        )
    with pytest.raises(Wrong, match="round_option" if change == "place" else "ballot"):
        verify(w.engines)


def test_the_desk_enters_a_project_for_somebody_with_a_slip(world):
    from deliberation.desk.acts.entries import EnterFor

    w = world
    p = r.opened(w)
    mine = at(p)
    w.act(
        "窗口",
        EnterFor(
            **mine,
            person_id=w.person["林七"],
            slip="A-12",
            how="present",
            inner=ProposeProject(**mine, title="长椅", body="口述。", cost=5),
        ),
    )
    option = r.options(w, p)["长椅"]
    (entry,) = w.rows(tables.desk_entry, tables.desk_entry.c.proposal_id == p)
    assert (option.by, entry.act, entry.ref) == (
        w.person["林七"],
        "propose_project",
        option.option_id,
    )
    verify(w.engines)
