"""Security headers on every answer: a strict content policy without inline script or style, no
framing, no referrer elsewhere.
"""

from flask import Flask, Response, request

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src "
    "'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


# The address changes with every build.
BUILT = "public, max-age=604800"


def init_app(app: Flask) -> None:
    """Install."""
    app.after_request(_headers)


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if _built(response):
        response.headers["Cache-Control"] = BUILT
    if "Cache-Control" not in response.headers and not request.path.startswith("/static"):
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _built(response: Response) -> bool:
    """Whether it is a style or a script of this build."""
    static = (request.endpoint or "").endswith("static")
    return static and "v" in request.args and response.status_code == 200
