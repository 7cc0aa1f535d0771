"""Entering a stage: the facts, the clocks that start, and the silence of bodies that cannot act.

Called by acts only. A deadline is computed once, here, and stands in the fact. A body that does not
exist or cannot act counts as silent at once, so `enter` may walk through several stages.
"""

from datetime import datetime
from typing import Any

from deliberation.charter.facts.proposal.cycle import (
    DeadlineEnded,
    DeadlineSet,
    PassedInSilence,
    StageMoved,
)
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.rows import filled
from deliberation.charter.subjects.proposal import Ending, Stage

from .acts import ActName
from .case import Case
from .facts import Fact, deadline, read_time
from .official import elsewhere
from .roles import Role


def days(
    case: Case, number: int, act: ActName, *, start: datetime | None = None, ref: str = ""
) -> dict[str, Any]:
    """A deadline `number` days from now (Civil Code 201, 203), for the act the clock will
    attempt.
    """
    start = start or case.now
    due = case.calendar.add_days(start, number, case.community.timezone)
    return deadline(
        act.value, due.at, start_at=start, days=number, provisional=due.provisional, ref=ref
    )


def working_days(case: Case, number: int, act: ActName, ref: str = "") -> dict[str, Any]:
    """A deadline `number` working days from now.

    The fact names the calendar days it comes to; an announced holiday moves it no earlier.
    """
    due = case.calendar.add_working_days(case.now, number, case.community.timezone)
    return deadline(
        act.value,
        due.at,
        start_at=case.now,
        days=max(1, (due.at - case.now).days),
        provisional=due.provisional,
        ref=ref,
    )


def at_once(case: Case, act: ActName, ref: str = "") -> dict[str, Any]:
    """A clock that is due now: the next tick (run right after this act) attempts it under the
    exclusive lock.
    """
    return deadline(act.value, case.now, start_at=case.now, days=0, ref=ref)


def due_at(entry: dict[str, Any]) -> datetime:
    return read_time(entry["due_at"])


def move(
    case: Case,
    to: Stage,
    why: str,
    *,
    clocks: list[dict[str, Any]] | None = None,
    ending: Ending | None = None,
    source: Stage | None = None,
    headline: datetime | None = None,
    awaits: list[str] | None = None,
) -> StageMoved:
    """The bare step; `headline` is the due date shown on cards, by default that of the first
    clock.
    """
    clocks = clocks or []
    shown = headline or (due_at(clocks[0]) if clocks else None)
    return StageMoved(
        from_stage=(source or case.stage).value,
        to_stage=to.value,
        why=why,
        ending=ending.value if ending else None,
        due_at=shown,
        deadlines=clocks,
        awaits=awaits,
        subject=case.about,
    )


def close(case: Case, ending: Ending, why: str, source: Stage | None = None) -> list[Fact]:
    """→ closed, with how it ended."""
    return [move(case, Stage.closed, why, ending=ending, source=source)]


def silence(case: Case, code: str, able: int | None = None) -> PassedInSilence:
    return PassedInSilence(code=code, able=able, subject=case.about)


def enter_gather(case: Case, why: str, source: Stage) -> list[Fact]:
    """Gathering support: lapses after the rulebook's days."""
    return [
        move(
            case,
            Stage.gather,
            why,
            clocks=[days(case, case.kind.gather.days, ActName.lapse)],
            source=source,
        )
    ]


def enter_take_up(case: Case, why: str, source: Stage) -> list[Fact]:
    """On the deliberation council's table; without a council the proposal counts as adopted at
    once.
    """
    able = case[ABLE].get(Role.deliberator, 0)
    clock = days(case, case.kind.take_up.days, ActName.adopt_in_silence)
    facts: list[Fact] = [
        move(case, Stage.take_up, why, clocks=[clock] if able else [], source=source)
    ]
    if not able:
        facts.append(silence(case, "no_deliberation_council", able))
        facts += enter_advise(case, "no_deliberation_council", Stage.take_up)
    return facts


def enter_advise(case: Case, why: str, source: Stage) -> list[Fact]:
    """Before the council: its days, the legality review's days, and the study the law asks for (Art
    30 ¶4).
    """
    rule = case.kind.advise
    clocks = [_council_clock(case)]
    awaits = ["council"]
    if rule.legality_review and case.proposal.legality_state != "clean":
        awaits.append("legality")
        clocks.append(days(case, rule.legality_days, ActName.pass_legality_by))
    if rule.study_required and case.proposal.study_state not in ("done", "waived"):
        awaits.append("study")
    clocks += _consent_clock(case)
    return [move(case, Stage.advise, why, clocks=clocks, source=source, awaits=awaits)]


