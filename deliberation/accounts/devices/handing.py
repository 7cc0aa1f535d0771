"""换人使用: a tablet of the desk in a resident's hands, under their own name and for minutes only.

The clerk's session is set aside meanwhile.

The cookie of the tablet says that it was handed over; every sign-in on it is bounded until the
clerk's password takes it back. Called by sign_in, desk.routes.access.handing and, before every
page, by `watching`. Real time throughout.
"""

from datetime import datetime, timedelta

from flask import g, session

from deliberation import clock
from deliberation.record.private import handing
from deliberation.record.private.handing import Handed

WHOLE = timedelta(minutes=10)  # a resident's session on the tablet
MORE = timedelta(minutes=5)  # once, at a press
IDLE = timedelta(minutes=3)
HOLD = timedelta(minutes=30)  # so long the clerk's session waits; then they sign in anew
_KEY = "handed"


def token() -> str | None:
    """By which this tablet is known as handed over; None everywhere else."""
    kept: str | None = session.get(_KEY)
    return kept


def held() -> Handed | None:
    """Whose session waits, and how long whoever is signed in may stay; asked once in a request."""
    here = token()
    if here is None:
        return None
    if "handed" not in g:
        g.handed = handing.find(here)
    found: Handed | None = g.handed
    return found


def set_aside(
    account_id: str,
    *,
    factor_at: datetime | None,
    factor_method: str | None,
    community_id: str | None,
) -> str:
    """Keep what the clerk's session was worth. → the tablet's token, for the cookie (`mark`)."""
    return handing.begin(
        account_id,
        factor_at=factor_at,
        factor_method=factor_method,
        factor_community_id=community_id,
    )


def mark(kept: str | None) -> None:
    """Put the mark into this browser's cookie, or (None) take it out."""
    if kept is None:
        session.pop(_KEY, None)
    else:
        session[_KEY] = kept
    g.pop("handed", None)


def bound(kept: str) -> None:
    """Somebody signs in on the tablet: ten minutes from now."""
    handing.bound(kept, clock.real() + WHOLE)
    g.pop("handed", None)


def extend() -> bool:
    """Five minutes more, once. → whether there were any to give."""
    found = held()
    if found is None or found.until is None:
        return False
    g.pop("handed", None)
    return handing.extend(token() or "", found.until + MORE)


def finish() -> None:
    """The tablet is back in the clerk's hands, or nobody came for it."""
    kept = token()
    if kept is not None:
        handing.finish(kept)
    mark(None)


def stay() -> tuple[datetime, bool] | None:
    """Until when this tablet lets whoever is signed in stay, and whether that was put off already;
    None where nothing was handed over.
    """
    if token() is None:
        return None
    limits = held()
    if limits is None or limits.until is None:
        return clock.real(), True  # a mark without its row opens nothing
    return limits.until, limits.extended
