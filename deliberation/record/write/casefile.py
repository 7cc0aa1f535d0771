"""Makes the case of an act: the subject, the actor and their relations to it,
the answers it declared. Called by `perform`; `looking` by pages.

The actor is one query, whatever is asked of them: standing and offices, and on a proposal what ties
them to it (recusal, co-signature, roll, ballot, proxy, paper).
"""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    or_,
    select,
)

from deliberation import clock
from deliberation.charter.act import Act
from deliberation.charter.calendar import Calendar
from deliberation.charter.case import Actor, Case, Community, Founding, Office
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.needs import Need
from deliberation.charter.needs.people import MY_GROUPS
from deliberation.charter.needs.proposal import COSIGNATURE, COUNTS, RECUSED, SIGNED_BEFORE
from deliberation.charter.needs.proxies import MY_PROXY
from deliberation.charter.needs.votes import MY_BALLOT, ROLL_ENTRY
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Rulebook, parse
from deliberation.charter.subjects import the_proposal
from deliberation.charter.voting.proxies import STANDING
from deliberation.record import tables
from deliberation.record.direct import once
from deliberation.record.ids import new_id, new_key
from deliberation.record.owning import owns_here
from deliberation.record.prepared import first, run
from deliberation.record.tables.joins import same

from .answers import LOADERS
from .locks import Locked, lock_community
from .rules import rulebook_of


def locked(case: Case) -> Locked | None:
    """The same of a case that was loaded."""
    return Locked(case.about, case.subject) if case.about is not None else None


def load(
    conn: Connection,
    community: Community,
    act: Act,
    actor: Actor,
    locked: Locked | None,
    known: "Known | None" = None,
) -> Case:
    """The case: now read once, after the lock; then the actor; then the declared answers. known:
    what was read for several actors at once.
    """
    if act.lock == "community":  # a lock as well: what follows is read, and `now` is told, under it
        lock_community(conn, community.id)
    digest = _own_rules(locked) or current_rulebook(conn, community.id)
    case = _case(conn, community, digest, actor, locked)
    wanted = _wanted(act, case)
    if COUNTS in wanted:  # a lock too: whoever waited for it must read their own relations after it
        wanted.remove(COUNTS)
        case.answers[COUNTS] = LOADERS[COUNTS](conn, case, act)
    _load_actor(conn, case, known)
    if act.numbers and act.lock != "community":
        lock_community(conn, community.id)
    for need in sorted(wanted, key=lambda n: n.place):
        if need not in case.answers:
            case.answers[need] = LOADERS[need](conn, case, act)
    return case


def _own_rules(locked: Locked | None) -> str | None:
    """Digest of the rules a subject follows from its beginning; None where it follows those in
    force.
    """
    return (getattr(locked.row, "rulebook", None) or None) if locked is not None else None


def _wanted(act: Act, case: Case) -> set[Need[Any]]:
    """What the act declared; at a wrong stage nothing, since no question need make sense at every
    stage, and the gate will refuse it.
    """
    return set(act.needs) if POLICY[act.name].at(case.place) else set()


def _case(
    conn: Connection, community: Community, digest: str, actor: Actor, locked: Locked | None
) -> Case:
    return _begun(community, rulebook_of(conn, community.id, digest), actor, locked)


def _begun(
    community: Community, rulebook: Rulebook, actor: Actor, locked: Locked | None = None
) -> Case:
    """A case that knows nothing yet of who acts, and has no answers."""
    return Case(
        community=community,
        rulebook=rulebook,
        calendar=Calendar.load(rulebook.calendar),
        now=clock.now(),
        actor=actor,
        new_id=new_id,
        new_key=new_key,
        subject=locked.row if locked else None,
        about=locked.about if locked else None,
        real_now=clock.real(),
    )


def current_rulebook(conn: Connection, community: str) -> str:
    """Digest of the rules in force."""
    digest: str = first(conn, tables.community, "rulebook", community_id=community).rulebook
    return digest


def founding(conn: Connection, community_id: str, begins: Founding, actor: Actor) -> Case:
    """The case of a community that does not exist yet."""
    rulebook = parse(begins.rulebook)
    community = Community(community_id, begins.slug, begins.name, begins.timezone, begins.language)
    taken = conn.execute(
        select(tables.community.c.community_id).where(tables.community.c.slug == begins.slug)
    ).first()
    if taken:
        raise refuse("slug_taken", slug=begins.slug)
    return _begun(community, rulebook, actor)


