"""The audit log as a page: for supervisors everything of their community, for everybody their own
history. Imported for its routes by create_app.
"""

from typing import Any

from flask import abort, g, render_template, request

from deliberation.accounts.audit_words import KIND, detail
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.landing import to_sign_in
from deliberation.accounts.sessions.readers import reader
from deliberation.charter.case import Case
from deliberation.charter.roles import Role
from deliberation.readings import community as community_reading
from deliberation.readings.desk import waiting as desk
from deliberation.record.engines import db
from deliberation.record.private import audit
from deliberation.web.tenancy import actor
from deliberation.web.values import address

PAGE = 50


def _page(rows: list[audit.Entry]) -> dict[str, Any]:
    more = rows[PAGE - 1].audit_id if len(rows) > PAGE else None
    return {"rows": rows[:PAGE], "more": more, "kinds": KIND, "detail": detail}


@blueprint.get("/audit", endpoint="audit")
def audit_page() -> Any:
    """Sign-ins, failures, resets, exports and shell commands: for supervisors in office with their
    second factor; 403 for all others.
    """
    if reader() is None:
        return to_sign_in()
    if Role.supervisor not in _case().roles():
        abort(403)
    kind, person = request.args.get("kind", ""), address.key("person") or ""
    kind = kind if kind in KIND else ""
    rows = audit.rows(
        g.community.id,
        kind=kind or None,
        person_id=person or None,
        before=address.key("before"),
        limit=PAGE + 1,
    )
    return render_template("accounts/account/audit.html", kind=kind, person=person, **_page(rows))


def _case() -> Case:
    """The reader's standing in this community."""
    digest = community_reading.rulebook_digest(db.session, g.community.id)
    return desk.case_of(db.session, g.community, actor(), digest)


@blueprint.get("/me/history")
def history() -> Any:
    """What happened at the doors of one's own account."""
    found = reader()
    if found is None:
        return to_sign_in()
    return render_template(
        "accounts/account/history.html",
        **_page(audit.own(found.account_id, before=address.key("before"), limit=PAGE + 1)),
    )
