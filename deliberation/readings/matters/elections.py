"""Elections and recalls as anybody may see them: posts, who was proposed and who stands, the counts
by candidate, who took office; the demand and the defence.

A name stands in full from the moment somebody agreed to stand; before that it is masked, and so are
those who nominate.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from deliberation.charter.matters.election import NAMED, PHASES
from deliberation.charter.rulebook import Rulebook
from deliberation.readings.people.names import PersonView, masked, names
from deliberation.readings.proposals.cards import number
from deliberation.record import tables
from deliberation.record.prepared import every, first
from deliberation.record.residing import resident
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.matters.elections import election_of

from .candidates import Candidate, candidates_of

MOST = 300


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


@dataclass(frozen=True, slots=True)
class Election:
    """An election with everything its page shows."""

    row: Any
    ranked: bool
    candidates: tuple[Candidate, ...]
    counts: tuple[Count, ...]
    filings: tuple[Any, ...]
    again: tuple[tuple[str, int, str, tuple[str, ...]], ...]

    def of_post(self, post: str) -> list[Candidate]:
        """Candidates of a post, in the order proposed."""
        return [c for c in self.candidates if c.post == post]

    in_order: tuple[Candidate, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Recall:
    """A recall: whom it concerns, who demands it, what they answer."""

    row: Any
    name: str
    person: PersonView
    demanders: tuple[PersonView, ...]


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
    places = _places(s, at)
    known = {c.candidacy_id: c for c in candidates}
    return Election(
        row,
        any(q.rule != "election/1" for q in questions),
        candidates,
        _counts(s, at, row, candidates, again),
        tuple(every(s, tables.election_filing, **at)),
        _asked_again(again, proposal.round_no),
        tuple(known[ref] for ref in places),
    )


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


def _counts(
    s: Any, at: dict[str, str], row: Any, candidates: tuple[Candidate, ...], again: list[Any]
) -> tuple[Count, ...]:
    known, rounds = (
        {c.candidacy_id: c for c in candidates},
        {
            r.round_no: r.present or 0
            for r in every(s, tables.vote_round, "round_no", "present", **at)
        },
    )
    standings = every(s, tables.election_standing, **at)
    written = _written_in(s, at)
    found = []
    for round_no in sorted({x.round_no for x in standings}):
        for post in row.posts:
            mine = [x for x in standings if (x.round_no, x.post) == (round_no, post.post)]
            if not mine:
                continue
            asked = next((x for x in again if (x.round_no, x.post) == (round_no, post.post)), None)
            lines = tuple(
                Line(
                    known[x.candidacy_id],
                    x.votes_for,
                    x.votes_against,
                    x.votes_abstain,
                    x.state,
                    x.votes_for * 100 // (rounds.get(round_no) or 1),
                )
                for x in sorted(mine, key=lambda x: (x.place or MOST, -x.votes_for, x.candidacy_id))
            )
            found.append(
                Count(
                    round_no,
                    post.post,
                    asked.seats if asked else post.seats,
                    asked.way if asked else "first",
                    lines,
                    tuple(w for w in written if (w.round_no, w.post) == (round_no, post.post)),
                )
            )
    return tuple(found)


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
        Written(
            r.round_no,
            r.post,
            r.write_in_no,
            r.votes,
            r.state,
            names.get((r.round_no, r.write_in_no)),
            r.code,
            r.reasons,
        )
        for r in sorted(rows, key=lambda r: (-r.votes, r.write_in_no))
    ]


def recall_of(s: Any, community: str, proposal: Any) -> Recall | None:
    """The recall of a proposal's row."""
    at = {"community_id": community, "proposal_id": proposal.proposal_id}
    row = first(s, tables.recall, **at)
    if row is None:
        return None
    demanders = sorted(
        every(s, tables.recall_demander, "person_id", "at", **at), key=lambda r: (r.at, r.person_id)
    )[:MOST]
    name = first(s, tables.person, "name", community_id=community, person_id=row.person_id).name
    who = names(s, community, [row.person_id, *(r.person_id for r in demanders)])
    return Recall(row, name or "—", who[row.person_id], tuple(who[r.person_id] for r in demanders))


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of elections and recalls."""

    proposal_id: str
    number: str
    title: str | None
    matter: str
    stage: str
    ending: str | None
    outcome: str | None
    at: datetime
    due_at: datetime | None
    group: str | None


def listed(s: Any, community: str) -> list[Listed]:
    """Newest first."""
    p, e, r, g = tables.proposal, tables.election, tables.recall, tables.residents_group
    rows = s.execute(
        select(p, e.c.role, g.c.name.label("group_name"))
        .select_from(
            p.outerjoin(e, same(p, e, "proposal_id"))
            .outerjoin(r, same(p, r, "proposal_id"))
            .outerjoin(g, same(p, g, "group_id"))
        )
        .where(
            p.c.community_id == community,
            (e.c.proposal_id.is_not(None)) | (r.c.proposal_id.is_not(None)),
            p.c.submitted_at.is_not(None),
        )
        .order_by(p.c.submitted_at.desc(), p.c.proposal_id.desc())
        .limit(MOST)
    ).all()
    return [
        Listed(
            x.proposal_id,
            number(x.number_year, x.number),
            x.title,
            x.matter,
            x.stage,
            x.ending,
            x.outcome,
            x.submitted_at,
            x.due_at,
            x.group_name,
        )
        for x in rows
    ]


def posts_held(s: Any, community: str) -> dict[str, tuple[str, str, str]]:
    """Of offices that an election gave: office id → (post, proposal id, its number)."""
    c, p, o = tables.election_candidate, tables.proposal, tables.office
    rows = s.execute(
        select(c.c.office_id, c.c.post, p.c.proposal_id, p.c.number_year, p.c.number)
        .join(p, same(c, p, "proposal_id"))
        .join(o, and_(same(c, o, "office_id"), o.c.left_at.is_(None)))
        .where(c.c.community_id == community, c.c.office_id.is_not(None))
        .limit(MOST)
    ).all()
    return {r.office_id: (r.post, r.proposal_id, number(r.number_year, r.number)) for r in rows}


def adult_named(s: Any, community: str, name: str, room: str | None) -> str | None:
    """The one adult of this full name living here (in this room, where given); None where there is
    none or several.
    """
    p, d = tables.person, tables.dwelling
    query = select(p.c.person_id).where(
        p.c.community_id == community,
        p.c.name == name.strip(),
        resident(p),
    )
    if room and room.strip():
        query = query.join(d, same(p, d, "dwelling_id")).where(d.c.room == room.strip())
    found = s.execute(query.limit(2)).scalars().all()
    return found[0] if len(found) == 1 else None


def office_named(s: Any, community: str, office: str) -> Any:
    """An office in force with its holder's full name; None where there is none."""
    o, p = tables.office, tables.person
    return s.execute(
        select(o.c.office_id, o.c.role, p.c.person_id, p.c.name)
        .join(p, same(o, p, "person_id"))
        .where(o.c.community_id == community, o.c.office_id == office, o.c.left_at.is_(None))
    ).first()
