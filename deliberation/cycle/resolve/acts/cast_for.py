"""The holder of a proxy casts the ballot of whoever gave it to them.

It takes the proposal's lock shared, like every ballot. Called by `resolve.routes.proxy`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import proxies as f
from deliberation.charter.facts.vote import resolve as rf
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.proxies import PRINCIPAL, PROXY, Principal, Proxy
from deliberation.charter.needs.votes import ROLL_ENTRY
from deliberation.charter.reasons import refuse
from deliberation.charter.rulebook import SECRET
from deliberation.charter.voting.proxies import ACCEPTED, USED, bound, still_votes
from deliberation.counting import papers

from .proposal import on_paper
from .proxy import mine


@dataclass(frozen=True, kw_only=True)
class CastFor(Act):
    """The holder casts the ballot of whoever gave them the proxy, bound to the instruction.

    It may be changed until the close; the last one counts.
    """

    name = ActName.cast_for
    lock = "shared"
    needs = frozenset({ROLL_ENTRY, RECUSED, PROXY, PRINCIPAL, THE_PAPER})
    of_electorate = True
    of_vote_here = True
    beforehand_needs = frozenset({PROXY, PRINCIPAL})
    proxy_id: str
    choice: str

    def beforehand(self, case: Case) -> None:
        """Whether whoever gave it may still be voted for."""
        row = mine(case, "holder_id")
        if case.vote.ballot == SECRET:
            raise refuse("secret_by_proxy")
        if case.now >= case.closes_at:
            raise refuse("window_closed")
        _may_be_cast(case, row)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        p, row = case.proposal, mine(case, "holder_id")
        choice = on_paper(case, self.choice)
        them = _may_be_cast(case, row)
        _as_they_said(case, row, choice)
        ballot = rf.BallotCast(
            round_no=p.round_no,
            voter=row.principal_id,
            revision=them.revision + 1,
            first=them.revision == 0,
            choice=choice,
            subject=case.about,
        )
        return [ballot, _used(case, row)]


def _used(case: Case, row: Proxy) -> Fact:
    """From now on the principal cannot vote themself."""
    return f.ProxyUsed(
        proxy=row.proxy_id,
        principal=row.principal_id,
        holder=row.holder_id,
        round_no=case.proposal.round_no,
        subject=case.about,
    )


def _may_be_cast(case: Case, row: Proxy) -> Principal:
    """For whom it is: somebody who may still be voted for, by a proxy that stands."""
    if row.state not in (ACCEPTED, USED):
        raise refuse("proxy_over")
    return still_votes(case, row)


def _as_they_said(case: Case, row: Proxy, choice: str) -> None:
    """Bound to the instruction, and to the one question where there is one."""
    if not bound(row.instruction, choice) or (
        row.question_no is not None and not _only(case, row.question_no, choice)
    ):
        raise refuse("against_instruction")


def _only(case: Case, question: int, choice: str) -> bool:
    """Whether the ballot answers this question alone and abstains in every other."""
    answers = papers.read(case.given(THE_PAPER)[0], choice) if case[THE_PAPER] is not None else ()
    return all(
        a.word == papers.ABSTAIN or {v for _, v in a.verdicts} == {papers.ABSTAIN}
        for at, a in enumerate(answers, 1)
        if at != question
    )
