"""纸质选票: hand out, take back, and end when every returned ballot is entered."""

from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.cycle.finishing import PAPER
from deliberation.charter.cycle.windows import still_takes
from deliberation.charter.needs.paper import OUT, PaperRound
from deliberation.charter.roles import Role
from deliberation.charter.voting import paper as pb
from deliberation.charter.voting import piles
from deliberation.desk.blueprint import blueprint
from deliberation.desk.cannot import page as cannot_page
from deliberation.desk.forms import paper as paper_forms
from deliberation.desk.forms.desk import PressForm
from deliberation.desk.guard import TALLY, desk_of
from deliberation.desk.people import person_of, searched
from deliberation.desk.routes.paper.filling import attempt, back, page_of
from deliberation.readings.desk import paper as paper_desk
from deliberation.readings.people import turns
from deliberation.readings.people.beforehand import against, blank
from deliberation.readings.people.left_to import left_to
from deliberation.readings.people.names import names
from deliberation.readings.vote import proxies
from deliberation.record.engines import db
from deliberation.web.words.base import say


@blueprint.get("/desk/paper/<proposal_id>")
@desk_of(*TALLY, looking=True)
def paper(p: Any, case: Case) -> Any:
    """Everything on paper in one vote: find a voter, who holds a ballot, the piles, the end."""
    text, s, c = searched(), db.session, g.community.id
    round_ = paper_desk.of_round(s, c, p, secret=pb.is_secret(case))
    lies_in = piles.waiting(round_)
    rows = paper_desk.find(s, c, p.proposal_id, p.round_no, text) if text else []
    return page_of(
        "desk/paper/paper.html",
        p,
        case,
        text=text,
        rows=rows,
        by_proxy=_by_proxy(p, case, {r.person_id for r in rows}),
        paper=round_,
        numbers=piles.still_out(round_),
        lies_in=lies_in,
        sure={n for n, lies in lies_in.items() if lies.sure},
        once={n for n, lies in lies_in.items() if not lies.sure},
        who=names(s, c, _who_entered(round_)),
        turns=turns.at_paper(s, case),
        out=paper_desk.issued(s, c, p.proposal_id, p.round_no, state=OUT, most=200),
    )


def _by_proxy(p: Any, case: Case, people: set[str]) -> list[proxies.ByProxy]:
    """Of a secret vote: whose ballot one of these people takes for another, or another for them."""
    return proxies.to_take(db.session, p, people) if people and pb.is_secret(case) else []


def _who_entered(round_: PaperRound) -> set[str]:
    both = ((b.first_by, b.again_by) for b in round_.batches)
    return {who for entered in both for who in entered if who}


@blueprint.route("/desk/paper/<proposal_id>/issue/<person_id>", methods=["GET", "POST"])
@desk_of(Role.clerk)
def issue_paper(p: Any, case: Case, person_id: str) -> Any:
    """One ballot for one voter, into the hands of whoever holds their proxy where the address names
    one; then it is printed.
    """
    row, proxy = person_of(person_id), _named(p, case, person_id)
    form, reasons = PressForm(), []
    if request.method == "GET":
        act = blank(A.issue_paper, p.proposal_id, person_id=person_id)
        if against_it := against(db.session, case, act):
            return cannot_page(A.issue_paper, row, p, against_it)
    if request.method == "POST" and form.validate():
        said: dict[str, Any] = {
            "person_id": person_id,
            "proxy_id": proxy.proxy_id if proxy else None,
        }
        reasons = attempt(A.issue_paper, p, form.attempt_id, **said)
        if not reasons:
            return _to_print(p, _serial_of(p, row))
    left = left_to(db.session, case, PAPER, ())
    shown = {"row": row, "proxy": proxy, "left_to": left}
    return page_of("desk/paper/issue.html", p, case, form=form, reasons=reasons, **shown)


def _named(p: Any, case: Case, person_id: str) -> proxies.ByProxy | None:
    """The proxy of this voter that the address names; 404 for one that is none of theirs."""
    ident = request.args.get("proxy")
    if not ident:
        return None
    found = _by_proxy(p, case, {person_id})
    theirs = (x for x in found if (x.proxy_id, x.principal_id) == (ident, person_id))
    return next(theirs, None) or abort(404)


def _serial_of(p: Any, row: Any) -> int | None:
    """The number of the ballot this person holds now."""
    found = paper_desk.find(db.session, g.community.id, p.proposal_id, p.round_no, row.name or "")
    return next((r.serial for r in found if r.person_id == row.person_id), None)


def _to_print(p: Any, serial: int | None) -> Any:
    return redirect(url_for("desk.print_paper", proposal_id=p.proposal_id, serial=serial), 303)


@blueprint.route("/desk/paper/<proposal_id>/ballot/<number:serial>", methods=["GET", "POST"])
@desk_of(Role.clerk)
def settle_paper(p: Any, case: Case, serial: int) -> Any:
    """What became of a ballot: back unmarked, spoiled, lost."""
    s, c = db.session, g.community.id
    row = paper_desk.one(s, c, p.proposal_id, p.round_no, serial) or abort(404)
    form, reasons = paper_forms.SettleForm(), []
    takes = still_takes(p, case.now)
    form.fit(online=takes and not pb.is_secret(case), another=takes and row.replaces is None)
    if request.method == "POST" and form.validate():
        what = {"cause": form.cause.data, "replace": form.replaces}
        reasons = attempt(A.settle_paper, p, form.attempt_id, serial=serial, **what)
        if not reasons and not form.replaces:
            flash(_("Ballot no. %(n)s: recorded.", n=serial), "message")
            return back(p)
        if not reasons:
            round_ = paper_desk.of_round(s, c, p, secret=pb.is_secret(case))
            return _to_print(p, round_.last_serial)
    act = blank(A.settle_paper, p.proposal_id, serial=serial)
    speaks = [] if reasons else [say(r) for r in against(s, case, act)]
    shown = {"form": form, "row": row, "against": speaks}
    return page_of("desk/paper/settle.html", p, case, reasons=reasons, **shown)


@blueprint.route("/desk/paper/<proposal_id>/end", methods=["GET", "POST"])
@desk_of(Role.supervisor)
def finish_paper(p: Any, case: Case) -> Any:
    """After the last hour: destroy what was handed to nobody, then say that every returned ballot
    is entered.
    """
    form, destroy, reasons = PressForm(), paper_forms.DestroyForm(), []
    if request.method == "POST" and "last" in request.form:
        if destroy.validate():
            reasons = attempt(A.destroy_unissued, p, destroy.attempt_id, last=destroy.last.data)
            if not reasons:
                return redirect(url_for("desk.finish_paper", proposal_id=p.proposal_id), 303)
    elif request.method == "POST" and form.validate():
        reasons = attempt(A.finish_paper, p, form.attempt_id)
        if not reasons:
            return redirect(url_for("public.proposal", proposal_id=p.proposal_id), 303)
    forms = {"form": form, "destroy": destroy}
    return page_of("desk/paper/end.html", p, case, reasons=reasons, **forms, **_left(p, case))


def _left(p: Any, case: Case) -> dict[str, Any]:
    """What is still to be done on paper: piles not entered, ballots not come back."""
    s, c = db.session, g.community.id
    round_ = paper_desk.of_round(s, c, p, secret=pb.is_secret(case))
    return {
        "paper": round_,
        "out": piles.still_out(round_).out,
        "beyond": piles.beyond(round_),
        "turns": turns.at_paper(s, case),
        "who": names(s, c, _who_entered(round_)),
        "held": paper_desk.held(s, c, p.proposal_id, p.round_no),
    }
