"""The page of one change to one person: an entry put right, an office begun or ended."""

from collections.abc import Callable
from typing import Any

from flask import request

from deliberation.charter.act import Act
from deliberation.desk.attempting import attempt, form_page, recorded
from deliberation.desk.guard import ask_code, fresh


def change_page(
    row: Any,
    form: Any,
    title: str,
    make: Callable[[], Act],
    beside: Callable[[], None] | None = None,
) -> Any:
    """The form, its refusal, and back to the person of this row of the roster.

    `make`: the act of a form that is right. `beside`: what changes in the same transaction.
    """
    if not fresh():
        return ask_code()
    reasons: list[str] = []
    if request.method == "POST" and form.validate():
        reasons = attempt(make(), beside=beside)
        if not reasons:
            return recorded(row.person_id)
    return form_page("desk/roster/office.html", form=form, row=row, reasons=reasons, title=title)
