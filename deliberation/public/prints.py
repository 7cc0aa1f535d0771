"""Pages for the printer, A4 in black and white: poster of a notice, poster of a result, registration form of a resolution."""

from typing import Any

from flask import Flask, abort, g, render_template, url_for

from deliberation.readings import proposal_page, rules
from deliberation.record.engines import current, db
from deliberation.web.acting import hidden
from deliberation.web.qr import svg
from deliberation.web.tenancy import actor

from .pages import blueprint


@blueprint.get("/proposals/<proposal_id>/print/<what>")
def printed(proposal_id: str, what: str) -> Any:
    """what: notice, result or resolution."""
    view = proposal_page.page(db.session, current().url, g.community, proposal_id)
    if view is None or hidden(view.row, actor().person_id) or what not in ("notice", "result", "resolution"):
        abort(404)
    if what != "notice" and view.row.outcome is None:
        abort(404)
    book = rules.in_force(db.session, g.community.id)
    p = view.row  # short enough to be typed from a board
    address = (url_for("public.by_number", year=p.number_year, number=p.number, _external=True) if p.number
               else url_for("public.proposal", proposal_id=proposal_id, _external=True))
    rnd = next((r for r in view.rounds if r.round_no == view.row.round_no), None)
    return render_template(f"print/{what}.html", view=view, book=book, qr=svg(address), address=address, round=rnd,
                           names=book.names, key="zh" if book.language == "zh_Hans" else "en", kind=book.kind(view.row.matter))


def init_app(app: Flask) -> None:
    """The pages hang on the public blueprint; nothing else to wire."""
