"""What two entries of one pile say differently; a scrutineer who made neither decides."""

from collections.abc import Iterable
from typing import Any

from flask import flash, g, request
from flask_babel import gettext as _

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.numbers import whole
from deliberation.charter.roles import Role
from deliberation.charter.voting import paper as pb
from deliberation.desk import paper_lines, paper_sums
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
from deliberation.readings.people.names import names as names_of
from deliberation.readings.vote import ballot_papers
from deliberation.record.engines import db


@blueprint.route("/desk/paper/<proposal_id>/batch/<batch_id>/differences", methods=["GET", "POST"])
@desk_of(*TALLY)
def paper_differences(p: Any, case: Case, batch_id: str) -> Any:
    """What the two entries say differently, line by line, in words; a scrutineer who made neither
    decides.
    """
    batch = batch_of(p, case, batch_id)
    if batch.state != "differs" or batch.again is None:
        return back(p)
    secret, paper, lines = (
        pb.is_secret(case),
        ballot_papers.of_round(db.session, p),
        pb.differing(batch.first, batch.again),
    )
    may = Role.supervisor in case.roles() and case.me not in (batch.first_by, batch.again_by)
    form = paper_forms.PressForm()
    reasons: list[str] = []
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
            form.attempt_id,
            batch_id=batch_id,
            sheets=count_of(request.form.get("sheets", "")),
            decided=tuple(decided),
        )
        if not reasons:
            flash(_("Pile %(n)s counts, as decided.", n=batch.batch_no), "message")
            return back(p)
    who = names_of(db.session, g.community.id, {batch.first_by, batch.again_by})
    names: dict[Any, Any] = {}
    if secret:
        names = _differing(p, lines, sums_of(p, case))
    return page_of(
        "desk/paper/differences.html",
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
