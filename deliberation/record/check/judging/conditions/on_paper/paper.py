"""What must hold of ballots on paper: handed to whoever may vote and only once, entered twice by
different people with a scrutineer beside them, and counted as both entries say.

The reconciliation and the sums are made again by `check.paper`. Not judged: that the scrutineer
gave a code of their own just then.
"""

from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts.vote import paper_ballots as f
from deliberation.charter.facts.vote.proxies import ProxyUsed
from deliberation.charter.facts.vote.resolve import BallotCast
from deliberation.charter.needs.paper import OPEN, OUT, Entries
from deliberation.charter.owning import OWNERS
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import SECRET
from deliberation.charter.voting import paper as pb
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.record.check.judging.conditions.said import Said, of
from deliberation.record.check.judging.view import Row
from deliberation.record.write.answers.vote.paper_ballots import read

Settled = f.PaperReturnedUnused | f.PaperVoided
DIFFERS = "differs"


def _round(said: Said, fact: Any) -> Row:
    """KeyError where the round has no paper."""
    return said.view.known("paper_round", fact.subject_id, fact.round_no)


def _closed(said: Said, fact: Any) -> bool:
    return bool(said.at >= said.view.known("proposal", fact.subject_id)["closes_at"])


@of(f.PaperIssued)
def to_a_voter(said: Said, fact: f.PaperIssued) -> str | None:
    """On the roll, who has neither voted nor holds one, before the close, under the next number."""
    if _closed(said, fact):
        return "paper handed out after the close"
    entry = said.view.row("roll_entry", fact.subject_id, fact.round_no, fact.person)
    if entry is None:
        return f"paper for {fact.person}, who is not on the roll"
    if said.view.row("ballot", fact.subject_id, fact.round_no, fact.person) is not None:
        return f"paper for {fact.person}, who has voted"
    aside = entry["recused"] or said.view.row("recusal", fact.subject_id, fact.person) is not None
    if aside and said.vote(fact).electorate != OWNERS and not fact.replaces:
        return f"paper for {fact.person}, who stepped aside"
    return _by_proxy(said, fact) or _one_each(said, fact) or _next_serial(said, fact)


def _by_proxy(said: Said, fact: f.PaperIssued) -> str | None:
    """Taken by another only with a proxy, which is used by it, in a secret vote."""
    if [u.proxy for u in said.of(ProxyUsed)] != ([fact.proxy] if fact.proxy else []):
        return f"paper for {fact.person} by proxy, and no proxy is used by it"
    if fact.proxy and said.vote(fact).ballot != SECRET:
        return f"paper for {fact.person} by proxy, in a vote by name"
    return None


def _one_each(said: Said, fact: f.PaperIssued) -> str | None:
    held = said.view.row("paper_holder", fact.subject_id, fact.round_no, fact.person)
    if fact.again != (held is not None):
        return f"paper for {fact.person} again, or not"
    if held is not None and held["serial"] is not None:
        return f"paper for {fact.person}, who holds one"
    if said.vote(fact).electorate == HOUSEHOLDS and not fact.replaces and _at_home(said, fact):
        return f"paper for {fact.person}, whose household holds one"
    return None


def _at_home(said: Said, fact: f.PaperIssued) -> bool:
    """Whether somebody else of the household holds one."""
    at = (fact.subject_id, fact.round_no)
    held = (
        said.view.row("paper_holder", *at, person)
        for person in said.view.household(*at, fact.person)
    )
    return any(h is not None and h["serial"] is not None for h in held)


def _next_serial(said: Said, fact: f.PaperIssued) -> str | None:
    before = said.view.row("paper_ballot", fact.subject_id, fact.round_no, fact.serial - 1)
    if fact.serial != 1 and before is None:
        return f"paper {fact.serial} without the one before"
    if fact.replaces is None:
        return None
    void = said.view.known("paper_ballot", fact.subject_id, fact.round_no, fact.replaces)
    if void["voter_id"] != fact.person or void["replaces"] or void["state"] not in pb.CAUSES:
        return f"paper in place of {fact.replaces}, which is not void or was replaced"
    return None


@of(f.PaperReturnedUnused, f.PaperVoided)
def was_out(said: Said, fact: Settled) -> str | None:
    """It was with that voter."""
    row = said.view.known("paper_ballot", fact.subject_id, fact.round_no, fact.serial)
    if (row["state"], row["voter_id"]) != (OUT, fact.person):
        return f"paper {fact.serial} was not out with {fact.person}"
    return _in_no_pile(said, fact)


def _in_no_pile(said: Said, fact: Settled) -> str | None:
    """What stands in an open pile, by either entry, is settled with the pile alone."""
    for batch in said.view.of("paper_batch", fact.subject_id, fact.round_no):
        entries = (read(batch["first"]) or {}, read(batch["again"]) or {})
        if batch["state"] in OPEN and any((fact.serial,) in entry for entry in entries):
            return f"paper {fact.serial} settled while it lies in pile {batch['batch_no']}"
    return None


@of(f.UnissuedDestroyed)
def after_the_last(said: Said, fact: f.UnissuedDestroyed) -> str | None:
    """From the number after the last one handed out, once, after the close."""
    at = (fact.subject_id, fact.round_no)
    first = said.view.row("paper_ballot", *at, fact.first) is None
    last = said.view.row("paper_ballot", *at, fact.first - 1) is not None
    if not _closed(said, fact) or _round(said, fact)["destroyed_last"] is not None:
        return "paper destroyed before the close, or twice"
    return None if first and last and fact.first <= fact.last else "destroyed what was handed out"


