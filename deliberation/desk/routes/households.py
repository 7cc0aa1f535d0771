"""户代表: who votes for a household where each has one vote. The page of its adults, and the
desk's.

Imported for its routes by `account_routes`.
"""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import RadioField, StringField

from deliberation.accounts.blueprint import blueprint as own
from deliberation.charter.reasons import Refused
from deliberation.desk.blueprint import blueprint as desk
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.readings.vote import households as reading
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.roster.acts import households as household_acts
from deliberation.web.acting import follow
from deliberation.web.forms.civic import CivicForm, chosen, filled
from deliberation.web.forms.typed import written
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.tenancy import actor
from deliberation.web.words.base import say

from .entries import person_of

ANY = "any"


class HouseholdForm(CivicForm):
    """Which adult."""

    person_id = RadioField(
        _l("Who votes for this household?"), [chosen], choices=[], validate_choice=False
    )


class HouseholdDeskForm(HouseholdForm):
    """Which adult, and the paper."""

    document = StringField(
        _l("The paper the household signed, with its number"),
        [filled()],
        render_kw={"maxlength": 200},
    )


def _choices(form: Any, home: reading.Home) -> None:
    form.person_id.choices = [
        *((x.person_id, x.name) for x in home.adults),
        (ANY, _("Nobody in particular: whoever of them votes last before the close")),
    ]
    if form.person_id.data is None:
        form.person_id.data = home.named or ANY


def _attempt(act: Any) -> list[str]:
    try:
        follow(perform(act, actor(), g.community.id))
    except Refused as refused:
        return [say(r) for r in refused.reasons]
    return []


@own.route("/my-household", methods=["GET", "POST"])
def my_household() -> Any:
    """The adults of my household, and whom they named."""
    if not current_user.is_authenticated or not current_user.person_id:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    home, form, reasons = (
        reading.home(db.session, g.community.id, current_user.person_id),
        HouseholdForm(),
        [],
    )
    _choices(form, home)
    if request.method == "POST" and form.validate():
        wanted = None if form.person_id.data == ANY else form.person_id.data
        reasons = _attempt(
            household_acts.NameHouseholdRep(
                act_id=form.attempt_id, dwelling_id=home.dwelling_id, person_id=wanted
            )
        )
        if not reasons:
            flash(_("Recorded. The other adults of your household are told."), "message")
            return redirect(url_for("accounts.my_household"), 303)
    return render_template(
        "accounts/account/household.html",
        home=home,
        form=form,
        reasons=reasons,
        back=url_for("accounts.me"),
        back_label=_("My account"),
        desk=False,
    ), 422 if request.method == "POST" else 200


@desk.route("/desk/people/<person_id>/household", methods=["GET", "POST"])
@clerks_only
def household(person_id: str) -> Any:
    """The same from a paper at the desk."""
    row = person_of(person_id)
    if not fresh():
        return ask_code()
    home, form, reasons = (
        reading.home(db.session, g.community.id, person_id),
        HouseholdDeskForm(),
        [],
    )
    _choices(form, home)
    if request.method == "POST" and form.validate():
        wanted = None if form.person_id.data == ANY else form.person_id.data
        reasons = _attempt(
            household_acts.RecordHouseholdRep(
                act_id=form.attempt_id,
                dwelling_id=home.dwelling_id,
                person_id=wanted,
                document=written(form.document),
            )
        )
        if not reasons:
            flash(_("Recorded."), "message")
            return redirect(url_for("desk.person", person_id=person_id), 303)
    return render_template(
        "accounts/account/household.html",
        home=home,
        form=form,
        reasons=reasons,
        back=url_for("desk.person", person_id=person_id),
        back_label=row.name or _("(erased)"),
        desk=True,
    ), 422 if request.method == "POST" else 200
