"""Where one goes after signing in or giving a code: only to pages of this site. Called by the *_routes of this room."""

from urllib.parse import urlsplit

from flask import Response, g, redirect, request


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


def home() -> str:
    """The community's front page."""
    return f"{request.script_root}/{g.community.slug}/"


def wanted() -> dict[str, str]:
    """`next`, to be handed on from page to page until it is used."""
    target = safe_next(request.args.get("next"))
    return {"next": target} if target else {}
