"""Where facts name people: no field is forgotten, and everybody in it is called anew, both ways."""

import dataclasses
import typing
from datetime import UTC, datetime
from typing import Any

import pytest

from deliberation.charter.facts import KINDS, Fact, called
from deliberation.charter.facts.matters import elections
from deliberation.charter.facts.naming import ACTING, AUTHOR, For, Who, not_asked_as
from deliberation.charter.facts.obligations import asked_of
from deliberation.charter.facts.people import desk
from deliberation.charter.facts.proposal import cycle, media, suggest
from deliberation.charter.facts.vote import households, owners, resolve
from deliberation.charter.hands import Purpose
from deliberation.charter.subjects import the_proposal
from tests.record.log import golden

# Fields of these names hold a person, whatever the fact.
PERSON = {
    *("person", "by", "before", "closed", "relative", "asked_by"),
    *("author", "voter", "holder", "principal", "witness", "members"),
}
# Looked at one by one: what these hold is not somebody, or is the one place where an id stands.
NOBODY = {
    ("person_entered", "person"): "the entry itself: nothing else names that id in public",
    ("rated", "before"): "the score before",
    ("person_corrected", "before"): "what the entry said, in its private part",
    ("roll_frozen", "members"): "how many",
    ("vote_counted", "members"): "how many",
    ("paper_counted", "members"): "how many",
    ("election_counted", "members"): "how many",
}
# And these fields of other names hold people.
OTHERS = {
    ("ballots_disclosed", "ballots"),
    ("election_confirmed", "seats"),
    ("election_counted", "relatives"),
    ("entered_at_desk", "ref"),
    ("entry_corrected", "ref"),
    ("households_frozen", "households"),
    ("owners_roll_frozen", "parties"),
    ("roll_frozen", "entries"),
}
ONE, TWO, THREE = "p-one", "p-two", "p-three"
AT = datetime(2026, 3, 2, tzinfo=UTC)
P = the_proposal("01jzzzzzzz0000000000r00001")


def naming(cls: type[Fact]) -> dict[str, Who]:
    """The fields of a class that say by their type what somebody is named for."""
    found = {}
    for name, hint in typing.get_type_hints(cls, include_extras=True).items():
        for option in (hint, *typing.get_args(hint)):
            for said in getattr(option, "__metadata__", ()):
                if isinstance(said, Who):
                    found[name] = said
    return found


@pytest.mark.parametrize("key", sorted(KINDS), ids=lambda key: key[0])
def test_every_field_that_holds_a_person_says_what_for(key):
    cls = KINDS[key]
    here = {f.name for f in dataclasses.fields(cls) if f.name != "subject"}
    expected = {n for n in here & PERSON if (cls.kind, n) not in NOBODY}
    expected |= {n for kind, n in OTHERS if kind == cls.kind}
    assert set(naming(cls)) == expected


def test_no_exception_is_left_over():
    fields = {(cls.kind, f.name) for cls in KINDS.values() for f in dataclasses.fields(cls)}
    assert NOBODY.keys() | OTHERS <= fields and {name for _, name in fields} >= PERSON


@pytest.mark.parametrize("vector", golden.load(), ids=lambda v: f"{v['kind']}-{v['case']}")
def test_nobody_is_left_by_their_id_and_everybody_comes_back(vector):
    """On the example of every fact, rows, obligations and all."""
    fact, _ = golden.parsed(vector)
    told: dict[str, str] = {}

    def away(said: For, person: str) -> str:
        assert said in (ACTING, AUTHOR) or isinstance(said, Purpose)
        told[f"{said}/{person}"] = person
        return f"{said}/{person}"

    hidden = called(fact, away)
    public = {k: v for k, v in hidden.parts().items() if k != "private"}
    for person in golden.PEOPLE:
        shown = str(public).replace(f"/{person}", "")
        assert person not in shown or vector["kind"] == "person_entered"
    back = called(hidden, lambda said, handle: told[handle])
    assert sorted_parts(back) == sorted_parts(fact)


