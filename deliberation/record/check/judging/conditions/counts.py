"""What must hold of a count beside its sums, which `check.counts` makes again: that it is by the
rules the proposal was submitted under, over the whole roll, and of every ballot.
"""

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters.elections import ElectionCounted
from deliberation.charter.facts.vote.owners import OwnersCounted
from deliberation.charter.facts.vote.papers import PaperCounted
from deliberation.charter.facts.vote.resolve import BallotsDisclosed, VoteCounted
from deliberation.charter.rulebook import SECRET
from deliberation.counting import election
from deliberation.counting.motion import dual

from .said import Said, of

Counted = VoteCounted | PaperCounted | OwnersCounted | ElectionCounted


@of(VoteCounted, PaperCounted, OwnersCounted, ElectionCounted)
def by_its_rules(said: Said, fact: Counted) -> str | None:
    """Quorum, majority and rulebook are the proposal's own."""
    row, vote = said.view.known("proposal", fact.subject_id), said.vote(fact)
    named = (fact.rulebook, fact.quorum, fact.majority)
    own = (row["rulebook"], list(vote.quorum.said), list(vote.majority.said))
    if (named[0], list(named[1]), list(named[2])) != own:
        return f"counted by {named}, and its rules are {own}"
    if fact.round_no != row["round_no"]:
        return f"round {fact.round_no} counted, and {row['round_no']} was voted on"
    if isinstance(fact, ElectionCounted):
        rule = said.kind(fact).election
        if (list(fact.least), fact.women) != (list(rule.second_least.said), rule.women):
            return "an election counted by other rules than its own"
    return None


@of(VoteCounted, PaperCounted, OwnersCounted, ElectionCounted)
def in_its_way(said: Said, fact: Counted) -> str | None:
    """As a motion, a paper, a vote of owners or an election, as the rules and the frozen paper
    have it.
    """
    rule = said.vote(fact).rule
    on_paper = bool(said.view.row("round_question", fact.subject_id, fact.round_no, 1))
    if rule == election.RULE:
        wanted: type[Fact] = ElectionCounted
    elif on_paper:
        wanted = PaperCounted
    else:
        wanted = OwnersCounted if rule == dual.RULE else VoteCounted
    if type(fact) is not wanted:
        return f"counted as {fact.kind}, and its rules ask for {wanted.kind}"
    return None


@of(VoteCounted, PaperCounted, OwnersCounted, ElectionCounted)
def over_the_whole_roll(said: Said, fact: Counted) -> str | None:
    """How many there are is what was frozen, or what the official system's entry says."""
    members = fact.heads[0] if isinstance(fact, OwnersCounted) else fact.members
    frozen = said.view.known("vote_round", fact.subject_id, fact.round_no)["members"]
    if members != frozen:
        return f"counted over {members}, and the roll has {frozen}"
    return None


@of(VoteCounted, PaperCounted, OwnersCounted, ElectionCounted)
def once(said: Said, fact: Counted) -> str | None:
    """Counted at the close, once more where a supervisor refuses, and for each objection to the
    count that was upheld.
    """
    row = said.view.known("vote_round", fact.subject_id, fact.round_no)
    again = said.name is not A.close_vote
    if fact.recount != again or (row["counted_at"] is not None) != again:
        return "counted again where nobody refused" if not again else "counted again too early"
    if said.name is A.refuse_certificate and row["recounts"]:
        return "counted again a second time"
    return None


@of(VoteCounted, PaperCounted, OwnersCounted, ElectionCounted)
def every_ballot(said: Said, fact: Counted) -> str | None:
    """None of this round is left closed."""
    if said.vote(fact).ballot == SECRET or fact.recount:
        return None
    opened = sum(len(f.ballots) for f in said.of(BallotsDisclosed))
    cast = said.view.known("proposal_count", fact.subject_id)["ballots"]
    return None if opened == cast else f"{cast} ballots were cast, and {opened} opened"
