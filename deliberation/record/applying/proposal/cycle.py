"""Which rows these make. Facts of the circle itself: moving from stage to stage, what was to be
done by when, and passing by in silence.
"""

from typing import Any

from deliberation.charter.cycle.objected import ENDED
from deliberation.charter.cycle.obligations import result_gone
from deliberation.charter.cycle.remedies import UPHELD
from deliberation.charter.facts import read_time
from deliberation.charter.facts.proposal import cycle
from deliberation.charter.subjects import SubjectType
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.applying.base import (
    Header,
    counted_up,
    ended,
    keyed,
    of_proposal,
    on,
    remark,
    stands,
    waiting,
)
from deliberation.record.applying.changes import Amend, Change, Increment, Set


@on(cycle.StageMoved)
def _stage_moved(f: cycle.StageMoved, h: Header) -> list[Change]:
    assert f.subject is not None
    proposal = f.subject.type is SubjectType.proposal
    changes = _proposal_moved(f, h) if proposal else stands(f, h, stage=f.to_stage, stage_at=h.at)
    changes.append(ended(f, h, scope="stage"))
    if proposal and result_gone(f):
        changes += _objections_over(f, h)
    if proposal and f.from_stage != f.to_stage:
        changes += [_stage_count(h, f.from_stage, -1), _stage_count(h, f.to_stage, 1)]
    return changes


def _proposal_moved(f: cycle.StageMoved, h: Header) -> list[Change]:
    """What a proposal has beside its stage."""
    to = Stage(f.to_stage)
    changes: list[Change] = _new_round(f, h) if to is Stage.notice else []
    return [*changes, *stands(f, h, **_entered(f, h, to))]


def _entered(f: cycle.StageMoved, h: Header, to: Stage) -> dict[str, Any]:
    """The proposal's columns as it enters a stage."""
    values: dict[str, Any] = {
        "stage": f.to_stage,
        "stage_at": h.at,
        "due_at": f.due_at,
        "ending": f.ending,
        "closed_at": h.at if to is Stage.closed else None,
        "merge_until": None,
        "suspended_until": None,
    }  # their clocks end with the stage
    if to is not Stage.closed:
        values |= {"reached": f.to_stage, "withdraw_until": None}
    values |= _ON_ENTRY.get(to, {})
    values |= {f"{code}_state": "pending" for code in f.awaits or ()}
    if to is Stage.notice:
        values["notice_at"] = h.at
    if to is Stage.vote:
        values |= {"opens_at": h.at, "closes_at": f.due_at}
    return values


def _new_round(f: cycle.StageMoved, h: Header) -> list[Change]:
    """Each notice begins one, and nobody has voted in it yet."""
    nobody = {"certified": 0, "refused": 0, "ballots": 0, "attended": 0}
    return [
        Increment("proposal", keyed(f, h), {"round_no": 1}),
        Set("proposal_count", keyed(f, h), nobody),
    ]


def _objections_over(f: cycle.StageMoved, h: Header) -> list[Change]:
    """They end with the result they were made to: nothing can follow from them any more."""
    upheld = waiting(f, h, state=UPHELD, remedy=None)
    unanswered = waiting(f, h, state=("open", "unanswered"))
    return [
        Amend("objection", upheld, {"remedy": ENDED, "remedied_at": h.at}),
        Amend("objection", unanswered, {"state": ENDED}),
        Set("proposal_count", keyed(f, h), {"objections_open": 0}),
    ]


def _stage_count(h: Header, stage: str, by: int) -> Change:
    return Increment(
        "stage_count", {"community_id": h.community, "stage": stage}, {"proposals": by}
    )


_ON_ENTRY: dict[Stage, dict[str, Any]] = {
    Stage.take_up: {"appeal_until": None, "passed_reason": None},
    Stage.advise: {"author_state": "none", "verdict": None},
    Stage.notice: {
        "notice_proved": False,
        "notice_extended": False,
        "outcome": None,
        "certified": "none",
        "consent_until": None,
        "suspended": False,
        "opens_at": None,
        "closes_at": None,
    },
}


@on(cycle.ObligationsSet)
def _obligations_set(f: cycle.ObligationsSet, h: Header) -> list[Change]:
    first = f.obligations[0]["due_at"] if f.headline else None
    return [of_proposal(f, h, due_at=read_time(first))] if first else []


@on(cycle.DateMoved)
def _date_moved(f: cycle.DateMoved, h: Header) -> list[Change]:
    """Of the clock's act, and of whatever it waits for."""
    which = {"then_act": f.act, **({"ref": f.ref} if f.ref else {})}
    times = {"due_at": f.due_at, "provisional": f.provisional}
    changes: list[Change] = [Amend("obligation", waiting(f, h, **which, ended_at=None), times)]
    if f.headline:
        changes.append(of_proposal(f, h, due_at=f.due_at))
    return changes


@on(cycle.ObligationEnded)
def _obligation_ended(f: cycle.ObligationEnded, h: Header) -> list[Change]:
    """What still waited for it is late from now on, and nothing happens instead any more."""
    which = {"then_act": f.act, **({"ref": f.ref} if f.ref else {})}
    return [
        ended(f, h, act=f.act, ref=f.ref),
        Amend("obligation", waiting(f, h, **which, ended_at=None), {"then_act": None}),
    ]


_SILENT: dict[str, dict[str, Any]] = {
    "council_silent": {"council_state": "silent"},
    "not_reviewed": {"legality_state": "silent"},
    "breach_unanswered": {
        "legality_state": "unresolved",
        "legal_effect": "advisory",
        "effect_note": "breach_named",
    },
    "text_kept": {"author_state": "silent"},
    "not_certified": {"certified": "silent"},
    "not_inspected": {"inspected": "silent"},
}


@on(cycle.PassedInSilence)
def _passed_in_silence(f: cycle.PassedInSilence, h: Header) -> list[Change]:
    changes: list[Change] = [remark(f, h, "silence", code=f.code)]
    if f.subject is not None and f.subject.type is SubjectType.proposal:
        changes.append(counted_up(f, h, silences=1))
    if f.code in _SILENT:
        changes.append(of_proposal(f, h, **_SILENT[f.code]))
    return changes


@on(cycle.PutAside)
def _put_aside(f: cycle.PutAside, h: Header) -> list[Change]:
    return [remark(f, h, "set_aside", by=f.by, code=f.ground, body=f.reasons, document=f.document)]
