"""What is asked for inside a stage before the notice: names enough or too few, a merge, an appeal,
a withdrawal, what an author owes. Called by `inside`.
"""

from deliberation.charter import moves
from deliberation.charter.acts import ActName as A
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.proposal import (
    propose,
    suggest,
    take_up,
)
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.check.judging.conditions.said import Said

from .lines import on_day, some_day

Lines = list[Obligation]


def too_few(said: Said, fact: propose.ThresholdLost) -> Lines:
    """Of what is before the council already; where it is still gathered, nothing was begun."""
    gathers = said.case.stage is Stage.gather
    return [] if gathers else [on_day(said.case, A.return_to_gather, said.at)]


def moved_there(said: Said, fact: propose.Cosigned) -> Lines:
    """Names moved by a merge: whether they are enough there, the clock looks at once."""
    if said.name is not A.merge or fact is not said.of(propose.Cosigned)[0]:
        return []
    gathers = said.view.known("subject", fact.subject_id)["stage"] == Stage.gather.value
    return [on_day(said.case, A.bring_to_council, said.at)] if gathers else []


def merge(said: Said, fact: take_up.MergeAsked) -> Lines:
    clock = on_day(said.case, A.merge, fact.until, fact.into)
    return [clock, moves.asked(said.case, A.agree_merge, "supporters", before=clock)]


def council_again(said: Said, fact: Fact) -> Lines:
    clock = some_day(said.case, A.adopt_in_silence)
    return [clock, moves.in_office(said.case, A.take_up, Role.deliberator, before=clock)]


def appeal(said: Said, fact: Fact) -> Lines:
    clock = some_day(said.case, A.reopen_in_silence)
    return [clock, moves.in_office(said.case, A.decide_appeal, Role.supervisor, before=clock)]


def withdrawal(said: Said, fact: propose.WithdrawalAnnounced) -> Lines:
    """Where others signed, they may keep it until then."""
    return [on_day(said.case, A.finish_withdrawal, fact.until)] if fact.until else []


def to_author(said: Said, *acts: A) -> Lines:
    """One clock for all that an author owes."""
    clock = some_day(said.case, A.go_on_with_own_text)
    return [clock, *(moves.of_author(said.case, act, before=clock) for act in acts)]


def changes(said: Said, fact: suggest.Recommended) -> Lines:
    if said.name is not A.recommend or fact.verdict != "support_with_changes":
        return []
    breach = [A.revise] if said.case.proposal.legality_state == "breach" else []
    return to_author(said, A.answer_recommendation, *breach)


def breach(said: Said, fact: suggest.LegalityReviewed) -> Lines:
    if fact.result != "breach":
        return []
    owed = [A.answer_recommendation] if said.case.proposal.author_state == "awaited" else []
    return to_author(said, A.revise, *owed)


def new_text(said: Said, fact: propose.ProposalRevised) -> Lines:
    """Of a text that changes before its vote: reviewed anew, and those who signed have days."""
    lines: Lines = []
    if fact.reviewed_anew:
        clock = some_day(said.case, A.pass_legality_by)
        lines += [clock, moves.reviewing(said.case, clock)]
    if fact.why in ("breach", "recommendation", "returned") and fact.consent_until:
        lines.append(some_day(said.case, A.proceed))
    return lines
