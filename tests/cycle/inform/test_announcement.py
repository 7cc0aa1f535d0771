"""公告: who may speak, to whom; its end; corrected by a later one; withdrawn with a reason. Each
refusal leaves no trace.
"""

from datetime import timedelta

import pytest

from deliberation.charter.attaching import NewFile
from deliberation.charter.rulebook import load
from deliberation.charter.subjects.announcement import MAY_STAY, Stage
from deliberation.cycle.inform.acts import announcement as acts
from deliberation.cycle.propose.acts.support import Cosign
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.cycle.inform.announcing import (
    TITLE,
    announce,
    correct,
    row,
    subject,
    withdraw,
)
from tests.traces import refused

WRITERS = {
    "窗口": "clerk",
    "委员甲": "committee_member",
    "监事甲": "supervisor",
    "书记": "lead_organisation",
}


def day(w, ahead: int) -> str:
    return (w.time.at + timedelta(hours=8, days=ahead)).date().isoformat()


def test_four_offices_speak_each_in_its_name_under_one_series(world):
    w = world
    found = [row(w, announce(w, who)) for who in WRITERS]
    assert [r.office for r in found] == list(WRITERS.values())
    assert [(r.number_year, r.number) for r in found] == [(2026, n) for n in (1, 2, 3, 4)]
    w.submitted()
    series = {(r.type, r.year): r.last for r in w.rows(tables.number_series)}
    assert series == {("announcement", 2026): 4, ("proposal", 2026): 1}
    verify(w.engines)


@pytest.mark.parametrize("who", ["林一", "议员甲", "理事甲", "代表甲", "承办甲", "租客远"])
def test_nobody_else_speaks_to_everybody(small_world, who):
    with refused(small_world, "wrong_role"):
        announce(small_world, who)


def test_speaking_for_an_office_asks_for_a_fresh_factor(small_world):
    w = small_world
    one = announce(w)
    for act in (
        acts.Announce(act_id=new_id(), title="停电", body="明天停电。"),
        acts.CorrectAnnouncement(act_id=new_id(), subject_id=one, title="停电", body="后天。"),
        acts.WithdrawAnnouncement(act_id=new_id(), subject_id=one, reasons="取消。"),
    ):
        with refused(w, "factor_needed"):
            w.act(w.actor("窗口", factor=None), act)


def test_what_is_said_has_its_limits(small_world):
    w, limits = small_world, load("cn-2026").limits
    for code, said in {
        "empty_text": {"title": " \n"},
        "too_long": {"body": "长" * (limits.text_max + 1)},
        "bad_date": {"ends_on": "2026-02-30"},
        "date_in_past": {"ends_on": day(w, -1)},
        "too_far_away": {"ends_on": day(w, limits.announced_most_days + 1)},
        "bad_choice": {"readers": "nobody"},
        "too_many_files": {
            "files": (NewFile("0" * 64, None, "application/pdf", 9, None, None, None, "甲.pdf"),)
            * 13
        },
        "unknown_reference": {"readers": "group", "group_id": new_id()},
    }.items():
        with refused(w, code):
            announce(w, **said)
    for said in ({"readers": "group"}, {"readers": "role", "role": "resident"}):
        with refused(w, "bad_choice"):
            announce(w, **said)
    assert row(w, announce(w, ends_on=day(w, limits.announced_most_days))).ends_at
    assert row(w, announce(w, ends_on=day(w, 0))).ends_at == w.time.at.replace(hour=16)


def test_its_last_day_is_whole_and_then_the_clock_ends_it(world):
    w = world
    stays, ends = announce(w), announce(w, ends_on=day(w, 3), pinned=True)
    w.time.to(row(w, ends).ends_at - timedelta(seconds=1))
    w.tick()
    with refused(w, "not_yet"):
        w.clock_act(acts.EndAnnouncement(act_id=new_id(), subject_id=ends))
    assert row(w, ends).stage == "shown"
    w.time.advance(seconds=1)
    w.tick()
    w.tick()
    assert row(w, ends).stage == subject(w, ends).stage == "over"
    assert not w.clocks(ends)
    with refused(w, "wrong_stage"):
        w.clock_act(acts.EndAnnouncement(act_id=new_id(), subject_id=ends))
    with refused(w, "already_decided"):
        w.clock_act(acts.EndAnnouncement(act_id=new_id(), subject_id=stays))
    w.time.advance(days=900)
    w.tick()
    assert row(w, stays).stage == "shown"
    assert set(MAY_STAY) == set(Stage)
    verify(w.engines)


