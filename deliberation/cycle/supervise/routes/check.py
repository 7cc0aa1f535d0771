"""The checklist of a stage: what nobody ticks for a supervisor, they tick here.

Imported for its routes by the application.
"""

from typing import Any

from wtforms import TextAreaField

from deliberation.charter.acts import ActName as A
from deliberation.cycle.supervise.acts import check as check_acts
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.web.acting import act_page
from deliberation.web.forms.civic import CivicForm, TickField
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.places import Attempt
from deliberation.web.tenancy import language


class CheckForm(CivicForm):
    """Items not ticked yet, and a word on them."""

    items = TickField(_l("What I checked myself"), choices=[])
    note = TextAreaField(_l("Remark (optional)"))


def _items(form: Any, attempt: Attempt) -> None:
    row, book = attempt.view.row, attempt.case.rulebook
    mine = {
        item
        for t in attempt.view.timeline
        if t["kind"] == "stage_checked"
        and t["by"] == attempt.case.actor.person_id
        and t["at"] >= row.stage_at
        for item in t["fact"].items
    }
    form.items.choices = [
        (
            c.id,
            book.check_text(c.id, language())
            + (f" ({c.law} {_('Art %(article)s', article=c.article)})" if c.law else ""),
        )
        for c in book.checks_at(row.stage)
        if c.id not in mine
    ]


act_page(
    blueprint,
    A.check_stage,
    CheckForm,
    lambda f, c: check_acts.CheckStage(**c, items=tuple(f.items.data or ()), note=f.note.data),
    prepare=_items,
    template="supervise/check_stage.html",
)
