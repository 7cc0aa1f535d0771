"""How an act is reached from a page: what its form shows, and what is made of it when it is right.

Called by `acting` and `posted`; `beginning` only performs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import acting_role
from deliberation.charter.needs.votes import ROLL_ENTRY
from deliberation.charter.numbers import whole
from deliberation.charter.roles import Role
from deliberation.readings.page.proposal import Glance
from deliberation.record.write.done import Done, answered
from deliberation.record.write.perform import perform
from deliberation.web.access import second_factor
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.files_ready import ready
from deliberation.web.words.base import act_words

from .tenancy import actor

Build = Callable[[CivicForm, dict[str, Any]], Act]


@dataclass(frozen=True)
class Way:
    """How the form of one act is shown, and what is made of it. `confirm`: the choice is shown once
    more before it counts.
    """

    name: ActName
    build: Build
    template: str
    confirm: bool

    @property
    def sure(self) -> bool:
        """Whether what was posted is to be done, not shown once more."""
        return not self.confirm or request.form.get("confirmed") == "1"

    def shown(self, form: CivicForm, view: Glance, case: Case) -> dict[str, Any]:
        """What the template of the form gets."""
        label, effect = act_words(self.name.value, view.matter)
        return {
            "form": form,
            "view": view,
            "name": self.name.value,
            "label": label,
            "effect": effect,
            "code_later": self.confirm,
            "given": None,
            "role": _role(self.name, case),
            "case": case,
            **second_factor.shown(self.name, case),
        }

    def perform(self, form: CivicForm, proposal_id: str) -> Done:
        """Do the act. Raises Refused, NotTaken, NoStore."""
        common = _common(form, proposal_id)
        return perform_form(form, lambda: self.build(form, common))


def first_answer(form_type: type[CivicForm]) -> Done | None:
    """A form that came twice while its first tap renewed the session: what that one did, said
    again. Nothing is attempted."""
    look = current_app.extensions.get("deliberation.first_tap")
    found = look() if look else None
    if found is None or found.person_id is None:
        return None
    return answered(form_type().act_id.data or "", found.person_id, g.community.id)


def perform_form(form: CivicForm, build: Callable[[], Act]) -> Done:
    """Make the act, its pictures decoded when it may be done at all, and do it. Raises Refused,
    NotTaken, NoStore.
    """
    ready(form, build)
    return perform(build(), actor(), g.community.id)


def _common(form: CivicForm, proposal_id: str) -> dict[str, Any]:
    common: dict[str, Any] = {"act_id": form.act_id.data, "proposal_id": proposal_id}
    if "version_no" in form:
        typed = whole(form.version_no.data)
        common["version_no"] = -1 if typed is None else typed
    return common


def _role(name: ActName, case: Case) -> str:
    role = acting_role(name, case)
    if role is Role.voter:
        return case.given(ROLL_ENTRY).role
    return role.value if role else "visitor"
