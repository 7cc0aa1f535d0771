"""委托投票 at the desk: a proxy entered from its signed paper, with the other one's consent where
both signed, or taken back. Imported for its routes by create_app.
"""

from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext as _
from wtforms import BooleanField, RadioField

from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.desk.act_ids import derived
from deliberation.desk.attempting import attempt, form_page
from deliberation.desk.blueprint import blueprint
from deliberation.desk.cannot import cannot
from deliberation.desk.forms.entries import how_field, slip_field
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.people import adults, person_of, searched
from deliberation.readings.vote import ballot_papers, proxies
from deliberation.record.engines import db
from deliberation.web.ballot import proxy as proxy_form
from deliberation.web.ballot.proxy import instruction_field, question_field
from deliberation.web.forms.civic import CivicForm, chosen
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.words.base import ACT

from .slips import Slip, matter_of


class ProxyFor(CivicForm):
    """Whom they ask, how, and whether both signed.

    Without a photo: it would show the instruction.
    """

    holder_id = RadioField(_l("Who votes for them?"), [chosen], choices=[], validate_choice=False)
    question = question_field()
    instruction = instruction_field(_l("How shall they vote?"))
    both = BooleanField(_l("The other one has signed too and takes it on."))
    how, slip = how_field(), slip_field()


class TakenBackFor(CivicForm):
    """Taken back, from a signed slip."""

    how, slip = how_field(), slip_field()


class TakenOnFor(CivicForm):
    """Taken on by whoever was asked, from a slip they signed."""

    how, slip = how_field(), slip_field()


@blueprint.route("/desk/for/<person_id>/grant-proxy/<proposal_id>", methods=["GET", "POST"])
@clerks_only
def proxy_for(person_id: str, proposal_id: str) -> Any:
    """A new one, or what stands and can be taken back."""
    row, p = person_of(person_id), matter_of(proposal_id)
    stands = _given_by(p, person_id)
    if said := None if stands else cannot(A.grant_proxy, row, p):
        return said
    if not fresh():
        return ask_code()
    text = searched()
    found = adults(text, but=person_id, most=20)
    form = TakenBackFor() if stands else _asked(p, found)
    reasons: list[str] = []
    if request.method == "POST" and form.validate():
        reasons = _taken_back(form, person_id, p, stands) if stands else _given(form, person_id, p)
        if not reasons:
            return redirect(url_for("desk.receipt", act_id=form.act_id.data), 303)
    label = ACT[(A.revoke_proxy if stands else A.grant_proxy).value][0]
    shown = {"row": row, "p": p, "stands": stands, "found": found, "text": text, "label": label}
    return form_page("desk/entries/proxy_for.html", form=form, reasons=reasons, **shown)


@blueprint.route(
    "/desk/for/<person_id>/answer-proxy/<proposal_id>/<proxy_id>", methods=["GET", "POST"]
)
@clerks_only
def taken_on_for(person_id: str, proposal_id: str, proxy_id: str) -> Any:
    """Whoever was asked is here, and takes it on: they need no account for it."""
    row, p = person_of(person_id), matter_of(proposal_id)
    if said := cannot(A.answer_proxy, row, p, proxy_id=proxy_id):
        return said
    if not fresh():
        return ask_code()
    form, reasons = TakenOnFor(), list[str]()
    if request.method == "POST" and form.validate():
        reasons = attempt(_slip(form, person_id).entry(_takes_on(form.act_id.data, p, proxy_id)))
        if not reasons:
            return redirect(url_for("desk.receipt", act_id=form.act_id.data), 303)
    found = (x for x in proxies.own(db.session, p, person_id) if x.proxy_id == proxy_id)
    shown = {"row": row, "p": p, "asked": next(found, None)}
    return form_page("desk/entries/taken_on_for.html", form=form, reasons=reasons, **shown)


def _takes_on(act_id: str | None, p: Any, proxy_id: str) -> Any:
    at = {"act_id": act_id, "subject_id": p.proposal_id}
    return attempt_of(A.answer_proxy, **at, proxy_id=proxy_id, accepted=True)


def _given_by(p: Any, person_id: str) -> proxies.Own | None:
    """The proxy this person has given in this vote, if one stands."""
    return next((x for x in proxies.own(db.session, p, person_id) if not x.held), None)


def _asked(p: Any, found: list[Any]) -> Any:
    """The form of a new one, with whoever was found to choose from."""
    form: Any = ProxyFor()
    proxy_form.fit(form, p, ballot_papers.of_round(db.session, p))
    form.holder_id.choices = [
        (x.person_id, f"{x.name or '—'} {x.building or ''}-{x.unit or ''}-{x.room or ''}")
        for x in found
    ]
    return form


def _given(form: Any, person_id: str, p: Any) -> list[str]:
    at, holder = {"act_id": form.act_id.data, "subject_id": p.proposal_id}, form.holder_id.data
    granted = attempt_of(A.grant_proxy, **at, holder_id=holder, **proxy_form.wishes(form))
    reasons = attempt(_slip(form, person_id).entry(granted))
    if reasons or not form.both.data:
        return reasons
    proxy = _given_by(p, person_id)
    if proxy is None or proxy.state != "given":  # sent twice: it was taken on the first time
        return []
    taken_on = _takes_on(derived(form.act_id.data, "taken on"), p, proxy.proxy_id)
    return [
        _("It is entered, but not taken on: %(why)s", why=why)
        for why in attempt(_slip(form, holder).entry(taken_on))
    ]


def _taken_back(form: Any, person_id: str, p: Any, stands: proxies.Own) -> list[str]:
    revoked = attempt_of(
        A.revoke_proxy,
        act_id=form.act_id.data,
        subject_id=p.proposal_id,
        proxy_id=stands.proxy_id,
    )
    return attempt(_slip(form, person_id).entry(revoked))


def _slip(form: Any, person_id: str) -> Slip:
    return Slip(person_id, form.slip.data, form.how.data)
