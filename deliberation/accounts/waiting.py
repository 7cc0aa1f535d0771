"""What is said of tries that were wrong or not looked at: how many are left, until when to wait.

Called by every page that takes a password or a code of whoever signs in or is signed in.
"""

from collections.abc import Callable
from datetime import timedelta
from math import ceil
from zoneinfo import ZoneInfo

from flask import g

from deliberation import clock
from deliberation.accounts.addresses import login_subject
from deliberation.accounts.devices import places
from deliberation.record.private import attempts
from deliberation.record.private.attempts import TooMany
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.phrases import ngettext

from .sessions import held
from .sessions.readers import SignedIn, reader

# what was typed wrong too often from here → what is said; "" of everything else
HERE = {
    "code": _l(
        "Too many wrong codes were typed here for this login. Elsewhere, and on devices where "
        "you gave a code before, it stays open."
    ),
    "password": _l(
        "Too many wrong passwords were typed here for this login. Elsewhere, and on devices "
        "where you signed in before, it stays open."
    ),
    "join": _l("This joining code was tried too often from here."),
    "": _l(
        "There were too many wrong tries with this login from here. Elsewhere, and on devices "
        "where you signed in before, it stays open."
    ),
}
# by what a try is held up, other than its own place; "" where the machine is busy
WAITS = {
    "turn": (
        _l(
            "Many wrong tries are being made with this login, so one has to wait for a moment "
            "between two. Your turn is kept for five minutes."
        ),
    ),
    "full": (
        _l(
            "Very many wrong tries are being made with this login from elsewhere, and no turn "
            "is free. None is kept for you; please ask again at the time shown."
        ),
        _l(
            "On a device where you signed in before, with a second factor, or with the help "
            "of the community desk you come in now."
        ),
    ),
    "": (_l("Very many people are signing in just now."),),
}


def local_clock(refused: TooMany | held.Held) -> str:
    """When it opens, rounded up: at the time shown it is open. A lock to the minute, a turn to the
    second."""
    zone = ZoneInfo(g.community.timezone if g.get("community") is not None else "UTC")
    by = timedelta(seconds=59 if refused.locked == "place" else 0, microseconds=999_999)
    at = (refused.opens_at + by).astimezone(zone)
    return f"{at:%H:%M}" if refused.locked == "place" else f"{at:%H:%M:%S}"


def seconds_until(refused: TooMany | held.Held) -> str:
    """The same for Retry-After, at least 1 s."""
    return str(max(ceil((refused.opens_at - clock.real()).total_seconds()), 1))


def _too_many_here(kind: str) -> str:
    found = reader()
    if kind == "code" and found is not None and found.factor_at is not None:
        return _(
            "Too many wrong codes were typed since you signed in. Sign out and sign in again with "
            "your password and a right code: that opens at once."
        )
    return str(HERE.get(kind, HERE[""]))


def why_wait(locked: str, kind: str) -> list[str]:
    """Why a try was not looked at, in sentences for whoever made it. kind: what was typed wrong
    too often."""
    if locked == "place":
        return [_too_many_here(kind)]
    return [str(said) for said in WAITS.get(locked, WAITS[""])]


def tries_left(
    login: str, place: attempts.Place, kind: str, words: Callable[[int], str]
) -> list[str]:
    """What is said beside a wrong try: how many are left, from two on; after the last, until when
    nothing is looked at here. `login` is normalised."""
    subject = login_subject(login)
    opens = attempts.opens_at(subject, place, kind)
    if opens is not None:
        return [
            _(
                "That was one too many: here it is closed until %(minute)s.",
                minute=local_clock(TooMany(opens, "place")),
            )
        ]
    left = attempts.left(subject, place, kind)
    return [words(left)] if left <= 2 else []


def code_tries_left(found: SignedIn) -> list[str]:
    """What is said beside a wrong code of whoever is signed in, or about to be."""
    return tries_left(
        found.login,
        places.of_session_code(found),
        "code",
        lambda left: ngettext(
            "%(num)s more try, then codes have to wait 15 minutes here.",
            "%(num)s more tries, then codes have to wait 15 minutes here.",
            left,
        ),
    )


def password_wrong() -> str:
    """What is said of a wrong password beside a code, to whoever is signed in."""
    return _("The password is not right. The code is not used up; it can be typed again.")
