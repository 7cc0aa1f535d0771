"""What a fact asks for by itself: a draft to be submitted, a fault to be put right, a nomination to
be answered, a batch to be entered again, what
was reported, a proxy to be taken, an election's open seats.
"""

from deliberation.charter import moves
from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.decency import to_look_at
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.matters import elections, recalls
from deliberation.charter.facts.proposal import decency, propose, supervise
from deliberation.charter.facts.vote import paper_ballots, proxies
from deliberation.charter.matters.election import ITS_COMMITTEE, vetting
from deliberation.charter.matters.election_count import written_ref
from deliberation.charter.moves.asking import More
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.piles import counting, to_enter_again, to_settle
from deliberation.record.check.judging.conditions.matters import moderating
from deliberation.record.check.judging.conditions.on_paper import piles
from deliberation.record.check.judging.conditions.said import Said

from .lines import Asks, asked, in_its_days

Lines = list[Obligation]


def _draft(said: Said, fact: propose.ProposalDrafted) -> Lines:
    """What is public at once asks nobody to make it so."""
    return _to_submit(said, fact) if said.name is A.draft else []


def _to_submit(said: Said, fact: propose.ProposalDrafted | propose.ProposalAdopted) -> Lines:
    return [moves.of_person(said.case, A.submit, fact.author)]


def _put_right(said: Said, fact: supervise.FindingRecorded | supervise.FindingVerified) -> Lines:
    """Whoever was in charge, also when the inspection is over."""
    if isinstance(fact, supervise.FindingVerified) and fact.ok:
        return []
    organisation = said.case.proposal.organisation_id
    return [moves.in_charge(said.case, A.rectify, organisation, ref=fact.finding, scope="own")]


def _look_again(said: Said, fact: supervise.FindingRectified) -> Lines:
    return [_own(said, A.verify_rectified, Role.supervisor, ref=fact.finding)]


def _own(said: Said, act: A, *roles: Role, ref: str = "") -> Obligation:
    """Of an office, until it is done."""
    return moves.in_office(said.case, act, *roles, ref=ref, scope="own")


def _nominated(said: Said, fact: elections.Nominated) -> Lines:
    more: More = {"ref": fact.candidacy, "scope": "own"}
    return [moves.of_person(said.case, A.answer_nomination, fact.person, **more)]


def _to_vet(said: Said, fact: elections.NominationAnswered) -> Lines:
    """Whoever agrees while the others are looked at already."""
    late = fact.accepts and said.case.stage is Stage.advise
    return [vetting(said.case, fact.candidacy, fact.by)] if late else []


def _to_defend(said: Said, fact: recalls.RecallDemanded) -> Lines:
    return [moves.of_person(said.case, A.defend_recall, fact.person, scope="own")]


def _still_open(said: Said, fact: elections.ElectionCounted) -> Lines:
    """Whom a name with a seat means, and the next round of seats that are open or level."""
    seats = {ref for _, ref in fact.elected} | {r for level in fact.level for r in level[1]}
    named = [(post, no) for post, no, _ in fact.written_in if written_ref(post, no) in seats]
    lines = [_own(said, A.name_written_in, *ITS_COMMITTEE, ref=f"{p}:{no}") for p, no in named]
    again = fact.open or fact.level
    return [*lines, _own(said, A.call_second_round, *ITS_COMMITTEE)] if again else lines


def _once_more(said: Said, fact: paper_ballots.BatchEntered) -> Lines:
    clock = counting(said.case, piles.round_of(said, fact))
    return [to_enter_again(said.case, fact.batch, fact.by, clock)]


def _to_resolve(said: Said, fact: paper_ballots.BatchEnteredAgain) -> Lines:
    """By a scrutineer who made neither entry."""
    if fact.same:
        return []
    first = said.view.known("paper_batch", fact.subject_id, fact.batch)["first_by"]
    clock = counting(said.case, piles.round_of(said, fact))
    return [to_settle(said.case, fact.batch, (first, fact.by), clock)]


def _to_take(said: Said, fact: proxies.ProxyGranted) -> Lines:
    more: More = {"ref": fact.proxy, "scope": "own"}
    return [moves.of_person(said.case, A.answer_proxy, fact.holder, **more)]


def _to_look_at(said: Said, fact: decency.CommentReported) -> Lines:
    """Whoever may hide it, unless that waits already."""
    if moderating.waits(said, fact):
        return []
    wanted = to_look_at(said.case, fact.comment, moderating.writer(said, fact))
    return [in_its_days(said, wanted, fact.obligations or ())]


ASKS: dict[type[Fact], Asks] = {
    propose.ProposalDrafted: _draft,
    propose.ProposalAdopted: _to_submit,
    supervise.FindingRecorded: _put_right,
    supervise.FindingRectified: _look_again,
    supervise.FindingVerified: _put_right,
    elections.Nominated: _nominated,
    elections.NominationAnswered: _to_vet,
    elections.ElectionCounted: _still_open,
    recalls.RecallDemanded: _to_defend,
    decency.CommentReported: _to_look_at,
    paper_ballots.BatchEntered: _once_more,
    paper_ballots.BatchEnteredAgain: _to_resolve,
    proxies.ProxyGranted: _to_take,
}


asked(ASKS)
