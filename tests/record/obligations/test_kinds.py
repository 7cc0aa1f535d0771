"""What only some kinds of matter ask: an election, a recall, a budget round, a covenant, a task."""

from datetime import timedelta

import pytest

from deliberation.charter.rulebook import load
from deliberation.cycle.carry_out.acts import task as task_acts
from deliberation.cycle.propose.acts.elections import defence
from deliberation.cycle.resolve.acts.elections.confirming import ConfirmElection
from deliberation.cycle.resolve.acts.elections.second_round import CallSecondRound
from deliberation.cycle.resolve.acts.elections.written_in import NameWrittenIn
from deliberation.cycle.suggest.acts.vetting import VetCandidate
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.cycle.matters import rounds
from tests.cycle.matters import test_committee_election as committee
from tests.cycle.matters import test_covenant as covenant
from tests.cycle.matters import test_elections as elections
from tests.cycle.matters import test_recall as recall
from tests.cycle.matters import test_tasks as tasks
from tests.world import World

from .lines import is_open, is_over, office, open_acts
from .lines import line as line_of

COMMITTEE = office("election_committee", "clerk")


@pytest.fixture
def w(small_world: World):
    """A community on SQLite; whatever a test did, replay gives the same lines."""
    yield small_world
    verify(small_world.engines)


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def test_whoever_is_nominated_is_asked_and_whoever_agrees_is_looked_at(w):
    p = elections.call(w)
    refs = {n: elections.nominate(w, p, n) for n in ("林一", "林二", "林三", "林四", "林五")}
    for name, ref in refs.items():
        is_open(w, p, "answer_nomination", ("hand", w.person[name]), ref, scope="own")
    for name in ("林一", "林二", "林三"):
        elections.answer(w, p, name)
        is_over(w, p, "answer_nomination", refs[name], by="nomination_answered")
    assert w.let_pass(p) == "advise"
    line = is_open(w, p, "vet_candidate", COMMITTEE, refs["林一"], then_act="end_vetting")
    assert line.not_by == w.person["林一"] and line.due_at == w.row(p).due_at
    assert line_of(w, p, "vet_candidate", refs["林四"]) is None
    elections.answer(w, p, "林四")
    is_open(w, p, "vet_candidate", COMMITTEE, refs["林四"])
    w.act("窗口", VetCandidate(**at(p), candidacy_id=refs["林一"], verdict="accepted"))
    is_over(w, p, "vet_candidate", refs["林一"], by="option_decided")
    assert w.let_pass(p) == "notice"
    is_over(w, p, "vet_candidate", refs["林二"], by="stage_moved")
    is_over(w, p, "answer_nomination", refs["林五"], by="stage_moved")


def test_open_seats_wait_for_their_round_and_whoever_was_elected_to_be_confirmed(w):
    p = elections.supervisors(w, "林一", "林二", "林三", "林四", "林五")
    for who in elections.MEETING[:4]:
        elections.each(w, p, who, "林一", "林二")
    elections.each(w, p, elections.MEETING[4], "林一", "林三", "林四")
    elections.each(w, p, elections.MEETING[5], "林三", "林五", "林一")
    w.let_pass(p)
    is_open(w, p, "call_second_round", COMMITTEE, scope="own")
    w.act("窗口", CallSecondRound(**at(p)))
    is_over(w, p, "call_second_round", by="second_round_called")
    w.let_pass(p)
    for who in ("代表甲", "代表乙"):
        elections.each(w, p, who, "林三")
    elections.each(w, p, "代表丙")
    elections.to_confirm(w, p)
    is_open(w, p, "confirm_election", COMMITTEE, then_act="end_unconfirmed")
    w.act("窗口", ConfirmElection(**at(p), document="推选会议记录"))
    is_over(w, p, "confirm_election", by="election_confirmed")
    assert not open_acts(w, p)
    ends = {o.office_id: o.ends_at for o in w.rows(tables.office) if o.role == "supervisor"}
    for office_id, ends_at in ends.items():
        line = line_of(w, "", "take_office", office_id)
        assert line.due_at == ends_at
        assert line.from_at == max(ends_at - timedelta(days=30), line.from_at)


def test_an_election_nobody_confirms_waits_no_longer(w):
    p = elections.council(w)
    for who in ("代表甲", "代表乙", "代表丙", "代表丁"):
        elections.rank(w, p, who, "林一", "林二")
    elections.to_confirm(w, p)
    line = line_of(w, p, "confirm_election")
    w.let_pass(p)
    assert w.stage(p) == "closed"
    assert line is None or line_of(w, p, "confirm_election").ended_at is not None
    assert not open_acts(w, p)


