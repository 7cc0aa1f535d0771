"""What must hold of piles of paper between their entries and the close: which ballots count before
a pile is settled, how long the count waits, and that what was in hand and does not count is told
pile by pile.
"""

from collections import Counter
from types import SimpleNamespace

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts import Obligation
from deliberation.charter.facts.proposal.cycle import ObligationsSet, PassedInSilence
from deliberation.charter.facts.vote import paper_ballots as f
from deliberation.charter.facts.vote.resolve import BallotCast
from deliberation.charter.moves import due_at
from deliberation.charter.needs.paper import OUT, Entries, PaperRound
from deliberation.charter.rulebook import SECRET
from deliberation.charter.voting import paper as pb
from deliberation.charter.voting import piles
from deliberation.charter.voting.closing import may_come
from deliberation.record.check.judging.conditions.said import Said, of
from deliberation.record.write.answers.vote.paper_ballots import batch_of, read

OfRound = f.PaperAwaited | f.PaperReconciled | f.BatchEntered | f.BatchEnteredAgain


@of(f.BatchEntered)
def lies_in_one(said: Said, fact: f.BatchEntered) -> str | None:
    """No pile is begun over a ballot by name that stands in another one not settled."""
    if fact.entries is None or said.vote(fact).ballot == SECRET:
        return None
    twice = piles.in_two(fact.entries, round_of(said, fact).batches)
    return f"paper {twice[0]} in a batch, and it lies in pile {twice[1]}" if twice else None


@of(f.BatchEnteredAgain)
def alike_counts(said: Said, fact: f.BatchEnteredAgain) -> str | None:
    """Of a pile that differs, the ballots by name of which both entries say the same, and no
    others; of each a ballot follows.
    """
    if fact.same or said.vote(fact).ballot == SECRET:
        return "ballots of a pile that count before it does" if fact.agreed else None
    batch = said.view.known("paper_batch", fact.subject_id, fact.batch)
    first, again = read(batch["first"]), fact.entries
    if first is not None and again is not None and fact.agreed != _serials(first, pb.keyed(again)):
        return (
            "ballots of a pile that count, and its entries differ on them, or the other way round"
        )
    at = (fact.subject_id, fact.round_no)
    voters = [said.view.known("paper_ballot", *at, serial)["voter_id"] for serial in fact.agreed]
    if sorted(b.voter for b in said.of(BallotCast)) != sorted(voters):
        return "a pile whose ballots are of others than its serials"
    return None


def _serials(first: Entries, again: Entries) -> list[object]:
    return [serial for serial, _ in piles.agreed(first, again)]


@of(f.PaperAwaited)
def while_something_may_come(said: Said, fact: f.PaperAwaited) -> str | None:
    """Once, where a ballot is out or a pile is open."""
    paper = round_of(said, fact)
    if paper.waits_until is not None or paper.settled(pb.is_secret(said.case)):
        return "paper awaited twice, or where none can come"
    return None


@of(f.PaperReconciled)
def not_before_its_day(said: Said, fact: f.PaperReconciled) -> str | None:
    """Nothing is counted over the head of whoever still has a ballot in hand: once all is settled,
    or the days for it are over.
    """
    paper = round_of(said, fact)
    if paper.settled(pb.is_secret(said.case)):
        return None
    if said.at >= due_at(piles.counting(said.case, paper)):
        return None  # also where the clock came by only after their days
    if paper.waits_until is None and said.vote(fact).paper_days:
        return "counted with ballots in hand, which were not awaited"
    return "counted with ballots in hand, before their last day"


@of(f.PaperReconciled)
def says_what_is_left(said: Said, fact: f.PaperReconciled) -> str | None:
    """Each pile that is not settled, with its sheets and the reason; marked like any silence. How
    many sheets only where the entries of a vote by name are known.
    """
    paper, known = round_of(said, fact), _entries_known(said, fact)
    told = piles.left(paper)
    if not known:
        told = [
            {**mine, "sheets": its["sheets"]} for mine, its in zip(told, fact.piles, strict=False)
        ]
    if fact.piles != told:
        return "ballots in hand that did not count, and other piles are named, or none"
    its = piles.SILENCES.values()
    marked = [s.code for s in said.of(PassedInSilence) if s.code in its]
    sure = {piles.SILENCES[pile["why"]] for pile in fact.piles if pile["sheets"]}
    right = marked == piles.silences(paper) if known else sure <= set(marked)
    return None if right else "ballots in hand that did not count, unmarked"


def _entries_known(said: Said, fact: OfRound) -> bool:
    """Whether what the entries of a vote by name say is at hand; of a secret one it is not asked
    for.
    """
    rows = said.view.of("paper_batch", fact.subject_id, fact.round_no)
    return pb.is_secret(said.case) or all(b["first"] is not None for b in rows)


def awaited(said: Said, fact: f.PaperAwaited, clock: Obligation) -> list[Obligation]:
    """What people have to do until the count goes on. Where nobody knows any more what the entries
    say, what was asked is believed.
    """
    paper = round_of(said, fact)
    come = may_come(said.case, paper) if _entries_known(said, fact) else _asks_for_piles(said)
    return piles.awaited_of(said.case, paper, clock, may_come=come)


def _asks_for_piles(said: Said) -> bool:
    lines = [line for asked in said.of(ObligationsSet) for line in asked.obligations]
    return any(line["act"] == A.enter_batch.value for line in lines)


def round_of(said: Said, fact: OfRound) -> PaperRound:
    """The paper of its round as it stood, with what the entries say where they are known."""
    at = (fact.subject_id, fact.round_no)
    row = said.view.row("paper_round", *at)
    if row is None:
        return PaperRound()
    ballots = said.view.of("paper_ballot", *at)
    batches = tuple(batch_of(SimpleNamespace(**b)) for b in said.view.of("paper_batch", *at))
    return PaperRound(
        last_serial=len(ballots),
        states=Counter(b["state"] for b in ballots),
        batches=batches,
        waits_until=row["waits_until"],
        finished=row["finished_at"] is not None,
        opened=True,
        secret=pb.is_secret(said.case),
        piled=frozenset(b["serial"] for b in ballots if b["state"] == OUT),
    )
