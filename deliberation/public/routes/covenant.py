"""The residents' covenant: the text in force by article, every earlier one, and what a proposal
would change in it. Anybody may read them.
"""

from typing import Any

from flask import abort, g, render_template, request

from deliberation.charter.acts import ActName as A
from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import record_stamp
from deliberation.readings.matters import covenant as reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.rules import differences
from deliberation.record.engines import current, db
from deliberation.web.caching import public_page
from deliberation.web.places import hidden
from deliberation.web.tenancy import actor

from .pages import rulebook


@blueprint.get("/covenant")
@public_page(record_stamp)
def covenant() -> Any:
    """The covenant in force, or the one named by ?of=, with what changed against the one before
    it.
    """
    found = reading.history(db.session, g.community.id)
    wanted = request.args.get("of")
    shown = _named(found, wanted) if wanted else _in_force(found)
    if wanted and shown is None:
        abort(404)
    before = _before(found, found.index(shown)) if shown else None
    compare = shown and before and request.args.get("compare")
    return render_template(
        "public/covenant/covenant.html",
        found=found,
        shown=shown,
        before=before,
        pieces=_changed(before, shown.body) if shown and compare else None,
        kind=rulebook().kinds.get("covenant"),
    )


def _in_force(found: list[reading.Covenant]) -> reading.Covenant | None:
    return next((c for c in found if c.until is None and not c.set_aside), None)


def _named(found: list[reading.Covenant], proposal_id: str) -> reading.Covenant | None:
    return next((c for c in found if c.proposal_id == proposal_id), None)


def _changed(before: reading.Covenant | None, body: str | None) -> Any:
    """What stands otherwise in a text than in the covenant before it, in pieces."""
    return differences((before.body or "") if before else "", body or "")


def _before(found: list[reading.Covenant], nth: int) -> reading.Covenant | None:
    """The one that was in force before the nth; the newest stands first."""
    return next((c for c in found[nth + 1 :] if not c.set_aside), None)


@blueprint.get("/proposals/<proposal_id>/against-covenant")
def against_covenant(proposal_id: str) -> Any:
    """What this proposal would change in the covenant in force; what it changed in the one before
    it, once it was filed.
    """
    view = proposal_page.glance(db.session, current().url, g.community, proposal_id)
    if view is None or hidden(view.row, actor().person_id):
        abort(404)
    if A.file_covenant not in view.matter.own:
        abort(404)
    found = reading.history(db.session, g.community.id)
    own = _named(found, proposal_id)
    now = _before(found, found.index(own)) if own else _in_force(found)
    return render_template(
        "public/covenant/against_covenant.html",
        view=view,
        now=now,
        filed=own is not None,
        pieces=_changed(now, view.row.body),
    )