def looking(
    conn: Any, community: Community, proposal: Any, actor: Actor, rulebook_digest: str
) -> tuple[Case, Any]:
    """A case for drawing a page, nothing locked, and the actor's own ballot of this round
    (revision, choice, cast_at, fact_id) or None.
    """
    seen = Locked(the_proposal(proposal.proposal_id), proposal) if proposal is not None else None
    case, row = _seen(conn, community, seen, actor, rulebook_digest)
    if proposal is None:
        return case, None
    case.answers[MY_GROUPS] = (
        LOADERS[MY_GROUPS](conn, case, _LOOK) if row is not None else frozenset()
    )
    return case, row if row is not None and row.revision else None


def looking_at(
    conn: Any, community: Community, seen: Locked, actor: Actor, rulebook_digest: str
) -> Case:
    """The same of any other subject."""
    return _seen(conn, community, seen, actor, rulebook_digest)[0]


def _seen(
    conn: Any, community: Community, seen: Locked | None, actor: Actor, rulebook_digest: str
) -> tuple[Case, Any]:
    """The case, and a row of what ties the actor to it."""
    case = _case(conn, community, _own_rules(seen) or rulebook_digest, actor, seen)
    return case, _load_actor(conn, case)


_LOOK: Any = SimpleNamespace(group_id=None)

_P, _O = tables.person, tables.office
_R, _S = tables.recusal, tables.cosignature
_E, _B = tables.roll_entry, tables.ballot
_X, _H = tables.proxy, tables.paper_holder
# spelled out: a list would be written anew each time
_standing = or_(*(_X.c.state == state for state in STANDING))
_THIS_ROUND: BindParameter[int] = bindparam("round")

_PERSON: tuple[ColumnElement[Any], ...] = (
    _P.c.standing,
    _P.c.tenure,
    _P.c.lives_here,
    _O.c.office_id,
    _O.c.role,
    _O.c.organisation_id,
    _O.c.starts_at,
    _O.c.ends_at,
    _O.c.left_at,
)
_TIES: tuple[ColumnElement[Any], ...] = (
    _R.c.person_id.label("recused_id"),
    _S.c.office.label("signed_as_office"),
    _S.c.version_no.label("signed_version"),
    _S.c.at.label("signed_at"),
    _S.c.taken_back_at,
    _E.c.role.label("roll_role"),
    _E.c.recused.label("roll_recused"),
    _E.c.attended_at,
    _B.c.revision,
    _B.c.choice,
    _B.c.cast_at,
    _B.c.fact_id,
    _X.c.proxy_id,
    _X.c.state.label("proxy_state"),
    _X.c.holder_id,
    _H.c.serial.label("paper_serial"),
)
_UNTIED: dict[Need[Any], Any] = {
    RECUSED: False,
    COSIGNATURE: None,
    SIGNED_BEFORE: False,
    ROLL_ENTRY: None,
    MY_BALLOT: 0,
    MY_PROXY: None,
}


def _mine(table: Any, person: str = "person_id") -> ColumnElement[bool]:
    here = same(_P, table, **{person: "person_id"})
    return and_(here, table.c.proposal_id == bindparam("proposal"))


def _mine_now(table: Any, person: str = "person_id") -> ColumnElement[bool]:
    return and_(_mine(table, person), table.c.round_no == _THIS_ROUND)


def _joined(source: FromClause) -> FromClause:
    """SQL: what each table has of this person on this proposal, beside a source with people."""
    return (
        source.outerjoin(_R, _mine(_R))
        .outerjoin(_S, _mine(_S))
        .outerjoin(_E, _mine_now(_E))
        .outerjoin(_B, _mine_now(_B, "voter_id"))
        .outerjoin(_X, and_(_mine_now(_X, "principal_id"), _standing))  # at most one stands
        .outerjoin(_H, _mine_now(_H))
    )


def _actor_query(source: FromClause, *columns: ColumnElement[Any]) -> Select[Any]:
    """A row per office of the person; what is asked beside their standing is the same in each."""
    return (
        select(*_PERSON, *columns)
        .select_from(source)
        .where(_P.c.community_id == bindparam("community"), _P.c.person_id == bindparam("person"))
    )


