"""Elections and recalls: what is one, who stands, the paper, the count by posts, what comes next.

Pure. Called by the acts of elections and by `counted`.

城市居民委员会组织法 Arts 8, 13 to 20, 24, 36. The arithmetic stands in `counting.election`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case, Need
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import elections as f
from deliberation.charter.facts.people import people
from deliberation.charter.reasons import refuse
from deliberation.charter.rulebook import Kind
from deliberation.counting import election as counting
from deliberation.counting import papers
from deliberation.counting.motion.motion import INVALID
from deliberation.counting.papers import Question

MEMBER = "member"
POSTS = ("chair", "vice_chair", MEMBER)  # 主任, 副主任, 委员; every other body has members only
SOURCES = ("voters", "party", "own")
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
# What belongs to other matters: nobody co-signs an election, no council advises on it, nobody is
# put in charge of it.
STRANGE = frozenset(
    {
        A.cosign,
        A.take_back,
        A.take_over,
        A.revise,
        A.request_merge,
        A.ask_merge,
        A.agree_merge,
        A.decline_merge,
        A.take_up,
        A.pass_on,
        A.give_opinion,
        A.recommend,
        A.answer_recommendation,
        A.record_study,
        A.review_legality,
        A.choose_advisory,
        A.shorten_notice,
        A.return_once,
        A.assign,
        A.report_progress,
        A.finish,
        A.suspend,
        A.not_carried_out,
    }
)
STRANGE_TO_RECALL = frozenset({A.withdraw})


COUNTING = frozenset(
    {Need.election, Need.candidates, Need.standings, Need.again, Need.kin}
)  # what the count of an election needs beside the ballots


def is_election(case: Case) -> bool:
    """Whether people are chosen by this proposal."""
    return case.proposal is not None and elects(case.rulebook.kinds.get(case.proposal.matter))


def is_recall(case: Case) -> bool:
    """Whether it recalls somebody."""
    kind = case.rulebook.kinds.get(case.proposal.matter) if case.proposal is not None else None
    return kind is not None and bool(kind.recall.role)


def elects(kind: Kind | None) -> bool:
    return kind is not None and bool(kind.election.role)


def strange(name: A, case: Case) -> bool:
    """Whether an act belongs to another kind of matter."""
    if name in STRANGE:
        return is_election(case) or is_recall(case)
    return name in STRANGE_TO_RECALL and is_recall(case)


def only_elections(case: Case) -> None:
    """Refuses what belongs to elections for any other matter."""
    if not is_election(case):
        raise refuse("another_matter")


def only_recalls(case: Case) -> None:
    """Refuses what belongs to recalls for any other matter."""
    if not is_recall(case):
        raise refuse("another_matter")


def enough_nominators(case: Case, candidate: Any) -> bool:
    """Art 18: the Party organisation, or as many voters as the rulebook says; where one may stand
    by oneself, that is enough.
    """
    rule = case.kind.election
    return (
        candidate.source == "party"
        or candidate.source == "own"
        or candidate.support >= rule.nominators
    )


def standing(case: Case, candidates: Iterable[Any]) -> list[Any]:
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


def short_of(case: Case, election: Any, candidates: list[Any]) -> list[str]:
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
    election = case[Need.election]
    return election is not None and election.second_round == case.proposal.round_no > 0


def round_posts(case: Case) -> list[tuple[counting.Post, list[str]]]:
    """Each post of this round with who stands for it: of the first round all on the list, of a
    later one those who stand again.
    """
    election, candidates = case[Need.election], case[Need.candidates]
    if second_round(case):
        found: dict[str, tuple[counting.Post, list[str]]] = {}
        for row in case[Need.again]:
            post = counting.Post(row.post, row.seats, row.way, row.for_women)
            found.setdefault(row.post, (post, []))[1].append(row.candidacy_id)
        return [found[p.post] for p in election.posts if p.post in found]
    who = standing(case, candidates)
    return [
        (counting.Post(p.post, p.seats), [c.candidacy_id for c in who if c.post == p.post])
        for p in election.posts
    ]


def paper(case: Case, options: list[Any]) -> list[tuple[Question, list[str]]]:
    """One question a post; ranked where the rules count ranked ballots.

    Nothing where representatives decide on a recall: that is a motion.
    """
    if not is_election(case):
        return []
    ranked = case.vote.rule != counting.RULE
    asked = []
    for post, refs in round_posts(case):
        if ranked:
            asked.append((Question("rank", case.vote.rule, len(refs), seats=post.seats), refs))
        else:
            asked.append((Question("each", counting.RULE, len(refs), seats=post.seats), refs))
    return asked


# --- the count
# -------------------------------------------------------------------------------------------

Tally = dict[str, tuple[int, int, int]]  # candidacy → for, against, abstain


def tally_of(questions: list[Question], options: list[list[str]], choices: Iterable[str]) -> Tally:
    """For, against and abstain of each candidate, from ballots as `counting.papers` writes them."""
    found = {ref: dict.fromkeys(papers.VERDICTS, 0) for refs in options for ref in refs}
    for choice in choices:
        for refs, answer in zip(options, papers.read(questions, choice), strict=True):
            for number, said in answer.verdicts:
                found[refs[number - 1]][said] += 1
    return {ref: (n["for"], n["against"], n["abstain"]) for ref, n in found.items()}


def tally_of_sums(options: list[list[str]], sums: Mapping[tuple[int, str], int]) -> Tally:
    """The same from the sums of secret ballots: (question from 1, "2=for") → votes."""
    return {
        ref: tuple(sums.get((no, f"{at}={said}"), 0) for said in papers.VERDICTS)
        for no, refs in enumerate(options, 1)
        for at, ref in enumerate(refs, 1)
    }


def written_ref(post: str, number: int) -> str:
    """How the count speaks of a name written on ballots for a post."""
    return f"{WRITTEN}{number}:{post}"


def written_standings(written_in: Iterable[Iterable[Any]]) -> list[counting.Standing]:
    """Names written in, as the count sees them: one name is one person.

    Whether it is a woman's, or a relative's, nobody knows yet.
    """
    return [
        counting.Standing(written_ref(post, number), f"{WRITTEN}{number}", post, votes)
        for post, number, votes in written_in
    ]


def names_open(case: Case) -> bool:
    """Whether a name written in has a seat, or is level for one, and nobody has said yet whom it
    means. Needs written_in.
    """
    return any(
        w.round_no == case.proposal.round_no and w.state in ("elected", "level")
        for w in case[Need.written_in]
    )


def seated(case: Case, candidates: dict[str, Any]) -> list[counting.Standing]:
    """Who was elected in earlier rounds."""
    return [
        counting.Standing(
            s.candidacy_id,
            candidates[s.candidacy_id].person_id,
            s.post,
            s.votes_for,
            bool(candidates[s.candidacy_id].woman),
        )
        for s in case[Need.standings]
        if s.state == "elected" and s.round_no < case.proposal.round_no
    ]


def counted(
    case: Case, tally: Tally, *, ballots: int, written_in: list[list[Any]], recount: bool
) -> f.ElectionCounted:
    """The count of this round as a fact. `ballots` cast or returned, spoiled ones among them."""
    p, rule, kind = case.proposal, case.vote, case.kind.election
    known = {c.candidacy_id: c for c in case[Need.candidates]}
    posts = [post for post, _ in round_posts(case)]
    standings = [
        counting.Standing(
            ref, known[ref].person_id, known[ref].post, votes[0], bool(known[ref].woman)
        )
        for ref, votes in tally.items()
    ]
    standings += written_standings(written_in)
    result = counting.count_election(
        posts,
        standings,
        members=case[Need.round].members,
        ballots=ballots,
        quorum=rule.quorum,
        majority=rule.majority,
        least=kind.second_least,
        seated=seated(case, known),
        relatives=case[Need.kin],
        a_woman=bool(kind.women),
    )
    return f.ElectionCounted(
        round_no=p.round_no,
        rule=counting.RULE,
        rulebook=p.rulebook,
        quorum=_threshold(rule.quorum),
        majority=_threshold(rule.majority),
        least=_threshold(kind.second_least),
        women=kind.women,
        members=result.members,
        ballots=ballots,
        posts=[[x.name, x.seats, x.way, x.for_women] for x in posts],
        rows=[[ref, known[ref].post, *votes] for ref, votes in tally.items()],
        elected=[list(x) for x in result.elected],
        level=[[x.post, list(x.refs), x.seats, x.why] for x in result.level],
        kept_out=[list(x) for x in result.kept_out],
        open=[list(x) for x in result.open],
        written_in=written_in,
        woman_missing=result.woman_missing,
        outcome=result.outcome,
        recount=recount,
        proposal=p.proposal_id,
    )


def count(case: Case, *, recount: bool) -> f.ElectionCounted:
    """Ballots cast in one's name; or the sums of secret ones, where who took part are the ballots
    that came back, invalid ones among them (Sichuan Art 30).
    """
    asked, _ = case[Need.paper]
    ballots, posts = case[Need.ballots], round_posts(case)
    options = [refs for _, refs in posts]
    if ballots.totals is None:
        return counted(
            case,
            tally_of(asked, options, (b.choice for b in ballots.last if b.choice != INVALID)),
            ballots=ballots.present,
            written_in=[],
            recount=recount,
        )
    written = [
        [posts[no - 1][0].name, int(what.partition(":")[2]), votes]
        for (no, what), votes in sorted(ballots.totals.items())
        if what.startswith(WRITTEN)
    ]
    return counted(
        case,
        tally_of_sums(options, ballots.totals),
        ballots=ballots.valid + ballots.totals.get((0, INVALID), 0),
        written_in=written,
        recount=recount,
    )


def _threshold(threshold: Any) -> list[Any]:
    return [threshold.kind, threshold.numerator, threshold.denominator]


# --- after the count
# ---------------------------------------------------------------------------------------


def elected(case: Case) -> list[Any]:
    """Everybody elected in any round: candidacy_id, person_id, post, woman, in the order of posts
    and of election.
    """
    known = {c.candidacy_id: c for c in case[Need.candidates]}
    order = {post.post: post.place for post in case[Need.election].posts}
    rows = sorted(
        (s for s in case[Need.standings] if s.state == "elected"),
        key=lambda s: (s.round_no, order[s.post], s.place),
    )
    return [
        SimpleNamespace(
            candidacy_id=s.candidacy_id,
            person_id=known[s.candidacy_id].person_id,
            post=s.post,
            woman=bool(known[s.candidacy_id].woman),
        )
        for s in rows
    ]


def next_round(case: Case) -> list[tuple[counting.Post, tuple[str, ...]]]:
    """Who stands again for what; empty where no seat is open or nobody is left.

    From the last count's rows.
    """
    election, known = case[Need.election], {c.candidacy_id: c for c in case[Need.candidates]}
    rows = [
        s
        for s in case[Need.standings]
        if s.round_no == case.proposal.round_no and s.state not in ("elected", "kept_out")
    ]
    open_seats, for_level = (
        tuple((p.post, p.open or 0) for p in election.posts),
        {p.post: p.level or 0 for p in election.posts},
    )
    posts = [counting.Post(p.post, p.seats) for p in election.posts]
    standings = [
        counting.Standing(
            s.candidacy_id,
            known[s.candidacy_id].person_id,
            s.post,
            s.votes_for,
            bool(known[s.candidacy_id].woman),
        )
        for s in rows
        if known[s.candidacy_id].option_state != "withdrawn"
    ]
    equals = []
    for post, seats in open_seats:
        level = tuple(
            s.candidacy_id
            for s in rows
            if s.post == post
            and s.state == "level"
            and known[s.candidacy_id].option_state != "withdrawn"
        )
        if len(level) > 1 and seats:
            equals.append(counting.Level(post, level, min(seats, for_level[post])))
    last = counting.Elected(
        0,
        0,
        case.vote.quorum.compare(0, 0),
        "passed",
        level=tuple(equals),
        open=open_seats,
        woman_missing=bool(election.woman_missing),
    )
    return counting.stand_again(last, posts, standings, more=case.kind.election.more_candidates)


def months_on(start: datetime, months: int, case: Case) -> datetime:
    """24:00 of the day so many calendar months after the day of `start` (Civil Code Art 202: the
    last day of a month where the day is missing).
    """
    day = case.calendar.local_day(start, case.community.timezone)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return case.calendar.end_of_day(
                day.replace(year=year, month=month + 1, day=number), case.community.timezone
            )
        except ValueError:
            continue
    return case.calendar.end_of_day(
        day.replace(year=year, month=month + 1), case.community.timezone
    )


def years_on(start: datetime, years: int) -> datetime:
    """The same moment so many years later; 29 February becomes 1 March."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return start.replace(year=start.year + years, month=3, day=1)


def recall_ends(case: Case, outcome: str) -> list[Fact]:
    """Passed, the office ends with the result, if the vote binds; otherwise the same facts and
    reasons are barred for the rulebook's months. Nothing for other matters.
    """
    row = case[Need.recall]
    if row is None or outcome == "inquorate" and not case.proposal.repeated:
        return []
    at, passed, months = (
        {"proposal": case.proposal.proposal_id},
        outcome == "passed",
        case.kind.recall.bar_months,
    )
    ended = f.RecallEnded(
        passed=passed,
        barred_until=months_on(case.now, months, case) if months and not passed else None,
        **at,
    )
    if passed and case.proposal.legal_effect != "advisory":
        return [
            ended,
            people.OfficeLeft(office=row.office_id, person=row.person_id, cause="recalled"),
        ]
    return [ended]
