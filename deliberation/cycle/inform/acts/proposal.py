"""表决前公示: proof of posting, shortening in an emergency, asking for a meeting, the legal effect,
opening the vote.

Called by `inform.routes` and by the clock, which opens the vote.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.gate import acting_as
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import suggest as f
from deliberation.charter.facts.vote import households as hf
from deliberation.charter.facts.vote import owners as of
from deliberation.charter.facts.vote import papers as pf
from deliberation.charter.facts.vote import resolve as rf
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.election import second_round
from deliberation.charter.moves import close, days, due_at, enter_vote, silence, start
from deliberation.charter.needs.elections import AGAIN, CANDIDATES, THE_ELECTION
from deliberation.charter.needs.money import THE_FUND
from deliberation.charter.needs.owners import OWNER_PARTIES
from deliberation.charter.needs.papers import OPTIONS
from deliberation.charter.needs.proposal import MY_MEETING_REQUEST, PROOF, RECUSED
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.supervision import OFFICIAL_VOTE
from deliberation.charter.needs.votes import ROLL_MEMBERS
from deliberation.charter.official import elsewhere
from deliberation.charter.owning import OWNERS
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.rulebook.parts import EXTERNAL
from deliberation.charter.subjects.proposal import Ending, Stage
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.charter.voting.papers import paper_of

T = TypeVar("T")
PURPOSES = ("notice", "result")
EFFECTS = ("advisory", "binding_by_charter", "external_official_system")
ROLL_CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class PostProof(Act):
    """Proof that the notice, or the result, hangs on the board (Art 34): where, and since which
    day.
    """

    name = ActName.post_proof
    needs = frozenset({PROOF})
    purpose: str
    posted_on: str
    place: str
    files: tuple[NewFile, ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        right = "notice" if case.stage in (Stage.notice, Stage.vote) else "result"
        if one_of(self.purpose, PURPOSES, "purpose") != right:
            raise refuse("bad_choice", field="purpose")
        place = words(self.place, most=200, what="place")
        today = case.calendar.local_day(now, case.community.timezone)
        since = case.calendar.local_day(
            filled(p.notice_at) if right == "notice" else p.stage_at, case.community.timezone
        )
        try:
            day = today.fromisoformat(self.posted_on)
        except ValueError as error:
            raise refuse("bad_date", field="posted_on") from error
        if not since <= day <= today:
            raise refuse(
                "bad_date", field="posted_on", earliest=since.isoformat(), latest=today.isoformat()
            )
        if case[PROOF]:
            raise refuse("already_proved")
        role = acting_as(self.name, case)
        proof = f.ProofPosted(
            proof=case.new_id(),
            by=case.me,
            role=role.value,
            purpose=right,
            posted_on=day.isoformat(),
            round_no=p.round_no,
            place=place,
            proposal=p.proposal_id,
        )
        return [proof, *attached(case, self.files, "proof", proof.proof)]


@dataclass(frozen=True, kw_only=True)
class ShortenNotice(Act):
    """Special circumstances (Art 26): the residents' committee shortens the notice with reasons.

    Quorum and majority stay.
    """

    name = ActName.shorten_notice
    needs = frozenset({RECUSED})
    hours: int
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        least = case.kind.notice.urgent_hours
        if self.hours < least:
            raise refuse("too_short_notice", least=least)
        opens = now + timedelta(hours=self.hours)
        if opens >= filled(case.proposal.due_at):
            raise refuse("bad_number", field="hours")
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return [
            f.NoticeShortened(
                by=case.me, opens_at=opens, reasons=reasons, proposal=case.proposal.proposal_id
            )
        ]


@dataclass(frozen=True, kw_only=True)
class AskMeeting(Act):
    """Ask that a meeting be called; at 1/5 of representatives (Art 28) or 1/10 of adult residents
    (Art 26) it must be.
    """

    name = ActName.ask_meeting
    lock = "shared"
    needs = frozenset({MY_MEETING_REQUEST})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case[MY_MEETING_REQUEST]:
            raise refuse("already_asked")
        return [
            f.MeetingAsked(
                person=case.me,
                representative=Role.representative in case.roles(),
                proposal=case.proposal.proposal_id,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class DeclareEffect(Act):
    """Set the vote's legal effect from a document: the charter, a convened meeting with its day, or
    an official system.
    """

    name = ActName.declare_effect
    legal_effect: str
    document: str
    meeting_on: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        effect = one_of(self.legal_effect, EFFECTS, "legal_effect")
        p = case.proposal
        if effect != "advisory" and (
            p.effect_note or p.study_state == "waived" or p.legality_state == "unresolved"
        ):
            raise refuse("bad_choice", field="legal_effect")
        if effect == EXTERNAL and case.vote.electorate != OWNERS:
            raise refuse("bad_choice", field="legal_effect")
        if effect == "binding_by_charter" and case.vote.legal_effect == EXTERNAL:
            raise refuse("official_system_decides")
        meeting = None
        if self.meeting_on:
            try:
                meeting = datetime.strptime(self.meeting_on, "%Y-%m-%d").date().isoformat()
            except ValueError as error:
                raise refuse("bad_date", field="meeting_on") from error
        return [
            f.EffectDeclared(
                by=case.me,
                legal_effect=effect,
                meeting_on=meeting,
                document=words(self.document, most=200, what="document"),
                proposal=p.proposal_id,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class OpenVote(ClockAct):
    """The notice days are over: with proof the vote opens; without, the notice is extended once,
    then it opens, marked.
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
        }
    )

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        facts: list[Fact] = []
        if matters.of_case(case).empty(case):
            return close(case, Ending.lapsed, "no_projects")
        if not p.notice_proved:
            if not p.notice_extended and not second_round(case):
                clock = days(case, case.kind.notice.proof_extension_days, ActName.open_vote)
                return [
                    f.NoticeExtended(opens_at=due_at(clock), proposal=p.proposal_id),
                    start(case, clock, headline=True),
                ]
            facts.append(silence(case, "no_proof_of_posting"))
        return facts + open_roll(case, now)