def test_a_name_with_a_seat_waits_until_somebody_says_whom_it_means(sqlite_engines, time):
    book = load("cn-sichuan-2026").source_text
    w = World(sqlite_engines, time, rulebook=book).populate(committee.MANY)
    p = committee.with_a_name(w)
    (name,) = [x for x in w.rows(tables.election_written_in) if x.state in ("elected", "level")]
    ref = f"{name.post}:{name.write_in_no}"
    is_open(w, p, "name_written_in", COMMITTEE, ref, scope="own")
    said = {"post": name.post, "write_in_no": name.write_in_no, "verdict": "refused"}
    w.act(
        "窗口",
        NameWrittenIn(**at(p), **said, ground="not_a_voter", reasons="查无此人。"),
    )
    is_over(w, p, "name_written_in", ref, by="written_in_named")
    verify(w.engines)


def test_whom_a_demand_concerns_may_answer_until_the_vote_is_over(sqlite_engines, time):
    w = World(sqlite_engines, time, rulebook=recall.NAMED).populate()
    them = ("hand", w.person["委员甲"])
    p = recall.demand(w)
    is_open(w, p, "defend_recall", them, scope="own", due_at=None)
    for name in ("林二", "林三", "林四"):
        w.act(name, recall.r.JoinRecall(**at(p)))
    line = is_open(w, p, "defend_recall", them, then_act="end_defence", scope="stage")
    assert line.due_at == w.row(p).due_at
    assert w.let_pass(p) == "notice"
    is_open(w, p, "defend_recall", them, then_act=None, scope="own")
    w.act("委员甲", defence.DefendRecall(**at(p), statement="账目已经公布。"))
    is_over(w, p, "defend_recall", by="recall_defended")
    verify(w.engines)


def test_a_recall_nobody_answers_stops_waiting_with_the_vote(sqlite_engines, time):
    w = World(sqlite_engines, time, rulebook=recall.NAMED).populate()
    p = recall.reached(w)
    recall.voted(w, p, 6)
    is_over(w, p, "defend_recall", by="stage_moved")
    verify(w.engines)


def test_each_project_is_checked_by_a_councillor_who_did_not_offer_it(w):
    p = rounds.called(w)
    assert (
        line_of(w, p, "check_project", next(iter(rounds.options(w, p).values())).option_id) is None
    )
    w.let_pass(p)
    offered = rounds.options(w, p)
    for project in offered.values():
        line = is_open(w, p, "check_project", office("councillor"), project.option_id)
        assert (line.not_by, line.then_act) == (project.by, "pass_council_by")
    first = next(iter(offered))
    rounds.check(w, p, first)
    is_over(w, p, "check_project", offered[first].option_id, by="option_decided")
    rounds.advised(w, p)
    assert w.stage(p) == "notice"
    assert "check_project" not in open_acts(w, p)


def test_a_covenant_is_filed_by_the_desk(w):
    p = covenant.passed(w)
    is_open(w, p, "file_covenant", office("clerk"), then_act=None)
    assert line_of(w, p, "assign") is None
    w.let_pass(p)
    is_open(w, p, "file_covenant", office("clerk"), then_act="inspect_as_it_stands")
    assert line_of(w, p, "finish") is None
    covenant.filed(w, p)
    is_over(w, p, "file_covenant", by="covenant_filed")


def test_a_task_is_reviewed_once_a_year_and_asked_for_two_months_before(w):
    p = tasks.in_force(w)
    them = office("committee_member", "clerk")
    first = is_open(w, p, "review_task", them, then_act="mark_task_review")
    assert first.due_at == tasks.task(w, p).review_at
    assert first.from_at == first.due_at - timedelta(days=60)
    w.time.to(first.due_at)
    w.tick()
    late = is_open(w, p, "review_task", them, then_act="mark_task_review")
    assert late.from_at == w.time.at and late.due_at == tasks.task(w, p).review_at
    w.act("委员甲", task_acts.ReviewTask(**at(p), verdict="continue", reasons="老人满意。"))
    second = is_open(w, p, "review_task", them)
    assert second.from_at > w.time.at
    w.act("委员甲", task_acts.ReviewTask(**at(p), verdict="exit", reasons="不再需要。"))
    is_over(w, p, "review_task", by="task_reviewed")
