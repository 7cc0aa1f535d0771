"""Why a password or a code was not looked at, in words. Called by the pages of signing in, and for
the codes in forms of other rooms."""

from flask_babel import gettext as _


def why_wait(locked: str) -> list[str]:
    """Why a try was not looked at, in sentences for whoever made it."""
    return {
        "place": [
            _(
                "There were too many wrong tries with this login or code from here. Elsewhere, and "
                "on devices where you signed in before, it stays open."
            )
        ],
        "turn": [
            _(
                "Many wrong tries are being made with this login, so one has to wait for a moment "
                "between two. Your turn is kept for five minutes."
            )
        ],
        "full": [
            _(
                "Very many wrong tries are being made with this login from elsewhere, and no turn "
                "is free. None is kept for you; please ask again at the time shown."
            ),
            _(
                "On a device where you signed in before, with a second factor, or with the help "
                "of the community desk you come in now."
            ),
        ],
    }.get(locked, [_("Very many people are signing in just now.")])
