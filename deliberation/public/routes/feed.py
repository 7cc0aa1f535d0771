"""The feed of a community (Atom, RFC 4287): announcements for everybody and public proposals."""

from typing import Any

from flask import Response, g, render_template

from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import record_stamp
from deliberation.readings import feed as reading
from deliberation.record.engines import db
from deliberation.web.access.hosts import outside
from deliberation.web.caching import public_page
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l

KINDS = {"announcement": _l("Announcement"), "proposal": _l("Proposal")}
BECAME = {
    "corrected": _l("Was corrected"),
    "withdrawn": _l("Withdrawn"),
    "correction": _l("Correction"),
}


@blueprint.get("/feed")
@public_page(record_stamp)
def feed() -> Any:
    """The newest thirty."""
    found = reading.newest(db.session, g.community.id)
    text = render_template(
        "public/announcements/feed.xml",
        found=found,
        outside=outside,
        there=_address,
        kinds=KINDS,
        became=BECAME,
        later=_("A later one stands in its place:"),
    )
    return Response(text, mimetype="application/atom+xml")


def _address(entry: reading.Entry) -> str:
    """Where an entry leads, from outside."""
    if entry.what == "announcement":
        return outside("public.announcement", announcement_id=entry.ident)
    return outside("public.proposal", proposal_id=entry.ident)
