"""Which rows these make. Facts of announcements: shown, corrected, withdrawn, and what is asked
about them. Moving from stage to stage is the circle's (`proposal.cycle`).
"""

from typing import Any

from deliberation.charter.facts import announcement
from deliberation.charter.subjects.announcement import Stage
from deliberation.record.applying.base import Header, begun, hanging, numbered, on, written
from deliberation.record.applying.changes import Change, Set


def _of_it(f: Any, h: Header, **values: Any) -> Set:
    return Set("announcement", hanging(f, h), values)


def _of_question(f: Any, h: Header, **values: Any) -> Set:
    return Set(
        "announcement_question",
        hanging(f, h, question_id=f.question),
        values,
    )


@on(announcement.Announced)
def _announced(f: announcement.Announced, h: Header) -> list[Change]:
    rows = begun(
        f,
        h,
        number_year=f.number_year,
        number=f.number,
        title=f.title,
        body=f.body,
        text_from=h.fact_id,
        by=f.by,
        office=f.in_name_of,
        readers=f.readers,
        group_id=f.for_group,
        role=f.for_role,
        pinned=f.pinned,
        stage=Stage.shown.value,
        stage_at=h.at,
        at=h.at,
        ends_at=f.ends_at,
        rulebook=f.rulebook,
        corrects=f.corrects,
    )
    return [numbered(f, h, f.number_year, f.number), *rows]


@on(announcement.AnnouncementCorrected)
def _corrected(f: announcement.AnnouncementCorrected, h: Header) -> list[Change]:
    return [_of_it(f, h, corrected_by=f.corrected_by)]


@on(announcement.AnnouncementWithdrawn)
def _withdrawn(f: announcement.AnnouncementWithdrawn, h: Header) -> list[Change]:
    return [_of_it(f, h, withdrawn_by=f.by, reasons=f.reasons, reasons_from=h.fact_id)]


@on(announcement.AskedAbout)
def _asked(f: announcement.AskedAbout, h: Header) -> list[Change]:
    return [
        written(
            "announcement_question",
            f,
            h,
            question_id=f.question,
            person_id=f.person,
            body=f.body,
            state="open",
        )
    ]


@on(announcement.AnsweredAbout)
def _answered(f: announcement.AnsweredAbout, h: Header) -> list[Change]:
    return [
        _of_question(
            f,
            h,
            state="answered",
            answer=f.body,
            answer_from=h.fact_id,
            answered_by=f.by,
            answered_at=h.at,
        )
    ]


@on(announcement.UnansweredAbout)
def _unanswered(f: announcement.UnansweredAbout, h: Header) -> list[Change]:
    return [_of_question(f, h, state="unanswered", unanswered_at=h.at)]
