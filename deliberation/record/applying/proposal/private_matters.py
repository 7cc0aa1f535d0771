"""Which rows these make. Facts of what is only for the community office (只给社区看): the words
stand in private parts and are never shown to others.
"""

from typing import Any

from deliberation.charter.facts.proposal import private_matters
from deliberation.record.applying.base import Header, on
from deliberation.record.applying.changes import Change, Insert, Set


def _private(f: Any, h: Header, **values: Any) -> Set:
    return Set("private_matter", {"community_id": h.community, "matter_id": f.matter}, values)


@on(private_matters.PrivateMatterBrought)
def _private_brought(f: private_matters.PrivateMatterBrought, h: Header) -> list[Change]:
    return [
        Insert(
            "private_matter",
            {
                "community_id": h.community,
                "matter_id": f.matter,
                "person_id": f.person,
                "at": h.at,
                "due_at": f.due_at,
                "state": "open",
                "title": f.title,
                "body": f.body,
                "private_from": h.fact_id,
                "answer": None,
                "answer_from": None,
                "answered_by": None,
                "answered_at": None,
            },
        )
    ]


@on(private_matters.PrivateMatterLate)
def _private_late(f: private_matters.PrivateMatterLate, h: Header) -> list[Change]:
    return [_private(f, h, state="late")]


@on(private_matters.PrivateMatterAnswered)
def _private_answered(f: private_matters.PrivateMatterAnswered, h: Header) -> list[Change]:
    return [
        _private(
            f,
            h,
            state="answered",
            answer=f.answer,
            answer_from=h.fact_id,
            answered_by=f.by,
            answered_at=h.at,
        )
    ]
