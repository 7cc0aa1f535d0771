"""What people have to do from now on, as a line of the fact that opens it.

Called by acts, and by `stages` as a stage is entered.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Obligation, asked_of
from deliberation.charter.facts.obligations import Scope, WhoKind
from deliberation.charter.needs.rows import filled
from deliberation.charter.roles import Role

BEFORE_THE_END = timedelta(days=30)
CORRECTION_DAYS = 3  # within which the desk answers whoever asks that their entry be put right


class More(TypedDict, total=False):
    """What may be said beside act and people. before: the clock that does something else when its
    day has come; from_at: not asked before, else from now on; the others as in `Obligation`.
    """

    before: Obligation | None
    from_at: datetime
    due_at: datetime | None
    days: int
    then_act: str
    ref: str
    need: int
    not_by: Sequence[str]
    scope: Scope


def asked(
    case: Case, act: ActName, who_kind: WhoKind, who: str = "", **more: Unpack[More]
) -> Obligation:
    """Asked of these people."""
    return asked_of(
        act.value,
        who_kind,
        who,
        from_at=more.get("from_at", case.now),
        before=more.get("before"),
        due_at=more.get("due_at"),
        days=more.get("days"),
        then_act=more.get("then_act"),
        ref=more.get("ref"),
        need=more.get("need", 1),
        not_by=more.get("not_by", ()),
        scope=more.get("scope"),
    )


def in_office(case: Case, act: ActName, *roles: Role, **more: Unpack[More]) -> Obligation:
    """Asked of whoever holds one of these offices, whoever they are by then."""
    return asked(case, act, "office_role", " ".join(role.value for role in roles), **more)


def of_person(case: Case, act: ActName, person: str, **more: Unpack[More]) -> Obligation:
    """Asked of one person, named as the public part of the fact names them."""
    return asked(case, act, "hand", person, **more)


def of_author(case: Case, act: ActName, **more: Unpack[More]) -> Obligation:
    """Asked of the proposal's author."""
    return of_person(case, act, filled(case.proposal.author_id), **more)


def of_successor(case: Case, office: str, ends_at: datetime | None) -> list[Obligation]:
    """Somebody is to take an office whose term ends; asked of the desk a month before."""
    if ends_at is None:
        return []
    since = max(case.now, ends_at - BEFORE_THE_END)
    more: More = {"ref": office, "from_at": since, "due_at": ends_at, "scope": "own"}
    return [in_office(case, ActName.take_office, Role.clerk, **more)]


def in_charge(
    case: Case, act: ActName, organisation: str | None, **more: Unpack[More]
) -> Obligation:
    """Asked of the organisation in charge; where none is, of the residents' committee."""
    if organisation is None:
        return in_office(case, act, Role.committee_member, **more)
    return asked(case, act, "organisation", organisation, **more)
