"""The roll of a vote: who may vote, from the notice on; and the reader's own entry on it. Imported for its routes by the application."""

from typing import Any

from flask import Flask, abort, g, render_template

from deliberation import clock
from deliberation.readings import proposal_page
from deliberation.readings import roll as reading
from deliberation.readings import rules
from deliberation.record.engines import current, db
from deliberation.web.tenancy import actor

from .pages import blueprint


def init_app(app: Flask) -> None:
    """The route hangs on the public pages' blueprint; importing this module adds it."""


@blueprint.get("/proposals/<proposal_id>/roll")
def roll(proposal_id: str) -> Any:
    """Who decides, how many they are, and whether I am among them."""
    view = proposal_page.glance(db.session, current().url, g.community, proposal_id)
    if view is None or view.row.stage in reading.BEFORE:
        abort(404)
    book, me = rules.of(db.session, g.community.id, view.row.rulebook), actor().person_id
    found = reading.of(db.session, g.community.id, book, view.row, clock.now())
    mine = reading.mine(db.session, g.community.id, book, view.row, clock.now(), me) if me else None
    return render_template("public/roll.html", view=view, roll=found, mine=mine, book=book, kind=book.kinds.get(view.row.matter) or book.kind("ordinary"))
