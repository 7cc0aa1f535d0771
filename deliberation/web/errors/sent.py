"""What is said of a form that came and was not taken."""

from deliberation.web.phrases import gettext as _


def choose_again() -> str:
    """Of files that were chosen before the page on which one looks once more."""
    return _("Choose your photos and files once more, or say that it goes out without them.")


def open_too_long() -> str:
    """Of a form whose token does not hold any more."""
    return _(
        "The form had been open too long, so nothing was sent. Everything you typed is still "
        "here: please press the button again."
    )
