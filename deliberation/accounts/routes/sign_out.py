"""Pages of signing out, of handing the device to somebody else, and of staying signed in.

Imported for its routes by create_app.
"""

from flask import flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from deliberation.accounts import auditing
from deliberation.accounts.blueprint import blueprint
from deliberation.accounts.devices import handing
from deliberation.accounts.forms.base import PlainForm
from deliberation.accounts.landing import home, onward
from deliberation.accounts.sessions.readers import reader, someone
from deliberation.accounts.sessions.sign_in import leave
from deliberation.web.phrases import gettext as _

from .entering import Page


@blueprint.route("/sign-out", methods=["GET", "POST"])
def sign_out() -> Page:
    """End this session (a button, so that no link can sign anybody out)."""
    form = PlainForm()
    if form.validate_on_submit():
        if someone():
            auditing.note("sign_out", detail="tablet" if handing.token() else "")
        leave()
        if handing.token():
            return redirect(url_for("accounts.hand_back"), 303)
        flash(_("You are signed out."), "info")
        return redirect(home(), 303)
    return render_template("accounts/sign_in/sign_out.html", form=form)


@blueprint.post("/switch-person")
def switch_person() -> Response:
    """换人使用: hand this device to somebody else."""
    if someone():
        auditing.note("sign_out", detail="tablet" if handing.token() else "switch")
    leave()
    if handing.token():
        return redirect(url_for("accounts.hand_back"), 303)
    return onward(url_for("accounts.sign_in"))


@blueprint.post("/keep-alive")
def keep_alive() -> Response:
    """The reader pressed “I am still here”: the idle time begins anew. 401 when it is over
    already.
    """
    return make_response("", 204 if reader() is not None else 401)
