"""The inbox: what happened to what I wrote, signed, spoke on, follow, or have to act on; and
following itself.
"""

from datetime import timedelta
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from deliberation import clock
from deliberation.charter.subjects import SubjectType
from deliberation.inbox.blueprint import blueprint
from deliberation.readings import defaults
from deliberation.readings.defaults import again
from deliberation.readings.desk import waiting
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people.names import names
from deliberation.record.engines import db
from deliberation.record.private import following, messages
from deliberation.web.forms.civic import Form
from deliberation.web.phrases import gettext as _
from deliberation.web.places import hidden
from deliberation.web.tenancy import case_here
from deliberation.web.values import address

SOON, AT_TOP = timedelta(days=3), 5  # what is due by then is reminded of, so much of it
# Steps towards a vote, whose message says why there is another one.
BEFORE_VOTE = ("stage_moved:advise", "stage_moved:notice", "stage_moved:vote")


@blueprint.route("/inbox", methods=["GET", "POST"])
def inbox() -> Any:
    """Newest first; one button marks all as read."""
    if not current_user.is_authenticated or not current_user.person_id:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    form = Form()
    if request.method == "POST" and form.validate():
        messages.read_all(g.community.id, current_user.person_id)
        return redirect(url_for("inbox.inbox"), 303)
    rows, more = messages.inbox(
        db.session, g.community.id, current_user.person_id, address.key("after")
    )
    soon = clock.now() + SOON
    said = defaults.at(db.session, g.community.id, [m.fact_position for m in rows])
    steps = {m.fact_position: m.subject_id for m in rows if m.kind in BEFORE_VOTE}
    people = [person for d in said.values() for _verdict, person in d.signed]
    return render_template(
        "inbox/inbox.html",
        rows=rows,
        more=more,
        soon=waiting.waiting(db.session, case_here(), waiting.Only(until=soon), limit=AT_TOP),
        form=form,
        leads_to=_leads_to,
        said=said,
        again=again.before(db.session, g.community.id, steps) if steps else {},
        who=names(db.session, g.community.id, people),
    )


# Messages about no proposal: the page where the reader sees what it speaks of.
_PAGE = {
    "correction_asked": "desk.requests",
    "reset_asked": "desk.factor_resets",
    "person_corrected": "desk.my_entry",
    "person_moved": "desk.my_entry",
    "private_matter_brought": "propose.private",
    "private_matter_late": "propose.private",
    "private_matter_answered": "propose.private",
    "correction_answered": "desk.my_entry",
    "household_rep_named": "accounts.my_household",
}


def _leads_to(message: Any) -> str:
    if message.subject_id is None:
        return url_for(_PAGE.get(message.kind, "accounts.me"))
    if message.type == SubjectType.announcement:
        return url_for("public.announcement", announcement_id=message.subject_id) + (
            "" if message.kind.startswith("announce") else "#questions"
        )
    return url_for("public.proposal", proposal_id=message.subject_id) + (
        "#discussion" if message.kind == "commented" else ""
    )


@blueprint.post("/proposals/<proposal_id>/follow")
def follow(proposal_id: str) -> Any:
    """Start or stop being told about a proposal.

    `on` is 1 or 0; doing it twice is doing it once.
    """
    there = url_for("public.proposal", proposal_id=proposal_id)
    if not current_user.is_authenticated or not current_user.person_id:
        return redirect(url_for("accounts.sign_in", next=there), 303)
    row = proposal_page.row(db.session, g.community.id, proposal_id)
    if row is None or hidden(row, current_user.person_id):
        abort(404)
    if not Form().validate() or request.form.get("on") not in ("0", "1"):
        abort(400)
    flash(_followed(proposal_id, request.form["on"] == "1"), "message")
    return redirect(there, 303)


def _followed(proposal_id: str, on: bool) -> str:
    """Follow it or no longer; → what the reader is told."""
    if on:
        following.start(g.community.id, current_user.person_id, proposal_id)
        return _("You follow it now: every step comes to your inbox. Nobody else sees that.")
    following.stop(g.community.id, current_user.person_id, proposal_id)
    return _("You no longer follow it.")
