"""What must hold of announcements: written, corrected and answered for by the office they are of,
under the next number of their year.
"""

from typing import Any

from deliberation.charter.facts.announcement import (
    Announced,
    AnnouncementCorrected,
    AnnouncementWithdrawn,
    AnsweredAbout,
)
from deliberation.charter.subjects import SubjectType

from .said import Said, of


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
    kind = SubjectType.announcement.value
    series = said.view.row("number_series", kind, fact.number_year)
    if fact.number != (series["last"] if series else 0) + 1:
        return f"announcement {fact.number} does not follow the one before"
    if fact.in_name_of not in {role.value for role in said.case.roles()}:
        return f"{said.me} spoke for the office {fact.in_name_of} and does not hold it"
    if fact.corrects is None:
        return None
    old = said.view.known("announcement", fact.corrects)
    readers = (old["readers"], old["group_id"], old["role"], old["office"])
    if readers != (fact.readers, fact.for_group, fact.for_role, fact.in_name_of):
        return "a correction for other readers, or of another office"
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
