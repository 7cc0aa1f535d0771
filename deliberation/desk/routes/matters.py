"""More of the clerk's desk: what must hang on the boards now, near relatives, and erasing personal
words.
"""

import json
from collections.abc import Callable
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import BooleanField

from deliberation import clock
from deliberation.charter.act import Act
from deliberation.charter.facts import ERASABLE
from deliberation.charter.reasons import Refused
from deliberation.charter.roles import Role
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import desk as desk_forms
from deliberation.desk.guard import ask_code, case_here, clerks_only, fresh
from deliberation.readings import record as record_reading
from deliberation.readings.page import posting as posting_reading
from deliberation.readings.people import roster as reading
from deliberation.record.engines import db
from deliberation.record.private import accounts
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people as acts
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.tenancy import actor
from deliberation.web.words.base import say


class EraseForm(CivicForm):
    """Why, and that it was understood that nothing brings the words back."""

    ground = ChoiceCards(
        _l("Why"),
        [chosen],
        choices=[
            ("request", _l("The person asks for it (Personal Information Protection Law, Art 47)")),
            ("order", _l("A court or an authority ordered it")),
        ],
    )
    sure = BooleanField(_l("I have read what goes. Nothing brings it back."))


def attempt(act: Act, beside: Callable[[], None] | None = None) -> list[str]:
    """Perform for the reader; → the reasons against, in words, or nothing. beside: what changes in
    the same transaction.
    """
    try:
        perform(act, actor(), g.community.id, beside=beside)
    except Refused as refused:
        return [say(r) for r in refused.reasons]
    return []


@blueprint.get("/desk/posting")
@clerks_only
def posting() -> Any:
    """Notices and results that must hang now, each with its poster and its proof."""
    return render_template(
        "desk/day/posting.html", rows=posting_reading.due(db.session, g.community.id, clock.now())
    )


@blueprint.route("/desk/people/<person_id>/relatives", methods=["GET", "POST"])
@clerks_only
def relatives(person_id: str) -> Any:
    """Near relatives of a person, as declared at the desk (Art 36: they are no supervisors beside
    committee members).
    """
    row = reading.person(db.session, g.community.id, person_id) or abort(404)
    return _relatives(row, back=url_for("desk.person", person_id=person_id), clerk=True)


@blueprint.route("/my-relatives", methods=["GET", "POST"])
def my_relatives() -> Any:
    """Supervisors and committee members declare their own near relatives."""
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    if not {Role.supervisor, Role.committee_member} & case_here().roles():
        abort(403)
    return _relatives(
        reading.person(db.session, g.community.id, current_user.person_id),
        back=url_for("accounts.me"),
        clerk=False,
    )


def _relatives(row: Any, back: str, *, clerk: bool) -> Any:
    """`clerk`: may look into the roster; others name their relative in full and see no address."""
    if not fresh():
        return ask_code()
    reasons: list[str] = []
    form, text = desk_forms.PressForm(), request.args.get("q", "").strip()[:40]
    if request.method == "POST":
        other = request.form.get("relative_id", "")
        reasons = (
            [_("The form had been open too long. Please press again.")]
            if not form.validate()
            else (
                attempt(
                    acts.DeclareRelative(
                        act_id=form.attempt_id, person_id=row.person_id, relative_id=other
                    )
                )
                if other
                else [_("Please choose one.")]
            )
        )
        if not reasons:
            flash(_("Recorded."), "message")
            return redirect(request.path, 303)
    found = (
        [
            p
            for p in reading.people(db.session, g.community.id, text=text, limit=20)[0]
            if p.person_id != row.person_id
        ]
        if text
        else []
    )
    found = found if clerk else [p for p in found if p.name == text]
    return render_template(
        "desk/roster/relatives.html",
        clerk=clerk,
        row=row,
        form=form,
        reasons=reasons,
        text=text,
        found=found,
        back=back,
        known=reading.relatives_of(db.session, g.community.id, row.person_id),
    ), 422 if reasons else 200


@blueprint.route("/desk/erase/<number:position>/<part>", methods=["GET", "POST"])
@clerks_only
def erase(position: int, part: str) -> Any:
    """Erase the personal words of one fact: shown first, with what stays."""
    fact = record_reading.one(db.session, g.community.id, position)
    if fact is None or part not in ERASABLE:
        abort(404)
    if not fresh():
        return ask_code()
    form, reasons = EraseForm(), []

    def close() -> None:
        if fact["kind"] == "person_entered":  # the entry itself: nobody is left who could sign in
            accounts.forget_person(
                g.community.id, json.loads(fact["bodies"]["public"]["body"])["person"]
            )

    if request.method == "POST" and form.validate():
        if not form.sure.data:
            form.sure.errors = [_("Please tick it.")]
        else:
            reasons = attempt(
                acts.Erase(
                    act_id=form.attempt_id,
                    fact_id=fact["fact_id"],
                    part=part,
                    ground=form.ground.data,
                ),
                close,
            )
            if not reasons:
                flash(_("Erased. The record says that it was, and still verifies."), "message")
                return redirect(url_for("public.record_fact", position=position), 303)
    return render_template(
        "desk/roster/erase.html", form=form, fact=fact, part=part, reasons=reasons
    ), 200 if request.method == "GET" else 422
