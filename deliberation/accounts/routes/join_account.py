"""The second page of joining: login and password; or, when signed in already, this community is
added to one's account. Imported for its routes by create_app.
"""

from flask import flash, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from deliberation import clock
from deliberation.accounts import auditing
from deliberation.accounts.addresses import normal_login, normal_phone
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.forms.passwords import JoinAccountForm
from deliberation.accounts.joining import joining
from deliberation.accounts.landing import onward
from deliberation.accounts.sessions import said
from deliberation.accounts.sessions.readers import pending, reader, signed_in
from deliberation.accounts.sessions.sign_in import begin
from deliberation.record.private import accounts
from deliberation.record.private.factors import join_codes, printed_codes
from deliberation.record.private.factors.join_codes import Ticket
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _

from .entering import Page, second_step
from .joining import closed_words

_TICKET_SECONDS = 30 * 60


def _ticket() -> Ticket | None:
    community_id, digest, at = session.get("joining") or ("", "", 0)
    if community_id != g.community.id or clock.real().timestamp() - at > _TICKET_SECONDS:
        return None
    return join_codes.find(community_id, digest)


@blueprint.route("/join/account", methods=["GET", "POST"])
def join_account() -> Page:
    """Choose login and password; or, when signed in already, add this community to one's
    account.
    """
    ticket = _ticket()
    if ticket is None:
        return _no_more()
    if _theirs(ticket):
        return _attach(ticket)
    form, kept = _account_form(ticket), joining.kept_login(ticket)
    if form.validate_on_submit():
        account_id = _open(form, ticket, kept)
        if account_id is not None:
            return _joined(ticket, account_id)
        if not form.errors:  # somebody was faster with this code, while this form was being read
            return _no_more()
    shown = {"form": form, "ticket": ticket, "kept": kept}
    status = 422 if form.errors else 200
    return render_template("accounts/joining/join_account.html", **shown), status


def _theirs(ticket: Ticket) -> bool:
    """Whether the account that is signed in can have it, and they want no account of its own."""
    here = reader()
    if here is None or "own" in request.args:
        return False
    return here.person_id in (None, ticket.person_id)


def _account_form(ticket: Ticket) -> JoinAccountForm:
    """Login and password; the password alone where the code says whose login it is."""
    kept = joining.kept_login(ticket)
    known = (ticket.phone, ticket.name, ticket.birth_date, kept)
    office = accounts.holds_office(g.community.id, ticket.person_id)
    form = JoinAccountForm(office=office, known=known)
    if kept is not None:
        del form.login
    elif ticket.account_id is not None:
        form.login.description = _(
            "Your old login stays with the other community. Please choose another one for here."
        )
    elif request.method == "GET":
        form.login.data = normal_phone(ticket.phone) or ""
    return form


def _no_more() -> Response:
    """The code cannot be taken up from this page any more: why, in one sentence, and to where it
    goes on.
    """
    community_id, digest, _at = session.get("joining") or ("", "", 0)
    why = printed_codes.closed(community_id, digest)
    if why != "used":
        return _once_more(why)
    if reader() is not None:
        session.pop("joining", None)
        flash(_("This code has been used already. You are signed in."), "info")
        return onward()
    return _used(printed_codes.login_of(community_id, digest))


def _once_more(why: str | None) -> Response:
    """Back to the first page: `why` the code is closed, or None where the time is over."""
    session.pop("joining", None)
    text = closed_words().get(why or "") or _("Please type your code and date of birth once more.")
    flash(text, "warning")
    return redirect(url_for("accounts.join"), 303)


def _used(mine: str | None) -> Response:
    """Said to whoever is not signed in; `mine`: the login the code's holder joined with."""
    typed = request.form.get("login") or request.form.get("username")  # chosen, or kept
    # The session is left as it came: its cookie would take the place of the one that the first of
    # two taps was just given, and sign the newcomer out. What is said travels in the address.
    if typed is None:  # the back button after joining
        return said.at_sign_in("joined")
    if mine is not None and mine == normal_login(typed):  # two taps of one hand
        return said.at_sign_in("twice", mine)
    return said.at_sign_in("used")


def _open(form: JoinAccountForm, ticket: Ticket, kept: str | None) -> str | None:
    if kept is not None:
        return joining.open_account(ticket, kept, form.password.data or "")
    refused = joining.login_refused(written(form.login), ticket)
    if refused is not None:
        form.login.errors = [_login_words(refused)]
        return None
    try:
        return joining.open_account(ticket, written(form.login), written(form.password))
    except accounts.LoginTaken:
        form.login.errors = [_login_words("taken")]
        return None


def _login_words(why: str) -> str:
    return {
        "too_short": _("Please use at least 2 characters."),
        "someone_elses_phone": _(
            "This is not the phone number on the roster. Please use yours, or a name."
        ),
        "taken": _(
            "Somebody has this login already. If it is you, please sign in first; "
            "otherwise choose another."
        ),
    }[why]


def _joined(ticket: Ticket, account_id: str) -> Response:
    found = begin(account_id, own_phone=False)
    # A code of the desk for somebody who had an account: their way back in.
    auditing.note(
        "password_reset" if ticket.account_id else "joined",
        detail="desk" if ticket.account_id else "",
    )
    flash(_("Welcome! You can take part now."), "success")
    half = pending() if found is None else None
    return second_step(half) if half is not None else onward()


def _attach(ticket: Ticket) -> Page:
    form = PlainForm()
    if not form.validate_on_submit():
        return render_template(
            "accounts/joining/join_attach.html", form=form, ticket=ticket, me=reader()
        )
    if not joining.attach(ticket, signed_in().account_id):
        return _no_more()
    session.pop("joining", None)
    flash(_("Welcome! This community is now in your account."), "success")
    return onward()
