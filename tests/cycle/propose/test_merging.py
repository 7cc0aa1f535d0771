"""A merge that comes to nothing gives nobody time: the council's days end on a day that is known
from the beginning.
"""

from datetime import timedelta

import pytest

from deliberation.cycle.propose.acts.council import PassOn
from deliberation.cycle.propose.acts.merging import AgreeMerge, AskMerge, DeclineMerge
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.record.check.judging.test_turned import rewritten
from tests.record.check.tampering.anew import of_kind, public
from tests.record.obligations.lines import is_open, office
from tests.traces import refused

HOUR = timedelta(hours=1)


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def asked(w, p, after):
    """So many days after it came to the council, or an hour before its days are over."""
    target = w.submitted("林二")
    [clock] = w.clocks(p, "adopt_in_silence")
    w.time.to(min(w.row(p).stage_at + timedelta(days=after), clock.due_at - HOUR))
    w.act("议员甲", AskMerge(**at(p), into=target))
    return target


def declined(w, p):
    w.act("林一", DeclineMerge(**at(p)))


def declined_late(w, p):
    w.time.to(w.row(p).merge_until - HOUR)
    declined(w, p)


def lapsed(w, p):
    """Neither yes nor no."""
    w.act("林三", AgreeMerge(**at(p)))
    w.time.to(w.clocks(p, "merge")[0].due_at)
    w.tick()


def last(begun):
    """24:00 of the tenth day, by the clock of the town."""
    day = (begun + timedelta(hours=8)).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=11) - timedelta(hours=8)


CASES = [(a, h) for a in (0, 3, 99) for h in (declined, declined_late, lapsed)]


@pytest.mark.parametrize(("after", "how"), [c for c in CASES if c != (99, lapsed)])
def test_the_council_gains_no_time_by_when_it_ends(small_world, after, how):
    w, p = small_world, small_world.in_take_up()
    begun = w.row(p).stage_at
    asked(w, p, after)
    how(w, p)
    [clock] = w.clocks(p, "adopt_in_silence")
    line = is_open(w, p, "take_up", office("deliberator"), then_act="adopt_in_silence")
    assert clock.start_at == begun and clock.days == 10
    assert line.due_at == clock.due_at == w.row(p).due_at == last(begun)
    w.act("议员甲", PassOn(**at(p), reason="mediation", explanation="请先调解。"))
    verify(w.engines)


def test_asked_at_the_last_moment_it_is_over_as_the_merge_lapses(small_world):
    w, p = small_world, small_world.in_take_up()
    begun = w.row(p).stage_at
    asked(w, p, 99)
    lapsed(w, p)
    assert w.time.at == last(begun)
    assert w.stage(p) == "advise" and "passed_in_silence" in w.facts(p)
    verify(w.engines)


def test_it_is_asked_once_and_ends_by_itself(small_world):
    w, p = small_world, small_world.in_take_up()
    target = asked(w, p, 3)
    lapsed(w, p)
    with refused(w, "merge_open"):
        w.act("议员甲", AskMerge(**at(p), into=target))
    w.time.to(w.clocks(p, "adopt_in_silence")[0].due_at)
    w.tick()
    assert w.stage(p) == "advise"
    verify(w.engines)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("due_at", lambda x: x.replace("2026", "2027"), "by the calendar"),
        ("days", lambda x: 7, "the rules name [10]"),
        (
            "start_at",
            lambda x: x.replace("2026", "2025"),
            "from another day than that of its stage",
        ),
    ],
)
def test_other_days_for_the_council_are_named(small_world, key, value, said):
    w, p = small_world, small_world.in_take_up()
    asked(w, p, 3)
    declined(w, p)

    def longer(items):
        sets = [i for i in of_kind(items, "obligations_set") if "adopt_in_silence" in str(i.public)]
        lines = [
            {**x, key: value(x[key])} if x[key] is not None and _of_council(x, key) else x
            for x in sets[-1].public["obligations"]
        ]
        public(sets[-1], obligations=lines)

    assert said in rewritten(w, longer)


def _of_council(line, key):
    return line["act"] == "adopt_in_silence" or (key == "due_at" and line["act"] == "take_up")
