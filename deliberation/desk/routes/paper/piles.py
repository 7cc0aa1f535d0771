"""Piles of paper ballots: each is entered twice, blind, by two people."""

from typing import Any

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from deliberation import clock
from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.needs.paper import OUT, Batch
from deliberation.charter.voting import paper as pb
from deliberation.desk import paper_lines, paper_sums, witness
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import paper as paper_forms
from deliberation.desk.routes.paper.shared import (
    TALLY,
    attempt,
    back,
    batch_of,
    count_of,
    desk_of,
    page_of,
    sums_of,
)
from deliberation.readings.desk import paper as paper_desk
from deliberation.readings.desk import to_enter
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.vote import ballot_papers
from deliberation.record.engines import db


@blueprint.route("/desk/paper/<proposal_id>/batch", methods=["GET", "POST"])
@desk_of(*TALLY)
def enter_batch(p: Any, case: Case) -> Any:
    """The first entry of a pile: how many sheets, then a line for each (or the sums)."""
    return _entry(p, case, None, paper_forms.PressForm())


@blueprint.route("/desk/paper/<proposal_id>/batch/<batch_id>", methods=["GET", "POST"])
@desk_of(*TALLY)
def enter_batch_again(p: Any, case: Case, batch_id: str) -> Any:
    """The second entry of the same pile, by somebody else, blind, with a scrutineer's code at the
    end.
    """
    batch = batch_of(p, case, batch_id)
    return _entry(p, case, batch, paper_forms.with_witness(_scrutineers(case, batch.first_by)))


def _scrutineers(case: Case, first_by: str) -> list[tuple[str, str]]:
    return [
        (x.person_id, x.name or "—")
        for x in to_enter.supervisors(db.session, g.community.id, clock.now())
        if x.person_id not in (case.me, first_by)
    ]


def _entry(p: Any, case: Case, batch: Batch | None, form: Any) -> Any:
    paper = ballot_papers.of_round(db.session, p)
    how = (
        paper_lines.TYPED
        if paper is not None and request.values.get("how") == paper_lines.TYPED
        else paper_lines.TICKED
    )
    secret, size = pb.is_secret(case), count_of(request.values.get("sheets", ""))
    most = pb.MOST_SHEETS if secret else paper_lines.most_sheets(paper, how)
    shown: dict[str, Any] = {"form": form, "batch": batch, "paper": paper, "how": how}
    if not 1 <= size <= most:
        form = paper_forms.SizeForm(formdata=None, sheets=size or None, how=how)
        if paper is None or secret:
            del form.how
        return page_of(
            "desk/paper/size.html",
            p,
            case,
            **{**shown, "form": form},
            reasons=[_("At most %(n)s sheets, at least one.", n=most)]
            if request.values.get("sheets")
            else [],
        )
    shown |= {
        "sheets": size,
        "asked": sums_of(p, case),
        "typed": request.form,
        "lines": [] if secret else paper_lines.shown(request.form, size, paper, how),
    }
    shown["next_empty"] = next((line.n for line in shown["lines"] if line.empty), None)
    if request.form.get("more"):  # further rows for names; nothing is entered yet
        return page_of("desk/paper/batch.html", p, case, **shown, more=request.form["more"])[0]
    reasons: list[str] = []
    if request.method == "POST":
        entries, written, reasons = _posted(p, case, shown)
        if request.form.get("look") == "1":  # the Enter key in a field, or a scanner that sends one
            return page_of("desk/paper/batch.html", p, case, **shown, reasons=reasons, looked=True)
        if form.validate() and not reasons:
            reasons = _save(
                p,
                form,
                batch,
                {"sheets": size, "entries": tuple(entries), "written": tuple(written)},
            )
            if not reasons:
                return _entered(p, case, batch)
    return page_of("desk/paper/batch.html", p, case, **shown, reasons=reasons)


def _posted(p: Any, case: Case, shown: dict[str, Any]) -> tuple[list[Any], list[Any], list[str]]:
    """The entries as filled in, names written in on secret ballots, and what is wrong, each with
    its line.
    """
    if pb.is_secret(case):
        sums, reasons = paper_forms.sums(request.form, [tuple(s.said) for s in shown["asked"]])
        written, wrong = (
            paper_sums.judge(shown["asked"], sums, shown["sheets"])
            if not reasons
            else ([], reasons)
        )
        return sums, written, wrong
    out = {
        r.serial
        for r in paper_desk.issued(db.session, g.community.id, p.proposal_id, p.round_no, state=OUT)
    }
    entries = paper_lines.judge(shown["lines"], shown["paper"], out)
    return (
        entries,
        [],
        [
            Markup('<a href="#line{}">{}</a>').format(
                line.n, _("Sheet %(n)s: %(wrong)s", n=line.n, wrong=" ".join(line.errors))
            )
            for line in shown["lines"]
            if line.errors
        ],
    )


def _save(p: Any, form: Any, batch: Batch | None, fields: dict[str, Any]) -> list[str]:
    if batch is None:
        return attempt(A.enter_batch, p, form.act_id.data, **fields)
    return _again(p, form, batch, fields)


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
    after = batch_of(p, case, batch.batch_id)
    if after.state == "differs":
        flash(
            _(
                "The two entries differ. A scrutineer who made neither of them decides, "
                "looking at the ballots."
            ),
            "message",
        )
        return redirect(
            url_for("desk.paper_differences", proposal_id=p.proposal_id, batch_id=batch.batch_id),
            303,
        )
    flash(_("Both entries are the same: pile %(n)s counts.", n=batch.batch_no), "message")
    return back(p)
