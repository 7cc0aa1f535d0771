"""By which names people go in the facts of an act: their ids become handles before the log keeps
them.

Called by `writing`. Whoever has no hand key any more is already called by a
handle, wherever their rows are read.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from deliberation.charter.facts import Fact, called
from deliberation.charter.facts.naming import ACTING, AUTHOR, For, Name, acting_as, must_say
from deliberation.charter.facts.people.people import PersonEntered
from deliberation.charter.facts.proposal.propose import ProposalDrafted
from deliberation.charter.hands import Purpose, handle_of, place_of
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import OFFICES
from deliberation.record.applying.changes import Change, Know
from deliberation.record.log.facts import Attempt, Named

from .hand_keys import Known, Seats, frozen

_OFFICES = frozenset(role.value for role in OFFICES)


class Naming:
    """The names of everybody in the facts of one act. keys: the hand key of each who has one;
    seats: where they stand on rolls; noted: handles of theirs whose rows are there; strangers: who
    are but a handle, since their keys were erased; officer: the author, who began it in an office.
    """

    def __init__(
        self,
        community: str,
        meant: "Meant",
        attempt: Attempt,
        keys: Mapping[str, str | None],
        seats: Seats,
        noted: Collection[str] = (),
        strangers: Collection[str] = (),
        officer: str | None = None,
    ) -> None:
        self._here, self._attempt = community, attempt
        self._acts, self._keys, self._seats = meant.acts, keys, seats
        self._hands: dict[str, tuple[str, Purpose, str]] = {}
        self._by: str | None = None
        self._first, self._noted, self._strangers = meant.first, noted, strangers
        self._officer, self._begins = officer, meant.begins

    def called(self, facts: Iterable[tuple[str, Fact]]) -> list[Named]:
        """The facts as the log keeps them, with whom the roster's own names mean."""
        return [self._called(fact_id, fact) for fact_id, fact in facts]

    def by(self) -> str | None:
        """What whoever acts is called: as in the first fact that names them, else as their role
        says; in what the act is about first, where it is about several subjects.
        """
        person = self._attempt.person
        if person is None or self._by is not None:
            return self._by
        return self._name(self._acting(self._first, person), person, self._first, {})

    def _purpose(self, said: For, subject: str | None, person: str) -> Purpose:
        if said == AUTHOR:
            begins = self._begins and person == self._attempt.person
            in_office = begins and self._acting(subject, person) is Purpose.office
            return Purpose.office if in_office or person == self._officer else Purpose.voice
        return self._acting(subject, person) if said == ACTING else said

    def _acting(self, subject: str | None, person: str) -> Purpose:
        """What for whoever acts is named where a fact does not say it: as in its others; and
        whoever an act was entered for.
        """
        if person != self._attempt.person:
            return Purpose.voice if subject else Purpose.entry
        return self._acts or acting_as(self._attempt.name, self._attempt.role, subject)

    def hands(self) -> list[Change]:
        """Whose the handles are that stand in these facts, where that is not known yet."""
        return [
            Know("hand", _hand(self._here, place, purpose, handle, person))
            for handle, (place, purpose, person) in sorted(self._hands.items())
            if handle not in self._noted
        ]

    def _called(self, fact_id: str, fact: Fact) -> Named:
        entries: dict[str, str] = {}
        named = called(fact, self._name_in(fact, entries))
        if any(getattr(named, name) is None for name in must_say(type(fact))):
            raise refuse("erased_entry")
        return Named(fact_id, named, entries)

    def _name_in(self, fact: Fact, entries: dict[str, str]) -> Name:
        round_no = getattr(fact, "round_no", None)

        def name(said: For, person: str) -> Any:
            purpose = self._purpose(said, fact.subject_id, person)
            if purpose is Purpose.roll and self._votes_in_office(fact, round_no, person):
                purpose = Purpose.office
            handle = self._name(purpose, person, fact.subject_id, entries)
            first = fact.subject_id == self._first
            if person == self._attempt.person and self._by is None and first and handle:
                self._by = handle
            return handle

        return name

    def _votes_in_office(self, fact: Fact, round_no: int | None, person: str) -> bool:
        """Whether they stand on the roll of this round, or of the last one, in an office."""
        seats = self._seats.get((fact.subject_id, person))
        if not seats:
            return False
        return seats[round_no if round_no in seats else max(seats)] in _OFFICES

    def _name(
        self, purpose: Purpose, person: str, subject: str | None, entries: dict[str, str]
    ) -> str | None:
        """Their handle; None of somebody whose entry was erased."""
        if subject is None and purpose is not Purpose.office:
            purpose = Purpose.entry
        if person not in self._keys:
            return person  # nobody: no row can refer to them, and that refuses it
        if (key := self._keys[person]) is None:
            stranger = person in self._strangers and purpose is not Purpose.entry
            return person if stranger else None
        place = place_of(purpose, subject, self._attempt.act_id)
        handle = handle_of(key, place, purpose)
        if purpose is Purpose.entry:
            entries[handle] = person
        else:
            self._hands[handle] = (place, purpose, person)
        return handle


Acting = tuple[Sequence[Fact], Attempt, str | None]


def namings(conn: Connection, here: str, acts: Sequence[Acting]) -> list[Naming]:
    """The names as the tables know everybody whom the facts of each act name: (facts, attempt, the
    author who began it in an office)."""
    every = [f for facts, _, _ in acts for f in facts]
    meant = [Meant(facts, attempt.person) for facts, attempt, _ in acts]
    begun = frozen(every)
    places = {f.subject_id or "" for f in every} | {""}
    voting = set() if begun else set().union(*(m.voting for m in meant))
    known = Known(conn, here, set().union(*(m.people for m in meant)), places, voting)
    known.keys |= {f.person: f.hand_key for f in every if isinstance(f, PersonEntered)}
    seats, noted, strangers = begun or known.seats, known.noted, known.strangers
    return [
        Naming(here, m, attempt, known.keys, seats, noted, strangers, officer)
        for m, (_, attempt, officer) in zip(meant, acts, strict=True)
    ]


def _hand(here: str, place: str, purpose: Purpose, handle: str, person: str) -> dict[str, Any]:
    return {
        "community_id": here,
        "subject_id": place,
        "purpose": purpose.value,
        "handle": handle,
        "person_id": person,
    }


class Meant:
    """Everybody the facts name; where somebody is named as a voter; what for whoever acts is
    named, in an office if any fact says so, else as in the first; what that is about; and whether a
    matter begins with them.
    """

    def __init__(self, facts: Sequence[Fact], actor: str | None) -> None:
        self.people: set[str] = {actor} if actor is not None else set()
        self.voting: set[str | None] = set()
        self.acts: Purpose | None = None
        self.first = facts[0].subject_id
        self.begins = any(isinstance(f, ProposalDrafted) for f in facts)
        for fact in facts:

            def note(said: For, person: str, subject: str | None = fact.subject_id) -> str:
                self.people.add(person)
                if said is Purpose.roll:
                    self.voting.add(subject)
                if person == actor and isinstance(said, Purpose):
                    self.acts = said if said is Purpose.office else self.acts or said
                return person

            called(fact, note)
