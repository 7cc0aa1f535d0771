"""What stands around every page: head, masthead, tabs, foot. Made once for each situation a reader
can be in; what is their own, and the page itself, takes the place of marks. Called by base.html.
"""

import re
import secrets
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote_plus

from flask import current_app, g, render_template, request
from flask_login import current_user
from markupsafe import Markup, escape

from .forms.token import token
from .kept import Kept
from .tenancy import elder, idle_seconds, language, waiting_count

_KEY = "m" + secrets.token_hex(8)  # of this process: nothing anybody writes is taken for a mark
_MARK = re.compile(_KEY + "([a-z]+)" + _KEY)
_AS_THEY_ARE = "!$'()*,/:;?@"  # letters url_for leaves alone in a query


@dataclass
class _Frame:
    """Texts and names of marks, in turn."""

    pieces: list[str]
    size: int = 0

    @property
    def weight(self) -> int:
        """How much memory it takes, about."""
        return 2 * sum(map(len, self.pieces)) + 1000


_frames = Kept(2 * 1024 * 1024)


def framed(keeps: bool, **said: str) -> Markup:
    """The whole page. keeps: whether the device may keep pages; said: title, head, chamber, layout,
    flashes, content, aside, and the reader's key.
    """
    me = None if g.get("shared_page") or not current_user.is_authenticated else current_user
    pieces = _pieces(keeps, me is not None, bool(me and me.until)).copy()
    said["token"] = token() if me else ""
    said["path"] = escape(quote_plus(request.path, safe=_AS_THEY_ARE))
    pieces[1::2] = [said[name] for name in pieces[1::2]]
    return Markup("".join(pieces))


def _pieces(keeps: bool, known: bool, on_tablet: bool) -> list[str]:
    """The frame of this reader's situation; on a tablet of the desk its minutes run, and it is made
    anew.
    """
    idle, waiting = idle_seconds() if known else 0, waiting_count() if known else 0
    make = partial(_made, keeps=keeps, known=known, idle=idle, waiting=waiting)
    if g.get("community") is None or on_tablet:
        return make()
    app, where = id(current_app.extensions), request.endpoint
    key = (app, g.community.id, where, language(), elder(), keeps, known, idle, waiting)
    found: _Frame = _frames.made(key, lambda: _Frame(make()))
    return found.pieces


def _made(*, keeps: bool, known: bool, idle: int, waiting: int) -> list[str]:
    html = render_template(
        "_parts/frame/page.html",
        keeps=keeps,
        known=known,
        idle_seconds=idle,
        waiting_count=waiting,
        mark=mark,
        back_here=_back_here,
    )
    return _MARK.split(html)


def mark(name: str) -> Markup:
    """In the frame's template, where something of the page or of its reader will stand."""
    return Markup(f"{_KEY}{name}{_KEY}")


def _back_here(to: str) -> str:
    """An address that leads on, with this page as where to go afterwards."""
    return f"{to}{'&' if '?' in to else '?'}next={mark('path')}"
