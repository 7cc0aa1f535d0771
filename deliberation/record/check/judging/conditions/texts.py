"""What must hold of texts and rules: each version follows the one before, a number is the next of
its year, a proposal names rules that were in force, and an erasure a part that can be erased.

That such a part is gone, and stays so, is asked of the log itself (`check.tree`).
"""

from zoneinfo import ZoneInfo

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts import ERASABLE
from deliberation.charter.facts.people.people import BodyErased, RulebookAdopted
from deliberation.charter.facts.proposal.propose import (
    DraftRevised,
    ProposalRevised,
    ProposalSubmitted,
)
from deliberation.charter.subjects import SubjectType

from .said import Said, of

GROUNDS = ("request", "order")


@of(DraftRevised, ProposalRevised, ProposalSubmitted)
def next_version(
    said: Said, fact: DraftRevised | ProposalRevised | ProposalSubmitted
) -> str | None:
    """One more than the last."""
    row = said.view.known("proposal", fact.subject_id)
    if fact.version_no != row["version_no"] + 1:
        return f"version {fact.version_no} after {row['version_no']}"
    return None


@of(ProposalSubmitted)
def under_rules_in_force(said: Said, fact: ProposalSubmitted) -> str | None:
    """The rules it names are those of the community, and this kind of matter is in them."""
    digest = said.view.known("community")["rulebook"]
    if fact.rulebook != digest:
        return f"submitted under the rules {fact.rulebook}, and {digest} are in force"
    said.view.rules({"rulebook": digest}).kind(fact.matter)
    return None


@of(ProposalSubmitted)
def next_number(said: Said, fact: ProposalSubmitted) -> str | None:
    """The next of the year where the community is."""
    return the_next_number(said, SubjectType.proposal, fact.number_year, fact.number)


def the_next_number(said: Said, kind: SubjectType, year: int, number: int) -> str | None:
    """Of a type's series: the one after the last, in the year where the community is."""
    this = said.at.astimezone(ZoneInfo(said.case.community.timezone)).year
    series = said.view.row("number_series", kind.value, year)
    last = series["last"] if series is not None else 0
    if (year, number) != (this, last + 1):
        return f"number {year}-{number} after {this}-{last}"
    return None


@of(RulebookAdopted)
def adopted_once(said: Said, fact: RulebookAdopted) -> str | None:
    """Rules in force once stay what they are; that the text has its digest `check.counts` asks."""
    known = said.view.row("rulebook", fact.digest) is not None
    return "rules adopted twice" if known and said.name is A.adopt_rulebook else None


@of(BodyErased)
def an_erasable_part(said: Said, fact: BodyErased) -> str | None:
    """Words or private data, for a ground of the law."""
    if fact.part not in ERASABLE or fact.ground not in GROUNDS:
        return f"{fact.part} erased for {fact.ground}"
    return None
