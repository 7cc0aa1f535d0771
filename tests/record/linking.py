"""What anybody who reads a record could put together of one person: which handles can be known as
theirs, by an act, by an id that is used twice, by a chain of both.

Asked of the demo by test_nobody_is_joined and of whatever random play wrote; `found` says it in
words. Whose a handle is, the tests know, and no reader does.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from deliberation.charter.facts.naming import PEOPLE
from deliberation.charter.hands import Purpose, handle_of
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.log import canonical

ID = re.compile(r"(?<![0-9a-z])[0-9a-z]{26}(?![0-9a-z])")
FEW = 5  # what so many people share is nobody's
# Who is elected or recalled is named in full as such, and so is who holds an office.
NAMED_IN_FULL = {Purpose.named.value, Purpose.office.value}
ONE_AFFAIR = {Purpose.entry.value}


@dataclass(frozen=True)
class Hand:
    """Whose a handle is, and what for."""

    person: str
    purpose: str


@dataclass
class Said:
    """What stands in one fact for everybody. own: ids of its header and its fields; rows: those of
    each row of a list, where several stand.
    """

    position: int
    kind: str
    act: str
    subject: str | None
    by: str | None
    own: list[str]
    rows: list[list[str]]

    @property
    def fact(self) -> str:
        """Its id."""
        return self.own[0]

    @property
    def together(self) -> list[list[str]]:
        """Ids that are said of one thing."""
        return [self.own, *self.rows]

    @property
    def ids(self) -> set[str]:
        """All of them."""
        return {x for ids in self.together for x in ids}


@dataclass
class Record:
    """A record as everybody may read it, and whose the handles in it are."""

    said: list[Said] = field(default_factory=list)
    whose: dict[str, Hand] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    in_office: set[str] = field(default_factory=set)
    odd: list[str] = field(default_factory=list)  # handles that are not made as they should be
    places: set[str] = field(default_factory=set)  # subjects and groups: not of one person


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from ID.findall(value)
    elif isinstance(value, dict):
        for v in value.values():
            yield from _strings(v)
    elif isinstance(value, list):
        for v in value:
            yield from _strings(v)


def read(engines: Engines, community: str) -> Record:
    """The whole record of one community."""
    found = Record()
    with engines.read_connection() as conn:
        f, b = tables.fact, tables.fact_body
        bodies: dict[int, dict[str, Any]] = defaultdict(dict)
        query = select(b.c.position, b.c.part, b.c.body)
        for position, part, body in conn.execute(query.where(b.c.community_id == community)):
            bodies[position][part] = canonical.read(bytes(body)) if body else {}
        rows = conn.execute(
            select(f.c.position, f.c.header)
            .where(f.c.community_id == community)
            .order_by(f.c.position)
        )
        for position, header in rows:
            head = canonical.read(bytes(header))
            found.said.append(_said(head, bodies[position]))
            entries = bodies[position].get("private", {}).get(PEOPLE, {})
            found.whose |= {h: Hand(p, Purpose.entry.value) for h, p in entries.items()}
        _people(conn, community, found)
    return found


def _people(conn: Any, here: str, found: Record) -> None:
    def all_of(table: Any, *columns: str) -> Any:
        return conn.execute(select(*(table.c[c] for c in columns)).where(community == here))

    community = tables.hand.c.community_id
    hands = all_of(tables.hand, "handle", "person_id", "purpose", "subject_id").all()
    found.whose |= {handle: Hand(person or handle, purpose) for handle, person, purpose, _ in hands}
    community = tables.person.c.community_id
    entries = all_of(tables.person, "person_id", "hand_key").all()
    found.people = {person for person, _ in entries if person not in found.whose}
    keys = {person: key for person, key in entries if key}
    for handle, person, purpose, subject in hands:
        if person in keys and handle_of(keys[person], subject, Purpose(purpose)) != handle:
            found.odd.append(purpose)
    for act in {s.act for s in found.said if s.subject is None}:  # who acts and is not said to
        for person, key in keys.items():
            handle = handle_of(key, act, Purpose.entry)
            found.whose.setdefault(handle, Hand(person, Purpose.entry.value))
    community = tables.office.c.community_id
    found.in_office = {person for (person,) in all_of(tables.office, "person_id")}
    community = tables.residents_group.c.community_id
    found.places = {group for (group,) in all_of(tables.residents_group, "group_id")}
    found.places |= {s.subject for s in found.said if s.subject}


def _said(head: dict[str, Any], parts: dict[str, Any]) -> Said:
    """Rows of a list with one row are said of what the fact is about."""
    own = [head["fact"], head["act"]["id"], *_strings(head["act"]["by"])]
    rows = []
    for part in ("public", "text"):
        for value in parts.get(part, {}).values():
            if isinstance(value, list) and len(value) > 1:
                rows += [list(_strings(row)) for row in value]
            else:
                own += _strings(value)
    subject = head["subject"]["id"] if head["subject"] else None
    by = head["act"]["by"]
    return Said(head["position"], head["kind"], head["act"]["id"], subject, by, own, rows)


def found(record: Record) -> list[str]:
    """Everything by which somebody could be followed, in words."""
    return [line for rule in RULES for line in rule(record)]


def _odd(record: Record) -> Iterator[str]:
    """Each is made for one matter and one purpose."""
    yield from (f"a {purpose} handle that is not made for it" for purpose in record.odd)


def _by_id(record: Record) -> Iterator[str]:
    """People have an id in one place alone: where they were entered."""
    seen: set[str] = set()
    for s in record.said:
        for person in record.people & s.ids:
            if s.kind != "person_entered" or person in seen:
                yield f"{s.position} {s.kind} holds the id of somebody"
            seen.add(person)


def _in_two_subjects(record: Record) -> Iterator[str]:
    """Only in an office is somebody the same in two matters."""
    where: dict[str, set[str]] = defaultdict(set)
    begun: dict[str, str] = {}  # the header names whoever acts as in what the act is first about
    for s in record.said:
        first = begun.setdefault(s.act, s.subject or s.act)
        if s.by in record.whose:
            where[s.by].add(first)
        for x in s.ids & record.whose.keys() - {s.by}:
            where[x].add(s.subject or s.act)
    for x, places in where.items():
        if len(places) > 1 and record.whose[x].purpose != Purpose.office:
            yield f"one {record.whose[x].purpose} handle in {len(places)} places"


def _office_of_none(record: Record) -> Iterator[str]:
    """Nobody goes by an office's handle who never held one."""
    for s in record.said:
        for x in s.ids & record.whose.keys():
            hand = record.whose[x]
            if hand.purpose == Purpose.office and hand.person not in record.in_office | {x}:
                yield f"{s.position} {s.kind} names somebody without an office by an office"


