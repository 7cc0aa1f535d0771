"""One copy of a page for many readers.

Whole anonymous pages without form or flash are answered before Flask begins; they never touch the
session. What is the same for everybody on a signed-in page is kept by `parts`.

Key: build, path, language, elder mode, the stamp (the record's length, or the last fact a page
depends on) and the minute.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from flask import Flask, Response, current_app, g, make_response, request
from werkzeug.http import parse_cookie

from deliberation.record.engines import current

from .kept import Kept, minute

Stamp = Callable[[Any], int]
_PLACE = "deliberation.shared_page"


@dataclass
class _Page:
    body: bytes
    headers: list[tuple[str, str]]
    tag: str
    size: int = 0

    @classmethod
    def of(cls, body: bytes, headers: list[tuple[str, str]]) -> "_Page":
        """With the tag of its own bytes."""
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        kept = [(k, v) for k, v in headers if k.lower() != "etag"]
        return cls(body, [*kept, ("ETag", tag)], tag)


@dataclass
class _Place:
    """Left in the environ of a request whose answer may be shared; the view says by which stamp."""

    stamp: Stamp | None = None
    found: int = 0


@dataclass
class SharedPages:
    """Between the server and Flask: answers what it has kept, and keeps what a view declared to be
    shared.
    """

    app: Flask
    inner: Callable[..., Iterable[bytes]]
    pages: Kept = field(default_factory=Kept)
    stamps: OrderedDict[Any, Stamp] = field(default_factory=OrderedDict)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        cookies = parse_cookie(environ.get("HTTP_COOKIE", "")) if environ.get("HTTP_COOKIE") else {}
        if environ["REQUEST_METHOD"] != "GET" or self.app.config["SESSION_COOKIE_NAME"] in cookies:
            return self.inner(environ, start_response)
        key = _key(environ, cookies)
        stamp = self.stamps.get(key)
        if stamp is None:
            return self._through(key, environ, start_response)
        found = self.pages.get((key, _stamped(stamp), minute()))
        if found is None:
            with self.pages.turn(key):  # of many who ask at once, one makes it
                # what it stands for is asked anew: it may have been made by the last, and later
                found = self.pages.get((key, _stamped(stamp), minute()))
                if found is None:
                    return self._through(key, environ, start_response)
        return _answer(found, environ, start_response)

    def _through(
        self, key: Any, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        place = environ[_PLACE] = _Place()
        said: list[Any] = []
        begun = minute()
        answer = self.inner(environ, lambda *a: said.append(a))
        try:
            status, headers = said[-1][:2]
            if place.stamp is None or not status.startswith("200"):
                return _relay(start_response, said[-1], answer)
            body = b"".join(answer)
        finally:
            if place.stamp is not None and hasattr(answer, "close"):
                answer.close()
        page = _Page.of(body, headers)
        if self.pages.put((key, place.found, begun), page, len(body) + 1000):
            self._remember(key, place.stamp)
        return _answer(page, environ, start_response)

    def _remember(self, key: Any, stamp: Stamp) -> None:
        self.stamps[key] = stamp
        while len(self.stamps) > 4096:
            self.stamps.popitem(last=False)


def _key(environ: dict[str, Any], cookies: Mapping[str, str]) -> tuple[str | None, ...]:
    """What one page differs by from another, but for its stamp and the minute."""
    return (
        environ.get("SCRIPT_NAME"),
        environ["PATH_INFO"],
        environ.get("QUERY_STRING"),
        cookies.get("lang"),
        cookies.get("elder"),
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST"),
    )


def _relay(
    start_response: Callable[..., Any], said: Any, answer: Iterable[bytes]
) -> Iterable[bytes]:
    start_response(*said)
    return answer


def _answer(
    page: _Page, environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    if environ.get("HTTP_IF_NONE_MATCH") == page.tag:
        start_response(
            "304 NOT MODIFIED",
            [h for h in page.headers if h[0].lower() not in ("content-length", "content-type")],
        )
        return [b""]
    start_response("200 OK", page.headers)
    return [page.body]


def _stamped(stamp: Stamp) -> int:
    with current().read_connection() as conn:
        return stamp(conn)


def anonymous() -> bool:
    """No session cookie came: nobody is signed in and no flash can wait."""
    return current_app.config["SESSION_COOKIE_NAME"] not in request.cookies


def public_page(stamp: Callable[..., Stamp]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A page that is the same for all anonymous readers while its stamp is.

    `stamp` gets the view's arguments and gives what reads it.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def wrapped(**values: Any) -> Any:
            if request.method != "GET" or not anonymous():
                return view(**values)
            return _shared(view, stamp, values)

        return wrapped

    return decorate


def _shared(
    view: Callable[..., Any], stamp: Callable[..., Stamp], values: dict[str, Any]
) -> Response:
    """Make the page, and say by which stamp it may be kept."""
    g.shared_page = True
    reads = stamp(**values)
    before = _stamped(reads)
    response = make_response(view(**values))
    if response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=10"
        response.headers["Vary"] = "Cookie"
        place = request.environ.get(_PLACE)
        if place is not None:
            place.stamp, place.found = reads, before
    return response
