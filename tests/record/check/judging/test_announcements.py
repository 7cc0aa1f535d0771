"""Announcements written past the gate: `verify` names the act that was never allowed."""

import dataclasses

import pytest

from deliberation.charter.facts import announcement as f
from deliberation.charter.facts.proposal.cycle import StageMoved
from deliberation.charter.subjects import Subject, SubjectType
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.cycle.inform.announcing import announce, answer, ask, correct, row
from tests.record.check.judging.test_judge import found
from tests.record.check.tampering.attacker import Attacker


def forge(world, fact, name, by=None, role="clock"):
    Attacker(world, {}).forge(fact, name=name, by=by, role=role)


def subject(ident):
    return Subject(SubjectType.announcement, ident)


def said(world, who="窗口", **other):
    """What `who` could have announced next, but for `other`."""
    fact = f.Announced(
        by=world.person[who],
        in_name_of="clerk",
        readers="everybody",
        for_group=None,
        for_role=None,
        pinned=False,
        ends_at=None,
        corrects=None,
        rulebook=row(world, announce(world)).rulebook,
        number_year=2026,
        number=2,
        title="停水",
        body="明天停水。",
        subject=subject(new_id()),
    )
    return dataclasses.replace(fact, **other)


def test_what_was_said_and_asked_is_judged_clean(world):
    w = world
    one = announce(w)
    answer(w, one, ask(w, one))
    correct(w, one)
    verify(w.engines)
    forge(w, said(w, number=4), "announce", "窗口", "clerk")
    verify(w.engines)


@pytest.mark.parametrize(
    ("who", "role", "other", "wrong"),
    [
        ("林一", "resident", {}, "announce was not open to resident"),
        ("窗口", "clerk", {"number": 7}, "number 2026-7"),
        ("窗口", "clerk", {"in_name_of": "supervisor"}, "and does not hold it"),
    ],
)
def test_nobody_speaks_who_may_not(world, who, role, other, wrong):
    forge(world, said(world, who, **other), "announce", who, role)
    assert wrong in found(world)


@pytest.mark.parametrize("what", ["withdraw_announcement", "correct_announcement", "answer_about"])
def test_another_office_corrects_withdraws_and_answers_nothing(world, what):
    w = world
    one = announce(w, "监事甲")
    q = ask(w, one)
    about = {"by": w.person["窗口"], "subject": subject(one)}
    fact = {
        "withdraw_announcement": f.AnnouncementWithdrawn(**about, reasons="取消。"),
        "correct_announcement": f.AnnouncementCorrected(**about, corrected_by=new_id()),
        "answer_about": f.AnsweredAbout(
            **about, question=q, person=w.person["林一"], body="五点。"
        ),
    }[what]
    forge(w, fact, what, "窗口", "clerk")
    assert "does not sit in the office" in found(w)


def test_a_correction_reaches_the_same_readers(world):
    w = world
    one = announce(w, readers="role", role="representative")
    forge(
        w,
        said(w, corrects=one, number=3),
        "announce",
        "窗口",
        "clerk",
    )
    assert "a correction for other readers" in found(w)


def test_the_clock_does_not_end_it_before_its_day(world):
    w = world
    one = announce(w, ends_on="2026-03-09")
    moved = StageMoved(
        from_stage="shown", to_stage="over", why="end_announcement", subject=subject(one)
    )
    forge(w, moved, "end_announcement")
    assert "which was not due" in found(w)


def test_a_question_is_answered_once_and_by_somebody_else(world):
    w = world
    one = announce(w)
    q = ask(w, one, "窗口")
    fact = f.AnsweredAbout(
        by=w.person["窗口"], subject=subject(one), question=q, person=w.person["窗口"], body="好。"
    )
    forge(w, fact, "answer_about", "窗口", "clerk")
    assert "a question of one’s own" in found(w)
