"""Paper of a vote: how a page of it is shown and an act of it attempted; and a pile as it is being
filled in: of which size, what stands in its fields, and which entries follow. Called by the pages
beside this module.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Actor, Case
from deliberation.charter.needs.paper import OUT, Batch
from deliberation.charter.numbers import whole
from deliberation.charter.roles import Role
from deliberation.charter.voting import paper as pb
from deliberation.charter.voting.piles import Lies, lie_in
from deliberation.desk import attempting
from deliberation.desk.forms import paper as paper_forms
from deliberation.desk.piles import judging
from deliberation.desk.piles import lines as paper_lines
from deliberation.desk.piles import sums as paper_sums
from deliberation.readings.desk import paper as paper_desk
from deliberation.readings.vote import ballot_papers
from deliberation.record.engines import db


def attempt(name: A, p: Any, act_id: str, who: Actor | None = None, **fields: Any) -> list[str]:
    """Perform an act of the paper desk; → the reasons against, in words, or nothing."""
    act = attempt_of(name, act_id=act_id, subject_id=p.proposal_id, **fields)
    return attempting.attempt(act, who=who)


def back(p: Any, **more: Any) -> Any:
    """To the list of the vote's paper."""
    return redirect(url_for("desk.paper", proposal_id=p.proposal_id, **more), 303)


def back_from(p: Any) -> Any:
    """The same, from where nothing is handed out any more."""
    flash(_("The vote is over."), "message")
    return back(p)


def page_of(template: str, p: Any, case: Case, *, reasons: Sequence[str] = (), **more: Any) -> Any:
    """A page about the vote's paper; 422 when something was refused."""
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


def batch_of(p: Any, case: Case, batch_id: str) -> Batch:
    """The pile of this round, or 404."""
    found = paper_desk.of_round(db.session, g.community.id, p, secret=pb.is_secret(case)).batches
    return next((b for b in found if b.batch_id == batch_id), None) or abort(404)


def posts_of(p: Any, case: Case) -> dict[int, str]:
    """Question → the post it is about; nothing where nobody is elected."""
    return paper_desk.posts(db.session, g.community.id, p) if case.kind.election else {}


def count_of(typed: str) -> int:
    """How many ballots a pile is said to have; 0 when that is no number."""
    return whole(typed, most=999) or 0


def sums_of(p: Any, case: Case) -> list[paper_sums.Sums]:
    """What is summed of each question of a secret ballot; nothing of a vote by name."""
    if not pb.is_secret(case):
        return []
    paper = ballot_papers.of_round(db.session, p)
    return paper_sums.asked(
        paper,
        posts_of(p, case),
        write_ins=bool(case.kind.election and case.kind.election.write_ins),
        values=request.form,
    )


@dataclass(frozen=True, slots=True)
class Pile:
    """A pile that is being entered: the first time, or again as `batch`; ticked or typed (`how`);
    `sheets` 0 until its size is said.
    """

    p: Any
    case: Case
    batch: Batch | None
    paper: ballot_papers.Paper | None
    how: str
    sheets: int

    @property
    def secret(self) -> bool:
        """Whether only sums are entered."""
        return pb.is_secret(self.case)

    @property
    def most(self) -> int:
        """How many sheets it may have."""
        return pb.MOST_SHEETS if self.secret else paper_lines.most_sheets(self.paper, self.how)

    def shown(self, form: Any) -> dict[str, Any]:
        """What each of its pages shows."""
        return {"form": form, "batch": self.batch, "paper": self.paper, "how": self.how}


def of_size(p: Any, case: Case, batch: Batch | None) -> Pile:
    """As the address or the form says."""
    paper = ballot_papers.of_round(db.session, p)
    typed = paper is not None and request.values.get("how") == paper_lines.TYPED
    how = paper_lines.TYPED if typed else paper_lines.TICKED
    return Pile(p, case, batch, paper, how, count_of(request.values.get("sheets", "")))


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in its fields: sums to each question of a secret vote, a line a sheet else."""

    asked: list[paper_sums.Sums]
    lines: list[paper_lines.Line]

    def shown(self) -> dict[str, Any]:
        """What the page shows of it."""
        empty = next((line.n for line in self.lines if line.empty), None)
        return {
            "asked": self.asked,
            "typed": request.form,
            "lines": self.lines,
            "next_empty": empty,
        }


@dataclass(frozen=True, slots=True)
class Entered:
    """The entries as they are right, names written in on secret ballots, and what is wrong, each
    with its line.
    """

    entries: list[Any]
    written: list[Any]
    reasons: Sequence[str]


def filled_in(pile: Pile) -> Filled:
    """As it was sent, unjudged."""
    lines = (
        [] if pile.secret else paper_lines.shown(request.form, pile.sheets, pile.paper, pile.how)
    )
    return Filled(sums_of(pile.p, pile.case), lines)


def posted(pile: Pile, filled: Filled) -> Entered:
    """The entries that follow from what was sent."""
    return _sums(pile, filled) if pile.secret else _named(pile, filled)


def _sums(pile: Pile, filled: Filled) -> Entered:
    sums, reasons = paper_forms.sums(request.form, [tuple(s.said) for s in filled.asked])
    if reasons:
        return Entered(sums, [], reasons)
    written, wrong = judging.judge(filled.asked, sums, pile.sheets)
    return Entered(sums, written, wrong)


def _named(pile: Pile, filled: Filled) -> Entered:
    p = pile.p
    issued = paper_desk.issued(db.session, g.community.id, p.proposal_id, p.round_no, state=OUT)
    out = {r.serial for r in issued}
    entries = paper_lines.judge(filled.lines, pile.paper, out, _in_others(pile))
    return Entered(entries, [], [_wrong(line) for line in filled.lines if line.errors])


def _in_others(pile: Pile) -> Mapping[int, Lies]:
    """Numbers that stand in a pile already; the second entry says blind what lies in its own."""
    if pile.batch is not None:
        return {}
    c = g.community.id
    return lie_in(paper_desk.of_round(db.session, c, pile.p, secret=pile.secret).batches)


def _wrong(line: paper_lines.Line) -> Markup:
    said = _("Sheet %(n)s: %(wrong)s", n=line.n, wrong=" ".join(line.errors))
    return Markup('<a href="#line{}">{}</a>').format(line.n, said)
