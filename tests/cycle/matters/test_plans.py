"""Several plans for one matter: written in the draft, chosen by voters, 都不同意 always on the
paper, counted again by verify.
"""

import pytest

from deliberation.charter.calendar import Calendar
from deliberation.charter.voting.papers import PLANS
from deliberation.cycle.propose.acts import plan as plan_acts
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.supervise.acts import certificate
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.write import casefile
from deliberation.record.write.answers.vote.checks import certificate_checks
from deliberation.record.write.communities import community
from tests.traces import refused
from tests.world import OFFICES, RESIDENTS, World

TWO = ("种桂花", "种香樟")
COMMON = {"uses_common_parts": True}


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def options(w, p):
    return {
        o.title: o for o in w.rows(tables.ballot_option, tables.ballot_option.c.proposal_id == p)
    }


def questions(w, p):
    return w.rows(tables.round_question, tables.round_question.c.proposal_id == p)


def places(w, p):
    rows = w.rows(tables.round_option, tables.round_option.c.proposal_id == p)
    return {r.option_no: r.place for r in rows}


def round_of(w, p):
    return w.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)[-1]


def recount_check(w, p):
    """What the certificate says of the platform's own recount."""
    with w.engines.read_connection() as conn:
        row = w.row(p)
        book = casefile.rulebook_of(conn, w.id, row.rulebook)
        here = community(conn, w.id, w.engines)
        return next(
            c
            for c in certificate_checks(
                conn, here, row, book.kind(row.matter), Calendar.load(book.calendar), w.time.at
            )
            if c[0] == "recount"
        )


def test_the_author_writes_plans_in_the_draft_and_takes_them_off_again(world):
    w = world
    p = w.draft()
    for title in ("种桂花", "种香樟", "种竹子"):
        w.act("林一", plan_acts.OfferPlan(**at(p), title=title, body="做法。"))
    w.act("林一", plan_acts.DropPlan(**at(p), option_id=options(w, p)["种竹子"].option_id))
    assert {t: o.state for t, o in options(w, p).items()} == {
        "种桂花": "accepted",
        "种香樟": "accepted",
        "种竹子": "withdrawn",
    }
    with refused(w, "already_decided"):
        w.act("林一", plan_acts.DropPlan(**at(p), option_id=options(w, p)["种竹子"].option_id))
    with refused(w, "unknown_reference"):
        w.act("林一", plan_acts.DropPlan(**at(p), option_id="0" * 26))
    with refused(w, "wrong_role"):
        w.act("林二", plan_acts.OfferPlan(**at(p), title="别的", body="别人的草稿。"))
    with refused(w, "empty_text"):
        w.act("林一", plan_acts.OfferPlan(**at(p), title=" ", body="没有名字。"))
    w.act("林一", propose.Submit(**at(p)))
    assert w.row(p).phase == PLANS
    with refused(w, "wrong_stage"):
        w.act("林一", plan_acts.OfferPlan(**at(p), title="迟了", body="已经公开。"))
    verify(w.engines)


def test_one_plan_is_no_choice_and_nine_are_too_many(small_world):
    w = small_world
    p = w.draft()
    w.act("林一", plan_acts.OfferPlan(**at(p), title="只有一个", body="做法。"))
    with refused(w, "one_plan"):
        w.act("林一", propose.Submit(**at(p)))
    for n in range(7):
        w.act("林一", plan_acts.OfferPlan(**at(p), title=f"方案{n}", body="做法。"))
    with refused(w, "too_many_options"):
        w.act("林一", plan_acts.OfferPlan(**at(p), title="第九个", body="做法。"))


def test_representatives_choose_one_or_none_of_them(world):
    w = world
    p = w.in_vote(plans=TWO)
    (q,) = questions(w, p)
    assert (q.form, q.rule, q.options, q.none) == ("one", "absolute/1", 2, True) and len(
        q.seed
    ) == 26
    for text in ("for", "3", "1,2", "", "1;2"):
        with refused(w, "not_on_paper"):
            w.cast(p, 代表甲=text)
    w.cast(p, 代表甲="2", 代表乙="2", 代表丙="2", 代表丁="none", 代表戊="2", 委员甲="1")
    w.cast(p, 代表乙="1")  # changed until close
    w.let_pass(p)
    assert (w.row(p).outcome, places(w, p)) == ("rejected", {1: None, 2: None}), (
        "3 of 6 present are not more than half"
    )
    r = round_of(w, p)
    assert (r.rule, r.members, r.present, r.votes_for) == ("paper/1", 6, 6, None)
    verify(w.engines)


