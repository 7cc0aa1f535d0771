"""Pages of asking about an announcement, answering, and hiding what breaks a rule."""

from flask.typing import ResponseReturnValue as Answer

from deliberation.charter.acts import ActName as A
from deliberation.cycle.inform.acts import asking as acts
from deliberation.cycle.inform.acts.announcement import in_its_office
from deliberation.cycle.inform.announcing import Attempt, Step, answer
from deliberation.cycle.inform.blueprint import blueprint
from deliberation.cycle.inform.forms import announcement as forms
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.typed import written


def _at(form: CivicForm, attempt: Attempt) -> None:
    """The question the address names."""
    form.ref = attempt.ref


ASK = Step(
    A.ask_about,
    forms.AskForm,
    lambda form, common: acts.AskAbout(**common, body=written(form.body)),
    "inform/announcement/ask.html",
)
ANSWER = Step(
    A.answer_about,
    forms.AnswerForm,
    lambda form, common: acts.AnswerAbout(**common, question_id=form.ref, body=written(form.body)),
    "inform/announcement/ask.html",
    prepare=_at,
    asked_first=in_its_office,
)
HIDE = Step(
    A.hide_about,
    forms.HideForm,
    lambda form, common: acts.HideAbout(
        **common, question_id=form.ref, reason=form.reason.data, note=form.note.data
    ),
    "inform/announcement/ask.html",
    prepare=_at,
)


@blueprint.route("/announcements/<announcement_id>/ask-about", methods=["GET", "POST"])
def ask_about(announcement_id: str) -> Answer:
    """A short question to the office that wrote it."""
    return answer(ASK, announcement_id)


@blueprint.route("/announcements/<announcement_id>/answer-about/<ref>", methods=["GET", "POST"])
def answer_about(announcement_id: str, ref: str) -> Answer:
    """The office's answer."""
    return answer(ANSWER, announcement_id, ref)


@blueprint.route("/announcements/<announcement_id>/hide-about/<ref>", methods=["GET", "POST"])
def hide_about(announcement_id: str, ref: str) -> Answer:
    """Hidden by a supervisor, for a reason of the public list."""
    return answer(HIDE, announcement_id, ref)
