"""The inbox: what happened to what I wrote, signed, or have to act on."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_login import current_user

from deliberation.readings import audience
from deliberation.record.engines import db
from deliberation.record.private import messages
from deliberation.web.forms import Form

blueprint = Blueprint("inbox", __name__)


@blueprint.route("/inbox", methods=["GET", "POST"])
def inbox() -> Any:
    """Newest first; one button marks all as read."""
    if not current_user.is_authenticated or not current_user.person_id:
        return redirect(url_for("people.sign_in", next=request.path), 303)
    form = Form()
    if request.method == "POST" and form.validate():
        messages.read_all(g.community.id, current_user.person_id)
        return redirect(url_for("inbox.inbox"), 303)
    rows, more = audience.inbox(db.session, g.community.id, current_user.person_id, request.args.get("after"))
    return render_template("inbox/inbox.html", rows=rows, more=more, form=form)
