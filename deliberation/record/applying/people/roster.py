"""Which rows these make. Facts of the roster's life: corrections, moves, departures, merged
entries, and what residents asked to be put right.
"""

from typing import Any

from deliberation.charter.facts.people import roster
from deliberation.record.applying.base import Header, on
from deliberation.record.applying.changes import Change, Insert, Set


def _roster_change(
    f: Any,
    h: Header,
    kind: str,
    *,
    changed: str = "",
    before: str | None = None,
    after: str | None = None,
    rolls: int = 0,
) -> Insert:
    return Insert(
        "roster_change",
        {
            "community_id": h.community,
            "fact_id": h.fact_id,
            "person_id": f.person,
            "kind": kind,
            "by": h.person,
            "at": h.at,
            "happened_on": getattr(f, "happened_on", None),
            "changed": changed,
            "on_open_rolls": rolls,
            "reason": f.reason,
            "before": before,
            "after": after,
            "private_from": h.fact_id,
        },
    )


@on(roster.PersonCorrected)
def _person_corrected(f: roster.PersonCorrected, h: Header) -> list[Change]:
    row = {
        "name": f.name,
        "phone": f.phone,
        "birth_date": f.birth_date,
        "hand_key": f.hand_key,
        "private_from": h.fact_id,
        "dwelling_id": f.dwelling,
        "home_from": h.fact_id,
        "standing": f.standing,
        "standing_from": h.fact_id,
        "tenure": f.tenure,
        "lives_here": f.lives_here,
    }
    changed = _roster_change(
        f,
        h,
        "corrected",
        changed=" ".join(f.changed),
        rolls=f.on_open_rolls,
        before=_lines(f.before),
        after=_lines(_after(f)),
    )
    return [*_entry(f.person, h, row), changed]


def _after(f: roster.PersonCorrected) -> dict[str, str]:
    """What changed of the personal data, as it is now; what was erased is not in it."""
    told = {k: getattr(f, k, None) for k in f.changed if k in ("name", "phone", "birth_date")}
    return {k: v for k, v in told.items() if v is not None}


def _lines(values: dict[str, str] | None) -> str | None:
    """Fields and values one a line, in order: what a page shows and a row can hold."""
    return "\n".join(f"{k}={values[k]}" for k in sorted(values)) if values else None


def _entry(person: str | None, h: Header, values: dict[str, Any]) -> list[Change]:
    """Columns of an entry; of nobody's, once the fact does not say any more whose it was."""
    if person is None:
        return []
    return [Set("person", {"community_id": h.community, "person_id": person}, values)]


def _stands(
    person: str | None, standing: str | None, h: Header, source: str | None
) -> list[Change]:
    """What somebody is on the roster from now on. `source`: the fact in whose private part it
    stands and with which it goes; None where it is public.
    """
    return _entry(person, h, {"standing": standing, "standing_from": source})


@on(roster.PersonMoved)
def _person_moved(f: roster.PersonMoved, h: Header) -> list[Change]:
    return [
        *_entry(f.person, h, {"dwelling_id": f.dwelling, "home_from": h.fact_id}),
        _roster_change(f, h, "moved", rolls=f.on_open_rolls),
    ]


@on(roster.PersonLeft)
def _person_left(f: roster.PersonLeft, h: Header) -> list[Change]:
    return [
        *_stands(f.person, f.cause, h, None),
        _roster_change(f, h, f.cause, rolls=f.on_open_rolls),
    ]


@on(roster.PersonReturned)
def _person_returned(f: roster.PersonReturned, h: Header) -> list[Change]:
    return [
        *_stands(f.person, f.standing, h, h.fact_id),
        _roster_change(f, h, "returned"),
    ]


@on(roster.EntriesMerged)
def _entries_merged(f: roster.EntriesMerged, h: Header) -> list[Change]:
    return [
        *_stands(f.closed, "merged", h, None),
        _roster_change(f, h, "merged", changed=f.closed or ""),
    ]


@on(roster.CorrectionAsked)
def _correction_asked(f: roster.CorrectionAsked, h: Header) -> list[Change]:
    return [
        Insert(
            "correction_request",
            {
                "community_id": h.community,
                "request_id": f.request,
                "person_id": f.person,
                "at": h.at,
                "due_at": f.due_at,
                "wish": f.wish,
                "state": "open",
                "body": f.body,
                "private_from": h.fact_id,
                "answer": None,
                "answer_from": None,
                "answered_by": None,
                "answered_at": None,
            },
        )
    ]


@on(roster.CorrectionAnswered)
def _correction_answered(f: roster.CorrectionAnswered, h: Header) -> list[Change]:
    return [
        Set(
            "correction_request",
            {"community_id": h.community, "request_id": f.request},
            {
                "state": f.outcome,
                "answer": f.answer,
                "answer_from": h.fact_id,
                "answered_by": f.by,
                "answered_at": h.at,
            },
        )
    ]
