"""委托投票: giving somebody one's vote in writing, taking it on or not, taking it back, and casting
for somebody.

Organic Law Art 19 where the committee is elected; elsewhere the rulebook's defaults. What binds two
people is decided under the proposal's own lock; the ballot itself takes it shared, like every
ballot.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import proxies as f
from deliberation.charter.moves import of_person
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.proxies import (
    MY_PROXY,
    PRINCIPAL,
    PROXY,
    PROXY_TIES,
    Proxy,
    Ties,
)
from deliberation.charter.needs.votes import MY_BALLOT, ROLL_ENTRY
from deliberation.charter.owning import OWNERS
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.papers import asks_more
from deliberation.charter.voting.proxies import (
    ACCEPTED,
    FREE,
    GIVEN,
    INSTRUCTIONS,
    USED,
    most,
    still_votes,
)


@dataclass(frozen=True, kw_only=True)
class GrantProxy(Act):
    """Somebody else on the same roll votes for me in this vote, as I say or as they think best.

    It counts once they take it on. Not of whoever holds a ballot on paper: that one counts.

    `question`: only in this question of a paper (from 1); in the others the principal then
    abstains.
    """

    name = ActName.grant_proxy
    needs = frozenset({PROXY_TIES, RECUSED, MY_PROXY, MY_BALLOT, ROLL_ENTRY, THE_PAPER})
    beforehand_needs = frozenset({PROXY_TIES})
    of_electorate = True
    of_vote_here = True
    holder_id: str
    instruction: str = FREE
    question: int | None = None

    def principal(self, case: Case) -> str:
        """Who gives it; "" for a visitor, whom the gate refuses after the answers."""
        return case.actor.person_id or ""

    def holder(self, case: Case) -> str:
        """Who would vote."""
        return self.holder_id

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        instruction = one_of(self.instruction or FREE, INSTRUCTIONS, "instruction")
        self._says_how(case, instruction)
        self._may_give(case)
        _may_hold(case, case[PROXY_TIES])
        proxy = case.new_id()
        answer = of_person(case, ActName.answer_proxy, self.holder_id, ref=proxy, scope="own")
        return [
            f.ProxyGranted(
                proxy=proxy,
                principal=case.me,
                holder=self.holder_id,
                round_no=case.proposal.round_no,
                question=self.question,
                desk=case.desk is not None,
                obligations=[answer],
                instruction=instruction,
                subject=case.about,
            )
        ]

    def beforehand(self, case: Case) -> None:
        """Whether they can let anybody vote for them: they have a vote, have not voted, nobody does
        yet, and no ballot on paper is out for them.
        """
        _open(case, case.now)
        if not case[PROXY_TIES].principal_votes:
            raise refuse("not_on_roll")
        if case[RECUSED] and case.vote.electorate != OWNERS:
            raise refuse("recused")
        if case[MY_PROXY] is not None:
            raise refuse("proxy_given")
        if case[MY_BALLOT]:
            raise refuse("voted_already")
        entry = case[ROLL_ENTRY]
        if entry is not None and entry.paper is not None:
            raise refuse("paper_issued", serial=entry.paper)

    def _says_how(self, case: Case, instruction: str) -> None:
        """In a question there is; a wish of one word says nothing about options."""
        if self.question is not None and not _asked(case, self.question):
            raise refuse("bad_choice", field="question")
        if asks_more(case.proposal.phase) and instruction != FREE:
            raise refuse("bad_choice", field="instruction")

    def _may_give(self, case: Case) -> None:
        ties = case[PROXY_TIES]
        if self.holder_id == case.me:
            raise refuse("bad_choice", field="holder_id")
        if ties.given is not None:
            raise refuse("proxy_given")
        if ties.voted:
            raise refuse("voted_already")


@dataclass(frozen=True, kw_only=True)
class AnswerProxy(Act):
    """Whoever was asked takes it on, or declines. Before that it counts for nothing; what it took
    to give it is asked again, since days may lie between.
    """

    name = ActName.answer_proxy
    needs = frozenset({PROXY, PROXY_TIES, PRINCIPAL})
    of_vote_here = True
    beforehand_needs = needs
    proxy_id: str
    accepted: bool

    def principal(self, case: Case) -> str:
        """Who gave it."""
        row = case[PROXY]
        return row.principal_id if row is not None else ""

    def holder(self, case: Case) -> str:
        """Who answers."""
        return case.actor.person_id or ""

    def beforehand(self, case: Case) -> None:
        """Whether it can be taken on now. Declining asks for nothing of it."""
        row = _asked_of_me(case)
        _open(case, case.now)
        if case.stage is Stage.vote:
            still_votes(case, row)
        elif case[PROXY_TIES].principal_recused and case.vote.electorate != OWNERS:
            raise refuse("giver_recused")
        _may_hold(case, case[PROXY_TIES])

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _asked_of_me(case)
        if self.accepted:
            self.beforehand(case)
        return [
            f.ProxyAnswered(
                proxy=row.proxy_id,
                principal=row.principal_id,
                holder=row.holder_id,
                accepted=self.accepted,
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class RevokeProxy(Act):
    """Until it was used, whoever gave it takes it back without a reason."""

    name = ActName.revoke_proxy
    needs = frozenset({PROXY})
    of_vote_here = True
    proxy_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = mine(case, "principal_id")
        if row.state == USED:
            raise refuse("voted_by_proxy")
        if row.state not in (GIVEN, ACCEPTED):
            raise refuse("proxy_over")
        return [
            f.ProxyEnded(
                proxy=row.proxy_id,
                principal=row.principal_id,
                holder=row.holder_id,
                why="revoked",
                subject=case.about,
            )
        ]


def _asked_of_me(case: Case) -> Proxy:
    """The proxy the act names, while it waits for the actor's answer."""
    row = mine(case, "holder_id")
    if row.state in (ACCEPTED, USED):
        raise refuse("already_answered")
    if row.state != GIVEN:
        raise refuse("proxy_over")
    return row


def _asked(case: Case, question: int) -> bool:
    """Whether the round has this question.

    Before the opening nobody knows how many there will be.
    """
    if case.stage is Stage.notice:
        return asks_more(case.proposal.phase) and question >= 1
    return case[THE_PAPER] is not None and 1 <= question <= len(case.given(THE_PAPER)[0])


def _open(case: Case, now: datetime) -> None:
    if most(case.vote) == 0:
        raise refuse("no_proxies_here")
    if case.stage is Stage.vote and now >= case.closes_at:
        raise refuse("window_closed")


def mine(case: Case, column: str) -> Proxy:
    """The proxy the act names, if it is the actor's side of it and of this round."""
    row = case[PROXY]
    if row is None:
        raise refuse("unknown_reference")
    if getattr(row, column) != case.me:
        raise refuse("not_your_proxy")
    if row.round_no != case.proposal.round_no:
        raise refuse("proxy_over")
    return row


def _may_hold(case: Case, ties: Ties) -> None:
    """Both are voters; nobody passes a vote on; a candidate holds none; one holder speaks for so
    many at most.
    """
    if not ties.principal_votes or not ties.holder_votes:
        raise refuse("not_on_roll")
    if ties.holder_recused and case.vote.electorate != OWNERS:
        raise refuse("recused")
    if ties.holder_gave or ties.principal_holds:
        raise refuse("no_passing_on")
    if ties.candidate:
        raise refuse("candidate_holds_none")
    if ties.held >= most(case.vote):
        raise refuse("too_many_proxies", most=most(case.vote))
