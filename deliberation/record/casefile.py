"""Locks what an act needs and answers its questions: at most one small query each. Called by `perform`, inside its transaction.

Lock order, always: proposals in id order, then their counters, then the community's civic lock, then (in `log`) the log head.
"""

from collections.abc import Callable
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, and_, func, or_, select

from deliberation import clock
from deliberation.charter.act import Act
from deliberation.charter.calendar import Calendar
from deliberation.charter.case import Actor, Case, Community, Need, Office
from deliberation.charter.policy import POLICY
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Rulebook, parse
from deliberation.charter.stages import Stage

from . import canonical, checks, tables
from .ids import new_id

Loader = Callable[[Connection, Case, Act], Any]


def lock(conn: Connection, community: str, act: Act) -> Any:
    """Take the act's locks and return the proposal's row (or None). Raises Refused for an unknown proposal."""
    ids = sorted({i for i in (act.proposal_id, *act.others()) if i})
    rows = {}
    for proposal_id in ids:
        query = select(tables.proposal).where(tables.proposal.c.community_id == community, tables.proposal.c.proposal_id == proposal_id)
        rows[proposal_id] = conn.execute(_locked(query, act)).first()
    if act.proposal_id and rows[act.proposal_id] is None:
        raise refuse("unknown_proposal")
    if any(row is None for row in rows.values()):
        raise refuse("unknown_reference")
    return rows.get(act.proposal_id) if act.proposal_id else None


def lock_community(conn: Connection, community: str) -> None:
    """The civic lock row, after every proposal's lock."""
    conn.execute(select(tables.civic_lock.c.community_id).where(tables.civic_lock.c.community_id == community).with_for_update())


def _locked(query: Select, act: Act) -> Select:
    return query.with_for_update(read=True) if act.lock == "shared" else query.with_for_update(key_share=True)


def load(conn: Connection, community: Community, act: Act, actor: Actor, proposal: Any) -> Case:
    """The case: now read once, after the lock; then the actor; then the declared answers, gate relations first."""
    now = clock.now()
    digest = proposal.rulebook if proposal is not None and proposal.rulebook else current_rulebook(conn, community.id)
    rulebook = rulebook_of(conn, community.id, digest)
    case = Case(community=community, rulebook=rulebook, calendar=Calendar.load(rulebook.calendar), now=now, actor=actor, new_id=new_id,
                proposal=proposal, real_now=clock.real())
    if actor.person_id is not None:
        _load_actor(conn, case)
    if act.numbers or act.lock == "community":
        lock_community(conn, community.id)
    for need in sorted(_wanted(act), key=_ORDER.index):
        case.answers[need] = LOADERS[need](conn, case, act)
    return case


_ORDER = [Need.counts, *(n for n in Need if n is not Need.counts)]


def _wanted(act: Act) -> set[Need]:
    row = POLICY[act.name]
    wanted = set(act.needs)
    if Role.cosigner in row.roles:
        wanted.add(Need.cosignature)
    if row.barred:
        wanted.add(Need.recused)
    if act.name.value == "cosign":
        wanted.add(Need.my_consent)
    return wanted


def current_rulebook(conn: Connection, community: str) -> str:
    """Digest of the rules in force."""
    return conn.execute(select(tables.community.c.rulebook).where(tables.community.c.community_id == community)).scalar_one()


@lru_cache(maxsize=128)
def _parsed(source: str) -> Rulebook:
    return parse(source)


_sources: dict[tuple[str, str], Rulebook] = {}


def rulebook_of(conn: Connection, community: str, digest: str) -> Rulebook:
    """A rulebook by its digest; immutable, so read once per process."""
    found = _sources.get((community, digest))
    if found is None:
        source = conn.execute(select(tables.rulebook.c.source).where(
            tables.rulebook.c.community_id == community, tables.rulebook.c.digest == digest)).scalar_one()
        found = _sources[(community, digest)] = _parsed(source)
    return found


