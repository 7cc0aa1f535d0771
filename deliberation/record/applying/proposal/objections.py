"""Which rows the facts of objections make."""

from deliberation.charter.facts.proposal import objections
from deliberation.record.applying.base import (
    Header,
    counted_up,
    hanging,
    of_proposal,
    on,
    written,
)
from deliberation.record.applying.changes import Change, Set

BACK = ("again", "council")  # ways on which the matter goes back


@on(objections.Objected)
def _objected(f: objections.Objected, h: Header) -> list[Change]:
    return [
        written(
            "objection",
            f,
            h,
            objection_id=f.objection,
            person_id=f.person,
            ground=f.ground,
            stage=f.stage,
            body=f.body,
            state="open",
        ),
        counted_up(f, h, objections_open=1),
    ]


@on(objections.ObjectionAnswered)
def _objection_answered(f: objections.ObjectionAnswered, h: Header) -> list[Change]:
    return [
        Set(
            "objection",
            hanging(f, h, objection_id=f.objection),
            {
                "state": f.outcome,
                "answer": f.reasons,
                "answer_from": h.fact_id,
                "answered_by": f.by,
                "answered_at": h.at,
            },
        ),
        counted_up(f, h, objections_open=-1),
    ]


@on(objections.ObjectionUnanswered)
def _objection_unanswered(f: objections.ObjectionUnanswered, h: Header) -> list[Change]:
    return [
        Set("objection", hanging(f, h, objection_id=f.objection), {"state": "unanswered"}),
        counted_up(f, h, silences=1),
    ]


@on(objections.ObjectionRemedied)
def _remedied(f: objections.ObjectionRemedied, h: Header) -> list[Change]:
    """Where the vote is held again, or the council has it again, its result no longer stands, nor
    does the work given out on it.
    """
    said = {
        "remedy": f.way,
        "remedy_reasons": f.reasons,
        "remedy_from": h.fact_id,
        "remedied_by": f.by,
        "remedied_at": h.at,
    }
    changes: list[Change] = [Set("objection", hanging(f, h, objection_id=f.objection), said)]
    if f.way in BACK:
        undone = dict.fromkeys(("organisation_id", "finish_at", "outcome", "opens_at", "closes_at"))
        changes.append(of_proposal(f, h, certified="none", **undone))
    return changes


@on(objections.ObjectionUnremedied)
def _unremedied(f: objections.ObjectionUnremedied, h: Header) -> list[Change]:
    """Who owes it, and that it is late, stands among what is to be done."""
    return [counted_up(f, h, silences=1)]
