"""The one way a civic write happens: lock, load, gate, decide, apply, log; one transaction, one
commit.

Called by routes, the shell, imports, and `tick` for the clock. Raises Refused or Conflict; then
nothing was written.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from deliberation.charter.act import Act, ActFor
from deliberation.charter.case import Actor, Case, Community
from deliberation.charter.cycle.gate import acting_role, gate
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people.people import BodyErased
from deliberation.charter.facts.proposal.cycle import DeadlineSet, StageMoved
from deliberation.charter.reasons import Reason, Refused, refuse
from deliberation.record import civic_time, tables
from deliberation.record.applying import Header, apply
from deliberation.record.applying.changes import Change, execute
from deliberation.record.engines import Engines, current, together
from deliberation.record.ids import new_id
from deliberation.record.log import canonical
from deliberation.record.log import facts as log
from deliberation.record.media import orphans, store
from deliberation.record.private.whole import apart, whole
from deliberation.record.tables.joins import same

from . import casefile, search_index
from .actor import roles_of

RETRIES = 3
_RETRY = {"40001", "40P01"}
_UNIQUE = {"23505", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"}
_NOWHERE = {"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"}


class Conflict(Exception):
    """This act id was used before by somebody else, or with other content (HTTP 409)."""


class _Rehearsed(Exception):
    """The act could be performed."""


class PolicyBroken(RuntimeError):
    """An act moved to a stage its policy row does not name: a programming error, nothing was
    written.
    """


@dataclass(frozen=True, slots=True)
class Done:
    """What was written. `repeated`: the same act was already done and nothing was written now."""

    community_id: str
    proposal_id: str | None
    position: int
    fact_id: str
    kinds: tuple[str, ...]
    repeated: bool = False
    due_now: bool = False
    erased: tuple[str, ...] = ()


def perform(
    act: Act,
    actor: Actor,
    community_id: str,
    engines: Engines | None = None,
    *,
    beside: Callable[[], object] | None = None,
) -> Done:
    """Attempt an act. Same act id, person and content → the first answer again, nothing written;
    otherwise see Conflict.

    beside: what changes in private tables with it (an account with the fact that somebody joined),
    in the same transaction and last of all: both are kept or neither. It may run again when a
    transaction is tried again, and not at all for a repetition.
    """
    engines = engines or current()
    mac = _mac(engines, act)
    for attempt in range(RETRIES + 1):
        try:
            done = _once(act, actor, community_id, engines, mac, beside)
            if done.erased:
                orphans.forget_erased(engines, store.current(), community_id, done.erased)
            return done
        except IntegrityError as error:
            refused = _broken(error)
            if refused is None:
                # a column left empty, an attack on the log: ours to mend, never to be called a
                # repetition
                raise
            try:
                return _first_answer(act, actor, community_id, engines, mac, refused)
            except Refused:
                if attempt:
                    raise
                # Somebody was faster. Their row can be read now, so the act itself says what is
                # there already, or no more.
        except Refused as refused:
            return _first_answer(act, actor, community_id, engines, mac, refused)
        except log.Behind as late:
            if attempt:
                wrong = refuse("clock_behind", minutes=int(late.by.total_seconds() // 60) + 1)
                return _first_answer(act, actor, community_id, engines, mac, wrong)
            # A demo's time was just moved by another process, or a lock took long: once more, now.
            engines.forget_offset()
        except DBAPIError as error:
            if attempt == RETRIES or getattr(error.orig, "sqlstate", None) not in _RETRY:
                raise
    raise AssertionError("unreachable")


def rehearse(act: Act, actor: Actor, community_id: str, engines: Engines | None = None) -> None:
    """Ask everything `perform` asks, and write nothing: what costs much before an act is begun only
    when it may be done.

    Raises Refused. An act that was done before passes: `perform` knows its first answer.
    """
    engines = engines or current()
    try:
        with apart(engines) as conn:
            _decided(conn, act, actor, community_id, engines)
            raise _Rehearsed  # the transaction is rolled back
    except _Rehearsed:
        return
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) not in _RETRY:
            raise  # `perform` will have its turn at what only stood in somebody's way
    except Refused:
        done = _done_before(engines, community_id, act.act_id)
        if done is None or done.person_id != actor.person_id:
            raise


def _decided(
    conn: Connection, act: Act, actor: Actor, community_id: str, engines: Engines
) -> tuple[Case, list[Fact]]:
    begins = act.founding()
    if begins is not None:
        case = casefile.founding(conn, community_id, begins, actor)
    else:
        proposal = casefile.lock(conn, community_id, act)
        case = casefile.load(conn, community(conn, community_id, engines), act, actor, proposal)
    civic_time.check(engines, conn, case.now)
    _refuse_if(_stale(act, case) or gate(act.name, case))
    theirs, theirs_act = case, act
    if isinstance(act, ActFor):
        theirs, theirs_act = _entered(conn, act, case), act.inner
    facts = act.decide(theirs, theirs.now)
    _within_policy(theirs_act, facts)
    return case, facts


def _once(
    act: Act,
    actor: Actor,
    community_id: str,
    engines: Engines,
    mac: str,
    beside: Callable[[], object] | None,
) -> Done:
    with apart(engines) as conn:
        case, facts = _decided(conn, act, actor, community_id, engines)
        role = acting_role(act.name, case)
        done = write(
            conn, act, actor, community_id, case, facts, role.value if role else "visitor", mac
        )
        if beside is not None:
            with whole(conn):
                beside()
        return done


def _entered(conn: Connection, act: ActFor, clerk: Case) -> Case:
    """The case of the person whose act the clerk enters, with every reason against it asked of that
    person, but for the second factor.
    """
    _refuse_if(act.against(clerk))
    inner, theirs = (
        act.inner,
        casefile.load(conn, clerk.community, act.inner, act.theirs(), clerk.row),
    )
    _refuse_if(
        _stale(inner, theirs) or [r for r in gate(inner.name, theirs) if r.code != "factor_needed"]
    )
    if POLICY[inner.name].factor:
        witness = clerk.actor.witness
        _refuse_if(
            act.unseen(clerk, theirs, roles_of(conn, theirs, witness.person_id) if witness else ())
        )
    theirs.desk = clerk.actor
    return theirs


def write(
    conn: Connection,
    act: Act,
    actor: Actor,
    community_id: str,
    case: Case,
    facts: list[Fact],
    role: str,
    mac: str,
) -> Done:
    """Apply, advance the log and store, in this order, inside the caller's transaction."""
    named = [(new_id(), f) for f in facts]
    changes: list[Change] = []
    for i, (fact_id, f) in enumerate(named):
        header = Header(
            community_id,
            fact_id,
            case.now,
            act.act_id,
            actor.person_id,
            role,
            mac if i == 0 else None,
        )
        changes += apply(f, header)
    attempt = log.Attempt(act.act_id, act.name.value, actor.person_id, role, actor.via, mac)
    with together(conn):
        execute(conn, changes)
        search_index.follow(conn, community_id, facts)
    written = log.append(conn, community_id, named, case.now, attempt)
    _erase_bodies(conn, community_id, facts)
    proposal = next((f.proposal for f in facts if f.proposal), act.proposal_id)
    return Done(
        community_id,
        proposal,
        written[0].position,
        written[0].fact_id,
        tuple(w.kind for w in written),
        due_now=_due_now(facts, case),
        erased=tuple(f.fact for f in facts if isinstance(f, BodyErased)),
    )