def open_roll(case: Case, now: datetime) -> list[Fact]:
    """Freeze the roll and the paper, and open the window.

    Recusal leaves 应到 only in bodies without a statutory quorum (Arts 27, 29).
    """
    p, rule = case.proposal, case.vote
    if rule.electorate == OWNERS:
        return _open_owners_roll(case, now)
    rows = case[ROLL_MEMBERS]
    members = sum(1 for r in rows if not (r.recused and rule.recusal_leaves_base))
    homes = _homes(rows) if rule.electorate == HOUSEHOLDS else {}
    if homes:
        members = sum(
            1
            for voters in homes.values()
            if not (rule.recusal_leaves_base and all(r.recused for r in voters))
        )
    window = case.calendar.voting_window(
        now, rule.days, case.community.timezone, min_working_days=rule.min_working_days
    )
    entries = [[r.person, r.role, r.recused] for r in rows]
    frozen: list[Fact] = [
        rf.RollFrozen(
            round_no=p.round_no,
            chunk=i,
            entries=c,
            members=members,
            closes_at=window.at,
            proposal=p.proposal_id,
        )
        for i, c in enumerate(_chunks(entries))
    ]
    frozen += [
        hf.HouseholdsFrozen(round_no=p.round_no, chunk=i, households=c, proposal=p.proposal_id)
        for i, c in enumerate(
            _chunks([[home, [r.person for r in voters]] for home, voters in homes.items()])
        )
        if c
    ]
    return [*frozen, *_paper(case), *enter_vote(case, "notice_over", window.at, window.provisional)]


def _homes(rows: list[Any]) -> dict[str, list[Any]]:
    """Dwelling → its voters: 应到 is the number of households, each one head."""
    homes: dict[str, list[Any]] = {}
    for r in rows:
        homes.setdefault(r.dwelling, []).append(r)
    return homes


def _open_owners_roll(case: Case, now: datetime) -> list[Fact]:
    """Owners (Civil Code Art 278): the roll names who may vote, the parties what for. 应到 is the
    number of parties, each one head.
    """
    p, rule, parties = case.proposal, case.vote, case.given(OWNER_PARTIES)
    window = case.calendar.voting_window(
        now, rule.days, case.community.timezone, min_working_days=rule.min_working_days
    )
    closes, provisional = window.at, window.provisional
    announced = case[OFFICIAL_VOTE] if elsewhere(case) else None
    if announced is not None:
        closes, provisional = (
            case.calendar.end_of_day(announced, case.community.timezone),
            False,
        )
        if (
            closes <= now
        ):  # announced for days that were over before the notice was, by an extension
            closes, provisional = window.at, window.provisional
    area = sum(party for _, _, party in parties)
    voters = sorted({v for who, _, _ in parties for v in who})
    rows = [[no, who, units, area] for no, (who, units, area) in enumerate(parties)]
    facts: list[Fact] = [
        rf.RollFrozen(
            round_no=p.round_no,
            chunk=i,
            entries=[[v, "owner", False] for v in chunk],
            members=len(parties),
            closes_at=closes,
            proposal=p.proposal_id,
        )
        for i, chunk in enumerate(_chunks(voters))
    ]
    facts += [
        of.OwnersRollFrozen(
            round_no=p.round_no,
            chunk=i,
            parties=chunk,
            area=area,
            proposal=p.proposal_id,
        )
        for i, chunk in enumerate(_chunks(rows))
    ]
    return [*facts, *_paper(case), *enter_vote(case, "notice_over", closes, provisional)]


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
            proposal=case.proposal.proposal_id,
        )
    ]


def _chunks(entries: list[T]) -> list[list[T]]:
    return [entries[i : i + ROLL_CHUNK] for i in range(0, len(entries), ROLL_CHUNK)] or [[]]
