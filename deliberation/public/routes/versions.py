"""Two versions of a proposal's text side by side."""

from typing import Any

from flask import abort, g, render_template

from deliberation.public.blueprint import blueprint
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.rules import differences
from deliberation.record.engines import current, db
from deliberation.web.places import hidden
from deliberation.web.tenancy import actor
from deliberation.web.values import address


@blueprint.get("/proposals/<proposal_id>/versions")
def versions(proposal_id: str) -> Any:
    """Two versions side by side as one text with what went and what came."""
    view = proposal_page.page(db.session, current().url, g.community, proposal_id)
    if view is None or hidden(view.row, actor().person_id):
        abort(404)
    numbers = [v.version_no for v in view.versions]
    new = address.number("new") or (numbers[-1] if numbers else 0)
    old = address.number("old") or max([n for n in numbers if n < new], default=new)
    by_number = {v.version_no: v for v in view.versions}
    if new not in by_number or old not in by_number:
        abort(404)
    was, is_now = by_number[old], by_number[new]
    pieces = differences(_whole(was), _whole(is_now))
    return render_template(
        "public/proposal/versions.html", view=view, old=was, new=is_now, pieces=pieces
    )


def _whole(version: Any) -> str:
    return f"{version.title or ''}\n{version.body or ''}"
