"""户代表: who votes for a household where each has one vote. The page of its adults, and the
desk's.

Imported for its routes by create_app.
"""

from typing import Any

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from wtforms import RadioField, StringField

from deliberation.accounts.blueprint import blueprint as own
from deliberation.desk.attempting import attempt, form_page, recorded
from deliberation.desk.blueprint import blueprint as desk
from deliberation.desk.guard import ask_code, clerks_only, fresh, own_entry_only
from deliberation.desk.people import person_of
from deliberation.readings.vote import households as reading
from deliberation.record.engines import db
from deliberation.roster.acts import households as household_acts
from deliberation.web.forms.civic import CivicForm, chosen, filled
from deliberation.web.forms.typed import written
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values import opaque

ANY = "any"
PAGE = "accounts/account/household.html"


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


def _form(kind: type[HouseholdForm], home: reading.Home) -> HouseholdForm:
    """With the adults of the home to choose from, whoever is named now chosen. They stand in the
    page by sealed keys: what one's family does elsewhere in the record is not theirs to look up.
    """
    form = kind()
    form.person_id.choices = [
        *((_key(x.person_id, home), x.name) for x in home.adults),
        (ANY, _("Nobody in particular: whoever of them votes last before the close")),
    ]
    if form.person_id.data is None:
        form.person_id.data = _key(home.named, home) if home.named else ANY
    return form


def _key(person_id: str, home: reading.Home) -> str:
    return opaque.sealed(person_id, "household", home.dwelling_id)


def _wanted(form: HouseholdForm, home: reading.Home) -> str | None:
    """Whom the form names; "" for nobody of this home, which the act refuses."""
    if form.person_id.data == ANY:
        return None
    return opaque.opened(form.person_id.data, "household", home.dwelling_id) or ""


@own.route("/my-household", methods=["GET", "POST"])
@own_entry_only
def my_household() -> Any:
    """The adults of my household, and whom they named."""
    home = reading.home(db.session, g.community.id, current_user.person_id)
    form, reasons = _form(HouseholdForm, home), []
    if request.method == "POST" and form.validate():
        reasons = attempt(
            household_acts.NameHouseholdRep(
                act_id=form.attempt_id, dwelling_id=home.dwelling_id, person_id=_wanted(form, home)
            )
        )
        if not reasons:
            flash(_("Recorded. The other adults of your household are told."), "message")
            return redirect(url_for("accounts.my_household"), 303)
    back = {"back": url_for("accounts.me"), "back_label": _("My account")}
    return form_page(PAGE, home=home, form=form, reasons=reasons, desk=False, **back)


@desk.route("/desk/people/<person_id>/household", methods=["GET", "POST"])
@clerks_only
def household(person_id: str) -> Any:
    """The same from a paper at the desk."""
    row = person_of(person_id)
    if not fresh():
        return ask_code()
    home = reading.home(db.session, g.community.id, person_id)
    form, reasons = _form(HouseholdDeskForm, home), []
    if request.method == "POST" and form.validate():
        reasons = attempt(_from_paper(form, home))
        if not reasons:
            return recorded(person_id)
    back = url_for("desk.person", person_id=person_id)
    shown = {"back": back, "back_label": row.name or _("(erased)"), "desk": True}
    return form_page(PAGE, home=home, form=form, reasons=reasons, **shown)


def _from_paper(form: Any, home: reading.Home) -> household_acts.RecordHouseholdRep:
    return household_acts.RecordHouseholdRep(
        act_id=form.attempt_id,
        dwelling_id=home.dwelling_id,
        person_id=_wanted(form, home),
        document=written(form.document),
    )
