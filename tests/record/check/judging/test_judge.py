"""Facts written past the gate by somebody who has the database, the house's own code and every key:
the tree fits, the tables follow, and `verify` names the act that was never allowed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Connection, create_engine, text

from deliberation import clock
from deliberation.charter.facts.people.people import OfficeTaken
from deliberation.charter.facts.proposal.cycle import StageMoved
from deliberation.charter.facts.vote.resolve import BallotCast
from deliberation.charter.subjects import Subject, SubjectType, the_proposal
from deliberation.record import tables
from deliberation.record.check.verify import Wrong, verify
from deliberation.record.ids import new_id
from deliberation.record.log import facts as log
from deliberation.record.write.perform import write


@contextmanager
def without_keys(world) -> Iterator[Connection]:
    """A connection of one's own that asks for no parent row: foreign keys would stop some of it."""
    engine = create_engine(world.engines.url)
    with engine.begin() as conn:
        if world.engines.dialect == "postgresql":
            conn.execute(text("SET session_replication_role = replica"))
        yield conn
    engine.dispose()


def forge(world, fact, name, by=None, role="clock", at=None) -> int:
    """Write a fact as the house would, with nobody asked. → its position"""
    attempt = log.Attempt(new_id(), name, by and world.person[by], role, "web", "0" * 64)
    case = SimpleNamespace(community=SimpleNamespace(id=world.id), now=at or clock.now())
    with without_keys(world) as conn:
        return write(conn, case, [fact], attempt, fact.subject_id).position


def found(world) -> str:
    """What verify says."""
    with pytest.raises(Wrong) as caught:
        verify(world.engines)
    return str(caught.value)


def ballot(world, p, voter, revision=1):
    return BallotCast(
        subject=the_proposal(p),
        round_no=world.row(p).round_no,
        voter=world.person[voter],
        revision=revision,
        first=revision == 1,
        choice="against",
    )


def test_an_honest_record_is_judged_act_by_act(world):
    world.in_publish()
    [summary] = verify(world.engines)
    assert summary.acts > 30


def test_a_ballot_of_somebody_on_no_roll(world):
    p = world.in_vote()
    at = forge(world, ballot(world, p, "林一"), "cast_ballot", by="林一", role="voter")
    assert f"fact {at} (ballot_cast) was not allowed: cast_ballot was not open to voter" in found(
        world
    )


def test_a_ballot_in_the_name_of_somebody_who_did_not_vote(world):
    p = world.in_vote()
    voters = [r.person_id for r in world.rows(tables.roll_entry) if r.proposal_id == p][:2]
    names = {v: k for k, v in world.person.items()}
    forger, voter = (names[v] for v in voters)
    forge(world, ballot(world, p, voter), "cast_ballot", by=forger, role="voter")
    assert f"a ballot of {voters[1]}, cast by {voters[0]}" in found(world)


def test_a_ballot_after_the_close(world):
    p = world.in_vote()
    voter = world.rows(tables.roll_entry)[0].person_id
    name = next(k for k, v in world.person.items() if v == voter)
    late = world.row(p).closes_at + timedelta(seconds=1)
    forge(world, ballot(world, p, name), "cast_ballot", by=name, role="voter", at=late)
    assert "a ballot after the close" in found(world)


def test_a_second_first_ballot(world):
    p = world.in_vote()
    voter = world.rows(tables.roll_entry)[0].person_id
    name = next(k for k, v in world.person.items() if v == voter)
    forge(world, ballot(world, p, name, revision=2), "cast_ballot", by=name, role="voter")
    assert f"ballot 2 of {voter} does not follow the one before" in found(world)


def test_an_office_taken_by_nobody_who_may_give_it(world):
    now = clock.now()
    taken = OfficeTaken(
        office=new_id(),
        person=world.person["林一"],
        role="supervisor",
        organisation=None,
        starts_at=now,
        ends_at=None,
        document="假的",
    )
    forge(world, taken, "take_office", by="林一", role="clerk")
    assert "take_office was not open to clerk: wrong_role" in found(world)


@pytest.mark.parametrize(
    ("name", "stage", "said"),
    [
        ("end_objections", "carry_out", "end_objections was not open to clock: wrong_stage"),
        ("close_vote", "carry_out", "the clock did close_vote, which was not due"),
    ],
)
def test_a_stage_left_early(world, name, stage, said):
    p = world.in_vote()
    moved = StageMoved(subject=the_proposal(p), from_stage="vote", to_stage=stage, why=name)
    forge(world, moved, name)
    assert said in found(world)


def test_a_stage_the_row_does_not_name(world):
    p = world.in_vote()
    due = world.row(p).closes_at + timedelta(days=30)
    moved = StageMoved(
        subject=the_proposal(p), from_stage="vote", to_stage="carry_out", why="close_vote"
    )
    forge(world, moved, "close_vote", at=due)
    assert "close_vote moved it to carry_out, which its row does not name" in found(world)


def test_a_header_that_calls_a_proposal_something_else(world):
    p = world.in_vote()
    moved = StageMoved(
        subject=Subject(SubjectType.announcement, p),
        from_stage="vote",
        to_stage="publish",
        why="close_vote",
    )
    forge(world, moved, "close_vote", at=world.row(p).closes_at + timedelta(days=1))
    assert "close_vote is no act on a subject of type announcement" in found(world)
