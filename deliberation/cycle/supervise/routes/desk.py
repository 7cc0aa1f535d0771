"""The supervisors' desk: eight lists in the order they matter, each with its length and its own
page; for supervisors only.

Imported for its routes by the application.
"""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from flask_login import current_user

from deliberation import clock
from deliberation.charter.roles import Role
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.readings.desk import supervision
from deliberation.record.engines import db
from deliberation.record.private import audit
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.tenancy import case_here
from deliberation.web.values import address
from deliberation.web.words.base import ROLE, SILENCE, asked_of, duty_label
from deliberation.web.words.record.defaults import BESIDE, default_word
from deliberation.web.words.subject.announcement import STAYS

TITLE = {
    "late": _l("Late"),
    "contested": _l("Contested"),
    "returned": _l("Returned"),
    "silence": _l("Overdue, or not in the usual way"),
    "quorum": _l("Short of quorum"),
    "corrected": _l("Corrected"),
    "resets": _l("Second factors taken away"),
    "stays": _l("Waits, and does not end by itself"),
}
WORD = {
    "work_late": _l("the work should have been finished"),
    "no_proof": _l("no proof of posting, although the notice was extended"),
    "clock_late": _l("a clock has not done its work: is the server running?"),
    "certificate_refused": _l("the certificate was refused"),
    "short_now": _l("closes soon, present so far: "),
    "inquorate": _l("failed for want of a quorum, present: "),
    "roll_entry_changed": _l("an entry on a frozen roll was changed in the roster"),
    "entry_corrected": _l("an entry of the desk was corrected"),
    "reset_asked": _l("waits for a second person"),
    "reset_confirmed": _l("taken away by two people"),
    "reset_by_shell": _l("taken away in the shell"),
    "reset_dropped": _l("the request was dropped"),
    "theirs_to_do": _l("it is theirs to do or to leave"),
    "counts_when_late": _l("late still counts"),
    "no_silence": _l("silence does not do here"),
    "until_put_right": _l("until it is put right"),
    "another_person": _l("another person has to do it"),
    **STAYS,
}


@blueprint.get("/supervision")
def supervision_desk() -> Any:
    """All lists, the first lines of each."""
    refused = _for_supervisors()
    if refused:
        return refused
    lists = supervision.overview(db.session, g.community.id, clock.now())
    return render_template(
        "supervise/supervision.html",
        lists=lists,
        title=TITLE,
        say=_say,
        first=supervision.FIRST,
        one=None,
        start=0,
        page=supervision.PAGE,
        storms=audit.storms(g.community.id, most=supervision.FIRST),
    )


@blueprint.get("/supervision/<code>")
def supervision_list(code: str) -> Any:
    """One list, page by page."""
    refused = _for_supervisors()
    if refused:
        return refused
    if code not in TITLE:
        abort(404)
    start = address.number("from") or 0
    found = supervision.section(db.session, g.community.id, clock.now(), code, start=start)
    return render_template(
        "supervise/supervision.html",
        lists={code: found},
        title=TITLE,
        say=_say,
        first=supervision.PAGE,
        one=code,
        start=start,
        page=supervision.PAGE,
    )


def _for_supervisors() -> Any:
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    return None if Role.supervisor in case_here().roles() else abort(403)


def _say(item: supervision.Item) -> str:
    """What happened, or who has to do what, in the reader's language."""
    if item.default is not None:
        return default_word(item.default, SILENCE, ROLE, item.named) + item.figure
    if item.act and item.code != "work_late":
        said = _("%(act)s: %(who)s", act=duty_label(item.act), who=asked_of(item, None, None))
        why = WORD.get(item.code)
        return f"{said} ({why})" if why else said
    word = WORD.get(item.code) or BESIDE.get(item.code) or item.code
    return f"{word}{item.figure}"
