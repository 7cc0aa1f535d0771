"""The posted form of an act: judged, shown once more to be confirmed, its code taken, performed.

Called by `acting`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from deliberation.charter.case import Case
from deliberation.charter.reasons import Reason, Refused
from deliberation.web.access import second_factor
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.files import NoStore
from deliberation.web.forms.files_ready import NotTaken
from deliberation.web.words.base import say
from deliberation.web.words.files import NOT_STORED

from .phrases import gettext as _
from .way import Way

CONFIRM = "acting/confirm.html"


@dataclass(frozen=True)
class Posted:
    """A form that came, before anything of it is believed.

    `row`: the proposal's. `against`: what the gate says, but for the code. `shown`: what the
    templates get.
    """

    way: Way
    form: CivicForm
    row: Any
    case: Case
    against: list[Reason]
    shown: dict[str, Any]

    def outcome(self) -> Any:
        """What was done (Done), or else the page that is shown instead, a Flask answer."""
        for step in (self._mistakes, self._once_more, self._code, self._done):
            answer = step()
            if answer is not None:
                break
        return answer

    def _mistakes(self) -> Any:
        """What the form itself finds wrong."""
        if self.form.validate():
            return None
        if not self.form.csrf_failed():
            return self._again(422)
        sure = (
            self.way.confirm and request.form.get("confirmed") == "1" and len(self.form.errors) == 1
        )
        return self._again(403, [_open_too_long()], CONFIRM if sure else self.way.template)

    def _once_more(self) -> Any:
        """The choice shown before it counts, and the way back from there."""
        if not self.way.confirm:
            return None
        if request.form.get("choose_again") == "1":  # with what was chosen
            return self._again(200)
        if not self.way.sure:
            return render_template(CONFIRM, reasons=[], **self.shown)
        return None

    def _code(self) -> Any:
        """The second factor, where one is asked for."""
        if not self.shown["needs_code"]:
            return None
        if self.against:  # do not burn a code on an act that cannot be
            return self._again(status(self.against), list(map(say, self.against)))
        given = second_factor.give(self.way.name, self.case)
        if given.right:
            return None
        # The confirm page keeps what was chosen; elsewhere the form does.
        page_of = CONFIRM if self.way.confirm else self.way.template
        told = {**self.shown, "reasons": given.said, "given": given}
        headers = {"Retry-After": str(given.wait)} if given.wait else {}
        return render_template(page_of, **told), 429 if given.wait else 403, headers

    def _done(self) -> Any:
        try:
            return self.way.perform(self.form, self.row.proposal_id)
        except NotTaken as bad:  # its field says why
            return self._again(bad.status)
        except Refused as refused:
            if any(r.code == "stale_version" for r in refused.reasons):
                self.form.version_no.data = str(self.row.version_no)
            return self._again(status(refused.reasons), list(map(say, refused.reasons)))
        except NoStore:
            return self._again(503, [str(NOT_STORED)])

    def _again(self, code: int, reasons: list[str] | None = None, page_of: str = "") -> Any:
        """The form with what was typed, and what stands against it."""
        template = page_of or self.way.template
        return render_template(template, **{**self.shown, "reasons": reasons or []}), code


def status(reasons: Sequence[Reason]) -> int:
    """The status of a page that gives these reasons: whoever is signed in need not sign in."""
    return 403 if reasons[0].status == 401 else reasons[0].status


def _open_too_long() -> str:
    return _(
        "The form had been open too long, so nothing was sent. Everything you typed is still "
        "here: please press the button again."
    )
