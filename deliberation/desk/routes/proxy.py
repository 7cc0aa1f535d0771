"""委托投票 at the desk: a proxy entered from its signed paper, with the other one's consent where
both signed, or taken back. Imported for its routes by create_app.
"""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import BooleanField, RadioField

from deliberation.charter.act import Act
from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.charter.reasons import Refused
from deliberation.desk.act_ids import derived
from deliberation.desk.acts import entries as desk_acts
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms.entries import how_field, slip_field
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.readings.people import roster as roster_reading
from deliberation.readings.vote import ballot_papers, proxies
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.web.acting import follow
from deliberation.web.ballot import proxy as proxy_form
from deliberation.web.ballot.proxy import instruction_field, question_field
from deliberation.web.forms.civic import CivicForm, chosen
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.tenancy import actor
from deliberation.web.words.base import ACT, say

from .entries import matter_of, person_of


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


@blueprint.route("/desk/for/<person_id>/grant-proxy/<proposal_id>", methods=["GET", "POST"])
@clerks_only
def proxy_for(person_id: str, proposal_id: str) -> Any:
    """A new one, or what stands and can be taken back."""
    row, p = person_of(person_id), matter_of(proposal_id)
    if not fresh():
        return ask_code()
    stands = next((x for x in proxies.own(db.session, p, person_id) if not x.held), None)
    text = request.args.get("q", "").strip()[:40]
    form: Any = TakenBackFor() if stands else ProxyFor()
    found = (
        [
            x
            for x in roster_reading.people(db.session, g.community.id, text=text, limit=20)[0]
            if x.standing == "adult" and x.person_id != person_id
        ]
        if text
        else []
    )
    if not stands:
        proxy_form.fit(form, p, ballot_papers.of_round(db.session, p))
        form.holder_id.choices = [
            (x.person_id, f"{x.name or '—'} {x.building or ''}-{x.unit or ''}-{x.room or ''}")
            for x in found
        ]
    reasons: list[str] = []
    if request.method == "POST" and form.validate():
        reasons = _taken_back(form, person_id, p, stands) if stands else _given(form, person_id, p)
        if not reasons:
            return redirect(url_for("desk.receipt", act_id=form.act_id.data), 303)
    return render_template(
        "desk/entries/proxy_for.html",
        form=form,
        row=row,
        p=p,
        reasons=reasons,
        stands=stands,
        found=found,
        text=text,
        label=ACT[(A.revoke_proxy if stands else A.grant_proxy).value][0],
    ), 422 if request.method == "POST" else 200


def _enter(form: Any, person_id: str, inner: Act) -> list[str]:
    try:
        follow(
            perform(
                desk_acts.EnterFor(
                    act_id=inner.act_id,
                    proposal_id=inner.proposal_id,
                    person_id=person_id,
                    slip=form.slip.data,
                    how=form.how.data,
                    inner=inner,
                ),
                actor(),
                g.community.id,
            )
        )
    except Refused as refused:
        return [say(r) for r in refused.reasons]
    return []


def _given(form: Any, person_id: str, p: Any) -> list[str]:
    at, holder = {"act_id": form.act_id.data, "proposal_id": p.proposal_id}, form.holder_id.data
    reasons = _enter(
        form,
        person_id,
        attempt_of(A.grant_proxy, **at, holder_id=holder, **proxy_form.wishes(form)),
    )
    if reasons or not form.both.data:
        return reasons
    proxy = next((x for x in proxies.own(db.session, p, person_id) if not x.held), None)
    if proxy is None or proxy.state != "given":  # sent twice: it was taken on the first time
        return []
    at["act_id"] = derived(form.act_id.data, "taken on")
    return [
        _("It is entered, but not taken on: %(why)s", why=why)
        for why in _enter(
            form, holder, attempt_of(A.answer_proxy, **at, proxy_id=proxy.proxy_id, accepted=True)
        )
    ]


def _taken_back(form: Any, person_id: str, p: Any, stands: proxies.Own) -> list[str]:
    return _enter(
        form,
        person_id,
        attempt_of(
            A.revoke_proxy,
            act_id=form.act_id.data,
            proposal_id=p.proposal_id,
            proxy_id=stands.proxy_id,
        ),
    )
