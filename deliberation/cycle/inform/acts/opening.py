"""开启表决: the roll and the paper are frozen, and the window opens.

Called by the clock when the notice days are over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from deliberation.charter.acts import ActName
from deliberation.charter.calendar import Due
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.proposal import suggest as f
from deliberation.charter.facts.vote import households as hf
from deliberation.charter.facts.vote import owners as of
from deliberation.charter.facts.vote import papers as pf
from deliberation.charter.facts.vote import resolve as rf
from deliberation.charter.ids import drawn
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.election import second_round
from deliberation.charter.moves import (
    close,
    days,
    due_at,
    enter_vote,
    proving,
    silence,
    start,
    until,
)
from deliberation.charter.needs.elections import AGAIN, CANDIDATES, THE_ELECTION
from deliberation.charter.needs.money import THE_FUND
from deliberation.charter.needs.owners import OWNER_PARTIES
from deliberation.charter.needs.papers import OPTIONS
from deliberation.charter.needs.proposal import NOTICE_SHORTENED
from deliberation.charter.needs.supervision import OFFICIAL_VOTE
from deliberation.charter.needs.votes import ROLL_MEMBERS
from deliberation.charter.official import elsewhere
from deliberation.charter.owning import OWNERS
from deliberation.charter.subjects.proposal import Ending
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.charter.voting.papers import paper_of

T = TypeVar("T")
ROLL_CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class OpenVote(ClockAct):
    """The notice days are over: with proof the vote opens; without, the notice is extended once,
    by the rules' days, or where special circumstances shortened it by their hours; then it opens,
    marked.
    """

    name = ActName.open_vote
    needs = frozenset(
        {
            ROLL_MEMBERS,
            OWNER_PARTIES,
            OPTIONS,
            THE_FUND,
            THE_ELECTION,
            CANDIDATES,
            AGAIN,
            OFFICIAL_VOTE,
            NOTICE_SHORTENED,
        }
    )

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if matters.of_case(case).empty(case):
            return close(case, Ending.lapsed, "no_projects")
        if p.notice_proved:
            return open_roll(case, now)
        if p.notice_extended or second_round(case):
            return [silence(case, "no_proof_of_posting"), *open_roll(case, now)]
        clock = _extension(case)
        return [
            f.NoticeExtended(opens_at=due_at(clock), subject=case.about),
            start(case, clock, proving(case, "notice", clock), headline=True),
        ]


def _extension(case: Case) -> Obligation:
    """What could not wait for its days does not wait longer for its proof."""
    rule = case.kind.notice
    if not case[NOTICE_SHORTENED]:
        return days(case, rule.proof_extension_days, ActName.open_vote)
    opens = case.now + timedelta(hours=rule.urgent_hours)
    return until(ActName.open_vote, opens, start=case.now, days=rule.urgent_hours // 24)


def open_roll(case: Case, now: datetime) -> list[Fact]:
    """Freeze the roll and the paper, and open the window."""
    rule = case.vote
    window = case.calendar.voting_window(
        now, rule.days, case.community.timezone, min_working_days=rule.min_working_days
    )
    if rule.electorate == OWNERS:
        window = _announced_window(case, window)
        frozen = _owners_roll(case, window.at)
    else:
        frozen = _roll(case, window.at)
    return [*frozen, *_paper(case), *enter_vote(case, "notice_over", window.at, window.provisional)]


def _roll(case: Case, closes: datetime) -> list[Fact]:
    """Who may vote, and where households do, who of each."""
    p, rows = case.proposal, case[ROLL_MEMBERS]
    homes = _homes(rows) if case.vote.electorate == HOUSEHOLDS else {}
    who = drawn(([r.person for r in voters] for voters in homes.values()), case.new_id)
    by_home = [[number, voters] for number, voters in enumerate(who)]
    entries = [[r.person, r.role, r.recused] for r in rows]
    return [
        *_frozen(case, entries, _heads(case, homes), closes),
        *(
            hf.HouseholdsFrozen(round_no=p.round_no, chunk=i, households=c, subject=case.about)
            for i, c in enumerate(_chunks(by_home))
            if c
        ),
    ]


def _heads(case: Case, homes: dict[str, list[Any]]) -> int:
    """应到: the people, or where households vote the households, each one head.

    Recusal leaves it only in bodies without a statutory quorum (Arts 27, 29).
    """
    leaves = case.vote.recusal_leaves_base
    if homes:
        return sum(not (leaves and all(r.recused for r in voters)) for voters in homes.values())
    return sum(not (leaves and r.recused) for r in case[ROLL_MEMBERS])


def _frozen(
    case: Case, entries: list[list[Any]], members: int, closes: datetime
) -> list[rf.RollFrozen]:
    """The roll in pieces, in random order: in which somebody stands says nothing of who it is."""
    p = case.proposal
    return [
        rf.RollFrozen(
            round_no=p.round_no,
            chunk=i,
            entries=chunk,
            members=members,
            closes_at=closes,
            subject=case.about,
        )
        for i, chunk in enumerate(_chunks(drawn(entries, case.new_id)))
    ]


def _homes(rows: list[Any]) -> dict[Any, list[Any]]:
    """A home (of a second round its number in the first) → its voters: 应到 is the number of
    households, each one head.
    """
    homes: dict[Any, list[Any]] = {}
    for r in rows:
        homes.setdefault(r.dwelling, []).append(r)
    return homes


def _announced_window(case: Case, window: Due) -> Due:
    """Until the day the official system's own vote ends, where one was announced.

    The rulebook's days stand where that day was over before the notice was, by an extension.
    """
    announced = case[OFFICIAL_VOTE] if elsewhere(case) else None
    if announced is None:
        return window
    closes = case.calendar.end_of_day(announced, case.community.timezone)
    return Due(closes) if closes > case.now else window


def _owners_roll(case: Case, closes: datetime) -> list[Fact]:
    """Owners (Civil Code Art 278): the roll names who may vote, the parties what for. 应到 is the
    number of parties, each one head.
    """
    parties = case.given(OWNER_PARTIES)
    voters = sorted({v for who, _, _ in parties for v in who})
    entries = [[v, "owner", False] for v in voters]
    return [*_frozen(case, entries, len(parties), closes), *_parties(case)]


def _parties(case: Case) -> list[Fact]:
    """Each party with its voters and units, and the area of all, in 0.01 m²."""
    p, parties = case.proposal, drawn(case.given(OWNER_PARTIES), case.new_id)
    area = sum(party for _, _, party in parties)
    rows = [[no, who, units, area] for no, (who, units, area) in enumerate(parties)]
    return [
        of.OwnersRollFrozen(
            round_no=p.round_no,
            chunk=i,
            parties=chunk,
            area=area,
            subject=case.about,
        )
        for i, chunk in enumerate(_chunks(rows))
    ]


def _paper(case: Case) -> list[Fact]:
    """The paper as it lies before the voters, with the seed of a lot; none for a motion."""
    asked = paper_of(case, case[OPTIONS])
    if not asked:
        return []
    return [
        pf.PaperFrozen(
            round_no=case.proposal.round_no,
            questions=[q.as_json() for q, _ in asked],
            options=[ids for _, ids in asked],
            seed=case.new_id(),
            subject=case.about,
        )
    ]


def _chunks(entries: list[T]) -> list[list[T]]:
    return [entries[i : i + ROLL_CHUNK] for i in range(0, len(entries), ROLL_CHUNK)] or [[]]
