"""代录: a clerk enters somebody's act from a signed slip; a second factor taken away by two people.

Refusals leave no trace.
"""

import dataclasses
from datetime import timedelta

import pytest

from deliberation import clock
from deliberation.charter.calendar import Calendar
from deliberation.charter.case import Witness
from deliberation.cycle.evaluate.acts import proposal as evaluate
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts import support, thread
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.supervise.acts import objection as objection_acts
from deliberation.cycle.supervise.acts import question
from deliberation.desk.acts import entries as desk_acts
from deliberation.desk.acts.resets import AskReset, ConfirmReset, DropReset
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.write import casefile
from deliberation.record.write.answers.vote.checks import certificate_checks
from deliberation.record.write.communities import community
from deliberation.record.write.done import Conflict
from deliberation.record.write.perform import perform
from tests.traces import refused


def enter(
    w,
    person,
    make,
    proposal=None,
    *,
    witness=None,
    minutes_ago=0.0,
    kind=desk_acts.EnterFor,
    act_id=None,
    slip="S-1",
    how="present",
    **fields,
):
    """Perform as the clerk: `make` is the class of the act entered for `person`."""
    at = act_id or new_id()
    clerk = w.actor("窗口")
    if witness:
        clerk = dataclasses.replace(
            clerk,
            witness=Witness(
                w.person[witness], "authenticator", clock.real() - timedelta(minutes=minutes_ago)
            ),
        )
    inner = make(act_id=at, subject_id=proposal, **fields)
    return perform(
        kind(
            act_id=at,
            subject_id=proposal,
            person_id=w.person[person],
            slip=slip,
            how=how,
            inner=inner,
        ),
        clerk,
        w.id,
        w.engines,
    )


def recuse(w, name, proposal):
    w.act(
        name,
        suggest.Recuse(
            act_id=new_id(), subject_id=proposal, reason="own_interest", explanation="是我家"
        ),
    )


def test_a_proposal_is_carried_across_the_threshold_half_on_paper(small_world):
    w = small_world
    done = enter(
        w,
        "林一",
        propose.Draft,
        kind=desk_acts.EnterNewFor,
        title="装一盏灯",
        body="三栋门口晚上很暗。",
    )
    p = done.subject_id
    enter(w, "林一", propose.Submit, p)
    assert w.row(p).author_id == w.person["林一"] and w.row(p).stage == "gather"
    for name in ("林二", "林三", "林四", "林五", "林六"):
        enter(w, name, support.Cosign, p, slip="页1", how="visited")
    w.cosign(p, "林七", "林八", "林九", "林十一", "林十二")
    w.tick()
    assert w.row(p).stage == "take_up" and w.counts(p).cosigns == 10
    entries = [e for e in w.rows(tables.desk_entry) if e.act == "cosign"]
    assert {e.person_id for e in entries} == {w.person[f"林{n}"] for n in "二三四五六"}
    assert {(e.by, e.slip, e.how) for e in entries} == {(w.person["窗口"], "页1", "visited")}
    verify(w.engines)


def test_comments_objections_and_ratings_are_the_persons_own_and_marked(small_world):
    w = small_world
    p = w.submitted()
    enter(w, "林二", thread.Comment, p, body="我支持。", stance="for")
    comment = w.rows(tables.comment)[0]
    entry = w.rows(tables.desk_entry)[0]
    assert (comment.person_id, comment.role, entry.act, entry.ref) == (
        w.person["林二"],
        "resident",
        "comment",
        comment.comment_id,
    )
    n = w.in_notice()
    enter(w, "林三", objection_acts.Object, n, ground="procedure", body="公示栏里没有。")
    objection = w.rows(tables.objection)[0]
    assert objection.person_id == w.person["林三"] and w.rows(tables.desk_entry)[-1].ref in {
        e.ref for e in w.rows(tables.desk_entry)
    }
    e = w.in_evaluate()
    enter(w, "林四", evaluate.Rate, e, score=5)
    assert w.counts(e).ratings == 1


def test_a_ballot_needs_the_voters_code_or_a_supervisors_and_says_whose(small_world):
    w = small_world
    p = w.in_vote()
    for witness, ago in ((None, 0), ("窗口", 0), ("林一", 0), ("监事甲", 1000)):
        with refused(w, "witness_needed"):
            enter(
                w, "代表甲", resolve.CastBallot, p, witness=witness, minutes_ago=ago, choice="for"
            )
    enter(w, "代表甲", resolve.CastBallot, p, witness="监事甲", choice="for")
    enter(w, "代表乙", resolve.CastBallot, p, witness="代表乙", choice="against")
    said = {e.person_id: (e.witness_id, e.own_code) for e in w.rows(tables.desk_entry)}
    assert said == {
        w.person["代表甲"]: (w.person["监事甲"], False),
        w.person["代表乙"]: (None, True),
    }
    assert w.counts(p).ballots == 2
    w.act(
        "代表甲", resolve.CastBallot(act_id=new_id(), subject_id=p, choice="against")
    )  # they may still change it themselves
    assert w.counts(p).ballots == 2
    with refused(w, "not_on_roll"):
        enter(w, "林一", resolve.CastBallot, p, witness="监事甲", choice="for")


