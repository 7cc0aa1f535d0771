"""The lines of `obligation` that are one person's to do: those that name an office of theirs, their
organisation, a roll they stand on, their support, or them; less what they may not do, and what they
did their part of.

One statement, the same for everybody. Called by `waiting`.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Select,
    String,
    Subquery,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy import case as sql_case

from deliberation.charter.act import REGISTRY, Mine
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.owning import OWNERS
from deliberation.charter.roles import OFFICES, Role
from deliberation.readings.coming_first import something_first
from deliberation.record import tables
from deliberation.record.tables.joins import its, same, same_subject
from deliberation.record.write.answers.people.groups import living_in

MOST = 50
P = tables.proposal
O = tables.obligation  # noqa: E741
_ME: BindParameter[str] = bindparam("me", type_=String)
_COMMUNITY: BindParameter[str] = bindparam("community", type_=String)
_NOW: BindParameter[Any] = bindparam("now", type_=O.c.from_at.type)
_COLUMNS = (
    O.c.subject_id,
    O.c.act,
    O.c.ref,
    O.c.who_kind,
    O.c.who,
    O.c.due_at,
    tables.subject.c.type,
    P.c.author_id,
    P.c.matter,
    P.c.phase,
    P.c.group_id,
    P.c.rulebook,
)


@dataclass(frozen=True, slots=True)
class Only:
    """Which lines, of all that are the actor's: those due before `until`; those that are asked of
    an office they hold.
    """

    until: datetime | None = None
    office: Role | None = None


EVERY = Only()


def mine(s: Any, case: Case, only: Only = EVERY, *, start: int = 0, limit: int = MOST) -> list[Any]:
    """What is the actor's to do, the next due first, what is never due last. Several entries of one
    subject that ask for the same act are one line: `many` of them, the first due in `due_at`.
    """
    g = _grouped(len(REGISTRY))
    optional = g.c.act == ActName.rate.value  # of one day, what decides something comes first
    first = g.c.due_at.is_(None), g.c.due_at, optional, g.c.subject_id, g.c.act, g.c.ref
    query = select(g).where(*_these(g, only)).order_by(*first).offset(start).limit(limit)
    return list(s.execute(query, said(case)))


def how_many(s: Any, case: Case, only: Only = EVERY) -> int:
    """How long the whole list is."""
    g = _grouped(len(REGISTRY))
    whole = select(func.count()).select_from(g).where(*_these(g, only))
    return int(s.execute(whole, said(case)).scalar_one())


def _these(g: Any, only: Only) -> list[ColumnElement[bool]]:
    found = [g.c.due_at < only.until] if only.until is not None else []
    if only.office is not None:
        found += [g.c.who_kind == "office_role", _among(g.c.who, only.office.value)]
    return found


def here(acts: int) -> Select[Any]:
    """SQL: (how, act, ref) of what is the actor's to do at some `subjects`: "asked", or "held"
    where something else comes first. acts: how many acts there are by now.
    """
    how = sql_case((_held(_NOW), "held"), else_="asked").label("how")
    these = O.c.subject_id.in_(bindparam("subjects", expanding=True))
    return _query(acts, held=True).where(these).with_only_columns(how, O.c.act, O.c.ref)


@lru_cache(maxsize=2)
def _grouped(acts: int) -> Subquery:
    one = _query(acts).subquery()
    # What stands in no subject is each a thing of its own.
    apart = sql_case((one.c.subject_id == "", one.c.ref), else_="")
    merged = {"ref": func.min(one.c.ref), "due_at": func.min(one.c.due_at)}
    alike = [c for c in one.c if c.name not in merged]
    return (
        select(*alike, *(m.label(name) for name, m in merged.items()), func.count().label("many"))
        .group_by(*alike, apart)
        .subquery()
    )


def open_now(now: Any) -> tuple[ColumnElement[bool], ...]:
    """SQL: asked for by now, not over, and (the last) its time, with nothing else first."""
    return O.c.ended_at.is_(None), O.c.from_at <= now, ~_held(now)


def _held(now: Any) -> ColumnElement[bool]:
    """Held by a fact, by what others do first, or for the clock, which ends its window."""
    until = func.coalesce(O.c.held_until > now, False)
    windows = [a.value for a, cls in REGISTRY.items() if cls.in_window]
    shut = and_(O.c.act.in_(windows), func.coalesce(O.c.due_at <= now, False))
    return or_(until, shut, something_first())


def said(case: Case) -> dict[str, Any]:
    """The actor's standing, as the statement asks for it."""
    roles = case.roles()
    kinds = case.rulebook.kinds.items()
    of_owners = [n for n, k in kinds if any(v.electorate == OWNERS for v in k.vote.values())]
    return {
        "me": case.actor.person_id,
        "community": case.community.id,
        "now": case.now,
        "resident": Role.resident in roles,
        "owner": Role.owner in roles,
        "organisations": sorted(case.organisations()) or [""],
        "of_owners": of_owners or [""],
        **{f"is_{role.value}": role in roles for role in OFFICES},
    }


