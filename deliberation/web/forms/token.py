"""The token of the reader's forms, signed once for a session and not for every page: it has no time
in it that would run out.
"""

from functools import lru_cache

from flask import current_app, g, session
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer

FIELD = "csrf_token"


def token() -> str:
    """For every form of this request."""
    raw = session.get(FIELD)
    if raw and FIELD not in g:
        setattr(g, FIELD, _signed(current_app.config["SECRET_KEY"], raw))
    made: str = generate_csrf()
    return made


@lru_cache(maxsize=4096)
def _signed(secret: str, raw: str) -> str:
    signed = URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(raw)
    return signed if isinstance(signed, str) else signed.decode()
