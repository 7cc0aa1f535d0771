"""Locks what an act needs and makes its case: the proposal, the actor and their relations to it,
the answers it declared. Called by `perform`.

Lock order, always: proposals in id order, then a contribution, then their counters, then the
community's civic lock, then (in `log`) the log head.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, select

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
from deliberation.charter.rulebook import parse
from deliberation.charter.voting.proxies import STANDING
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.owning import owns_here
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same

from .answers import LOADERS
from .rules import rulebook_of

# What an act under a shared lock may look at. They come in crowds, and a row of fifty columns is
# most of what they would cost.
BRIEF = (
    "proposal_id",
    "stage",
    "ending",
    "author_id",
    "author_state",
    "group_id",
    "matter",
    "rulebook",
    "version_no",
    "round_no",
    "due_at",
    "closes_at",
    "consent_until",
    "withdraw_until",
    "merge_into",
    "merge_until",
    "source",
    "spends_money",
    "uses_common_parts",
    "phase",
    "cost",
    "legal_effect",
)


def lock(conn: Connection, community: str, act: Act) -> Any:
    """Take the act's locks and return the proposal's row (or None).

    Raises Refused for an unknown proposal.
    """
    ids = sorted(
        {i for i in (act.proposal_id, *act.others(), _erased_from(conn, community, act)) if i}
    )
    how, columns = ("shared", BRIEF) if act.lock == "shared" else ("own", ())
    rows = {
        i: first(conn, tables.proposal, *columns, lock=how, community_id=community, proposal_id=i)
        for i in ids
    }
    if act.proposal_id and rows[act.proposal_id] is None:
        raise refuse("unknown_proposal")
    if any(row is None for row in rows.values()):
        raise refuse("unknown_reference")
    return rows.get(act.proposal_id) if act.proposal_id else None


def _erased_from(conn: Connection, community: str, act: Act) -> str | None:
    """The proposal whose words an erasure takes: whoever copies a title or a text into a new fact
    holds its lock, so no words are written after they were erased.
    """
    fact = act.words_taken_from()
    if fact is None:
        return None
    named = first(conn, tables.fact, "proposal_id", community_id=community, fact_id=fact)
    return named.proposal_id if named else None


def lock_community(conn: Connection, community: str) -> None:
    """The civic lock row, after every proposal's lock."""
    first(conn, tables.civic_lock, "community_id", lock="row", community_id=community)


def load(conn: Connection, community: Community, act: Act, actor: Actor, proposal: Any) -> Case:
    """The case: now read once, after the lock; then the actor; then the declared answers."""
    if act.lock == "community":  # a lock as well: what follows is read, and `now` is told, under it
        lock_community(conn, community.id)
    digest = (
        proposal.rulebook
        if proposal is not None and proposal.rulebook
        else current_rulebook(conn, community.id)
    )
    case = _case(conn, community, digest, actor, proposal)
    wanted = set(act.needs)
    if case.place not in POLICY[act.name].stages:
        wanted = set()  # the gate will say so; no question need make sense at every stage
    if COUNTS in wanted:  # a lock too: whoever waited for it must read their own relations after it
        wanted.remove(COUNTS)
        case.answers[COUNTS] = LOADERS[COUNTS](conn, case, act)
    _load_actor(conn, case)
    if act.numbers and act.lock != "community":
        lock_community(conn, community.id)
    for need in sorted(wanted, key=lambda n: n.place):
        if need not in case.answers:
            case.answers[need] = LOADERS[need](conn, case, act)
    return case


def _case(conn: Connection, community: Community, digest: str, actor: Actor, proposal: Any) -> Case:
    rulebook = rulebook_of(conn, community.id, digest)
    return Case(
        community=community,
        rulebook=rulebook,
        calendar=Calendar.load(rulebook.calendar),
        now=clock.now(),
        actor=actor,
        new_id=new_id,
        row=proposal,
        real_now=clock.real(),
    )


def current_rulebook(conn: Connection, community: str) -> str:
    """Digest of the rules in force."""
    digest: str = first(conn, tables.community, "rulebook", community_id=community).rulebook
    return digest


# --- the actor
# -------------------------------------------------------------------------------------------


def _actor_query(with_proposal: bool) -> Select[Any]:
    p, o, r, s, e, b, x, h = (
        tables.person,
        tables.office,
        tables.recusal,
        tables.cosignature,
        tables.roll_entry,
        tables.ballot,
        tables.proxy,
        tables.paper_holder,
    )
    source: Any = p.outerjoin(o, same(p, o, "person_id"))
    columns: list[ColumnElement[Any]] = [
        p.c.standing,
        p.c.tenure,
        p.c.lives_here,
        o.c.office_id,
        o.c.role,
        o.c.organisation_id,
        o.c.starts_at,
        o.c.ends_at,
        o.c.left_at,
    ]
    if with_proposal:

        def mine(table: Any, column: str = "person_id", **more: Any) -> Any:
            return and_(
                same(p, table),
                table.c.proposal_id == bindparam("proposal"),
                table.c[column] == p.c.person_id,
                *(table.c[k] == v for k, v in more.items()),
            )

        this_round: BindParameter[int] = bindparam("round")
        source = (
            source.outerjoin(r, mine(r))
            .outerjoin(s, mine(s))
            .outerjoin(e, mine(e, round_no=this_round))
            .outerjoin(b, mine(b, "voter_id", round_no=this_round))
            .outerjoin(
                x, and_(mine(x, "principal_id", round_no=this_round), x.c.state.in_(STANDING))
            )  # at most one stands
            .outerjoin(h, mine(h, round_no=this_round))
        )
        columns += [
            r.c.person_id.label("recused_id"),
            s.c.office.label("signed_as_office"),
            s.c.version_no.label("signed_version"),
            s.c.at.label("signed_at"),
            s.c.taken_back_at,
            e.c.role.label("roll_role"),
            e.c.recused.label("roll_recused"),
            e.c.attended_at,
            b.c.revision,
            b.c.choice,
            b.c.cast_at,
            b.c.fact_id,
            x.c.proxy_id,
            x.c.state.label("proxy_state"),
            x.c.holder_id,
            h.c.serial.label("paper_serial"),
        ]
    return (
        select(*columns)
        .select_from(source)
        .where(p.c.community_id == bindparam("community"), p.c.person_id == bindparam("person"))
    )


