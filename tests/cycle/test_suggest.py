"""建议: the council advises and cannot block; the author answers; study, legality, recusal."""

from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts import withdrawal
from deliberation.cycle.suggest.acts import answer, legality, study
from deliberation.cycle.suggest.acts import council as acts
from deliberation.record import tables
from deliberation.record.ids import new_id
from tests.traces import refused
from tests.world import World


def clear(w: World, p: str) -> None:
    w.act(
        "书记",
        study.RecordStudy(
            act_id=new_id(), subject_id=p, held_on=w.today(), result="agree", opinion="同意。"
        ),
    )
    w.act("窗口", legality.ReviewLegality(act_id=new_id(), subject_id=p, result="clean"))


def recommend(w: World, p: str, verdict: str = "support", **kw) -> None:
    w.act(
        "理事甲",
        acts.Recommend(act_id=new_id(), subject_id=p, verdict=verdict, reasons="理由。", **kw),
    )


def silences(w: World, p: str) -> list[str]:
    return [
        r.code
        for r in w.rows(
            tables.remark, tables.remark.c.subject_id == p, tables.remark.c.kind == "silence"
        )
    ]


def test_even_opposition_does_not_block(small_world):
    w, p = small_world, small_world.in_advise()
    clear(w, p)
    recommend(w, p, "oppose")
    assert w.stage(p) == "notice" and w.row(p).verdict == "oppose"


def test_a_silent_council_is_passed_by(small_world):
    w, p = small_world, small_world.in_advise()
    clear(w, p)
    assert w.let_pass(p) == "notice" and "council_silent" in silences(w, p)


def test_the_author_takes_the_councils_text_and_supporters_have_their_days(small_world):
    w, p = small_world, small_world.in_advise()
    clear(w, p)
    recommend(w, p, "support_with_changes", changes="改为 20:30。")
    with refused(w, "wrong_role"):
        w.act("林二", answer.AnswerRecommendation(act_id=new_id(), subject_id=p, accepted=True))
    w.act("林一", answer.AnswerRecommendation(act_id=new_id(), subject_id=p, accepted=True))
    assert w.stage(p) == "advise" and w.row(p).body == "改为 20:30。"
    assert w.let_pass(p) == "notice"


def test_the_author_keeps_their_text(small_world):
    w, p = small_world, small_world.in_advise()
    before = w.row(p).body
    clear(w, p)
    recommend(w, p, "support_with_changes", changes="改。")
    w.act("林一", answer.AnswerRecommendation(act_id=new_id(), subject_id=p, accepted=False))
    assert (
        w.stage(p) == "notice" and w.row(p).body == before and w.row(p).author_state == "declined"
    )


def test_a_silent_author_goes_on_with_their_own_text(small_world):
    w, p = small_world, small_world.in_advise()
    clear(w, p)
    recommend(w, p, "support_with_changes", changes="改。")
    assert (
        w.let_pass(p) == "notice"
        and w.row(p).author_state == "silent"
        and "author_silent" in silences(w, p)
    )


def test_a_cosigner_takes_over_from_a_silent_author_who_is_in_notice_by_then(small_world):
    w, p = small_world, small_world.in_advise()
    clear(w, p)
    recommend(w, p, "support_with_changes", changes="改。")
    w.let_pass(p)
    signer = next(
        r.person_id for r in w.rows(tables.cosignature, tables.cosignature.c.proposal_id == p)
    )
    name = next(n for n, i in w.person.items() if i == signer)
    with refused(w, "wrong_role"):
        w.act("林十九", withdrawal.TakeOver(act_id=new_id(), subject_id=p))
    w.act(name, withdrawal.TakeOver(act_id=new_id(), subject_id=p))
    assert w.row(p).author_id == signer


def test_the_vote_waits_for_the_study_until_the_author_chooses_an_advisory_one(small_world):
    w, p = small_world, small_world.in_advise()
    recommend(w, p)
    w.act("窗口", legality.ReviewLegality(act_id=new_id(), subject_id=p, result="clean"))
    w.time.advance(days=10)
    w.tick()
    assert w.stage(p) == "advise"
    with refused(w, "not_yet"):
        w.act("林一", study.ChooseAdvisory(act_id=new_id(), subject_id=p))
    w.time.advance(days=9)
    w.act("林一", study.ChooseAdvisory(act_id=new_id(), subject_id=p))
    row = w.row(p)
    assert (row.stage, row.legal_effect, row.effect_note) == ("notice", "advisory", "without_study")