def test_a_plan_with_more_than_half_of_those_present_passes_and_a_recount_agrees(world):
    w = world
    p = w.in_vote(plans=TWO)
    w.cast(p, 代表甲="2", 代表乙="2", 代表丙="2", 代表丁="none", 代表戊="2", 委员甲="1")
    w.let_pass(p)
    assert (w.row(p).outcome, places(w, p), questions(w, p)[0].outcome) == (
        "passed",
        {1: None, 2: 1},
        "passed",
    )
    assert recount_check(w, p) == ["recount", "right", 6]
    w.act("监事甲", certificate.RefuseCertificate(**at(p), statement="请再数一遍。"))
    assert round_of(w, p).recounts == 1 and places(w, p) == {1: None, 2: 1}
    verify(w.engines)


def test_too_few_decide_nothing_and_the_paper_is_made_anew_for_the_repeat(small_world):
    w = small_world
    p = w.in_vote(plans=TWO)
    w.cast(p, 代表甲="1", 代表乙="1")
    w.let_pass(p)
    assert w.row(p).outcome == "inquorate" and questions(w, p)[0].outcome is None
    while w.stage(p) == "publish":
        w.let_pass(p)
    w.act("林一", resolve.RepeatVote(**at(p)))
    while w.stage(p) == "notice":
        w.let_pass(p)
    assert [(q.round_no, q.options) for q in questions(w, p)] == [(1, 2), (2, 2)]
    with refused(w, "not_on_paper"):
        w.cast(p, 代表甲="for")
    w.cast(p, 代表甲="1")


def test_owners_choose_a_plan_by_heads_and_by_area(world):
    w = world
    p = w.in_vote(answers=COMMON, plans=TWO)
    (q,) = questions(w, p)
    assert (w.row(p).matter, q.rule, q.none) == ("property", "dual-plans/1", True)
    for name in (*RESIDENTS, *OFFICES):
        w.cast(p, **{name: "1"})
    w.let_pass(p)
    assert (w.row(p).outcome, places(w, p)) == ("passed", {1: 1, 2: None})
    assert recount_check(w, p)[1] == "right"
    verify(w.engines)


def test_a_plain_motion_still_has_no_paper(small_world):
    w = small_world
    p = w.in_vote()
    assert w.row(p).phase is None and questions(w, p) == []
    with refused(w, "bad_choice"):
        w.cast(p, 代表甲="1")


@pytest.mark.parametrize("change", ["seats", "choice"])
def test_verify_names_a_count_that_does_not_follow(small_world, change):
    from sqlalchemy import update

    from deliberation.record.check.verify import Wrong

    w = small_world
    p = w.in_vote(plans=TWO)
    w.cast(p, 代表甲="2", 代表乙="2", 代表丙="2", 代表丁="2")
    w.let_pass(p)
    t = tables.round_option if change == "seats" else tables.ballot
    where = t.c.option_no == 2 if change == "seats" else t.c.voter_id == w.person["代表甲"]
    with w.engines.write_connection() as conn:
        conn.execute(
            update(t)
            .where(t.c.community_id == w.id, where)
            .values({"place": 2} if change == "seats" else {"choice": "1"})
        )
    with pytest.raises(Wrong, match="round_option" if change == "seats" else "ballot"):
        verify(w.engines)


def test_a_secret_vote_takes_no_ballot_beside_a_name(sqlite_engines, time):
    w = World(
        sqlite_engines,
        time,
        rulebook='extends = "cn-2026"\n[kinds.ordinary.vote.community]\nballot = "secret_paper"\n',
    ).populate()
    p = w.in_vote()
    with refused(w, "secret_on_paper"):
        w.cast(p, 代表甲="for")
