"""How much a form with files may send. The server is told from the header alone, before it takes
the body; Flask when it is known who is signed in. Called by create_app and wsgi.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, current_app, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from .files import MEBI, TAKES_FILES, TAKES_MORE

Environ = dict[str, Any]


def init_app(app: Flask) -> None:
    """Signed-in people may send as much as the files of one act, or as a page asks; everything else
    stays at the limit of the application.
    """
    app.before_request(_room_for_files)


def _room_for_files() -> None:
    if (
        request.method == "POST"
        and (request.endpoint in TAKES_FILES or request.endpoint in TAKES_MORE)
        and request.mimetype == "multipart/form-data"
        and current_user.is_authenticated
    ):
        request.max_content_length = _room(current_app, request.endpoint)


def most_of(app: Flask) -> Callable[[Environ], tuple[int, str]]:
    """How many bytes a request may send, and the session it names (""), told from its header alone:
    the server asks before it takes them. Whether the session is still good is asked by
    `_room_for_files`, in the database; until then the server bounds what one session sends.
    """
    return partial(_most, app)


def _most(app: Flask, environ: Environ) -> tuple[int, str]:
    ordinary = app.config["MAX_CONTENT_LENGTH"]
    wanted = app.request_class(environ, populate_request=False)
    if wanted.method != "POST":
        return ordinary, ""
    session = app.session_interface.open_session(app, wanted)
    who = str(session["_user_id"]) if session and "_user_id" in session else ""
    if not who or wanted.mimetype != "multipart/form-data":
        return ordinary, who
    try:
        adapter = app.create_url_adapter(wanted)
        assert adapter is not None  # of a request there is one
        endpoint, _values = adapter.match()
    except HTTPException:
        return ordinary, who
    return _room(app, endpoint), who


def _room(app: Flask, endpoint: str | None) -> int:
    """Bytes a signed-in person may send to an endpoint."""
    if endpoint in TAKES_MORE:
        return TAKES_MORE[endpoint]
    if endpoint not in TAKES_FILES:
        return int(app.config["MAX_CONTENT_LENGTH"])
    return int(app.config["UPLOAD_FILES"] * app.config["UPLOAD_MB"] * MEBI + 2 * MEBI)
