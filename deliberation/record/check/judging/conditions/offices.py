"""What must hold of offices: taken by who may hold them, for a term, and left by who held them; by
an election only those elected, by a recall only who was recalled.

Not judged: whether a body has more members than it may, and a share among them (Arts 8, 28); that
is asked of terms that lie beside each other on every day, which the desk's act does.
"""

from collections.abc import Iterator
from datetime import datetime

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts.matters.elections import ElectionConfirmed
from deliberation.charter.facts.matters.recalls import RecallEnded
from deliberation.charter.facts.people.people import OfficeLeft, OfficeTaken
from deliberation.charter.roles import OFFICES
from deliberation.record.check.judging.standings import ELECTED, standings
from deliberation.record.check.judging.view import Row

from .said import Said, of

BY_THEMSELVES = {A.answer_nomination}


@of(OfficeTaken)
def may_hold(said: Said, fact: OfficeTaken) -> str | None:
    """An adult of the roster, in a body there is, for a term with an end after its beginning, and
    in none the law keeps apart from it (Art 36).
    """
    who = said.view.row("person", fact.person)
    if who is None or fact.role not in OFFICES:
        return f"{fact.role} taken by {fact.person}, whom the roster does not know"
    if who["standing"] != "adult" and not said.unknown(fact.person):
        return f"{fact.role} taken by {fact.person}, who is no adult here"
    if fact.ends_at is not None and fact.ends_at <= fact.starts_at:
        return f"{fact.role} taken for no time"
    return _apart(said, fact) or _elected(said, fact)


def _apart(said: Said, fact: OfficeTaken) -> str | None:
    own = {r["role"] for r in _beside(said, fact, fact.person)}
    kin = [r["relative_id"] for r in said.view.rows("relative") if r["person_id"] == fact.person]
    of_kin = {r["role"] for person in kin for r in _beside(said, fact, person)}
    for rule in said.case.rulebook.incompatible:
        pair = {rule.role: rule.with_role, rule.with_role: rule.role}
        other = pair.get(fact.role)
        if other in own or (rule.relatives and other in of_kin):
            return f"{fact.role} taken by {fact.person} beside {other}"
    return None


def _beside(said: Said, fact: OfficeTaken, person: str) -> Iterator[Row]:
    """Terms of theirs that lie beside this one."""
    for row in said.view.offices_of(person):
        ends: datetime | None = row["ends_at"]
        begun = fact.ends_at is None or row["starts_at"] < fact.ends_at
        if row["left_at"] is None and begun and (ends is None or fact.starts_at < ends):
            yield row


def _elected(said: Said, fact: OfficeTaken) -> str | None:
    if said.name is not A.confirm_election:
        return None
    seats = {s[3]: s[1] for c in said.of(ElectionConfirmed) for s in c.seats}
    nobody = said.view.nobody(fact.person)  # then a candidate of another name took it
    if fact.office not in seats or not (nobody or seats[fact.office] == fact.person):
        return f"{fact.role} taken by {fact.person}, whom no election confirmed"
    return None


@of(ElectionConfirmed)
def were_elected(said: Said, fact: ElectionConfirmed) -> str | None:
    """Each seat is of somebody who had it by the count, in their post."""
    row = said.view.known("election", fact.subject_id)
    if (fact.role, row["confirmed_at"]) != (row["role"], None):
        return "an election confirmed twice, or for another office"
    rows = standings(said.view, said.case)
    won = {(s.candidacy_id, s.post) for s in rows if s.state == ELECTED}
    for candidacy, person, post, _ in fact.seats:
        who = said.view.known("election_candidate", fact.subject_id, candidacy)
        themselves = who["person_id"] == person or said.view.nobody(person)
        if not themselves or (candidacy, post) not in won:
            return f"{person} confirmed as {post}, and was not elected"
    return None


@of(OfficeLeft)
def was_held(said: Said, fact: OfficeLeft) -> str | None:
    """Theirs, and not left before."""
    row = said.view.known("office", fact.office)
    if row["person_id"] != fact.person or row["left_at"] is not None:
        return f"an office of {fact.person} left that they did not hold"
    if said.name in BY_THEMSELVES and fact.person != said.me:
        return f"an office of {fact.person} left by {said.me}"
    return _recalled(said, fact) if said.name is A.close_vote else None


def _recalled(said: Said, fact: OfficeLeft) -> str | None:
    row = said.view.known("recall", said.case.proposal.proposal_id)
    if row["office_id"] != fact.office or not any(e.passed for e in said.of(RecallEnded)):
        return f"an office of {fact.person} ended by no recall"
    return None


@of(RecallEnded)
def as_counted(said: Said, fact: RecallEnded) -> str | None:
    """As the vote on it came out."""
    outcome = said.view.known("proposal", fact.subject_id)["outcome"]
    return None if fact.passed == (outcome == "passed") else f"a recall ended, and it was {outcome}"
