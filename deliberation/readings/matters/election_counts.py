"""The counts of an election, one post a round: who had how many votes, and the names written in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from deliberation.charter.matters.election import NAMED
from deliberation.readings.people.names import masked
from deliberation.record import tables
from deliberation.record.prepared import every

from .candidates import MOST, Candidate


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate's count in a round.

    `share`: whole percent of those for, of the ballots, for the bar.
    """

    candidate: Candidate
    votes_for: int
    votes_against: int
    votes_abstain: int
    state: str
    share: int


@dataclass(frozen=True, slots=True)
class Written:
    """A name on ballots that nobody stood under.

    `name` as it was written, for whoever says whom it means; `shown` masked. state: elected, level,
    not_elected, refused.
    """

    round_no: int
    post: str
    number: int
    votes: int
    state: str
    name: str | None
    code: str | None
    reasons: str | None

    @property
    def shown(self) -> str:
        """The name as anybody sees it."""
        return masked(self.name)

    @property
    def open(self) -> bool:
        """Whether somebody still has to say whom it means."""
        return self.state in ("elected", "level")


@dataclass(frozen=True, slots=True)
class Count:
    """One post in one round; `least` and `of` let a reader redo the sum: votes × of > ballots ×
    least. way: first, second or level.
    """

    round_no: int
    post: str
    seats: int
    way: str
    lines: tuple[Line, ...]
    written_in: tuple[Written, ...]


def counts(
    s: Any, at: dict[str, str], row: Any, candidates: tuple[Candidate, ...], again: list[Any]
) -> tuple[Count, ...]:
    """Every count so far, by round and post. `row`: the election's; `again`: what is voted on
    again.
    """
    known = {c.candidacy_id: c for c in candidates}
    present = _present(s, at)
    standings = every(s, tables.election_standing, **at)
    written = _written_in(s, at)
    found = []
    for round_no in sorted({x.round_no for x in standings}):
        for post in row.posts:
            mine = _of(standings, round_no, post.post)
            if mine:
                lines = _lines(mine, known, present.get(round_no) or 1)
                names = tuple(_of(written, round_no, post.post))
                asked = next(iter(_of(again, round_no, post.post)), None)
                found.append(_count(round_no, post, asked, lines, names))
    return tuple(found)


def _present(s: Any, at: dict[str, str]) -> dict[int, int]:
    """{round: how many took part}."""
    rounds = every(s, tables.vote_round, "round_no", "present", **at)
    return {r.round_no: r.present or 0 for r in rounds}


def _of(rows: Iterable[Any], round_no: int, post: str) -> list[Any]:
    return [x for x in rows if (x.round_no, x.post) == (round_no, post)]


def _lines(standings: list[Any], known: dict[str, Candidate], ballots: int) -> tuple[Line, ...]:
    """Who was elected first, then by votes."""
    return tuple(
        Line(
            known[x.candidacy_id],
            x.votes_for,
            x.votes_against,
            x.votes_abstain,
            x.state,
            x.votes_for * 100 // ballots,
        )
        for x in sorted(standings, key=lambda x: (x.place or MOST, -x.votes_for, x.candidacy_id))
    )


def _count(
    round_no: int, post: Any, asked: Any, lines: tuple[Line, ...], names: tuple[Written, ...]
) -> Count:
    """`asked`: how the post was voted on again in this round, or None in its first."""
    seats, way = (asked.seats, asked.way) if asked else (post.seats, "first")
    return Count(round_no, post.post, seats, way, lines, names)


def _written_in(s: Any, at: dict[str, str]) -> list[Written]:
    """Names with most votes first; who was named stands among the candidates."""
    rows = [r for r in every(s, tables.election_written_in, **at) if r.state != NAMED]
    if not rows:
        return []
    names = {
        (r.round_no, r.write_in_no): r.name
        for r in every(s, tables.paper_write_in, "round_no", "write_in_no", "name", **at)
    }
    return [
        _written(r, names.get((r.round_no, r.write_in_no)))
        for r in sorted(rows, key=lambda r: (-r.votes, r.write_in_no))
    ]


def _written(r: Any, name: str | None) -> Written:
    return Written(r.round_no, r.post, r.write_in_no, r.votes, r.state, name, r.code, r.reasons)
