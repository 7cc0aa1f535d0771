"""Which rows these make. Facts of the desk: what a clerk entered for somebody else, and a lost
second factor taken away by two people.
"""

from deliberation.charter.facts.people import desk
from deliberation.record.applying.base import Header, new, on
from deliberation.record.applying.changes import Change, Insert, Set


@on(desk.EnteredAtDesk)
def _entered_at_desk(f: desk.EnteredAtDesk, h: Header) -> list[Change]:
    return [
        new(
            "desk_entry",
            f,
            h,
            fact_id=h.fact_id,
            act=f.act,
            person_id=f.person,
            by=f.by,
            ref=f.ref,
            how=f.how,
            slip=f.slip,
            witness_id=f.witness,
            own_code=f.own_code,
            at=h.at,
        )
    ]


@on(desk.ResetAsked)
def _reset_asked(f: desk.ResetAsked, h: Header) -> list[Change]:
    return [
        Insert(
            "factor_reset",
            {
                "community_id": h.community,
                "reset_id": f.reset,
                "person_id": f.person,
                "asked_by": f.by,
                "asked_at": h.at,
                "reason": f.reason,
                "text_from": h.fact_id,
                "state": "asked",
                "decided_by": None,
                "decided_at": None,
            },
        )
    ]


def _reset(f: desk.ResetConfirmed | desk.ResetDropped, h: Header, state: str) -> list[Change]:
    return [
        Set(
            "factor_reset",
            {"community_id": h.community, "reset_id": f.reset},
            {"state": state, "decided_by": f.by, "decided_at": h.at},
        )
    ]


@on(desk.ResetConfirmed)
def _reset_confirmed(f: desk.ResetConfirmed, h: Header) -> list[Change]:
    return _reset(f, h, "confirmed")


@on(desk.FactorsTakenAway)
def _factors_taken_away(f: desk.FactorsTakenAway, h: Header) -> list[Change]:
    done = {"state": "by_shell", "decided_by": None, "decided_at": h.at}
    key = {"community_id": h.community, "reset_id": f.reset}
    if f.asked:
        return [Set("factor_reset", key, done)]
    # Nobody at the desk asked: the holder did, of whoever runs the server.
    asked = {"person_id": f.person, "asked_by": f.person, "asked_at": h.at}
    return [Insert("factor_reset", key | asked | {"reason": None, "text_from": None} | done)]


@on(desk.ResetDropped)
def _reset_dropped(f: desk.ResetDropped, h: Header) -> list[Change]:
    return _reset(f, h, "dropped")
