"""Where a fact names people, and what for: what the log turns into handles, and replay into people
again.

A field says it in its type: `voter: Roll`, `by: Office | None`. Lists of rows say in which place of
a row somebody stands. Every `obligations` field names people by itself.
"""

import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from deliberation.charter.hands import Purpose
from deliberation.charter.roles import OFFICES

from .obligations import Obligation

F = TypeVar("F", bound=Any)
PEOPLE = "people"  # in a private part: handle → person, of whom an act on the roster names
ACTING: Literal["acting"] = "acting"
AUTHOR: Literal["author"] = "author"
For = Purpose | Literal["acting", "author"]
Name = Callable[[For, str], str]  # what somebody is called who is meant for this purpose
_OFFICES = frozenset(role.value for role in OFFICES)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody is named here. purpose: what for, or a function of the fact (and the row) that says
    it, None where it is nobody; ACTING: by the name whoever acts has in this act; AUTHOR: by that
    under which an author began the matter, in an office or not. place: where in each row of a list;
    many: a list of people stands there, or each row is one; drawn: the rows stand in the order of
    what people are called, which says nothing of them.
    """

    purpose: Purpose | Callable[..., Purpose | None] | Literal["acting", "author"]
    place: int | str | None = None
    many: bool = False
    drawn: bool = False

    def renamed(self, value: Any, name: Name, fact: Any) -> Any:
        """The value, with people called as `name` calls them."""
        if value is None:
            return None
        if self.place is None:
            purpose = self._purpose(fact)
            if self.many and purpose is not None:
                return sorted(sorted(name(purpose, x) for x in row) for row in value)
            return value if purpose is None else name(purpose, value)
        rows = [self._row(row, name, fact) for row in value]
        return sorted(rows, key=lambda row: row[self.place]) if self.drawn else rows

    def _row(self, row: Any, name: Name, fact: Any) -> Any:
        said = row[self.place]
        purpose = self._purpose(fact, row)
        if said is None or purpose is None:
            return row
        called = sorted(name(purpose, x) for x in said) if self.many else name(purpose, said)
        if isinstance(row, dict):
            return {**row, self.place: called}
        assert isinstance(self.place, int)
        return [*row[: self.place], called, *row[self.place + 1 :]]

    def _purpose(self, *of: Any) -> For | None:
        return self.purpose(*of) if callable(self.purpose) else self.purpose


def on_roll(_fact: Any, row: list[Any]) -> Purpose:
    """Whoever votes in an office does so under the office's name."""
    return Purpose.office if row[1] in _OFFICES else Purpose.roll


def nominating(fact: Any) -> Purpose:
    """Whoever stands themself, the Party organisation, a voter, or the office that says whom a
    written name means.
    """
    others = {"own": Purpose.named, "party": Purpose.office, "written_in": Purpose.office}
    return others.get(fact.source, Purpose.voice)


def at_desk(fact: Any) -> Purpose:
    return Purpose.office if fact.desk else Purpose.entry


_AS_VOTERS = {"cast_ballot", "cast_for", "grant_proxy", "answer_proxy", "revoke_proxy"}
_OF_A_THING = {"comment", "object", "propose_project"}  # what was entered for somebody has an id


def entered_as(fact: Any) -> Purpose:
    """Whoever an act was entered for goes by the name under which they would have done it."""
    if fact.act in _AS_VOTERS:
        return Purpose.roll
    return Purpose.rating if fact.act == "rate" else Purpose.voice


def entered_ref(fact: Any) -> Purpose | None:
    """What an entry is about is the person, where it is nothing with an id of its own."""
    return None if fact.act in _OF_A_THING else entered_as(fact)


Voice = Annotated[str, Who(Purpose.voice)]
Roll = Annotated[str, Who(Purpose.roll)]
Rating = Annotated[str, Who(Purpose.rating)]
Named = Annotated[str, Who(Purpose.named)]
Office = Annotated[str, Who(Purpose.office)]
Entry = Annotated[str, Who(Purpose.entry)]
Nominating = Annotated[str, Who(nominating)]
AtDesk = Annotated[str, Who(at_desk)]
EnteredFor = Annotated[str, Who(entered_as)]
EnteredRef = Annotated[str, Who(entered_ref)]
Acting = Annotated[str, Who(ACTING)]
Author = Annotated[str, Who(AUTHOR)]

