"""Which rows the count of an election makes, and what is said later of a name written in."""

from typing import Any

from deliberation.charter.facts.matters import elections as f
from deliberation.charter.matters.election import NAMED, REFUSED
from deliberation.charter.matters.election_count import written_ref
from deliberation.record.applying.base import (
    Header,
    counted,
    keyed,
    new,
    of_proposal,
    on,
    uncertified,
)
from deliberation.record.applying.changes import Change, Increment, Insert, Set


@on(f.ElectionCounted)
def _counted(fact: f.ElectionCounted, h: Header) -> list[Change]:
    result = _Result(fact)
    return [
        _round(fact, h),
        of_proposal(fact, h, outcome=fact.outcome),
        *uncertified(fact, h),
        Set("election", keyed(fact, h), {"woman_missing": fact.woman_missing}),
        *(_standing(fact, h, result, *row) for row in fact.rows),
        *(_written(fact, h, result, *row) for row in fact.written_in),
        *_open_posts(fact, h),
    ]


class _Result:
    """What became of each candidate and each name."""

    def __init__(self, fact: f.ElectionCounted) -> None:
        self._place = {ref: place for place, (_, ref) in enumerate(fact.elected, 1)}
        self._state = {ref: "kept_out" for ref, _ in fact.kept_out}
        self._state |= {ref: "level" for _, refs, _, _ in fact.level for ref in refs}
        self._state |= dict.fromkeys(self._place, "elected")

    def of(self, ref: str) -> dict[str, Any]:
        return {"state": self._state.get(ref, "not_elected"), "place": self._place.get(ref)}


def _round(fact: f.ElectionCounted, h: Header) -> Change:
    return counted(fact, h, present=fact.ballots, votes_for=0, votes_against=0, votes_abstain=0)


def _put(
    fact: f.ElectionCounted, table: str, key: dict[str, Any], values: dict[str, Any]
) -> Change:
    """A count again overwrites what the first one wrote."""
    return Set(table, key, values) if fact.recount else Insert(table, {**key, **values})


def _standing(
    fact: f.ElectionCounted, h: Header, result: _Result, ref: str, post: str, *votes: int
) -> Change:
    names = ("votes_for", "votes_against", "votes_abstain")
    values = {"post": post, **dict(zip(names, votes, strict=True)), **result.of(ref)}
    key = keyed(fact, h, round_no=fact.round_no, candidacy_id=ref)
    return _put(fact, "election_standing", key, values)


def _written(
    fact: f.ElectionCounted, h: Header, result: _Result, post: str, no: int, votes: int
) -> Change:
    key = keyed(fact, h, round_no=fact.round_no, post=post, write_in_no=no)
    values = {"votes": votes, **result.of(written_ref(post, no))}
    return _put(fact, "election_written_in", key, values)


def _open_posts(fact: f.ElectionCounted, h: Header) -> list[Change]:
    level = {post: sum(n for p, _, n, _ in fact.level if p == post) for post, _ in fact.open}
    return [
        Set("election_post", keyed(fact, h, post=post), {"open": seats, "level": level[post]})
        for post, seats in fact.open
    ]


@on(f.WrittenInNamed)
def _named(fact: f.WrittenInNamed, h: Header) -> list[Change]:
    """Who is meant stands as a candidate from now on; a name refused gives its seat back."""
    return _name_refused(fact, h) if fact.candidacy is None else _name_stands(fact, h)


def _name_said(fact: f.WrittenInNamed, h: Header, **values: Any) -> Change:
    key = keyed(fact, h, round_no=fact.round_no, post=fact.post, write_in_no=fact.write_in_no)
    said = {"reasons": fact.reasons, "reasons_from": h.fact_id}
    return Set("election_written_in", key, {**values, **said})


def _name_refused(fact: f.WrittenInNamed, h: Header) -> list[Change]:
    changes = [_name_said(fact, h, state=REFUSED, place=None, code=fact.code)]
    if fact.state == "elected":
        changes.append(Increment("election_post", keyed(fact, h, post=fact.post), {"open": 1}))
    return changes


def _name_stands(fact: f.WrittenInNamed, h: Header) -> list[Change]:
    return [
        _name_said(fact, h, state=NAMED, candidacy_id=fact.candidacy),
        _candidate(fact, h),
        Insert("election_standing", _name_counted(fact, h)),
    ]


def _candidate(fact: f.WrittenInNamed, h: Header) -> Change:
    """Whoever a name on the ballots means stands from now, by nobody's nomination."""
    return new(
        "election_candidate",
        fact,
        h,
        candidacy_id=fact.candidacy,
        person_id=fact.person,
        post=fact.post,
        source="written_in",
        by=fact.by,
        at=h.at,
        support=0,
        state="stands",
        woman=fact.woman,
        answered_at=h.at,
    )


def _name_counted(fact: f.WrittenInNamed, h: Header) -> dict[str, Any]:
    return keyed(
        fact,
        h,
        round_no=fact.round_no,
        candidacy_id=fact.candidacy,
        post=fact.post,
        votes_for=fact.votes,
        votes_against=0,
        votes_abstain=0,
        state=fact.state,
        place=fact.place,
    )
