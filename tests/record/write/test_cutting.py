"""Erasing the entry of somebody ends their hand key: nothing leads any more from one thing they did
to another, and the tables are those that a replay makes of such a record.
"""

from collections import Counter
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from deliberation.charter.case import Actor
from deliberation.charter.hands import Purpose, handle_of, place_of
from deliberation.charter.reasons import Refused
from deliberation.clock import real
from deliberation.cycle.evaluate.acts.proposal import Rate
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.record import tables
from deliberation.record.applying import apply
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.tables import CIVIC
from deliberation.record.tables.behind import ACTING, OTHERWISE, PURPOSES, SAID, naming_people
from deliberation.record.write.perform import perform
from deliberation.roster.acts import life
from deliberation.roster.acts.asking import AnswerCorrection, AskCorrection
from deliberation.roster.acts.people import Erase
from tests.fuzz.run import OnSQLite
from tests.fuzz.town import Town
from tests.record.log import golden
from tests.roster.test_roster_acts import correct, leave, row
from tests.traces import refused
from tests.world import World

OF_ENTRIES = {
    "correction_request",
    "factor_reset",
    "household_rep",
    "ownership",
    "person",
    "private_matter",
    "relative",
    "representation",
    "roster_change",
}
IN_OFFICE = {
    "correction_request.answered_by",
    "factor_reset.decided_by",
    "private_matter.answered_by",
    "roster_change.by",
}
CLOSED = {"hand", "person"}  # what is left of the id: that there was an entry


def erase(w: World, person: str) -> None:
    """Whoever holds an office leaves it first."""
    if any(r.person_id == person and r.left_at is None for r in w.rows(tables.office)):
        leave(w, next(n for n, ident in w.person.items() if ident == person))
    entry = next(r for r in w.rows(tables.person) if r.person_id == person)
    said = {"fact_id": entry.private_from, "part": "private", "ground": "request"}
    w.act("窗口", Erase(act_id=new_id(), **said))


def holding(w: World, person: str) -> set[str]:
    """Civic tables in which a row holds this id."""
    return {
        table.name
        for table in CIVIC
        for found in w.rows(table)
        if any(isinstance(v, str) and person in v.split() for v in found)
    }


def in_facts(w: World, person: str) -> set[str]:
    """Kinds of facts that name this id in any part that is left."""
    f, b = tables.fact, tables.fact_body
    query = select(f.c.kind, b.c.body).join(b, b.c.position == f.c.position)
    with w.engines.read_connection() as conn:
        rows = conn.execute(query.where(b.c.body.is_not(None))).all()
    return {kind for kind, body in rows if person in bytes(body).decode()}


def lived(w: World) -> str:
    """A matter in which some wrote, signed, voted and rated."""
    p = w.in_evaluate()
    w.act("林四", Rate(act_id=new_id(), subject_id=p, score=4))
    q = w.submitted(who="林五")
    w.cosign(q, "林四", "代表甲")
    w.act("林四", Comment(act_id=new_id(), subject_id=q, body="支持，早点办。", stance="for"))
    return q


def test_nothing_leads_any_more_from_one_thing_to_another(world):
    w = world
    lived(w)
    for name in ("林四", "林一", "代表甲", "监事甲"):
        person = w.person[name]
        assert len(holding(w, person)) > 2
        erase(w, person)
        assert holding(w, person) <= CLOSED, name
        assert in_facts(w, person) <= {"person_entered"}, name
        assert verify(w.engines)[0].erased
    assert not [r for r in w.rows(tables.hand) if r.person_id == w.person["林四"]]


def test_what_they_did_stands_under_the_handles_of_the_facts(world):
    w = world
    q = lived(w)
    erase(w, w.person["林四"])
    said = next(r for r in w.rows(tables.comment) if r.subject_id == q)
    signed = [r.person_id for r in w.rows(tables.cosignature) if r.proposal_id == q]
    rated = w.rows(tables.rating)[0]
    assert said.person_id in signed
    assert rated.person_id not in signed
    bodies = w.rows(tables.fact_body)
    assert any(rated.person_id in bytes(b.body).decode() for b in bodies if b.body)
    stranger = next(r for r in w.rows(tables.person) if r.person_id == rated.person_id)
    assert {*stranger} - {w.id, rated.person_id} == {None}


