"""Random checks: announced by a supervisor, drawn by the record itself, redone by anyone who reads
the page. Imported for its routes by the application.
"""

from datetime import timedelta
from typing import Any

from flask import (
    Response,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user
from wtforms import SelectField

from deliberation import clock
from deliberation.charter import drawing
from deliberation.charter.acts import ActName
from deliberation.charter.cycle.gate import gate
from deliberation.charter.reasons import Refused
from deliberation.charter.roles import Role
from deliberation.cycle.supervise.acts import draw as draw_acts
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.readings.desk import draws as reading
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.forms.numbers import NumberField
from deliberation.web.forms.typed import given
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.tenancy import actor, case_here
from deliberation.web.words.base import say

WHAT = {"works": _l("works reported as done"), "desk_entries": _l("entries made at the desk")}


class DrawForm(CivicForm):
    """Which list, of which month, how many of it."""

    what = ChoiceCards(_l("What is looked at"), [chosen], choices=list(WHAT.items()))
    month = SelectField(_l("Month"), [chosen], choices=[], validate_choice=False)
    wanted = NumberField(_l("How many are drawn"), least=1, most=draw_acts.MOST)


@blueprint.get("/draws")
def draws() -> Any:
    """Every random check, for everybody."""
    return render_template(
        "supervise/draws.html",
        rows=reading.announced(db.session, g.community.id),
        what=WHAT,
        may=Role.supervisor in case_here().roles(),
    )


@blueprint.route("/draws/new", methods=["GET", "POST"])
def announce_draw() -> Any:
    """A supervisor announces one."""
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    case = case_here()
    if Role.supervisor not in case.roles():
        abort(403)
    if any(r.code == "factor_needed" for r in gate(ActName.announce_draw, case)):
        back = (
            current_app.extensions["deliberation.carry_form"]()
            if request.method == "POST"
            else request.path
        )
        return redirect(url_for("accounts.give_code", next=back), 303)
    form, reasons, status = DrawForm(), [], 200
    form.month.choices = _months(case.community.timezone)
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                return _announced(form)
            except Refused as refused:
                reasons = [say(r) for r in refused.reasons]
    return render_template(
        "supervise/announce_draw.html", form=form, reasons=reasons, most=draw_acts.MOST
    ), status


def _announced(form: DrawForm) -> Any:
    """Announced and drawn at once, and on to what was drawn. Raises Refused."""
    announced = draw_acts.AnnounceDraw(
        act_id=form.attempt_id,
        what=form.what.data,
        month=form.month.data,
        wanted=given(form.wanted),
    )
    done = perform(announced, actor(), g.community.id)
    flash(_("Announced and drawn."), "message")
    return redirect(url_for("supervise.draw_at", position=done.position), 303)


@blueprint.get("/draws/at/<number:position>")
def draw_at(position: int) -> Any:
    """From the fact to its draw."""
    found = reading.at(db.session, g.community.id, position) or abort(404)
    return redirect(url_for("supervise.draw", draw_id=found), 303)


@blueprint.get("/draws/<draw_id>")
def draw(draw_id: str) -> Any:
    """Who was drawn, with every step of the sum."""
    found = reading.working(db.session, g.community.id, draw_id) or abort(404)
    return render_template("supervise/draw.html", w=found, what=WHAT)


@blueprint.get("/draws/<draw_id>/list.txt")
def draw_list(draw_id: str) -> Response:
    """The list as the file its digest is of."""
    found = reading.working(db.session, g.community.id, draw_id) or abort(404)
    return Response(drawing.population_text(found.refs), mimetype="text/plain")


def _months(timezone: str) -> list[tuple[str, str]]:
    """The twelve months that are over, last first."""
    found: list[tuple[str, str]] = []
    now = clock.now()
    day = now
    while len(found) < 12:
        text = day.strftime("%Y-%m")
        span = drawing.month(text, timezone)
        if span is not None and span[1] <= now and (text, text) not in found:
            found.append((text, text))
        day -= timedelta(days=20)
    return found
