"""Pages for the printer, A4 in black and white: poster of a notice, poster of a result,
registration form of a resolution.
"""

from typing import Any

from flask import abort, g, render_template

from deliberation.charter.voting.proxies import most
from deliberation.public.blueprint import blueprint
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import current, db
from deliberation.web.access.hosts import outside
from deliberation.web.places import hidden
from deliberation.web.posters import fits, poster
from deliberation.web.qr import svg
from deliberation.web.tenancy import actor


@blueprint.get("/proposals/<proposal_id>/print/<what>")
def printed(proposal_id: str, what: str) -> Any:
    """what: notice, result, resolution, call (for projects), or the form of a proxy."""
    view = proposal_page.page(db.session, current().url, g.community, proposal_id)
    if what == "proxy":
        return _proxy(view)
    if view is None or hidden(view.row, actor().person_id) or not fits(view, what):
        abort(404)
    return render_template(f"print/posters/{what}.html", **poster(view, g.community.id))


def _proxy(view: Any) -> Any:
    """The form with which somebody gives their vote to another, while that is possible."""
    allowed = (
        most(proposal_page.viewer(db.session, g.community, view.row, actor()).case.vote)
        if view is not None and view.row.stage in ("notice", "vote")
        else 0
    )
    if not allowed:
        abort(404)
    return render_template(
        "print/slips/proxy.html",
        p=view.row,
        person=None,
        most=allowed,
        qr=svg(outside("desk.entry", kind="grant-proxy", proposal_id=view.row.proposal_id)),
    )
