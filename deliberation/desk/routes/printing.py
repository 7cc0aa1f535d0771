"""打印: everything due this week in one go, and single sheets for signing.

A GET shows what there is and changes nothing.
"""

from typing import Any

from flask import abort, g, render_template, request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from deliberation import clock
from deliberation.charter.cycle.windows import still_takes
from deliberation.desk.blueprint import blueprint
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.printing import due, job
from deliberation.desk.printing import sheets as desk_sheets
from deliberation.readings import rules
from deliberation.readings.desk.print_job import gathering
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import db
from deliberation.web.forms.civic import CivicForm, TickField
from deliberation.web.phrases import gettext as _
from deliberation.web.tenancy import case_here

from .entries.slips import KINDS, printable_now

TITLES: dict[str, Any] = {
    "notice": _l("Posters of notices"),
    "result": _l("Posters of results"),
    "cosign": _l("Co-signing sheets"),
    "sign_in": _l("Sign-in sheets"),
    "ballots": _l("Ballots for home visits"),
    "letters": _l("Letters to people without a code"),
    "letters_again": _l("Letters again, to people who have not used their code"),
    "letters_owners": _l("Letters to owners who live elsewhere"),
    "card": _l("Code cards"),
}


class PrintForm(CivicForm):
    """What to print, and that new codes are wanted."""

    parts = TickField(_l("What to print"), choices=[], validate_choice=False)
    sure = BooleanField(
        _l(
            "Make the new codes. Older unused letters of these people stop working; each "
            "code is printed only this once."
        )
    )


@blueprint.route("/desk/print", methods=["GET", "POST"])
@clerks_only
def print_job() -> Any:
    """What is due on paper, ticked unless it was printed already; the button shows all sheets on
    one page for the printer.
    """
    found, form = due.items(), PrintForm()
    chosen = [i for i in found if i.key in set(form.parts.data or ())]
    ticked = {i.key for i in chosen}
    if request.method == "GET":
        return _page(found, form, 200, ticked or due.ticked(found))
    if any(i.makes_codes for i in chosen) and not fresh():
        return ask_code()
    if not form.validate():
        return _page(found, form, 403 if form.csrf_failed() else 422, ticked)
    if not _may(form, chosen):
        return _page(found, form, 422, ticked)
    sheets, problems = job.make(chosen, form.attempt_id)
    return render_template("print/job.html", sheets=sheets, problems=problems)


def _may(form: PrintForm, chosen: list[due.Item]) -> bool:
    """Whether this much is printed at once, and new codes are wanted; else a field says why not."""
    pages = sum(i.pages for i in chosen)
    if not chosen:
        form.parts.errors = [
            _("Please tick at least one thing. What was done meanwhile is no longer listed.")
        ]
    elif any(i.makes_codes for i in chosen) and not form.sure.data:
        form.sure.errors = [_("Please tick it.")]
    elif len(chosen) > 1 and pages > job.AT_ONCE:
        form.parts.errors = [_too_many(pages)]
    return not form.errors


def _too_many(pages: int) -> str:
    return _(
        "These are %(pages)s pages. Please print at most %(most)s at a time; one "
        "thing alone may be more.",
        pages=pages,
        most=job.AT_ONCE,
    )


def _page(found: list[due.Item], form: PrintForm, status: int, ticked: set[str]) -> Any:
    groups = [(kind, title, [i for i in found if i.kind == kind]) for kind, title in TITLES.items()]
    return render_template(
        "desk/printing/print.html",
        form=form,
        groups=[x for x in groups if x[2]],
        ticked=ticked,
        codes=any(i.makes_codes for i in found),
    ), status


def _of_stage(proposal_id: str, stage: str) -> Any:
    """The proposal at this stage, as long as it takes what is written on the sheet; else 404."""
    row = proposal_page.row(db.session, g.community.id, proposal_id)
    here = row is not None and row.stage == stage
    return row if here and still_takes(row, clock.now()) else abort(404)


@blueprint.get("/desk/print/cosign/<proposal_id>")
@clerks_only
def print_cosign(proposal_id: str) -> Any:
    """One co-signing sheet."""
    p = _of_stage(proposal_id, "gather")
    signed = gathering(db.session, g.community.id, case_here().rulebook, clock.now())
    if proposal_id not in {m.proposal_id for m in signed}:
        abort(404)
    return render_template("print/job.html", sheets=[desk_sheets.cosign_sheet(p)], problems=[])


@blueprint.get("/desk/print/slip/<kind>/<proposal_id>")
@clerks_only
def print_slip(kind: str, proposal_id: str) -> Any:
    """A slip without a name, for a home visit."""
    p = proposal_page.row(db.session, g.community.id, proposal_id)
    if p is None or kind not in printable_now(p):
        abort(404)
    return render_template(
        "print/job.html", sheets=[desk_sheets.empty_slip(p, kind, KINDS[kind].value)], problems=[]
    )


@blueprint.get("/desk/print/sign-in/<proposal_id>")
@clerks_only
def print_sign_in(proposal_id: str) -> Any:
    """The sign-in sheets of one open vote."""
    p = _of_stage(proposal_id, "vote")
    if not rules.signing_in_counts(db.session, g.community.id, p):
        abort(404)
    return render_template("print/job.html", sheets=desk_sheets.sign_in_sheets(p), problems=[])
