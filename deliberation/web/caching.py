"""One copy for many readers.

Whole anonymous pages without form or flash are answered before Flask begins; they never touch the
session. Of a signed-in page the part that is the same for everybody is kept (`part`).

Key: build, path, language, elder mode, the stamp (the record's length, or the last fact a page
depends on) and the minute.
"""

import hashlib
import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import Any

from flask import Flask, current_app, g, make_response, request
from markupsafe import Markup
from werkzeug.http import parse_cookie

from deliberation import clock
from deliberation.record.engines import current

from .tenancy import elder, language

Stamp = Callable[[Any], int]
MOST_BYTES = 8 * 1024 * 1024
MOST_KEY = 2048  # bytes: strangers write a part of every key, and no link of ours comes near
_PLACE = "deliberation.shared_page"


class Kept:
    """Strings by key, the least used forgotten first, never more than so many bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size, self._lock = most, 0, Lock()
        self._items: OrderedDict[Any, Any] = OrderedDict()

    def get(self, key: Any) -> Any:
        """What is kept, or None."""
        with self._lock:
            found = self._items.get(key)
            if found is not None:
                self._items.move_to_end(key)
            return found

    def put(self, key: Any, value: Any, size: int) -> bool:
        """Keep it with its key, and forget what no longer fits; → whether it was kept: what has
        too long a key never is."""
        of_key = weight(key)
        if of_key > MOST_KEY:
            return False
        with self._lock:
            before = self._items.pop(key, None)
            self._size += size + of_key - (before.size if before else 0)
            self._items[key] = value
            value.size = size + of_key
            while self._size > self._most and self._items:
                _, gone = self._items.popitem(last=False)
                self._size -= gone.size
        return True


def weight(key: Any) -> int:
    """Bytes of memory a key takes."""
    return sys.getsizeof(key) + (sum(map(weight, key)) if isinstance(key, tuple) else 0)


@dataclass
class _Page:
    body: bytes
    headers: list[tuple[str, str]]
    tag: str
    size: int = 0


@dataclass
class _Part:
    html: Markup
    size: int = 0


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
        key = (
            environ.get("SCRIPT_NAME"),
            environ["PATH_INFO"],
            environ.get("QUERY_STRING"),
            cookies.get("lang"),
            cookies.get("elder"),
            environ["wsgi.url_scheme"],
            environ.get("HTTP_HOST"),
        )
        stamp = self.stamps.get(key)
        if stamp is not None:
            found = self.pages.get((key, _stamped(stamp), _minute()))
            if found is not None:
                return _answer(found, environ, start_response)
        return self._through(key, environ, start_response)

    def _through(
        self, key: Any, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        place = environ[_PLACE] = _Place()
        said: list[Any] = []
        minute = _minute()
        answer = self.inner(environ, lambda *a: said.append(a))
        try:
            status, headers = said[-1][:2]
            if place.stamp is None or not status.startswith("200"):
                return _relay(start_response, said[-1], answer)
            body = b"".join(answer)
        finally:
            if place.stamp is not None and hasattr(answer, "close"):
                answer.close()
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        page = _Page(
            body, [(k, v) for k, v in headers if k.lower() != "etag"] + [("ETag", tag)], tag
        )
        if self.pages.put((key, place.found, minute), page, len(body) + 1000):
            self._remember(key, place.stamp)
        return _answer(page, environ, start_response)

    def _remember(self, key: Any, stamp: Stamp) -> None:
        self.stamps[key] = stamp
        while len(self.stamps) > 4096:
            self.stamps.popitem(last=False)


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


def _minute() -> int:
    return int(clock.now().timestamp() // 60)


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
            g.shared_page = True
            reads = stamp(**values)
            before = _stamped(reads)
            response = make_response(view(**values))
            if response.status_code == 200:
                left = _left()
                response.headers["Cache-Control"] = f"public, max-age={min(10, left)}"
                response.headers["Vary"] = "Cookie"
                place = request.environ.get(_PLACE)
                if (
                    place is not None and left >= 60
                ):  # in its last minute nobody keeps a page that changes by itself
                    place.stamp, place.found = reads, before
            return response

        return wrapped

    return decorate


def changes_at(instant: datetime) -> None:
    """The page being made changes by itself then, with no fact to tell of it: no copy of it is kept
    beyond.
    """
    g.page_changes_at = min(instant, g.get("page_changes_at") or instant)


def _left() -> int:
    """Whole seconds until the page changes by itself; a day where it does not."""
    at, now = g.get("page_changes_at"), clock.now()
    return 86_400 if at is None or at <= now else int((at - now).total_seconds())


_parts = Kept()


def part(name: str, stamp: int, render: Callable[[], str], *also: Any) -> Markup:
    """A piece of a page that every reader sees alike, kept while its stamp is the same.

    `also`: whatever else it depends on.
    """
    key = (
        name,
        id(current_app.extensions),
        g.community.id,
        language(),
        elder(),
        stamp,
        _minute(),
        also,
    )
    found: _Part | None = _parts.get(key)
    if found is None:
        found = _Part(Markup(render()))
        _parts.put(key, found, 2 * len(found.html) + 500)
    return found.html
