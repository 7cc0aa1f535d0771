"""Locks what an act needs and makes its case: the proposal, the actor and their relations to it,
the answers it declared. Called by `perform`.

Lock order, always: proposals in id order, then a contribution, then their counters, then the
community's civic lock, then (in `log`) the log head.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from deliberation import clock
from deliberation.charter.act import Act
from deliberation.charter.calendar import Calendar
from deliberation.charter.case import Actor, Case, Community, Founding
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.needs import Need
from deliberation.charter.needs.people import MY_GROUPS
from deliberation.charter.needs.proposal import COUNTS
from deliberation.charter.reasons import refuse
from deliberation.charter.rulebook import parse
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.prepared import first

from .actor import load_actor
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
    digest = _own_rules(proposal) or current_rulebook(conn, community.id)
    case = _case(conn, community, digest, actor, proposal)
    wanted = _wanted(act, case)
    if COUNTS in wanted:  # a lock too: whoever waited for it must read their own relations after it
        wanted.remove(COUNTS)
        case.answers[COUNTS] = LOADERS[COUNTS](conn, case, act)
    load_actor(conn, case)
    if act.numbers and act.lock != "community":
        lock_community(conn, community.id)
    for need in sorted(wanted, key=lambda n: n.place):
        if need not in case.answers:
            case.answers[need] = LOADERS[need](conn, case, act)
    return case


def _own_rules(proposal: Any) -> str | None:
    """Digest of the rules a proposal was submitted under."""
    return (proposal.rulebook or None) if proposal is not None else None


def _wanted(act: Act, case: Case) -> set[Need[Any]]:
    """What the act declared; at a wrong stage nothing, since no question need make sense at every
    stage, and the gate will refuse it.
    """
    return set(act.needs) if case.place in POLICY[act.name].stages else set()


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


def looking(
    conn: Any, community: Community, proposal: Any, actor: Actor, rulebook_digest: str
) -> tuple[Case, Any]:
    """A case for drawing a page, nothing locked, and the actor's own ballot of this round
    (revision, choice, cast_at, fact_id) or None.
    """
    case = _case(conn, community, _own_rules(proposal) or rulebook_digest, actor, proposal)
    row = load_actor(conn, case)
    if proposal is None:
        return case, None
    case.answers[MY_GROUPS] = (
        LOADERS[MY_GROUPS](conn, case, _LOOK) if row is not None else frozenset()
    )
    return case, row if row is not None and row.revision else None


_LOOK: Any = SimpleNamespace(group_id=None)
