"""The signed slips of one proposal, for the desk and the supervisors: what was entered from them,
with their photos, and where the desk enters what comes in. Imported for its routes by create_app.
"""

from typing import Any

from flask import Response, abort, g, render_template, request
from flask_login import current_user

from deliberation.accounts.landing import to_sign_in
from deliberation.charter.roles import Role
from deliberation.desk.blueprint import blueprint
from deliberation.readings.desk import entries as reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import db
from deliberation.record.media import store
from deliberation.web.tenancy import case_here
from deliberation.web.values import address
from deliberation.web.words.base import ACT

from .slips import KINDS, kinds_now


def _may_see() -> Any:
    """None for clerks and supervisors; where others go."""
    if not current_user.is_authenticated:
        return to_sign_in()
    return abort(403) if case_here().roles().isdisjoint({Role.clerk, Role.supervisor}) else None


@blueprint.get("/proposals/<proposal_id>/slips")
def slips(proposal_id: str) -> Any:
    """What was entered at the desk for one proposal, with the numbers and photos of the slips, and
    for the desk what can be entered now. Never a choice.
    """
    away = _may_see()
    if away is not None:
        return away
    p = proposal_page.row(db.session, g.community.id, proposal_id)
    if p is None or p.stage == "draft":
        abort(404)
    rows, more = reading.of_proposal(db.session, g.community.id, proposal_id, address.key("after"))
    kinds = kinds_now(p) if Role.clerk in case_here().roles() else ()
    label = {kind: ACT[act.value][0] for kind, act in KINDS.items()}
    shown = {"rows": rows, "more": more, "acts": ACT, "kinds": kinds, "label": label}
    return render_template("desk/entries/slips.html", p=p, **shown)


@blueprint.get("/desk/entries/<act_id>/photo")
def slip_photo(act_id: str) -> Any:
    """The picture itself; `?small=1` its thumbnail. A PDF is only ever downloaded."""
    away = _may_see()
    if away is not None:
        return away
    row = reading.photo(db.session, g.community.id, act_id)
    digest = row and (row.small if request.args.get("small") else row.digest)
    used = store.current()
    data = used.get(digest) if digest and used is not None else None
    if data is None:
        abort(404)
    response = Response(data, mimetype=row.media_type)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if row.small is None:
        response.headers["Content-Disposition"] = 'attachment; filename="slip.pdf"'
    return response
