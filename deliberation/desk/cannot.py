"""Said when a person is chosen, before the form: that this cannot be entered for them now, why, and
how it goes on. Called by the pages of entries and of the paper.
"""

from typing import Any

from flask import g, render_template, request

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Actor, Case
from deliberation.charter.reasons import Reason
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people.beforehand import against, blank
from deliberation.record.engines import db
from deliberation.web.tenancy import actor
from deliberation.web.words.base import ACT, say

ON_PAPER = frozenset({"paper_issued", "giver_on_paper"})  # theirs, or of whom they vote for


def cannot(name: A, row: Any, p: Any, **known: Any) -> Any:
    """The page that says so, or None where the form may be filled in. What was sent already is
    judged by its act, which also knows a form that comes twice. `row`: the person's, `p`: the
    proposal's.
    """
    if request.method != "GET":
        return None
    if row.person_id == actor().person_id:
        return page(name, row, p, [Reason("own_interest")])
    reasons = against(db.session, case_of(row, p), blank(name, p.proposal_id, **known))
    return page(name, row, p, reasons) if reasons else None


def case_of(row: Any, p: Any) -> Case:
    """The case of whom it is entered for."""
    theirs = Actor(person_id=row.person_id, via="desk")
    return proposal_page.viewer(db.session, g.community, p, theirs).case


def page(name: A, row: Any, p: Any, reasons: list[Reason]) -> Any:
    """Why, and where it goes on: a ballot on paper that is out is settled first."""
    serial = next((r.params["serial"] for r in reasons if r.code in ON_PAPER), None)
    return render_template(
        "desk/entries/cannot.html",
        row=row,
        p=p,
        label=ACT[name.value][0],
        reasons=[say(r) for r in reasons],
        serial=serial,
    )
