"""What an act makes of its case: asked of the gate, then of the act itself, under the locks.

Called by `perform` for one act, and by `crowd` for several on one subject.
"""

from sqlalchemy import Connection

from deliberation.charter.act import Act, ActFor
from deliberation.charter.case import Actor, Case
from deliberation.charter.cycle.gate import acting_role, gate
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal.cycle import StageMoved
from deliberation.charter.reasons import Reason, Refused
from deliberation.record import civic_time
from deliberation.record.engines import Engines
from deliberation.record.log import facts as log

from . import casefile, locks
from .communities import community
from .done import Attempted


class PolicyBroken(RuntimeError):
    """An act moved to a stage its policy row does not name: a programming error, nothing was
    written.
    """


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
    return case, judged(conn, act, case)


def judged(conn: Connection, act: Act, case: Case) -> list[Fact]:
    """What the act makes of its case. Raises Refused, and PolicyBroken."""
    _refuse_if(_stale(act, case) or gate(act.name, case))
    theirs, theirs_act = case, act
    if isinstance(act, ActFor):
        theirs, theirs_act = _entered(conn, act, case), act.inner
    facts = act.decide(theirs, theirs.now)
    _within_policy(theirs_act, facts)
    return facts


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


def attempted(said: Attempted, case: Case) -> log.Attempt:
    """The act as its facts name it."""
    act, actor = said.act, said.actor
    role = acting_role(act.name, case)
    as_role = role.value if role else "visitor"
    return log.Attempt(act.act_id, act.name.value, actor.person_id, as_role, actor.via, said.mac)
