"""Who may enter the desk, and whether their second factor is fresh. Asked by every page of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from deliberation.accounts.landing import to_sign_in
from deliberation.charter.acts import ActName
from deliberation.charter.cycle.gate import gate
from deliberation.charter.roles import Role
from deliberation.readings import community as community_reading
from deliberation.readings.desk import waiting as desk
from deliberation.record.engines import db
from deliberation.web.tenancy import actor


def case_here() -> Any:
    """The reader's standing in this community."""
    return desk.case_of(
        db.session,
        g.community,
        actor(),
        community_reading.rulebook_digest(db.session, g.community.id),
    )


def clerks_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """The desk is for clerks in office; others get 403, visitors the sign-in page."""

    @wraps(view)
    def wrapped(**values: Any) -> Any:
        if not current_user.is_authenticated:
            return to_sign_in()
        if Role.clerk not in case_here().roles():
            abort(403)
        return view(**values)

    return wrapped


def own_entry_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page about the reader's own entry here; whoever has none gets the sign-in page."""

    @wraps(view)
    def wrapped(**values: Any) -> Any:
        if not current_user.is_authenticated or not current_user.person_id:
            return to_sign_in()
        return view(**values)

    return wrapped


def fresh() -> bool:
    """Whether the clerk's second factor is fresh enough for an act of the desk."""
    return not any(r.code == "factor_needed" for r in gate(ActName.take_office, case_here()))


def ask_code() -> Response:
    """To the page of the second factor and back; what was typed comes along."""
    back = (
        current_app.extensions["deliberation.carry_form"]()
        if request.method == "POST"
        else request.path
    )
    return redirect(url_for("accounts.give_code", next=back), 303)


def ask_code_for(person_id: str) -> Response:
    """To the page of the second factor, then to the person: what is printed is asked for there."""
    back = url_for("desk.person", person_id=person_id)
    return redirect(url_for("accounts.give_code", next=back), 303)
