"""The base of every act: a frozen dataclass that says what it needs and decides which facts
follow.

Performed by `record.write.perform`, which locks, loads the case, asks the gate, calls `decide`, and
writes.
"""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from deliberation.charter.needs import Need

from . import text
from .acts import ActName
from .case import Actor, Case, Founding
from .facts import Fact
from .reasons import Reason, refuse
from .roles import Role
from .subjects import SubjectType

REGISTRY: dict[ActName, type["Act"]] = {}

Lock = Literal["shared", "exclusive", "community"]


@dataclass(frozen=True, slots=True)
class Mine:
    """Where it stands that somebody did their part of what several are asked for: a row of this
    table on the subject, with them in the column `person`; of the round that is on, and with
    something in the column `filled`, where these are named. again: it may be done anew, as a vote
    is changed. Of what is for one person alone (`whose`), or for all but one (`not_whose`), it
    names that person; where `person` is empty, it is for nobody.
    """

    table: str
    person: str = "person_id"
    of_round: bool = False
    filled: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class First:
    """What has to be done first: as long as this table has a row on the subject, of the round that
    is on, with one of these words in its column `state`, the act is refused and asked of nobody.
    """

    table: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """What has to be done first: as long as a line of this act is open on the subject, its clock or
    what it asks of somebody, the act is refused and asked of nobody.
    """

    line: ActName


@dataclass(frozen=True, kw_only=True)
class Act:
    """One attempt. `act_id` is unique per community; `subject_id` None means the community is
    locked instead. `of`: the type of subject it is about; None is any, and the locked row says
    which.

    lock: "shared" for acts that cannot change stage or text (ballot, co-signature, comment),
    "exclusive" for all others on a subject, "community" for acts without one. `numbers` also takes
    the community lock, last.

    versioned: its form carries the version of the text it was read in. of_electorate: done as one
    of the electorate, not in an office (a ballot, and whatever gives one away). of_vote_here: part
    of a vote that is held here; there is none where the city's own system holds it. gives_receipt:
    whoever does it is led to their receipt. of_matter: its clock runs for one matter (a question,
    an objection) and goes on when the stage ends. ends_window: its clock is the end of a voting
    window, which counts working days as well. mine: where it stands that somebody did their part,
    of an act that several are asked for; one of them is enough. whose: where the one stands whom
    alone it is for; not_whose: whom it is never for. first: what has to be done before it, by
    others. in_window: refused from the hour its line is due, though the clock may come a little
    later. without_interest: not for whoever wrote the proposal, nor for the organisation in charge
    of the work. in_crowds: many do it at once on one proposal, and what it decides reads nothing
    that another of them writes but their own: several may be decided side by side.
    """

    name: ClassVar[ActName]
    of: ClassVar[SubjectType | None] = SubjectType.proposal
    lock: ClassVar[Lock] = "exclusive"
    needs: ClassVar[frozenset[Need[Any]]] = frozenset()
    numbers: ClassVar[bool] = False
    versioned: ClassVar[bool] = False
    of_electorate: ClassVar[bool] = False
    of_vote_here: ClassVar[bool] = False
    gives_receipt: ClassVar[bool] = False
    of_matter: ClassVar[bool] = False
    ends_window: ClassVar[bool] = False
    mine: ClassVar[tuple[Mine, ...]] = ()
    whose: ClassVar[Mine | None] = None
    not_whose: ClassVar[Mine | None] = None
    first: ClassVar[tuple[First | Ended, ...]] = ()
    in_window: ClassVar[bool] = False
    beforehand_needs: ClassVar[frozenset[Need[Any]]] = frozenset()
    without_interest: ClassVar[bool] = False
    in_crowds: ClassVar[bool] = False

    act_id: str
    subject_id: str | None = None
    version_no: int | None = field(default=None)

    def __init_subclass__(cls, **kw: Any) -> None:
        super().__init_subclass__(**kw)
        if "name" in cls.__dict__:
            if cls.name in REGISTRY:
                raise TypeError(f"two acts named {cls.name}")
            REGISTRY[cls.name] = cls

    def beforehand(self, case: Case) -> None:
        """What speaks against it before a word of it is filled in: the first of what `decide` asks,
        which pages ask before the form. Raises Refused. Reads what ties the actor to the proposal,
        `beforehand_needs`, and no field that is asked for.
        """

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        """The facts that follow, in order. Raises Refused; must not change anything."""
        raise NotImplementedError

    def others(self) -> tuple[str, ...]:
        """Further subjects of its type to lock, e.g. the target of a merge."""
        return ()

    def words_taken_from(self) -> str | None:
        """The fact whose words it erases: what copies them elsewhere is kept waiting meanwhile."""
        return None

    def founding(self) -> Founding | None:
        """What a community begins with, where the act founds one: then there is nothing yet to be
        read or locked.
        """
        return None

    def content(self) -> dict[str, Any]:
        """What makes two attempts with one act id the same attempt."""
        values = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return {"act": self.name.value, **{k: _plain(v) for k, v in values.items()}}


class ActFor(Act):
    """An act entered by one person for another, `inner`, which is decided on that other's case."""

    inner: Act

    @classmethod
    def allowed(cls) -> frozenset[ActName]:
        """What may be entered through this act."""
        raise NotImplementedError

    def theirs(self) -> Actor:
        """Who attempts the act itself."""
        raise NotImplementedError

    def against(self, clerk: Case) -> list[Reason]:
        """Reasons that follow from whoever enters it alone."""
        raise NotImplementedError

    def unseen(self, clerk: Case, theirs: Case, witness: Iterable[Role]) -> list[Reason]:
        """Reasons against an act that asks for a second factor which the other cannot give here.

        `witness`: the roles of whoever gave theirs beside the one who enters it.
        """
        raise NotImplementedError


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value


def attempt(name: ActName, **said: Any) -> Act:
    """An attempt of the act of this name, for whoever may not import its room. TypeError for fields
    that the act does not have.
    """
    return REGISTRY[name](**said)


def words(value: str | None, *, most: int, what: str, least: int = 1) -> str:
    """Free text within its limits, stripped at the ends, without what turns reading around.

    Refuses empty_text where nothing can be seen, too_short, too_long, stacked_marks with the
    field's code.
    """
    value = text.plain(value or "")
    if not text.is_seen(value):
        raise refuse("empty_text", field=what)
    if least > 1 and text.length(value) < least:
        raise refuse("too_short", field=what, least=least)
    if len(value) > most:
        raise refuse("too_long", field=what, most=most, length=len(value))
    text.refuse_marks(value, what)
    return value


def optional_words(value: str | None, *, most: int, what: str) -> str | None:
    """Free text that may be left out."""
    return words(value, most=most, what=what) if text.is_seen(value) else None


def one_of(value: str, allowed: tuple[str, ...] | list[str], what: str) -> str:
    """A code from a closed list, or bad_choice."""
    if value not in allowed:
        raise refuse("bad_choice", field=what)
    return value


def a_day(value: str, what: str) -> date:
    """A day as ISO 8601 writes it, or bad_date."""
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise refuse("bad_date", field=what) from error


def past_day(case: Case, value: str, what: str, since: datetime | None = None) -> date:
    """A day that is not in the future where the community is, nor before that of `since`; or
    bad_date.
    """
    day, zone = a_day(value, what), case.community.timezone
    early = since is not None and day < case.calendar.local_day(since, zone)
    if early or day > case.calendar.local_day(case.now, zone):
        raise refuse("bad_date", field=what)
    return day
