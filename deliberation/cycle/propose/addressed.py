"""What the address of a page names beside its proposal, for the forms of acts at it. Called by the
routes of the discussion, of plans and of merging.
"""

from typing import Any

from flask import g, request

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import acting_role
from deliberation.readings.page import moderation
from deliberation.record.engines import db
from deliberation.web.places import Attempt


def entry_named() -> str | None:
    """The entry (a contribution, a plan, another proposal) the address names."""
    return (request.view_args or {}).get("ref") or None


def looks(case: Case) -> bool:
    """Whether somebody looks at what was reported here."""
    return acting_role(ActName.hide_comment, case) is not None


def at_comment(form: Any, attempt: Attempt) -> None:
    """The contribution the address names, shown above the form."""
    form.ref = attempt.ref
    here = db.session, g.community.id, attempt.view.row.proposal_id, attempt.ref
    form.comment = moderation.comment(*here)
    attempt.shown["reports"] = moderation.reports(*here) if looks(attempt.case) else []
