"""What must hold of ballots: cast, signed in for, opened.

A ballot on paper counts by its batch, see `paper`. Not judged: whether a second factor was fresh;
and what a sealed choice is, before it is opened and `check.counts` compares it with its digest.
"""

from collections.abc import Callable

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts.vote.proxies import ProxyUsed
from deliberation.charter.facts.vote.resolve import (
    AttendanceRecorded,
    BallotCast,
    BallotsDisclosed,
)
from deliberation.charter.owning import OWNERS
from deliberation.charter.rulebook import SECRET
from deliberation.charter.voting.proxies import ACCEPTED, USED
from deliberation.record.check.judging.view import Row

from .said import Said, of

SIGNED_IN = "signed_in"


def _in_its_vote(said: Said, fact: BallotCast | AttendanceRecorded) -> str | None:
    """In the round voted on, by somebody on its roll."""
    row = said.view.known("proposal", fact.subject_id)
    if (row["stage"], row["round_no"]) != ("vote", fact.round_no):
        return f"round {fact.round_no} is not voted on"
    if said.view.row("roll_entry", fact.subject_id, fact.round_no, fact.voter) is None:
        return f"{fact.voter} is not on the roll"
    return None


@of(BallotCast)
def a_voters_ballot(said: Said, fact: BallotCast) -> str | None:
    """On the roll of this round, by whoever may, and the next of this voter's."""
    if wrong := _in_its_vote(said, fact):
        return f"a ballot, and {wrong}"
    if wrong := _WHOSE[said.name](said, fact):
        return wrong
    before = said.view.row("ballot", fact.subject_id, fact.round_no, fact.voter)
    last = before["revision"] if before else 0
    if fact.revision != last + 1 or fact.first != (last == 0):
        return f"ballot {fact.revision} of {fact.voter} does not follow the one before"
    return None


def _on_screen(said: Said, fact: BallotCast) -> str | None:
    """Within the window, in a vote by name, of somebody who holds no paper."""
    if said.at >= said.view.known("proposal", fact.subject_id)["closes_at"]:
        return "a ballot after the close"
    if said.vote(fact).ballot == SECRET:
        return "a ballot by name in a secret vote"
    held = said.view.row("paper_holder", fact.subject_id, fact.round_no, fact.voter)
    if held is not None and held["serial"] is not None:
        return f"a ballot of {fact.voter}, who holds one on paper"
    return None


def _own(said: Said, fact: BallotCast) -> str | None:
    if said.me != fact.voter:
        return f"a ballot of {fact.voter}, cast by {said.me}"
    given = said.view.proxies_of(fact.voter)
    if any(_here(p, fact) and p["state"] == USED for p in given):
        return f"a ballot of {fact.voter}, for whom the holder of their proxy voted"
    return _on_screen(said, fact)


def _here(proxy: Row, fact: BallotCast) -> bool:
    return (proxy["proposal_id"], proxy["round_no"]) == (fact.subject_id, fact.round_no)


def _by_proxy(said: Said, fact: BallotCast) -> str | None:
    held = (
        p
        for p in said.view.proxies_of(fact.voter)
        if _here(p, fact) and p["holder_id"] == said.me and p["state"] in (ACCEPTED, USED)
    )
    if next(held, None) is None:
        return f"a ballot of {fact.voter}, cast by {said.me}"
    if [u.principal for u in said.of(ProxyUsed)] != [fact.voter]:
        return f"a ballot of {fact.voter} by proxy, and the proxy is not used by it"
    return _on_screen(said, fact)


def _on_paper(said: Said, fact: BallotCast) -> str | None:
    """The batch that counts it names the serial that this voter held."""
    held = said.view.row("paper_holder", fact.subject_id, fact.round_no, fact.voter)
    serial = held["serial"] if held is not None else None
    paper = said.view.row("paper_ballot", fact.subject_id, fact.round_no, serial)
    if paper is None or (paper["state"], paper["voter_id"]) != ("counted", fact.voter):
        return f"a ballot of {fact.voter} on paper, which no batch has"
    return None


_WHOSE: dict[A, Callable[[Said, BallotCast], str | None]] = {
    A.cast_ballot: _own,
    A.cast_for: _by_proxy,
    A.enter_batch_again: _on_paper,
    A.resolve_batch: _on_paper,
}


@of(AttendanceRecorded)
def a_voter_present(said: Said, fact: AttendanceRecorded) -> str | None:
    """On the roll, once, before the close, where signing in means something."""
    if wrong := _in_its_vote(said, fact):
        return f"signed in, and {wrong}"
    entry = said.view.known("roll_entry", fact.subject_id, fact.round_no, fact.voter)
    vote = said.vote(fact)
    if vote.taking_part != SIGNED_IN:
        return "signed in where nobody signs in"
    if said.at >= said.view.known("proposal", fact.subject_id)["closes_at"]:
        return "signed in after the close"
    if entry["attended_at"] is not None:
        return f"{fact.voter} signed in twice"
    stepped_aside = said.view.row("recusal", fact.subject_id, fact.voter) is not None
    if vote.electorate != OWNERS and (entry["recused"] or stepped_aside):
        return f"{fact.voter} signed in, and had stepped aside"
    return None


@of(BallotsDisclosed)
def last_ballots_opened(said: Said, fact: BallotsDisclosed) -> str | None:
    """Of each voter on the roll the last ballot, once."""
    for b in fact.ballots:
        row = said.view.row("ballot", fact.subject_id, fact.round_no, b["voter"])
        if row is None or row["fact_id"] != b["fact"] or row["disclosed"]:
            return f"the ballot opened for {b['voter']} is not their last one"
        if said.view.row("roll_entry", fact.subject_id, fact.round_no, b["voter"]) is None:
            return f"the ballot opened for {b['voter']} is of nobody on the roll"
    return None
