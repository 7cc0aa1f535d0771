"""Which community a path belongs to, and what every template may use. Installed by create_app."""

import re
from typing import Any

from flask import Flask, abort, current_app, g, request
from flask_login import current_user

from deliberation import clock
from deliberation.charter.case import Actor, Case
from deliberation.readings import community as reading
from deliberation.readings.desk import waiting as desk
from deliberation.record.engines import current, db

SLUG = re.compile(r"[a-z0-9-]{2,40}")
_waiting: dict[tuple[Any, ...], int] = {}
ANONYMOUS = Actor(via="web")


def init_app(app: Flask) -> None:
    """`g.community` from the path, and the slug in every URL made."""

    app.url_value_preprocessor(_pull)
    app.url_defaults(_push)
    app.context_processor(_context)


def _pull(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.community = None
    if values and "community" in values:
        g.community = _named(values.pop("community"))
        if g.community is None:
            abort(404)


def _push(endpoint: str, values: dict[str, Any]) -> None:
    if (
        "community" not in values
        and g.get("community")
        and current_app.url_map.is_endpoint_expecting(endpoint, "community")
    ):
        values["community"] = g.community.slug


def _context() -> dict[str, Any]:
    shared = bool(g.get("shared_page"))
    return {
        "demo": current_app.config["DEMO"],
        "elder": elder(),
        "lang": language(),
        "now": clock.now(),
        "build": current_app.config["BUILD"],
        "shared_page": shared,
    }


def named_in_path() -> Any:
    """The community whose slug an address begins with, also where the rest of it leads nowhere;
    else None.
    """
    return _named(request.path.split("/")[1]) if request.path.startswith("/") else None


def _named(slug: str) -> Any:
    # What no community can be called is not asked for: PostgreSQL takes no NUL, and this comes
    # before every other check.
    if not SLUG.fullmatch(slug):
        return None
    return reading.by_slug(db.session, current().url, slug)


def language() -> str:
    """zh_Hans or en: the cookie, else the community's own."""
    chosen = _looks()[0]
    if chosen in ("zh_Hans", "en"):
        return str(chosen)
    return g.community.language if g.get("community") else "zh_Hans"


def elder() -> bool:
    """Whether the reader wants large type."""
    return _looks()[1] == "1"


def _looks() -> tuple[str | None, str | None]:
    """What the cookies say of language and size: asked a dozen times for a page, read once."""
    found: tuple[str | None, str | None] | None = getattr(request, "looks", None)
    if found is None:
        cookies = request.cookies
        found = cookies.get("lang"), cookies.get("elder")
        request.looks = found  # type: ignore[attr-defined]
    return found


def idle_seconds() -> int:
    """After how many seconds this reader is signed out; 0 for visitors and own phones."""
    if not g.get("community") or not current_user.is_authenticated or current_user.stays:
        return 0
    return int(current_user.idle_after.total_seconds())


def actor() -> Actor:
    """Who attempts in this request."""
    return current_user.actor() if current_user.is_authenticated else ANONYMOUS


def case_here() -> Case:
    """The standing of whoever asks in this community, without a proposal."""
    return desk.case_of(
        db.session, g.community, actor(), reading.rulebook_digest(db.session, g.community.id)
    )


def record_size() -> int:
    """How long this community's record is, asked once in a request."""
    found = getattr(request, "record_size", None)
    if found is None:
        found = reading.record_size(db.session, g.community.id)
        request.record_size = found  # type: ignore[attr-defined]
    return found


def waiting_count() -> int:
    """The badge: how many things wait, counted again only when the record has grown or a minute has
    passed.
    """
    if not current_user.is_authenticated or not current_user.person_id or not g.get("community"):
        return 0
    minute = int(clock.now().timestamp() // 60)
    key = (current().url, g.community.id, current_user.person_id, record_size(), minute)
    if key not in _waiting:
        if len(_waiting) > 5000:
            _waiting.clear()
        _waiting[key] = desk.count(db.session, case_here())
    return _waiting[key]
