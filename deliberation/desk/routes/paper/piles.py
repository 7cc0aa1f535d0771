"""Piles of paper ballots: each is entered twice, blind, by two people."""

from collections.abc import Sequence
from typing import Any

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _

from deliberation import clock
from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.cycle.finishing import PILE, SCRUTINEER
from deliberation.charter.needs.paper import Batch
from deliberation.charter.voting import piles
from deliberation.desk import witness
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import paper as paper_forms
from deliberation.desk.forms.desk import PressForm
from deliberation.desk.guard import TALLY, desk_of
from deliberation.desk.routes.paper.filling import (
    Entered,
    Filled,
    Pile,
    attempt,
    back,
    batch_of,
    filled_in,
    of_size,
    page_of,
    posted,
)
from deliberation.readings.desk import paper as paper_desk
from deliberation.readings.desk import to_enter
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people.left_to import Left, left_to
from deliberation.record.engines import db
from deliberation.record.write.answers.people.offices import in_office


@blueprint.route("/desk/paper/<proposal_id>/batch", methods=["GET", "POST"])
@desk_of(*TALLY)
def enter_batch(p: Any, case: Case) -> Any:
    """The first entry of a pile: how many sheets, then a line for each (or the sums)."""
    return _entry(p, case, None, PressForm())


@blueprint.route("/desk/paper/<proposal_id>/batch/<batch_id>", methods=["GET", "POST"])
@desk_of(*TALLY)
def enter_batch_again(p: Any, case: Case, batch_id: str) -> Any:
    """The second entry of the same pile, by somebody else, blind, with a scrutineer's code at the
    end.
    """
    batch = batch_of(p, case, batch_id)
    if batch.first_by == case.me:
        flash(_("You made the first entry. Somebody else enters it again."), "message")
        return back(p)
    return _entry(p, case, batch, paper_forms.with_witness(_scrutineers(case, batch.first_by)))


def _scrutineers(case: Case, first_by: str) -> list[tuple[str, str]]:
    able = {h.person for h in SCRUTINEER.by(in_office(db.session, case), {case.me, first_by})}
    return [
        (x.person_id, x.name or "—")
        for x in to_enter.supervisors(db.session, g.community.id, clock.now())
        if x.person_id in able
    ]


def _entry(p: Any, case: Case, batch: Batch | None, form: Any) -> Any:
    pile = of_size(p, case, batch)
    if not 1 <= pile.sheets <= pile.most:
        return _ask_size(pile, form)
    filled = filled_in(pile)
    if request.form.get("more"):  # further rows for names; nothing is entered yet
        return _page(pile, form, filled, more=request.form["more"])[0]
    if request.method != "POST":
        return _page(pile, form, filled)
    found = posted(pile, filled)
    if request.form.get("look") == "1":  # the Enter key in a field, or a scanner that sends one
        return _page(pile, form, filled, reasons=found.reasons, looked=True)
    reasons: Sequence[str] = found.reasons
    if form.validate() and not reasons:
        reasons = _save(pile, form, found)
        if not reasons:
            return _entered(p, case, batch)
    return _page(pile, form, filled, reasons=reasons)


def _ask_size(pile: Pile, form: Any) -> Any:
    """How many sheets, and how they are entered where that can be chosen."""
    size = paper_forms.SizeForm(formdata=None, sheets=pile.sheets or None, how=pile.how)
    if pile.paper is None or pile.secret:
        del size.how
    said = request.values.get("sheets")
    reasons = [_("At most %(n)s sheets, at least one.", n=pile.most)] if said else []
    shown = {**pile.shown(size), "left_to": _others(pile)}
    return page_of("desk/paper/size.html", pile.p, pile.case, **shown, reasons=reasons)


def _page(pile: Pile, form: Any, filled: Filled, **more: Any) -> Any:
    shown = {**pile.shown(form), "left_to": _others(pile), "sheets": pile.sheets}
    shown |= {**filled.shown(), "beyond": _beyond(pile), **more}
    return page_of("desk/paper/batch.html", pile.p, pile.case, **shown)


def _beyond(pile: Pile) -> piles.Beyond | None:
    """Whether it holds more than can have come back, by the ballots handed out."""
    round_ = paper_desk.of_round(db.session, g.community.id, pile.p, secret=pile.secret)
    own = pile.batch.batch_id if pile.batch else ""
    return piles.beyond(round_, pile.sheets, but=own)


def _others(pile: Pile) -> list[Left]:
    """Who else is needed before it counts: of a second entry the scrutineer beside."""
    if pile.batch is None:
        return left_to(db.session, pile.case, PILE)
    both = {pile.case.me, pile.batch.first_by}
    return left_to(db.session, pile.case, (SCRUTINEER,), both)


def _save(pile: Pile, form: Any, found: Entered) -> list[str]:
    fields: dict[str, Any] = {
        "sheets": pile.sheets,
        "entries": tuple(found.entries),
        "written": tuple(found.written),
    }
    if pile.batch is None:
        return attempt(A.enter_batch, pile.p, form.act_id.data, **fields)
    return _again(pile.p, form, pile.batch, fields)


def _again(p: Any, form: Any, batch: Batch, fields: dict[str, Any]) -> list[str]:
    who = witness.acting(form)
    if who is None:
        return [_("No scrutineer has confirmed this entry with a code.")]
    return attempt(A.enter_batch_again, p, form.act_id.data, who, batch_id=batch.batch_id, **fields)


def _entered(p: Any, case: Case, batch: Batch | None) -> Any:
    if batch is None:
        flash(_("The pile is entered once. Somebody else now enters it again."), "message")
        return back(p)
    row = proposal_page.row(db.session, g.community.id, p.proposal_id)
    if row.stage != "vote":
        return redirect(url_for("public.proposal", proposal_id=p.proposal_id), 303)
    if batch_of(p, case, batch.batch_id).state == "differs":
        return _differs(p, batch)
    flash(_("Both entries are the same: pile %(n)s counts.", n=batch.batch_no), "message")
    return back(p)


def _differs(p: Any, batch: Batch) -> Any:
    flash(
        _(
            "The two entries differ. A scrutineer who made neither of them decides, "
            "looking at the ballots."
        ),
        "message",
    )
    there = {"proposal_id": p.proposal_id, "batch_id": batch.batch_id}
    return redirect(url_for("desk.paper_differences", **there), 303)
