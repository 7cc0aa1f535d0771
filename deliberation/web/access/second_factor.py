"""What an act asks of the second factor: by which methods, what the reader has, and what became of
a code typed into its form.

The rooms of signing in answer; they hang on the application, so that no page imports them.
"""

from typing import Any

from flask import current_app, request

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import electorate, fresh_factor
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.reasons import Reason
from deliberation.web.words.base import say

from .given import Given


def shown(name: ActName, case: Case) -> dict[str, Any]:
    """What a form shows of it: whether it asks for a code (the act wants a fresh one, and there is
    none), what the reader has, and whether the password is typed beside a printed code.
    """
    needs_code = POLICY[name].factor and not fresh_factor(case, name)
    overview = _overview() if needs_code else None
    return {
        "needs_code": needs_code,
        "overview": overview,
        "password_too": overview is not None
        and overview.needs_password
        and "password_and_printed_code" in _methods(name, case),
    }


def _overview() -> Any:
    look = current_app.extensions.get("deliberation.factor_overview")
    return look() if look else None


def give(name: ActName, case: Case) -> Given:
    """Have the code of the posted form looked at, which may use it up."""
    give_factor = current_app.extensions["deliberation.give_factor"]
    code = request.form.get("factor_code", "")
    if not code:
        return Given(False, (say(Reason("factor_needed")),))
    given: Given = give_factor(
        code, _methods(name, case), request.form.get("factor_password") or None
    )
    return given


def _methods(name: ActName, case: Case) -> tuple[str, ...]:
    return case.rulebook.factors[electorate(name, case)].methods
