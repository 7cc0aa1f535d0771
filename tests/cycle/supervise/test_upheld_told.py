"""What was upheld is told: to whoever certifies, and of the right office where nothing followed."""

import pytest

from deliberation.readings.defaults import reading as defaults
from deliberation.record.write.answers.vote import checks
from tests.cycle.supervise.test_remedies import objected, remedied, upheld
from tests.record.obligations.lines import line as line_of


def test_whoever_certifies_is_told_what_was_upheld_and_not_done(world):
    """Beside what nobody answered; and no more once something has followed."""
    w, p = world, world.in_publish()

    def checked() -> list:
        with w.engines.read_connection() as conn:
            return checks._objections(conn, w.row(p))

    assert checked() == ["objections", "right", 0]
    objected(w, p, "procedure", who="林四")
    assert checked() == ["objections", "look", 1]
    ref = upheld(w, p, "count")
    assert checked() == ["objections", "look", 2]
    remedied(w, p, ref, "recounted", "count")
    assert checked() == ["objections", "look", 1]


@pytest.mark.parametrize("ground", ["count", "procedure", "content"])
@pytest.mark.parametrize("answered", [True, False])
def test_a_default_names_the_office_its_obligation_named(small_world, ground, answered):
    w, p = small_world, small_world.in_publish()
    act, ref = ("remedy", upheld(w, p, ground)) if answered else ("answer_objection", "")
    line = line_of(w, p, act, ref or objected(w, p, ground))
    w.time.to(line.due_at)
    w.tick()
    with w.engines.read_connection() as s:
        found = defaults.everywhere(s, w.id).values()
    code = "remedied_in_silence" if answered else "objection_unanswered"
    assert [d.whose for d in found if d.code == code] == [tuple(line.who.split())]
