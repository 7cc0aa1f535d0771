"""In a demo instance and nowhere else: who is who with password and current code, and moving civic
time forward.
"""

from typing import Any

from flask import abort, current_app, g, redirect, render_template, request, url_for

from deliberation import clock
from deliberation.charter.numbers import whole
from deliberation.public.blueprint import blueprint
from deliberation.readings.people import demo_cast
from deliberation.record.demo_time import advance
from deliberation.record.engines import db
from deliberation.record.tick import run_due
from deliberation.web.forms.civic import Form

STEPS = (1, 3, 8, 30)


@blueprint.route("/demo", methods=["GET", "POST"])
def demo() -> Any:
    """An account for each role, and buttons that move the clock."""
    if not current_app.config["DEMO"]:
        abort(404)
    form = Form()
    if request.method == "POST":
        if not form.validate():
            abort(403)
        _forward(whole(request.form.get("days")))
        return redirect(url_for("public.demo"), 303)
    return render_template(
        "public/pages/demo.html",
        people=_people(),
        password=demo_cast.PASSWORD,
        form=form,
        steps=STEPS,
        now=clock.now(),
    )


def _forward(days: int | None) -> None:
    """Let so many days pass, one of STEPS, and whatever is due be done."""
    if days not in STEPS:
        abort(403)
    advance(days * 86400)
    run_due(community=g.community.id)


def _people() -> list[dict[str, Any]]:
    """Everybody to sign in as; with the code of now who has an office."""
    code_now = current_app.extensions["deliberation.code_now"]
    return [
        {
            "login": p.login,
            "name": p.name,
            "roles": p.roles,
            "code": code_now(p.account_id) if p.roles else None,
        }
        for p in demo_cast.cast(db.session, g.community.id)
    ]
