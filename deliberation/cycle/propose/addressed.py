"""What the address of a page names beside its proposal, for the forms of acts at it. Called by the
routes of the discussion, of plans and of merging.
"""

from typing import Any

from flask import g, request

from deliberation.readings.page import moderation
from deliberation.record.engines import db
from deliberation.web.places import Attempt


def entry_named() -> str | None:
    """The entry (a contribution, a plan, another proposal) the address names."""
    return (request.view_args or {}).get("ref") or None


def at_comment(form: Any, attempt: Attempt) -> None:
    """The contribution the address names, shown above the form."""
    form.ref = attempt.ref
    form.comment = moderation.comment(
        db.session, g.community.id, attempt.view.row.proposal_id, attempt.ref
    )
