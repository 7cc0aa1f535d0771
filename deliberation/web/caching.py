"""One copy for all anonymous readers of a page without form or flash. Such pages never touch the session.

Key: build, path, language, elder mode, the stamp (record length or the proposal's last position), the minute, and the
next instant at which anything on the page changes by itself.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from flask import Response, current_app, g, make_response, request

from deliberation import clock

from .tenancy import elder, language

MOST_BYTES = 24 * 1024 * 1024
_pages: "OrderedDict[tuple, tuple[bytes, str]]" = OrderedDict()
_lock = Lock()
_size = 0


def anonymous() -> bool:
    """No session cookie came: nobody is signed in and no flash can wait."""
    return current_app.config["SESSION_COOKIE_NAME"] not in request.cookies


def public_page(stamp: Callable[..., int]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Serve from memory while the stamp and the minute are the same. `stamp` gets the view's arguments."""
    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def wrapped(**values: Any) -> Any:
            if request.method != "GET" or not anonymous():
                return view(**values)
            g.shared_page = True
            key = (current_app.config["BUILD"], id(current_app), request.full_path, language(), elder(), stamp(**values), int(clock.now().timestamp() // 60))
            with _lock:
                found = _pages.get(key)
                if found is not None:
                    _pages.move_to_end(key)
            if found is None:
                response = make_response(view(**values))
                if response.status_code != 200:
                    return response
                body = response.get_data()
                found = (body, hashlib.sha256(body).hexdigest()[:32])
                _keep(key, found)
            return _answer(*found)
        return wrapped
    return decorate


def _keep(key: tuple, found: tuple[bytes, str]) -> None:
    global _size
    with _lock:
        if key not in _pages:
            _size += len(found[0])
        _pages[key] = found
        while _size > MOST_BYTES and _pages:
            _, (body, _tag) = _pages.popitem(last=False)
            _size -= len(body)


def _answer(body: bytes, tag: str) -> Response:
    response = Response(body, mimetype="text/html")
    response.headers["Cache-Control"] = "public, max-age=10"
    response.headers["Vary"] = "Cookie"
    response.set_etag(tag)
    return response.make_conditional(request)
