"""The record by subject: one lock whatever the type, numbers a type, and a header that names what
is there.
"""

import pytest
from sqlalchemy import insert, select

from deliberation import clock
from deliberation.charter.subjects import Subject, SubjectType
from deliberation.cycle.propose.acts.merging import RequestMerge
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.cycle.supervise.acts.question import AskQuestion
from deliberation.record import tables
from deliberation.record.applying.base import STANDING
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.log import canonical
from tests.traces import refused


def of_subject(world, ident):
    t = tables.subject
    with world.engines.read_connection() as conn:
        return conn.execute(
            select(t).where(t.c.community_id == world.id, t.c.subject_id == ident)
        ).one()


@pytest.fixture
def announcement(world):
    """Where something of another type stands."""
    ident = new_id()
    row = {"subject_id": ident, "type": "announcement", "stage": "shown", "version_no": 1}
    with world.engines.write_connection() as conn:
        conn.execute(
            insert(tables.subject), {"community_id": world.id, **row, "stage_at": clock.now()}
        )
    return ident


def test_subject_and_proposal_say_the_same_at_every_step(world):
    p = world.draft()
    steps = [p, world.submitted(), world.in_advise(), world.completed(), world.row(p).proposal_id]
    for ident in steps:
        row, subject = world.row(ident), of_subject(world, ident)
        assert subject.type == "proposal"
        assert {there: getattr(subject, there) for there in STANDING.values()} == {
            there: getattr(row, here) for here, there in STANDING.items()
        }


def test_an_act_on_proposals_finds_nothing_under_the_id_of_something_else(world, announcement):
    with refused(world, "unknown_subject"):
        world.act("林二", Comment(act_id=new_id(), subject_id=announcement, body="一句话。"))
    p = world.submitted()
    with refused(world, "unknown_reference"):
        world.act("林二", RequestMerge(act_id=new_id(), subject_id=p, into=announcement))


def test_an_act_on_any_type_has_it_from_the_row_that_is_locked(world, monkeypatch):
    monkeypatch.setattr(AskQuestion, "of", None)
    p = world.in_advise()
    ask = AskQuestion(act_id=new_id(), subject_id=p, addressee="author", body="花费多少？")
    world.act("监事甲", ask)
    asked = world.rows(tables.question)
    assert [(q.subject_id, q.addressee) for q in asked] == [(p, "author")]
    with refused(world, "unknown_subject"):
        world.act(
            "监事甲",
            AskQuestion(act_id=new_id(), subject_id=new_id(), addressee="author", body="花费？"),
        )
    verify(world.engines)


def test_headers_and_rows_name_the_subject_by_type_and_id(world):
    p = world.submitted()
    t = tables.fact
    with world.engines.read_connection() as conn:
        rows = conn.execute(select(t).where(t.c.community_id == world.id)).all()
    said = [canonical.read(bytes(row.header))["subject"] for row in rows]
    assert {"type": "proposal", "id": p} in said and None in said
    assert [Subject(SubjectType(s["type"]), s["id"]) if s else (None, None) for s in said] == [
        (row.subject_type, row.subject_id) for row in rows
    ]


def test_numbers_are_counted_by_type_and_year(world):
    first, second = world.submitted(), world.submitted(who="林二")
    year = clock.now().year
    with world.engines.write_connection() as conn:
        conn.execute(
            insert(tables.number_series),
            {"community_id": world.id, "type": "announcement", "year": year, "last": 7},
        )
    world.time.wait(hours=1)
    third = world.submitted(who="林三")
    numbers = [of_subject(world, ident).number for ident in (first, second, third)]
    assert numbers == [1, 2, 3]