def _load_actor(conn: Connection, case: Case) -> None:
    c, o, p = case.community.id, tables.office, tables.person
    rows = conn.execute(
        select(p.c.standing, p.c.lives_here, o.c.office_id, o.c.role, o.c.organisation_id, o.c.starts_at, o.c.ends_at, o.c.left_at)
        .select_from(p.outerjoin(o, and_(o.c.community_id == p.c.community_id, o.c.person_id == p.c.person_id)))
        .where(p.c.community_id == c, p.c.person_id == case.actor.person_id)).all()
    if not rows:
        raise refuse("unknown_person")
    case.resident = rows[0].standing == "adult" and rows[0].lives_here
    case.offices = tuple(Office(r.office_id, Role(r.role), r.organisation_id, r.starts_at, r.ends_at, r.left_at) for r in rows if r.office_id)


# --- answers -------------------------------------------------------------------------------------------

LOADERS: dict[Need, Loader] = {}


def _answers(need: Need) -> Callable[[Loader], Loader]:
    def register(loader: Loader) -> Loader:
        LOADERS[need] = loader
        return loader
    return register


def _mine(table: Any, case: Case, *more: Any) -> Any:
    return and_(table.c.community_id == case.community.id, table.c.proposal_id == case.proposal.proposal_id, *more)


