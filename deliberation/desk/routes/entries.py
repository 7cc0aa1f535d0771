"""窗口代录: the clerk enters an act for somebody who is at the desk or was visited, from a signed
slip; and co-signing sheets. Ballots: desk.routes.ballot.

Every entry ends on a receipt to print.
"""

from functools import partial
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from deliberation.charter.act import Act
from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.charter.ids import is_id
from deliberation.charter.numbers import whole
from deliberation.charter.reasons import Refused
from deliberation.desk.act_ids import derived
from deliberation.desk.acts import entries as desk_acts
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import entries as desk_entry_forms
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.readings import rules
from deliberation.readings.desk import entries, to_enter
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people import roster as roster_reading
from deliberation.readings.vote import ballot_papers, proxies, proxy_asking
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.web.access.hosts import outside
from deliberation.web.acting import follow
from deliberation.web.forms.files import NoStore
from deliberation.web.forms.files_ready import NotTaken, ready
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _
from deliberation.web.qr import svg
from deliberation.web.tenancy import actor
from deliberation.web.values import address
from deliberation.web.words.base import ACT, say

KINDS = {
    "cosign": A.cosign,
    "take-back": A.take_back,
    "comment": A.comment,
    "object": A.object,
    "rate": A.rate,
    "cast-ballot": A.cast_ballot,
    "grant-proxy": A.grant_proxy,
    "project": A.propose_project,
}
AT_STAGE = {
    "gather": ("cosign", "take-back", "project"),
    "take_up": ("take-back",),
    "advise": ("take-back",),
    "vote": ("cast-ballot", "grant-proxy"),
    "notice": ("object", "grant-proxy"),
    "publish": ("object",),
    "carry_out": ("object",),
    "evaluate": ("rate",),
}


NOT_ENTERED = _l("Nothing was entered: the photo was not taken, see below.")


def no_store() -> str:
    """What is said where the store did not take a photo."""
    return _("Files cannot be stored just now. Please try again later, or send it without.")


def person_of(person_id: str) -> Any:
    """The roster's row, or 404."""
    return roster_reading.person(db.session, g.community.id, person_id) or abort(404)


def matter_of(proposal_id: str) -> Any:
    """The proposal's row, or 404 while it is a draft."""
    row = proposal_page.row(db.session, g.community.id, proposal_id)
    return row if row is not None and row.stage != "draft" else abort(404)


@blueprint.get("/desk/at-desk")
@clerks_only
def at_desk() -> Any:
    """Who stands at the desk: whoever is found alone, straight on to what can be entered for
    them.
    """
    text = request.args.get("q", "").strip()[:40]
    rows = (
        [
            r
            for r in roster_reading.people(db.session, g.community.id, text=text)[0]
            if r.standing == "adult"
        ]
        if text
        else []
    )
    if len(rows) == 1:
        return redirect(url_for("desk.entries_for", person_id=rows[0].person_id), 303)
    return render_template("desk/entries/at_desk.html", rows=rows, text=text)


@blueprint.get("/desk/for/<person_id>")
@clerks_only
def entries_for(person_id: str) -> Any:
    """What can be entered for this person now, and what was."""
    row = person_of(person_id)
    matters, more = to_enter.open_matters(
        db.session, g.community.id, person_id, address.key("after")
    )
    return render_template(
        "desk/entries/for.html",
        row=row,
        by_proxy=proxy_asking.possible(db.session, g.community.id, matters),
        held=proxies.held(db.session, g.community.id, person_id),
        matters=matters,
        more=more,
        at_stage=AT_STAGE,
        kinds=KINDS,
        acts=ACT,
        entries=entries.recent(db.session, g.community.id, person=person_id),
    )


@blueprint.get("/desk/entry/<kind>/<proposal_id>")
@clerks_only
def entry(kind: str, proposal_id: str) -> Any:
    """Where the QR code of a printed sheet leads: find the person, then the form."""
    if kind not in KINDS:
        abort(404)
    text = request.args.get("q", "").strip()[:40]
    rows = roster_reading.people(db.session, g.community.id, text=text)[0] if text else []
    p = matter_of(proposal_id)
    return render_template(
        "desk/entries/entry.html",
        kind=kind,
        p=p,
        printable=kind in AT_STAGE.get(p.stage, ()) + ("comment",) and p.stage != "closed",
        rows=[r for r in rows if r.standing == "adult"],
        text=text,
        label=ACT[KINDS[kind].value][0],
    )


