"""决议: casting a named ballot, signing in at the meeting, closing and counting, repeating an
inquorate vote once.

A ballot takes the proposal's lock shared; closing takes it alone: each ballot is in the count or
refused, never lost. Called by `resolve.routes` and, at the close, by the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, Mine, one_of
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import proxies as pf
from deliberation.charter.facts.vote import resolve as f
from deliberation.charter.ids import drawn
from deliberation.charter.matters.election_after import recall_ends
from deliberation.charter.moves import close, enter_notice, enter_publish, silence
from deliberation.charter.needs.elections import THE_RECALL
from deliberation.charter.needs.paper import PAPER_ROUND
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.proxies import MY_PROXY, MyProxy
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.supervision import OFFICIAL
from deliberation.charter.needs.votes import BALLOTS, MY_BALLOT, ROLL_ENTRY, ROLL_TARGET
from deliberation.charter.official import confirmed, elsewhere
from deliberation.charter.owning import OWNERS
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Ending, Stage
from deliberation.charter.voting.closing import annulled, awaited, more_than_issued, reconciled
from deliberation.charter.voting.counted import COUNTING, count
from deliberation.charter.voting.households import ROLE as HOUSEHOLD
from deliberation.charter.voting.paper import is_secret
from deliberation.charter.voting.proxies import USED
from deliberation.counting import papers
from deliberation.counting.motion.motion import CHOICES

DISCLOSE_CHUNK = 200


@dataclass(frozen=True, kw_only=True)
class CastBallot(Act):
    """赞成 / 反对 / 弃权, or the answers of a paper as `counting.papers` writes them.

    Changeable until close; the last one counts.
    """

    name = ActName.cast_ballot
    lock = "shared"
    needs = frozenset({ROLL_ENTRY, MY_BALLOT, MY_PROXY, RECUSED, THE_PAPER})
    gives_receipt = True
    in_window = True
    of_electorate = True
    of_vote_here = True
    versioned = True
    in_crowds = True
    mine = (
        Mine("ballot", "voter_id", of_round=True, again=True),
        Mine("paper_holder", of_round=True, filled="serial"),
    )
    choice: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        self.beforehand(case)
        choice = on_paper(case, self.choice)
        revision, proxy = case[MY_BALLOT], case[MY_PROXY]
        cast = f.BallotCast(
            round_no=p.round_no,
            voter=case.me,
            revision=revision + 1,
            first=revision == 0,
            choice=choice,
            subject=case.about,
        )
        if proxy is None:
            return [cast]
        return [cast, _not_needed(case, proxy)]

    def beforehand(self, case: Case) -> None:
        """Whether the voter may cast it here now."""
        if is_secret(case):
            raise refuse("secret_on_paper")
        if case.now >= case.closes_at:
            raise refuse("window_closed")
        if case.given(ROLL_ENTRY).paper is not None:
            raise refuse("paper_issued", serial=case.given(ROLL_ENTRY).paper)
        if case.vote.electorate != OWNERS and case.given(ROLL_ENTRY).role not in _standing(case):
            raise refuse("term_expired")
        proxy = case[MY_PROXY]
        if proxy is not None and proxy.state == USED:
            raise refuse("voted_by_proxy")


def _not_needed(case: Case, proxy: MyProxy) -> Fact:
    """Whoever votes themself needs nobody to vote for them."""
    return pf.ProxyEnded(
        proxy=proxy.proxy_id,
        principal=case.me,
        holder=proxy.holder_id,
        why="voted_self",
        subject=case.about,
    )


def on_paper(case: Case, text: str) -> str:
    """The choice, if the paper of this round allows it; refuses bad_choice, or not_on_paper with
    what is wrong.
    """
    if case[THE_PAPER] is None:
        return one_of(text, CHOICES, "choice")
    try:
        papers.read(case.given(THE_PAPER)[0], text)
    except papers.BadPaper as bad:
        raise refuse(
            "not_on_paper", field="choice", question=bad.question, wrong=bad.code, most=bad.most
        ) from bad
    return text


def _standing(case: Case) -> set[str]:
    """What the voter still is now: a term may have lapsed since the roll was frozen."""
    return {r.value for r in case.roles()} | ({HOUSEHOLD} if case.resident else set())


@dataclass(frozen=True, kw_only=True)
class RecordAttendance(Act):
    """Somebody on the roll signed in at the meeting: present, and without a ballot an abstention
    (Art 29: of those present).
    """

    name = ActName.record_attendance
    needs = frozenset({ROLL_TARGET})
    of_vote_here = True
    person_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self._may_sign_in(case, now)
        return [
            f.AttendanceRecorded(
                round_no=case.proposal.round_no,
                voter=self.person_id,
                by=case.me,
                subject=case.about,
            )
        ]

    def _may_sign_in(self, case: Case, now: datetime) -> None:
        target = case[ROLL_TARGET]
        if not case.vote.signing_in_counts:
            raise refuse("no_signing_in")
        if target is None:
            raise refuse("not_on_roll")
        if now >= case.closes_at:
            raise refuse("window_closed")
        if target.recused:
            raise refuse("recused")
        if target.attended_at is not None:
            raise refuse("already_attending")


@dataclass(frozen=True, kw_only=True)
class CloseVote(ClockAct):
    """The window is over: every last ballot is disclosed with its salt, the count is made, and the
    result goes to be certified.

    Ballots on paper that came back before may still be entered for the rulebook's days; nobody can
    sit the count out longer. Where more came back than were handed out there is no result
    (四川省城市居民委员会选举条例 Art 30): a new notice and vote, and a second time the end.
    """

    name = ActName.close_vote
    ends_window = True
    needs = COUNTING | {ABLE, THE_RECALL, PAPER_ROUND}

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, paper = case.proposal, case[PAPER_ROUND]
        if now < case.closes_at:
            raise refuse("not_yet", until=p.closes_at)
        if elsewhere(case):
            return _from_there(case)
        if not paper.opened:
            return self._counted(case)
        if waiting := awaited(case, paper, now):
            return waiting
        facts = reconciled(case, paper)
        if more_than_issued(facts):
            return [*facts, *annulled(case, paper, facts)]
        return [*facts, *self._counted(case)]

    def _counted(self, case: Case) -> list[Fact]:
        p = case.proposal
        opened = [
            {"fact": b.fact_id, "voter": b.voter, "choice": b.choice, "salt": b.salt}
            for b in drawn(case[BALLOTS].last, case.new_id)
        ]
        disclosed: list[Fact] = [
            f.BallotsDisclosed(
                round_no=p.round_no, ballots=opened[i : i + DISCLOSE_CHUNK], subject=case.about
            )
            for i in range(0, len(opened), DISCLOSE_CHUNK)
        ]
        counted = count(case, recount=False)
        return [
            *disclosed,
            counted,
            *recall_ends(case, counted.outcome),
            *enter_publish(case, "window_over"),
        ]


def _from_there(case: Case) -> list[Fact]:
    """Nobody said what the official system counted, and the matter lapses; or nobody confirmed what
    was said, and it stands, marked: silence never stops a result.
    """
    if case[OFFICIAL] is None:
        return [
            silence(case, "no_official_result"),
            *close(case, Ending.lapsed, "no_official_result"),
        ]
    late: list[Fact] = (
        []
        if case.given(OFFICIAL).state == "confirmed"
        else [silence(case, "official_unconfirmed"), confirmed(case, None)]
    )
    return [*late, count(case, recount=False), *enter_publish(case, "official_result")]


@dataclass(frozen=True, kw_only=True)
class RepeatVote(Act):
    """未达法定人数: one repeat vote within the rulebook's days, without new co-signing."""

    name = ActName.repeat_vote

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.ending != Ending.inquorate.value:
            raise refuse("wrong_stage", act=self.name.value, stage=p.stage)
        if p.repeated:
            raise refuse("already_repeated")
        until = case.calendar.add_days(
            filled(p.closed_at), case.vote.repeat_days, case.community.timezone
        ).at
        if now >= until:
            raise refuse("repeat_over")
        return [
            f.VoteRepeated(by=case.me, round_no=p.round_no + 1, subject=case.about),
            *enter_notice(case, "repeated", Stage.closed),
        ]
