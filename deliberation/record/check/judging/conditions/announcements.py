"""What must hold of announcements: written, corrected and answered for by the office they are of,
under the next number of their year.
"""

from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.facts import read_time
from deliberation.charter.facts.announcement import (
    Announced,
    AnnouncementCorrected,
    AnnouncementWithdrawn,
    AnsweredAbout,
    AskedAbout,
)
from deliberation.charter.facts.proposal.cycle import ObligationsSet, StageMoved
from deliberation.charter.subjects import SubjectType
from deliberation.charter.subjects.announcement import Stage

from .dates import counted
from .said import Said, of
from .texts import the_next_number

# What an act on an announcement asks for.
ASKS = {
    A.announce: {A.end_announcement},
    A.correct_announcement: {A.end_announcement},
    A.ask_about: {A.mark_about, A.answer_about},
    A.object_hiding: {A.show_in_silence, A.decide_hiding},
    A.decide_hiding: {A.mark_about, A.answer_about},
    A.show_in_silence: {A.mark_about, A.answer_about},
}


@of(AnnouncementCorrected, AnnouncementWithdrawn, AnsweredAbout)
def of_its_office(said: Said, fact: Any) -> str | None:
    """Whoever corrects, withdraws or answers for it holds the office it was written in."""
    office = said.view.known("announcement", fact.subject_id)["office"]
    held = {role.value for role in said.case.roles()}
    return None if office in held else f"{said.me} does not sit in the office of that announcement"


@of(Announced)
def the_next(said: Said, fact: Announced) -> str | None:
    """The next of its year's numbers; in the name of an office its writer holds; for the readers of
    the one it corrects.
    """
    wrong = the_next_number(said, SubjectType.announcement, fact.number_year, fact.number)
    if wrong or said.view.row("rulebook", fact.rulebook) is None:
        return wrong or f"announced under the rules {fact.rulebook}, which nobody adopted"
    if fact.in_name_of not in {role.value for role in said.case.roles()}:
        return f"{said.me} spoke for the office {fact.in_name_of} and does not hold it"
    if fact.ends_at is not None and fact.ends_at <= said.at:
        return "an announcement that was over before it began"
    if fact.corrects is None:
        return None
    old = said.view.known("announcement", fact.corrects)
    readers = (old["readers"], old["group_id"], old["role"], old["office"])
    if readers != (fact.readers, fact.for_group, fact.for_role, fact.in_name_of):
        return "a correction for other readers, or of another office"
    if [f.corrected_by for f in said.of(AnnouncementCorrected)] != [fact.subject_id]:
        return "a correction that leaves what it corrects as it was"
    return None


@of(AnsweredAbout)
def what_was_asked(said: Said, fact: AnsweredAbout) -> str | None:
    """Answered once, and by somebody else than whoever asked."""
    row = said.view.row("announcement_question", fact.subject_id, fact.question)
    if row is None or row["state"] not in ("open", "unanswered"):
        return "an answer to what was not asked, or answered already"
    if row["person_id"] == said.me or row["person_id"] != fact.person:
        return "an answer to a question of one’s own, or of somebody else"
    return None


@of(AnnouncementCorrected)
def by_one_that_says_so(said: Said, fact: AnnouncementCorrected) -> str | None:
    """Its correction is announced in the same act, and it is over from then on."""
    if [f.subject_id for f in said.of(Announced)] != [fact.corrected_by]:
        return "corrected by what was not announced"
    row = said.view.known("announcement", fact.subject_id)
    return _over(said, fact) if row["stage"] == Stage.shown.value else None


@of(AnnouncementWithdrawn)
def with_its_step(said: Said, fact: AnnouncementWithdrawn) -> str | None:
    """Whatever is withdrawn stands no more."""
    return _over(said, fact)


def _over(said: Said, fact: Any) -> str | None:
    moved = any(m.subject == fact.subject for m in said.of(StageMoved))
    return None if moved else f"{fact.kind} without its step"


@of(Announced)
def with_its_end(said: Said, fact: Announced) -> str | None:
    """The clock ends it on the day it names."""
    ends = [
        read_time(x["due_at"] or "")
        for f in said.of(ObligationsSet)
        for x in f.obligations
        if f.subject == fact.subject and x["act"] == A.end_announcement.value
    ]
    wanted = [] if fact.ends_at is None else [fact.ends_at]
    return None if ends == wanted else "an announcement whose end the clock does not know"


@of(AskedAbout)
def for_its_days(said: Said, fact: AskedAbout) -> str | None:
    """An answer is due after the rules' days."""
    row = said.view.known("announcement", fact.subject_id)
    number = said.view.rules(row).limits.asked_days
    lines = [dict(x) for f in said.of(ObligationsSet) for x in f.obligations]
    if {(A(str(x["act"])), x["ref"]) for x in lines} != {
        (a, fact.question) for a in ASKS[A.ask_about]
    }:
        return "a question that nobody has to answer"
    ends = {said.case.calendar.add_days(said.at, number, said.case.community.timezone).at}
    if any(x["days"] != number for x in lines):
        return f"a question to answer in other days than {number}"
    return next((wrong for x in lines if (wrong := counted(said, fact, x, ends))), None)


@of(ObligationsSet)
def what_it_may_ask(said: Said, fact: ObligationsSet) -> str | None:
    """Each act on an announcement asks for its own and for nothing else."""
    if fact.subject is None or fact.subject.type is not SubjectType.announcement:
        return None
    other = {A(x["act"]) for x in fact.obligations} - ASKS.get(said.name, set())
    return f"{said.name} asked for {min(other)}" if other else None
