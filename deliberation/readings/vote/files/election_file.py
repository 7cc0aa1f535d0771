"""A counted round of an election by posts (Art 19) with all that the count looked at: for its file,
and for its working as JSON.

Votes, posts and outcome are those of the count's own fact. Of near relatives only the pairs that
decided something are said, as the result itself does; people are numbered anew in each file, names
written in are masked as on the page.
"""

from itertools import combinations
from types import SimpleNamespace
from typing import Any

from sqlalchemy import and_, select, tuple_

from deliberation.charter.facts import build
from deliberation.charter.facts.matters.elections import ElectionCounted
from deliberation.charter.matters.election_count import written_ref
from deliberation.charter.subjects import the_proposal
from deliberation.counting.election import Post, Standing
from deliberation.counting.formats.election.ballots import ElectionBallots, Line
from deliberation.counting.threshold import Threshold
from deliberation.readings.people.names import masked
from deliberation.readings.vote import ballot_papers, paper_sums
from deliberation.record import tables
from deliberation.record.log import canonical
from deliberation.record.prepared import every
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.matters.candidates import candidates_query


def counted(s: Any, community: str, proposal: str, round_no: int) -> ElectionCounted | None:
    """The last count of this round, as the record has it; None where there is none. One query."""
    f, b = tables.fact, tables.fact_body
    rows = s.execute(
        select(f.c.header, b.c.body)
        .join(b, and_(same(f, b, "position"), b.c.part == "public"))
        .where(f.c.community_id == community, f.c.subject_id == proposal)
        .where(f.c.kind == ElectionCounted.kind)
        .order_by(f.c.position.desc())
    )
    said = (_said(proposal, row) for row in rows)
    return next((count for count in said if count.round_no == round_no), None)


def _said(proposal: str, row: Any) -> ElectionCounted:
    version = canonical.read(bytes(row.header))["version"]
    body = {"public": canonical.read(bytes(row.body))}
    return build(  # type: ignore[return-value]
        ElectionCounted.kind, version, the_proposal(proposal), body
    )


def of_count(s: Any, community: str, said: ElectionCounted) -> ElectionBallots:
    """What this count looked at.

    Six small queries, and the ballots where they were cast by name.
    """
    return _Reader(s, community, said).file()


class _Reader:
    """One count; people get their numbers as they are met."""

    def __init__(self, s: Any, community: str, said: ElectionCounted) -> None:
        self.s, self.community, self.said = s, community, said
        self.proposal = said.subject_id or ""
        self.at = {"community_id": community, "proposal_id": self.proposal}
        c = tables.election_candidate
        rows = s.execute(
            candidates_query().where(
                c.c.community_id == community, c.c.proposal_id == self.proposal
            )
        )
        self.known = {r.candidacy_id: r for r in rows}
        self.numbers: dict[str, str] = {}

    def person(self, ref: str) -> str:
        """One number for one human being; one name written in is one."""
        who = self.known[ref].person_id if ref in self.known else ":".join(ref.split(":")[:2])
        return self.numbers.setdefault(who, str(len(self.numbers) + 1))

    def standing(self, ref: str, post: str, votes: int) -> Standing:
        """Whether a name written in is a woman's nobody knows yet."""
        woman = ref in self.known and bool(self.known[ref].woman)
        return Standing(ref, self.person(ref), post, votes, woman)

    def name(self, ref: str) -> str:
        """As it stood on the paper."""
        return self.known[ref].name or "" if ref in self.known else ""

    def file(self) -> ElectionBallots:
        """All of it."""
        said = self.said
        answers = tuple(
            ballot_papers.that_count(self.s, self.community, self.proposal, said.round_no)
        )
        at = SimpleNamespace(**self.at, round_no=said.round_no)
        secret = paper_sums.of_round(self.s, at)
        return ElectionBallots(
            said.members,
            said.ballots,
            len(answers) if secret is None else secret.valid,
            Threshold(*said.quorum),
            Threshold(*said.majority),
            Threshold(*said.least),
            bool(said.women),
            tuple(Post(*post) for post in said.posts),
            (*self.stood(), *self.written()),
            tuple(self.seated()),
            self.relatives(),
            answers,
        )

    def stood(self) -> list[Line]:
        """The candidates on the paper with their votes."""
        options = {
            o.option_id: o.option_no
            for o in every(
                self.s, tables.round_option, "round_no", "option_id", "option_no", **self.at
            )
            if o.round_no == self.said.round_no
        }
        return [
            Line(self.standing(ref, post, yes), options[ref], no, neither, self.name(ref))
            for ref, post, yes, no, neither in self.said.rows
        ]

    def written(self) -> list[Line]:
        """Names written on ballots, with their votes."""
        names = self.names_written() if self.said.written_in else {}
        return [
            Line(
                self.standing(written_ref(post, number), post, votes),
                None,
                0,
                0,
                masked(names.get(number)),
            )
            for post, number, votes in self.said.written_in
        ]

    def names_written(self) -> dict[int, str | None]:
        """By their number in this round."""
        columns = ("round_no", "write_in_no", "name")
        rows = every(self.s, tables.paper_write_in, *columns, **self.at)
        return {r.write_in_no: r.name for r in rows if r.round_no == self.said.round_no}

    def seated(self) -> list[tuple[Standing, str]]:
        """Who was elected in earlier rounds."""
        rows = sorted(
            every(self.s, tables.election_standing, **self.at),
            key=lambda x: (x.round_no, x.place or 0, x.candidacy_id),
        )
        return [
            (self.standing(x.candidacy_id, x.post, x.votes_for), self.name(x.candidacy_id))
            for x in rows
            if x.round_no < self.said.round_no and x.state == "elected"
        ]

    def relatives(self) -> tuple[tuple[str, str], ...]:
        """The pairs by which somebody was kept out, or stands again."""
        pairs = {(ref, of) for ref, of in self.said.kept_out}
        for _post, refs, _seats, why in self.said.level:
            if why == "relatives":
                pairs |= self._declared(refs)
        return tuple(sorted({(self.person(a), self.person(b)) for a, b in pairs}))

    def _declared(self, refs: list[str]) -> set[tuple[str, str]]:
        """Those of these candidacies whose people were declared near relatives of each other."""
        r, known = tables.relative, [ref for ref in refs if ref in self.known]
        people = {ref: self.known[ref].person_id for ref in known}
        wanted = {tuple(sorted((people[a], people[b]))) for a, b in combinations(known, 2)}
        found = self.s.execute(
            select(r.c.person_id, r.c.relative_id).where(
                r.c.community_id == self.community,
                tuple_(r.c.person_id, r.c.relative_id).in_(sorted(wanted)),
            )
        )
        kin = {tuple(x) for x in found}
        return {
            (a, b)
            for a, b in combinations(known, 2)
            if tuple(sorted((people[a], people[b]))) in kin
        }
