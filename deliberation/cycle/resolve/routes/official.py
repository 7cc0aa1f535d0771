"""Pages of a vote that the city's own system holds: announcing it, entering its result, comparing
and confirming. Imported for its routes by the application.
"""

from typing import Any

from flask import abort, g, request

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.finishing import CONFIRMS_RESULT
from deliberation.charter.numbers import whole
from deliberation.charter.voting.papers import PLANS
from deliberation.counting import official as counting
from deliberation.counting.papers import Question
from deliberation.cycle.resolve.acts import official as acts
from deliberation.cycle.resolve.acts import official_announcing as official_announcing_acts
from deliberation.cycle.resolve.blueprint import blueprint
from deliberation.cycle.resolve.forms import official as forms
from deliberation.readings.people.left_to import left_to
from deliberation.readings.vote import ballot_papers, official
from deliberation.record.engines import db
from deliberation.web.acting import PlainActForm, act_page
from deliberation.web.phrases import gettext as _
from deliberation.web.places import Attempt
from deliberation.web.words.official import FIGURE


def _announced(attempt: Attempt) -> Any:
    return official.there(
        db.session, g.community.id, attempt.view.row.proposal_id, attempt.view.row.round_no
    ).announced


def _where(form: Any, attempt: Attempt, link: Any) -> None:
    """Filled in with what was announced before; `link`: the field of its address."""
    before = _announced(attempt)
    if request.method == "GET" and before is not None and not form.system.data:
        form.system.data, link.data = before.system, before.link


def _asked(form: Any, attempt: Attempt) -> None:
    """The lines of the figures, and where there are plans which of them won."""
    p = attempt.view.row
    attempt.shown["left_to"] = left_to(db.session, attempt.case, [CONFIRMS_RESULT])
    question, names = _question(p), {}
    if question is None:
        del form.chosen
    else:
        names = official.plans(db.session, g.community.id, p.proposal_id, p.round_no)
        form.chosen.choices = [
            ("", "—"),
            *((n, _plan(n, name)) for n, name in names.items()),
            ("0", str(FIGURE["none"])),
        ]
    form.figures.ask(
        [
            (what, _plan(what, names[what]) if what in names else str(FIGURE[what]))
            for what in counting.wanted(question)
        ]
    )
    form.base = official.base(db.session, g.community.id, p.proposal_id, p.round_no)
    _where(form, attempt, form.reference)


def _plan(n: Any, name: str) -> str:
    return _("Plan %(n)s: %(name)s", n=n, name=name)


def _question(p: Any) -> Question | None:
    paper = (
        ballot_papers.paper(db.session, g.community.id, p.proposal_id, p.round_no)
        if p.phase == PLANS
        else None
    )
    return paper.asked[0].question if paper is not None else None


def _entered(form: Any, common: dict[str, Any]) -> acts.RecordOfficialResult:
    plan = form.chosen.data if "chosen" in form and form.chosen.data else None
    return acts.RecordOfficialResult(
        **common,
        system=form.system.data,
        reference=form.reference.data,
        ended_on=form.ended_on.data.isoformat(),
        figures=form.figures.figures,
        outcome=form.outcome.data,
        chosen=whole(plan),
        files=form.files.keep(),
    )


def _compared(form: Any, attempt: Attempt) -> None:
    """The entry a page is about; one that was replaced, or another proposal's, is no page."""
    found = attempt.view.official
    form.entry = found.entries.get(attempt.view.row.round_no) if found is not None else None
    if form.entry is None or form.entry.entry_id != attempt.ref:
        abort(404)


act_page(
    blueprint,
    A.announce_official_vote,
    forms.AnnounceForm,
    lambda f, c: official_announcing_acts.AnnounceOfficialVote(
        **c,
        system=f.system.data,
        link=f.link.data or None,
        opens_on=f.opens_on.data.isoformat(),
        closes_on=f.closes_on.data.isoformat(),
    ),
    prepare=lambda form, attempt: _where(form, attempt, form.link),
)
act_page(
    blueprint,
    A.record_official_result,
    forms.ResultForm,
    _entered,
    prepare=_asked,
    template="resolve/record_official_result.html",
)
act_page(
    blueprint,
    A.confirm_official_result,
    PlainActForm,
    lambda f, c: acts.ConfirmOfficialResult(**c, entry_id=f.entry.entry_id),
    prepare=_compared,
    template="resolve/confirm_official_result.html",
    anchor="#result",
)
