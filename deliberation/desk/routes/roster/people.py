"""The roster on the clerk's desk: people found, one of them, and what is printed for them with
codes: letters for a building, a card.
"""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from deliberation.accounts.factors import cards
from deliberation.charter.reasons import Refused
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import desk as desk_forms
from deliberation.desk.guard import ask_code_for, clerks_only, fresh
from deliberation.desk.people import person_of, searched
from deliberation.desk.printing.codes import with_codes
from deliberation.readings import record
from deliberation.readings.desk import reset_requests
from deliberation.readings.people import entry
from deliberation.readings.people import roster as reading
from deliberation.readings.vote import owners
from deliberation.record.engines import db
from deliberation.web.values import address
from deliberation.web.words.base import say


@blueprint.get("/desk")
@clerks_only
def roster() -> Any:
    """People with addresses, found by name, building or phone."""
    text = searched()
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
    return _person_page(person_of(person_id), desk_forms.PressForm())


def _person_page(row: Any, form: Any, reasons: tuple[str, ...] = ()) -> str:
    s, c, who = db.session, g.community.id, row.person_id
    return render_template(
        "desk/roster/person.html",
        row=row,
        entry_at=record.position_of(s, c, row.private_from),
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
    row = person_of(person_id)
    if not fresh():
        return ask_code_for(person_id)
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
