"""What is answered where a page cannot be made: static, in both languages, without database,
session or community.

`Falls` stands outermost, so that no answer is ever empty; `errors` asks `answer` for whatever fails
inside Flask. What was posted is in the page again, with its act id, for one press of a button: sent
twice it counts once. Secrets are not, and the page says so.
"""

import base64
import hashlib
import json
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from time import monotonic
from typing import Any

from flask import Request, Response
from werkzeug.exceptions import HTTPException

from deliberation.record.unavailable import LOCKED, why
from deliberation.web.forms import secrets

from . import words
from .readable import NamedFields

LOG = logging.getLogger(__name__)
QUIET = 10.0  # seconds in which the log says the same once
_told: dict[str, float] = {}
MOST_FIELDS = 500
CONFIRMED = "confirmed"  # the last of two steps: behind it stands a page that shows the choice


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a form the page holds. `left`: something secret, or nothing knows what, is not among
    `fields`; None where nothing could be read."""

    fields: list[tuple[str, str]] | None
    left: bool = False
    files: bool = False
    confirming: bool = False

    @classmethod
    def of(cls, request: Request) -> "Kept":
        """Of a posted form, without what may not be repeated."""
        try:
            sent = list(request.form.items(multi=True))
            files = any(f.filename for f in request.files.values())
        except (HTTPException, OSError, ValueError):
            return cls(None)
        if not sent or len(sent) > MOST_FIELDS:
            return cls(None)
        plain = [(k, v) for k, v in sent if secrets.is_plain(k)]
        left = any(v and k != secrets.TOKEN and not secrets.is_plain(k) for k, v in sent)
        confirming = left and any(k == CONFIRMED for k, _ in sent)
        if confirming:  # back to the page before it: shown with what was chosen, asking again
            plain = [(k, v) for k, v in plain if k != CONFIRMED]
        # Without its token the form is shown again instead of being done without its pictures.
        token = [] if files else [(k, v) for k, v in sent if k == secrets.TOKEN]
        return cls(token + plain, left, files, confirming)

    def said(self) -> tuple[str, str]:
        """What the page holds, and what it does not, in both languages."""
        if self.fields is None:
            return (
                "过一分钟请按“返回”，再交一次。",
                "In a minute, please go back and send it again.",
            )
        here = "您写的都还在这一页里，请不要关掉。过一分钟按下面的按钮"
        here_en = "What you typed is still on this page; please do not close it. In a minute, "
        if self.files:
            again = "照片和文件" if not self.left else "照片、文件、密码和数字"
            again_en = "Pictures and files" if not self.left else "Pictures, passwords and codes"
            return (
                f"{here}回到表单；{again}要重新选、重新填。"
                if self.left
                else f"{here}回到表单；{again}要重新选。",
                f"{here_en}press the button to go back to the form. {again_en} have to be "
                "chosen again.",
            )
        if self.confirming:
            return (
                "您选的还在这一页里，请不要关掉。过一分钟按下面的按钮，回到“请核对”；密码和数字要重新填。",
                "Your choice is still on this page; please do not close it. In a minute, press the "
                "button to check it once more. Passwords and codes have to be typed again.",
            )
        if self.left:
            return (
                "密码和数字没有留在这一页里，要重新填；别的都还在，请不要关掉。过一分钟按下面的按钮回到表单。",
                "Passwords and codes are not kept on this page and have to be typed again; "
                "everything else is here, please do not close it. In a minute, press the button "
                "to go back to the form.",
            )
        return (
            f"{here}再交一次；已经办成的，不会算两次。",
            f"{here_en}press the button to send it again. What was already done does not count "
            "twice.",
        )

    def button(self) -> tuple[str, str]:
        """Its words in both languages."""
        if self.confirming:
            return "回到“请核对”", "Check it once more"
        if self.files or self.left:
            return "回到表单", "Back to the form"
        return "再交一次", "Send again"


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
        sent = request.method == "POST"
        said = words.of(status, sent=sent)
        more, button = ("", ""), ("再试一次", "Try again")
        form = '<a class="again" href="">{}</a>'
        if sent:
            kept = Kept.of(request)
            more, button = kept.said(), kept.button()
            form = _form(request, kept.fields) if kept.fields is not None else ""
        english = request.cookies.get("lang") == "en"
        parts = [
            ("zh-Hans", said.title, said.text, more[0]),
            ("en", said.title_en, said.text_en, more[1]),
        ]
        parts, button = (parts[::-1], button[::-1]) if english else (parts, button)
        lang, other = parts[0][0], parts[1][0]
        label = f'{button[0]} · <span lang="{other}">{button[1]}</span>'
        filled = {
            "lang": lang,
            "large": ' class="large"' if request.cookies.get("elder") == "1" else "",
            "title": f"{parts[0][1]} · {parts[1][1]}",
            "said": "\n".join(_section(i, *part) for i, part in enumerate(parts)),
            "again": form.replace("{}", label, 1),
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


def _form(request: Request, fields: list[tuple[str, str]]) -> str:
    address = request.root_path + request.full_path.rstrip("?")
    inputs = "\n".join(
        f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in fields
    )
    return (
        f'<form method="post" action="{escape(address)}">\n'
        f'<button type="submit">{{}}</button>\n{inputs}\n</form>'
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
