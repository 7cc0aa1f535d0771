"""窗口代录 begins with a person and a matter: who stands here, what can be entered for them, and
the paper for it; and ends on a receipt to print. Entering itself: the modules beside this one.
"""

from typing import Any

from flask import abort, g, redirect, render_template, url_for

from deliberation.charter.acts import ActName as A
from deliberation.desk.blueprint import blueprint
from deliberation.desk.guard import clerks_only
from deliberation.desk.people import adults, person_of, searched
from deliberation.readings.desk import entries as reading
from deliberation.readings.desk import to_enter
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.vote import ballot_papers, proxies, proxy_asking
from deliberation.record.engines import db
from deliberation.web.access.hosts import outside
from deliberation.web.qr import svg
from deliberation.web.values import address
from deliberation.web.words.base import ACT

from .slips import KINDS, kinds_now, matter_of, printable_now


@blueprint.get("/desk/at-desk")
@clerks_only
def at_desk() -> Any:
    """Who stands at the desk: whoever is found alone, straight on to what can be entered for
    them.
    """
    text = searched()
    rows = adults(text)
    if len(rows) == 1:
        return redirect(url_for("desk.entries_for", person_id=rows[0].person_id), 303)
    return render_template("desk/entries/at_desk.html", rows=rows, text=text)


@blueprint.get("/desk/for/<person_id>")
@clerks_only
def entries_for(person_id: str) -> Any:
    """What can be entered for this person now, and what was."""
    row, s, c = person_of(person_id), db.session, g.community.id
    matters, more = to_enter.open_matters(s, c, person_id, address.key("after"))
    return render_template(
        "desk/entries/for.html",
        row=row,
        by_proxy=proxy_asking.possible(s, c, matters),
        held=proxies.held(s, c, person_id),
        matters=matters,
        more=more,
        kinds_now=kinds_now,
        kinds=KINDS,
        acts=ACT,
        entries=reading.recent(s, c, person=person_id),
    )


@blueprint.get("/desk/entry/<kind>/<proposal_id>")
@clerks_only
def entry(kind: str, proposal_id: str) -> Any:
    """Where the QR code of a printed sheet leads: find the person, then the form."""
    if kind not in KINDS:
        abort(404)
    text = searched()
    rows, p = adults(text), matter_of(proposal_id)
    return render_template(
        "desk/entries/entry.html",
        kind=kind,
        p=p,
        printable=kind in printable_now(p),
        rows=rows,
        text=text,
        label=ACT[KINDS[kind].value][0],
    )


@blueprint.get("/desk/for/<person_id>/<kind>/<proposal_id>/slip")
@clerks_only
def slip(person_id: str, kind: str, proposal_id: str) -> Any:
    """The paper for a home visit: the text, the boxes, a line to sign; its QR code leads back to
    this person's form.
    """
    if kind not in KINDS:
        abort(404)
    p = matter_of(proposal_id)
    if kind not in printable_now(p):
        abort(404)
    back = outside("desk.enter", person_id=person_id, kind=kind, proposal_id=proposal_id)
    return render_template(
        "print/slips/slip.html",
        person=person_of(person_id),
        p=p,
        kind=kind,
        label=ACT[KINDS[kind].value][0],
        address=back,
        qr=svg(back),
        most=proxy_asking.most_of(db.session, g.community.id, p),
        questions=ballot_papers.printed(ballot_papers.of_round(db.session, p)),
    )


@blueprint.get("/desk/receipts/<act_id>")
@clerks_only
def receipt(act_id: str) -> Any:
    """What was entered, for whom, on which slip, and where it stands in the record.

    A ballot's receipt names no choice.
    """
    s, c = db.session, g.community.id
    first, made = reading.of_act(s, c, act_id)
    if made is None:
        abort(404)
    fixed, fixes = reading.corrections_of(s, c, made.proposal_id, made.fact_id)
    return render_template(
        "print/slips/desk_receipt.html",
        photo=reading.photo(s, c, act_id),
        act_id=act_id,
        fixed=fixed,
        fixes=fixes,
        **_stands(first),
        **_entry(made),
    )


def _stands(first: Any) -> dict[str, Any]:
    """Where it stands in the record, to be looked up by whoever holds the receipt."""
    address = outside("public.record_fact", position=first.position)
    return {"first": first, "address": address, "qr": svg(address)}


def _waits(p: Any, giver: str) -> bool:
    """Whether whoever was asked has not taken it on yet: then it counts for nothing."""
    found = proxies.own(db.session, p, giver)
    return any(x.state == "given" and not x.held for x in found)


def _entry(made: Any) -> dict[str, Any]:
    """The act, and everybody it names: whose it is, who saw it, for whom a proxy was cast."""
    p = proposal_page.row(db.session, g.community.id, made.proposal_id)
    return {
        "made": made,
        "p": p,
        "not_taken_on": made.act == A.grant_proxy.value and _waits(p, made.person_id),
        "label": ACT[made.act][0],
        "person": person_of(made.person_id),
        "witness": person_of(made.witness_id).name if made.witness_id else None,
        "principal": person_of(made.ref) if made.act == A.cast_for.value else None,
    }