_OFFICES = _P.outerjoin(_O, same(_P, _O, "person_id"))
_ACTOR = once(_actor_query(_OFFICES))
_ACTOR_HERE = once(_actor_query(_joined(_OFFICES), *_TIES))
_ACTORS_HERE = once(
    select(_P.c.person_id, *_PERSON, *_TIES)
    .select_from(_joined(_OFFICES))
    .where(
        _P.c.community_id == bindparam("community"),
        _P.c.person_id.in_(bindparam("people", expanding=True)),
    )
)


Known = dict[str, list[Any]]  # the rows of each actor


def of_many(conn: Connection, community: str, about: Locked, people: list[str]) -> Known:
    """What several actors are to one proposal: one statement."""
    here = {"proposal": about.row.proposal_id, "round": about.row.round_no}
    found: Known = {person: [] for person in people}
    for row in run(conn, _ACTORS_HERE, {"community": community, "people": people, **here}):
        found[row.person_id].append(row)
    return found


def _load_actor(conn: Connection, case: Case, known: Known | None = None) -> Any:
    """Standing and offices, and (one query for all) what ties the actor to the proposal.

    Returns a row of it, or None.
    """
    case.answers.update(_UNTIED if case.of_proposal else {})
    if case.actor.person_id is None:
        return None
    me = case.actor.person_id
    rows = _rows(conn, case, me) if known is None else known[me]
    if not rows:
        raise refuse("unknown_person")
    row = rows[0]
    case.resident = row.standing == "adult" and bool(row.lives_here)
    case.owner = row.standing == "adult" and _owns(conn, case, row)
    case.offices = tuple(_office(r) for r in rows if r.office_id)
    if case.of_proposal:
        case.answers.update(_tied(row))
    return row


def _rows(conn: Connection, case: Case, person: str) -> Sequence[Any]:
    who = {"community": case.community.id, "person": person}
    if not case.of_proposal:
        rows: Sequence[Any] = run(conn, _ACTOR, who).all()
        return rows
    here = {"proposal": case.proposal.proposal_id, "round": case.proposal.round_no}
    found: Sequence[Any] = run(conn, _ACTOR_HERE, {**who, **here}).all()
    return found


def _office(r: Any) -> Office:
    return Office(r.office_id, Role(r.role), r.organisation_id, r.starts_at, r.ends_at, r.left_at)


def _owns(conn: Connection, case: Case, row: Any) -> bool:
    """By their entry; else asked only of who does not live here: a company's proxy, say. A resident
    needs no second standing.
    """
    if row.tenure == "owner" or row.lives_here:
        return bool(row.tenure == "owner")
    me = (_P.c.community_id == case.community.id, _P.c.person_id == case.actor.person_id)
    return conn.execute(select(_P.c.person_id).where(*me, owns_here(_P))).first() is not None


def roles_of(conn: Connection, case: Case, person: str) -> set[Role]:
    """The roles of somebody else in the same matter: of a witness, for example.

    A recused one has none here.
    """
    other = replace(case, actor=Actor(person_id=person), answers={})
    _load_actor(conn, other)
    return set() if other.answers.get(RECUSED) else other.roles()


def _tied(r: Any) -> dict[Need[Any], Any]:
    """What a row with these columns says to each question."""
    return {
        RECUSED: r.recused_id is not None,
        COSIGNATURE: _cosignature(r),
        SIGNED_BEFORE: r.taken_back_at is not None,
        ROLL_ENTRY: _roll_entry(r),
        MY_BALLOT: r.revision or 0,
        MY_PROXY: _proxy(r),
    }


def _cosignature(r: Any) -> Any:
    if r.signed_at is None or r.taken_back_at is not None:
        return None
    return SimpleNamespace(office=r.signed_as_office, version_no=r.signed_version, at=r.signed_at)


def _roll_entry(r: Any) -> Any:
    if r.roll_role is None:
        return None
    return SimpleNamespace(
        role=r.roll_role, recused=r.roll_recused, attended_at=r.attended_at, paper=r.paper_serial
    )


def _proxy(r: Any) -> Any:
    if r.proxy_id is None:
        return None
    return SimpleNamespace(proxy_id=r.proxy_id, state=r.proxy_state, holder_id=r.holder_id)
