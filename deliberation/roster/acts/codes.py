"""Codes on paper: a card for signing in, a letter for joining. Called by the clerk's desk and the
shell.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import people as f
from deliberation.charter.needs.people import CANDIDATE, HAS_FACTOR
from deliberation.charter.reasons import refuse


@dataclass(frozen=True, kw_only=True)
class IssueCard(Act):
    """The clerk prints a card of codes for a person who showed who they are: nobody gets one in
    silence, the clerk none for themselves.
    """

    name = ActName.issue_card
    lock = "community"
    needs = frozenset({CANDIDATE, HAS_FACTOR})
    person_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        who = case[CANDIDATE]
        if who.person is None:
            raise refuse("unknown_person")
        if who.person.standing != "adult":
            raise refuse("not_adult")
        if self.person_id == case.me:
            raise refuse("own_interest")
        has: bool = case[HAS_FACTOR]
        if who.offices and has:
            # A second factor in office is replaced by a clerk and a supervisor, never by one.
            raise refuse("two_people_needed")
        return [f.CodeCardIssued(person=self.person_id, by=case.me, for_office=bool(who.offices))]


@dataclass(frozen=True, kw_only=True)
class PrintLetter(Act):
    """The operator prints a letter with a joining code: for a first clerk, whom no desk can write
    to yet, or where the desk cannot.

    again: for somebody who joined before and lost their password. The desk's own letters are in the
    audit log, as all it does with codes; what somebody outside the community does there is a public
    fact.
    """

    name = ActName.print_letter
    lock = "community"
    needs = frozenset({CANDIDATE})
    person_id: str
    again: bool = False

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        who = case[CANDIDATE]
        if who.person is None:
            raise refuse("unknown_person")
        if who.person.standing != "adult":
            raise refuse("not_adult")
        if who.person.joined_at is not None and not self.again:
            raise refuse("already_joined")
        roles = sorted(o.role for o in who.terms if o.role)
        return [f.LetterPrinted(role=roles[0] if roles else None, again=self.again)]