# Rows of a list, and where in each somebody stands.
RollEntries = Annotated[list[list[Any]], Who(on_roll, 0, drawn=True)]
Sharing = Annotated[list[list[Any]], Who(Purpose.roll, 1, many=True)]
Ballots = Annotated[list[dict[str, Any]], Who(Purpose.roll, "voter", drawn=True)]
Pairs = Annotated[list[list[str]], Who(Purpose.named, many=True)]
Seats = Annotated[list[list[str]], Who(Purpose.office, 1)]  # [candidacy, person, post, office]


# Whom an obligation is asked of, or not, by its act: else an author, or somebody in office.
_ASKED = {
    "answer_proxy": Purpose.roll,
    "defend_recall": Purpose.named,
    "answer_nomination": Purpose.named,
}
# In the order in which they stand there: whoever has no office is never called as if they had one.
_NOT_BY = {
    "answer_correction": (Purpose.voice,),
    "answer_objection": (Purpose.voice,),
    "answer_private": (Purpose.voice,),
    "check_project": (Purpose.voice,),
    "confirm_reset": (Purpose.office, Purpose.voice),  # who asked, and for whom
    "decide_hiding": (Purpose.voice, Purpose.office),  # who wrote it, and who hid it
    "hide_about": (Purpose.voice,),
    "hide_comment": (Purpose.voice,),
    "vet_candidate": (Purpose.named,),
}


def asked_of(line: Obligation, name: Name) -> Obligation:
    """The line, with people called as `name` calls them; who is nobody any more is left out."""
    act, who = line["act"], line["who"]
    if line["who_kind"] == "hand":
        who = name(asked_as(act), who)
    others = [name(not_asked_as(act, place), x) for place, x in enumerate(line["not_by"])]
    return {**line, "who": who, "not_by": [x for x in others if x is not None]}


def asked_as(act: str) -> For:
    """What for somebody is named of whom this act is asked by name."""
    return _ASKED.get(act, AUTHOR)


def not_asked_as(act: str, place: int = 0) -> Purpose:
    """What for somebody is named of whom this act is not asked, in this place of the list."""
    said = _NOT_BY.get(act, (Purpose.office,))
    return said[min(place, len(said) - 1)]


_NAMING: dict[type, tuple[tuple[str, Who], ...]] = {}


def called(fact: F, name: Name) -> F:
    """The fact with people called as `name` calls them."""
    of = _NAMING.get(type(fact))
    if of is None:
        of = _NAMING.setdefault(type(fact), tuple(_found_in(type(fact))))
    new = {field: who.renamed(getattr(fact, field), name, fact) for field, who in of}
    if lines := getattr(fact, "obligations", None):
        new["obligations"] = [asked_of(line, name) for line in lines]
    return _with(fact, new) if new else fact


def _with(fact: F, values: dict[str, Any]) -> F:
    """As `dataclasses.replace` would, without asking each field: a replay does this for every
    fact.
    """
    made = object.__new__(type(fact))
    made.__dict__.update(fact.__dict__)
    made.__dict__.update(values)
    return made


_AS_NAMED = "withdraw_candidacy"


def acting_as(act: str, role: str, subject: object) -> Purpose:
    """What for whoever does this act in this role is named, where nothing else says it."""
    if act == _AS_NAMED:
        return Purpose.named
    if role in _OFFICES:
        return Purpose.office
    return Purpose.voice if subject else Purpose.entry


_SAYS: dict[type, tuple[str, ...]] = {}


def must_say(cls: type) -> tuple[str, ...]:
    """The fields of a class that name one person and never nobody."""
    if cls not in _SAYS:
        hints = typing.get_type_hints(cls, include_extras=True)
        one = [name for name, who in _found_in(cls) if who.place is None and not who.many]
        _SAYS[cls] = tuple(n for n in one if type(None) not in typing.get_args(hints[n]))
    return _SAYS[cls]


def _found_in(cls: type) -> Iterator[tuple[str, Who]]:
    """The fields of a class that name people."""
    for field, hint in typing.get_type_hints(cls, include_extras=True).items():
        for option in (hint, *typing.get_args(hint)):
            said = getattr(option, "__metadata__", ())
            yield from ((field, who) for who in said if isinstance(who, Who))
