"""A ballot at the desk (窗口代办): the voter's own, or that of whoever gave them a proxy, on the
very paper the others fill in online.

A paper is filled in from the slip, then shown in words to be read aloud, and confirmed with the
voter's own code or a supervisor's; a motion is one page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from deliberation import clock
from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.desk import witness
from deliberation.desk.attempting import attempt
from deliberation.desk.blueprint import blueprint
from deliberation.desk.cannot import cannot
from deliberation.desk.forms.entries import BallotFor, BallotSlip
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.desk.people import person_of
from deliberation.readings.desk import to_enter
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.vote import ballot_papers, proxies
from deliberation.record.engines import db
from deliberation.web.access.hosts import outside
from deliberation.web.forms.typed import written
from deliberation.web.qr import svg
from deliberation.web.tenancy import actor
from deliberation.web.words.base import ACT

from .slips import Slip, matter_of


@blueprint.route("/desk/for/<person_id>/cast-ballot/<proposal_id>", methods=["GET", "POST"])
@clerks_only
def ballot_for(person_id: str, proposal_id: str) -> Any:
    """Somebody's own ballot."""
    return _entry(person_id, matter_of(proposal_id), None)


@blueprint.route("/desk/for/<person_id>/cast-for/<proposal_id>/<ref>", methods=["GET", "POST"])
@clerks_only
def proxy_ballot_for(person_id: str, proposal_id: str, ref: str) -> Any:
    """The ballot somebody casts for whoever gave them the proxy.

    What was asked of them is between the two: the desk does not see it, the act keeps to it.
    """
    p = matter_of(proposal_id)
    return _entry(person_id, p, _proxy(p, person_id, ref))


@blueprint.get("/desk/for/<person_id>/cast-for/<proposal_id>/<ref>/slip")
@clerks_only
def proxy_slip(person_id: str, proposal_id: str, ref: str) -> Any:
    """The paper for it, to sign by whoever votes."""
    p = matter_of(proposal_id)
    proxy = _proxy(p, person_id, ref)
    back = outside("desk.proxy_ballot_for", person_id=person_id, proposal_id=proposal_id, ref=ref)
    return render_template(
        "print/slips/slip.html",
        person=person_of(person_id),
        p=p,
        kind="cast-ballot",
        label=ACT[A.cast_for.value][0],
        address=back,
        qr=svg(back),
        principal=proxy.other,
        back=back,
        questions=ballot_papers.printed(ballot_papers.of_round(db.session, p), proxy.question),
    )


def _proxy(p: Any, person_id: str, ref: str) -> proxies.Own:
    """A proxy this person took on, or 404."""
    return next(
        (
            x
            for x in proxies.own(db.session, p, person_id)
            if x.held and x.state != "given" and x.proxy_id == ref
        ),
        None,
    ) or abort(404)


@dataclass(frozen=True, slots=True)
class Entering:
    """Whose ballot it is: the row of whoever votes, the proposal's, and the proxy it is cast by."""

    row: Any
    p: Any
    proxy: proxies.Own | None

    @property
    def name(self) -> A:
        """The act that is entered."""
        return A.cast_for if self.proxy else A.cast_ballot

    def shown(self, reasons: Sequence[str] = ()) -> dict[str, Any]:
        """What each of its pages shows."""
        label = ACT[self.name.value][0]
        return {
            "row": self.row,
            "p": self.p,
            "proxy": self.proxy,
            "label": label,
            "reasons": reasons,
        }


def _entry(person_id: str, p: Any, proxy: proxies.Own | None) -> Any:
    it = Entering(person_of(person_id), p, proxy)
    known = {"proxy_id": proxy.proxy_id} if proxy else {}
    if away := _not_here(it) or cannot(it.name, it.row, p, **known):
        return away
    if not fresh():
        return ask_code()
    paper = ballot_papers.of_round(db.session, p)
    read = paper is None or (request.method == "POST" and request.form.get("confirmed") == "1")
    form = _laid(it, paper, read=read)
    if request.method == "GET" or not form.validate():
        return _page(form, it, check=read and paper is not None, status=_status())
    if request.form.get("choose_again") == "1":  # back from the page that is read aloud
        return _page(form, it, check=False)
    if not read:
        return _page(_to_read(form, it.row), it, check=True)
    reasons = _cast(form, it)
    if reasons:
        return _page(form, it, reasons, check=paper is not None, status=422)
    return redirect(url_for("desk.receipt", act_id=form.act_id.data), 303)


def _not_here(it: Entering) -> Any:
    """Away before anything is filled in that would be refused: a secret vote is on paper alone, and
    after the close nobody votes. None where it is entered here.
    """
    if it.p.stage != "vote":
        return None
    if proposal_page.viewer(db.session, g.community, it.p, actor()).secret:
        flash(_("This vote is secret: hand out a ballot on paper."), "message")
        there = {"proposal_id": it.p.proposal_id, "q": it.row.name}
        return redirect(url_for("desk.paper", **there), 303)
    if clock.now() >= it.p.closes_at:
        flash(_("The vote is over."), "message")
        return redirect(url_for("desk.entries_for", person_id=it.row.person_id), 303)
    return None


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _laid(it: Entering, paper: Any, *, read: bool) -> Any:
    """The paper as a form; `read`: with the code of whoever confirms it."""
    form: Any = BallotFor() if read else BallotSlip()
    form.lay(paper, only=it.proxy.question if it.proxy else None)
    if read:
        form.witness_id.choices = _witnesses(it.row)
    return form


def _page(
    form: Any, it: Entering, reasons: Sequence[str] = (), *, check: bool, status: int = 200
) -> Any:
    """`check`: the page that is read aloud, not the paper itself."""
    template = "desk/entries/ballot_check.html" if check else "desk/entries/ballot.html"
    return render_template(template, form=form, **it.shown(reasons)), status


def _to_read(filled: BallotSlip, row: Any) -> BallotFor:
    """The page that is read aloud, of what was filled in."""
    form = BallotFor(
        formdata=None,
        data={
            "choice": filled.choice.data,
            "how": filled.how.data,
            "slip": filled.slip.data,
            "act_id": filled.act_id.data,
        },
    )
    form.paper, form.sheet, form.witness_id.choices = filled.paper, filled.sheet, _witnesses(row)
    return form


def _witnesses(row: Any) -> list[tuple[str, str]]:
    """Who can confirm it: whoever votes, or a supervisor beside the clerk."""
    return [
        (row.person_id, _("The voter: %(name)s", name=row.name or "—")),
        *(
            (x.person_id, _("Supervisor: %(name)s", name=x.name or "—"))
            for x in to_enter.supervisors(db.session, g.community.id, clock.now())
        ),
    ]


def _cast(form: BallotFor, it: Entering) -> list[str]:
    if not form.read_back.data:
        form.read_back.errors = [_("Please read the vote back first.")]
        return [_("The vote was not read back.")]
    who = witness.acting(form)
    if who is None:
        return [_("Nobody has confirmed this ballot with a code.")]
    inner = attempt_of(
        it.name,
        act_id=form.attempt_id,
        subject_id=it.p.proposal_id,
        choice=written(form.choice),
        **({"proxy_id": it.proxy.proxy_id} if it.proxy else {}),
    )
    slip = Slip(it.row.person_id, written(form.slip), written(form.how))
    return attempt(slip.entry(inner), who=who)
