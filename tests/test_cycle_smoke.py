"""One proposal through the whole circle by real acts, on both databases, and everything about it
verifies.
"""

from deliberation.record.check.verify import verify


def test_one_proposal_through_the_whole_cycle(world):
    proposal = world.completed()
    assert world.row(proposal).ending == "completed"
    summary = verify(world.engines)[0]
    assert summary.facts == len(world.facts()) and summary.votes == 1
