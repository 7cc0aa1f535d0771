"""纸质选票: hand out, take back, and end when every returned ballot is entered."""

from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.needs.paper import OUT, UNUSED
from deliberation.charter.roles import Role
from deliberation.charter.voting import paper as pb
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import paper as paper_forms
from deliberation.desk.routes.paper.shared import TALLY, attempt, back, desk_of, page_of
from deliberation.readings.desk import paper as paper_desk
from deliberation.readings.people import roster as roster_reading
from deliberation.readings.people.names import names
from deliberation.record.engines import db


@blueprint.get("/desk/paper/<proposal_id>")
@desk_of(*TALLY, looking=True)
def paper(p: Any, case: Case) -> Any:
    """Everything on paper in one vote: find a voter, who holds a ballot, the piles, the end."""
    text = request.args.get("q", "").strip()[:40]
    s, c = db.session, g.community.id
    rows = paper_desk.find(s, c, p.proposal_id, p.round_no, text) if text else []
    round_ = paper_desk.of_round(s, c, p, secret=pb.is_secret(case))
    who = names(
        s,
        c,
        {b.first_by for b in round_.batches} | {b.again_by for b in round_.batches if b.again_by},
    )
    return page_of(
        "desk/paper/paper.html",
        p,
        case,
        text=text,
        rows=rows,
        paper=round_,
        who=who,
        out=paper_desk.issued(s, c, p.proposal_id, p.round_no, state=OUT, most=200),
    )


@blueprint.route("/desk/paper/<proposal_id>/issue/<person_id>", methods=["GET", "POST"])
@desk_of(Role.clerk)
def issue_paper(p: Any, case: Case, person_id: str) -> Any:
    """One ballot for one voter; then it is printed."""
    row = roster_reading.person(db.session, g.community.id, person_id) or abort(404)
    form, reasons = paper_forms.PressForm(), []
    if request.method == "POST" and form.validate():
        reasons = attempt(A.issue_paper, p, form.attempt_id, person_id=person_id)
        if not reasons:
            mine = paper_desk.find(
                db.session, g.community.id, p.proposal_id, p.round_no, row.name or ""
            )
            serial = next((r.serial for r in mine if r.person_id == person_id), None)
            return redirect(
                url_for("desk.print_paper", proposal_id=p.proposal_id, serial=serial), 303
            )
    return page_of("desk/paper/issue.html", p, case, form=form, row=row, reasons=reasons)


@blueprint.route("/desk/paper/<proposal_id>/ballot/<number:serial>", methods=["GET", "POST"])
@desk_of(Role.clerk)
def settle_paper(p: Any, case: Case, serial: int) -> Any:
    """What became of a ballot: back unmarked, spoiled, lost."""
    row = paper_desk.one(db.session, g.community.id, p.proposal_id, p.round_no, serial) or abort(
        404
    )
    form, reasons = paper_forms.SettleForm(), []
    if request.method == "POST" and form.validate():
        replace = bool(form.replace.data) and form.cause.data != UNUSED
        reasons = attempt(
            A.settle_paper,
            p,
            form.attempt_id,
            serial=serial,
            cause=form.cause.data,
            replace=replace,
        )
        if not reasons and not replace:
            flash(_("Ballot no. %(n)s: recorded.", n=serial), "message")
            return back(p)
        if not reasons:
            last = paper_desk.of_round(
                db.session, g.community.id, p, secret=pb.is_secret(case)
            ).last_serial
            return redirect(
                url_for("desk.print_paper", proposal_id=p.proposal_id, serial=last), 303
            )
    return page_of("desk/paper/settle.html", p, case, form=form, row=row, reasons=reasons)


@blueprint.route("/desk/paper/<proposal_id>/end", methods=["GET", "POST"])
@desk_of(Role.supervisor)
def finish_paper(p: Any, case: Case) -> Any:
    """After the last hour: destroy what was handed to nobody, then say that every returned ballot
    is entered.
    """
    form, destroy, reasons = paper_forms.PressForm(), paper_forms.DestroyForm(), []
    if request.method == "POST" and "last" in request.form:
        if destroy.validate():
            reasons = attempt(A.destroy_unissued, p, destroy.attempt_id, last=destroy.last.data)
            if not reasons:
                return redirect(url_for("desk.finish_paper", proposal_id=p.proposal_id), 303)
    elif request.method == "POST" and form.validate():
        reasons = attempt(A.finish_paper, p, form.attempt_id)
        if not reasons:
            return redirect(url_for("public.proposal", proposal_id=p.proposal_id), 303)
    return page_of(
        "desk/paper/end.html",
        p,
        case,
        form=form,
        destroy=destroy,
        paper=paper_desk.of_round(db.session, g.community.id, p, secret=pb.is_secret(case)),
        held=paper_desk.held(db.session, g.community.id, p.proposal_id, p.round_no),
        reasons=reasons,
    )
