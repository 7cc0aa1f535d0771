"""What is asked for inside a stage from the notice on, and at any: a question, an objection, a
window that moves, paper, a result from elsewhere, work and its money. Called by `inside`.
"""

from typing import Any

from deliberation.charter import moves
from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.objections import answerers
from deliberation.charter.cycle.questions import to_answer
from deliberation.charter.cycle.remedies import UPHELD, remediers
from deliberation.charter.facts import Obligation
from deliberation.charter.facts.matters import funds, tasks
from deliberation.charter.facts.proposal import (
    carry_out,
    decency,
    objections,
    suggest,
    supervise,
)
from deliberation.charter.facts.vote import official, paper_ballots, resolve
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.task import end_of_period, next_review, reviewing
from deliberation.charter.moves.asking import More
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.check.judging.conditions.on_paper import piles
from deliberation.record.check.judging.conditions.said import Said

from .lines import in_its_days, lines_set, on_day, some_day

Lines = list[Obligation]


def question(said: Said, fact: supervise.QuestionAsked) -> Lines:
    clock = some_day(said.case, A.mark_question, fact.question)
    return [clock, to_answer(said.case, fact.addressee, clock)]


def objection(said: Said, fact: objections.Objected) -> Lines:
    clock = some_day(said.case, A.mark_objection, fact.objection)
    roles = answerers(said.case, fact.ground)
    own = (fact.person,)
    answer = moves.in_office(said.case, A.answer_objection, *roles, before=clock, not_by=own)
    return [clock, answer]


def upheld(said: Said, fact: objections.ObjectionAnswered) -> Lines:
    """What follows from it, by whoever that is of, and else by itself."""
    if fact.outcome not in UPHELD:
        return []
    ground = said.view.known("objection", fact.subject_id, fact.objection)["ground"]
    clock = some_day(said.case, A.remedy_in_silence, fact.objection)
    roles = remediers(said.case, ground)
    return [clock, moves.in_office(said.case, A.remedy, *roles, before=clock)]


def anew(said: Said, fact: Any) -> Lines:
    """The certificates of a count that was made again while the result is posted."""
    if not fact.recount or said.case.stage is not Stage.publish:
        return []
    clock, need = some_day(said.case, A.pass_supervisors_by), said.kind(fact).publish.certifiers
    asked = moves.in_office(said.case, A.certify, Role.supervisor, before=clock, need=need)
    return [clock, asked]


def hiding(said: Said, fact: decency.HidingObjected) -> Lines:
    """Decided by neither who wrote it nor who hid it."""
    row = said.view.known("moderation", fact.subject_id, fact.comment)
    clock = on_day(said.case, A.show_in_silence, fact.due_at, fact.comment)
    neither = tuple(who for who in (row["person_id"], row["by"]) if who)
    more: More = {"before": clock, "not_by": neither}
    return [clock, moves.in_office(said.case, A.decide_hiding, Role.supervisor, **more)]


def audit(said: Said, fact: funds.SpendRecorded) -> Lines:
    if fact.what != "spent":
        return []
    return looking(said, fact)


def looking(said: Said, fact: funds.SpendRecorded | funds.SpendExplained) -> Lines:
    """A supervisor at a payment, for the first time or again."""
    clock = some_day(said.case, A.mark_spend, fact.entry)
    return [clock, moves.in_office(said.case, A.audit_spend, Role.supervisor, before=clock)]


def questioned(said: Said, fact: funds.SpendAudited) -> Lines:
    """Its answer, by whoever keeps the money."""
    if fact.verdict != "questioned":
        return []
    wanted = moves.explaining(said.case, fact.entry)
    return [in_its_days(said, wanted, lines_set(said, fact))]


def extended(said: Said, fact: suggest.NoticeExtended) -> Lines:
    clock = on_day(said.case, A.open_vote, fact.opens_at)
    return [clock, moves.proving(said.case, "notice", clock)]


def shortened(said: Said, fact: suggest.NoticeShortened) -> Lines:
    clock = on_day(said.case, A.open_vote, fact.opens_at)
    proved = said.case.proposal.notice_proved
    return [clock] if proved else [clock, moves.proving(said.case, "notice", clock)]


def paper(said: Said, fact: paper_ballots.PaperAwaited) -> Lines:
    clock = on_day(said.case, A.close_vote, fact.until)
    return [clock, *piles.awaited(said, fact, clock)]


def put_off(said: Said, fact: resolve.WindowMoved) -> Lines:
    """A window elsewhere that ends later; a year that was announced moves the date alone."""
    if said.name is not A.announce_official_vote:
        return []
    clock = some_day(said.case, A.close_vote)
    return [clock, moves.recording_result(said.case, clock, fact.closes_at)]


def to_confirm(said: Said, fact: official.OfficialResultRecorded) -> Lines:
    clock, act = some_day(said.case, A.close_vote), A.confirm_official_result
    more: More = {"before": clock, "ref": fact.entry, "not_by": (fact.by,)}
    return [clock, moves.in_office(said.case, act, Role.supervisor, **more)]


def confirmed(said: Said, fact: official.OfficialResultConfirmed) -> Lines:
    """By a person: then it is counted at once."""
    return [] if fact.by is None else [on_day(said.case, A.close_vote, said.at)]


def last_paper(said: Said, fact: paper_ballots.BatchCounted) -> Lines:
    """After the window the last of all is counted at once. Whether it was the last is believed
    where the act says so and no other batch is open.
    """
    if said.at < said.case.closes_at or not lines_set(said, fact):
        return []
    batches = said.view.by("paper_batch", "proposal_id", fact.subject_id)
    here = [b for b in batches if b["round_no"] == fact.round_no and b["batch_id"] != fact.batch]
    still = any(b["counted_at"] is None for b in here)
    return [] if still else [on_day(said.case, A.close_vote, said.at)]


def work(said: Said, fact: carry_out.Assigned) -> Lines:
    """Once it is being carried out; what is given out before waits for that."""
    if said.case.stage is Stage.publish:
        return []
    clock = some_day(said.case, A.inspect_as_it_stands)
    return [clock, *matters.of_case(said.case).working(said.case, fact.organisation, clock)]


def review(said: Said, fact: tasks.TaskReviewed | tasks.TaskReviewMissed) -> Lines:
    """A year on, unless the period is over first: believed in a year that was not announced."""
    if isinstance(fact, tasks.TaskReviewed) and fact.verdict != "continue":
        return []
    ends = end_of_period(said.case, said.view.known("task", fact.subject_id)["ends_on"])
    due = next_review(said.case, said.at, ends)
    found = next((x for x in lines_set(said, fact) if x["act"] == A.mark_task_review.value), None)
    if due is None and not (found and found["provisional"]):
        return []
    if due is not None and due["provisional"] and found is None:
        return []
    late = isinstance(fact, tasks.TaskReviewMissed)
    return reviewing(said.case, found or due or some_day(said.case, A.mark_task_review), late=late)
