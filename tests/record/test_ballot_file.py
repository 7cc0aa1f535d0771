"""A counted vote leaves as a file, comes back through `tally`, and says the same; nothing of an open vote and nobody's name leaves."""

import pytest
from sqlalchemy import update

from deliberation.counting.formats import motion_ballots
from deliberation.counting.motion_again import count_motion_ballots
from deliberation.readings.ballot_file import ballot_file
from deliberation.record import tables


def written(world, proposal, **kw):
    with world.engines.read_connection() as conn:
        found = ballot_file(conn, world.id, "jiahe", proposal, **kw)
        return found.text if found else None


def test_a_counted_vote_is_recounted_from_its_file(small_world):
    p = small_world.in_publish()
    text = written(small_world, p)
    found = motion_ballots.parse(text.encode())
    [row] = small_world.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)
    result = count_motion_ballots(found)
    assert result.working["outcome"] == row.outcome == found.meta["published_outcome"] and found.meta["counted_by"] == row.rule
    assert (result.working["for"], result.working["against"], result.working["abstain"], found.present, found.members) == (
        row.votes_for, row.votes_against, row.votes_abstain, row.present, row.members)
    assert sum(found.choices.values()) > 0 and text == written(small_world, p, round_no=1)


def test_no_name_no_person_and_each_ballot_by_its_fact(small_world):
    p = small_world.in_publish()
    text = written(small_world, p)
    assert not [who for who in (*small_world.person, *small_world.person.values()) if who in text]
    facts = {b.fact_id for b in small_world.rows(tables.ballot, tables.ballot.c.proposal_id == p)}
    assert {line.partition(";")[0] for line in text.partition("ballot;choice\n")[2].splitlines()} == facts


def test_nothing_of_a_vote_that_is_open_or_was_never_held(small_world):
    p = small_world.in_vote()
    small_world.cast(p, 代表甲="for")
    assert written(small_world, p) is None and written(small_world, p, round_no=1) is None and written(small_world, "0" * 26) is None


def test_a_ballot_not_disclosed_does_not_leave(small_world):
    p = small_world.in_publish()
    before = sum(motion_ballots.parse(written(small_world, p).encode()).choices.values())
    b = tables.ballot
    first = small_world.rows(b, b.c.proposal_id == p)[0]
    with small_world.engines.write_connection() as conn:
        conn.execute(update(b).where(b.c.proposal_id == p, b.c.voter_id == first.voter_id).values(disclosed=False))
    assert sum(motion_ballots.parse(written(small_world, p).encode()).choices.values()) == before - 1


@pytest.mark.parametrize("round_no", [2, 9])
def test_a_round_that_was_not_counted_has_no_file(small_world, round_no):
    assert written(small_world, small_world.in_publish(), round_no=round_no) is None
