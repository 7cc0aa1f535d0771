"""The residents' covenant: the text in force by article, every earlier one, and what a proposal
would change in it. Anybody may read them.
"""

from typing import Any

from flask import abort, g, render_template, request

from deliberation.charter.acts import ActName as A
from deliberation.public.blueprint import blueprint
from deliberation.readings import community as community_reading
from deliberation.readings.matters import covenant as reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.rules import differences
from deliberation.record.engines import current, db
from deliberation.web.acting import hidden
from deliberation.web.caching import Stamp, public_page
from deliberation.web.tenancy import actor

from .pages import rulebook


def _stamp(**_values: Any) -> Stamp:
    community = g.community.id
    return lambda s: community_reading.record_size(s, community)


@blueprint.get("/covenant")
@public_page(_stamp)
def covenant() -> Any:
    """The covenant in force, or the one named by ?of=, with what changed against the one before
    it.
    """
    found = reading.history(db.session, g.community.id)
    wanted = request.args.get("of")
    shown = next(
        (
            c
            for c in found
            if (c.proposal_id == wanted if wanted else c.until is None and not c.set_aside)
        ),
        None,
    )
    if wanted and shown is None:
        abort(404)
    before = _before(found, found.index(shown)) if shown else None
    pieces = (
        differences(before.body or "", shown.body or "")
        if shown and before and request.args.get("compare")
        else None
    )
    return render_template(
        "public/covenant/covenant.html",
        found=found,
        shown=shown,
        before=before,
        pieces=pieces,
        kind=rulebook().kinds.get("covenant"),
    )


def _before(found: list[reading.Covenant], nth: int) -> reading.Covenant | None:
    """The one that was in force before the nth; the newest stands first."""
    return next((c for c in found[nth + 1 :] if not c.set_aside), None)


@blueprint.get("/proposals/<proposal_id>/against-covenant")
def against_covenant(proposal_id: str) -> Any:
    """What this proposal would change in the covenant in force; what it changed in the one before
    it, once it was filed.
    """
    view = proposal_page.glance(db.session, current().url, g.community, proposal_id)
    if (
        view is None
        or hidden(view.row, actor().person_id)
        or A.file_covenant not in view.matter.own
    ):
        abort(404)
    found = reading.history(db.session, g.community.id)
    own = next((n for n, c in enumerate(found) if c.proposal_id == proposal_id), None)
    now = (
        next((c for c in found if c.until is None and not c.set_aside), None)
        if own is None
        else _before(found, own)
    )
    return render_template(
        "public/covenant/against_covenant.html",
        view=view,
        now=now,
        filed=own is not None,
        pieces=differences(now.body or "" if now else "", view.row.body or ""),
    )
