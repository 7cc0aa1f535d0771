"""What must hold of dates: so many days as the rules of the proposal say, from when the act was,
counted by the calendar.

A date marked provisional lies in a year that was not announced when it was counted; such a year is
in no fact, so that it is only held not to come early, and not to be moved earlier. Not judged: how
late an answer to the roll is due that must come before the vote.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.calendar import Calendar
from deliberation.charter.facts import read_time
from deliberation.charter.facts.proposal.cycle import DateMoved, ObligationsSet, StageMoved
from deliberation.charter.facts.proposal.suggest import NoticeShortened
from deliberation.charter.facts.vote.paper_ballots import PaperAwaited
from deliberation.charter.facts.vote.resolve import RollFrozen, WindowMoved
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Kind, Rulebook, Vote
from deliberation.charter.subjects.proposal import Stage

from .said import Said, of

Entry = dict[str, Any]
Days = Callable[[Kind, Vote, Rulebook], set[int]]

# Which numbers of days the rules name for what the clock will do. 0: due at once.
DAYS: dict[A, Days] = {
    A.lapse: lambda k, v, b: {k.gather.days},
    A.end_nominations: lambda k, v, b: {k.gather.days},
    A.end_vetting: lambda k, v, b: {k.election.vetting_days},
    A.end_defence: lambda k, v, b: {k.recall.defence_days},
    A.bring_to_council: lambda k, v, b: {0},
    A.return_to_gather: lambda k, v, b: {0},
    A.bring_recall: lambda k, v, b: {0},
    A.finish_withdrawal: lambda k, v, b: {k.advise.consent_days},
    A.adopt_in_silence: lambda k, v, b: {k.take_up.days},
    A.merge: lambda k, v, b: {k.advise.consent_days},
    A.reopen_in_silence: lambda k, v, b: {k.supervision.answer_days},
    A.pass_council_by: lambda k, v, b: {0, k.advise.days},
    A.pass_legality_by: lambda k, v, b: {k.advise.legality_days},
    A.go_on_with_own_text: lambda k, v, b: {k.advise.author_days},
    A.proceed: lambda k, v, b: {k.advise.consent_days},
    A.open_vote: lambda k, v, b: {k.notice.days},
    A.close_vote: lambda k, v, b: {0},
    A.end_objections: lambda k, v, b: {k.publish.objection_days},
    A.pass_supervisors_by: lambda k, v, b: {0, k.publish.certify_days},
    A.name_committee: lambda k, v, b: {k.carry_out.assign_days},
    A.end_unconfirmed: lambda k, v, b: {k.carry_out.assign_days},
    A.inspect_as_it_stands: lambda k, v, b: {k.carry_out.report_days},
    A.mark_task_review: lambda k, v, b: {b.tasks.review_days},
    A.pass_inspection_by: lambda k, v, b: {k.inspect.days},
    A.close: lambda k, v, b: {k.evaluate.days},
    A.resume: lambda k, v, b: set(range(1, k.supervision.suspend_days + 1)),
    A.mark_question: lambda k, v, b: {k.supervision.answer_days},
    A.mark_objection: lambda k, v, b: {k.publish.decide_days, k.notice.roll_decide_days},
    A.remedy_in_silence: lambda k, v, b: {k.publish.remedy_days},
    A.show_in_silence: lambda k, v, b: {b.limits.hiding_days},
}
# The same where it matters which act sets the date: (what the clock will do, the act) → days.
UNDER: dict[tuple[A, A], Days] = {
    (A.adopt_in_silence, A.decline_merge): lambda k, v, b: {k.take_up.days + k.advise.consent_days},
    (A.adopt_in_silence, A.merge): lambda k, v, b: {k.take_up.days + k.advise.consent_days},
    (A.open_vote, A.open_vote): lambda k, v, b: {k.notice.proof_extension_days},
    (A.open_vote, A.call_second_round): lambda k, v, b: {k.election.second_days},
    (A.close_vote, A.open_vote): lambda k, v, b: {v.days, v.official_days},
    (A.close_vote, A.close_vote): lambda k, v, b: {v.paper_days},
    (A.close_vote, A.announce_official_vote): lambda k, v, b: {v.official_days},
    (A.close_vote, A.record_official_result): lambda k, v, b: {k.publish.certify_days},
}
# Due at once only where nobody, or too few, could act: whom it waits for otherwise.
FOR: dict[A, Role] = {A.pass_council_by: Role.councillor, A.pass_supervisors_by: Role.supervisor}
# Until a day that somebody named, or that stood already: end of a call, of a task, of a period.
NAMED = {A.end_call, A.end_task, A.end_period}
# Until a moment that the act names, beside the rules' number of days (Art 26).
NAMED_UNDER = {(A.open_vote, A.shorten_notice)}
# Counted in working days; the fact says how many days of the calendar that came to.
WORKING: dict[A, Days] = {
    A.pass_council_by: lambda k, v, b: {k.advise.working_days} - {0},
    A.mark_spend: lambda k, v, b: {b.fund.audit_working_days},
}
# Or by the opening of the vote, before it.
BY_THE_VOTE = {A.mark_objection, A.remedy_in_silence}
# Counted from another day than that of the act: the last day of the work, of the window, of a year.
FROM_ANOTHER_DAY = {A.inspect_as_it_stands, A.close_vote, A.mark_task_review}

# Counted from when the matter came to its stage; over by then, it is due at once.
FROM_ITS_STAGE = {(A.adopt_in_silence, A.decline_merge), (A.adopt_in_silence, A.merge)}


@of(StageMoved, ObligationsSet)
def by_the_rules(said: Said, fact: StageMoved | ObligationsSet) -> str | None:
    """Each date of the fact: of the clock by the rules, of people as the clock's beside it."""
    lines: list[Entry] = [dict(x) for x in fact.obligations or ()]
    clocks = {x["act"]: x for x in lines if x["who_kind"] == "clock"}
    for entry in lines:
        if entry["who_kind"] == "clock":
            wrong = _entry(said, fact, entry)
        else:
            wrong = _as_the_clock(entry, clocks.get(entry["then_act"] or ""))
        if wrong:
            return f"{entry['act']}: {wrong}"
    return None


