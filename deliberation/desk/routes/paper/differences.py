"""What two entries of one pile say differently; a scrutineer who made neither decides."""

from dataclasses import dataclass
from typing import Any

from flask import flash, g, request
from flask_babel import gettext as _

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.needs.paper import Batch
from deliberation.charter.numbers import whole
from deliberation.charter.roles import Role
from deliberation.charter.voting import paper as pb
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms.desk import PressForm
from deliberation.desk.guard import TALLY, desk_of
from deliberation.desk.piles import differences
from deliberation.desk.routes.paper.filling import (
    attempt,
    back,
    batch_of,
    count_of,
    page_of,
    sums_of,
)
from deliberation.readings.desk import paper as paper_desk
from deliberation.readings.people.names import names as names_of
from deliberation.readings.vote import ballot_papers
from deliberation.record.engines import db

Deciding = tuple[list[tuple[Any, ...]], list[str]]  # what counts, and what is not decided


@dataclass(frozen=True, slots=True)
class Differing:
    """A pile whose two entries differ: line by line, and of a vote by name as decisions."""

    p: Any
    case: Case
    batch: Batch
    paper: ballot_papers.Paper | None
    lines: dict[tuple[Any, ...], Any]
    decisions: list[differences.Decision]

    @property
    def secret(self) -> bool:
        """Whether only sums were entered."""
        return pb.is_secret(self.case)

    def decided(self) -> Deciding:
        """As the scrutineer filled it in."""
        if self.secret:
            return _sums_decided(self.lines)
        decided = differences.decide(self.decisions, self.paper)
        return decided, [e for d in self.decisions for e in d.errors]


@blueprint.route("/desk/paper/<proposal_id>/batch/<batch_id>/differences", methods=["GET", "POST"])
@desk_of(*TALLY)
def paper_differences(p: Any, case: Case, batch_id: str) -> Any:
    """What the two entries say differently, line by line, in words; a scrutineer who made neither
    decides.
    """
    batch = batch_of(p, case, batch_id)
    if batch.state != "differs" or batch.again is None:
        return back(p)
    it = _differing(p, case, batch, pb.differing(batch.first, batch.again))
    form, reasons = PressForm(), []
    if request.method == "POST" and form.validate():
        reasons = _resolved(it, form.attempt_id)
        if not reasons:
            flash(_("Pile %(n)s counts, as decided.", n=batch.batch_no), "message")
            return back(p)
    return _page(it, form, reasons)


def _differing(p: Any, case: Case, batch: Batch, lines: dict[tuple[Any, ...], Any]) -> Differing:
    paper = ballot_papers.of_round(db.session, p)
    named = not pb.is_secret(case)
    found = differences.decisions(request.form, lines, paper) if named else []
    return Differing(p, case, batch, paper, lines, found)


def _resolved(it: Differing, act_id: str) -> list[str]:
    decided, reasons = it.decided()
    return reasons or attempt(
        A.resolve_batch,
        it.p,
        act_id,
        batch_id=it.batch.batch_id,
        sheets=count_of(request.form.get("sheets", "")),
        decided=tuple(decided),
    )


def _page(it: Differing, form: PressForm, reasons: list[str]) -> Any:
    both = {it.batch.first_by, it.batch.again_by}
    return page_of(
        "desk/paper/differences.html",
        it.p,
        it.case,
        form=form,
        batch=it.batch,
        paper=it.paper,
        lines=list(it.lines.items()),
        last=paper_desk.last_day(db.session, it.p, it.case),
        decisions=it.decisions,
        may=Role.supervisor in it.case.roles() and it.case.me not in both,
        who=names_of(db.session, g.community.id, both),
        names=_names(it) if it.secret else {},
        typed=request.form,
        reasons=reasons,
    )


def _names(it: Differing) -> dict[tuple[Any, ...], str]:
    """What each difference of two secret entries speaks of, with its post where there are
    several.
    """
    asked = sums_of(it.p, it.case)
    written = paper_desk.write_ins(db.session, g.community.id, it.p.proposal_id, it.p.round_no)
    names: dict[tuple[Any, ...], str] = {(0, "invalid"): _("Invalid")}
    for no, what in it.lines:
        if no:
            said = asked[no - 1].said.get(what) or _(
                "%(name)s (written in)", name=written.get(what) or _("(erased)")
            )
            post = asked[no - 1].title if len(asked) > 1 else ""
            names[no, what] = f"{post} · {said}" if post else said
    return names


def _sums_decided(lines: dict[tuple[Any, ...], Any]) -> Deciding:
    """The sums of a secret vote as decided."""
    decided: list[tuple[Any, ...]] = []
    for n, key in enumerate(lines, 1):
        typed = request.form.get(f"decide{n}", "").strip()
        votes = whole(typed, most=pb.MOST_VOTES)
        if votes is None:
            return [], [_("Please decide line %(n)s.", n=n)]
        decided.append((*key, votes))
    return decided, []