def _two_names_in_an_act(record: Record) -> Iterator[str]:
    """No act has somebody by two names, in its header or in its facts."""
    acts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    kinds: dict[str, list[str]] = defaultdict(list)
    for s in record.said:
        kinds[s.act].append(s.kind)
        for x in s.ids & record.whose.keys():
            acts[s.act][record.whose[x].person].add(x)
    for act, people in acts.items():
        for names in people.values():
            if len(names) > 1 and {record.whose[x].purpose for x in names} != NAMED_IN_FULL:
                yield f"{_purposes(record, names)} in one act: {', '.join(kinds[act])}"


def _two_names_by_an_id(record: Record) -> Iterator[str]:
    """No id that few people share stands beside two names of one of them."""
    people = _shared(record)
    beside: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    kinds: dict[str, set[str]] = defaultdict(set)
    for s in record.said:
        for ids in s.together:
            names = [x for x in ids if x in record.whose]
            for x in ids:
                if x not in record.whose and x not in record.places and len(people[x]) <= FEW:
                    kinds[x].add(s.kind)
                    for name in names:
                        beside[x][record.whose[name].person].add(name)
    for x, of in beside.items():
        for names in of.values():
            if len(names) > 1 and not _public(record, names):
                yield f"{_purposes(record, names)} beside one id: {', '.join(sorted(kinds[x]))}"


def _two_names_by_a_chain(record: Record) -> Iterator[str]:
    """Nor does a chain of ids that are one person's each lead from one name to another."""
    chains = chained(record)
    names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for x, hand in record.whose.items():
        if x in chains.known:
            names[chains.end(x)][hand.person].add(x)
    for of in names.values():
        for same in of.values():
            if len(same) > 1 and not _public(record, same):
                yield f"{_purposes(record, same)} by a chain of ids"


RULES = (
    _odd,
    _by_id,
    _in_two_subjects,
    _office_of_none,
    _two_names_in_an_act,
    _two_names_by_an_id,
    _two_names_by_a_chain,
)


class Chains:
    """Ids that lead to each other."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def end(self, x: str) -> str:
        """What all of one chain have in common."""
        while self.known.setdefault(x, x) != x:
            self.known[x] = self.known[self.known[x]]
            x = self.known[x]
        return x

    def tie(self, ids: list[str]) -> None:
        """These are said of one thing."""
        for x in ids:
            self.known[self.end(x)] = self.end(ids[0])


def chained(record: Record) -> Chains:
    """The chains of ids that are said beside one person's name alone, or beside nobody's."""
    people, chains = _shared(record), Chains()
    for s in record.said:
        for ids in s.together:
            mine = [
                x
                for x in ids
                if x in record.whose or (x not in record.places and len(people[x]) <= 1)
            ]
            if len({record.whose[x].person for x in mine if x in record.whose}) <= 1:
                chains.tie(mine)
    return chains


def _shared(record: Record) -> dict[str, set[str]]:
    """Of each id, the people beside whose names it stands."""
    people: dict[str, set[str]] = defaultdict(set)
    for s in record.said:
        for ids in s.together:
            names = {record.whose[x].person for x in ids if x in record.whose}
            for x in ids:
                people[x] |= names
    return people


def _public(record: Record, names: set[str]) -> bool:
    """Whether these names stand for one who is named in full under each; or in the steps of one
    affair of the roster, which has an id of its own and is about nothing else.
    """
    return {record.whose[x].purpose for x in names} in (NAMED_IN_FULL, ONE_AFFAIR)


def _purposes(record: Record, names: set[str]) -> str:
    return " and ".join(sorted(record.whose[x].purpose for x in names))
