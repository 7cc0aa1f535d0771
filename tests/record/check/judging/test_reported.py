"""Reports, and what was found of them, written past the gate: `verify` names what was never
allowed, and a line that nobody would have to answer, or later than the rules say.
"""

from datetime import timedelta

import pytest

from deliberation.charter.facts import asked_of
from deliberation.charter.facts.proposal import decency as f
from deliberation.charter.subjects import the_proposal
from deliberation.record import tables
from deliberation.record.check.verify import verify
from tests.cycle.propose.test_decency import hide, say
from tests.cycle.propose.test_reported import keep, report
from tests.record.check.judging.test_announcements import forge
from tests.record.check.judging.test_judge import found


@pytest.fixture
def said(small_world):
    """A world with something that 林二 said: its proposal, and what was said."""
    p = small_world.submitted()
    return small_world, p, say(small_world, p)


def due(w, c):
    o = tables.obligation
    [line] = w.rows(o, o.c.act == "hide_comment", o.c.ref == c)
    return line.due_at


def a_report(w, p, c, reason="spam", due_at=None, who="林九"):
    """Asking somebody to look at it, if it says by when."""
    line = asked_of(
        "hide_comment",
        "office_role",
        "clerk committee_member",
        from_at=w.time.at,
        due_at=due_at,
        days=5,
        ref=c,
        not_by=(w.person["林二"],),
        scope="own",
    )
    forge(
        w,
        f.CommentReported(
            subject=the_proposal(p),
            comment=c,
            by=w.person[who],
            reason=reason,
            obligations=None if due_at is None else [line],
        ),
        "report_comment",
        who,
        "resident",
    )


def looked_at(w, p, c, kind=f.CommentKept, who="窗口", role="clerk", wrote="林二", reason="spam"):
    name = "keep_comment" if kind is f.CommentKept else "hide_comment"
    fact = kind(
        subject=the_proposal(p),
        comment=c,
        person=w.person[wrote],
        by=w.person[who],
        reason=reason,
        note="看过。",
    )
    forge(w, fact, name, who, role)


def test_what_was_reported_and_looked_at_is_judged_clean(said):
    w, p, c = said
    other = say(w, p, body="另一句")
    report(w, p, other)
    a_report(w, p, c, due_at=due(w, other))
    looked_at(w, p, c)
    keep(w, p, other)
    report(w, p, other, "林四", "spam")
    hide(w, p, other)
    verify(w.engines)


def test_a_report_asks_somebody_to_look_at_it_once_and_in_its_days(said):
    w, p, c = said
    a_report(w, p, c)
    assert f"nothing asks for hide_comment of {c}" in found(w)


@pytest.mark.parametrize("days", [-1, 30])
def test_not_sooner_nor_later_than_the_rules_say(said, days):
    w, p, c = said
    other = say(w, p, body="另一句")
    report(w, p, other)
    a_report(w, p, c, due_at=due(w, other) + timedelta(days=days))
    assert "hide_comment: due_at is" in found(w)


def test_what_waits_already_is_not_asked_for_again(said):
    w, p, c = said
    report(w, p, c)
    a_report(w, p, c, due_at=due(w, c))
    assert "which nobody has to do there" in found(w)


def test_nobody_looks_twice_for_one_reason(said):
    w, p, c = said
    report(w, p, c, reason="spam")
    keep(w, p, c)
    a_report(w, p, c, due_at=due(w, c))
    assert "reported for spam, which was looked at" in found(w)


@pytest.mark.parametrize(
    ("before", "how", "wrong"),
    [
        ((), {"reason": "dislike"}, "comment_kept for dislike"),
        ((), {}, "for what nobody reported"),
        ((report,), {"reason": "off_topic"}, "for what nobody reported"),
        ((report, keep), {"reason": "personal_attack"}, "nobody was asked to look"),
        ((report,), {"reason": "personal_attack", "wrote": "林三"}, "somebody else’s words"),
        ((hide,), {"kind": f.CommentHidden}, "of what is hidden already"),
    ],
)
def test_what_is_found_of_it_is_judged(said, before, how, wrong):
    w, p, c = said
    for act in before:
        act(w, p, c)
    looked_at(w, p, c, **how)
    assert wrong in found(w)


@pytest.mark.parametrize("kind", [f.CommentKept, f.CommentHidden])
def test_nobody_judges_their_own_words(small_world, kind):
    w = small_world
    p = w.submitted()
    c = say(w, p, "委员甲", "委员的话")
    report(w, p, c, reason="spam")
    looked_at(w, p, c, kind, "委员甲", "committee_member", "委员甲")
    assert "of one’s own words" in found(w)
