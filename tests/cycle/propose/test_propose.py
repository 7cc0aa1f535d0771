"""提议: support and its threshold, changed texts, withdrawal, taking over, the council's table,
merging, appeals, lapsing.
"""

from datetime import timedelta

from deliberation.charter.case import CLOCK
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import proposal as acts
from deliberation.cycle.propose.acts.appeal import Appeal, DecideAppeal
from deliberation.cycle.propose.acts.merging import AgreeMerge, AskMerge, DeclineMerge
from deliberation.cycle.propose.acts.support import Cosign, Lapse, TakeBack
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.cycle.propose.acts.withdrawal import TakeOver, Withdraw
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.write.perform import perform
from tests.traces import refused
from tests.world import RESIDENTS, World


def change_text(w: World, p: str, who: str = "林一") -> None:
    w.act(
        who,
        acts.Revise(
            act_id=new_id(),
            subject_id=p,
            title="新的标题",
            body="新的内容。",
            version_no=w.row(p).version_no,
        ),
    )


def take_back(w: World, p: str, name: str) -> None:
    w.act(name, TakeBack(act_id=new_id(), subject_id=p))


def test_ten_residents_bring_it_to_the_council(small_world):
    w, p = small_world, small_world.submitted()
    w.cosign(p, *RESIDENTS[1:10])
    assert w.stage(p) == "gather"
    w.cosign(p, RESIDENTS[10])
    assert w.stage(p) == "take_up"


def test_three_office_holders_are_enough(small_world):
    w, p = small_world, small_world.submitted()
    w.cosign(p, "议员甲", "代表甲")
    assert w.stage(p) == "gather"
    w.cosign(p, "代表乙")
    assert w.stage(p) == "take_up"


def test_support_is_refused_to_the_author_twice_late_and_to_outsiders(small_world):
    w, p = small_world, small_world.submitted()
    sign = lambda who: w.act(
        who, Cosign(act_id=new_id(), subject_id=p, version_no=w.row(p).version_no)
    )
    with refused(w, "own_proposal"):
        sign("林一")
    sign("林二")
    with refused(w, "already_cosigned"):
        sign("林二")
    with refused(w, "wrong_role"):
        sign("租客远")
    with refused(w, "wrong_role"):
        sign("丁小")
    with refused(w, "stale_version"):
        w.act("林三", Cosign(act_id=new_id(), subject_id=p, version_no=99))
    w.time.to(w.row(p).due_at)
    with refused(w, "window_closed"):
        sign("林三")


def test_taking_back_across_the_threshold_while_gathering(small_world):
    w, p = small_world, small_world.submitted()
    w.cosign(p, *RESIDENTS[1:10])
    # the tenth signs, and takes it back before the clock has moved the proposal on
    perform(Cosign(act_id=new_id(), subject_id=p), w.actor(RESIDENTS[10]), w.id, w.engines)
    assert w.counts(p).cosigns == 10 and w.stage(p) == "gather"
    perform(TakeBack(act_id=new_id(), subject_id=p), w.actor(RESIDENTS[10]), w.id, w.engines)
    assert "threshold_lost" in w.facts(p)
    w.tick()
    assert w.stage(p) == "gather" and w.counts(p).cosigns == 9


def test_a_changed_text_that_loses_its_supporters_is_gathered_anew(small_world):
    w, p = small_world, small_world.submitted()
    w.cosign(p, *RESIDENTS[1:10])
    change_text(w, p)
    w.cosign(p, RESIDENTS[10])
    assert w.stage(p) == "take_up"
    take_back(w, p, RESIDENTS[2])
    assert w.stage(p) == "gather" and w.counts(p).cosigns == 9
    assert "threshold_lost" in w.facts(p)


def test_names_can_be_taken_back_only_while_gathering_or_in_the_days_after_a_change(small_world):
    w, p = small_world, small_world.in_take_up()
    with refused(w, "consent_over"):
        take_back(w, p, RESIDENTS[2])


