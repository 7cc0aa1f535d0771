"""From an act to its facts: lock, load, gate, decide; nothing is written. Called by `perform`."""

from sqlalchemy import Connection

from deliberation.charter.act import Act, ActFor
from deliberation.charter.case import Actor, Case
from deliberation.charter.cycle.gate import gate
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal.cycle import StageMoved
from deliberation.charter.reasons import Reason, Refused
from deliberation.record import civic_time
from deliberation.record.engines import Engines

from . import casefile
from .actor import roles_of
from .communities import community


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


def _entered(conn: Connection, act: ActFor, clerk: Case) -> Case:
    """The case of the person whose act the clerk enters, with every reason against it asked of that
    person, but for the second factor.
    """
    _refuse_if(act.against(clerk))
    inner = act.inner
    theirs = casefile.load(conn, clerk.community, inner, act.theirs(), clerk.row)
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
