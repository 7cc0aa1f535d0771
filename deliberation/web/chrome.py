"""What stands around every page, rendered once per page and reader's situation: masthead, tabs,
foot. Called by base.html.
"""

from flask import g, render_template, request
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from .parts import part
from .tenancy import waiting_count

TOKEN = "token-of-this-session"  # stands in the kept piece; every reader's own takes its place


def chrome(name: str) -> Markup:
    """One piece of the frame."""
    shared = bool(g.get("shared_page"))
    known = not shared and current_user.is_authenticated
    waiting = 0 if shared else waiting_count()

    def render() -> str:
        return render_template(
            f"_parts/frame/{name}.html", known=known, waiting_count=waiting, token=TOKEN
        )

    if not g.get("community"):
        return Markup(render())
    where = (request.path, request.endpoint) if name == "masthead" else ()
    html = part(f"frame {name}", 0, render, known, waiting, *where)
    return Markup(html.replace(TOKEN, generate_csrf())) if known and name == "masthead" else html
