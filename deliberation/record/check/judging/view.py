"""The case of an act of the record, from the tables as they stood before it: what `casefile` reads
by SQL when an act is attempted, read from a replay.

Called by `judge`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import islice
from types import SimpleNamespace
from typing import Any

from deliberation.charter.calendar import Calendar
from deliberation.charter.case import Actor, Case, Community, Office
from deliberation.charter.hands import Purpose
from deliberation.charter.needs.people import MY_GROUPS
from deliberation.charter.needs.proposal import COSIGNATURE, RECUSED
from deliberation.charter.needs.votes import ROLL_ENTRY
from deliberation.charter.roles import OFFICES, Role
from deliberation.charter.rulebook import Rulebook, parse
from deliberation.charter.subjects import Subject
from deliberation.record.applying.changes import Memory
from deliberation.record.ids import new_id, new_key
from deliberation.record.tables import TYPED, metadata
from deliberation.record.tables.joins import its

Row = Mapping[str, Any]


class Tied:
    """Rows of one table by the person they name. Such rows are added and changed, never taken
    away, so that only what is new is looked at.
    """

    def __init__(self, memory: Memory, table: str, column: str = "person_id") -> None:
        self._rows, self._seen, self._column = memory.tables[table], 0, column
        self._of: dict[Any, list[Row]] = defaultdict(list)

    def of(self, person: Any) -> list[Row]:
        """Rows of this person, oldest first."""
        if self._seen < len(self._rows):
            for row in islice(self._rows.values(), self._seen, None):
                self._of[row[self._column]].append(row)
            self._seen = len(self._rows)
        return self._of.get(person, [])


class View:
    """One community's replayed tables, asked as an act asks them. KeyError for who or what is not
    there.
    """

    def __init__(self, memory: Memory, community: str) -> None:
        self._memory, self._id = memory, community
        self._offices, self._owned = Tied(memory, "office"), Tied(memory, "ownership")
        self._represented = Tied(memory, "representation")
        self._given = Tied(memory, "proxy", "principal_id")
        self._homes = Tied(memory, "household_voter", "home_no")
        self._tied: dict[tuple[str, str], Tied] = {}
        self._books: dict[str, Rulebook] = {}
        # Of whom the roster or an office said something last when; kept by the judge.
        self.moved: dict[str, datetime] = {}

    def row(self, table: str, *key: Any) -> Row | None:
        """By its key behind the community's id."""
        return self._memory.tables[table].get((self._id, *key))

    def known(self, table: str, *key: Any) -> Row:
        """The same of what must be there."""
        return self._memory.tables[table][(self._id, *key)]

    def rows(self, table: str) -> Iterator[Row]:
        """All of a table, in the order they were made. For what happens once in a vote."""
        return iter(self._memory.tables[table].values())

    def by(self, table: str, column: str, value: Any) -> list[Row]:
        """Those that said this in a column when they were made, oldest first; of tables from which
        nothing is taken away. What a row says by now, the caller asks.
        """
        if (table, column) not in self._tied:
            self._tied[table, column] = Tied(self._memory, table, column)
        return self._tied[table, column].of(value)

    def of(self, table: str, proposal: str | None, round_no: int | None = None) -> list[Row]:
        """Those of a proposal, or of one round of it. Looks at the whole table."""
        named = its(metadata.tables[table])
        return [
            r
            for r in self.rows(table)
            if r[named] == proposal and (round_no is None or r["round_no"] == round_no)
        ]

    def offices_of(self, person: str) -> Sequence[Row]:
        """Every office they ever took."""
        return self._offices.of(person)

    def able(self, case: Case, role: Role) -> int:
        """How many hold this office and did not step aside: what `ABLE` answers."""
        who = {r["person_id"] for r in self.by("office", "role", role.value)}
        return sum(self.holds(case, person, role) for person in who)

    def holds(self, case: Case, person: str, role: Role) -> bool:
        """Whether they may act in this office on the proposal of the case."""
        if case.about is not None and self.row("recusal", case.about.id, person):
            return False
        return any(
            row["role"] == role.value and self.in_office(row, case)
            for row in self._offices.of(person)
        )

    def in_office(self, row: Row, case: Case) -> bool:
        """Whether this office may act at the time of the case."""
        return self._office(row, case.now).holds(case.now, case.rulebook)

    def household(self, proposal: str | None, round_no: int, person: str) -> list[str]:
        """Who stands on the roll of this round for the same household, they among them."""
        row = self.row("household_voter", proposal, round_no, person)
        if row is None:
            return []
        here = (proposal, round_no)
        found = self._homes.of(row["home_no"])
        return [r["person_id"] for r in found if (r["proposal_id"], r["round_no"]) == here]

    def dates(self, ident: str) -> Sequence[Row]:
        """The clocks that run for a subject."""
        lines = self._memory.of_subject("obligation", ident)
        return [o for o in lines if o["who_kind"] == "clock" and o["ended_at"] is None]

    def proxies_of(self, principal: str) -> Sequence[Row]:
        """Every proxy somebody gave, in whatever matter."""
        return self._given.of(principal)

    @cached_property
    def community(self) -> Community:
        """The community; it is founded by the first act."""
        row = self.known("community")
        return Community(self._id, row["slug"], row["name"], row["timezone"], row["language"])

    def case(self, about: Subject | None, by: str | None, role: str, at: datetime) -> Case:
        """What whoever acts then may do there: their standing, offices, and ties to the
        subject.
        """
        row = self.known(TYPED[about.type].name, about.id) if about else None
        book = self.rules(row)
        case = Case(
            community=self.community,
            rulebook=book,
            calendar=Calendar.load(book.calendar),
            now=at,
            actor=Actor(person_id=by, machine=Role(role) if by is None else None),
            new_id=new_id,
            new_key=new_key,
            subject=SimpleNamespace(**row) if row else None,
            about=about,
        )
        if by is not None:
            self._who(case, by, role)
        return case

    def erased(self, person: str) -> bool:
        """Whether the roster no longer says what or where somebody is: then, as of any time."""
        entry = self.row("person", person)
        return entry is not None and (_erased(entry) or entry["dwelling_id"] is None)

    def _hidden(self, person: str) -> bool:
        """Whether that was somebody who has another name in office."""
        hand = self.row("hand", person)
        return self.nobody(person) and (hand is None or hand["purpose"] != Purpose.office.value)

    def nobody(self, person: str) -> bool:
        """Whether nobody knows any more who that was: a handle whose key was erased. Then what the
        record says of their offices is believed.
        """
        return self.entry(person)["entered_at"] is None

    def entry(self, person: str | None) -> Row:
        """Of the roster; nothing is known of whom an erased part named."""
        found = self.row("person", person) if person is not None else None
        return found if found is not None else _NOBODY

    def rules(self, proposal: Row | None) -> Rulebook:
        """Those a proposal was submitted under; of a draft, and beside proposals, those in
        force.
        """
        own = proposal["rulebook"] if proposal is not None else None
        digest: str = own or self.known("community")["rulebook"]
        if digest not in self._books:
            self._books[digest] = parse(self.known("rulebook", digest)["source"])
        return self._books[digest]

    def _who(self, case: Case, person: str, role: str) -> None:
        """Standing and offices of whoever acts, and what ties them to the subject. Of an entry
        that was erased nobody knows any more; there the record is believed.
        """
        entry = self.entry(person)
        if _erased(entry):
            case.resident, case.owner = role != Role.owner.value, role == Role.owner.value
        else:
            adult = entry["standing"] == "adult"
            owns = entry["tenure"] == "owner" or (not entry["lives_here"] and self._owns(person))
            case.resident, case.owner = adult and entry["lives_here"], adult and owns
        case.offices = tuple(self._office(row, case.now) for row in self._offices.of(person))
        if role in OFFICES and self._hidden(person):
            case.offices += (Office("", Role(role), None, case.now, None, None),)
        if case.of_proposal:
            self._ties(case, entry)

    def _owns(self, person: str) -> bool:
        tied = (*self._owned.of(person), *self._represented.of(person))
        return any(row["ended_at"] is None for row in tied)

    @staticmethod
    def _office(row: Row, at: datetime) -> Office:
        """An office left by an act of a later time was still held: two acts side by side may stand
        in the record the wrong way round by moments.
        """
        left = row["left_at"]
        held = None if left is not None and left > at else left
        who = (row["office_id"], Role(row["role"]), row["organisation_id"])
        return Office(*who, row["starts_at"], row["ends_at"], held)

    def _ties(self, case: Case, entry: Row) -> None:
        proposal, person = case.proposal.proposal_id, entry["person_id"]
        signed = self.row("cosignature", proposal, person)
        stands = signed is not None and signed["taken_back_at"] is None
        case.answers |= {
            RECUSED: self.row("recusal", proposal, person) is not None,
            COSIGNATURE: signed if stands else None,
            ROLL_ENTRY: self.row("roll_entry", proposal, case.proposal.round_no, person),
            MY_GROUPS: self._groups(entry, case.proposal.group_id),
        }

    def _groups(self, entry: Row, of: str | None) -> frozenset[str]:
        """The group of one's home and every one above it, where the proposal is `of` one; of an
        erased home nobody knows, and that one is believed.
        """
        if of is None:
            return frozenset()
        if entry["dwelling_id"] is None:
            return frozenset({of})
        home = self.row("dwelling", entry["dwelling_id"])
        found: list[str] = []
        at = home["group_id"] if home else None
        while at is not None and at not in found:
            found.append(at)
            at = self.known("residents_group", at)["parent_id"]
        return frozenset(found)


_NOBODY: Row = dict.fromkeys(c.name for c in metadata.tables["person"].columns)


def _erased(entry: Row) -> bool:
    """Whether the roster no longer says what somebody is."""
    return entry["standing"] is None or entry["lives_here"] is None
