"""Language and large type: two cookies, set by plain links. No account is needed."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

blueprint = Blueprint("looks", __name__)
YEAR = 365 * 86400


def _back() -> str:
    target = request.args.get("next", "")
    safe = (
        target.startswith("/")
        and not target.startswith("//")
        and "\\" not in target
        and target.isprintable()
    )
    return target if safe else url_for("public.home")


def _with_cookie(name: str, value: str) -> Response:
    response = redirect(_back(), 303)
    response.set_cookie(
        name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/elder")
def elder() -> Response:
    """Large type on or off."""
    return _with_cookie("elder", "1" if request.args.get("on") == "1" else "0")


@blueprint.get("/language/<code>")
def language(code: str) -> Response:
    """zh_Hans or en."""
    return _with_cookie("lang", code if code in ("zh_Hans", "en") else "zh_Hans")
