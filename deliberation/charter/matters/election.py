"""Elections: what is one, who stands, the paper, and what follows the objections.

Pure. The count stands in `election_count`, what comes after it in `election_after`.

城市居民委员会组织法 Arts 8, 13 to 20, 24, 36.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.moves import close, days, in_office, move
from deliberation.charter.needs import Need
from deliberation.charter.needs.elections import (
    AGAIN,
    CANDIDATES,
    KIN,
    STANDINGS,
    THE_ELECTION,
    WRITTEN_IN,
    Candidacy,
    Election,
)
from deliberation.charter.needs.papers import Option
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Kind
from deliberation.charter.subjects.proposal import Ending, Stage
from deliberation.counting import election as counting
from deliberation.counting.papers import Question

from .base import Matter
from .persons import ANOTHER, STRANGE

MEMBER = "member"
POSTS = ("chair", "vice_chair", MEMBER)  # 主任, 副主任, 委员; every other body has members only
# Art 18 ¶1 and Arts 8, 36: why somebody cannot stand.
REFUSALS = (
    "not_a_voter",
    "expelled_from_party",
    "criminal_punishment",
    "dark_forces",
    "illegal_religion_or_cult",
    "incompatible_office",
    "near_relative",
    "not_enough_nominators",
)
ELECTION, BY_HOUSEHOLDS, BY_REPRESENTATIVES = (
    "election",
    "by_households",
    "by_representatives",
)  # phases: who votes follows from it (Art 19)
PHASES = (ELECTION, BY_HOUSEHOLDS, BY_REPRESENTATIVES)
WRITTEN, NAMED, REFUSED = (
    "name:",
    "named",
    "refused",
)  # a name written in, in the count; what became of one that has a seat
FILED, HANDED_OVER = "filed", "handed_over"

COUNTING: frozenset[Need[Any]] = frozenset(
    {THE_ELECTION, CANDIDATES, STANDINGS, AGAIN, KIN}
)  # what the count of an election needs beside the ballots


def elects(kind: Kind | None) -> bool:
    """Whether people are chosen by matters of this kind."""
    return kind is not None and bool(kind.election.role)


def enough_nominators(case: Case, candidate: Candidacy) -> bool:
    """Art 18: the Party organisation, or as many voters as the rulebook says; where one may stand
    by oneself, that is enough.
    """
    rule = case.kind.election
    return (
        candidate.source == "party"
        or candidate.source == "own"
        or candidate.support >= rule.nominators
    )


def standing(case: Case, candidates: Iterable[Candidacy]) -> list[Candidacy]:
    """Who goes on the list: agreed, enough nominators, not refused by the vetting and not
    withdrawn. Nobody's silence keeps anybody off it.
    """
    return [
        c
        for c in candidates
        if c.state == "stands"
        and c.option_state in ("offered", "accepted")
        and enough_nominators(case, c)
    ]


def short_of(case: Case, election: Election, candidates: Iterable[Candidacy]) -> list[str]:
    """Posts with fewer candidates than their seats and what must be beyond them (差额)."""
    who = standing(case, candidates)
    return [
        post.post
        for post in election.posts
        if sum(c.post == post.post for c in who) < post.seats + case.kind.election.more_candidates
    ]


def second_round(case: Case) -> bool:
    """Whether this round votes again on open or level seats: on the same roll (Sichuan Art 35), and
    within days that leave no time for a longer notice.
    """
    election = case[THE_ELECTION]
    return election is not None and election.second_round == case.proposal.round_no > 0


def round_posts(case: Case) -> list[tuple[counting.Post, list[str]]]:
    """Each post of this round with who stands for it: of the first round all on the list, of a
    later one those who stand again.
    """
    election, candidates = case.given(THE_ELECTION), case[CANDIDATES]
    if second_round(case):
        found: dict[str, tuple[counting.Post, list[str]]] = {}
        for row in case[AGAIN]:
            post = counting.Post(row.post, row.seats, row.way, row.for_women)
            found.setdefault(row.post, (post, []))[1].append(row.candidacy_id)
        return [found[p.post] for p in election.posts if p.post in found]
    who = standing(case, candidates)
    return [
        (counting.Post(p.post, p.seats), [c.candidacy_id for c in who if c.post == p.post])
        for p in election.posts
    ]


ITS_COMMITTEE = (Role.election_committee, Role.clerk)


def vetting(
    case: Case, candidacy: str, person: str, before: Obligation | None = None
) -> Obligation:
    """The election committee looks whether somebody may stand."""
    others, act = (person,), A.vet_candidate
    return in_office(case, act, *ITS_COMMITTEE, ref=candidacy, not_by=others, before=before)


def paper(case: Case, options: Sequence[Option]) -> list[tuple[Question, list[str]]]:
    """One question a post; ranked where the rules count ranked ballots.

    Nothing where representatives decide on a recall: that is a motion.
    """
    if not elects(case.kind):
        return []
    ranked = case.vote.rule != counting.RULE
    asked = []
    for post, refs in round_posts(case):
        if ranked:
            asked.append((Question("rank", case.vote.rule, len(refs), seats=post.seats), refs))
        else:
            asked.append((Question("each", counting.RULE, len(refs), seats=post.seats), refs))
    return asked


class ElectionMatter(Matter):
    """People are chosen; the election committee confirms who was elected."""

    def after_objections(self, case: Case) -> list[Fact]:
        """Who was elected waits to be confirmed, and open seats for their next round; an election
        that only advises is over. Needs STANDINGS.
        """
        p = case.proposal
        if p.outcome not in ("passed", "rejected"):
            return close(case, Ending.inquorate, "objections_over")
        if p.legal_effect == "advisory":
            won = any(s.state == "elected" for s in case[STANDINGS])
            return close(case, Ending.completed if won else Ending.rejected, "objections_over")
        clock = days(case, case.kind.carry_out.assign_days, A.end_unconfirmed)
        won = any(s.state == "elected" for s in case[STANDINGS])
        asks = [in_office(case, A.confirm_election, *ITS_COMMITTEE, before=clock)] if won else []
        return [move(case, Stage.carry_out, "objections_over", clocks=[clock], asks=asks)]


MATTER = ElectionMatter(
    name="election",
    known_by=elects,
    strange=STRANGE,
    own=dict.fromkeys(
        (
            A.nominate,
            A.support_nomination,
            A.answer_nomination,
            A.withdraw_candidacy,
            A.end_nominations,
            A.vet_candidate,
            A.end_vetting,
            A.call_second_round,
            A.name_written_in,
            A.confirm_election,
            A.end_unconfirmed,
            A.file_election,
        ),
        ANOTHER,
    ),
    fits={
        A.call_second_round: lambda case: case.proposal.outcome in ("passed", "rejected"),
        A.file_election: lambda case: case.proposal.ending == Ending.completed.value,
    },
    reads=frozenset({THE_ELECTION, CANDIDATES, STANDINGS, WRITTEN_IN, AGAIN, KIN}),
    needs={A.end_objections: frozenset({STANDINGS})},
    objections_to=(Role.supervisor, Role.election_committee),
    reading="election",
    page="public/elections/_election.html",
)
