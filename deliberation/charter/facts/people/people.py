"""Facts about people, offices, groups and the community itself.

Personal data stand in private parts only.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, private, text
from deliberation.charter.facts.naming import Entry, Office
from deliberation.charter.facts.obligations import Obligation


@dataclass(frozen=True)
class CommunityCreated(Fact):
    """A community begins its record. Names and settings are public."""

    kind = "community_created"
    community: str
    slug: str
    name: str
    timezone: str
    language: str
    by_shell: bool


@dataclass(frozen=True)
class RulebookAdopted(Fact):
    """A version of the rules, whole, by digest."""

    kind = "rulebook_adopted"
    digest: str
    name: str
    source: str


@dataclass(frozen=True)
class GroupEntered(Fact):
    """A group below the community: estate 小区, court 院落 or building 楼栋."""

    kind = "group_entered"
    group: str
    level: str
    parent: str | None
    name: str


@dataclass(frozen=True)
class DwellingEntered(Fact):
    """One household's address, which is private; floor area in integer 0.01 m².

    Area and group stay public: the next roll of owners counts every unit, also one whose address
    was erased. Nothing public says whose it is.
    """

    kind = "dwelling_entered"
    dwelling: str
    group: str | None
    area: int
    building: str | None = private()
    unit: str | None = private()
    room: str | None = private()


@dataclass(frozen=True)
class PersonEntered(Fact):
    """Somebody on the roster. `standing` is adult or minor at entry; the birth date itself decides
    nothing later.

    All of it is private: who may vote is asked of the roster when a roll is frozen, and the roll
    keeps the answer. An entry that was erased is nobody's any more, and on no later roll.

    `person` is named so here, and by no other public part: everywhere else they go by handles, made
    of the `hand_key` (see `charter.hands`), which ends with the entry.
    """

    kind = "person_entered"
    person: str
    hand_key: str | None = private()
    dwelling: str | None = private()
    standing: str | None = private()
    tenure: str | None = private()
    lives_here: bool | None = private()
    name: str | None = private()
    phone: str | None = private()
    birth_date: str | None = private()


@dataclass(frozen=True)
class CameOfAge(Fact):
    """A minor on the roster turned 18. The header names the act, so that nothing here could hide
    it.
    """

    kind = "came_of_age"
    person: Entry


@dataclass(frozen=True)
class ResidentJoined(Fact):
    """A resident used their own code and has an account."""

    kind = "resident_joined"
    person: Entry


@dataclass(frozen=True)
class OrganisationEntered(Fact):
    """An organisation that can be put in charge of work (承办单位). Its name is public."""

    kind = "organisation_entered"
    organisation: str
    name: str


@dataclass(frozen=True)
class OfficeTaken(Fact):
    """A person took an office for a term, on the document named. `succeeds`: the office whose end
    somebody had to follow, if any.
    """

    kind = "office_taken"
    office: str
    person: Office
    role: str
    organisation: str | None
    starts_at: datetime
    ends_at: datetime | None
    succeeds: str | None = None
    obligations: list[Obligation] | None = None
    document: str | None = text()


@dataclass(frozen=True)
class OfficeLeft(Fact):
    """An office ended before its term: resigned, recalled, moved away, died, successor."""

    kind = "office_left"
    office: str
    person: Office
    cause: str
    document: str | None = text()


@dataclass(frozen=True)
class RelativeDeclared(Fact):
    """Two persons are near relatives (近亲属), as one of them or the desk declared.

    Public, because an election is counted again by it: of near relatives one is kept out.
    """

    kind = "relative_declared"
    person: Entry
    relative: Entry


@dataclass(frozen=True)
class CodeCardIssued(Fact):
    """The desk printed a card of codes for somebody: whom and by whom is public, the codes stand
    nowhere in the record.
    """

    kind = "code_card_issued"
    person: Entry
    by: Office
    for_office: bool


@dataclass(frozen=True)
class LetterPrinted(Fact):
    """The operator printed a letter with a joining code in the shell: for an office (`role`) or a
    resident, never whose it is.

    `again`: for somebody who had joined, in place of a lost password. Who it was for stands in the
    audit log.
    """

    kind = "letter_printed"
    role: str | None
    again: bool


@dataclass(frozen=True)
class BodyErased(Fact):
    """One erasable part of an earlier fact was erased; its digest stays in that fact's header."""

    kind = "body_erased"
    fact: str
    part: str
    ground: str