def _council_clock(case: Case) -> dict[str, Any]:
    """The council's days, or its working days where the rules count those; without anybody able to
    act none.
    """
    rule = case.kind.advise
    if not case[ABLE].get(Role.councillor, 0):
        return at_once(case, ActName.pass_council_by)
    if rule.working_days:
        return working_days(case, rule.working_days, ActName.pass_council_by)
    return days(case, rule.days, ActName.pass_council_by)


def _consent_clock(case: Case) -> list[dict[str, Any]]:
    """Of a text changed while gathering: its co-signers' days run on here, and end."""
    until = case.proposal.consent_until
    if until is None or until <= case.now:
        return []
    left = case.kind.advise.consent_days
    return [deadline(ActName.proceed.value, until, start_at=case.now, days=left)]


def enter_notice(case: Case, why: str, source: Stage) -> list[Fact]:
    """The final text is frozen and shown for the rulebook's days before the vote opens."""
    clock = days(case, case.kind.notice.days, ActName.open_vote)
    return [move(case, Stage.notice, why, clocks=[clock], source=source)]


def enter_vote(case: Case, why: str, closes: datetime, provisional: bool) -> list[Fact]:
    """The window is open until `closes`; a ballot at or after that instant is refused, tick or no
    tick.

    Where the city's own system holds the vote, its result is waited for so many days longer.
    """
    if elsewhere(case):
        clock = days(case, case.vote.official_days, ActName.close_vote, start=closes)
        return [move(case, Stage.vote, why, clocks=[clock], headline=closes)]
    clock = deadline(
        ActName.close_vote.value,
        closes,
        start_at=case.now,
        days=case.vote.days,
        provisional=provisional,
    )
    return [move(case, Stage.vote, why, clocks=[clock])]


def enter_publish(case: Case, why: str) -> list[Fact]:
    """The result stands on the board; supervisors certify in time or are passed by."""
    rule = case.kind.publish
    able = case[ABLE].get(Role.supervisor, 0)
    clocks = [days(case, rule.objection_days, ActName.end_objections)]
    facts: list[Fact] = []
    if able >= rule.certifiers:
        clocks.append(days(case, rule.certify_days, ActName.pass_supervisors_by))
    else:
        clocks.append(at_once(case, ActName.pass_supervisors_by))
    facts.append(move(case, Stage.publish, why, clocks=clocks))
    return facts


def enter_carry_out(case: Case, why: str) -> list[Fact]:
    """Work begins; where nobody was put in charge already, the residents' committee will be."""
    p = case.proposal
    clocks = []
    if p.finish_at is None:
        clocks.append(days(case, case.kind.carry_out.assign_days, ActName.name_committee))
    else:
        clocks.append(
            days(
                case,
                case.kind.carry_out.report_days,
                ActName.inspect_as_it_stands,
                start=max(p.finish_at, case.now),
            )
        )
    return [move(case, Stage.carry_out, why, clocks=clocks, headline=p.finish_at)]


def enter_period(case: Case, why: str) -> list[Fact]:
    """Carried out until the last day its author named; then the clock ends it."""
    last = max(filled(case.proposal.finish_at), case.now)
    left = (last - case.now).days
    clock = deadline(ActName.end_period.value, last, start_at=case.now, days=left)
    return [move(case, Stage.carry_out, why, clocks=[clock])]


def enter_inspect(case: Case, why: str) -> list[Fact]:
    """Supervisors without an interest inspect; fewer than the rulebook's number counts as silence
    at once.
    """
    rule = case.kind.inspect
    able = case[ABLE].get(Role.supervisor, 0)
    if able < rule.inspectors:
        facts: list[Fact] = [move(case, Stage.inspect, why), silence(case, "not_inspected", able)]
        return facts + enter_evaluate(case, "not_inspected", Stage.inspect)
    return [
        move(case, Stage.inspect, why, clocks=[days(case, rule.days, ActName.pass_inspection_by)])
    ]


def enter_evaluate(case: Case, why: str, source: Stage | None = None) -> list[Fact]:
    """Residents rate until the window is over."""
    return [
        move(
            case,
            Stage.evaluate,
            why,
            clocks=[days(case, case.kind.evaluate.days, ActName.close)],
            source=source,
        )
    ]


def start(case: Case, *clocks: dict[str, Any], headline: bool = False) -> DeadlineSet:
    """A clock inside the stage, or for one matter."""
    return DeadlineSet(deadlines=list(clocks), subject=case.about, headline=headline)


def stop(case: Case, act: ActName, ref: str = "") -> DeadlineEnded:
    """A clock is answered, or has passed."""
    return DeadlineEnded(act=act.value, ref=ref, subject=case.about)
