"""What is answered where a page cannot be made: static, in both languages, without database,
session or community.

`Falls` stands outermost, so that no answer is ever empty; `errors` asks `answer` for whatever fails
inside Flask. What was posted is in the page again, with its act id, for one press of a button: sent
twice it counts once (`kept_form`).
"""

import base64
import hashlib
import json
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from time import monotonic
from typing import Any

from flask import Request, Response

from deliberation.record.unavailable import LOCKED, why

from . import words
from .kept_form import again
from .readable import NamedFields

LOG = logging.getLogger(__name__)
QUIET = 10.0  # seconds in which the log says the same once
_told: dict[str, float] = {}


class Pages:
    """The page, read once, in which every status is said. `text`: fallen.html."""

    def __init__(self, text: str) -> None:
        self.text = text
        style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256((style[1] if style else "").encode()).digest())
        self.policy = (
            f"default-src 'none'; style-src 'sha256-{digest.decode()}'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        )

    def answer(self, request: Request, status: int, word: str | None) -> Response:
        """503 with one of `unavailable.WORDS`, or 500: HTML for browsers, JSON for who asks for it,
        two plain lines for the rest."""
        retry = words.LOCKED_SECONDS if word == LOCKED else words.RETRY_SECONDS
        kind = _wanted(request)
        if kind == "html":
            body = self._html(request, status)
        elif kind == "json":
            body = json.dumps({"status": word or "error", "retry_after": retry})
        else:
            body = words.of(status, sent=request.method == "POST").plain()
        mimetype = {"html": "text/html", "json": "application/json"}.get(kind, "text/plain")
        response = Response(body, status, mimetype=mimetype)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = self.policy
        if status == 503:
            response.headers["Retry-After"] = str(retry)
        return response

    def _html(self, request: Request, status: int) -> str:
        said, way = words.of(status, sent=request.method == "POST"), again(request)
        button = way.button
        parts = [
            ("zh-Hans", said.title, said.text, way.said[0]),
            ("en", said.title_en, said.text_en, way.said[1]),
        ]
        if request.cookies.get("lang") == "en":
            parts, button = parts[::-1], button[::-1]
        lang, other = parts[0][0], parts[1][0]
        label = f'{button[0]} · <span lang="{other}">{button[1]}</span>'
        filled = {
            "lang": lang,
            "large": ' class="large"' if request.cookies.get("elder") == "1" else "",
            "title": f"{parts[0][1]} · {parts[1][1]}",
            "said": "\n".join(_section(i, *part) for i, part in enumerate(parts)),
            "again": way.markup.replace("{}", label, 1),
        }
        return re.sub(r"\{\{(\w+)\}\}", lambda m: filled[m[1]], self.text)


def _section(at: int, lang: str, title: str, text: str, more: str) -> str:
    lines = "".join(f"<p>{line}</p>\n" for line in (text, more) if line)
    level = "h2" if at else "h1"
    return f'<section class="sheet" lang="{lang}">\n<{level}>{title}</{level}>\n{lines}</section>'


def _wanted(request: Request) -> str:
    accept = request.headers.get("Accept", "")
    if "json" in accept or request.headers.get("X-Requested-With"):
        return "json"
    return "html" if "text/html" in accept or accept in ("", "*/*") else "plain"


class Falls:
    """Outermost: what nobody caught is answered, never with an empty body.

    `ready` is called before every request until it once succeeds: what the database must tell
    before the first page."""

    def __init__(
        self, inner: Callable[..., Iterable[bytes]], pages: Pages, ready: Callable[[], Any]
    ) -> None:
        self.inner, self.pages, self.ready = inner, pages, ready
        self._is_ready = False

    def try_now(self) -> None:
        """At the start. Without a database the server starts all the same, and says so on every
        page."""
        try:
            self._ready()
        except Exception as error:
            if not why(error):
                raise
            tell(error)

    def _ready(self) -> None:
        self.ready()
        self._is_ready = True

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        try:
            if not self._is_ready and not _still(environ):
                self._ready()
            return self.inner(environ, start_response)
        except Exception as error:
            word = tell(error)
            response = self.pages.answer(NamedFields(environ), 503 if word else 500, word)
            return response(environ, start_response)


def _still(environ: Mapping[str, Any]) -> bool:
    """Styles need no database, and the health of the server is asked before there is one."""
    return str(environ.get("PATH_INFO", "")).startswith(("/static/", "/healthz"))


def tell(error: BaseException) -> str | None:
    """Why the database cannot, or None; now and then a line in the log for the first, the whole way
    here for everything else."""
    word = why(error)
    if word is None:
        LOG.exception("unexpected", exc_info=error)
    elif monotonic() - _told.get(word, -QUIET) >= QUIET:  # a disk may be full of just such lines
        _told[word] = monotonic()
        LOG.error("the database is %s: %s", word, str(getattr(error, "orig", error)).split("\n")[0])
    return word
