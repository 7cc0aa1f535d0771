"""The clerk's desk: the roster, letters with codes for a building, code cards, offices.

For clerks in office only.
"""

from datetime import date, datetime, timedelta
from typing import Any

from flask import (
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _

from deliberation.accounts.factors import cards
from deliberation.charter.calendar import Calendar
from deliberation.charter.reasons import Refused
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import desk as desk_forms
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.printing import with_codes
from deliberation.readings.desk import reset_requests
from deliberation.readings.people import entry
from deliberation.readings.people import roster as reading
from deliberation.readings.vote import owners
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people as acts
from deliberation.web.forms.typed import given, written
from deliberation.web.tenancy import actor
from deliberation.web.values import address
from deliberation.web.words.base import say


@blueprint.get("/desk")
@clerks_only
def roster() -> Any:
    """People with addresses, found by name, building or phone."""
    text = request.args.get("q", "").strip()[:40]
    rows, more = reading.people(db.session, g.community.id, text=text, after=address.key("after"))
    return render_template(
        "desk/roster/roster.html",
        rows=rows,
        more=more,
        text=text,
        buildings=reading.buildings(db.session, g.community.id),
    )


@blueprint.route("/desk/letters/<building>", methods=["GET", "POST"])
@clerks_only
def letters(building: str) -> Any:
    """Letters for the households of a building: printing makes new codes and voids the old ones, so
    it is a POST.
    """
    people = reading.adults_of_building(db.session, g.community.id, building)
    form = desk_forms.PressForm()
    if request.method == "GET" or not form.validate():
        return render_template(
            "desk/printing/letters.html", form=form, building=building, people=people
        )
    return render_template(
        "print/letters/letters.html", households=with_codes(people), building=building
    )


@blueprint.get("/desk/people/<person_id>")
@clerks_only
def person(person_id: str) -> Any:
    """One person: address, offices, what can be printed for them."""
    return _person_page(
        reading.person(db.session, g.community.id, person_id) or abort(404), desk_forms.PressForm()
    )


def _person_page(row: Any, form: Any, reasons: tuple[str, ...] = ()) -> str:
    s, c, who = db.session, g.community.id, row.person_id
    return render_template(
        "desk/roster/person.html",
        row=row,
        form=form,
        reasons=reasons,
        offices=reading.offices_of(s, c, who),
        relatives=reading.relatives_of(s, c, who),
        history=entry.history(s, c, who),
        ties=owners.ties(s, c, who),
        open_reset=next(
            iter(reset_requests.resets(s, c, person=who, state="asked", limit=1)), None
        ),
    )


@blueprint.post("/desk/people/<person_id>/card")
@clerks_only
def card(person_id: str) -> Any:
    """Print a card of numbered codes; a new one ends the old."""
    row = reading.person(db.session, g.community.id, person_id) or abort(404)
    if not fresh():
        return redirect(
            url_for("accounts.give_code", next=url_for("desk.person", person_id=person_id)), 303
        )
    form = desk_forms.PressForm()
    if not form.validate():
        abort(403)
    try:
        codes = cards.issue(form.attempt_id, person_id)
    except Refused as refused:
        return _person_page(row, form, tuple(say(r) for r in refused.reasons)), refused.status
    if codes is None:
        flash(_("That card was already printed. If the sheet is lost, print a new one."), "message")
        return redirect(url_for("desk.person", person_id=person_id), 303)
    return render_template("print/letters/card.html", row=row, codes=codes)


@blueprint.route("/desk/people/<person_id>/office", methods=["GET", "POST"])
@clerks_only
def office(person_id: str) -> Any:
    """Record that somebody took office."""
    row = reading.person(db.session, g.community.id, person_id) or abort(404)
    if not fresh():
        return ask_code()
    form, reasons = desk_forms.OfficeForm(), []
    if request.method == "POST" and form.validate():
        try:
            perform(
                acts.TakeOffice(
                    act_id=form.attempt_id,
                    person_id=person_id,
                    role=form.role.data,
                    starts_at=_begin(given(form.starts_on)),
                    ends_at=_end(given(form.ends_on)),
                    document=written(form.document),
                    organisation=form.organisation.data or None,
                ),
                actor(),
                g.community.id,
            )
            flash(_("Recorded."), "message")
            return redirect(url_for("desk.person", person_id=person_id), 303)
        except Refused as refused:
            reasons = [say(r) for r in refused.reasons]
    status = 200 if request.method == "GET" else 422
    return render_template(
        "desk/roster/office.html", form=form, row=row, reasons=reasons, title=_("Record an office")
    ), status


@blueprint.route("/desk/offices/<office_id>/leave/<person_id>", methods=["GET", "POST"])
@clerks_only
def leave_office(office_id: str, person_id: str) -> Any:
    """Record the end of an office."""
    row = reading.person(db.session, g.community.id, person_id) or abort(404)
    if not fresh():
        return ask_code()
    form, reasons = desk_forms.LeaveForm(), []
    if request.method == "POST" and form.validate():
        try:
            perform(
                acts.LeaveOffice(
                    act_id=form.attempt_id,
                    office_id=office_id,
                    cause=form.cause.data,
                    document=form.document.data,
                ),
                actor(),
                g.community.id,
            )
            flash(_("Recorded."), "message")
            return redirect(url_for("desk.person", person_id=person_id), 303)
        except Refused as refused:
            reasons = [say(r) for r in refused.reasons]
    status = 200 if request.method == "GET" else 422
    return render_template(
        "desk/roster/office.html",
        form=form,
        row=row,
        reasons=reasons,
        title=_("Record the end of an office"),
    ), status


def _begin(day: date) -> datetime:
    return Calendar.load("plain").end_of_day(day - timedelta(days=1), g.community.timezone)


def _end(day: date) -> datetime:
    return Calendar.load("plain").end_of_day(day, g.community.timezone)
