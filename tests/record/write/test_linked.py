"""Nobody is known by two names, and nobody's name is used twice: shown to be noticed, with one of
each put back where the log gives people their names.
"""

import pytest

from deliberation.charter.facts import naming as fields
from deliberation.charter.hands import Purpose, handle_of
from deliberation.cycle.inform.acts import opening
from deliberation.cycle.resolve.acts import proposal as counting
from deliberation.cycle.supervise.acts.objection import Object
from deliberation.record import tables
from deliberation.record.ids import form_id, new_id
from deliberation.record.write import naming
from deliberation.roster.acts.founding import AdoptRulebook
from tests.cycle.resolve.test_proxies import ALL
from tests.record import linking
from tests.world import World

VOTERS = ("林一", "林二", "林三", "林四", "林五", "林六", "林七")


@pytest.fixture
def w(small_world) -> World:
    """A community whose adult residents decide."""
    small_world.operate(AdoptRulebook(act_id=new_id(), source=ALL))
    return small_world


def found(w: World) -> list[str]:
    return linking.found(linking.read(w.engines, w.id))


def played(w: World) -> str:
    """Two matters of one author; of one the vote is counted, and residents in office and in none
    vote and object.
    """
    w.submitted()
    p = w.in_vote()
    w.cast(p, **dict.fromkeys((*VOTERS, "监事甲", "委员甲"), "for"))
    w.let_pass(p)
    for who in ("林一", "监事甲"):
        act = {"act_id": new_id(), "subject_id": p, "ground": "procedure"}
        w.act(who, Object(**act, body="没有贴出来。"))
    return p


def _an_id(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(naming.Naming, "_name", lambda self, purpose, person, *rest: person)


def _one_name_everywhere(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(naming, "place_of", lambda *_: "")


def _one_name_for_all(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(naming, "handle_of", lambda key, place, _: handle_of(key, place, Purpose.voice))


def _another_in_the_header(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(naming.Naming, "by", lambda self: self._attempt.person and named(self))


def named(self: naming.Naming) -> str:
    return self._name(Purpose.roll, self._attempt.person or "", self._first, {})


def _an_office_of_whoever_may_not(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(fields, "_NOT_BY", {})


PUT_BACK = {
    "holds the id of somebody": _an_id,
    "in 2 places": _one_name_everywhere,
    "not made for it": _one_name_for_all,
    "in one act": _another_in_the_header,
    "by an office": _an_office_of_whoever_may_not,
}


def test_whoever_acts_in_a_whole_vote_has_one_name_for_each_purpose(w):
    played(w)
    assert found(w) == []


@pytest.mark.parametrize("what", PUT_BACK)
def test_one_thing_put_back_is_found(w, monkeypatch, what):
    PUT_BACK[what](monkeypatch)
    played(w)
    assert any(what in line for line in found(w)), found(w)


def test_a_name_beside_an_id_and_one_at_the_end_of_a_chain_are_found(w):
    """What is told of a comment by its id would tell of a ballot, if one fact said both."""
    played(w)
    record = linking.read(w.engines, w.id)
    whose = record.whose
    words = next(s for s in record.said if s.kind == "cosigned")
    (author,) = words.ids & whose.keys()
    vote = next(
        s
        for s in record.said
        if s.kind == "ballot_cast" and whose[author].person in {whose[x].person for x in s.own[2:]}
    )
    assert linking.found(record) == []
    words.own.append(vote.fact)
    lines = linking.found(record)
    assert "roll and voice by a chain of ids" in lines
    assert any(line.startswith("roll and voice beside one id") for line in lines)


def test_in_which_piece_somebody_stands_says_nothing(w, monkeypatch):
    """Neither of the roll nor of the ballots; within a piece they stand by their handles."""
    monkeypatch.setattr(opening, "ROLL_CHUNK", 4)
    monkeypatch.setattr(counting, "DISCLOSE_CHUNK", 4)
    entries = w.rows(tables.roll_entry, tables.roll_entry.c.proposal_id == played(w))
    record = linking.read(w.engines, w.id)
    pieces = [s.rows for s in record.said if s.kind == "roll_frozen"]
    said = [[record.whose[row[0]].person for row in piece] for piece in pieces]
    assert sum(map(len, said)) == len(entries) > 8
    assert [x for piece in said for x in sorted(piece)] != sorted(x for p in said for x in p)
    for s in record.said:
        if s.kind in ("roll_frozen", "ballots_disclosed"):
            names = [x for row in s.rows for x in row if x in record.whose]
            assert names == sorted(names) and (len(names) > 1 or not s.rows)


def test_the_ids_of_two_forms_have_no_time_in_common():
    one, other = form_id(), form_id()
    assert one[:8] != other[:8] and new_id()[:6] not in (one[:6], other[:6])
