"""Rare honest ways that the judge once took for others.

Random play walks the frequent ones (`tests/record/play`), the demo's record is judged after
generated requests (`tests/fuzz`) and by the journeys, and each test that verifies judges its own.
"""

from deliberation.cycle.resolve.acts.elections.confirming import ConfirmElection
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.cycle.matters.test_elections import council, rank, to_confirm
from tests.world import RESIDENTS


def test_a_council_elected_by_ranking_takes_office(small_world):
    """Who is elected stands in the places of the paper, and in no standing."""
    w = small_world
    p = council(w)
    for who in RESIDENTS[3:9]:
        rank(w, p, who, "林二", "林一")
    to_confirm(w, p)
    w.act("窗口", ConfirmElection(act_id=new_id(), subject_id=p, document="确认书"))
    assert verify(w.engines) and w.row(p).ending == "completed"


def test_an_election_that_only_advises_ends_as_it_was_counted(small_world):
    w = small_world
    p = council(w, effect="advisory")
    rank(w, p, "林五", "林一", "林二")
    while w.stage(p) != "closed":
        w.let_pass(p)
    assert verify(w.engines) and w.row(p).ending == "completed"
