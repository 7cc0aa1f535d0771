"""Where one goes while and after signing in, and what is said to whoever has to wait.

Called by the pages of signing in, joining and second factors.
"""

from flask import flash, g, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from deliberation.accounts import auditing
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.devices import handing
from deliberation.accounts.factors import second_factor
from deliberation.accounts.joining.joining import announce_join
from deliberation.accounts.landing import home, onward, wanted, with_looks, work_of
from deliberation.accounts.sessions.readers import SignedIn, due, someone
from deliberation.accounts.sessions.sign_in import begin
from deliberation.accounts.waiting import local_clock, seconds_until, why_wait
from deliberation.charter.roles import Role
from deliberation.record.private import accounts
from deliberation.record.private.attempts import TooMany
from deliberation.web.phrases import gettext as _

Page = Response | str | tuple[str, int]


@blueprint.app_errorhandler(TooMany)
def too_many(refused: TooMany) -> tuple[str, int, dict[str, str]]:
    """429 with the time when it opens again."""
    auditing.note_locked(refused.locked)
    return (
        render_template(
            "accounts/sign_in/wait.html",
            at=local_clock(refused),
            locked=refused.locked,
            why=why_wait(refused.locked, refused.kind),
            kind=refused.kind,
            inside=home() if someone() else None,
        ),
        429,
        {"Retry-After": seconds_until(refused)},
    )


def let_in(account: accounts.Account, *, own_phone: bool, short: bool) -> Response:
    """The password was right; `short`: too short for an office."""
    found = begin(account.account_id, own_phone=own_phone)
    auditing.note("sign_in", detail="tablet" if handing.token() else "")
    if found is None:
        session["short_password"] = short
        return second_step(due())
    return welcome(found)


def second_step(found: SignedIn) -> Response:
    """Where an office holder goes after the password: to give a code, or at once to set one up."""
    has = second_factor.overview(found.account_id, g.community.id)
    return redirect(
        url_for("accounts.give_code" if has.own else "accounts.second_factor", **wanted()), 303
    )


def welcome(found: SignedIn) -> Response:
    """Where one goes once signed in completely."""
    # An account was opened but the civic act failed then (a crash between the two): it is made good
    # here.
    if found.person_id is not None and not found.joined:
        announce_join(found.person_id)
    if session.pop("short_password", False):
        flash(
            _("You hold an office now: please choose a password of at least 12 characters."),
            "warning",
        )
        return redirect(url_for("accounts.change_password", **wanted()), 303)
    return with_looks(onward(_begins(found)), found.account_id)


def _begins(found: SignedIn) -> str | None:
    """A clerk begins with what is to do today, everybody else at home."""
    return work_of(o for o in found.offices if o.role == Role.clerk.value)
