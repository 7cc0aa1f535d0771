"""What the clock does besides deadlines that are due: provisional dates once a year is announced,
and birthdays.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deliberation.charter import calendar
from deliberation.charter.acts import ActName
from deliberation.cycle.resolve.acts.proposal import CastBallot
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.errands import dates
from deliberation.record.ids import new_id
from deliberation.record.tick import run_due
from deliberation.roster.acts import people
from tests.cycle.inform.announcing import announce, ask, due
from tests.traces import refused


@pytest.fixture
def announced(monkeypatch):
    """Announce a rest day of a year that nobody has announced yet."""

    def announce(*days):
        plain = calendar._load("cn")
        monkeypatch.setattr(
            calendar,
            "_load",
            lambda name: replace(
                plain, years=plain.years | {d.year for d in days}, rest=plain.rest | set(days)
            ),
        )

    return announce


def deadline_of(world, proposal, act):
    t = tables.obligation
    return next(d for d in world.rows(t, t.c.subject_id == proposal) if d.act == act.value)


def test_a_vote_closing_in_a_year_not_announced_is_provisional_and_only_moves_later(
    world, announced
):
    w = world
    w.time.to(datetime(2027, 3, 1, 1, tzinfo=UTC))
    p = w.in_vote()
    before = deadline_of(w, p, ActName.close_vote)
    assert before.provisional and before.due_at == w.row(p).closes_at
    last_day = (before.due_at + timedelta(hours=8) - timedelta(minutes=1)).date()
    announced(last_day)
    w.tick()
    after = deadline_of(w, p, ActName.close_vote)
    assert after.due_at > before.due_at and not after.provisional
    voters = deadline_of(w, p, ActName.cast_ballot)
    assert (voters.due_at, voters.provisional) == (after.due_at, False)
    assert (
        w.row(p).closes_at
        == after.due_at
        == w.rows(tables.vote_round)[0].closes_at
        == w.row(p).due_at
    )
    w.time.to(before.due_at + timedelta(minutes=1))
    w.cast(p, 代表甲="for")
    w.time.to(after.due_at)
    with refused(w, "window_closed"):
        w.act("代表乙", CastBallot(act_id=new_id(), subject_id=p, choice="for"))
    w.tick()
    assert w.stage(p) == "publish"
    verify(w.engines)


def test_a_provisional_date_that_holds_is_marked_settled_and_stays(world, announced):
    w = world
    w.time.to(datetime(2027, 3, 1, 1, tzinfo=UTC))
    p = w.submitted()
    before = deadline_of(w, p, ActName.lapse)
    assert before.provisional
    announced((before.due_at + timedelta(days=40)).date())
    w.tick()
    after = deadline_of(w, p, ActName.lapse)
    assert after.due_at == before.due_at and not after.provisional
    n = len(w.facts())
    w.tick()
    assert len(w.facts()) == n


def test_all_provisional_dates_are_counted_again_and_then_not_for_a_day(
    world, announced, monkeypatch
):
    """However many there are: what one look takes at once is no bound of what is looked at."""
    w = world
    w.time.to(datetime(2027, 3, 1, 1, tzinfo=UTC))
    some = {w.submitted(who) for who in ("林一", "林二", "林三")}
    waits = dates.acts(w.engines, None, 1)
    assert list(waits) == []
    announced(datetime(2027, 6, 1).date())
    found = [act.subject_id for _, act in dates.acts(w.engines, None, 1)]
    assert some <= set(found) and len(found) == len(set(found))
    with monkeypatch.context() as nobody_asks:
        nobody_asks.setattr(dates, "_some", None)
        assert list(dates.acts(w.engines, None, 1)) == []
    w.time.advance(days=1)
    again = {act.subject_id for _, act in dates.acts(w.engines, None, 1)}
    assert some <= again  # nobody had done them


def test_the_day_of_an_answer_moves_too_and_stands_in_one_place(world, announced):
    """An announcement has no votes, and its dates are provisional like any other's."""
    w = world
    w.time.to(datetime(2027, 3, 1, 1, tzinfo=UTC))
    one = announce(w)
    q = ask(w, one)
    before = due(w, one)[q]
    assert deadline_of(w, one, ActName.mark_about).provisional
    announced((before - timedelta(minutes=1)).astimezone(ZoneInfo("Asia/Shanghai")).date())
    w.tick()
    after = due(w, one)[q]
    assert after > before
    for act in (ActName.mark_about, ActName.answer_about):
        line = deadline_of(w, one, act)
        assert (line.due_at, line.provisional) == (after, False)
    w.time.to(before)
    w.tick()
    assert "unanswered_about" not in w.facts(one)
    w.time.to(after)
    w.tick()
    assert "unanswered_about" in w.facts(one)
    verify(w.engines)


def test_the_clock_makes_minors_adults_on_their_day_and_not_before(world):
    w = world
    minor = w.person["丁小"]  # born 2012-05-01

    def standing():
        return next(r.standing for r in w.rows(tables.person) if r.person_id == minor)

    w.time.to(datetime(2030, 4, 30, 15, 59, tzinfo=UTC))  # 23:59 in Shanghai, the day before
    run_due(w.engines)
    assert standing() == "minor"
    with refused(w, "not_adult"):
        w.clock_act(people.ComeOfAge(act_id=new_id(), person_id=minor))
    w.time.to(datetime(2030, 4, 30, 16, 0, tzinfo=UTC))  # 00:00 on the birthday
    assert run_due(w.engines) == 1
    assert standing() == "adult"
    assert run_due(w.engines) == 0
    verify(w.engines)
