"""After the count of an election or a recall: who has a seat, who stands again, what ends when.

Pure. Called by the acts of elections.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters.recalls import RecallEnded
from deliberation.charter.facts.people import people
from deliberation.charter.needs.elections import (
    CANDIDATES,
    STANDINGS,
    THE_ELECTION,
    THE_RECALL,
    Candidacy,
    Election,
    Standing,
)
from deliberation.counting import election as counting

from .election_count import standing


def elected(case: Case) -> list[Any]:
    """Everybody elected in any round: candidacy_id, person_id, post, woman, in the order of posts
    and of election.
    """
    known = {c.candidacy_id: c for c in case[CANDIDATES]}
    order = {post.post: post.place for post in case.given(THE_ELECTION).posts}
    rows = sorted(
        (s for s in case[STANDINGS] if s.state == "elected"),
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
    election, known = case.given(THE_ELECTION), {c.candidacy_id: c for c in case[CANDIDATES]}
    left = _left_over(case, known)
    last = counting.Elected(
        0,
        0,
        case.vote.quorum.compare(0, 0),
        "passed",
        level=tuple(_equals(election, left)),
        open=tuple((p.post, p.open or 0) for p in election.posts),
        woman_missing=bool(election.woman_missing),
    )
    posts = [counting.Post(p.post, p.seats) for p in election.posts]
    standings = [standing(known[s.candidacy_id], s.post, s.votes_for) for s in left]
    return counting.stand_again(last, posts, standings, more=case.kind.election.more_candidates)


def _left_over(case: Case, known: Mapping[str, Candidacy]) -> list[Standing]:
    """Who got no seat in the round just counted and may stand again."""
    return [
        s
        for s in case[STANDINGS]
        if s.round_no == case.proposal.round_no
        and s.state not in ("elected", "kept_out")
        and known[s.candidacy_id].option_state != "withdrawn"
    ]


def _equals(election: Election, left: Sequence[Standing]) -> Iterator[counting.Level]:
    """Who is level for an open seat, post by post; one alone is level with nobody."""
    for post in election.posts:
        refs = tuple(s.candidacy_id for s in left if s.post == post.post and s.state == "level")
        if len(refs) > 1 and post.open:
            yield counting.Level(post.post, refs, min(post.open, post.level or 0))


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
    row = case[THE_RECALL]
    if row is None or outcome == "inquorate" and not case.proposal.repeated:
        return []
    passed, months = outcome == "passed", case.kind.recall.bar_months
    ended = RecallEnded(
        passed=passed,
        barred_until=months_on(case.now, months, case) if months and not passed else None,
        subject=case.about,
    )
    if passed and case.proposal.legal_effect != "advisory":
        return [
            ended,
            people.OfficeLeft(office=row.office_id, person=row.person_id, cause="recalled"),
        ]
    return [ended]
