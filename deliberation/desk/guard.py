"""Who may enter the desk, and its papers of a vote, and whether their second factor is fresh. Asked
by every page of it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from deliberation.accounts.landing import to_sign_in
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import fresh_factor, gate
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.roles import Role
from deliberation.readings.desk import paper as paper_desk
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import db
from deliberation.web.tenancy import actor, case_here

TALLY = (Role.clerk, Role.supervisor)


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


def desk_of(
    *roles: Role, looking: bool = False, kept: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A page of one open vote for people in these offices: the view is called with the proposal's
    row and the reader's case. `looking`: nothing is done there; `kept`: it is read afterwards too.
    """

    def make(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def wrapped(proposal_id: str, **values: Any) -> Any:
            if not current_user.is_authenticated:
                return to_sign_in()
            p, case = _at_the_desk(proposal_id, roles)
            away = None if kept else _elsewhere(p, case, looking=looking)
            return away or view(p, case, **values)

        return wrapped

    return make


def _elsewhere(p: Any, case: Case, *, looking: bool) -> Any:
    """Where the reader goes first: away once the vote is over, or for a fresh code; None for
    nowhere.
    """
    if p.stage != "vote":
        flash(_("The vote is over. What was on paper stands with its result."), "message")
        return redirect(url_for("public.proposal", proposal_id=p.proposal_id), 303)
    return None if looking or fresh_factor(case) else ask_code()


def _at_the_desk(proposal_id: str, roles: tuple[Role, ...]) -> tuple[Any, Case]:
    """The proposal's row and the reader's case, with the paper of the vote in it; 404, or 403 for
    whoever is in none of these offices.
    """
    p = proposal_page.row(db.session, g.community.id, proposal_id)
    if p is None:
        abort(404)
    case = proposal_page.viewer(db.session, g.community, p, actor()).case
    if case.roles().isdisjoint(roles):
        abort(403)
    if p.stage == "draft":
        abort(404)
    case.answers[THE_PAPER] = paper_desk.paper_of(db.session, g.community.id, p)
    return p, case