@_answers(Need.counts)
def _counts(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.proposal_count
    return conn.execute(select(t).where(_mine(t, case)).with_for_update(key_share=True)).one()


def holding(now: Any, rulebook: Rulebook) -> Any:
    """SQL for offices that may act now: started, not left, within the term or continuing."""
    o = tables.office
    continuing = [role for role, body in rulebook.bodies.items() if body.after_term == "continue"]
    return and_(o.c.starts_at <= now, o.c.left_at.is_(None), or_(o.c.ends_at.is_(None), o.c.ends_at > now, o.c.role.in_(continuing)))


def without_recusal(case: Case, person: Any) -> Any:
    """SQL: this person column has no recusal on the case's proposal."""
    r = tables.recusal
    return ~select(r.c.person_id).where(_mine(r, case), r.c.person_id == person).exists()


@_answers(Need.able)
def _able(conn: Connection, case: Case, act: Act) -> Any:
    o = tables.office
    rows = conn.execute(
        select(o.c.role, func.count(func.distinct(o.c.person_id)))
        .where(o.c.community_id == case.community.id, holding(case.now, case.rulebook), without_recusal(case, o.c.person_id))
        .group_by(o.c.role)).all()
    return {Role(role): n for role, n in rows}


@_answers(Need.cosignature)
def _cosignature(conn: Connection, case: Case, act: Act) -> Any:
    if case.actor.person_id is None:
        return None
    t = tables.cosignature
    return conn.execute(select(t).where(_mine(t, case, t.c.person_id == case.actor.person_id, t.c.taken_back_at.is_(None)))).first()


@_answers(Need.my_consent)
def _my_consent(conn: Connection, case: Case, act: Act) -> Any:
    if act.name.value == "cosign":
        t = tables.cosignature
        return conn.execute(select(t.c.person_id).where(_mine(t, case, t.c.person_id == case.actor.person_id, t.c.taken_back_at.is_not(None)))).first() is not None
    t = tables.merge_consent
    return conn.execute(select(t.c.person_id).where(_mine(t, case, t.c.person_id == case.actor.person_id))).first() is not None


@_answers(Need.gathering)
def _gathering(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.proposal
    return conn.execute(select(func.count()).select_from(t).where(
        t.c.community_id == case.community.id, t.c.author_id == case.actor.person_id, t.c.stage == Stage.gather.value)).scalar_one()


def groups_of(conn: Connection, community: str, person: str) -> frozenset[str]:
    """The groups a person lives in: their building and every group above it."""
    p, d, g = tables.person, tables.dwelling, tables.residents_group
    up = (select(g.c.group_id, g.c.parent_id)
          .select_from(p.join(d, and_(d.c.community_id == p.c.community_id, d.c.dwelling_id == p.c.dwelling_id))
                       .join(g, and_(g.c.community_id == d.c.community_id, g.c.group_id == d.c.group_id)))
          .where(p.c.community_id == community, p.c.person_id == person).cte("up", recursive=True))
    up = up.union(select(g.c.group_id, g.c.parent_id).where(g.c.community_id == community, g.c.group_id == up.c.parent_id))
    return frozenset(conn.execute(select(up.c.group_id)).scalars())


@_answers(Need.my_groups)
def _my_groups(conn: Connection, case: Case, act: Act) -> Any:
    group = getattr(act, "group_id", None) or (case.proposal.group_id if case.proposal is not None else None)
    return groups_of(conn, case.community.id, case.me) if group else frozenset()


@_answers(Need.roll_entry)
def _roll_entry(conn: Connection, case: Case, act: Act) -> Any:
    if case.actor.person_id is None:
        return None
    t = tables.roll_entry
    return conn.execute(select(t).where(_mine(t, case, t.c.round_no == case.proposal.round_no, t.c.person_id == case.actor.person_id))).first()


@_answers(Need.roll_target)
def _roll_target(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.roll_entry
    return conn.execute(select(t).where(_mine(t, case, t.c.round_no == case.proposal.round_no, t.c.person_id == act.person_id))).first()


@_answers(Need.my_ballot)
def _my_ballot(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.ballot
    return conn.execute(select(t.c.revision).where(
        _mine(t, case, t.c.round_no == case.proposal.round_no, t.c.voter_id == case.actor.person_id))).scalar() or 0


def within_group(community: str, group_id: str) -> Any:
    """Subquery of a group and every group below it."""
    g = tables.residents_group
    down = select(g.c.group_id).where(g.c.community_id == community, g.c.group_id == group_id).cte("down", recursive=True)
    down = down.union(select(g.c.group_id).where(g.c.community_id == community, g.c.parent_id == down.c.group_id))
    return select(down.c.group_id)


def electorate_query(community: str, electorate: str, group_id: str | None, now: Any, rulebook: Rulebook) -> Select:
    """(person, role) of everybody who may vote: members of the representatives' meeting (Art 28), or adult residents, in the group."""
    p, d, o = tables.person, tables.dwelling, tables.office
    if electorate == "reps_meeting":
        return (select(o.c.person_id, func.max(o.c.role).label("role"))
                .where(o.c.community_id == community, o.c.role.in_((Role.representative.value, Role.committee_member.value)), holding(now, rulebook))
                .group_by(o.c.person_id))
    query = select(p.c.person_id, func.max("resident").label("role")).where(
        p.c.community_id == community, p.c.standing == "adult", p.c.lives_here.is_(True)).group_by(p.c.person_id)
    if group_id:
        query = query.select_from(p.join(d, and_(d.c.community_id == p.c.community_id, d.c.dwelling_id == p.c.dwelling_id))).where(
            d.c.group_id.in_(within_group(community, group_id)))
    return query


@_answers(Need.roll_members)
def _roll_members(conn: Connection, case: Case, act: Act) -> Any:
    people = electorate_query(case.community.id, case.vote.electorate, case.proposal.group_id, case.now, case.rulebook).subquery()
    r = tables.recusal
    rows = conn.execute(
        select(people.c.person_id, people.c.role, r.c.person_id.is_not(None).label("recused"))
        .select_from(people.outerjoin(r, _mine(r, case, r.c.person_id == people.c.person_id))).order_by(people.c.person_id)).all()
    return [SimpleNamespace(person=x.person_id, role=x.role, recused=bool(x.recused)) for x in rows]


@_answers(Need.ballots)
def _ballots(conn: Connection, case: Case, act: Act) -> Any:
    return last_ballots(conn, case.community.id, case.proposal.proposal_id, case.proposal.round_no)


def last_ballots(conn: Connection, community: str, proposal: str, round_no: int) -> SimpleNamespace:
    """Every voter's last ballot opened from its sealed part, and how many were present: voted or signed in."""
    b, f, body, e = tables.ballot, tables.fact, tables.fact_body, tables.roll_entry
    rows = conn.execute(
        select(b.c.voter_id, b.c.fact_id, b.c.choice, body.c.salt, body.c.body)
        .select_from(b.join(f, and_(f.c.community_id == b.c.community_id, f.c.fact_id == b.c.fact_id))
                     .join(body, and_(body.c.community_id == f.c.community_id, body.c.position == f.c.position, body.c.part == "sealed")))
        .where(b.c.community_id == community, b.c.proposal_id == proposal, b.c.round_no == round_no).order_by(b.c.voter_id)).all()
    last = [SimpleNamespace(voter=r.voter_id, fact_id=r.fact_id, choice=canonical.read(bytes(r.body))["choice"], salt=bytes(r.salt).hex()) for r in rows]
    attended = conn.execute(select(e.c.person_id).where(
        e.c.community_id == community, e.c.proposal_id == proposal, e.c.round_no == round_no, e.c.attended_at.is_not(None))).scalars()
    return SimpleNamespace(last=last, present=len({x.voter for x in last} | set(attended)))


@_answers(Need.round)
def _round(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.vote_round
    return conn.execute(select(t).where(_mine(t, case, t.c.round_no == case.proposal.round_no))).one()


@_answers(Need.recused)
def _recused(conn: Connection, case: Case, act: Act) -> Any:
    if case.actor.person_id is None:
        return False
    t = tables.recusal
    return conn.execute(select(t.c.person_id).where(_mine(t, case, t.c.person_id == case.actor.person_id))).first() is not None


@_answers(Need.number)
def _number(conn: Connection, case: Case, act: Act) -> Any:
    year = case.now.astimezone(ZoneInfo(case.community.timezone)).year
    t = tables.number_series
    last = conn.execute(select(t.c.last).where(t.c.community_id == case.community.id, t.c.year == year)).scalar() or 0
    return year, last + 1


@_answers(Need.merge_target)
def _merge_target(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.proposal
    return conn.execute(select(t).where(t.c.community_id == case.community.id, t.c.proposal_id == act.others()[0])).first()


@_answers(Need.merge_consents)
def _merge_consents(conn: Connection, case: Case, act: Act) -> Any:
    m, s, p = tables.merge_consent, tables.cosignature, tables.proposal
    there = s.alias("there")
    target = act.others()[0]
    rows = conn.execute(
        select(m.c.person_id, s.c.office, there.c.person_id.label("there"), there.c.taken_back_at, p.c.author_id.label("target_author"))
        .select_from(
            m.outerjoin(s, and_(s.c.community_id == m.c.community_id, s.c.proposal_id == m.c.proposal_id, s.c.person_id == m.c.person_id))
            .outerjoin(there, and_(there.c.community_id == m.c.community_id, there.c.proposal_id == target, there.c.person_id == m.c.person_id))
            .join(p, and_(p.c.community_id == m.c.community_id, p.c.proposal_id == target)))
        .where(_mine(m, case)).order_by(m.c.person_id)).all()
    return [SimpleNamespace(person=r.person_id, office=bool(r.office), again=r.there is not None,
                            movable=r.person_id != r.target_author and (r.there is None or r.taken_back_at is not None)) for r in rows]


@_answers(Need.my_certificate)
def _my_certificate(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.certificate
    return conn.execute(select(t.c.verdict).where(_mine(t, case, t.c.round_no == case.proposal.round_no, t.c.person_id == case.me))).first()


@_answers(Need.certificate_checks)
def _certificate_checks(conn: Connection, case: Case, act: Act) -> Any:
    return checks.certificate_checks(conn, case.community, case.proposal, case.kind, case.calendar, case.now)


def _one(table: Any, column: str, attribute: str) -> Loader:
    def loader(conn: Connection, case: Case, act: Act) -> Any:
        wanted = getattr(act, attribute, None) or getattr(act, "ref", None)
        return conn.execute(select(table).where(_mine(table, case, table.c[column] == wanted))).first()
    return loader


LOADERS[Need.objection] = _one(tables.objection, "objection_id", "objection_id")
LOADERS[Need.question] = _one(tables.question, "question_id", "question_id")
LOADERS[Need.finding] = _one(tables.finding, "finding_id", "finding_id")


def _own(table: Any, column: str) -> Loader:
    def loader(conn: Connection, case: Case, act: Act) -> Any:
        return conn.execute(select(table.c[column]).where(_mine(table, case, table.c.person_id == case.me))).first()
    return loader


LOADERS[Need.my_acceptance] = _own(tables.acceptance, "person_id")
LOADERS[Need.my_meeting_request] = _own(tables.meeting_request, "person_id")


@_answers(Need.my_rating)
def _my_rating(conn: Connection, case: Case, act: Act) -> Any:
    row = _own(tables.rating, "score")(conn, case, act)
    return row.score if row else 0


@_answers(Need.my_objection)
def _my_objection(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.objection
    return conn.execute(select(t.c.objection_id).where(_mine(t, case, t.c.person_id == case.me, t.c.ground == act.ground))).first()


@_answers(Need.proof)
def _proof(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.posting_proof
    return conn.execute(select(t.c.proof_id).where(_mine(t, case, t.c.round_no == case.proposal.round_no, t.c.purpose == act.purpose))).first()


@_answers(Need.organisation)
def _organisation(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.organisation
    return conn.execute(select(t).where(t.c.community_id == case.community.id, t.c.organisation_id == act.organisation_id)).first()


@_answers(Need.recommendation)
def _recommendation(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.recommendation
    return conn.execute(select(t).where(_mine(t, case)).order_by(t.c.at.desc()).limit(1)).first()


@_answers(Need.deadline)
def _deadline(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.deadline
    return conn.execute(select(t).where(_mine(t, case, t.c.act == act.act, t.c.ref == act.ref))).first()


@_answers(Need.addresses)
def _addresses(conn: Connection, case: Case, act: Act) -> Any:
    """For one batch of roster entries: groups by (parent, name), dwellings by address, people by (dwelling, name, birth date)."""
    c, g, d, p = case.community.id, tables.residents_group, tables.dwelling, tables.person
    groups = {(r.parent_id, r.name): r.group_id for r in conn.execute(select(g).where(g.c.community_id == c))}
    rooms = {e.room for e in act.entries}
    dwellings = {(r.group_id, r.building, r.unit, r.room): r.dwelling_id for r in conn.execute(
        select(d).where(d.c.community_id == c, d.c.building.in_({e.building for e in act.entries}), d.c.room.in_(rooms)))}
    people = {(r.dwelling_id, r.name, r.birth_date) for r in conn.execute(
        select(p.c.dwelling_id, p.c.name, p.c.birth_date).where(p.c.community_id == c, p.c.dwelling_id.in_(dwellings.values())))}
    return SimpleNamespace(groups=groups, dwellings=dwellings, people=people)


@_answers(Need.candidate)
def _candidate(conn: Connection, case: Case, act: Act) -> Any:
    c, p, o, r = case.community.id, tables.person, tables.office, tables.relative
    row = conn.execute(select(p).where(p.c.community_id == c, p.c.person_id == act.person_id)).first()
    offices = conn.execute(select(o).where(o.c.community_id == c, o.c.person_id == act.person_id, o.c.left_at.is_(None))).all()
    kin = conn.execute(select(o.c.role).join(r, and_(r.c.community_id == o.c.community_id, r.c.relative_id == o.c.person_id)).where(
        r.c.community_id == c, r.c.person_id == act.person_id, holding(case.now, case.rulebook))).scalars().all()
    related = conn.execute(select(r.c.relative_id).where(r.c.community_id == c, r.c.person_id == act.person_id)).scalars().all()
    held = [x for x in offices if Office(x.office_id, Role(x.role), x.organisation_id, x.starts_at, x.ends_at, None).holds(case.now, case.rulebook)]
    return SimpleNamespace(person=row, offices=held, relative_roles=set(kin), relatives=set(related))


@_answers(Need.office)
def _office(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.office
    return conn.execute(select(t).where(t.c.community_id == case.community.id, t.c.office_id == act.office_id)).first()


@_answers(Need.meeting_size)
def _meeting_size(conn: Connection, case: Case, act: Act) -> Any:
    o = tables.office
    return dict(conn.execute(select(o.c.role, func.count(func.distinct(o.c.person_id))).where(
        o.c.community_id == case.community.id, o.c.role.in_(("representative", "committee_member")), holding(case.now, case.rulebook)).group_by(o.c.role)).all())


@_answers(Need.organisation_named)
def _organisation_named(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.organisation
    return conn.execute(select(t.c.organisation_id).where(t.c.community_id == case.community.id, t.c.name == (act.organisation or ""))).scalar()


@_answers(Need.imported)
def _imported(conn: Connection, case: Case, act: Act) -> Any:
    if case.proposal is not None:
        t = tables.comment
        return set(conn.execute(select(t.c.source_id).where(_mine(t, case, t.c.source_id.is_not(None)))).scalars())
    t = tables.proposal
    return set(conn.execute(select(t.c.source_id).where(t.c.community_id == case.community.id, t.c.source == act.source,
                                                        t.c.source_id.in_([e.source_id for e in act.entries]))).scalars())


@_answers(Need.fact_parts)
def _fact_parts(conn: Connection, case: Case, act: Act) -> Any:
    f, b = tables.fact, tables.fact_body
    rows = conn.execute(select(b.c.part, b.c.body.is_not(None)).join(f, and_(f.c.community_id == b.c.community_id, f.c.position == b.c.position)).where(
        f.c.community_id == case.community.id, f.c.fact_id == act.fact_id)).all()
    return {part: bool(there) for part, there in rows}


@_answers(Need.minor)
def _minor(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.person
    return conn.execute(select(t).where(t.c.community_id == case.community.id, t.c.person_id == act.person_id, t.c.standing == "minor")).first()


@_answers(Need.rulebooks)
def _rulebooks(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.rulebook
    return set(conn.execute(select(t.c.digest).where(t.c.community_id == case.community.id)).scalars())


def founding(conn: Connection, community_id: str, act: Act, actor: Actor) -> Case:
    """The case of a community that does not exist yet: its own words are all there is."""
    rulebook = parse(act.rulebook)
    community = Community(community_id, act.slug, act.community_name, act.timezone, act.language)
    taken = conn.execute(select(tables.community.c.community_id).where(tables.community.c.slug == act.slug)).first()
    if taken:
        raise refuse("slug_taken", slug=act.slug)
    return Case(community=community, rulebook=rulebook, calendar=Calendar.load(rulebook.calendar), now=clock.now(), actor=actor,
                new_id=new_id, real_now=clock.real())


# --- looking without attempting --------------------------------------------------------------------------

_RELATIONS = (Need.recused, Need.cosignature, Need.roll_entry, Need.my_groups)


def looking(conn: Connection, community: Community, proposal: Any, actor: Actor, rulebook_digest: str) -> Case:
    """A case for drawing a page: the actor and their relations to the proposal, nothing locked. `conn` may be a reading session."""
    digest = proposal.rulebook if proposal is not None and proposal.rulebook else rulebook_digest
    rulebook = rulebook_of(conn, community.id, digest)
    case = Case(community=community, rulebook=rulebook, calendar=Calendar.load(rulebook.calendar), now=clock.now(), actor=actor, new_id=new_id,
                proposal=proposal, real_now=clock.real())
    if actor.person_id is not None:
        _load_actor(conn, case)
        if proposal is not None:
            case.answers.update({need: LOADERS[need](conn, case, _LOOK) for need in _RELATIONS})
    elif proposal is not None:
        case.answers.update({Need.recused: False, Need.cosignature: None, Need.roll_entry: None, Need.my_groups: frozenset()})
    return case


_LOOK: Any = SimpleNamespace(name=SimpleNamespace(value="look"), group_id=None)