def test_the_whole_of_an_entry_goes_with_every_change_of_it(world):
    w = world
    lived(w)
    correct(w, "林四", new_name="林嗣")
    leave(w, "林四")
    w.act(
        "窗口",
        life.RecordReturn(
            act_id=new_id(), person_id=w.person["林四"], happened_on=w.today(), reason="搬回来了"
        ),
    )
    assert row(w, "林四").hand_key
    erase(w, w.person["林四"])
    changes = [r for r in w.rows(tables.roster_change) if r.kind != "merged"]
    assert {(r.person_id, r.reason) for r in changes} == {(None, None)}
    entry = row(w, "林四")
    assert (entry.hand_key, entry.name, entry.standing, entry.home_from) == (
        None,
        None,
        None,
        entry.entered_from,
    )
    verify(w.engines)


def test_a_correction_takes_the_key_along(world):
    """The first entry can be erased once another stands in its place."""
    w = world
    q = lived(w)
    key, first = row(w, "林四").hand_key, row(w, "林四").private_from
    correct(w, "林四", new_name="林嗣")
    w.act("窗口", Erase(act_id=new_id(), fact_id=first, part="private", ground="request"))
    assert row(w, "林四").hand_key == key
    w.act("林四", Comment(act_id=new_id(), subject_id=q, body="还在。", stance="neutral"))
    assert len({r.person_id for r in w.rows(tables.comment) if r.subject_id == q}) == 1
    verify(w.engines)


def test_a_part_of_an_entry_is_not_erased_alone(world):
    w = world
    leave(w, "林四")
    fact = next(r.fact_id for r in w.rows(tables.roster_change))
    with refused(w, "part_of_entry"):
        w.act("窗口", Erase(act_id=new_id(), fact_id=fact, part="private", ground="request"))


def rows(changes) -> list[tuple[str, dict]]:
    """What changes write, table by table, with the columns that name the row."""
    written = [c for c in changes if hasattr(c, "row") or hasattr(c, "key")]
    return [(c.table, getattr(c, "row", None) or {**c.key, **c.values}) for c in written]


# The rows of a roll stand in the order of its handles: the demo's are looked at whole below.
ROLLS = ("roll_frozen", "households_frozen")
NAMING = [v for v in golden.load() if v["kind"] not in ROLLS]


@pytest.mark.parametrize("vector", NAMING, ids=lambda v: f"{v['kind']}-{v['case']}")
def test_a_row_is_renamed_as_its_fact_names(vector):
    """The same fact, with people in it and with handles: where the rows differ, a column names
    somebody, and what for is what `behind` says; else a replay would have another row than the one
    that was renamed.
    """
    fact, header = golden.parsed(vector)
    named = golden.called(fact)[1].fact
    place = fact.subject_id
    both = zip(rows(apply(fact, header)), rows(apply(named, header)), strict=True)
    for (table, made), (_, other) in both:
        whole = SimpleNamespace(**{c.name: None for c in tables.metadata.tables[table].c} | made)
        for column, value in made.items():
            if value == other[column] or table in OTHERWISE or value not in golden.PEOPLE:
                continue
            where, key = f"{table}.{column}", golden.PEOPLE[value]
            if other[column] is None or table in OF_ENTRIES and where not in IN_OFFICE:
                continue  # erased with its fact, or the id of an entry of which nothing is left
            assert column in naming_people(tables.metadata.tables[table]), where
            if where in ACTING:
                source, field = ACTING[where]
                said = getattr(named, field, None) or getattr(named, "author", None)
                assert made.get(source) == golden.FACT and other[column] in (
                    said,
                    getattr(named, "person", None),
                ), where
                continue
            purpose = SAID[where](whole) if where in SAID else PURPOSES.get(where, Purpose.office)
            assert other[column] == handle_of(key, place_of(purpose, place, ""), purpose), where


def test_the_lists_of_columns_name_columns():
    known = {f"{t.name}.{c.name}" for t in CIVIC for c in t.columns}
    sources = {f"{c.partition('.')[0]}.{said[0]}" for c, said in ACTING.items()}
    assert {*PURPOSES, *ACTING, *SAID, *sources} <= known
    named = {f"{t.name}.{c}" for t in CIVIC for c in naming_people(t)}
    assert {*PURPOSES, *ACTING, *SAID} <= named


@pytest.fixture
def town(tmp_path, demo_town):
    places = OnSQLite(tmp_path / "sqlite", kept=demo_town)
    made = Town(*places(0))
    yield made
    made.close()


def place(town) -> str:
    c = tables.community.c
    with town.engines.read_connection() as conn:
        return conn.execute(select(c.community_id).where(c.slug == "jiahe")).scalar_one()