def test_at_most_two_proposals_gathering(small_world):
    w = small_world
    w.submitted(), w.submitted()
    third = w.draft()
    with refused(w, "too_many_gathering"):
        w.act("林一", acts.Submit(act_id=new_id(), subject_id=third))


def test_lapses_without_enough_support(small_world):
    w, p = small_world, small_world.submitted()
    w.cosign(p, *RESIDENTS[1:5])
    assert w.let_pass(p) == "closed" and w.row(p).ending == "lapsed"


def test_withdrawn_alone_at_once_and_with_supporters_after_their_days(small_world):
    w, p = small_world, small_world.submitted()
    w.act("林一", Withdraw(act_id=new_id(), subject_id=p))
    assert w.row(p).ending == "withdrawn"
    q = w.submitted("林二")
    w.cosign(q, "林三")
    w.act("林二", Withdraw(act_id=new_id(), subject_id=q))
    assert w.stage(q) == "gather"
    assert w.let_pass(q) == "closed" and w.row(q).ending == "withdrawn"


def test_a_cosigner_keeps_a_proposal_its_author_withdraws(small_world):
    w, p = small_world, small_world.submitted()
    w.cosign(p, "林三")
    w.act("林一", Withdraw(act_id=new_id(), subject_id=p))
    with refused(w, "wrong_role"):
        w.act("林四", TakeOver(act_id=new_id(), subject_id=p))
    w.act("林三", TakeOver(act_id=new_id(), subject_id=p))
    row = w.row(p)
    assert (row.author_id, row.withdraw_until, row.stage) == (w.person["林三"], None, "gather")
    w.time.advance(days=5)
    w.tick()
    assert w.stage(p) == "gather"


def test_a_silent_council_has_adopted(small_world):
    w, p = small_world, small_world.in_take_up()
    assert w.let_pass(p) == "advise"
    assert "adopted_in_silence" in [r.code for r in w.rows(tables.remark)]


def test_no_deliberation_council_counts_as_silent_at_once(sqlite_engines, time):
    w = World(sqlite_engines, time).populate(offices={"理事甲": "councillor", "窗口": "clerk"})
    p = w.submitted()
    w.cosign(p, *RESIDENTS[1:11])
    assert w.stage(p) == "advise"


def pass_on(w: World) -> str:
    p = w.in_take_up()
    w.act(
        "议员甲",
        council_acts.PassOn(
            act_id=new_id(), subject_id=p, reason="mediation", explanation="请先调解。"
        ),
    )
    assert w.row(p).ending == "passed_on"
    return p


def test_passing_on_needs_a_reason_from_the_list(small_world):
    w, p = small_world, small_world.in_take_up()
    with refused(w, "bad_choice"):
        w.act(
            "议员甲",
            council_acts.PassOn(act_id=new_id(), subject_id=p, reason="because", explanation="x"),
        )
    with refused(w, "wrong_role"):
        w.act(
            "理事甲",
            council_acts.PassOn(act_id=new_id(), subject_id=p, reason="mediation", explanation="x"),
        )


def test_an_appeal_is_upheld_or_referred_back_or_granted_by_silence(small_world):
    w = small_world
    p = pass_on(w)
    with refused(w, "wrong_role"):
        w.act("林十八", Appeal(act_id=new_id(), subject_id=p, grounds="不同意"))
    w.act("林一", Appeal(act_id=new_id(), subject_id=p, grounds="这不是邻里纠纷。"))
    w.act(
        "监事甲",
        DecideAppeal(act_id=new_id(), subject_id=p, outcome="upheld", reasons="理由成立。"),
    )
    assert w.row(p).ending == "passed_on"
    q = pass_on(w)
    w.act(RESIDENTS[3], Appeal(act_id=new_id(), subject_id=q, grounds="附议人申诉。"))
    w.act(
        "监事甲",
        DecideAppeal(
            act_id=new_id(), subject_id=q, outcome="referred_back", reasons="应当列为议题。"
        ),
    )
    assert w.stage(q) == "take_up" and w.row(q).ending is None


