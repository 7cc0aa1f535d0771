"""Photos and files, served from the store: never a draft's to others, never an erased one, never as
a page of ours.
"""

from typing import Any
from urllib.parse import quote

from flask import Response, abort, g, request

from deliberation.public.blueprint import blueprint
from deliberation.readings.announcements import page as announcement
from deliberation.readings.page import attachments
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import db
from deliberation.record.media import store
from deliberation.web.places import hidden
from deliberation.web.tenancy import actor

KEPT_SECONDS = 86_400  # an erased photo is out of every cache within a day


@blueprint.get("/files/<attachment_id>")
def file(attachment_id: str) -> Any:
    """The file: pictures are shown, anything else is only downloaded."""
    return _serve(attachment_id, small=False)


@blueprint.get("/files/<attachment_id>/small")
def file_small(attachment_id: str) -> Any:
    """The thumbnail of a picture."""
    return _serve(attachment_id, small=True)


def _serve(attachment_id: str, *, small: bool) -> Any:
    row = attachments.one(db.session, g.community.id, attachment_id)
    digest = row and (row.small if small else row.digest)
    if not digest or row.file_name is None:
        abort(404)
    of = proposal_page.row(db.session, g.community.id, row.subject_id)
    of = of or announcement.row(db.session, g.community.id, row.subject_id)
    if of is None or hidden(of, actor().person_id):
        abort(404)
    response = _empty(row, digest, public=not hidden(of, None))
    if digest in request.if_none_match:
        response.status_code = 304
        return response
    used = store.current()
    data = used.get(digest) if used is not None else None
    if data is None:
        abort(404)
    response.set_data(data)
    return response


def _empty(row: Any, digest: str, *, public: bool) -> Response:
    """The answer before its bytes. `row`: the attachment's."""
    response = Response(mimetype=row.media_type)
    response.set_etag(digest)
    response.headers["Cache-Control"] = (
        f"public, max-age={KEPT_SECONDS}" if public else "private, no-store"
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if row.small is None:
        response.headers["Content-Disposition"] = (
            f"attachment; filename=\"file.pdf\"; filename*=UTF-8''{quote(row.file_name, safe='')}"
        )
    return response