def _as_the_clock(entry: Entry, clock: Entry | None) -> str | None:
    """People have as long as the clock waits for them."""
    if clock is None or entry["due_at"] == clock["due_at"]:
        return None
    return f"due {entry['due_at']}, and the clock goes on at {clock['due_at']}"


@of(DateMoved)
def moved_later(said: Said, fact: DateMoved) -> str | None:
    """A date known better by now comes no earlier."""
    row = said.view.row("obligation", fact.subject_id, fact.act, fact.ref)
    if row is None or row["ended_at"] is not None:
        return "a date moved where none runs"
    return "a date moved earlier" if fact.due_at < row["due_at"] else None


def _entry(said: Said, fact: Any, entry: Entry) -> str | None:
    act, due, start = A(entry["act"]), read_time(entry["due_at"]), read_time(entry["start_at"])
    if act in NAMED or (act, said.name) in NAMED_UNDER or not said.of_proposal(fact):
        return None if start == said.at and due >= start else "from another day than its act"
    if wrong := _from_another_day(said, fact, act, start):
        return wrong
    if (act, said.name) == (A.open_vote, A.open_vote) and _shortened(said, fact):
        hours = timedelta(hours=said.kind(fact).notice.urgent_hours)
        return None if due == start + hours else "a shortened notice extended by other hours"
    if _in_working_days(said, fact, entry):
        return None
    named = UNDER.get((act, said.name), DAYS.get(act, _none))(*_rules(said, fact))
    if entry["days"] not in named:
        return f"{entry['days']} days, and the rules name {sorted(named)}"
    if entry["days"] == 0:
        return _at_once(said, fact, act) if due == start else "due at once, and on another day"
    return counted(said, fact, entry, _calendar_end(said, fact, entry))


def _from_another_day(said: Said, fact: Any, act: A, start: datetime) -> str | None:
    if (act, said.name) in FROM_ITS_STAGE:
        since = said.view.known("proposal", fact.subject_id)["stage_at"]
        return None if start == since else "from another day than that of its stage"
    if start == said.at or act in FROM_ANOTHER_DAY:
        return None
    return "from another day than its act"


def _shortened(said: Said, fact: Any) -> bool:
    """Whether the notice that hangs was shortened in special circumstances."""
    since = said.view.known("proposal", fact.subject_id)["notice_at"]
    said_so = said.view.by("remark", "subject_id", fact.subject_id)
    return any(r["kind"] == "notice_shortened" and r["at"] >= since for r in said_so)


def _none(kind: Kind, vote: Vote, book: Rulebook) -> set[int]:
    return set()


def _at_once(said: Said, fact: Any, act: A) -> str | None:
    """A body is passed by at once only where it cannot act."""
    if (role := FOR.get(act)) is None or said.offices_moved():
        return None
    least = said.kind(fact).publish.certifiers if role is Role.supervisor else 1
    able = said.view.able(said.case, role)
    return f"at once, and {able} could act" if able >= least else None


