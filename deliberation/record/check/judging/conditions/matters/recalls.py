"""What must hold of a recall: of whom it is demanded and how many that needs, who joins it, and
when enough have.

How many voters there were is counted in the replayed roster. Whoever was erased since may have been
one of them or not, so that the number needed lies between both.
"""

from deliberation.charter.facts.matters.recalls import (
    RecallDemanded,
    RecallEnded,
    RecallJoined,
    RecallReached,
)
from deliberation.charter.matters.election_after import months_on, recall_ends
from deliberation.charter.matters.recall import NEVER, enough, needed
from deliberation.charter.needs.elections import THE_RECALL
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.check.judging import electorate
from deliberation.record.check.judging.conditions.said import Said, of


@of(RecallDemanded)
def of_somebody_in_office(said: Said, fact: RecallDemanded) -> str | None:
    """Who holds such an office still, with no other demand open; naming the one that failed."""
    office, rule = said.view.known("office", fact.office), said.kind(fact).recall
    theirs = office["person_id"] == fact.person or said.view.nobody(fact.person)
    if not theirs or (office["role"], office["left_at"]) != (rule.role, None):
        return f"a recall of {fact.person} from an office they do not hold"
    earlier = said.view.by("recall", "person_id", fact.person)
    stands = (said.view.known("subject", r["proposal_id"])["stage"] for r in earlier)
    if any(stage != Stage.closed.value for stage in stands):
        return f"a second recall of {fact.person} beside an open one"
    barring = [r for r in earlier if r["barred_until"] is not None and not r["passed"]]
    longest = max((r["barred_until"] for r in barring), default=None)
    named = {r["proposal_id"] for r in barring if r["barred_until"] == longest} or {None}
    return None if fact.after in named else "a recall that does not name the one that failed"


@of(RecallDemanded)
def by_so_many(said: Said, fact: RecallDemanded) -> str | None:
    """As many as reach the rules' share of the voters, or of the representatives."""
    rule = said.kind(fact).recall
    known, unknown = electorate.adults(said.view)
    least, most = (needed(rule.demand_voters, n) for n in (known, known + unknown))
    if not least <= fact.needed_voters <= most:
        return f"a recall that needs {fact.needed_voters} voters, and {least} of {known} do"
    seats = said.view.able(said.case, Role.representative)
    wanted = needed(rule.demand_representatives, seats) if seats else NEVER
    if fact.needed_representatives != wanted and not said.offices_moved():
        return f"a recall that needs {fact.needed_representatives} representatives, not {wanted}"
    return None


@of(RecallJoined)
def joined_once(said: Said, fact: RecallJoined) -> str | None:
    """Once a person, not by whom it concerns, before the days are over; and what follows when
    enough have.
    """
    row = said.view.known("recall", fact.subject_id)
    if said.view.row("recall_demander", fact.subject_id, fact.person) is not None:
        return f"{fact.person} joined twice"
    if row["person_id"] == fact.person and row["by"] != fact.person:
        return f"{fact.person} joined a recall of themselves"
    due = said.view.known("proposal", fact.subject_id)["due_at"]
    if row["reached_at"] is None and (due is None or said.at >= due):
        return "a recall joined after its days"
    sits = Role.representative in said.case.roles()
    believed = said.just_changed(fact.person) or said.view.nobody(fact.person)
    if fact.representative != sits and not believed:
        return f"{fact.person} joined as somebody else than they were"
    before = row["voters"], row["representatives"]
    after = before[0] + 1, before[1] + int(fact.representative)
    asks = said.as_row(row)
    crossed = enough(asks, *after) and not enough(asks, *before)
    if crossed != bool(said.of(RecallReached)):
        return f"{after[0]} and {after[1]} names, and enough is said where there is not"
    return None


@of(RecallReached)
def on_enough_names(said: Said, fact: RecallReached) -> str | None:
    """The numbers are those of the names, and it is voted on in the rules' months."""
    row = said.view.known("recall", fact.subject_id)
    if (fact.voters, fact.representatives) != (row["voters"], row["representatives"]):
        return f"a recall reached by {fact.voters} and {fact.representatives}, and there are others"
    if row["reached_at"] is not None or not enough(said.as_row(row), *_numbers(fact)):
        return f"a recall reached by {fact.voters} and {fact.representatives} names"
    within = said.kind(fact).recall.vote_within_months
    by = months_on(said.at, within, said.case)
    return (
        None if fact.vote_by == by else f"to be voted on by {fact.vote_by}, and by the rules {by}"
    )


def _numbers(fact: RecallReached) -> tuple[int, int]:
    return fact.voters, fact.representatives


@of(RecallEnded)
def bars_so_long(said: Said, fact: RecallEnded) -> str | None:
    """One that failed bars the same grounds for the rules' months."""
    said.case.answers[THE_RECALL] = said.as_row(said.view.known("recall", fact.subject_id))
    outcome = said.view.known("proposal", fact.subject_id)["outcome"]
    wanted = [f for f in recall_ends(said.case, outcome) if isinstance(f, RecallEnded)]
    same = [f.barred_until for f in wanted] == [fact.barred_until]
    return None if same else f"a recall that bars until {fact.barred_until}"