def test_supervisors_silent_on_an_appeal_refer_it_back(small_world):
    w = small_world
    p = pass_on(w)
    w.act("林一", Appeal(act_id=new_id(), subject_id=p, grounds="请处理。"))
    assert w.let_pass(p) == "take_up"


def test_an_appeal_too_late_is_refused(small_world):
    w = small_world
    p = pass_on(w)
    w.time.to(w.row(p).appeal_until)
    with refused(w, "appeal_over"):
        w.act("林一", Appeal(act_id=new_id(), subject_id=p, grounds="晚了。"))


def test_a_merge_moves_only_consenting_signatures(small_world):
    w = small_world
    target = w.submitted("林二")
    p = w.in_take_up()
    w.act("议员甲", AskMerge(act_id=new_id(), subject_id=p, into=target))
    w.act("林一", AgreeMerge(act_id=new_id(), subject_id=p))
    w.act("林三", AgreeMerge(act_id=new_id(), subject_id=p))
    assert w.let_pass(p) == "closed" and w.row(p).ending == "merged"
    assert w.counts(target).cosigns == 2  # the author and 林三, nobody who did not answer


def test_a_merge_its_author_does_not_want_does_not_happen(small_world):
    w = small_world
    target = w.submitted("林二")
    p = w.in_take_up()
    w.act("议员甲", AskMerge(act_id=new_id(), subject_id=p, into=target))
    w.act("林一", DeclineMerge(act_id=new_id(), subject_id=p))
    with refused(w, "merge_open"):
        w.act("议员甲", AskMerge(act_id=new_id(), subject_id=p, into=target))
    assert w.let_pass(p) == "advise" and w.counts(target).cosigns == 0


def test_a_group_matter_is_for_its_people_only(small_world):
    w = small_world
    estate, first = w.group("嘉禾苑"), w.group("1栋")
    inside = [n for i, n in enumerate(RESIDENTS) if (i + 16) % 3 == 0]
    outside = next(n for n in RESIDENTS if n not in inside)
    with refused(w, "wrong_group"):
        w.draft(outside, group_id=first)
    p = w.submitted(inside[0], group_id=first)
    with refused(w, "wrong_group"):
        w.cosign(p, outside)
    w.cosign(p, inside[1])
    assert w.counts(p).cosigns == 1
    assert w.submitted(outside, group_id=estate)


def test_comments_carry_stance_and_role(small_world):
    w, p = small_world, small_world.submitted()
    w.act("理事甲", Comment(act_id=new_id(), subject_id=p, body="可以。", stance="for"))
    with refused(w, "bad_choice"):
        w.act("林二", Comment(act_id=new_id(), subject_id=p, body="可以。", stance="maybe"))
    with refused(w, "too_long"):
        w.act("林二", Comment(act_id=new_id(), subject_id=p, body="长" * 2001))
    with refused(w, "empty_text"):
        w.act("林二", Comment(act_id=new_id(), subject_id=p, body="  "))
    assert w.counts(p).comments == 1


def test_the_clock_alone_moves_stages_and_nobody_else_plays_the_clock(small_world):
    w, p = small_world, small_world.submitted()
    with refused(w, "wrong_role"):
        w.act("窗口", Lapse(act_id=new_id(), subject_id=p))
    with refused(w, "wrong_stage"):
        perform(suggest.PassCouncilBy(act_id=new_id(), subject_id=p), CLOCK, w.id, w.engines)
    assert timedelta(days=29) < w.row(p).due_at - w.time.at < timedelta(days=33)


def test_answers_lead_to_an_advisory_vote_while_the_kind_is_missing(small_world):
    w = small_world
    p = w.submitted(answers={"concerns_one_neighbour": True})
    assert (w.row(p).legal_effect, w.row(p).effect_note) == ("advisory", "no_kind_mediation")
