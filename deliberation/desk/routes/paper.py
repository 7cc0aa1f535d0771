"""纸质选票: hand out, take back, enter piles twice, decide differences, end.

For clerks and, at the count, for supervisors.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from deliberation import clock
from deliberation.charter.act import REGISTRY, Act
from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Actor, Case, Need
from deliberation.charter.cycle.gate import fresh_factor
from deliberation.charter.numbers import whole
from deliberation.charter.reasons import Refused
from deliberation.charter.roles import Role
from deliberation.charter.voting import paper as pb
from deliberation.desk import paper_lines, paper_sums, witness
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import paper as paper_forms
from deliberation.desk.guard import ask_code
from deliberation.readings import entries as desk_entries
from deliberation.readings.desk import paper as paper_desk
from deliberation.readings.matters import elections
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people import roster as roster_reading
from deliberation.readings.vote import ballot_papers
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.web.access.hosts import outside
from deliberation.web.acting import follow
from deliberation.web.qr import svg
from deliberation.web.tenancy import actor
from deliberation.web.values import address
from deliberation.web.words.base import say

TALLY = (Role.clerk, Role.supervisor)


def desk_of(
    *roles: Role, looking: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A page of one open vote for people in these offices: the view is called with the proposal's
    row and the reader's case. `looking`: nothing is done there.
    """

    def make(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def wrapped(proposal_id: str, **values: Any) -> Any:
            if not current_user.is_authenticated:
                return redirect(url_for("people.sign_in", next=request.path), 303)
            p = proposal_page.row(db.session, g.community.id, proposal_id)
            if p is None:
                abort(404)
            case = proposal_page.viewer(db.session, g.community, p, actor()).case
            if case.roles().isdisjoint(roles):
                abort(403)
            if p.stage == "draft":
                abort(404)
            case.answers[Need.paper] = paper_desk.paper_of(db.session, g.community.id, p)
            if p.stage != "vote":
                flash(_("The vote is over. What was on paper stands with its result."), "message")
                return redirect(url_for("public.proposal", proposal_id=proposal_id), 303)
            if not looking and not fresh_factor(case):
                return ask_code()
            return view(p, case, **values)

        return wrapped

    return make


def attempt(name: A, p: Any, act_id: str, who: Actor | None = None, **fields: Any) -> list[str]:
    """Perform an act of the paper desk; → the reasons against, in words, or nothing."""
    act: Act = REGISTRY[name](act_id=act_id, proposal_id=p.proposal_id, **fields)
    try:
        follow(perform(act, who or actor(), g.community.id))
    except Refused as refused:
        return [say(r) for r in refused.reasons]
    return []


def _back(p: Any, **more: Any) -> Any:
    return redirect(url_for("clerk.paper", proposal_id=p.proposal_id, **more), 303)


# 006  (never changed
def _page(template: str, p: Any, case: Case, *, reasons: list[str] = [], **more: Any) -> Any:  # noqa: B
    return render_template(
        template,
        p=p,
        case=case,
        secret=pb.is_secret(case),
        over=case.now >= p.closes_at,
        is_clerk=Role.clerk in case.roles(),
        is_supervisor=Role.supervisor in case.roles(),
        me=case.me,
        reasons=reasons,
        **more,
    ), 422 if reasons or (request.method == "POST" and not more.get("looked")) else 200


@blueprint.get("/clerk/paper/<proposal_id>")
@desk_of(*TALLY, looking=True)
def paper(p: Any, case: Case) -> Any:
    """Everything on paper in one vote: find a voter, who holds a ballot, the piles, the end."""
    text = request.args.get("q", "").strip()[:40]
    s, c = db.session, g.community.id
    rows = paper_desk.find(s, c, p.proposal_id, p.round_no, text) if text else []
    round_ = paper_desk.of_round(s, c, p, secret=pb.is_secret(case))
    who = proposal_page.names(
        s,
        c,
        {b.first_by for b in round_.batches} | {b.again_by for b in round_.batches if b.again_by},
    )
    return _page(
        "clerk/paper.html",
        p,
        case,
        text=text,
        rows=rows,
        paper=round_,
        who=who,
        out=paper_desk.issued(s, c, p.proposal_id, p.round_no, state=pb.OUT, most=200),
    )


@blueprint.route("/clerk/paper/<proposal_id>/issue/<person_id>", methods=["GET", "POST"])
@desk_of(Role.clerk)
def issue_paper(p: Any, case: Case, person_id: str) -> Any:
    """One ballot for one voter; then it is printed."""
    row = roster_reading.person(db.session, g.community.id, person_id) or abort(404)
    form, reasons = paper_forms.PressForm(), []
    if request.method == "POST" and form.validate():
        reasons = attempt(A.issue_paper, p, form.act_id.data, person_id=person_id)
        if not reasons:
            mine = paper_desk.find(
                db.session, g.community.id, p.proposal_id, p.round_no, row.name or ""
            )
            serial = next((r.serial for r in mine if r.person_id == person_id), None)
            return redirect(
                url_for("clerk.print_paper", proposal_id=p.proposal_id, serial=serial), 303
            )
    return _page("clerk/paper_issue.html", p, case, form=form, row=row, reasons=reasons)


@blueprint.route("/clerk/paper/<proposal_id>/ballot/<number:serial>", methods=["GET", "POST"])
@desk_of(Role.clerk)
def settle_paper(p: Any, case: Case, serial: int) -> Any:
    """What became of a ballot: back unmarked, spoiled, lost."""
    row = paper_desk.one(db.session, g.community.id, p.proposal_id, p.round_no, serial) or abort(
        404
    )
    form, reasons = paper_forms.SettleForm(), []
    if request.method == "POST" and form.validate():
        replace = bool(form.replace.data) and form.cause.data != pb.UNUSED
        reasons = attempt(
            A.settle_paper,
            p,
            form.act_id.data,
            serial=serial,
            cause=form.cause.data,
            replace=replace,
        )
        if not reasons and not replace:
            flash(_("Ballot no. %(n)s: recorded.", n=serial), "message")
            return _back(p)
        if not reasons:
            last = paper_desk.of_round(
                db.session, g.community.id, p, secret=pb.is_secret(case)
            ).last_serial
            return redirect(
                url_for("clerk.print_paper", proposal_id=p.proposal_id, serial=last), 303
            )
    return _page("clerk/paper_settle.html", p, case, form=form, row=row, reasons=reasons)


@blueprint.route("/clerk/paper/<proposal_id>/batch", methods=["GET", "POST"])
@desk_of(*TALLY)
def enter_batch(p: Any, case: Case) -> Any:
    """The first entry of a pile: how many sheets, then a line for each (or the sums)."""
    return _entry(p, case, None, paper_forms.PressForm())


@blueprint.route("/clerk/paper/<proposal_id>/batch/<batch_id>", methods=["GET", "POST"])
@desk_of(*TALLY)
def enter_batch_again(p: Any, case: Case, batch_id: str) -> Any:
    """The second entry of the same pile, by somebody else, blind, with a scrutineer's code at the
    end.
    """
    batch = _batch(p, case, batch_id)
    return _entry(p, case, batch, paper_forms.with_witness(_scrutineers(case, batch.first_by)))


def _batch(p: Any, case: Case, batch_id: str) -> pb.Batch:
    found = paper_desk.of_round(db.session, g.community.id, p, secret=pb.is_secret(case)).batches
    return next((b for b in found if b.batch_id == batch_id), None) or abort(404)


def _scrutineers(case: Case, first_by: str) -> list[tuple[str, str]]:
    return [
        (x.person_id, x.name or "—")
        for x in desk_entries.supervisors(db.session, g.community.id, clock.now())
        if x.person_id not in (case.me, first_by)
    ]


def _entry(p: Any, case: Case, batch: pb.Batch | None, form: Any) -> Any:
    paper = ballot_papers.of_round(db.session, p)
    how = (
        paper_lines.TYPED
        if paper is not None and request.values.get("how") == paper_lines.TYPED
        else paper_lines.TICKED
    )
    secret, size = pb.is_secret(case), _number(request.values.get("sheets", ""))
    most = pb.MOST_SHEETS if secret else paper_lines.most_sheets(paper, how)
    shown: dict[str, Any] = {"form": form, "batch": batch, "paper": paper, "how": how}
    if not 1 <= size <= most:
        form = paper_forms.SizeForm(formdata=None, sheets=size or None, how=how)
        if paper is None or secret:
            del form.how
        return _page(
            "clerk/paper_size.html",
            p,
            case,
            **{**shown, "form": form},
            reasons=[_("At most %(n)s sheets, at least one.", n=most)]
            if request.values.get("sheets")
            else [],
        )
    shown |= {
        "sheets": size,
        "asked": _sums(p, case),
        "typed": request.form,
        "lines": [] if secret else paper_lines.shown(request.form, size, paper, how),
    }
    shown["next_empty"] = next((line.n for line in shown["lines"] if line.empty), None)
    if request.form.get("more"):  # further rows for names; nothing is entered yet
        return _page("clerk/paper_batch.html", p, case, **shown, more=request.form["more"])[0]
    reasons: list[str] = []
    if request.method == "POST":
        entries, written, reasons = _posted(p, case, shown)
        if request.form.get("look") == "1":  # the Enter key in a field, or a scanner that sends one
            return _page("clerk/paper_batch.html", p, case, **shown, reasons=reasons, looked=True)
        if form.validate() and not reasons:
            reasons = _save(
                p,
                form,
                batch,
                {"sheets": size, "entries": tuple(entries), "written": tuple(written)},
            )
            if not reasons:
                return _entered(p, case, batch)
    return _page("clerk/paper_batch.html", p, case, **shown, reasons=reasons)


def _number(typed: str) -> int:
    return whole(typed, most=999) or 0


def _posted(p: Any, case: Case, shown: dict[str, Any]) -> tuple[list[Any], list[Any], list[str]]:
    """The entries as filled in, names written in on secret ballots, and what is wrong, each with
    its line.
    """
    if pb.is_secret(case):
        entries, reasons = paper_forms.sums(request.form, [tuple(s.said) for s in shown["asked"]])
        written, wrong = (
            paper_sums.judge(shown["asked"], entries, shown["sheets"])
            if not reasons
            else ([], reasons)
        )
        return entries, written, wrong
    out = {
        r.serial
        for r in paper_desk.issued(
            db.session, g.community.id, p.proposal_id, p.round_no, state=pb.OUT
        )
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


def _save(p: Any, form: Any, batch: pb.Batch | None, fields: dict[str, Any]) -> list[str]:
    if batch is None:
        return attempt(A.enter_batch, p, form.act_id.data, **fields)
    return _again(p, form, batch, fields)


def _sums(p: Any, case: Case) -> list[paper_sums.Sums]:
    """What is summed of each question of a secret ballot; nothing of a vote by name."""
    if not pb.is_secret(case):
        return []
    paper = ballot_papers.of_round(db.session, p)
    return paper_sums.asked(
        paper,
        _posts(p, case),
        write_ins=bool(case.kind.election and case.kind.election.write_ins),
        values=request.form,
    )


def _posts(p: Any, case: Case) -> dict[int, str]:
    return paper_desk.posts(db.session, g.community.id, p) if case.kind.election else {}


def _again(p: Any, form: Any, batch: pb.Batch, fields: dict[str, Any]) -> list[str]:
    who = witness.acting(form)
    if who is None:
        return [_("No scrutineer has confirmed this entry with a code.")]
    return attempt(A.enter_batch_again, p, form.act_id.data, who, batch_id=batch.batch_id, **fields)


def _entered(p: Any, case: Case, batch: pb.Batch | None) -> Any:
    if batch is None:
        flash(_("The pile is entered once. Somebody else now enters it again."), "message")
        return _back(p)
    row = proposal_page.row(db.session, g.community.id, p.proposal_id)
    if row.stage != "vote":
        return redirect(url_for("public.proposal", proposal_id=p.proposal_id), 303)
    after = _batch(p, case, batch.batch_id)
    if after.state == "differs":
        flash(
            _(
                "The two entries differ. A scrutineer who made neither of them decides, "
                "looking at the ballots."
            ),
            "message",
        )
        return redirect(
            url_for("clerk.paper_differences", proposal_id=p.proposal_id, batch_id=batch.batch_id),
            303,
        )
    flash(_("Both entries are the same: pile %(n)s counts.", n=batch.batch_no), "message")
    return _back(p)


@blueprint.route("/clerk/paper/<proposal_id>/batch/<batch_id>/differences", methods=["GET", "POST"])
@desk_of(*TALLY)
def paper_differences(p: Any, case: Case, batch_id: str) -> Any:
    """What the two entries say differently, line by line, in words; a scrutineer who made neither
    decides.
    """
    batch = _batch(p, case, batch_id)
    if batch.state != "differs" or batch.again is None:
        return _back(p)
    secret, paper, lines = (
        pb.is_secret(case),
        ballot_papers.of_round(db.session, p),
        pb.differing(batch.first, batch.again),
    )
    may = Role.supervisor in case.roles() and case.me not in (batch.first_by, batch.again_by)
    form, reasons = paper_forms.PressForm(), []
    decisions = [] if secret else paper_lines.decisions(request.form, lines, paper)
    if request.method == "POST" and form.validate():
        decided, reasons = (
            _decided(lines)
            if secret
            else (paper_lines.decide(decisions, paper), [e for d in decisions for e in d.errors])
        )
        reasons = reasons or attempt(
            A.resolve_batch,
            p,
            form.act_id.data,
            batch_id=batch_id,
            sheets=_number(request.form.get("sheets", "")),
            decided=tuple(decided),
        )
        if not reasons:
            flash(_("Pile %(n)s counts, as decided.", n=batch.batch_no), "message")
            return _back(p)
    who = proposal_page.names(db.session, g.community.id, {batch.first_by, batch.again_by})
    names: dict[Any, Any] = {}
    if secret:
        names = _differing(p, lines, _sums(p, case))
    return _page(
        "clerk/paper_differences.html",
        p,
        case,
        form=form,
        batch=batch,
        paper=paper,
        lines=list(lines.items()),
        decisions=decisions,
        may=may,
        who=who,
        names=names,
        typed=request.form,
        reasons=reasons,
    )


def _differing(
    p: Any, lines: Iterable[tuple[Any, ...]], asked: list[paper_sums.Sums]
) -> dict[tuple[Any, ...], str]:
    """What each difference of two secret entries speaks of, with its post where there are
    several.
    """
    written = paper_desk.write_ins(db.session, g.community.id, p.proposal_id, p.round_no)
    names = {(0, "invalid"): _("Invalid")}
    for no, what in lines:
        if no:
            said = asked[no - 1].said.get(what) or _(
                "%(name)s (written in)", name=written.get(what) or _("(erased)")
            )
            names[no, what] = (
                f"{asked[no - 1].title} · {said}"
                if len(asked) > 1 and asked[no - 1].title
                else said
            )
    return names


def _decided(lines: dict[tuple[Any, ...], Any]) -> tuple[list[tuple[Any, ...]], list[str]]:
    """The sums of a secret vote as decided."""
    decided: list[tuple[Any, ...]] = []
    for n, key in enumerate(lines, 1):
        typed = request.form.get(f"decide{n}", "").strip()
        votes = whole(typed, most=pb.MOST_VOTES)
        if votes is None:
            return [], [_("Please decide line %(n)s.", n=n)]
        decided.append((*key, votes))
    return decided, []


@blueprint.route("/clerk/paper/<proposal_id>/end", methods=["GET", "POST"])
@desk_of(Role.supervisor)
def finish_paper(p: Any, case: Case) -> Any:
    """After the last hour: destroy what was handed to nobody, then say that every returned ballot
    is entered.
    """
    form, destroy, reasons = paper_forms.PressForm(), paper_forms.DestroyForm(), []
    if request.method == "POST" and "last" in request.form:
        if destroy.validate():
            reasons = attempt(A.destroy_unissued, p, destroy.act_id.data, last=destroy.last.data)
            if not reasons:
                return redirect(url_for("clerk.finish_paper", proposal_id=p.proposal_id), 303)
    elif request.method == "POST" and form.validate():
        reasons = attempt(A.finish_paper, p, form.act_id.data)
        if not reasons:
            return redirect(url_for("public.proposal", proposal_id=p.proposal_id), 303)
    return _page(
        "clerk/paper_end.html",
        p,
        case,
        form=form,
        destroy=destroy,
        paper=paper_desk.of_round(db.session, g.community.id, p, secret=pb.is_secret(case)),
        held=paper_desk.held(db.session, g.community.id, p.proposal_id, p.round_no),
        reasons=reasons,
    )


STOCK = 100


def _asked(p: Any) -> list[Any]:
    """What a printed ballot asks; nothing for a motion."""
    return ballot_papers.printed(ballot_papers.of_round(db.session, p))


def _told(p: Any, case: Case) -> dict[str, Any]:
    """What stands beside the questions: the posts of an election with their seats, and of a recall
    who is concerned and what they answer (城市居民委员会组织法 Art 20).
    """
    rule = case.kind.election
    seats = {no: q.seats for no, q in enumerate(pb.questions(case), 1)} if rule else {}
    return {
        "posts": {no: (post, seats[no]) for no, post in _posts(p, case).items()},
        "write_ins": bool(rule and rule.write_ins),
        "recall": elections.recall_of(db.session, g.community.id, p),
    }


def _sheet(
    p: Any, case: Case, serial: int, asked: Any, told: dict[str, Any], row: Any = None
) -> Any:
    address = outside("clerk.settle_paper", proposal_id=p.proposal_id, serial=serial)
    return Markup(
        render_template(
            "print/_paper_secret.html" if pb.is_secret(case) else "print/_paper_named.html",
            p=p,
            serial=serial,
            row=row,
            questions=asked,
            qr=svg(address),
            **told,
        )
    )


@blueprint.get("/clerk/paper/<proposal_id>/print/<number:serial>")
@desk_of(Role.clerk, looking=True)
def print_paper(p: Any, case: Case, serial: int) -> Any:
    """The ballot just handed out, on A4."""
    row = paper_desk.one(db.session, g.community.id, p.proposal_id, p.round_no, serial)
    if row is None or row.state != pb.OUT:
        abort(404)
    return render_template(
        "print/paper.html",
        p=p,
        sheets=[_sheet(p, case, serial, _asked(p), _told(p, case), row)],
        title=_("Ballot no. %(n)s", n=serial),
    )


@blueprint.get("/clerk/paper/<proposal_id>/print/stock")
@desk_of(Role.clerk, looking=True)
def print_stock(p: Any, case: Case) -> Any:
    """Secret ballots printed ahead, from the next number on; each is handed out when its voter
    comes.
    """
    if not pb.is_secret(case):
        abort(404)
    count = min(STOCK, address.number("count") or 20)
    first = paper_desk.of_round(db.session, g.community.id, p, secret=True).last_serial + 1
    asked, told = _asked(p), _told(p, case)
    return render_template(
        "print/paper.html",
        p=p,
        sheets=[_sheet(p, case, n, asked, told) for n in range(first, first + count)],
        title=_("Ballots"),
    )


@blueprint.get("/clerk/paper/<proposal_id>/print/list")
@desk_of(*TALLY, looking=True)
def print_issue_list(p: Any, case: Case) -> Any:
    """Who was handed a ballot and when, with a line to sign; never what was voted."""
    rows = paper_desk.issued(db.session, g.community.id, p.proposal_id, p.round_no)
    return render_template("print/paper_list.html", p=p, rows=rows, secret=pb.is_secret(case))
