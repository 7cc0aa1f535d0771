"""Outside every community: the list of communities (or straight into the only one), and the health
of the server.
"""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from deliberation.readings import community
from deliberation.record import health
from deliberation.record.engines import current, db

blueprint = Blueprint("root", __name__)


@blueprint.get("/")
def start() -> Any:
    """With one community, go there."""
    found = community.listed(db.session)
    if len(found) == 1:
        return redirect(url_for("public.home", community=found[0].slug), 302)
    return render_template("public/pages/start.html", communities=found)


RETRY_SECONDS = 30


@blueprint.get("/healthz")
def healthz() -> Any:
    """200 while people can act; otherwise 503 with one word why not (`record.health`)."""
    word = health.word(current())
    headers = {"Cache-Control": "no-store"}
    if word == health.OK:
        return {"status": word}, 200, headers
    return {"status": word}, 503, headers | {"Retry-After": str(RETRY_SECONDS)}
