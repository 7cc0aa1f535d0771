"""The first page of joining: code and birth date. /<community>/join?code=… is what the letter's QR
carries.

Imported by the page that follows, and for its routes by create_app.
"""

from flask import g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.forms.joining import JoinForm
from deliberation.accounts.joining import letter_codes
from deliberation.accounts.sessions.readers import reader
from deliberation.record.private.factors.join_codes import Ticket
from deliberation.web.forms.typed import written
from deliberation.web.phrases import ngettext

from .entering import Page


def _refusals() -> dict[str, str]:
    return {
        "wrong": _("This code and this date of birth do not belong together. Please check both."),
        "desk": _(
            "The desk has to complete your entry before you can join. Please go there with "
            "this letter."
        ),
        **closed_words(),
    }


def closed_words() -> dict[str, str]:
    """Said of the code alone, to anybody who types it: never whose it is."""
    return {
        "used": _(
            "This code was used before; each works once. If you have joined, please sign in. "
            "If you forgot your password, the community desk prints a new code."
        ),
        "newer": _(
            "A newer letter was printed, so this code no longer works. Please take the code "
            "of the newest letter."
        ),
        "void": _(
            "This code was tried too often and is void now. Please ask the community desk "
            "for a new one."
        ),
    }


@blueprint.route("/join", methods=["GET", "POST"])
def join() -> Page:
    """Who are you? The code of one's own letter, checked with the birth date."""
    form, why = JoinForm(), ""
    if request.method == "GET" and request.args.get("code"):
        code = letter_codes.plain(request.args["code"])[: letter_codes.LENGTH]
        form.code.data = letter_codes.grouped(code)
    if form.validate_on_submit():
        try:
            ticket = letter_codes.check_code(g.community.id, written(form.code), form.iso)
            return _on(ticket)
        except letter_codes.NotAccepted as refused:
            form.code.errors = [_refusals()[refused.why], *_left(refused)]
            why = refused.why
    here = request.full_path.rstrip("?")
    return render_template(
        "accounts/joining/join.html", form=form, me=reader(), why=why, here=here
    ), 422 if form.errors else 200


def _on(ticket: Ticket) -> Response:
    """To the page of the account; the session says for half an hour whose code it was."""
    at = int(clock.real().timestamp())
    session["joining"] = [ticket.community_id, ticket.code_hash, at]
    return redirect(url_for("accounts.join_account"), 303)


def _left(refused: letter_codes.NotAccepted) -> list[str]:
    if refused.why != "wrong" or not refused.left:
        return []
    return [
        ngettext(
            "You can try %(num)s more time; after that the code of this letter is void, and the "
            "community desk prints another.",
            "You can try %(num)s more times; after that the code of this letter is void, and the "
            "community desk prints another.",
            refused.left,
        )
    ]