def everybody(town) -> list[str]:
    """People of the demo by how much they did: those with most names first, the desk left out."""
    h, o = tables.hand, tables.office
    here = place(town)
    with town.engines.read_connection() as conn:
        named = select(h.c.person_id).where(h.c.community_id == here, h.c.person_id.is_not(None))
        held = conn.execute(named).scalars().all()
        clerks = set(conn.execute(select(o.c.person_id).where(o.c.role == "clerk")).scalars())
    names = Counter(held)
    return sorted(names.keys() - clerks, key=lambda p: (-names[p], p))


def gone(person: str) -> life.RecordLeft:
    said = {"cause": "moved_away", "happened_on": "2026-03-02", "reason": "迁出"}
    return life.RecordLeft(act_id=new_id(), person_id=person, **said)


def erased_from(town, people: list[str]) -> None:
    p, o, here = tables.person, tables.office, place(town)
    with town.engines.read_connection() as conn:
        now = o.c.community_id == here, o.c.role == "clerk", o.c.left_at.is_(None)
        clerk = conn.execute(select(o.c.person_id).where(*now)).scalars().first()
        entries = dict(conn.execute(select(p.c.person_id, p.c.private_from)).tuples().all())
    actor = Actor(person_id=clerk, factor_method="authenticator", factor_at=real())
    for person in people:
        said = {"fact_id": entries[person], "part": "private", "ground": "request"}
        try:
            perform(Erase(act_id=new_id(), **said), actor, here, town.engines)
        except Refused as refusal:
            assert [r.code for r in refusal.reasons] == ["holds_office"]
            perform(gone(person), actor, here, town.engines)
            perform(Erase(act_id=new_id(), **said), actor, here, town.engines)
    verify(town.engines)


def test_those_who_did_most_are_erased_and_the_record_verifies(town):
    erased_from(town, everybody(town)[:8])


@pytest.mark.nightly
def test_everybody_is_erased_and_the_record_verifies(town):
    people = everybody(town)
    for i in range(0, len(people), 24):
        erased_from(town, people[i : i + 24])
    p, h, here = tables.person, tables.hand, place(town)
    keyed = select(p.c.person_id).where(p.c.community_id == here, p.c.hand_key.is_not(None))
    known = select(h.c.person_id).where(h.c.community_id == here, h.c.person_id.is_not(None))
    with town.engines.read_connection() as conn:
        left, behind = (set(conn.execute(query).scalars()) for query in (keyed, known))
    assert not (left | behind) & set(people) and behind <= left


def test_whoever_holds_an_office_leaves_it_first(world):
    w = world
    with refused(w, "holds_office"):
        said = {"fact_id": row(w, "代表甲").private_from, "part": "private", "ground": "request"}
        w.act("窗口", Erase(act_id=new_id(), **said))


def test_nothing_is_recorded_any_more_of_an_erased_entry(world):
    w = world
    leave(w, "林四")
    erase(w, w.person["林四"])
    back = {"person_id": w.person["林四"], "happened_on": w.today(), "reason": "搬回来了"}
    with refused(w, "erased_entry"):
        w.act("窗口", life.RecordReturn(act_id=new_id(), **back))
    assert in_facts(w, w.person["林四"]) <= {"person_entered"}


def test_what_they_asked_is_answered_and_names_nobody(world):
    w = world
    asked = AskCorrection(act_id=new_id(), wish="erase", body="请删除我的登记。")
    w.act("林四", asked)
    request = w.rows(tables.correction_request)[0].request_id
    erase(w, w.person["林四"])
    done = {"request_id": request, "outcome": "done", "answer": "已经删除。"}
    w.act("窗口", AnswerCorrection(act_id=new_id(), **done))
    assert "correction_answered" not in in_facts(w, w.person["林四"])
    verify(w.engines)


def test_who_answered_at_the_desk_goes_by_the_office(world):
    """Also where the clerk who did is erased."""
    w = world
    w.act("林四", AskCorrection(act_id=new_id(), wish="correct", body="电话错了。"))
    request = w.rows(tables.correction_request)[0].request_id
    done = {"request_id": request, "outcome": "declined", "answer": "没有证件。"}
    w.act("窗口", AnswerCorrection(act_id=new_id(), **done))
    w.take_office("林九", "clerk")
    leave(w, "窗口", who="林九")
    entry = row(w, "窗口").private_from
    w.act("林九", Erase(act_id=new_id(), fact_id=entry, part="private", ground="request"))
    verify(w.engines)
