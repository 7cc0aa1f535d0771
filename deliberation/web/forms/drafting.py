"""Keeping a half-written form for later: a button without JavaScript, by itself with it.

`CivicForm` asks `kept_formdata` on GET.

Only the pages named here, only the person who wrote it; codes, passwords, files and ballots are
never kept. Of files it says that they were chosen.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app, flash, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from deliberation.charter.acts import ActName as A
from deliberation.record.private import drafts
from deliberation.web.phrases import gettext as _

from . import secrets
from .files import CHOSEN, chosen_names

# What takes thought. A ballot, a rating or a co-signature does not, and a choice half made is
# nobody's business.
ACTS = frozenset(
    {
        A.give_opinion,
        A.recommend,
        A.answer_recommendation,
        A.record_study,
        A.review_legality,
        A.comment,
        A.object,
        A.answer_objection,
        A.remedy,
        A.explain_spend,
        A.waive_finding,
        A.ask_question,
        A.answer_question,
        A.decide_appeal,
        A.appeal,
        A.pass_on,
        A.refuse_certificate,
        A.record_finding,
        A.revise,
        A.return_once,
        A.report_progress,
        A.announce,
        A.correct_announcement,
        A.ask_about,
        A.answer_about,
    }
)
_NAMES = frozenset(a.value for a in ACTS)
_NOT = (
    CHOSEN,
    "act_id",
    "keep",
    "quietly",
    "confirmed",
    "version_no",
    "publish_anyway",
)


def init_app(app: Flask) -> None:
    """Before a form reaches its room, and after the room has taken it."""
    app.before_request(_keep)
    app.after_request(_sent)
    app.extensions["deliberation.kept_formdata"] = kept_formdata
    app.jinja_env.globals["kept_draft"] = kept
    app.jinja_env.globals["may_keep"] = here
    app.jinja_env.globals["my_drafts"] = listed


def here() -> bool:
    """Whether this page's form may be kept by this reader."""
    name = (request.endpoint or "").rpartition(".")[2].removesuffix("_at")
    return name in _NAMES and current_user.is_authenticated and bool(current_user.person_id)


def kept() -> drafts.Draft | None:
    """What the reader kept for this page; asked once in a request."""
    if not here():
        return None
    if not hasattr(g, "kept_draft"):
        g.kept_draft = drafts.find(g.community.id, current_user.person_id, _page())
    found: drafts.Draft | None = g.kept_draft
    return found


def kept_formdata() -> MultiDict[str, str] | None:
    """The fields a form is filled with again on GET."""
    found = kept() if request.method == "GET" else None
    return MultiDict(found.fields) if found else None


@dataclass(frozen=True, slots=True)
class Line:
    """A draft in a list: of which act, its page, how its words begin, when it was kept."""

    act: str
    url: str
    words: str
    at: datetime


# Where a list of drafts stands: whoever throws one away there stays there.
LISTED_AT = {"desk": "public.waiting", "announcements": "inform.own_announcements"}
_SHOWN = (
    "title",
    "body",
    "reasons",
    "opinion",
    "note",
)  # what a draft is known by, the first first


def listed(*acts: str) -> list[Line]:
    """What the reader keeps, of these acts or of all, the newest first."""
    if not current_user.is_authenticated or not current_user.person_id:
        return []
    every = drafts.every(g.community.id, current_user.person_id)
    lines = [_line(page, draft) for page, draft in every.items() if not draft.gone]
    found = [x for x in lines if x is not None and (not acts or x.act in acts)]
    return sorted(found, key=lambda x: x.at, reverse=True)


def _line(page: str, draft: drafts.Draft) -> Line | None:
    """None for a page that is no more."""
    url = f"/{g.community.slug}/{page}"
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None  # of a request there is one
    try:
        endpoint, _values = adapter.match(url, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    act = endpoint.rpartition(".")[2].removesuffix("_at")
    words = next((w for name in _SHOWN if (w := draft.of(name))), "")
    return Line(act, url, words[:60], draft.at) if act in _NAMES else None


def _page() -> str:
    return request.path.split("/", 2)[-1]


def _keep() -> Response | None:
    wish = request.form.get("keep") if _posted_here() else None
    if wish not in ("1", "0"):
        return None
    if not _token_holds():
        return None  # the room's own form says so, and shows what was typed again
    if wish == "0":
        drafts.drop(g.community.id, current_user.person_id, _page())
        flash(_("The draft is gone."), "message")
        listed = LISTED_AT.get(request.form.get("listed", ""))
        return redirect(url_for(listed) if listed else request.path, 303)
    drafts.keep(g.community.id, current_user.person_id, _page(), _fields())
    if request.form.get("quietly"):
        return Response("", 204)
    flash(_("Kept as a draft. Only you see it; it is kept for 30 days."), "message")
    if chosen_names(request):
        flash(_("The files you chose are not kept with it: choose them again later."), "warning")
    return redirect(request.path, 303)


def _posted_here() -> bool:
    return request.method == "POST" and g.get("community") is not None and here()


def _fields() -> list[tuple[str, str]]:
    """What was posted, without what is no text of its writer's and what is secret."""
    typed = [
        (k, v)
        for k, v in request.form.items(multi=True)
        if k not in _NOT and secrets.is_plain(k) and v.strip()
    ]
    return typed + [(CHOSEN, name) for name in chosen_names(request)]


def _token_holds() -> bool:
    from .civic import Form

    form = Form()
    form.validate()
    return "csrf_token" not in form.errors


def _sent(response: Response) -> Response:
    # Taken: the answer leads elsewhere. Kept words have served.
    taken = response.status_code == 303 and _posted_here() and "keep" not in request.form
    to = (response.location or "").split("?")[0]
    if taken and not to.endswith(("/sign-in", "/give-code", "/me/code")):
        drafts.drop(g.community.id, current_user.person_id, _page())
    return response
