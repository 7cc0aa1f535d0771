"""What must hold of what is offered for a ballot, and of what becomes of it: offered as its act
offers, withdrawn by whoever offered it, decided by somebody else.

Whether they sit in the body that decides, the act's row asks.
"""

from collections.abc import Callable

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts.vote.papers import OptionDecided, OptionOffered
from deliberation.charter.matters.election import REFUSALS
from deliberation.charter.matters.fund import MOST_FEN, OVER_BUDGET, PROJECT
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.check.judging.conditions.said import Said, of
from deliberation.record.check.judging.view import Row

PLAN, CANDIDATE = "plan", "candidate"
OFFERED, ACCEPTED, REFUSED, WITHDRAWN = "offered", "accepted", "refused", "withdrawn"

# What each act offers, and how it stands at once.
OFFERS = {
    A.offer_plan: (PLAN, ACCEPTED),
    A.propose_project: (PROJECT, OFFERED),
    A.answer_nomination: (CANDIDATE, OFFERED),
    A.name_written_in: (CANDIDATE, ACCEPTED),
}
# What each act decides of.
DECIDES = {
    A.drop_plan: PLAN,
    A.withdraw_project: PROJECT,
    A.check_project: PROJECT,
    A.withdraw_candidacy: CANDIDATE,
    A.vet_candidate: CANDIDATE,
}


@of(OptionOffered)
def as_its_act_offers(said: Said, fact: OptionOffered) -> str | None:
    """A plan, a project or a candidate, each by its act; a candidate themselves, and a project
    before the call is over and within the budget.
    """
    if (fact.what, fact.state) != OFFERS[said.name]:
        return f"{said.name} offered a {fact.what} as {fact.state}"
    if said.name is A.answer_nomination and fact.person != said.me:
        return f"{fact.person} said to stand, by {said.me}"
    return _a_project(said, fact) if fact.what == PROJECT else None


def _a_project(said: Said, fact: OptionOffered) -> str | None:
    fund = said.view.known("fund", fact.subject_id)
    if said.at >= fund["call_ends_at"]:
        return "a project offered after the call"
    within = 1 <= fact.cost <= fund["budget"]
    return None if within else f"a project for {fact.cost} of {fund['budget']}"


@of(OptionDecided)
def by_who_may(said: Said, fact: OptionDecided) -> str | None:
    """Of something that stands: by its owner withdrawn, by the others accepted or refused."""
    row = said.view.known("ballot_option", fact.subject_id, fact.option)
    if row["what"] != DECIDES[said.name]:
        return f"{said.name} decided of a {row['what']}"
    return DECIDED[said.name](said, fact, row)


def _withdrawn(said: Said, fact: OptionDecided, row: Row) -> str | None:
    """By whoever offered it, or who stands; once."""
    if fact.state != WITHDRAWN or (fact.code, fact.cost) != (None, None):
        return f"{said.name} made it {fact.state}"
    whose = row["person_id"] if row["what"] == CANDIDATE else row["by"]
    if row["what"] != PLAN and whose != said.me:
        return f"{fact.option} was withdrawn by {said.me}, who did not offer it"
    over = (WITHDRAWN,) if row["what"] == CANDIDATE else (WITHDRAWN, REFUSED)
    return "withdrawn, and it stood no more" if row["state"] in over else None


def _checked(said: Said, fact: OptionDecided, row: Row) -> str | None:
    """The council's check, of somebody else's project and once: what costs more than there is, or
    stands on the list, is refused.
    """
    if row["by"] == said.me:
        return f"{said.me} checked their own project"
    if row["state"] != OFFERED or fact.state not in (ACCEPTED, REFUSED):
        return f"a project that was {row['state']} made {fact.state}"
    if fact.cost is None or not 1 <= fact.cost <= MOST_FEN:
        return f"a project checked at {fact.cost}"
    budget = said.view.known("fund", fact.subject_id)["budget"]
    if fact.state == ACCEPTED:
        fits = fact.code is None and fact.cost <= budget
        return None if fits else f"accepted at {fact.cost} of {budget}"
    listed = {n.id for n in said.case.rulebook.fund.negative}
    refused = fact.code in listed or (fact.code == OVER_BUDGET and fact.cost > budget)
    return None if refused else f"a project refused for {fact.code} at {fact.cost} of {budget}"


def _vetted(said: Said, fact: OptionDecided, row: Row) -> str | None:
    """Of somebody else who stands: other than before, and once the list is published only for
    them.
    """
    if row["person_id"] == said.me:
        return f"{said.me} vetted themselves"
    if row["state"] == WITHDRAWN or fact.state not in (ACCEPTED, REFUSED):
        return f"a candidate who was {row['state']} made {fact.state}"
    if row["state"] == fact.state:
        return f"a candidate made {fact.state} twice"
    published = said.view.known("proposal", fact.subject_id)["stage"] == Stage.notice.value
    if published and (row["state"], fact.state) != (REFUSED, ACCEPTED):
        return "a candidate taken off the published list"
    named = fact.code in REFUSALS if fact.state == REFUSED else fact.code is None
    return None if named else f"a candidate {fact.state} for {fact.code}"


DECIDED: dict[A, Callable[[Said, OptionDecided, Row], str | None]] = {
    A.drop_plan: _withdrawn,
    A.withdraw_project: _withdrawn,
    A.withdraw_candidacy: _withdrawn,
    A.check_project: _checked,
    A.vet_candidate: _vetted,
}
