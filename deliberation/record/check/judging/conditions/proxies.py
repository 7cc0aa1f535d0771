"""What must hold of proxies: given by a voter who has not voted to another, within the rules'
number, answered by whom they name, used by nobody else.

A free or bound instruction is sealed, and compared nowhere.
"""

from collections.abc import Iterator
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts.vote import proxies as f
from deliberation.charter.facts.vote.paper_ballots import PaperIssued
from deliberation.charter.owning import OWNERS
from deliberation.charter.voting.proxies import ACCEPTED, GIVEN, STANDING, USED, most
from deliberation.record.check.judging import electorate
from deliberation.record.check.judging.view import Row

from .said import Said, of


def _proxy(said: Said, fact: Any) -> Row:
    return said.view.known("proxy", fact.subject_id, fact.proxy)


def _standing(said: Said, fact: Any) -> Iterator[Row]:
    """Those of this round that stand."""
    round_no = said.view.known("proposal", fact.subject_id)["round_no"]
    rows = said.view.of("proxy", fact.subject_id, round_no)
    return (r for r in rows if r["state"] in STANDING)


@of(f.ProxyGranted)
def may_be_given(said: Said, fact: f.ProxyGranted) -> str | None:
    """By a voter who neither gave one nor voted, to another voter who may hold it."""
    row = said.view.known("proposal", fact.subject_id)
    if fact.round_no != row["round_no"] or fact.holder == fact.principal:
        return "a proxy for another round, or to oneself"
    if fact.desk != (said.clerk is not None):
        return "a proxy from the desk, or not"
    if any(r["principal_id"] == fact.principal for r in _standing(said, fact)):
        return f"{fact.principal} gave two proxies"
    return _without_a_say(said, fact) or _open(said, fact) or _may_hold(said, fact)


def _without_a_say(said: Said, fact: f.ProxyGranted | f.ProxyAnswered) -> str | None:
    """Whoever gives it neither stepped aside nor has a say of their own, cast or on paper: when it
    is given, and when it is taken on.
    """
    round_no = said.view.known("proposal", fact.subject_id)["round_no"]
    aside = said.view.row("recusal", fact.subject_id, fact.principal) is not None
    if aside and said.vote(fact).electorate != OWNERS:
        return f"a proxy of {fact.principal}, who stepped aside"
    if said.view.row("ballot", fact.subject_id, round_no, fact.principal) is not None:
        return f"{fact.principal} had voted"
    held = said.view.row("paper_holder", fact.subject_id, round_no, fact.principal)
    if held is not None and held["serial"] is not None:
        return f"a proxy of {fact.principal}, who holds a ballot on paper"
    return None


def _open(said: Said, fact: Any) -> str | None:
    row = said.view.known("proposal", fact.subject_id)
    if most(said.vote(fact)) == 0:
        return "a proxy where there are none"
    closed = row["stage"] == "vote" and said.at >= row["closes_at"]
    return "a proxy after the close" if closed else None


def _may_hold(said: Said, fact: Any) -> str | None:
    """Both vote; nobody passes a vote on; no candidate, and no more than the rules let one hold."""
    for person in (fact.principal, fact.holder):
        if not _votes(said, fact, person) and not said.unknown(person):
            return f"a proxy of {fact.principal} for {fact.holder}, and {person} has no vote"
    stand = list(_standing(said, fact))
    counts = [r for r in stand if r["state"] in (ACCEPTED, USED)]
    if any(r["principal_id"] == fact.holder for r in stand) or any(
        r["holder_id"] == fact.principal for r in counts
    ):
        return "a vote passed on by who had it from another"
    if sum(r["holder_id"] == fact.holder for r in counts) >= most(said.vote(fact)):
        return f"{fact.holder} holds more proxies than the rules let"
    aside = said.view.row("recusal", fact.subject_id, fact.holder) is not None
    if aside and said.vote(fact).electorate != OWNERS:
        return f"a proxy for {fact.holder}, who stepped aside"
    return f"a proxy for {fact.holder}, a candidate" if _candidate(said, fact) else None


def _votes(said: Said, fact: Any, person: str) -> bool:
    row = said.view.known("proposal", fact.subject_id)
    if row["stage"] != "notice":
        return said.view.row("roll_entry", fact.subject_id, row["round_no"], person) is not None
    if electorate.is_of_owners(said.case):
        parties = electorate.owners(said.view, said.case)
        return any(person in voters for voters, _, _ in parties)
    return any(m.person == person for m in electorate.voters(said.view, said.case))


def _candidate(said: Said, fact: Any) -> bool:
    return any(
        r["what"] == "candidate"
        and r["person_id"] == fact.holder
        and r["state"] in ("offered", "accepted")
        for r in said.view.of("ballot_option", fact.subject_id)
    )


@of(f.ProxyAnswered)
def by_its_holder(said: Said, fact: f.ProxyAnswered) -> str | None:
    """Once, by whom it names; taken on only where it may be held still."""
    row = _proxy(said, fact)
    if (row["holder_id"], row["principal_id"], row["state"]) != (said.me, fact.principal, GIVEN):
        return f"a proxy answered by {said.me}, or twice"
    if not fact.accepted:
        return None
    return _without_a_say(said, fact) or _open(said, fact) or _may_hold(said, fact)


@of(f.ProxyEnded)
def by_its_giver(said: Said, fact: f.ProxyEnded) -> str | None:
    """Before it was used, by whoever gave it; or with their own ballot."""
    row = _proxy(said, fact)
    if row["principal_id"] != said.me or row["holder_id"] != fact.holder:
        return f"a proxy taken back by {said.me}"
    if row["state"] not in (GIVEN, ACCEPTED):
        return "a proxy taken back that was used, or over"
    voted = said.name is A.cast_ballot
    return None if (fact.why == "voted_self") == voted else f"a proxy over for {fact.why}"


@of(f.ProxyUsed)
def by_who_took_it_on(said: Said, fact: f.ProxyUsed) -> str | None:
    """Of this round, by its holder, who had taken it on: with a ballot, or by taking one on paper
    in a secret vote.
    """
    row = _proxy(said, fact)
    if said.name is A.issue_paper:
        taken = [(p.proxy, p.person) for p in said.of(PaperIssued)]
        by = row["holder_id"] if taken == [(fact.proxy, fact.principal)] else None
    else:
        by = said.me
    if (row["holder_id"], row["principal_id"]) != (by, fact.principal):
        return f"a proxy used by {said.me}"
    if row["state"] not in (ACCEPTED, USED) or row["round_no"] != fact.round_no:
        return "a proxy used that does not stand"
    return None