def test_a_later_one_takes_its_place_and_both_stay(world):
    w = world
    one = announce(w, readers="role", role="representative", ends_on=day(w, 9))
    two = correct(w, one)
    assert (row(w, one).stage, row(w, one).corrected_by) == ("over", two)
    new = row(w, two)
    assert (new.corrects, new.readers, new.role, new.number) == (one, "role", "representative", 2)
    assert not w.rows(
        tables.obligation,
        tables.obligation.c.subject_id == one,
        tables.obligation.c.ended_at.is_(None),
    )
    with refused(w, "corrected_before"):
        correct(w, one)
    with refused(w, "nothing_changed"):
        correct(w, two)
    three = correct(w, two, body="还是周六停水。")
    assert row(w, two).corrected_by == three and row(w, one).corrected_by == two
    verify(w.engines)


def test_what_is_over_is_corrected_too_and_what_is_withdrawn_is_not(world):
    w = world
    one = announce(w, ends_on=day(w, 1))
    w.time.advance(days=3)
    w.tick()
    two = correct(w, one)
    withdraw(w, two)
    assert (row(w, two).stage, row(w, two).reasons) == ("withdrawn", "清洗取消。")
    for attempt in (lambda: correct(w, two, body="又改。"), lambda: withdraw(w, two)):
        with refused(w, "wrong_stage"):
            attempt()
    withdraw(w, one)
    verify(w.engines)


def test_anybody_of_the_same_office_and_nobody_of_another(world):
    w = world
    one = announce(w, "监事甲")
    for who in ("窗口", "委员甲", "书记"):
        with refused(w, "wrong_role"):
            correct(w, one, who)
        with refused(w, "wrong_role"):
            withdraw(w, one, who)
    for who in ("林一", "承办甲"):
        with refused(w, "wrong_role"):
            withdraw(w, one, who)
    with refused(w, "empty_text"):
        withdraw(w, one, "监事乙", "")
    withdraw(w, correct(w, one, "监事乙"), "监事丙")
    verify(w.engines)


def test_the_same_tap_twice_is_one_announcement(small_world):
    w = small_world
    act = acts.Announce(act_id=new_id(), title=TITLE, body="停水。")
    first, again = w.act("窗口", act), w.act("窗口", act)
    assert again.repeated and again.subject_id == first.subject_id
    assert len(w.rows(tables.announcement)) == 1


def test_an_act_of_another_subject_is_refused(small_world):
    w = small_world
    p, one = w.submitted(), announce(w)
    with refused(w, "unknown_subject"):
        withdraw(w, p)
    with refused(w, "unknown_subject"):
        withdraw(w, new_id())
    with refused(w, "unknown_subject"):
        w.act("林二", Cosign(act_id=new_id(), subject_id=one, version_no=1))


def test_the_row_and_its_subject_never_differ(world):
    w = world
    one = announce(w, ends_on=day(w, 2))
    withdraw(w, correct(w, announce(w)))
    w.time.advance(days=5)
    w.tick()
    assert row(w, one).stage == "over"
    for r in w.rows(tables.announcement):
        s = subject(w, r.subject_id)
        assert (s.type, s.stage, s.stage_at, s.rulebook, s.year, s.number) == (
            "announcement",
            r.stage,
            r.stage_at,
            r.rulebook,
            r.number_year,
            r.number,
        )


def test_its_files_hang_on_it(small_world):
    w = small_world
    pdf = NewFile("ab" * 32, None, "application/pdf", 900, None, None, None, "通知.pdf")
    one = announce(w, files=(pdf,))
    [file] = w.rows(tables.attachment)
    assert (file.subject_id, file.ref, file.hangs_on) == (one, one, "announcement")