def _rules(said: Said, fact: Any) -> tuple[Kind, Vote, Rulebook]:
    row = said.view.known("proposal", fact.subject_id)
    return said.kind(fact), said.vote(fact), said.view.rules(row)


def _calendar(said: Said) -> Calendar:
    return said.case.calendar


def _calendar_end(said: Said, fact: Any, entry: Entry) -> set[datetime]:
    """When so many days are over; and what may stand instead for this act."""
    act, start = A(entry["act"]), read_time(entry["start_at"])
    zone, calendar = said.case.community.timezone, _calendar(said)
    row = said.view.known("proposal", fact.subject_id)
    ends = {calendar.add_days(start, entry["days"], zone).at}
    if (act, said.name) in FROM_ITS_STAGE:
        ends = {max(end, said.at) for end in ends}
    if act is A.proceed and row["consent_until"]:
        ends.add(row["consent_until"])
    if act in BY_THE_VOTE and row["due_at"]:
        ends.add(row["due_at"])
    if act is A.close_vote:
        least = said.vote(fact).min_working_days
        window = calendar.voting_window(start, entry["days"], zone, min_working_days=least)
        ends.add(window.at)
    return ends


def counted(said: Said, fact: Any, entry: Entry, ends: set[datetime]) -> str | None:
    """On one of these ends, or not early where its year was not announced yet."""
    due = read_time(entry["due_at"])
    if due in ends or _announced(said, fact, due):
        return None
    if entry["provisional"]:
        start, zone = read_time(entry["start_at"]), said.case.community.timezone
        day = _calendar(said).local_day(start, zone) + timedelta(days=entry["days"])
        return None if due >= _calendar(said).end_of_day(day, zone) else "a date that comes early"
    wanted = " or ".join(sorted(f"{e:%Y-%m-%d %H:%M}" for e in ends))
    return f"due {due:%Y-%m-%d %H:%M}, and by the calendar {wanted}"


def _announced(said: Said, fact: Any, due: datetime) -> bool:
    """Whether a window is that of the city's own system, which names its days itself."""
    if said.name is not A.open_vote or not isinstance(fact, StageMoved):
        return False
    days = [r["closes_on"] for r in said.view.of("official_vote", fact.subject_id)]
    zone = said.case.community.timezone
    return any(
        _calendar(said).end_of_day(datetime.fromisoformat(d).date(), zone) == due for d in days
    )


def _in_working_days(said: Said, fact: Any, entry: Entry) -> bool:
    act, start, due = A(entry["act"]), read_time(entry["start_at"]), read_time(entry["due_at"])
    if act not in WORKING or entry["days"] != max(1, (due - start).days):
        return False
    zone = said.case.community.timezone
    numbers = WORKING[act](*_rules(said, fact))
    return any(_calendar(said).add_working_days(start, n, zone).at == due for n in numbers) or (
        bool(numbers) and bool(entry["provisional"])
    )


@of(NoticeShortened)
def hours_enough(said: Said, fact: NoticeShortened) -> str | None:
    """Earlier than announced, and by no less than the rules' hours from now."""
    least = timedelta(hours=said.kind(fact).notice.urgent_hours)
    before = said.view.known("proposal", fact.subject_id)["due_at"]
    enough = said.at + least <= fact.opens_at < before
    return None if enough else f"a notice shortened to {fact.opens_at}"


@of(RollFrozen)
def the_window(said: Said, fact: RollFrozen) -> str | None:
    """The roll names the end of the window its stage is entered with."""
    moved = [m.due_at for m in said.of(StageMoved) if m.to_stage == Stage.vote.value]
    return None if moved == [fact.closes_at] else "the roll names another end than its vote"


@of(WindowMoved)
def never_shorter(said: Said, fact: WindowMoved) -> str | None:
    """A window is moved later, never earlier."""
    before = said.view.known("proposal", fact.subject_id)["closes_at"]
    return "a window made shorter" if fact.closes_at < before else None


@of(PaperAwaited)
def for_its_days(said: Said, fact: PaperAwaited) -> str | None:
    """For the rules' days after the window."""
    closes, number = said.case.closes_at, said.vote(fact).paper_days
    zone = said.case.community.timezone
    until = _calendar(said).add_days(closes, number, zone).at
    return None if fact.until == until else f"paper awaited until {fact.until}"
