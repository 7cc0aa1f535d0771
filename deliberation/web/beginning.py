"""A page where a matter of a kind of its own begins: a department's application, a budget round, an
election, the demand of a recall.

Who may, the code of the second factor, the form, and what is refused beside what was typed. Called
by the routes of `propose`.
"""

from collections.abc import Callable
from typing import Any

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import gate
from deliberation.charter.cycle.policy import POLICY
from deliberation.readings import community
from deliberation.readings.desk import waiting as desk
from deliberation.record.engines import db
from deliberation.record.write.done import Done
from deliberation.web.forms.civic import CivicForm

from . import afterwards
from .doing import NOT_DONE, follow, not_done, perform_form
from .tenancy import actor


def begin(
    name: ActName,
    kind: str,
    form_class: type[CivicForm],
    prepare: Callable[[Any, Case], None],
    build: Callable[[Any], Act],
    *,
    template: str,
    said: str,
    beside: Callable[[Case], dict[str, Any]],
) -> Any:
    """The whole page: 404 where the rules know no such kind, 403 for other roles.

    `said` when it is done; `beside` gives what the template shows with the form.
    """
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    case = desk.case_of(
        db.session, g.community, actor(), community.rulebook_digest(db.session, g.community.id)
    )
    if kind not in case.rulebook.kinds:
        abort(404)
    if case.roles().isdisjoint(POLICY[name].roles):
        abort(403)
    if any(r.code == "factor_needed" for r in gate(name, case)):
        return redirect(url_for("accounts.give_code", next=_back()), 303)
    form = form_class()
    prepare(form, case)
    reasons: list[str] = []
    status = 200
    if request.method == "POST":
        outcome = _attempted(form, build)
        if isinstance(outcome, Done):
            flash(afterwards.told(name, outcome, said), "message")
            return redirect(url_for("public.proposal", proposal_id=outcome.subject_id), 303)
        reasons, status = outcome
    return render_template(template, form=form, reasons=reasons, **beside(case)), status


def _back() -> str:
    """Where giving a code leads back to: with the form that was posted, if one was."""
    if request.method != "POST":
        return request.path
    carried: str = current_app.extensions["deliberation.carry_form"]()
    return carried


def _attempted(form: CivicForm, build: Callable[[Any], Act]) -> Done | tuple[list[str], int]:
    """What was done, or the reasons against it with the status of the page that shows them."""
    status = 403 if not form.validate() and form.csrf_failed() else 422
    if form.errors:
        return [], status
    try:
        done = perform_form(form, lambda: build(form))
        follow(done)
        return done
    except NOT_DONE as error:
        return not_done(error)
