"""Pages of asking about an announcement, answering, and hiding what breaks a rule
or leaving it."""

from typing import Any

from flask import g

from deliberation.charter.acts import ActName as A
from deliberation.cycle.inform.acts import asking as acts
from deliberation.cycle.inform.acts.announcement import in_its_office
from deliberation.cycle.inform.blueprint import blueprint
from deliberation.cycle.inform.forms import announcement as forms
from deliberation.readings.page import moderation
from deliberation.record.engines import db
from deliberation.web.acting import act_page, at_entry
from deliberation.web.forms.typed import written
from deliberation.web.places import ANNOUNCEMENT, Attempt

ASKED = "#questions"
TEMPLATE = "acting/at_question.html"


def _reported(form: Any, attempt: Attempt) -> None:
    """For what the question was reported, before it is hidden or left."""
    at_entry(form, attempt)
    here = g.community.id, attempt.view.row.subject_id, attempt.ref
    attempt.shown["reports"] = moderation.reports(db.session, *here)


act_page(
    blueprint,
    A.ask_about,
    forms.AskForm,
    lambda f, c: acts.AskAbout(**c, body=written(f.body)),
    template=TEMPLATE,
    anchor=ASKED,
    place=ANNOUNCEMENT,
)
act_page(
    blueprint,
    A.answer_about,
    forms.AnswerForm,
    lambda f, c: acts.AnswerAbout(**c, question_id=f.ref, body=written(f.body)),
    prepare=at_entry,
    template=TEMPLATE,
    anchor=ASKED,
    place=ANNOUNCEMENT,
    first=in_its_office,
)
act_page(
    blueprint,
    A.hide_about,
    forms.HideForm,
    lambda f, c: acts.HideAbout(**c, question_id=f.ref, reason=f.reason.data, note=f.note.data),
    prepare=_reported,
    template=TEMPLATE,
    anchor=ASKED,
    place=ANNOUNCEMENT,
)
act_page(
    blueprint,
    A.keep_about,
    forms.KeepForm,
    lambda f, c: acts.KeepAbout(**c, question_id=f.ref, note=f.note.data),
    prepare=_reported,
    template=TEMPLATE,
    anchor=ASKED,
    place=ANNOUNCEMENT,
)
