"""What the loaders read of an act: each says the few fields it needs, and a test holds that every
act that asks the question has them.
"""

from collections.abc import Sequence
from typing import Protocol

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case


class HasPurpose(Protocol):
    @property
    def purpose(self) -> str: ...


class NamesCandidacy(Protocol):
    @property
    def candidacy_id(self) -> str: ...


class NamesClosed(Protocol):
    @property
    def closed_id(self) -> str: ...


class NamesComment(Protocol):
    @property
    def comment_id(self) -> str: ...


class NamesDwelling(Protocol):
    @property
    def dwelling_id(self) -> str: ...


class NamesEntry(Protocol):
    @property
    def entry_id(self) -> str: ...


class NamesFact(Protocol):
    @property
    def fact_id(self) -> str: ...


class NamesGroup(Protocol):
    @property
    def group_id(self) -> str | None: ...


class NamesMatter(Protocol):
    @property
    def matter_id(self) -> str: ...


class NamesOffice(Protocol):
    @property
    def office_id(self) -> str: ...


class NamesOption(Protocol):
    @property
    def option_id(self) -> str: ...


class NamesOrganisation(Protocol):
    @property
    def organisation_id(self) -> str | None: ...


class NamesParent(Protocol):
    @property
    def parent_id(self) -> str | None: ...


class NamesPerson(Protocol):
    @property
    def person_id(self) -> str: ...


class NamesProxy(Protocol):
    @property
    def proxy_id(self) -> str | None: ...


class NamesRepresentation(Protocol):
    @property
    def representation_id(self) -> str: ...


class NamesRequest(Protocol):
    @property
    def request_id(self) -> str: ...


class NamesReset(Protocol):
    @property
    def reset_id(self) -> str: ...


class NamesRight(Protocol):
    @property
    def right_id(self) -> str | None: ...


class NamesSerial(Protocol):
    @property
    def serial(self) -> int: ...


class NamesRole(Protocol):
    @property
    def name(self) -> ActName: ...

    @property
    def role(self) -> str: ...


class SaysOrganisation(Protocol):
    @property
    def organisation(self) -> str | None: ...


class Draws(Protocol):
    @property
    def month(self) -> str: ...

    @property
    def what(self) -> str: ...


class GivesProxy(Protocol):
    def principal(self, case: Case) -> str: ...

    def holder(self, case: Case) -> str: ...


class Address(Protocol):
    @property
    def building(self) -> str: ...

    @property
    def room(self) -> str: ...


class EntersPeople(Protocol):
    @property
    def entries(self) -> Sequence[Address]: ...


class Sourced(Protocol):
    @property
    def source_id(self) -> str: ...


class Imports(Protocol):
    @property
    def source(self) -> str: ...

    @property
    def entries(self) -> Sequence[Sourced]: ...


class HasClock(Protocol):
    """`clock`: the act whose clock it is, its own or the one it moves."""

    @property
    def clock(self) -> str: ...

    @property
    def ref(self) -> str: ...


class NamesUnits(Protocol):
    @property
    def dwellings(self) -> Sequence[str]: ...


class NamesOwnership(Protocol):
    @property
    def ownership_id(self) -> str: ...


class NamesPersonAndUnit(Protocol):
    @property
    def person_id(self) -> str: ...

    @property
    def dwelling_id(self) -> str: ...
