"""What somebody owns and for whom they act, at the clerk's desk: recorded from a paper, ended with
a reason. Imported for its routes by the application.
"""

from typing import Any

from flask import abort, g, render_template, request
from flask_babel import gettext as _

from deliberation.desk.attempting import attempt, form_page, recorded
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import desk as desk_forms
from deliberation.desk.forms import owners as owner_forms
from deliberation.desk.guard import ask_code, ask_code_for, clerks_only, fresh
from deliberation.desk.people import person_of
from deliberation.desk.printing.codes import with_codes
from deliberation.readings.vote import owners as reading
from deliberation.record.engines import db
from deliberation.roster.acts import owners as owner_acts
from deliberation.web.forms.typed import written
from deliberation.web.values.area import square_metres


def _done(person_id: str) -> Any:
    return recorded(person_id, "#owning")


def _found(form: Any, field: str) -> tuple[str, bool]:
    """What was searched, and whether units were found: they become the choices of the form."""
    text = (request.values.get("q") or "").strip()[:60]
    units = reading.find_units(db.session, g.community.id, text)
    form[field].choices = [
        (
            u.dwelling_id,
            f"{u.building or ''}-{u.unit or ''}-{u.room or ''} · {square_metres(u.area)}",
        )
        for u in units
    ]
    return text, bool(units)


@blueprint.route("/desk/people/<person_id>/owns", methods=["GET", "POST"])
@clerks_only
def record_ownership(person_id: str) -> Any:
    """Another unit that somebody owns: found by its address, recorded by its document."""
    row = person_of(person_id)
    if not fresh():
        return ask_code()
    form, reasons = owner_forms.OwnershipForm(), []
    text, found = _found(form, "dwelling_id")
    if request.method == "POST" and form.validate():
        reasons = attempt(
            owner_acts.RecordOwnership(
                act_id=form.attempt_id,
                person_id=person_id,
                dwelling_id=form.dwelling_id.data,
                document=written(form.document),
            )
        )
        if not reasons:
            return _done(person_id)
    return _page(row, form, reasons, _("Record a unit that somebody owns"), text, found)


@blueprint.route("/desk/people/<person_id>/acts-for", methods=["GET", "POST"])
@clerks_only
def record_representative(person_id: str) -> Any:
    """Somebody acts for the owner of one or several units."""
    row = person_of(person_id)
    if not fresh():
        return ask_code()
    form, reasons = owner_forms.RepresentativeForm(), []
    text, found = _found(form, "dwellings")
    if request.method == "POST" and form.validate():
        reasons = attempt(_representative(form, person_id))
        if not reasons:
            return _done(person_id)
    return _page(row, form, reasons, _("Record who acts for an owner"), text, found)


def _representative(
    form: owner_forms.RepresentativeForm, person_id: str
) -> owner_acts.RecordRepresentative:
    return owner_acts.RecordRepresentative(
        act_id=form.attempt_id,
        person_id=person_id,
        dwellings=tuple(form.dwellings.data or ()),
        ground=form.ground.data,
        document=written(form.document),
    )


@blueprint.post("/desk/people/<person_id>/owner-letter")
@clerks_only
def owner_letter(person_id: str) -> Any:
    """A join code for an owner who lives elsewhere, to be handed over or posted; earlier codes are
    void.
    """
    row = person_of(person_id)
    if not fresh():
        return ask_code_for(person_id)
    if not desk_forms.PressForm().validate():
        abort(403)
    tied = any(t.ended_at is None for t in reading.ties(db.session, g.community.id, person_id))
    if row.standing != "adult" or row.lives_here or row.joined_at or not tied:
        abort(404)
    return render_template("print/letters/owner_letter.html", row=row, who=with_codes([row])[0][0])


def _page(row: Any, form: Any, reasons: list[str], title: str, text: str, found: bool) -> Any:
    shown = {"row": row, "reasons": reasons, "title": title, "text": text, "found": found}
    return form_page("desk/roster/owning.html", form=form, **shown)


@blueprint.route("/desk/people/<person_id>/owns/<tie_id>/end", methods=["GET", "POST"])
@clerks_only
def end_ownership(person_id: str, tie_id: str) -> Any:
    """Sold, given away, recorded by mistake."""
    return _end(
        person_id,
        tie_id,
        _("Record that a unit is theirs no more"),
        lambda act_id, why: owner_acts.EndOwnership(act_id=act_id, ownership_id=tie_id, reason=why),
    )


@blueprint.route("/desk/people/<person_id>/acts-for/<tie_id>/end", methods=["GET", "POST"])
@clerks_only
def end_representative(person_id: str, tie_id: str) -> Any:
    """The owner acts again, or another will."""
    return _end(
        person_id,
        tie_id,
        _("End that somebody acts for an owner"),
        lambda act_id, why: owner_acts.EndRepresentative(
            act_id=act_id, representation_id=tie_id, reason=why
        ),
    )


def _end(person_id: str, tie_id: str, title: str, make: Any) -> Any:
    row = person_of(person_id)
    tie = next(
        (t for t in reading.ties(db.session, g.community.id, person_id) if t.ident == tie_id), None
    ) or abort(404)
    if not fresh():
        return ask_code()
    form, reasons = owner_forms.EndTieForm(), []
    if request.method == "POST" and form.validate():
        reasons = attempt(make(form.act_id.data, form.reason.data))
        if not reasons:
            return _done(person_id)
    shown = {"row": row, "reasons": reasons, "title": title, "tie": tie}
    return form_page("desk/roster/owning_end.html", form=form, **shown)
