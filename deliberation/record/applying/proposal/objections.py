"""Which rows the facts of objections make."""

from deliberation.charter.facts.proposal import supervise
from deliberation.record.applying.base import Header, counted_up, hanging, on, written
from deliberation.record.applying.changes import Change, Set


@on(supervise.Objected)
def _objected(f: supervise.Objected, h: Header) -> list[Change]:
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


@on(supervise.ObjectionAnswered)
def _objection_answered(f: supervise.ObjectionAnswered, h: Header) -> list[Change]:
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


@on(supervise.ObjectionUnanswered)
def _objection_unanswered(f: supervise.ObjectionUnanswered, h: Header) -> list[Change]:
    return [
        Set("objection", hanging(f, h, objection_id=f.objection), {"state": "unanswered"}),
        counted_up(f, h, silences=1),
    ]