@lru_cache(maxsize=4)
def _query(_acts: int, *, held: bool = False) -> Select[Any]:
    """The statement, made once all acts are known: their number is a part of the key."""
    subject = tables.subject
    joined = O.outerjoin(P, same_subject(O, P)).outerjoin(subject, same(O, subject, "subject_id"))
    return (
        select(*_COLUMNS)
        .select_from(joined)
        .where(O.c.community_id == _COMMUNITY, O.c.who_kind != "clock")
        .where(*open_now(_NOW)[: 2 if held else None])
        .where(_asked(), _allowed(), ~_done())
    )


def _asked() -> ColumnElement[bool]:
    """Whether it is asked of them."""
    offices = or_(*(and_(_flag(f"is_{r.value}"), _among(O.c.who, r.value)) for r in OFFICES))
    of_owners = P.c.matter.in_(bindparam("of_owners", expanding=True))
    has_voice = or_(_flag("resident"), and_(_flag("owner"), of_owners))
    group = or_(O.c.who == "", O.c.who.in_(living_in(_COMMUNITY, _ME)))
    kinds = {
        "office_role": offices,
        "organisation": O.c.who.in_(bindparam("organisations", expanding=True)),
        "hand": O.c.who == _ME,
        "roll": _on_roll(),
        "supporters": or_(P.c.author_id == _ME, _supports()),
        "residents": and_(has_voice, group),
    }
    return or_(*(and_(O.c.who_kind == kind, fits) for kind, fits in kinds.items()))


def _flag(name: str) -> ColumnElement[bool]:
    return bindparam(name, type_=Boolean).is_(True)


def _among(column: Any, word: Any) -> ColumnElement[bool]:
    """SQL: the word stands in a column of words with a space between."""
    around = literal(" ").concat(column).concat(" ")
    return around.like(literal("% ").concat(word).concat(" %"))


def _on_roll() -> ColumnElement[bool]:
    e = tables.roll_entry
    theirs = same(P, e, "proposal_id", "round_no"), e.c.person_id == _ME, e.c.recused.is_(False)
    return exists(select(e.c.person_id).where(*theirs))


def _supports() -> ColumnElement[bool]:
    k = tables.cosignature
    theirs = same(P, k, "proposal_id"), k.c.person_id == _ME, k.c.taken_back_at.is_(None)
    return exists(select(k.c.person_id).where(*theirs))


def _allowed() -> ColumnElement[bool]:
    """Whether they may: nobody who may not in this one case, nobody recused, nobody to judge their
    own work.
    """
    named = and_(O.c.not_by.is_not(None), _among(O.c.not_by, _ME))
    barred = [a.value for a, row in POLICY.items() if row.barred]
    owners = [a.value for a, cls in REGISTRY.items() if cls.of_electorate]
    apart = [a.value for a, cls in REGISTRY.items() if cls.without_interest]
    r = tables.recusal
    recused = exists(select(r.c.person_id).where(same(P, r, "proposal_id"), r.c.person_id == _ME))
    # A recusal bars from offices. What somebody owns stays theirs to vote for.
    theirs = and_(O.c.act.in_(owners), P.c.matter.in_(bindparam("of_owners", expanding=True)))
    works = func.coalesce(
        P.c.organisation_id.in_(bindparam("organisations", expanding=True)), False
    )
    own = or_(works, func.coalesce(P.c.author_id == _ME, False))
    return and_(
        ~named,
        or_(O.c.act.not_in(barred), theirs, ~recused),
        or_(O.c.act.not_in(apart), ~own),
    )


def _done() -> ColumnElement[bool]:
    """Whether they did their part, by what the acts say of themselves."""
    found = [(a.value, m) for a, cls in REGISTRY.items() for m in cls.mine]
    return or_(*(and_(O.c.act == act, _their_part(m)) for act, m in found))


def _their_part(m: Mine) -> ColumnElement[bool]:
    t = tables.metadata.tables[m.table]
    where = [t.c.community_id == O.c.community_id, t.c[its(t)] == O.c.subject_id]
    where.append(t.c[m.person] == _ME)
    if m.of_round:
        where.append(t.c.round_no == P.c.round_no)
    if m.filled:
        where.append(t.c[m.filled].is_not(None))
    return exists(select(t.c[m.person]).where(*where))