@of(f.PaperFinished)
def all_entered(said: Said, fact: f.PaperFinished) -> str | None:
    """After the close, with no batch open."""
    if not _closed(said, fact) or _round(said, fact)["finished_at"] is not None:
        return "paper finished before the close, or twice"
    batches = said.view.of("paper_batch", fact.subject_id, fact.round_no)
    return "finished with a batch open" if any(b["state"] in OPEN for b in batches) else None


@of(f.BatchEntered)
def a_batch(said: Said, fact: f.BatchEntered) -> str | None:
    """The next of its round; of a secret vote after the close."""
    if _round(said, fact)["finished_at"] is not None:
        return "a batch after all was said to be entered"
    if said.vote(fact).ballot == SECRET and not _closed(said, fact):
        return "the boxes of a secret vote opened before the close"
    batches = said.view.of("paper_batch", fact.subject_id, fact.round_no)
    if fact.batch_no != len(batches) + 1:
        return f"batch {fact.batch_no} of {len(batches) + 1}"
    return _issued(said, fact, pb.keyed(fact.entries) if fact.entries is not None else None)


def _issued(said: Said, fact: Any, entries: Entries | None) -> str | None:
    """Each serial of a batch by name is out, with a voter."""
    if entries is None or said.vote(fact).ballot == SECRET:
        return None
    for (serial, *_), _ in entries.items():
        row = said.view.row("paper_ballot", fact.subject_id, fact.round_no, serial)
        if row is None or row["state"] != OUT:
            return f"paper {serial} in a batch, and it is not out"
    return None


def _batch(said: Said, fact: Any) -> Row:
    return said.view.known("paper_batch", fact.subject_id, fact.batch)


@of(f.BatchEnteredAgain)
def by_another(said: Said, fact: f.BatchEnteredAgain) -> str | None:
    """Once, by somebody else, a scrutineer beside them who is a third; and the same or not."""
    batch = _batch(said, fact)
    if batch["state"] not in OPEN or batch["again_by"] is not None:
        return "a batch entered a third time"
    if fact.by == batch["first_by"]:
        return f"both entries of a batch by {fact.by}"
    if wrong := _scrutineer(said, fact.witness, {fact.by, batch["first_by"]}):
        return wrong
    first = read(batch["first"])
    if first is None or fact.entries is None:
        return None
    same = pb.keyed(fact.entries) == first and fact.sheets == batch["sheets"]
    if same != fact.same:
        return "two entries of a batch said to be the same that differ, or the other way round"
    return _issued(said, fact, pb.keyed(fact.entries))


def _scrutineer(said: Said, witness: str, others: set[str]) -> str | None:
    if witness in others or not said.view.holds(said.case, witness, Role.supervisor):
        return f"{witness} was no scrutineer beside it"
    return None


@of(f.BatchCounted)
def as_entered(said: Said, fact: f.BatchCounted) -> str | None:
    """As both entries say, or as a scrutineer who made neither decided where they differ."""
    batch = _batch(said, fact)
    if batch["state"] not in OPEN or fact.resolved != (said.name is A.resolve_batch):
        return "a batch counted twice, or decided where nothing differed"
    if fact.resolved:
        if batch["state"] != DIFFERS or fact.by in (batch["first_by"], batch["again_by"]):
            return f"a batch decided by {fact.by}, who entered it, or that did not differ"
        if wrong := _scrutineer(said, fact.by, set()):
            return wrong
    elif batch["again_by"] is None:
        return "a batch counted on one entry"
    return _what_counts(said, fact, batch)


def _what_counts(said: Said, fact: f.BatchCounted, batch: Row) -> str | None:
    """The serials or sums are those entered; of each serial a ballot follows."""
    first, again = read(batch["first"]), read(batch["again"])
    if first is None or again is None:
        return None
    open_keys = set(pb.differing(first, again))
    if not fact.resolved and (open_keys or fact.sheets != batch["sheets"]):
        return "a batch counted whose entries differ"
    settled = {key: value for key, value in first.items() if key not in open_keys}
    if said.vote(fact).ballot == SECRET:
        sums = {(no, what): votes for no, what, votes in fact.totals}
        kept = {key: sums.get(key) for key in settled}
        more = sums.keys() - settled.keys() - open_keys
        return None if kept == settled and not more else "a batch counted otherwise than entered"
    if batch["agreed"]:  # those count already
        settled = {}
    return _by_name(said, fact, settled, open_keys, batch["agreed"])


def _by_name(
    said: Said,
    fact: f.BatchCounted,
    settled: Entries,
    open_keys: set[tuple[Any, ...]],
    agreed: int,
) -> str | None:
    serials = {(serial,) for serial in fact.serials}
    if not settled.keys() <= serials or serials - settled.keys() - open_keys:
        return "a batch counted otherwise than entered"
    if wrong := _issued(said, fact, dict.fromkeys(serials)):
        return wrong
    if fact.strays != fact.sheets - agreed - len(fact.serials):
        return f"{fact.strays} strays among {fact.sheets} sheets"
    at = (fact.subject_id, fact.round_no)
    voters = [said.view.known("paper_ballot", *at, s)["voter_id"] for s in fact.serials]
    if sorted(b.voter for b in said.of(BallotCast)) != sorted(voters):
        return "a batch whose ballots are of others than its serials"
    return None


@of(f.VoteAnnulled)
def more_came_back(said: Said, fact: f.VoteAnnulled) -> str | None:
    """No result only where more came back than went out."""
    row = _round(said, fact)
    if row["missing"] is None or row["missing"] >= row["strays"]:
        return "annulled, and no more came back than went out"
    if (fact.issued, fact.returned) != (row["issued"], row["returned"] + row["strays"]):
        return "annulled by other numbers than were reconciled"
    return None