def test_a_recused_supervisor_is_no_witness_and_a_recused_clerk_enters_nothing(small_world):
    w = small_world
    p = w.in_vote()
    recuse(w, "监事甲", p)
    with refused(w, "witness_needed"):
        enter(w, "代表甲", resolve.CastBallot, p, witness="监事甲", choice="for")
    recuse(w, "窗口", p)
    with refused(w, "recused"):
        enter(w, "代表甲", resolve.CastBallot, p, witness="监事乙", choice="for")


def test_the_persons_own_limits_hold_at_the_desk_too(small_world):
    w = small_world
    p = w.submitted("林一")
    for name, code in (
        ("租客远", "wrong_role"),
        ("丁小", "wrong_role"),
        ("林一", "own_proposal"),
        ("窗口", "own_interest"),
    ):
        with refused(w, code):
            enter(w, name, support.Cosign, p)
    with refused(w, "wrong_stage"):
        enter(w, "林二", evaluate.Rate, p, score=3)
    with refused(w, "no_such_act"):
        enter(w, "代表甲", question.AskQuestion, p, addressee="clerk", body="？")
    with refused(w, "empty_text"):
        enter(w, "林二", support.Cosign, p, slip="  ")
    with refused(w, "wrong_role"):
        at = new_id()
        perform(
            desk_acts.EnterFor(
                act_id=at,
                subject_id=p,
                person_id=w.person["林二"],
                slip="1",
                how="present",
                inner=support.Cosign(act_id=at, subject_id=p),
            ),
            w.actor("林三"),
            w.id,
            w.engines,
        )


def test_the_same_slip_sent_twice_is_entered_once_and_another_content_conflicts(small_world):
    w = small_world
    p, at = w.submitted(), new_id()
    enter(w, "林二", support.Cosign, p, act_id=at)
    assert enter(w, "林二", support.Cosign, p, act_id=at).repeated
    with pytest.raises(Conflict):
        enter(w, "林三", support.Cosign, p, act_id=at)
    assert w.counts(p).cosigns == 1


def test_a_second_factor_in_office_is_taken_away_by_two_people_and_stands_on_the_certificate(
    small_world,
):
    w = small_world
    p = w.in_vote()
    with refused(w, "own_interest"):
        w.act(
            "窗口",
            AskReset(act_id=new_id(), person_id=w.person["窗口"], reason="手机丢了"),
        )
    w.act("窗口", AskReset(act_id=new_id(), person_id=w.person["代表甲"], reason="手机丢了"))
    with refused(w, "already_asked"):
        w.act("窗口", AskReset(act_id=new_id(), person_id=w.person["代表甲"], reason="又来"))
    reset = w.rows(tables.factor_reset)[0].reset_id
    with refused(w, "wrong_role"):
        w.act("窗口", ConfirmReset(act_id=new_id(), reset_id=reset))
    with refused(w, "unknown_reference"):
        w.act("监事甲", ConfirmReset(act_id=new_id(), reset_id=new_id()))
    w.act("监事甲", ConfirmReset(act_id=new_id(), reset_id=reset))
    with refused(w, "already_decided"):
        w.act("监事乙", DropReset(act_id=new_id(), reset_id=reset))
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
    assert checks["factor_resets"] == ("look", 1) and checks["desk_ballots"] == ("right", 0)
    verify(w.engines)


def test_a_supervisors_own_factor_needs_another_supervisor(small_world):
    w = small_world
    w.act("窗口", AskReset(act_id=new_id(), person_id=w.person["监事甲"], reason="丢了"))
    reset = w.rows(tables.factor_reset)[0].reset_id
    with refused(w, "own_interest"):
        w.act("监事甲", ConfirmReset(act_id=new_id(), reset_id=reset))
    w.act("监事乙", ConfirmReset(act_id=new_id(), reset_id=reset))
    assert w.rows(tables.factor_reset)[0].state == "confirmed"


def test_everything_entered_at_the_desk_replays(small_world):
    w = small_world
    p = w.submitted()
    enter(w, "林二", support.Cosign, p)
    w.act("窗口", AskReset(act_id=new_id(), person_id=w.person["代表甲"], reason="丢了"))
    w.act(
        "窗口",
        DropReset(act_id=new_id(), reset_id=w.rows(tables.factor_reset)[0].reset_id),
    )
    verify(w.engines)
    assert w.rows(tables.factor_reset)[0].state == "dropped"
