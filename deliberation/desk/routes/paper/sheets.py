"""Paper ballots on A4, and the list of who was handed one."""

from typing import Any

from flask import abort, g, render_template
from flask_babel import gettext as _
from markupsafe import Markup

from deliberation.charter.case import Case
from deliberation.charter.cycle.windows import still_takes
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.elections import THE_RECALL
from deliberation.charter.needs.paper import OUT
from deliberation.charter.roles import Role
from deliberation.charter.voting import paper as pb
from deliberation.charter.voting.piles import lie_in
from deliberation.desk.blueprint import blueprint
from deliberation.desk.guard import TALLY, desk_of
from deliberation.desk.routes.paper.filling import back_from, posts_of
from deliberation.readings.desk import paper as paper_desk
from deliberation.readings.matters import recalls
from deliberation.readings.vote import ballot_papers
from deliberation.record.engines import db
from deliberation.web.access.hosts import outside
from deliberation.web.qr import svg
from deliberation.web.values import address

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
        "posts": {no: (post, seats[no]) for no, post in posts_of(p, case).items()},
        "write_ins": bool(rule and rule.write_ins),
        "recall": recalls.recall_of(db.session, g.community.id, p)
        if matters.reads(case, THE_RECALL)
        else None,
    }


def _sheet(
    p: Any, case: Case, serial: int, asked: Any, told: dict[str, Any], row: Any = None
) -> Any:
    address = outside("desk.settle_paper", proposal_id=p.proposal_id, serial=serial)
    return Markup(
        render_template(
            "print/paper/_secret.html" if pb.is_secret(case) else "print/paper/_named.html",
            p=p,
            serial=serial,
            row=row,
            questions=asked,
            qr=svg(address),
            **told,
        )
    )


@blueprint.get("/desk/paper/<proposal_id>/print/<number:serial>")
@desk_of(Role.clerk, looking=True)
def print_paper(p: Any, case: Case, serial: int) -> Any:
    """The ballot just handed out, on A4, as long as anybody can fill it in."""
    if not still_takes(p, case.now):
        return back_from(p)
    row = paper_desk.one(db.session, g.community.id, p.proposal_id, p.round_no, serial)
    if row is None or row.state != OUT:
        abort(404)
    return render_template(
        "print/paper/paper.html",
        p=p,
        sheets=[_sheet(p, case, serial, _asked(p), _told(p, case), row)],
        title=_("Ballot no. %(n)s", n=serial),
    )


@blueprint.get("/desk/paper/<proposal_id>/print/stock")
@desk_of(Role.clerk, looking=True)
def print_stock(p: Any, case: Case) -> Any:
    """Secret ballots printed ahead, from the next number on; each is handed out when its voter
    comes.
    """
    if not pb.is_secret(case):
        abort(404)
    if not still_takes(p, case.now):
        return back_from(p)
    count = min(STOCK, address.number("count") or 20)
    first = paper_desk.of_round(db.session, g.community.id, p, secret=True).last_serial + 1
    asked, told = _asked(p), _told(p, case)
    return render_template(
        "print/paper/paper.html",
        p=p,
        sheets=[_sheet(p, case, n, asked, told) for n in range(first, first + count)],
        title=_("Ballots"),
    )


@blueprint.get("/desk/paper/<proposal_id>/print/list")
@desk_of(*TALLY, kept=True)
def print_issue_list(p: Any, case: Case) -> Any:
    """Who was handed a ballot and when, what became of it, with a line to sign; never what was
    voted. Whoever checks the count reads it afterwards, round by round.
    """
    s, c, no = db.session, g.community.id, address.number("round") or p.round_no
    secret = pb.is_secret(case)
    paper = paper_desk.of_some_round(s, p, no, secret=secret)
    if not paper.opened:
        abort(404)
    rows = paper_desk.issued(s, c, p.proposal_id, no)
    shown = {"rows": rows, "lies_in": lie_in(paper.batches), "secret": secret}
    counted = p.stage != "vote" or no != p.round_no
    return render_template("print/paper/list.html", p=p, counted=counted, round_no=no, **shown)
