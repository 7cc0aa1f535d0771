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
from deliberation.charter.reasons import Refused
from deliberation.readings import community
from deliberation.readings.desk import waiting as desk
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.files import NoStore
from deliberation.web.forms.files_ready import NotTaken, ready
from deliberation.web.words.base import say

from .acting import follow
from .phrases import gettext as _
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
        back = (
            current_app.extensions["deliberation.carry_form"]()
            if request.method == "POST"
            else request.path
        )
        return redirect(url_for("accounts.give_code", next=back), 303)
    form, reasons, status = form_class(), [], 200
    prepare(form, case)
    if request.method == "POST":
        status = 403 if not form.validate() and form.csrf_failed() else 422
        if not form.errors:
            try:
                ready(form, lambda: build(form))
                done = perform(build(form), actor(), g.community.id)
                follow(done)
                flash(said, "message")
                return redirect(url_for("public.proposal", proposal_id=done.proposal_id), 303)
            except Refused as refused:
                reasons, status = [say(r) for r in refused.reasons], refused.status
            except NotTaken as bad:  # the field says why
                status = bad.status
            except NoStore:
                reasons, status = (
                    [
                        _(
                            "Files cannot be stored just now. Please try again later, or "
                            "send it without."
                        )
                    ],
                    503,
                )
    return render_template(template, form=form, reasons=reasons, **beside(case)), status
