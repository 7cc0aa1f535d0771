"""What is answered where a page cannot be made: static, in both languages, without database,
session or community.

`Falls` stands outermost, so that no answer is ever empty; `errors` asks `answer` for whatever fails
inside Flask. What was posted
is in the page again, with its act id, for one press of a button: sent twice it counts once.
"""

import base64
import hashlib
import json
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from time import monotonic
from typing import Any

from flask import Request, Response
from werkzeug.exceptions import HTTPException

from deliberation.record.unavailable import LOCKED, why

LOG = logging.getLogger(__name__)
RETRY = {LOCKED: 10}  # seconds; whatever else is wrong needs a person first, or the server's start
LATER = 60
QUIET = 10.0  # seconds in which the log says the same once
_told: dict[str, float] = {}
MOST_FIELDS = 500
_SECRET = re.compile("password|code|credential")  # asked for again, never written into a page
PLAIN = {
    503: (
        "请稍等一下，过一分钟再试。没有只办一半的事。\n"
        "Please wait a moment and try again in a minute. Nothing was "
        "done by half.\n"
    ),
    500: "这里出了点问题，请过一会儿再试。\nSomething went wrong here. Please try again later.\n",
}


class Pages:
    """The two pages, read once. `texts`: away.html and broken.html."""

    def __init__(self, away: str, broken: str) -> None:
        self.texts = {503: away, 500: broken}
        style = re.search(r"<style>(.*?)</style>", away, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256((style[1] if style else "").encode()).digest())
        self.policy = (
            f"default-src 'none'; style-src 'sha256-{digest.decode()}'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        )

    def answer(self, request: Request, status: int, word: str | None) -> Response:
        """503 with one of `unavailable.WORDS`, or 500: HTML for browsers, JSON for who asks for it,
        two plain lines for the rest."""
        retry = RETRY.get(word or "", LATER)
        kind = _wanted(request)
        if kind == "html":
            body = self._html(request, status)
        elif kind == "json":
            body = json.dumps({"status": word or "error", "retry_after": retry})
        else:
            body = PLAIN[status]
        mimetype = {"html": "text/html", "json": "application/json"}.get(kind, "text/plain")
        response = Response(body, status, mimetype=mimetype)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = self.policy
        if status == 503:
            response.headers["Retry-After"] = str(retry)
        return response

    def _html(self, request: Request, status: int) -> str:
        text = self.texts[status]
        if request.method != "POST":
            again = '<a class="again" href="">再试一次 · <span lang="en">Try again</span></a>'
            return _only(text, "read").replace("<!--again-->", again)
        fields, files = _sent(request)
        if fields is None:
            return _only(text, "sent", "back").replace("<!--again-->", "")
        form = _form(request.root_path + request.full_path.rstrip("?"), fields, files)
        return _only(text, "sent", "files" if files else "words").replace("<!--again-->", form)


def _wanted(request: Request) -> str:
    accept = request.headers.get("Accept", "")
    if "json" in accept or request.headers.get("X-Requested-With"):
        return "json"
    return "html" if "text/html" in accept or accept in ("", "*/*") else "plain"


def _only(text: str, *names: str) -> str:
    """The page with these of its sections."""

    def section(found: re.Match[str]) -> str:
        return found[2].strip("\n") + "\n" if found[1] in names else ""

    return re.sub(r"<!--(\w+)-->\n(.*?)<!--/\1-->\n", section, text, flags=re.DOTALL)


def _sent(request: Request) -> tuple[list[tuple[str, str]] | None, bool]:
    """The posted fields without secrets, and whether files came with them; None where they cannot
    be read."""
    try:
        fields = list(request.form.items(multi=True))
        files = any(f.filename for f in request.files.values())
    except (HTTPException, OSError, ValueError):
        return None, False
    if not fields or len(fields) > MOST_FIELDS:
        return None, False
    # Without its token the form is shown again instead of being done without its pictures.
    hidden = {"csrf_token"} if files else set()
    return [(k, v) for k, v in fields if k not in hidden and not _SECRET.search(k)], files


def _form(address: str, fields: list[tuple[str, str]], files: bool) -> str:
    inputs = "\n".join(
        f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in fields
    )
    label = ("回到表单", "Back to the form") if files else ("再交一次", "Send again")
    return (
        f'<form method="post" action="{escape(address)}">\n{inputs}\n'
        f'<button type="submit">{label[0]} · <span lang="en">{label[1]}</span></button>\n</form>'
    )


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
            response = self.pages.answer(Request(environ), 503 if word else 500, word)
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