_ACTOR, _ACTOR_HERE = _actor_query(False), _actor_query(True)
_NO_RELATIONS: dict[Need[Any], Any] = {
    RECUSED: False,
    COSIGNATURE: None,
    SIGNED_BEFORE: False,
    ROLL_ENTRY: None,
    MY_BALLOT: 0,
    MY_PROXY: None,
}


def _load_actor(conn: Connection, case: Case) -> Any:
    """Standing and offices, and (one query for all) what ties the actor to the proposal.

    Returns a row of it, or None.
    """
    case.answers.update(_NO_RELATIONS if case.row is not None else {})
    if case.actor.person_id is None:
        return None
    if case.row is None:
        rows = conn.execute(
            _ACTOR, {"community": case.community.id, "person": case.actor.person_id}
        ).all()
    else:
        rows = conn.execute(
            _ACTOR_HERE,
            {
                "community": case.community.id,
                "person": case.actor.person_id,
                "proposal": case.proposal.proposal_id,
                "round": case.proposal.round_no,
            },
        ).all()
    if not rows:
        raise refuse("unknown_person")
    row = rows[0]
    case.resident = row.standing == "adult" and row.lives_here
    case.owner = row.standing == "adult" and (
        row.tenure == "owner" or (not row.lives_here and _acts_as_owner(conn, case))
    )
    case.offices = tuple(
        Office(r.office_id, Role(r.role), r.organisation_id, r.starts_at, r.ends_at, r.left_at)
        for r in rows
        if r.office_id
    )
    if case.row is not None:
        case.answers.update(_relations(row))
    return row


def _acts_as_owner(conn: Connection, case: Case) -> bool:
    """Asked only of who neither lives here nor is an owner by their entry: a company's proxy, say.
    A resident needs no second standing.
    """
    p = tables.person
    return (
        conn.execute(
            select(p.c.person_id).where(
                p.c.community_id == case.community.id,
                p.c.person_id == case.actor.person_id,
                owns_here(p),
            )
        ).first()
        is not None
    )


def roles_of(conn: Connection, case: Case, person: str) -> set[Role]:
    """The roles of somebody else in the same matter: of a witness, for example.

    A recused one has none here.
    """
    other = Case(
        community=case.community,
        rulebook=case.rulebook,
        calendar=case.calendar,
        now=case.now,
        actor=Actor(person_id=person),
        new_id=new_id,
        row=case.row,
        real_now=case.real_now,
    )
    _load_actor(conn, other)
    return set() if other.answers.get(RECUSED) else other.roles()


def _relations(r: Any) -> dict[Need[Any], Any]:
    signed = r.signed_at is not None and r.taken_back_at is None
    return {
        RECUSED: r.recused_id is not None,
        COSIGNATURE: SimpleNamespace(
            office=r.signed_as_office, version_no=r.signed_version, at=r.signed_at
        )
        if signed
        else None,
        ROLL_ENTRY: SimpleNamespace(
            role=r.roll_role,
            recused=r.roll_recused,
            attended_at=r.attended_at,
            paper=r.paper_serial,
        )
        if r.roll_role is not None
        else None,
        SIGNED_BEFORE: r.taken_back_at is not None,
        MY_BALLOT: r.revision or 0,
        MY_PROXY: SimpleNamespace(proxy_id=r.proxy_id, state=r.proxy_state, holder_id=r.holder_id)
        if r.proxy_id is not None
        else None,
    }


def founding(conn: Connection, community_id: str, begins: Founding, actor: Actor) -> Case:
    """The case of a community that does not exist yet."""
    rulebook = parse(begins.rulebook)
    community = Community(community_id, begins.slug, begins.name, begins.timezone, begins.language)
    taken = conn.execute(
        select(tables.community.c.community_id).where(tables.community.c.slug == begins.slug)
    ).first()
    if taken:
        raise refuse("slug_taken", slug=begins.slug)
    return Case(
        community=community,
        rulebook=rulebook,
        calendar=Calendar.load(rulebook.calendar),
        now=clock.now(),
        actor=actor,
        new_id=new_id,
        real_now=clock.real(),
    )


# --- looking without attempting
# --------------------------------------------------------------------------


def looking(
    conn: Any, community: Community, proposal: Any, actor: Actor, rulebook_digest: str
) -> tuple[Case, Any]:
    """A case for drawing a page, nothing locked, and the actor's own ballot of this round
    (revision, choice, cast_at, fact_id) or None.
    """
    digest = proposal.rulebook if proposal is not None and proposal.rulebook else rulebook_digest
    case = _case(conn, community, digest, actor, proposal)
    row = _load_actor(conn, case)
    if proposal is None:
        return case, None
    case.answers[MY_GROUPS] = (
        LOADERS[MY_GROUPS](conn, case, _LOOK) if row is not None else frozenset()
    )
    return case, row if row is not None and row.revision else None


_LOOK: Any = SimpleNamespace(group_id=None)