@blueprint.route("/desk/for/<person_id>/<kind>/<proposal_id>", methods=["GET", "POST"])
@clerks_only
def enter(person_id: str, kind: str, proposal_id: str) -> Any:
    """One form per act: what they want, and the slip.

    Ballots and proxies have pages of their own.
    """
    if kind not in KINDS:
        abort(404)
    row, p, name = person_of(person_id), matter_of(proposal_id), KINDS[kind]
    if name not in desk_entry_forms.FORMS:
        abort(404)
    if not fresh():
        return ask_code()
    form = desk_entry_forms.FORMS[name]()
    if name is A.rate:
        form.ask(rules.matter_of(db.session, g.community.id, p))
    reasons: list[str] = []
    if request.method == "POST" and form.validate():
        reasons = _enter(name, form, person_id, proposal_id)
        if not reasons:
            return redirect(url_for("desk.receipt", act_id=form.act_id.data), 303)
    return render_template(
        "desk/entries/enter.html",
        form=form,
        row=row,
        p=p,
        reasons=reasons,
        label=ACT[name.value][0],
        name=name.value,
        kind=kind,
    ), 422 if request.method == "POST" else 200


@blueprint.get("/desk/for/<person_id>/<kind>/<proposal_id>/slip")
@clerks_only
def slip(person_id: str, kind: str, proposal_id: str) -> Any:
    """The paper for a home visit: the text, the boxes, a line to sign; its QR code leads back to
    this person's form.
    """
    if kind not in KINDS:
        abort(404)
    address, p = (
        outside("desk.enter", person_id=person_id, kind=kind, proposal_id=proposal_id),
        matter_of(proposal_id),
    )
    return render_template(
        "print/slips/slip.html",
        person=person_of(person_id),
        p=p,
        kind=kind,
        label=ACT[KINDS[kind].value][0],
        address=address,
        qr=svg(address),
        most=proxy_asking.most_of(db.session, g.community.id, p),
        questions=ballot_papers.printed(ballot_papers.of_round(db.session, p)),
    )


def _enter(name: A, form: Any, person_id: str, proposal_id: str) -> list[str]:
    fields = {
        f: form[f].data
        for f in ("title", "stance", "body", "ground", "score")
        if f in form and form[f].data not in (None, "")
    }
    if name is A.rate:
        fields["score"] = whole(fields["score"]) or 0
    if name is A.propose_project:
        fields["cost"] = form.cost.fen
    inner = attempt_of(name, act_id=form.act_id.data, proposal_id=proposal_id, **fields)

    def entry() -> desk_acts.EnterFor:
        return desk_acts.EnterFor(
            act_id=form.act_id.data,
            proposal_id=proposal_id,
            person_id=person_id,
            slip=form.slip.data,
            how=form.how.data,
            inner=inner,
            photo=form.photo.one(),
        )

    try:
        ready(form, entry)
        done = perform(entry(), actor(), g.community.id)
    except Refused as refused:
        return [say(r) for r in refused.reasons]
    except NotTaken:
        return [str(NOT_ENTERED)]
    except NoStore:
        return [no_store()]
    follow(done)
    return []


def _draft(form: desk_entry_forms.ProposalFor) -> Act:
    asked = ("uses_common_parts", "spends_money", "concerns_one_neighbour")
    answers = {q: bool(form[q].data) for q in asked}
    title, body = written(form.title), written(form.body)
    return attempt_of(A.draft, act_id=form.attempt_id, title=title, body=body, answers=answers)


@blueprint.route("/desk/for/<person_id>/proposal", methods=["GET", "POST"])
@clerks_only
def enter_proposal(person_id: str) -> Any:
    """A proposal as dictated: read back, begun and submitted for its author."""
    row = person_of(person_id)
    if not fresh():
        return ask_code()
    form, reasons = desk_entry_forms.ProposalFor(), []
    form.only_kinds_of(rules.in_force(db.session, g.community.id))
    if request.method == "POST" and form.validate():
        at, how = form.attempt_id, form.how.data
        slip: dict[str, Any] = {"person_id": person_id, "slip": form.slip.data, "how": how}
        try:
            draft = desk_acts.EnterNewFor(act_id=at, inner=_draft(form), **slip)
            ready(form, lambda: draft)
            photo = form.photo.one()
            done = perform(draft, actor(), g.community.id)
            again = derived(at, "submit")
            follow(
                perform(
                    desk_acts.EnterFor(
                        act_id=again,
                        proposal_id=done.proposal_id,
                        inner=attempt_of(
                            A.submit, act_id=again, proposal_id=done.proposal_id, **form.said()
                        ),
                        **slip,
                        photo=photo,
                    ),
                    actor(),
                    g.community.id,
                )
            )
            return redirect(url_for("desk.receipt", act_id=again), 303)
        except Refused as refused:
            reasons = [say(r) for r in refused.reasons]
        except NotTaken:
            reasons = [str(NOT_ENTERED)]
        except NoStore:
            reasons = [no_store()]
    return render_template(
        "desk/entries/enter.html",
        form=form,
        row=row,
        p=None,
        reasons=reasons,
        label=_("Propose something"),
        name="draft",
    ), 422 if request.method == "POST" else 200