def _due_now(facts: list[Fact], case: Case) -> bool:
    return any(
        d["days"] == 0
        for f in facts
        if isinstance(f, DeadlineSet | StageMoved)
        for d in f.deadlines or ()
    )


def _refuse_if(reasons: list[Reason]) -> None:
    if reasons:
        raise Refused(*reasons)


def _stale(act: Act, case: Case) -> list[Reason]:
    if act.version_no is None or case.row is None or act.version_no == case.proposal.version_no:
        return []
    return [Reason("stale_version", {"yours": act.version_no, "now": case.proposal.version_no})]


def _within_policy(act: Act, facts: list[Fact]) -> None:
    moves = [
        f
        for f in facts
        if isinstance(f, StageMoved) and f.proposal == (act.proposal_id or f.proposal)
    ]
    if moves and moves[0].to_stage not in {s.value for s in POLICY[act.name].outcomes.values()}:
        raise PolicyBroken(f"{act.name} moved to {moves[0].to_stage}")
    if not facts:
        raise PolicyBroken(f"{act.name} decided nothing")


def _mac(engines: Engines, act: Act) -> str:
    return hmac.new(engines.mac_key, canonical.encode(act.content()), hashlib.sha256).hexdigest()


def _broken(error: IntegrityError) -> Refused | None:
    """What a broken constraint says to whoever attempted the act, as each database names it; None
    where it says nothing to them.
    """
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    if code in _UNIQUE:
        return Refused(Reason("already_in"))
    return Refused(Reason("unknown_reference")) if code in _NOWHERE else None


def answered(
    act_id: str, person_id: str, community_id: str, engines: Engines | None = None
) -> Done | None:
    """What this person's act of this id did; None if nothing was done. Reads only: for a form that
    came twice."""
    row = _done_before(engines or current(), community_id, act_id)
    if row is None or row.person_id != person_id:
        return None
    return Done(community_id, row.proposal_id, row.position, row.fact_id, (), repeated=True)


def _done_before(engines: Engines, community_id: str, act_id: str) -> Any:
    t, f = tables.act_done, tables.fact
    with engines.read_connection() as conn:
        return conn.execute(
            select(t.c.mac, t.c.person_id, t.c.proposal_id, t.c.fact_id, f.c.position)
            .join(f, same(t, f, "fact_id"))
            .where(t.c.community_id == community_id, t.c.act_id == act_id)
        ).first()


def _first_answer(
    act: Act, actor: Actor, community_id: str, engines: Engines, mac: str, refused: Refused
) -> Done:
    row = _done_before(engines, community_id, act.act_id)
    if row is None:
        raise refused
    if row.person_id != actor.person_id or not hmac.compare_digest(row.mac, mac):
        raise Conflict(act.act_id)
    return Done(community_id, row.proposal_id, row.position, row.fact_id, (), repeated=True)


def _erase_bodies(conn: Connection, community_id: str, facts: list[Fact]) -> None:
    f, body = tables.fact, tables.fact_body
    for fact in facts:
        if isinstance(fact, BodyErased):
            position = (
                select(f.c.position)
                .where(f.c.community_id == community_id, f.c.fact_id == fact.fact)
                .scalar_subquery()
            )
            conn.execute(
                update(body)
                .where(
                    body.c.community_id == community_id,
                    body.c.position == position,
                    body.c.part == fact.part,
                )
                .values(salt=None, body=None)
            )


_communities: dict[tuple[int, str], Community] = {}


def community(conn: Connection, community_id: str, engines: Engines) -> Community:
    """Name, time zone and language never change, so they are read once per process."""
    found = _communities.get((id(engines), community_id))
    if found is None:
        t = tables.community
        row = conn.execute(select(t).where(t.c.community_id == community_id)).first()
        if row is None:
            raise Refused(Reason("unknown_community"))
        found = _communities[(id(engines), community_id)] = Community(
            row.community_id, row.slug, row.name, row.timezone, row.language
        )
    return found
