"""Personal words erased at the desk: those of one fact, or everything somebody wrote.

Each leaves its digest, so that the record still verifies.
"""

from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField

from deliberation.charter.facts import ERASABLE
from deliberation.desk.act_ids import derived
from deliberation.desk.attempting import attempt, form_page
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import roster as roster_forms
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.people import person_of
from deliberation.readings import record as record_reading
from deliberation.readings.people import own_words
from deliberation.readings.people import roster as roster_reading
from deliberation.record.engines import db
from deliberation.record.private import accounts
from deliberation.roster.acts import people as acts
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen


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


@blueprint.route("/desk/people/<person_id>/erase", methods=["GET", "POST"])
@clerks_only
def erase_words(person_id: str) -> Any:
    """Everything a person wrote, at their request: one fact per text, each with its digest kept, so
    that the record still verifies.
    """
    row = person_of(person_id)
    if not fresh():
        return ask_code()
    form, reasons = roster_forms.EraseAllForm(), []
    there = own_words.erasable(db.session, g.community.id, person_id)
    if request.method == "POST" and form.validate() and _sure(form, _("Please tick this first.")):
        reasons = [why for text in there for why in _erased(form, person_id, *text)]
        if not reasons:
            flash(_("Erased: %(n)s texts.", n=len(there)), "message")
            return redirect(url_for("desk.person", person_id=person_id), 303)
    shown = {"form": form, "row": row, "reasons": reasons, "count": len(there)}
    return form_page("desk/roster/erase_words.html", **shown)


def _sure(form: Any, otherwise: str) -> bool:
    """Whether it was ticked that nothing brings the words back; else the field says `otherwise`."""
    if not form.sure.data:
        form.sure.errors = [otherwise]
    return bool(form.sure.data)


def _erased(form: roster_forms.EraseAllForm, person_id: str, fact_id: str, part: str) -> list[str]:
    return attempt(
        acts.Erase(
            act_id=derived(form.attempt_id, f"{fact_id} {part}"),
            fact_id=fact_id,
            part=part,
            ground="request",
        )
    )


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
    if request.method == "POST" and form.validate() and _sure(form, _("Please tick it.")):
        reasons = _one_erased(form, fact, part)
        if not reasons:
            return _done(position)
    shown = {"form": form, "fact": fact, "part": part, "reasons": reasons}
    return form_page("desk/roster/erase.html", **shown, **_of_whom(fact, part))


def _of_whom(fact: dict[str, Any], part: str) -> dict[str, Any]:
    """Whose whole entry it is, and how many texts they wrote still stand; nobody's for others."""
    s, here = db.session, g.community.id
    whose = roster_reading.entry_said_by(s, here, fact["fact_id"]) if part == "private" else None
    if whose is None:
        return {"whole": None, "texts": 0}
    texts = own_words.erasable(s, here, whose)
    return {"whole": roster_reading.person(s, here, whose), "texts": len(texts)}


def _one_erased(form: EraseForm, fact: dict[str, Any], part: str) -> list[str]:
    said_by = roster_reading.entry_said_by
    whose = said_by(db.session, g.community.id, fact["fact_id"]) if part == "private" else None

    def close() -> None:
        if whose is not None:  # the entry itself: nobody is left who could sign in
            accounts.forget_person(g.community.id, whose)

    act = acts.Erase(
        act_id=form.attempt_id, fact_id=fact["fact_id"], part=part, ground=form.ground.data
    )
    return attempt(act, beside=close)


def _done(position: int) -> Response:
    flash(_("Erased. The record says that it was, and still verifies."), "message")
    return redirect(url_for("public.record_fact", position=position), 303)