@blueprint.route("/desk/sheet/<proposal_id>", methods=["GET", "POST"])
@clerks_only
def sheet(proposal_id: str) -> Any:
    """A co-signing sheet: tick everybody who signed, one slip number for the page."""
    p = matter_of(proposal_id)
    if not fresh():
        return ask_code()
    text, building = (
        request.values.get("q", "").strip()[:40],
        request.values.get("building", "")[:60],
    )
    form, reasons = desk_entry_forms.SheetForm(), []
    if request.method == "POST" and form.validate():
        wanted = [x for x in form.people.data or [] if is_id(x)]
        if not wanted:
            form.people.errors = [_("Please tick at least one person.")]
        try:
            reasons = _signed(form, proposal_id, wanted)
        except NotTaken:
            wanted, reasons = [], [str(NOT_ENTERED)]
        except NoStore:
            wanted, reasons = [], [no_store()]
        if wanted and not reasons:
            flash(
                _(
                    "%(n)s signatures of sheet %(slip)s are entered.",
                    n=len(wanted),
                    slip=form.slip.data,
                ),
                "message",
            )
            return redirect(
                url_for("desk.sheet", proposal_id=proposal_id, building=building or None), 303
            )
    rows = (
        to_enter.may_sign(db.session, g.community.id, proposal_id, text=text, building=building)
        if text or building
        else []
    )
    form.people.choices = [
        (r.person_id, f"{r.building or ''}-{r.unit or ''}-{r.room or ''} {r.name or '—'}")
        for r in rows
    ]
    return render_template(
        "desk/entries/sheet.html",
        form=form,
        p=p,
        reasons=reasons,
        text=text,
        building=building,
        buildings=roster_reading.buildings(db.session, g.community.id),
    ), 422 if request.method == "POST" else 200


def _signed(form: Any, proposal_id: str, wanted: list[str]) -> list[str]:
    """Enter the signatures of a sheet; → what was refused, by name. Raises NotTaken, NoStore."""

    def entry(person_id: str) -> desk_acts.EnterFor:
        at = derived(form.act_id.data, person_id)
        return desk_acts.EnterFor(
            act_id=at,
            proposal_id=proposal_id,
            person_id=person_id,
            slip=form.slip.data,
            how="visited",
            inner=attempt_of(A.cosign, act_id=at, proposal_id=proposal_id),
            photo=photo,
        )

    photo = None
    try:
        ready(form, *(partial(entry, person_id) for person_id in wanted))
        photo = form.photo.one() if wanted else None
    except Refused:  # every one of them, each for a reason of its own: told below
        pass
    reasons = []
    for person_id in wanted:
        try:
            follow(perform(entry(person_id), actor(), g.community.id))
        except Refused as refused:
            row = roster_reading.person(db.session, g.community.id, person_id)
            reasons += [f"{row.name if row else '—'}: {say(r)}" for r in refused.reasons]
    return reasons


@blueprint.get("/desk/receipts/<act_id>")
@clerks_only
def receipt(act_id: str) -> Any:
    """What was entered, for whom, on which slip, and where it stands in the record.

    A ballot's receipt names no choice.
    """
    first, made = entries.of_act(db.session, g.community.id, act_id)
    if made is None:
        abort(404)
    p = proposal_page.row(db.session, g.community.id, made.proposal_id)
    address = outside("public.record_fact", position=first.position)
    fixed, fixes = entries.corrections_of(
        db.session, g.community.id, made.proposal_id, made.fact_id
    )
    return render_template(
        "print/slips/desk_receipt.html",
        photo=entries.photo(db.session, g.community.id, act_id),
        act_id=act_id,
        fixed=fixed,
        fixes=fixes,
        first=first,
        made=made,
        p=p,
        person=person_of(made.person_id),
        label=ACT[made.act][0],
        address=address,
        qr=svg(address),
        witness=person_of(made.witness_id).name if made.witness_id else None,
        principal=person_of(made.ref) if made.act == A.cast_for.value else None,
    )
