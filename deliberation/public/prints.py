"""Pages for the printer, A4 in black and white: poster of a notice, poster of a result, registration form of a resolution."""

from typing import Any

from flask import Flask, abort, g, render_template

from deliberation.readings import proposal_page
from deliberation.record.engines import current, db
from deliberation.web.acting import hidden
from deliberation.web.posters import fits, poster
from deliberation.web.tenancy import actor

from .pages import blueprint


@blueprint.get("/proposals/<proposal_id>/print/<what>")
def printed(proposal_id: str, what: str) -> Any:
    """what: notice, result, resolution, or call (for projects)."""
    view = proposal_page.page(db.session, current().url, g.community, proposal_id)
    if view is None or hidden(view.row, actor().person_id) or not fits(view, what):
        abort(404)
    return render_template(f"print/{what}.html", **poster(view, g.community.id))


def init_app(app: Flask) -> None:
    """The pages hang on the public blueprint; nothing else to wire."""