def sorted_parts(fact: Fact) -> Any:
    """Lists that are drawn stand in the order of names, which the test's differ in."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        return sorted(map(plain, value), key=str) if isinstance(value, list) else value

    return plain(fact.parts())


def purposes(fact: Fact) -> dict[str, set[str]]:
    """By person, what for the fact names them."""
    found: dict[str, set[str]] = {}

    def note(said: For, person: str) -> str:
        found.setdefault(person, set()).add(str(said))
        return person

    called(fact, note)
    return found


def test_a_roll_names_office_holders_as_such():
    entries = [[ONE, "representative", False], [TWO, "resident", False]]
    said = {"round_no": 1, "chunk": 1, "members": 2}
    fact = made(resolve.RollFrozen, subject=P, entries=entries, **said)
    assert purposes(fact) == {ONE: {"office"}, TWO: {"roll"}}
    anew = called(fact, lambda said, person: {ONE: "z", TWO: "a"}[person])
    assert anew.entries == [["a", "resident", False], ["z", "representative", False]]


def test_rows_within_rows_are_called_anew():
    fact = made(households.HouseholdsFrozen, subject=P, households=[[1, [TWO, ONE]], [2, [THREE]]])
    anew = called(fact, lambda said, person: {ONE: "a", TWO: "b", THREE: "c"}[person])
    assert anew.households == [[1, ["a", "b"]], [2, ["c"]]]
    assert purposes(fact) == {p: {"roll"} for p in (ONE, TWO, THREE)}
    fact = made(owners.OwnersRollFrozen, subject=P, parties=[[1, [TWO, ONE], 1, 8950]])
    assert called(fact, lambda said, person: person).parties == [[1, [ONE, TWO], 1, 8950]]


def test_ballots_are_told_in_the_order_of_handles():
    ballots = [{"voter": ONE, "choice": "for"}, {"voter": TWO, "choice": "against"}]
    fact = made(resolve.BallotsDisclosed, subject=P, ballots=ballots)
    anew = called(fact, lambda said, person: {ONE: "b", TWO: "a"}[person])
    assert [b["voter"] for b in anew.ballots] == ["a", "b"]
    assert anew.ballots[1] == {"voter": "b", "choice": "for"}


@pytest.mark.parametrize(
    ("act", "purpose"),
    [("cast_ballot", "roll"), ("grant_proxy", "roll"), ("rate", "rating"), ("cosign", "voice")],
)
def test_whoever_an_act_was_entered_for_goes_as_if_they_had_done_it(act, purpose):
    fact = made(desk.EnteredAtDesk, subject=P, act=act, person=ONE, by=TWO, ref=ONE, witness=THREE)
    assert purposes(fact) == {ONE: {purpose}, TWO: {"office"}, THREE: {"office"}}


def test_an_entry_about_a_thing_keeps_the_id_of_the_thing():
    fact = made(desk.EnteredAtDesk, subject=P, act="comment", person=ONE, by=TWO, ref="comment-1")
    anew = called(fact, lambda said, person: person.upper())
    assert (anew.person, anew.ref) == (ONE.upper(), "comment-1")


def test_a_nomination_names_by_its_source():
    def of(source: str) -> dict[str, set[str]]:
        return purposes(made(elections.Nominated, subject=P, person=ONE, by=TWO, source=source))

    assert of("own")[TWO] == {"named"} and of("party")[TWO] == {"office"}
    assert of("voters")[TWO] == {"voice"} and of("voters")[ONE] == {"named"}


def test_a_file_and_a_proof_go_by_whoever_brought_them():
    """An author proves what hangs on the board as the clerk does, and with photos."""
    for cls in (media.FileAttached, suggest.ProofPosted):
        assert purposes(made(cls, subject=P, by=ONE)) == {ONE: {"acting"}}


@pytest.mark.parametrize(
    ("act", "names"),
    [
        ("answer_objection", ["voice"]),
        ("answer_private", ["voice"]),
        ("answer_correction", ["voice"]),
        ("check_project", ["voice"]),
        ("vet_candidate", ["named"]),
        ("confirm_reset", ["office", "voice"]),
        ("decide_hiding", ["voice", "office"]),
        ("resolve_batch", ["office", "office"]),
    ],
)
def test_whom_something_is_not_asked_of_is_called_as_what_they_were(act, names):
    """Whoever objects, wrote or brings a matter has no office by that, and no name of one."""
    assert [not_asked_as(act, place).value for place in range(len(names))] == names


def test_whoever_is_asked_by_name_is_called_anew_and_an_office_is_not():
    author = asked_of("answer", "hand", ONE, from_at=AT)
    proxy = asked_of("answer_proxy", "hand", TWO, from_at=AT)
    hiding = asked_of("decide_hiding", "office_role", "supervisor", from_at=AT, not_by=(ONE, THREE))
    fact = cycle.ObligationsSet(subject=P, obligations=[author, proxy, hiding])
    assert purposes(fact) == {ONE: {"author", "voice"}, TWO: {"roll"}, THREE: {"office"}}
    anew = called(fact, lambda said, person: f"{said} of {person}").obligations
    assert [x["who"] for x in anew] == ["author of p-one", "roll of p-two", "supervisor"]
    assert anew[2]["not_by"] == ["voice of p-one", "office of p-three"]


def test_whom_nobody_knows_any_more_is_left_out_of_whom_it_is_not_asked():
    line = asked_of("answer_private", "office_role", "clerk", from_at=AT, not_by=(ONE,))
    fact = cycle.ObligationsSet(subject=None, obligations=[line])
    unknown: Any = lambda said, person: None
    assert called(fact, unknown).obligations[0]["not_by"] == []


def made(cls: type[Fact], **values: Any) -> Any:
    """A fact of which only these fields matter."""
    nothing = {f.name: None for f in dataclasses.fields(cls) if f.name != "subject"}
    return cls(**{**nothing, **values})
