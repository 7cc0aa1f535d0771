"""What every entry of the desk ends on: a receipt to print."""

from typing import Any

from flask import abort, g, render_template

from deliberation.charter.acts import ActName as A
from deliberation.desk.blueprint import blueprint
from deliberation.desk.guard import clerks_only
from deliberation.desk.people import person_of
from deliberation.readings.desk import entries as reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import db
from deliberation.web.access.hosts import outside
from deliberation.web.qr import svg
from deliberation.web.words.base import ACT


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


def _entry(made: Any) -> dict[str, Any]:
    """The act, and everybody it names: whose it is, who saw it, for whom a proxy was cast."""
    return {
        "made": made,
        "p": proposal_page.row(db.session, g.community.id, made.proposal_id),
        "label": ACT[made.act][0],
        "person": person_of(made.person_id),
        "witness": person_of(made.witness_id).name if made.witness_id else None,
        "principal": person_of(made.ref) if made.act == A.cast_for.value else None,
    }
