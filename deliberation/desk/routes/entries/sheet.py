"""A co-signing sheet entered at the desk: everybody who signed is ticked, one slip number for the
page.
"""

from functools import partial
from typing import Any

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response

from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.charter.attaching import NewFile
from deliberation.charter.ids import is_id
from deliberation.charter.reasons import Refused
from deliberation.desk.act_ids import derived
from deliberation.desk.acts.entries import EnterFor
from deliberation.desk.attempting import attempt_all, form_page
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms.entries import SheetForm
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.people import LONGEST
from deliberation.readings.desk import to_enter
from deliberation.readings.people import roster as roster_reading
from deliberation.record.engines import db
from deliberation.web.forms.files_ready import ready
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _

from .slips import Slip, matter_of, told


@blueprint.route("/desk/sheet/<proposal_id>", methods=["GET", "POST"])
@clerks_only
def sheet(proposal_id: str) -> Any:
    """A co-signing sheet: tick everybody who signed, one slip number for the page."""
    p = matter_of(proposal_id)
    if not fresh():
        return ask_code()
    text = request.values.get("q", "").strip()[:LONGEST]
    building = request.values.get("building", "")[:60]
    form, reasons = SheetForm(), []
    if request.method == "POST" and form.validate():
        wanted = _ticked(form)
        reasons = told(lambda: _signed(form, proposal_id, wanted))
        if wanted and not reasons:
            return _done(form, proposal_id, len(wanted), building)
    form.people.choices = _who_may_sign(proposal_id, text, building)
    buildings = roster_reading.buildings(db.session, g.community.id)
    shown = {"p": p, "text": text, "building": building, "buildings": buildings}
    return form_page("desk/entries/sheet.html", form=form, reasons=reasons, **shown)


def _ticked(form: SheetForm) -> list[str]:
    wanted = [x for x in form.people.data or [] if is_id(x)]
    if not wanted:
        form.people.errors = [_("Please tick at least one person.")]
    return wanted


def _tell(form: SheetForm, count: int) -> None:
    """How many were entered, also where others of the same sheet were refused."""
    said = _("%(n)s signatures of sheet %(slip)s are entered.", n=count, slip=form.slip.data)
    flash(said, "message")


def _done(form: SheetForm, proposal_id: str, count: int, building: str) -> Response:
    _tell(form, count)
    again = url_for("desk.sheet", proposal_id=proposal_id, building=building or None)
    return redirect(again, 303)


def _who_may_sign(proposal_id: str, text: str, building: str) -> list[tuple[str, str]]:
    """Whoever of a building, or found by name, may still sign; nobody unless one is asked for."""
    if not text and not building:
        return []
    return [
        (r.person_id, f"{r.building or ''}-{r.unit or ''}-{r.room or ''} {r.name or '—'}")
        for r in to_enter.may_sign(
            db.session, g.community.id, proposal_id, text=text, building=building
        )
    ]


def _signed(form: SheetForm, proposal_id: str, wanted: list[str]) -> list[str]:
    """Enter the signatures of a sheet; → what was refused, by name. Raises NotTaken, NoStore."""
    photo = None
    try:
        ready(form, *(partial(_entry, form, proposal_id, who, None) for who in wanted))
        photo = form.photo.one() if wanted else None
    except Refused:  # every one of them, each for a reason of its own: told below
        pass
    reasons, refused = [], 0
    tried = attempt_all(_entry(form, proposal_id, who, photo) for who in wanted)
    for against, who in zip(tried, wanted, strict=True):
        refused += bool(against)
        if against:
            row = roster_reading.person(db.session, g.community.id, who)
            reasons += [f"{row.name if row else '—'}: {why}" for why in against]
    if 0 < refused < len(wanted):
        _tell(form, len(wanted) - refused)
    return reasons


def _entry(form: SheetForm, proposal_id: str, person_id: str, photo: NewFile | None) -> EnterFor:
    """One signature of the sheet, with an id of its own that follows from the sheet's."""
    at = derived(form.attempt_id, person_id)
    inner = attempt_of(A.cosign, act_id=at, subject_id=proposal_id)
    return Slip(person_id, written(form.slip), "visited").entry(inner, photo)
