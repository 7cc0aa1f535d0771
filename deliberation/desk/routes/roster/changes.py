"""What changes in somebody's entry on the roster, recorded at the desk: put right, moved, left,
back again, merged; and somebody new.
"""

from datetime import date
from typing import Any

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _

from deliberation.charter.text import plain
from deliberation.desk.attempting import attempt, form_page
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import roster as roster_forms
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.people import found, person_of
from deliberation.record.private import accounts
from deliberation.roster.acts import correcting as correcting_acts
from deliberation.roster.acts import life as roster_acts
from deliberation.roster.acts import people as acts
from deliberation.web.forms.typed import written

from .shared import change_page


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


@blueprint.route("/desk/people/<person_id>/correct", methods=["GET", "POST"])
@clerks_only
def correct_person(person_id: str) -> Any:
    """The entry as it stands, to be put right."""
    row, form = person_of(person_id), roster_forms.CorrectForm()
    if request.method == "GET" and not form.new_name.data:
        _as_it_stands(form, row)
    return change_page(row, form, _("Correct the entry"), lambda: _correction(form, person_id))


def _as_it_stands(form: roster_forms.CorrectForm, row: Any) -> None:
    form.new_name.data, form.phone.data = row.name, row.phone
    form.tenure.data, form.lives_here.data = row.tenure, row.lives_here
    form.birth_date.data = date.fromisoformat(row.birth_date) if row.birth_date else None


def _correction(form: roster_forms.CorrectForm, person_id: str) -> correcting_acts.CorrectPerson:
    return correcting_acts.CorrectPerson(
        act_id=form.attempt_id,
        person_id=person_id,
        new_name=written(form.new_name),
        phone=form.phone.data or None,
        birth_date=_iso(form.birth_date.data),
        tenure=form.tenure.data,
        lives_here=bool(form.lives_here.data),
        happened_on=_iso(form.happened_on.data),
        reason=written(form.reason),
    )


@blueprint.route("/desk/people/<person_id>/move", methods=["GET", "POST"])
@clerks_only
def move_person(person_id: str) -> Any:
    """Another dwelling of the community."""
    row, form = person_of(person_id), roster_forms.MoveForm()
    return change_page(
        row,
        form,
        _("Moved within the community"),
        lambda: roster_acts.MovePerson(
            act_id=form.attempt_id,
            person_id=person_id,
            entries=(_entry(form, "", "1970-01-01"),),
            happened_on=_iso(form.happened_on.data),
            reason=written(form.reason),
        ),
    )


def _entry(form: Any, name: str, born: str, **more: Any) -> acts.RosterEntry:
    return acts.RosterEntry(
        estate=plain(form.estate.data or "") or None,
        building=plain(form.building.data),
        unit=plain(form.unit.data or ""),
        room=plain(form.room.data),
        name=name,
        birth_date=born,
        area=0,
        **{"phone": None, "tenure": "owner", "lives_here": True, **more},
    )


@blueprint.route("/desk/people/<person_id>/left", methods=["GET", "POST"])
@clerks_only
def record_left(person_id: str) -> Any:
    """Moved away or died. The account of the dead is closed; whoever moved keeps theirs, to read
    and take along what is held about them.
    """
    row, form = person_of(person_id), roster_forms.LeftForm()

    def close() -> None:
        if form.cause.data == "died":
            accounts.forget_person(g.community.id, person_id)

    return change_page(row, form, _("Moved away or died"), lambda: _left(form, person_id), close)


def _left(form: roster_forms.LeftForm, person_id: str) -> roster_acts.RecordLeft:
    return roster_acts.RecordLeft(
        act_id=form.attempt_id,
        person_id=person_id,
        cause=form.cause.data,
        happened_on=_iso(form.happened_on.data),
        reason=written(form.reason),
    )


@blueprint.route("/desk/people/<person_id>/return", methods=["GET", "POST"])
@clerks_only
def record_return(person_id: str) -> Any:
    """Back again."""
    row, form = person_of(person_id), roster_forms.ReturnForm()
    return change_page(
        row,
        form,
        _("Back again"),
        lambda: roster_acts.RecordReturn(
            act_id=form.attempt_id,
            person_id=person_id,
            happened_on=_iso(form.happened_on.data),
            reason=written(form.reason),
        ),
    )


@blueprint.route("/desk/people/<person_id>/merge", methods=["GET", "POST"])
@clerks_only
def merge_entries(person_id: str) -> Any:
    """The other entry is chosen among those of the same name."""
    row, form = person_of(person_id), roster_forms.MergeEntriesForm()
    form.closed_id.choices = _of_the_same_name(row)
    return change_page(
        row,
        form,
        _("Merge with another entry"),
        lambda: roster_acts.MergeEntries(
            act_id=form.attempt_id,
            person_id=person_id,
            closed_id=form.closed_id.data,
            reason=written(form.reason),
        ),
    )


def _of_the_same_name(row: Any) -> list[tuple[str, str]]:
    return [
        (
            r.person_id,
            f"{r.name or '—'} · {r.building or ''}-{r.unit or ''}-{r.room or ''} · "
            f"{r.phone or '—'}",
        )
        for r in found(row.name or "", most=20)
        if r.person_id != row.person_id and r.standing != "merged"
    ]


@blueprint.route("/desk/new-person", methods=["GET", "POST"])
@clerks_only
def new_person() -> Any:
    """Somebody who is not on the roster yet."""
    if not fresh():
        return ask_code()
    form, reasons = roster_forms.NewPersonForm(), []
    if request.method == "POST" and form.validate():
        reasons = attempt(acts.EnterPeople(act_id=form.attempt_id, entries=(_newcomer(form),)))
        if not reasons:
            flash(_("Recorded."), "message")
            return redirect(url_for("desk.roster", q=form.new_name.data), 303)
    shown = {"title": _("Enter somebody"), "back": url_for("desk.roster")}
    return form_page("desk/roster/form.html", form=form, reasons=reasons, **shown)


def _newcomer(form: roster_forms.NewPersonForm) -> acts.RosterEntry:
    return _entry(
        form,
        written(form.new_name),
        _iso(form.birth_date.data),
        phone=form.phone.data or None,
        tenure=form.tenure.data,
        lives_here=bool(form.lives_here.data),
    )
