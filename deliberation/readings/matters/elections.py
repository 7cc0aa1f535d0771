"""An election as anybody may see it: posts, who was proposed and who stands, the counts by
candidate, who took office.

A name stands in full from the moment somebody agreed to stand; before that it is masked, and so are
those who nominate.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.charter.matters.election import PHASES
from deliberation.charter.rulebook import Rulebook
from deliberation.record import tables
from deliberation.record.prepared import every
from deliberation.record.write.answers.matters.elections import election_of

from .candidates import Candidate, candidates_of
from .election_counts import Count, Written, counts


@dataclass(frozen=True, slots=True)
class Election:
    """An election with everything its page shows."""

    row: Any
    ranked: bool
    candidates: tuple[Candidate, ...]
    counts: tuple[Count, ...]
    filings: tuple[Any, ...]
    again: tuple[tuple[str, int, str, tuple[str, ...]], ...]
    in_order: tuple[Candidate, ...] = ()

    def of_post(self, post: str) -> list[Candidate]:
        """Candidates of a post, in the order proposed."""
        return [c for c in self.candidates if c.post == post]

    def written(self, round_no: int, post: str, number: int) -> Written | None:
        """The name written in that an act names."""
        return next(
            (
                w
                for t in self.counts
                for w in t.written_in
                if (w.round_no, w.post, w.number) == (round_no, post, number)
            ),
            None,
        )

    @property
    def names_open(self) -> list[Written]:
        """Names with a seat, of which nobody has said yet whom they mean."""
        last = max((t.round_no for t in self.counts), default=0)
        return [w for t in self.counts for w in t.written_in if w.open and w.round_no == last]

    @property
    def winners(self) -> list[Candidate]:
        """Who was elected in any round."""
        if self.ranked:
            return list(self.in_order)
        won = {
            line.candidate.candidacy_id
            for count in self.counts
            for line in count.lines
            if line.state == "elected"
        }
        return [c for c in self.candidates if c.candidacy_id in won]


def one(s: Any, community: str, proposal: Any, book: Rulebook | None = None) -> Election | None:
    """The election of a proposal's row; None for any other matter."""
    if proposal.phase not in PHASES:
        return None
    row = election_of(s, community, proposal.proposal_id)
    if row is None:
        return None
    at = {"community_id": community, "proposal_id": proposal.proposal_id}
    candidates = candidates_of(s, community, proposal.proposal_id)
    again = _again(every(s, tables.election_again, **at))
    questions = every(s, tables.round_question, "rule", **at)
    return Election(
        row,
        any(q.rule != "election/1" for q in questions),
        candidates,
        counts(s, at, row, candidates, again),
        tuple(every(s, tables.election_filing, **at)),
        _asked_again(again, proposal.round_no),
        _ranked(s, at, candidates),
    )


def _ranked(s: Any, at: dict[str, str], candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Whom a ranking elected, in the order of election."""
    known = {c.candidacy_id: c for c in candidates}
    return tuple(known[ref] for ref in _places(s, at))


def _places(s: Any, at: dict[str, str]) -> list[str]:
    """Candidacies elected by a ranking, in the order of election."""
    rows = every(s, tables.round_option, "round_no", "place", "option_id", **at)
    return [
        ref for _, _, ref in sorted((o.round_no, o.place, o.option_id) for o in rows if o.place)
    ]


def _asked_again(
    again: list[Any], round_no: int
) -> tuple[tuple[str, int, str, tuple[str, ...]], ...]:
    """Of the round under way: each post voted on again, its seats, the way, and who stands."""
    posts = {r.post: r for r in again if r.round_no == round_no}
    return tuple(
        (
            post,
            x.seats,
            x.way,
            tuple(r.candidacy_id for r in again if (r.round_no, r.post) == (round_no, post)),
        )
        for post, x in posts.items()
    )


def _again(rows: Any) -> list[Any]:
    return sorted(rows, key=lambda r: (r.round_no, r.post, r.candidacy_id))
