"""What somebody owns and for whom they act, at the clerk's desk: recorded from a paper, ended with
a reason. Imported for its routes by the application.
"""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from deliberation.charter.act import Act
from deliberation.charter.reasons import Refused
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import desk as desk_forms
from deliberation.desk.forms import owners as owner_forms
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.printing import with_codes
from deliberation.readings.people import roster as roster_reading
from deliberation.readings.vote import owners as reading
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.roster.acts import owners as owner_acts
from deliberation.web.acting import follow
from deliberation.web.forms.typed import written
from deliberation.web.tenancy import actor
from deliberation.web.values.area import square_metres
from deliberation.web.words.base import say


def _person(person_id: str) -> Any:
    return roster_reading.person(db.session, g.community.id, person_id) or abort(404)


def _attempt(act: Act) -> list[str]:
    try:
        follow(perform(act, actor(), g.community.id))
    except Refused as refused:
        return [say(r) for r in refused.reasons]
    return []


def _done(person_id: str) -> Any:
    flash(_("Recorded."), "message")
    return redirect(url_for("desk.person", person_id=person_id) + "#owning", 303)


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
    row = _person(person_id)
    if not fresh():
        return ask_code()
    form, reasons = owner_forms.OwnershipForm(), []
    text, found = _found(form, "dwelling_id")
    if request.method == "POST" and form.validate():
        reasons = _attempt(
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
    row = _person(person_id)
    if not fresh():
        return ask_code()
    form, reasons = owner_forms.RepresentativeForm(), []
    text, found = _found(form, "dwellings")
    if request.method == "POST" and form.validate():
        reasons = _attempt(
            owner_acts.RecordRepresentative(
                act_id=form.attempt_id,
                person_id=person_id,
                dwellings=tuple(form.dwellings.data or ()),
                ground=form.ground.data,
                document=written(form.document),
            )
        )
        if not reasons:
            return _done(person_id)
    return _page(row, form, reasons, _("Record who acts for an owner"), text, found)


@blueprint.post("/desk/people/<person_id>/owner-letter")
@clerks_only
def owner_letter(person_id: str) -> Any:
    """A join code for an owner who lives elsewhere, to be handed over or posted; earlier codes are
    void.
    """
    row = _person(person_id)
    if not fresh():
        return redirect(
            url_for("accounts.give_code", next=url_for("desk.person", person_id=person_id)), 303
        )
    if not desk_forms.PressForm().validate():
        abort(403)
    tied = any(t.ended_at is None for t in reading.ties(db.session, g.community.id, person_id))
    if row.standing != "adult" or row.lives_here or row.joined_at or not tied:
        abort(404)
    return render_template("print/letters/owner_letter.html", row=row, who=with_codes([row])[0][0])


def _page(row: Any, form: Any, reasons: list[str], title: str, text: str, found: bool) -> Any:
    return render_template(
        "desk/roster/owning.html",
        row=row,
        form=form,
        reasons=reasons,
        title=title,
        text=text,
        found=found,
    ), 422 if request.method == "POST" else 200


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
    row = _person(person_id)
    tie = next(
        (t for t in reading.ties(db.session, g.community.id, person_id) if t.ident == tie_id), None
    ) or abort(404)
    if not fresh():
        return ask_code()
    form, reasons = owner_forms.EndTieForm(), []
    if request.method == "POST" and form.validate():
        reasons = _attempt(make(form.act_id.data, form.reason.data))
        if not reasons:
            return _done(person_id)
    return render_template(
        "desk/roster/owning_end.html", row=row, form=form, reasons=reasons, title=title, tie=tie
    ), 422 if request.method == "POST" else 200
