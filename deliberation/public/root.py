"""Outside every community: the list of communities (or straight into the only one), and the health of the server."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy import text

from deliberation.readings import community
from deliberation.record.engines import db

blueprint = Blueprint("root", __name__)


@blueprint.get("/")
def start() -> Any:
    """With one community, go there."""
    found = community.listed(db.session)
    if len(found) == 1:
        return redirect(url_for("public.home", community=found[0].slug), 302)
    return render_template("public/start.html", communities=found)


@blueprint.get("/healthz")
def health() -> Any:
    """200 while the database answers."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}, 200, {"Cache-Control": "no-store"}
