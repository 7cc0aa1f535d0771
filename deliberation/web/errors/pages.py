"""Errors as pages in the reader's language with a way back; refusals with their reasons."""

import os
import traceback
from typing import Any

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError

from deliberation.charter.reasons import Refused
from deliberation.record.engines import db
from deliberation.record.unavailable import NotNow, why
from deliberation.record.write.done import Conflict
from deliberation.web.phrases import gettext as _
from deliberation.web.tenancy import language, named_in_path
from deliberation.web.words.base import say

from . import falling, links, words

OURS = f"{os.sep}deliberation{os.sep}"


def init_app(app: Flask) -> None:
    """One handler for all of them."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(
        Refused,
        lambda e: page(e.status if e.status != 401 else 403, reasons=[say(r) for r in e.reasons]),
    )
    app.register_error_handler(Conflict, lambda e: page(409))
    app.register_error_handler(UnicodeDecodeError, lambda e: page(400))
    app.register_error_handler(SQLAlchemyError, _database)
    app.register_error_handler(NotNow, _database)
    for beyond in (DataError, OverflowError):
        app.register_error_handler(beyond, _beyond)
    if not app.config.get("TESTING"):
        app.register_error_handler(Exception, _unexpected)
    log = app.log_exception
    app.log_exception = lambda info: _log(log, info)  # type: ignore[method-assign]


def _stale(_error: CSRFError) -> Any:
    look = current_app.extensions.get("deliberation.stale_form")
    answer = look() if look else None
    return answer or page(
        403,
        reasons=[
            _("The form had been open too long or came from elsewhere. Please open the page again.")
        ],
    )


def _log(log: Any, info: Any) -> None:
    """What fails while an error is being answered comes here: one line where the database cannot,
    as everywhere."""
    if info[1] is not None and why(info[1]):
        falling.tell(info[1])
    else:
        log(info)


def _beyond(error: Exception) -> Any:
    """A number, day or letter that no column and no sum holds, and that no bound stopped before:
    SQLite's driver and datetime say OverflowError, PostgreSQL DataError. Nothing was written. One
    line in the log, which says where the bound is missing.
    """
    db.session.rollback()
    frames = traceback.extract_tb(error.__traceback__)
    at = next((f for f in reversed(frames) if OURS in f.filename), frames[-1])
    current_app.logger.warning(
        "beyond all bounds: %s %s, %s at %s:%s",
        request.method,
        request.endpoint,
        type(error).__name__,
        at.filename.rpartition(OURS)[2],
        at.lineno,
    )
    return page(404 if request.method in ("GET", "HEAD") else 400)


def _http(error: HTTPException) -> Any:
    if error.response is not None:
        return error.response
    cause = getattr(error, "original_exception", None)
    if isinstance(error, InternalServerError) and cause is not None and why(cause):
        return _static(503, falling.tell(cause))
    return page(error.code or 500)


def _database(error: Exception) -> Any:
    """Away, locked, full…: said without asking it again. Anything else of it is an error of
    ours."""
    if not why(error):
        if current_app.config.get("TESTING"):
            raise error
        return _unexpected(error)
    return _static(503, falling.tell(error))


def _unexpected(error: Exception) -> Any:
    if why(error):
        return _database(error)
    current_app.logger.exception("unexpected")
    _let_go()
    try:
        return page(500)
    except Exception as second:  # the page itself needs what is broken
        word = falling.tell(second)
        return _static(503 if word else 500, word)


def _static(status: int, word: str | None) -> Any:
    _let_go()
    return current_app.extensions["deliberation.falling"].answer(request, status, word)


def _let_go() -> None:
    """The reading session may hang on a dead connection, and every later question of this request
    would end there."""
    try:
        db.session.remove()
    except SQLAlchemyError:
        current_app.logger.info("the session of a dead connection")


def page(
    status: int, reasons: list[str] | None = None, back: str | None = None
) -> ResponseReturnValue:
    """The page of a status, in the frame of the community the address names, if it names one; where
    the address was only damaged on its way, there. back: where one came from, if not home.
    """
    there = links.mended(request.path) if _lost(status) else None
    if there is not None:
        return redirect(there, 302)
    if not g.get("community") and status < 500:
        g.community = named_in_path()
    heading, text = words.of(status, sent=request.method == "POST").in_(language())
    home = url_for("public.home") if g.get("community") else "/"
    return render_template(
        "errors/error.html",
        heading=heading,
        text=text,
        reasons=reasons or [],
        back=back or home,
        search=status == 404 and bool(g.get("community")),
    ), status


def _lost(status: int) -> bool:
    return status == 404 and request.method in ("GET", "HEAD")
