"""What an act asks for inside a stage, or for one entry: the lines it sets beside what it says, and
whether they stand on the card of the proposal. Which fact asks for what is one table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deliberation.charter import moves
from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.objections import answerers
from deliberation.charter.cycle.questions import to_answer
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.matters import funds, recalls, tasks
from deliberation.charter.facts.proposal import (
    carry_out,
    decency,
    propose,
    suggest,
    supervise,
    take_up,
)
from deliberation.charter.facts.proposal.cycle import ObligationsSet
from deliberation.charter.facts.vote import official, paper_ballots, resolve
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.task import end_of_period, next_review, reviewing
from deliberation.charter.moves.asking import More
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.check.judging.conditions.said import Said, of

from .lines import on_day, some_day, wrong

Lines = list[Obligation]
Asks = Callable[[Said, Any], Lines]


@dataclass(frozen=True, slots=True)
class Opens:
    """What a kind of fact asks for in its act; `headline`: its first day stands on the card."""

    asks: Asks
    headline: bool = False


def _set(said: Said, fact: Fact) -> Lines:
    """All that the act sets for the subject of this fact."""
    sets = [s for s in said.of(ObligationsSet) if s.subject == fact.subject]
    return [x for s in sets for x in s.obligations]


def _clock(said: Said, act: A, ref: str = "") -> Obligation:
    """What the clock does, whatever its day."""
    return some_day(said.case, act, ref)


def _at_once(act: A) -> Asks:
    """The clock has it at once, under its own lock."""
    return lambda said, fact: [on_day(said.case, act, said.at)]


def _too_few(said: Said, fact: propose.ThresholdLost) -> Lines:
    """Of what is before the council already; where it is still gathered, nothing was begun."""
    gathers = said.case.stage is Stage.gather
    return [] if gathers else [on_day(said.case, A.return_to_gather, said.at)]


def _moved_there(said: Said, fact: propose.Cosigned) -> Lines:
    """Names moved by a merge: whether they are enough there, the clock looks at once."""
    if said.name is not A.merge or fact is not said.of(propose.Cosigned)[0]:
        return []
    gathers = said.view.known("subject", fact.subject_id)["stage"] == Stage.gather.value
    return [on_day(said.case, A.bring_to_council, said.at)] if gathers else []


def _merge(said: Said, fact: take_up.MergeAsked) -> Lines:
    clock = on_day(said.case, A.merge, fact.until, fact.into)
    return [clock, moves.asked(said.case, A.agree_merge, "supporters", before=clock)]


def _council_again(said: Said, fact: Fact) -> Lines:
    clock = _clock(said, A.adopt_in_silence)
    return [clock, moves.in_office(said.case, A.take_up, Role.deliberator, before=clock)]


def _appeal(said: Said, fact: Fact) -> Lines:
    clock = _clock(said, A.reopen_in_silence)
    return [clock, moves.in_office(said.case, A.decide_appeal, Role.supervisor, before=clock)]


def _withdrawal(said: Said, fact: propose.WithdrawalAnnounced) -> Lines:
    """Where others signed, they may keep it until then."""
    return [on_day(said.case, A.finish_withdrawal, fact.until)] if fact.until else []


def _to_author(said: Said, *acts: A) -> Lines:
    """One clock for all that an author owes."""
    clock = _clock(said, A.go_on_with_own_text)
    return [clock, *(moves.of_author(said.case, act, before=clock) for act in acts)]


def _changes(said: Said, fact: suggest.Recommended) -> Lines:
    if said.name is not A.recommend or fact.verdict != "support_with_changes":
        return []
    breach = [A.revise] if said.case.proposal.legality_state == "breach" else []
    return _to_author(said, A.answer_recommendation, *breach)


def _breach(said: Said, fact: suggest.LegalityReviewed) -> Lines:
    if fact.result != "breach":
        return []
    owed = [A.answer_recommendation] if said.case.proposal.author_state == "awaited" else []
    return _to_author(said, A.revise, *owed)


def _new_text(said: Said, fact: propose.ProposalRevised) -> Lines:
    """Of a text that changes before its vote: reviewed anew, and those who signed have days."""
    lines: Lines = []
    if fact.why == "breach":
        clock = _clock(said, A.pass_legality_by)
        lines += [clock, moves.reviewing(said.case, clock)]
    if fact.why in ("breach", "recommendation") and fact.consent_until:
        lines.append(_clock(said, A.proceed))
    return lines


def _question(said: Said, fact: supervise.QuestionAsked) -> Lines:
    clock = _clock(said, A.mark_question, fact.question)
    return [clock, to_answer(said.case, fact.addressee, clock)]


def _objection(said: Said, fact: supervise.Objected) -> Lines:
    clock, roles = _clock(said, A.mark_objection, fact.objection), answerers(said.case, fact.ground)
    own = (fact.person,)
    answer = moves.in_office(said.case, A.answer_objection, *roles, before=clock, not_by=own)
    return [clock, answer]


def _hiding(said: Said, fact: decency.HidingObjected) -> Lines:
    """Decided by neither who wrote it nor who hid it."""
    row = said.view.known("moderation", fact.subject_id, fact.comment)
    clock = on_day(said.case, A.show_in_silence, fact.due_at, fact.comment)
    neither = tuple(who for who in (row["person_id"], row["by"]) if who)
    more: More = {"before": clock, "not_by": neither}
    return [clock, moves.in_office(said.case, A.decide_hiding, Role.supervisor, **more)]


def _audit(said: Said, fact: funds.SpendRecorded) -> Lines:
    if fact.what != "spent":
        return []
    clock = _clock(said, A.mark_spend, fact.entry)
    return [clock, moves.in_office(said.case, A.audit_spend, Role.supervisor, before=clock)]


def _later(said: Said, fact: suggest.NoticeExtended) -> Lines:
    clock = on_day(said.case, A.open_vote, fact.opens_at)
    return [clock, moves.proving(said.case, "notice", clock)]


def _earlier(said: Said, fact: suggest.NoticeShortened) -> Lines:
    clock = on_day(said.case, A.open_vote, fact.opens_at)
    proved = said.case.proposal.notice_proved
    return [clock] if proved else [clock, moves.proving(said.case, "notice", clock)]


def _paper(said: Said, fact: paper_ballots.PaperAwaited) -> Lines:
    return [on_day(said.case, A.close_vote, fact.until)]


def _put_off(said: Said, fact: resolve.WindowMoved) -> Lines:
    """A window elsewhere that ends later; a year that was announced moves the date alone."""
    if said.name is not A.announce_official_vote:
        return []
    clock = _clock(said, A.close_vote)
    return [clock, moves.recording_result(said.case, clock, fact.closes_at)]


def _to_confirm(said: Said, fact: official.OfficialResultRecorded) -> Lines:
    clock, act = _clock(said, A.close_vote), A.confirm_official_result
    more: More = {"before": clock, "ref": fact.entry, "not_by": (fact.by,)}
    return [clock, moves.in_office(said.case, act, Role.supervisor, **more)]


def _confirmed(said: Said, fact: official.OfficialResultConfirmed) -> Lines:
    """By a person: then it is counted at once."""
    return [] if fact.by is None else [on_day(said.case, A.close_vote, said.at)]


def _last_paper(said: Said, fact: paper_ballots.BatchCounted) -> Lines:
    """After the window the last of all is counted at once. Whether it was the last is believed
    where the act says so and no other batch is open.
    """
    if said.at < said.case.closes_at or not _set(said, fact):
        return []
    batches = said.view.by("paper_batch", "proposal_id", fact.subject_id)
    here = [b for b in batches if b["round_no"] == fact.round_no and b["batch_id"] != fact.batch]
    still = any(b["counted_at"] is None for b in here)
    return [] if still else [on_day(said.case, A.close_vote, said.at)]


def _work(said: Said, fact: carry_out.Assigned) -> Lines:
    """Once it is being carried out; what is given out before waits for that."""
    if said.case.stage is Stage.publish:
        return []
    clock = _clock(said, A.inspect_as_it_stands)
    return [clock, *matters.of_case(said.case).working(said.case, fact.organisation, clock)]


def _review(said: Said, fact: tasks.TaskReviewed | tasks.TaskReviewMissed) -> Lines:
    """A year on, unless the period is over first: believed in a year that was not announced."""
    if isinstance(fact, tasks.TaskReviewed) and fact.verdict != "continue":
        return []
    ends = end_of_period(said.case, said.view.known("task", fact.subject_id)["ends_on"])
    due = next_review(said.case, said.at, ends)
    found = next((x for x in _set(said, fact) if x["act"] == A.mark_task_review.value), None)
    if due is None and not (found and found["provisional"]):
        return []
    if due is not None and due["provisional"] and found is None:
        return []
    late = isinstance(fact, tasks.TaskReviewMissed)
    return reviewing(said.case, found or due or _clock(said, A.mark_task_review), late=late)


OPENS: dict[type[Fact], Opens] = {
    propose.ThresholdReached: Opens(_at_once(A.bring_to_council)),
    propose.ThresholdLost: Opens(_too_few),
    propose.Cosigned: Opens(_moved_there),
    propose.WithdrawalAnnounced: Opens(_withdrawal),
    propose.ProposalRevised: Opens(_new_text),
    take_up.MergeAsked: Opens(_merge, headline=True),
    take_up.MergeDeclined: Opens(_council_again, headline=True),
    take_up.Appealed: Opens(_appeal, headline=True),
    suggest.Recommended: Opens(_changes, headline=True),
    suggest.LegalityReviewed: Opens(_breach, headline=True),
    suggest.NoticeExtended: Opens(_later, headline=True),
    suggest.NoticeShortened: Opens(_earlier, headline=True),
    supervise.Suspended: Opens(lambda said, f: [on_day(said.case, A.resume, f.until)]),
    supervise.QuestionAsked: Opens(_question),
    supervise.Objected: Opens(_objection),
    decency.HidingObjected: Opens(_hiding),
    funds.SpendRecorded: Opens(_audit),
    recalls.RecallReached: Opens(_at_once(A.bring_recall)),
    tasks.TaskReviewed: Opens(_review),
    tasks.TaskReviewMissed: Opens(_review),
    carry_out.Assigned: Opens(_work, headline=True),
    paper_ballots.PaperAwaited: Opens(_paper, headline=True),
    paper_ballots.PaperFinished: Opens(_at_once(A.close_vote)),
    paper_ballots.BatchCounted: Opens(_last_paper),
    resolve.WindowMoved: Opens(_put_off),
    official.OfficialResultRecorded: Opens(_to_confirm),
    official.OfficialResultConfirmed: Opens(_confirmed),
}


@of(*OPENS)
def asks_at_all(said: Said, fact: Fact) -> str | None:
    """What it asks for is set in its act; how, is asked of that."""
    wanted = OPENS[type(fact)].asks(said, fact)
    return wrong([], wanted) if wanted and not _set(said, fact) else None


@of(ObligationsSet)
def asks_what_it_should(said: Said, fact: ObligationsSet) -> str | None:
    """What the other facts of the act ask for, and nothing else."""
    if not said.of_proposal(fact):
        return None
    opening = [f for f in said.facts if type(f) in OPENS and f.subject == fact.subject]
    wanted = [x for f in opening for x in OPENS[type(f)].asks(said, f)]
    if found := wrong(_set(said, fact), wanted):
        return f"{said.name}: {found}"
    if fact.headline != any(OPENS[type(f)].headline for f in opening):
        return f"{said.name}: a day on the card that is not its"
    return None
