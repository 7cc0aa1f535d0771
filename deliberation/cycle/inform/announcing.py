"""The page of one act of announcements: the form, what stands against it, and what came of it.

Called by `inform.routes.announcement`, once per act. Whoever has to give a second factor gives it
first; what they had typed comes back with them.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer
from flask_login import current_user

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import gate
from deliberation.charter.reasons import Reason, Refused
from deliberation.readings.announcements import page as reading
from deliberation.record.engines import db
from deliberation.record.write.done import Done, answered
from deliberation.web.acting import NOT_DONE, follow, not_done, perform_form
from deliberation.web.errors.pages import page
from deliberation.web.forms.civic import CivicForm
from deliberation.web.phrases import gettext as _
from deliberation.web.tenancy import actor, case_here
from deliberation.web.words.base import ACT, say

_NOT_SAID = ("csrf_token", "act_id", "files", "publish_anyway")
Build = Callable[[Any, dict[str, Any]], Act]


@dataclass(frozen=True)
class Step:
    """One act on announcements. `build(form, common)` makes it; `prepare(form, attempt)` fills in
    what depends on the reader; `asked_first` raises Refused for whoever needs no form; `looked_at`:
    its words are shown once more before they count.
    """

    name: ActName
    form: type[CivicForm]
    build: Build
    template: str
    prepare: Callable[[Any, "Attempt"], None] | None = None
    asked_first: Callable[[Case], None] | None = None
    looked_at: bool = False


@dataclass(frozen=True)
class Attempt:
    """What stands around the form: the announcement (None where one begins), the reader's case, the
    question the address names.
    """

    view: reading.AnnouncementView | None
    case: Case
    ref: str = ""
    question: Any = None
    shown: dict[str, Any] = field(default_factory=dict)


def answer(step: Step, announcement_id: str | None = None, ref: str = "") -> Answer:
    """The page."""
    if not current_user.is_authenticated or not current_user.person_id:
        return _signed_out(step)
    attempt = _attempt(announcement_id, ref)
    against = gate(step.name, attempt.case) or _not_theirs(step, attempt.case)
    refused = [r for r in against if r.code != "factor_needed"]
    if refused and request.method == "GET":
        return page(_signed_in(refused[0]), list(map(say, refused)))
    if against and not refused:
        return redirect(url_for("accounts.give_code", next=_back()), 303)
    form = step.form()
    if step.prepare:
        step.prepare(form, attempt)
    if request.method == "GET":
        return _show(step, form, attempt, 200)
    return _posted(step, form, attempt, announcement_id, refused)


def _not_theirs(step: Step, case: Case) -> list[Reason]:
    try:
        if step.asked_first:
            step.asked_first(case)
    except Refused as refused:
        return list(refused.reasons)
    return []


def _attempt(announcement_id: str | None, ref: str) -> Attempt:
    if announcement_id is None:
        return Attempt(None, case_here())
    view = reading.page(db.session, g.community.id, announcement_id)
    question = next((q for q in view.questions if q.question_id == ref), None) if view else None
    if view is None or (ref and question is None):
        abort(404)
    return Attempt(view, reading.case_of(db.session, g.community, view.row, actor()), ref, question)


def _signed_out(step: Step) -> Answer:
    """A form that came twice, while its first tap renewed the session, has its first answer."""
    look = current_app.extensions.get("deliberation.first_tap")
    found = look() if look else None
    if found is not None and found.person_id is not None:
        done = answered(step.form().act_id.data or "", found.person_id, g.community.id)
        if done is not None:
            return _leave(step, done)
    return redirect(url_for("accounts.sign_in", next=request.path), 303)


def _posted(
    step: Step,
    form: CivicForm,
    attempt: Attempt,
    announcement_id: str | None,
    refused: list[Reason],
) -> Answer:
    if not form.validate():
        if not form.csrf_failed():
            return _show(step, form, attempt, 422)
        kept = _("Everything you typed is still here: please press the button again.")
        return _show(step, form, attempt, 403, [kept])
    then = request.form.get("then")
    if step.looked_at and (then != "done" or request.form.get("seen") != _digest(form)):
        if refused:  # nobody looks once more at what they may not do
            return _show(step, form, attempt, _signed_in(refused[0]), list(map(say, refused)))
        return _show(step, form, attempt, 200, look=then != "again")
    if _lost(form):
        return _show(step, form, attempt, 422, [_choose_again()], look=True)
    common = {"act_id": form.attempt_id}
    if announcement_id is not None:
        common["subject_id"] = announcement_id
    try:
        done = perform_form(form, lambda: step.build(form, common))
    except NOT_DONE as error:
        reasons, status = not_done(error)
        return _show(step, form, attempt, 403 if status == 401 else status, reasons)
    follow(done)
    return _leave(step, done)


def _had_files(form: CivicForm) -> bool:
    """Whether files were chosen, now or before the look; no page can keep them."""
    files = getattr(form, "files", None)
    return bool(files and files.names)


def _lost(form: CivicForm) -> bool:
    """Whether it would go out without them, and nobody said that it should."""
    files = getattr(form, "files", None)
    return bool(files and files.left) and request.form.get("without_files") != "1"


def _choose_again() -> str:
    return _("Choose your photos and files once more, or say that it goes out without them.")


def _digest(form: CivicForm) -> str:
    """What was typed, so that nothing goes out that its writer has not looked at once more."""
    said = {f.name: str(f.data) for f in form if f.name not in _NOT_SAID}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _show(
    step: Step,
    form: CivicForm,
    attempt: Attempt,
    status: int,
    reasons: list[str] | None = None,
    *,
    look: bool = False,
) -> Answer:
    label, effect = ACT[step.name.value]
    shown = render_template(
        step.template,
        form=form,
        attempt=attempt,
        view=attempt.view,
        label=label,
        effect=effect,
        look=_digest(form) if look else "",
        had_files=_had_files(form),
        reasons=reasons or [],
        **attempt.shown,
    )
    return shown, status


def _leave(step: Step, done: Done) -> Answer:
    """On to what was written; after a correction to the later one."""
    if not done.repeated:
        flash(_("Done: %(act)s", act=ACT[step.name.value][0]), "message")
    row = reading.row(db.session, g.community.id, done.subject_id or "")
    there = row.corrected_by if step.name is ActName.correct_announcement else row.subject_id
    return redirect(url_for("public.announcement", announcement_id=there), 303)


def _signed_in(reason: Reason) -> int:
    """The same for whoever is signed in already: they need not sign in."""
    return 403 if reason.status == 401 else reason.status


def _back() -> str:
    """Where giving a code leads back to: with the form that was posted, if one was."""
    if request.method != "POST":
        return request.path
    carried: str = current_app.extensions["deliberation.carry_form"]()
    return carried
