"""The one way a civic write happens: lock, load, gate, decide, apply, log; one transaction, one
commit.

Called by routes, the shell, imports, and `tick` for the clock. Raises Refused or Conflict; then
nothing was written. The functions stand in the order of the act: what is asked of it, what it
makes, what is written, and last what is said where that failed.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import replace

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from deliberation.charter.act import Act, ActFor
from deliberation.charter.case import Actor, Case
from deliberation.charter.cycle.gate import acting_role, gate
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.people.people import BodyErased
from deliberation.charter.facts.proposal.cycle import StageMoved
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

from . import casefile, locks, search_index
from .communities import community
from .cutting import cut, ending
from .done import Attempted, Done, answered, first_answer
from .naming import naming

RETRIES = 3
_RETRY = {"40001", "40P01"}
_UNIQUE = {"23505", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"}
_NOWHERE = {"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"}


class PolicyBroken(RuntimeError):
    """An act moved to a stage its policy row does not name: a programming error, nothing was
    written.
    """


class _Rehearsed(Exception):
    """The act could be performed."""


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
    said = Attempted(act, actor, community_id, _mac(engines, act))
    for tried in range(RETRIES + 1):
        try:
            done = _once(act, said, engines, beside)
            if done.erased:
                orphans.forget_erased(engines, store.current(), community_id, done.erased)
            return done
        except (Refused, log.Behind, DBAPIError) as error:
            known = _instead(error, tried, said, engines)
            if known is not None:
                return known
    raise AssertionError("unreachable")


def rehearse(act: Act, actor: Actor, community_id: str, engines: Engines | None = None) -> None:
    """Ask everything `perform` asks, and write nothing: what costs much before an act is begun only
    when it may be done.

    Raises Refused. An act that was done before passes: `perform` knows its first answer.
    """
    engines = engines or current()
    try:
        with apart(engines) as conn:
            decided(conn, act, actor, community_id, engines)
            raise _Rehearsed  # the transaction is rolled back
    except _Rehearsed:
        return
    except DBAPIError as error:
        if not _in_the_way(error):
            raise  # `perform` will have its turn at what only stood in somebody's way
    except Refused:
        if answered(act.act_id, actor.person_id, community_id, engines) is None:
            raise


def _once(act: Act, said: Attempted, engines: Engines, beside: Callable[[], object] | None) -> Done:
    actor = said.actor
    with apart(engines) as conn:
        case, facts = decided(conn, act, actor, said.community_id, engines)
        role = acting_role(act.name, case)
        attempt = log.Attempt(
            act.act_id,
            act.name.value,
            actor.person_id,
            role.value if role else "visitor",
            actor.via,
            said.mac,
        )
        done = write(conn, case, facts, attempt, act.subject_id)
        if beside is not None:
            with whole(conn):
                beside()
        return done


def _mac(engines: Engines, act: Act) -> str:
    return hmac.new(engines.mac_key, canonical.encode(act.content()), hashlib.sha256).hexdigest()


def decided(
    conn: Connection, act: Act, actor: Actor, community_id: str, engines: Engines
) -> tuple[Case, list[Fact]]:
    """The case under its locks and what the act makes of it. Raises Refused, and PolicyBroken."""
    begins = act.founding()
    if begins is not None:
        case = casefile.founding(conn, community_id, begins, actor)
    else:
        locked = locks.lock(conn, community_id, act, actor.person_id)
        case = casefile.load(conn, community(conn, community_id, engines), act, actor, locked)
    civic_time.check(engines, conn, case.now)
    _refuse_if(_stale(act, case) or gate(act.name, case))
    theirs, theirs_act = case, act
    if isinstance(act, ActFor):
        theirs, theirs_act = _entered(conn, act, case), act.inner
    facts = act.decide(theirs, theirs.now)
    _within_policy(theirs_act, facts)
    return case, facts


def _refuse_if(reasons: list[Reason]) -> None:
    if reasons:
        raise Refused(*reasons)


def _stale(act: Act, case: Case) -> list[Reason]:
    if act.version_no is None or case.about is None:
        return []
    now = case.subject.version_no
    if act.version_no == now:
        return []
    return [Reason("stale_version", {"yours": act.version_no, "now": now})]


def _entered(conn: Connection, act: ActFor, clerk: Case) -> Case:
    """The case of the person whose act the clerk enters, with every reason against it asked of that
    person, but for the second factor.
    """
    _refuse_if(act.against(clerk))
    inner = act.inner
    theirs = casefile.load(conn, clerk.community, inner, act.theirs(), casefile.locked(clerk))
    theirs.now = clerk.now  # one act has one time: that of its headers
    _refuse_if(
        _stale(inner, theirs) or [r for r in gate(inner.name, theirs) if r.code != "factor_needed"]
    )
    if POLICY[inner.name].factor:
        witness = clerk.actor.witness
        roles = casefile.roles_of(conn, theirs, witness.person_id) if witness else ()
        _refuse_if(act.unseen(clerk, theirs, roles))
    theirs.desk = clerk.actor
    return theirs


def _within_policy(act: Act, facts: list[Fact]) -> None:
    moves = [
        f
        for f in facts
        if isinstance(f, StageMoved) and f.subject_id == (act.subject_id or f.subject_id)
    ]
    if moves and moves[0].to_stage not in {s.value for s in POLICY[act.name].outcomes.values()}:
        raise PolicyBroken(f"{act.name} moved to {moves[0].to_stage}")
    if not facts:
        raise PolicyBroken(f"{act.name} decided nothing")


def write(
    conn: Connection, case: Case, facts: list[Fact], attempt: log.Attempt, subject: str | None
) -> Done:
    """Apply, advance the log and store, in this order, inside the caller's transaction.

    subject: what the act named, for facts that name none.
    """
    here = case.community.id
    made = [(new_id(), f) for f in facts]
    names = naming(conn, here, facts, attempt, _officer(case))
    named = names.called(made)
    keys = ending(conn, here, facts)
    with together(conn):
        execute(conn, [*_changes(made, case, attempt), *names.hands()])
        search_index.follow(conn, here, facts)
    gone = {f.fact for f in facts if isinstance(f, BodyErased)}
    for person, key in keys:  # before the log's head is locked, as all rows are
        cut(conn, here, person, key, gone)
    called = replace(attempt, person=names.by())
    written = log.append(conn, here, named, case.now, called)
    _erase_bodies(conn, here, facts)
    return Done(
        here,
        next((f.subject_id for f in facts if f.subject_id), subject),
        written[0].position,
        written[0].fact_id,
        tuple(w.kind for w in written),
        due_now=_due_now(facts),
        erased=tuple(gone),
    )


def _officer(case: Case) -> str | None:
    """The author of a proposal that was begun in an office."""
    if not case.of_proposal or not case.proposal.author_in_office:
        return None
    return case.proposal.author_id


def _changes(named: list[tuple[str, Fact]], case: Case, attempt: log.Attempt) -> list[Change]:
    """The rows of all facts; the first fact of an act carries the digest of its content."""
    changes: list[Change] = []
    for i, (fact_id, f) in enumerate(named):
        header = Header(
            case.community.id,
            fact_id,
            case.now,
            attempt.act_id,
            attempt.person,
            attempt.role,
            attempt.mac if i == 0 else None,
        )
        changes += apply(f, header)
    return changes


def _due_now(facts: list[Fact]) -> bool:
    """Whether the act set a clock for now."""
    lines: Iterator[Obligation] = (o for f in facts for o in getattr(f, "obligations", None) or ())
    return any(o["who_kind"] == "clock" and o["due_at"] == o["start_at"] for o in lines)


def _erase_bodies(conn: Connection, community_id: str, facts: list[Fact]) -> None:
    for fact in facts:
        if isinstance(fact, BodyErased):
            _erase_body(conn, community_id, fact)


def _erase_body(conn: Connection, community_id: str, erased: BodyErased) -> None:
    f, body = tables.fact, tables.fact_body
    position = (
        select(f.c.position)
        .where(f.c.community_id == community_id, f.c.fact_id == erased.fact)
        .scalar_subquery()
    )
    conn.execute(
        update(body)
        .where(
            body.c.community_id == community_id,
            body.c.position == position,
            body.c.part == erased.part,
        )
        .values(salt=None, body=None)
    )


def _instead(error: Exception, tried: int, said: Attempted, engines: Engines) -> Done | None:
    """What stands for an attempt that failed: the first answer of its act, or None where it is to
    be tried again. Raises what it failed of where neither is so.
    """
    match error:
        case Refused():
            return first_answer(engines, said, error)
        case log.Behind():
            return _behind(error, tried, said, engines)
        case IntegrityError():
            return _raced(error, tried, said, engines)
    if tried == RETRIES or not _in_the_way(error):
        raise error
    return None


def _behind(late: log.Behind, tried: int, said: Attempted, engines: Engines) -> Done | None:
    if tried:
        wrong = refuse("clock_behind", minutes=int(late.by.total_seconds() // 60) + 1)
        return first_answer(engines, said, wrong)
    # A demo's time was just moved by another process, or a lock took long: once more, now.
    engines.forget_offset()
    return None


def _raced(error: IntegrityError, tried: int, said: Attempted, engines: Engines) -> Done | None:
    refused = _broken(error)
    if refused is None:
        # a column left empty, an attack on the log: ours to mend, never to be called a repetition
        raise error
    try:
        return first_answer(engines, said, refused)
    except Refused:
        if tried:
            raise
    # Somebody was faster. Their row can be read now, so the act itself says what is there already,
    # or no more.
    return None


def _in_the_way(error: Exception) -> bool:
    """Whether it only stood in somebody's way: a deadlock, a serialization that failed."""
    orig = error.orig if isinstance(error, DBAPIError) else None
    return getattr(orig, "sqlstate", None) in _RETRY


def _broken(error: IntegrityError) -> Refused | None:
    """What a broken constraint says to whoever attempted the act, as each database names it; None
    where it says nothing to them.
    """
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    if code in _UNIQUE:
        return Refused(Reason("already_in"))
    return Refused(Reason("unknown_reference")) if code in _NOWHERE else None
