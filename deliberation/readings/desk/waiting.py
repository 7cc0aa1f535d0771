"""What waits for one person, by role, with due dates: the lines of `lines`, with the title of what
each is about.

Read by home, every desk and the badge: a page keeps no list of its own of what waits.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Actor, Case, Community
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import SECRET, Vote
from deliberation.charter.subjects import SubjectType
from deliberation.readings.proposals.cards import Card, P, base, cards
from deliberation.record import tables
from deliberation.record.tables.joins import same
from deliberation.record.write import casefile
from deliberation.record.write.rules import rulebook_of

from . import lines
from .lines import EVERY, Only

__all__ = ["EVERY", "MOST", "Only", "Waiting", "case_of", "count", "waiting"]

MOST = lines.MOST


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: the act, the proposal, by when, in which role.

    `ref` names a question, objection, finding or request, as the line says it. `card` is None for
    what is about a person or an announcement and not about a proposal; `name` is theirs, or its
    title, then. `person_id`, `role_about`: whose office ends, and which. `on_paper`: a secret
    vote, which no page takes. `many`: of so many entries, of which `ref` is one.
    """

    act: A
    card: Card | None
    due_at: datetime | None
    role: Role
    ref: str = ""
    name: str | None = None
    announcement_id: str | None = None
    person_id: str | None = None
    role_about: str | None = None
    on_paper: bool = False
    many: int = 1


def case_of(s: Any, community: Community, actor: Actor, rulebook_digest: str) -> Case:
    """The actor's standing in the community, without a proposal."""
    return casefile.looking(s, community, None, actor, rulebook_digest)[0]


def waiting(
    s: Any, case: Case, only: Only = EVERY, *, start: int = 0, limit: int = MOST
) -> list[Waiting]:
    """What waits for the actor, most urgent first. A statement for the lines, and one more for each
    sort of thing they are about.
    """
    found = lines.mine(s, case, only, start=start, limit=limit)
    known = _Known(s, case, found)
    return [_line(x, case, known) for x in found]


def count(s: Any, case: Case, only: Only = EVERY) -> int:
    """How much waits for the actor."""
    return lines.how_many(s, case, only)


class _Known:
    """What the lines are about, read once for each sort of thing."""

    def __init__(self, s: Any, case: Case, found: list[Any]) -> None:
        here = case.community.id
        by_type = {x.subject_id: x.type for x in found}
        proposals = [i for i, kind in by_type.items() if kind == SubjectType.proposal.value]
        announced = [i for i, kind in by_type.items() if kind == SubjectType.announcement.value]
        self.cards = _cards(s, here, proposals)
        self.titles = _titles(s, here, announced)
        self._at = s, case
        self.entries: dict[str, Any] = {}
        for act, read in _ENTRIES.items():
            refs = [x.ref for x in found if x.act == act.value]
            if refs:
                self.entries |= {r.ref: r for r in s.execute(read(here, refs))}

    def secret(self, x: Any) -> bool:
        """Whether a vote is held with secret ballots on paper."""
        return _vote_of(*self._at, x).ballot == SECRET


def _vote_of(s: Any, case: Case, x: Any) -> Vote:
    """The rules of a vote, of the rulebook its proposal follows."""
    kind = rulebook_of(s, case.community.id, x.rulebook).kind(x.matter)
    return kind.vote[kind.scope(x)]


def _cards(s: Any, community: str, proposals: list[str]) -> dict[str, Card]:
    if not proposals:
        return {}
    query = base(community).where(P.c.proposal_id.in_(proposals))
    return {c.proposal_id: c for c in cards(s, community, query)}


def _titles(s: Any, community: str, announced: list[str]) -> dict[str, str | None]:
    if not announced:
        return {}
    a = tables.announcement
    here = a.c.community_id == community, a.c.subject_id.in_(announced)
    return dict(s.execute(select(a.c.subject_id, a.c.title).where(*here)).tuples().all())


def _of_person(table: Any, ref: str, *more: Any) -> Callable[[str, Iterable[str]], Any]:
    """Entries that are about somebody: with their name."""
    p = tables.person

    def query(community: str, refs: Iterable[str]) -> Any:
        found = select(table.c[ref].label("ref"), p.c.name.label("name"), *more)
        joined = found.select_from(table.outerjoin(p, same(table, p, "person_id")))
        return joined.where(table.c.community_id == community, table.c[ref].in_(refs))

    return query


# What stands in no subject is said by a name: whose request it is. A letter for the office alone
# shows its heading on no list.
_ENTRIES: dict[A, Callable[[str, Iterable[str]], Any]] = {
    A.answer_correction: _of_person(tables.correction_request, "request_id"),
    A.confirm_reset: _of_person(tables.factor_reset, "reset_id"),
    A.take_office: _of_person(
        tables.office, "office_id", tables.office.c.person_id, tables.office.c.role
    ),
}


def _line(x: Any, case: Case, known: _Known) -> Waiting:
    entry = known.entries.get(x.ref)
    announced = x.subject_id if x.type == SubjectType.announcement.value else None
    return Waiting(
        act=A(x.act),
        card=known.cards.get(x.subject_id),
        due_at=x.due_at,
        role=_role(x, case),
        ref=x.ref,
        name=known.titles.get(x.subject_id) if announced else getattr(entry, "name", None),
        announcement_id=announced,
        person_id=getattr(entry, "person_id", None),
        role_about=getattr(entry, "role", None),
        many=x.many,
        on_paper=x.act == A.cast_ballot.value and known.secret(x),
    )


_ROLE = {
    "organisation": Role.organisation,
    "roll": Role.voter,
    "residents": Role.resident,
    "supporters": Role.cosigner,
}


def _role(x: Any, case: Case) -> Role:
    """In which role the actor is asked."""
    if x.who_kind == "office_role":
        held = {r.value for r in case.roles()}
        return Role(next(word for word in x.who.split() if word in held))
    if x.who_kind in ("hand", "supporters") and x.author_id == case.actor.person_id:
        return Role.author
    return _ROLE.get(x.who_kind, Role.resident)
