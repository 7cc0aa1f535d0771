"""The cookie of a session, and the loader of whoever it stands for. Installed by create_app through
routes.account.
"""

from flask import Flask, has_request_context, request
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager

from deliberation.accounts.devices import known as known_devices

from .readers import REMEMBERED, load


class SecureWhenHttps(SecureCookieSessionInterface):
    """Marks the cookie Secure whenever the page came over https, so that one setting serves
    both.
    """

    def get_cookie_secure(self, app: Flask) -> bool:
        return bool(app.config["SESSION_COOKIE_SECURE"]) or (
            has_request_context() and request.is_secure
        )


def init_app(app: Flask) -> None:
    """Wire the cookie and the loader.

    The cookie's own age is the 90 days of one's own phone; sessions end in the database.
    """
    app.session_interface = SecureWhenHttps()
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=REMEMBERED,
    )
    manager = LoginManager(app)
    # Phones change their address all day; the token, not the address, is what identifies the
    # session.
    manager.session_protection = None
    manager.user_loader(load)
    known_devices.init_app(app)
