"""Where one goes after signing in or giving a code: only to pages of this site.

Called by the *_routes of this room.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.charter.roles import Role
from deliberation.record.private import preferences
from deliberation.record.private.sessions import Held
from deliberation.web.looks import YEAR


def safe_next(target: str | None) -> str | None:
    """The target if it is a path of this site, or None for anything that could lead elsewhere."""
    if not target or not target.startswith("/") or target.startswith("//") or len(target) > 2000:
        return None
    if "\\" in target or any(ord(c) < 33 or ord(c) == 127 for c in target):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


def onward(default: str | None = None) -> Response:
    """Go where the link pointed; otherwise to the default, or home."""
    return redirect(safe_next(request.args.get("next")) or default or home(), 303)


def to_sign_in() -> Response:
    """To the sign-in page and back to this one."""
    return redirect(url_for("accounts.sign_in", next=request.path), 303)


def ask_code() -> Response:
    """To the page of the second factor and back to this one, as it was asked for."""
    return redirect(url_for("accounts.give_code", next=request.full_path.rstrip("?")), 303)


def home() -> str:
    """The community's front page."""
    return f"{request.script_root}/{g.community.slug}/"


def work_of(offices: Iterable[Held]) -> str | None:
    """Where the work of whoever holds these offices waits: a clerk's day, what waits for anybody
    else in office; None without one that runs now.
    """
    now = clock.now()
    held = {
        o.role for o in offices if o.starts_at <= now and (o.ends_at is None or o.ends_at > now)
    }
    if Role.clerk.value in held:
        return f"{home()}desk/today"
    return f"{home()}waiting" if held else None


def wanted() -> dict[str, Any]:
    """`next`, to be handed on from page to page until it is used."""
    target = safe_next(request.args.get("next"))
    return {"next": target} if target else {}


def with_looks(response: Response, account_id: str) -> Response:
    """The account's language and elder mode as the cookies every page reads, so that they follow
    from device to device.
    """
    for name, value in preferences.of(account_id).items():
        if request.cookies.get(name) != value:
            response.set_cookie(
                name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure
            )
    return response
