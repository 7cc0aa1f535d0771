"""What a device may keep for the time without a network: which pages stay readable, which forms
wait unsent, and whose they are.

The service worker (static/js/sw.js) keeps only what `X-Keep` names and throws away what belongs to
another reader than `X-Reader`. Nothing is kept on a tablet of the desk, of ballots, codes, or pages
that show other people's data. Installed by create_app.
"""

import hashlib
from pathlib import Path

from flask import Blueprint, Flask, current_app, g, make_response, render_template, request
from werkzeug.wrappers import Response

from deliberation.accounts.devices import handing
from deliberation.charter.acts import ActName
from deliberation.charter.cycle.policy import POLICY
from deliberation.web.tenancy import elder, language

from .readers import reader

blueprint = Blueprint("offline", __name__)
NOBODY = "0"
# The same for every reader but for what they may press: kept for whoever reads them.
READ_BY_ALL = frozenset(
    (
        "public.proposals public.proposal public.discussion public.versions public.bodies "
        "public.rules public.who_may_do_what public.announcements public.announcement"
    ).split()
)
# One's own reading pages. An office brings other people's names there, so that only residents
# without one keep them.
OWN = frozenset("public.home public.waiting inbox.inbox".split())
ROOMS = frozenset("propose suggest inform resolve supervise carry_out evaluate".split())
SCRIPTS = ("unsent.js", "sw.js")


def init_app(app: Flask) -> None:
    """The headers on every page, the names in every template, the worker's own address."""
    app.register_blueprint(blueprint)
    app.add_url_rule("/<community>/offline", "offline.page", page)
    app.after_request(_say)
    app.jinja_env.globals.update(
        reader_key=reader_key, keep_unsent=keep_unsent, keeps_pages=keeps_pages
    )


def reader_key() -> str:
    """Whose page this is, for their own device only: the same for one account in all its sessions,
    and of no use elsewhere.
    """
    found = None if g.get("shared_page") else reader()
    if found is None:
        return NOBODY
    return hashlib.blake2b(
        found.account_id.encode(), key=current_app.config["SECRET_KEY"].encode()[:64], digest_size=9
    ).hexdigest()


def keeps_pages() -> bool:
    """Whether this device keeps anything at all: not the desk's tablet, and nothing outside a
    community.
    """
    return g.get("community") is not None and (
        bool(g.get("shared_page")) or handing.token() is None
    )


def keep_unsent() -> str:
    """Asked by every act's form: the reader's key if what is typed here may wait on the device
    while there is no network, else "".

    Never a ballot, nor any act that asks for a second factor.
    """
    room, _dot, name = (request.endpoint or "").partition(".")
    if room not in ROOMS or not keeps_pages() or reader() is None:
        return ""
    found = ActName.__members__.get(name.removesuffix("_at"))
    allowed = (
        found is not None
        and found is not ActName.cast_ballot
        and found in POLICY
        and not POLICY[found].factor
    )
    return reader_key() if allowed else ""


def _keepable() -> bool:
    if request.method != "GET" or not keeps_pages():
        return False
    if request.endpoint in READ_BY_ALL:
        return True
    found = None if g.get("shared_page") else reader()
    return request.endpoint in OWN and not (found is not None and found.offices)


def _say(response: Response) -> Response:
    if response.mimetype != "text/html" or response.status_code >= 500:
        return response
    response.headers["X-Reader"] = reader_key()
    if response.status_code == 200 and g.get("community") is not None and keeps_pages():
        if _keepable():
            response.headers["X-Keep"] = "1"
        response.headers["X-Offline"] = _page_without_network()
    return response


def _page_without_network() -> str:
    """Where the page stands that is shown when nothing can be reached, in this reader's words."""
    build, slug = current_app.config.get("BUILD", ""), g.community.slug
    said = f"lang={language()}&elder={int(elder())}&reader={reader_key()}&v={build}"
    return f"{request.script_root}/{slug}/offline?{said}"


@blueprint.get("/sw.js")
def worker() -> Response:
    """The service worker, at the root so that it may serve every page."""
    folder = Path(current_app.static_folder or "") / "js"
    response = make_response("\n".join((folder / name).read_text("utf-8") for name in SCRIPTS))
    response.mimetype = "text/javascript"
    response.headers["Cache-Control"] = "no-cache"
    return response


def page() -> str:
    """What stands here when the platform cannot be reached and this page was not kept."""
    return render_template("accounts/offline.html")
