"""Offices recorded at the desk: somebody took one, or left it."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import g
from flask_babel import gettext as _

from deliberation.charter.calendar import Calendar
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import desk as desk_forms
from deliberation.desk.guard import clerks_only
from deliberation.desk.people import person_of
from deliberation.roster.acts import people as acts
from deliberation.web.forms.typed import given, written

from .shared import change_page


@blueprint.route("/desk/people/<person_id>/office", methods=["GET", "POST"])
@clerks_only
def office(person_id: str) -> Any:
    """Record that somebody took office."""
    row, form = person_of(person_id), desk_forms.OfficeForm()
    return change_page(
        row,
        form,
        _("Record an office"),
        lambda: acts.TakeOffice(
            act_id=form.attempt_id,
            person_id=person_id,
            role=form.role.data,
            starts_at=_begin(given(form.starts_on)),
            ends_at=_end(given(form.ends_on)),
            document=written(form.document),
            organisation=form.organisation.data or None,
        ),
    )


@blueprint.route("/desk/offices/<office_id>/leave/<person_id>", methods=["GET", "POST"])
@clerks_only
def leave_office(office_id: str, person_id: str) -> Any:
    """Record the end of an office."""
    row, form = person_of(person_id), desk_forms.LeaveForm()
    return change_page(
        row,
        form,
        _("Record the end of an office"),
        lambda: acts.LeaveOffice(
            act_id=form.attempt_id,
            office_id=office_id,
            cause=form.cause.data,
            document=form.document.data,
        ),
    )


def _begin(day: date) -> datetime:
    return Calendar.load("plain").end_of_day(day - timedelta(days=1), g.community.timezone)


def _end(day: date) -> datetime:
    return Calendar.load("plain").end_of_day(day, g.community.timezone)
