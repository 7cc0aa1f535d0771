"""Where the offices that announce begin: their own announcements, their drafts, a new one."""

from flask import abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer
from flask_login import current_user

from deliberation.charter.subjects.announcement import WRITERS
from deliberation.cycle.inform.blueprint import blueprint
from deliberation.readings import community as community_reading
from deliberation.readings.announcements import office as reading
from deliberation.record.engines import db
from deliberation.web.tenancy import case_here
from deliberation.web.values import address


@blueprint.get("/announcements/ours")
def own_announcements() -> Answer:
    """What the reader’s offices announced, with readers and open questions."""
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    if not current_user.person_id:
        abort(403)
    offices = [role.value for role in WRITERS if role in case_here().roles()]
    if not offices:
        abort(403)
    s, c = db.session, g.community.id
    found, more = reading.announced(s, c, offices, address.key("after"))
    named = community_reading.groups(s, c) if any(x.line.group_id for x in found) else {}
    return render_template(
        "inform/announcement/ours.html", found=found, more=more, offices=offices, groups=named
    )