def test_a_breach_returns_the_text_naming_the_article_and_never_drops_it(small_world):
    w, p = small_world, small_world.in_advise()
    recommend(w, p)
    w.act(
        "书记",
        study.RecordStudy(
            act_id=new_id(), subject_id=p, held_on=w.today(), result="agree", opinion="同意。"
        ),
    )
    with refused(w, "breach_needs_article"):
        w.act(
            "窗口",
            legality.ReviewLegality(
                act_id=new_id(), subject_id=p, result="breach", reasons="不合法"
            ),
        )
    w.act(
        "窗口",
        legality.ReviewLegality(
            act_id=new_id(),
            subject_id=p,
            result="breach",
            law="民法典",
            article="第二百七十八条",
            reasons="涉及共有部分。",
        ),
    )
    assert w.stage(p) == "advise" and "第二百七十八条" in w.row(p).legality_article
    w.act(
        "林一",
        propose.Revise(act_id=new_id(), subject_id=p, title="改过", body="不再涉及共有部分。"),
    )
    assert w.row(p).legality_state == "pending"
    w.act("窗口", legality.ReviewLegality(act_id=new_id(), subject_id=p, result="clean"))
    assert w.stage(p) == "advise"  # the co-signers' days run
    assert w.let_pass(p) == "notice"


def test_an_unanswered_breach_goes_on_as_advisory(small_world):
    w, p = small_world, small_world.in_advise()
    recommend(w, p)
    w.act(
        "书记",
        study.RecordStudy(
            act_id=new_id(), subject_id=p, held_on=w.today(), result="agree", opinion="同意。"
        ),
    )
    w.act(
        "窗口",
        legality.ReviewLegality(
            act_id=new_id(),
            subject_id=p,
            result="breach",
            law="民法典",
            article="278",
            reasons="涉及共有部分。",
        ),
    )
    assert w.let_pass(p) == "notice" and w.row(p).effect_note == "breach_named"


def test_no_review_in_time_is_marked(small_world):
    w, p = small_world, small_world.in_advise()
    recommend(w, p)
    w.act(
        "书记",
        study.RecordStudy(
            act_id=new_id(), subject_id=p, held_on=w.today(), result="agree", opinion="同意。"
        ),
    )
    assert w.let_pass(p) == "notice" and "not_reviewed" in silences(w, p)


def test_recusal_bars_from_acting_and_is_shown(small_world):
    w, p = small_world, small_world.in_advise()
    w.act("理事甲", acts.Recuse(act_id=new_id(), subject_id=p, reason="relative"))
    with refused(w, "recused"):
        recommend(w, p)
    with refused(w, "recused"):
        w.act("理事甲", acts.GiveOpinion(act_id=new_id(), subject_id=p, stance="for", body="好。"))
    with refused(w, "already_recused"):
        w.act("理事甲", acts.Recuse(act_id=new_id(), subject_id=p, reason="relative"))
    assert [r.person_id for r in w.rows(tables.recusal)] == [w.person["理事甲"]]


def test_a_council_that_has_all_recused_counts_as_silent_at_once(small_world):
    w = small_world
    p = w.in_take_up()
    for name in ("理事甲", "理事乙"):
        w.act(name, acts.Recuse(act_id=new_id(), subject_id=p, reason="own_interest"))
    from deliberation.cycle.propose.acts import council as council_acts

    w.act("议员甲", council_acts.TakeUp(act_id=new_id(), subject_id=p))
    assert w.row(p).council_state == "silent" and "council_silent" in silences(w, p)


def test_a_second_factor_must_be_there_fresh_and_of_the_right_kind(small_world):
    w, p = small_world, small_world.in_advise()
    act = lambda: acts.Recommend(act_id=new_id(), subject_id=p, verdict="support", reasons="好。")
    for actor in (
        w.actor("理事甲", factor=None),
        w.actor("理事甲", minutes_ago=11),
        w.actor("理事甲", factor="password_and_printed_code"),
    ):
        with refused(w, "factor_needed"):
            w.act(actor, act())
    w.act(w.actor("理事甲", minutes_ago=9), act())
    assert w.row(p).council_state == "given"
