"""A person's own entry: seeing it, asking for a correction or an erasure, taking it along as a
file.
"""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask import Response, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from deliberation.accounts import auditing
from deliberation.accounts.sessions.readers import REMEMBERED, SignedIn
from deliberation.desk.attempting import attempt, form_page
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import roster as roster_forms
from deliberation.desk.guard import own_entry_only
from deliberation.desk.people import person_of
from deliberation.readings.people import entry as reading
from deliberation.readings.vote import owners
from deliberation.record.engines import db
from deliberation.record.private import audit, drafts, following, sessions
from deliberation.roster.acts import asking as asking_acts
from deliberation.web.forms.typed import written


@blueprint.route("/my-entry", methods=["GET", "POST"])
@own_entry_only
def my_entry() -> Any:
    """My own entry in full, how it changed, and the one request I may have open."""
    row, form, reasons = person_of(current_user.person_id), roster_forms.AskForm(), []
    if request.method == "POST" and form.validate():
        body, wish = written(form.body), written(form.wish)
        asked = asking_acts.AskCorrection(act_id=form.attempt_id, body=body, wish=wish)
        reasons = attempt(asked, said=_("Your request has arrived."))
        if not reasons:
            return redirect(url_for("desk.my_entry"), 303)
    s, c, me = db.session, g.community.id, row.person_id
    shown = {
        "changes": reading.history(s, c, me),
        "ties": owners.ties(s, c, me),
        "asked": reading.requests(s, c, person=me),
    }
    template = "accounts/account/my_entry.html"
    return form_page(template, row=row, form=form, reasons=reasons, **shown)


@blueprint.get("/my-entry/file")
@own_entry_only
def my_file() -> Any:
    """Everything held about me here, as one JSON file (个人信息保护法 Art 45)."""
    held = _held(g.community.id, current_user.person_id) | {"account": _account(current_user)}
    auditing.note("export")
    name = f"{g.community.slug}-my-data.json"
    return Response(
        json.dumps(held, ensure_ascii=False, indent=1, default=_plain),
        mimetype="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def _held(community_id: str, person_id: str) -> dict[str, Any]:
    """The entry with its history, what is followed, and what was begun and not sent."""
    held = reading.held(db.session, community_id, person_id)
    held |= following.held(db.session, community_id, person_id)
    held["drafts"] = {
        page: {"kept_at": d.at, "fields": dict(d.fields)}
        for page, d in drafts.every(community_id, person_id).items()
    }
    return held


def _account(me: SignedIn) -> dict[str, Any]:
    open_ones = sessions.open_ones(me.account_id, idle=me.idle_after, remembered_for=REMEMBERED)
    return {
        "login": me.login,
        "history": [asdict(e) for e in audit.own(me.account_id, limit=500)],
        "open_sessions": [
            {k: v for k, v in asdict(x).items() if k != "token_hash"} for x in open_ones
        ],
    }


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
