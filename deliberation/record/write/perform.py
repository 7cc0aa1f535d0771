"""The one way a civic write happens: lock, load, gate, decide, apply, log; one transaction, one
commit.

Called by routes, the shell, imports, and `tick` for the clock. Raises Refused or Conflict; then
nothing was written. The functions stand in the order of the act: what is asked of it, what it
makes, what is written, and last what is said where that failed.
"""

import hashlib
import hmac
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError, IntegrityError

from deliberation.charter.act import Act
from deliberation.charter.case import Actor
from deliberation.charter.reasons import Reason, Refused, refuse
from deliberation.record.engines import Engines, current
from deliberation.record.log import canonical
from deliberation.record.log import facts as log
from deliberation.record.media import orphans, store
from deliberation.record.private.whole import apart, whole

from . import crowd
from .deciding import attempted, decided
from .done import Attempted, Done, answered, first_answer
from .writing import Decided, write

RETRIES = 3
_RETRY = {"40001", "40P01"}
_UNIQUE = {"23505", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"}
_NOWHERE = {"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"}


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
    if beside is None and act.in_crowds and act.subject_id and actor.person_id:
        return crowd.join(said, engines, _alone)
    return _alone(said, engines, beside)


def _alone(said: Attempted, engines: Engines, beside: Callable[[], object] | None = None) -> Done:
    for tried in range(RETRIES + 1):
        try:
            done = _once(said, engines, beside)
            if done.erased:
                orphans.forget_erased(engines, store.current(), done.community_id, done.erased)
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


def _once(said: Attempted, engines: Engines, beside: Callable[[], object] | None) -> Done:
    act = said.act
    with apart(engines) as conn:
        case, facts = decided(conn, act, said.actor, said.community_id, engines)
        done = write(conn, Decided(case, facts, attempted(said, case), act.subject_id))
        if beside is not None:
            with whole(conn):
                beside()
        return done


def _mac(engines: Engines, act: Act) -> str:
    return hmac.new(engines.mac_key, canonical.encode(act.content()), hashlib.sha256).hexdigest()


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
