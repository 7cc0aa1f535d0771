"""What waits outside any subject: a request to the desk, a lost factor, a private matter, an office
whose term ends.
"""

from datetime import timedelta

import pytest

from deliberation.cycle.propose.acts import private
from deliberation.desk.acts.resets import AskReset, ConfirmReset, DropReset
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts.asking import AnswerCorrection, AskCorrection
from deliberation.roster.acts.people import LeaveOffice
from tests.world import START, World

from .lines import is_open, is_over, office

NOWHERE = ""


@pytest.fixture
def w(small_world: World):
    """A community on SQLite; whatever a test did, replay gives the same lines."""
    yield small_world
    verify(small_world.engines)


def test_a_correction_waits_for_the_desk_and_not_for_whoever_asked(world):
    w = world
    w.act("林二", AskCorrection(act_id=new_id(), body="我的电话换了"))
    (row,) = w.rows(tables.correction_request)
    line = is_open(w, NOWHERE, "answer_correction", office("clerk"), row.request_id)
    assert (line.due_at, line.days, line.not_by) == (row.due_at, 3, w.person["林二"])
    said = {"request_id": row.request_id, "outcome": "done", "answer": "已改。"}
    w.act("窗口", AnswerCorrection(act_id=new_id(), **said))
    is_over(w, NOWHERE, "answer_correction", row.request_id, by="correction_answered")
    verify(w.engines)


@pytest.mark.parametrize(
    ("act", "by"), [(ConfirmReset, "reset_confirmed"), (DropReset, "reset_dropped")]
)
def test_a_lost_factor_waits_for_a_supervisor_who_is_neither(w, act, by):
    w.act("窗口", AskReset(act_id=new_id(), person_id=w.person["监事甲"], reason="手机丢了"))
    (row,) = w.rows(tables.factor_reset)
    line = is_open(w, NOWHERE, "confirm_reset", office("supervisor"), row.reset_id, scope="own")
    assert set(line.not_by.split()) == {w.person["窗口"], w.person["监事甲"]}
    w.act("监事乙", act(act_id=new_id(), reset_id=row.reset_id))
    is_over(w, NOWHERE, "confirm_reset", row.reset_id, by=by)


def test_a_private_matter_waits_for_the_office_and_when_it_is_late_for_the_supervisors_too(w):
    w.act("林三", private.BringPrivate(act_id=new_id(), title="吵闹", body="楼上太吵"))
    (row,) = w.rows(tables.private_matter)
    ref = row.matter_id
    line = is_open(w, NOWHERE, "answer_private", office("clerk"), ref, then_act="mark_private")
    assert (line.due_at, line.not_by) == (row.due_at, w.person["林三"])
    w.time.to(line.due_at)
    w.tick()
    is_open(w, NOWHERE, "answer_private", office("clerk", "supervisor"), ref, then_act=None)
    w.act("监事甲", private.AnswerPrivate(act_id=new_id(), matter_id=ref, answer="已调解。"))
    is_over(w, NOWHERE, "answer_private", ref, by="private_matter_answered")


def test_an_office_waits_for_a_successor_a_month_before_its_end(w):
    ends = START + timedelta(days=100)
    w.take_office("林一", "deliberator", ends_at=ends)
    t = tables.office
    (row,) = w.rows(t, t.c.person_id == w.person["林一"])
    line = is_open(w, NOWHERE, "take_office", office("clerk"), row.office_id, due_at=ends)
    assert line.from_at == ends - timedelta(days=30)
    left = {"office_id": row.office_id, "cause": "succeeded"}
    w.act("窗口", LeaveOffice(act_id=new_id(), **left))
    is_over(w, NOWHERE, "take_office", row.office_id, by="office_left")


def following(w, who, before, *, starts, role="deliberator"):
    """Whom the last one who took the office follows."""
    w.take_office(who, role, starts_at=starts, ends_at=starts + timedelta(days=1000))
    t = tables.office
    (mine,) = w.rows(t, t.c.person_id == w.person[who], t.c.starts_at == starts)
    is_open(w, NOWHERE, "take_office", office("clerk"), mine.office_id)
    over = [r for r in w.rows(tables.obligation) if r.act == "take_office" and r.ended_at]
    assert {r.ref for r in over} == before
    return mine.office_id


def test_whoever_takes_an_office_follows_the_one_that_ends(w):
    """One for each: the first to end, one's own of before, and nobody who still has years."""
    one, two = START + timedelta(days=100), START + timedelta(days=110)
    ids = {}
    for who, ends in (("林一", one), ("林二", two)):
        w.take_office(who, "deliberator", ends_at=ends)
        (row,) = w.rows(tables.office, tables.office.c.person_id == w.person[who])
        ids[who] = row.office_id
    following(w, "林三", set(), starts=one - timedelta(days=40))
    following(w, "林五", set(), starts=one, role="councillor")
    following(w, "林二", {ids["林二"]}, starts=two)
    following(w, "林四", {ids["林一"], ids["林二"]}, starts=two)
    following(w, "林六", {ids["林一"], ids["林二"]}, starts=two)
