"""Which rows these make. Facts of 决议: the roll, ballots, attendance, disclosure and count."""

from deliberation.charter.facts.vote import resolve
from deliberation.record.applying.base import (
    Header,
    counted,
    counted_up,
    keyed,
    new,
    of_proposal,
    on,
    remark,
    uncertified,
)
from deliberation.record.applying.changes import Change, Insert, Set


@on(resolve.RollFrozen)
def _roll(f: resolve.RollFrozen, h: Header) -> list[Change]:
    first: list[Change] = []
    if f.chunk == 0:
        first = [
            new(
                "vote_round",
                f,
                h,
                round_no=f.round_no,
                opens_at=h.at,
                closes_at=f.closes_at,
                members=f.members,
            )
        ]
    return first + [
        new("roll_entry", f, h, round_no=f.round_no, person_id=p, role=role, recused=recused)
        for p, role, recused in f.entries
    ]


@on(resolve.WindowMoved)
def _window_moved(f: resolve.WindowMoved, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, closes_at=f.closes_at),
        Set("vote_round", keyed(f, h, round_no=f.round_no), {"closes_at": f.closes_at}),
    ]


@on(resolve.BallotCast)
def _ballot(f: resolve.BallotCast, h: Header) -> list[Change]:
    key = keyed(f, h, round_no=f.round_no, voter_id=f.voter)
    values = {
        "choice": f.choice,
        "revision": f.revision,
        "cast_at": h.at,
        "fact_id": h.fact_id,
        "disclosed": False,
    }
    if not f.first:
        return [Set("ballot", key, values)]
    return [Insert("ballot", {**key, **values}), counted_up(f, h, ballots=1)]


@on(resolve.AttendanceRecorded)
def _attendance(f: resolve.AttendanceRecorded, h: Header) -> list[Change]:
    return [
        Set(
            "roll_entry", keyed(f, h, round_no=f.round_no, person_id=f.voter), {"attended_at": h.at}
        ),
        counted_up(f, h, attended=1),
    ]


@on(resolve.BallotsDisclosed)
def _disclosed(f: resolve.BallotsDisclosed, h: Header) -> list[Change]:
    return [
        Set(
            "ballot",
            keyed(f, h, round_no=f.round_no, voter_id=b["voter"]),
            {"choice": b["choice"], "disclosed": True},
        )
        for b in f.ballots
    ]


@on(resolve.VoteCounted)
def _counted(f: resolve.VoteCounted, h: Header) -> list[Change]:
    result = counted(
        f,
        h,
        present=f.present,
        votes_for=f.votes_for,
        votes_against=f.votes_against,
        votes_abstain=f.votes_abstain,
    )
    return [result, of_proposal(f, h, outcome=f.outcome), *uncertified(f, h)]


@on(resolve.VoteRepeated)
def _repeated(f: resolve.VoteRepeated, h: Header) -> list[Change]:
    return [of_proposal(f, h, repeated=True), remark(f, h, "repeated", by=f.by)]
