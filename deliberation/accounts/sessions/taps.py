"""Two taps of one hand: the second comes with the cookie from before the first one's new token.

Called by the pages of codes and factors, and by carrying.
"""

from flask import g, request, session

from deliberation.record.private import sessions
from deliberation.record.private.sessions import FirstTap

from .readers import SignedIn


def first_tap() -> FirstTap | None:
    """For a form that came twice, with the cookie from before a second factor: whose it was. The
    cookie opens nothing; what the first tap was answered may be said again."""
    token = session.get("_user_id")
    if request.method != "POST" or not isinstance(token, str) or g.get("community") is None:
        return None
    return sessions.just_replaced(token, g.community.id)


def replaced(found: SignedIn) -> bool:
    """Whether the token of whoever is signed in in this request was replaced while the request was
    on its way."""
    return sessions.just_replaced(found.token, g.community.id) is not None
