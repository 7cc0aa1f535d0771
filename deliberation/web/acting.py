"""One way for every act from a page: show the form, check the second factor, perform, and answer
refusals beside what was typed.

Rooms call `act_page` once per act; the page stands at /<community>/proposals/<id>/<act-name>.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import HiddenField

from deliberation.charter.act import REGISTRY
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import gate
from deliberation.charter.reasons import Refused
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import current, db
from deliberation.record.tick import run_due
from deliberation.record.unavailable import why
from deliberation.record.write.done import Done
from deliberation.web.errors.pages import page
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.files import TAKES_FILES, NoStore
from deliberation.web.forms.files_ready import NotTaken
from deliberation.web.words.base import ACT, say

from .errors import falling
from .phrases import gettext as _
from .posted import Posted, status
from .tenancy import actor
from .way import Build, Way, first_answer

Prepare = Callable[[CivicForm, "Attempt"], None]
Anchor = str | Callable[[], str]


@dataclass(frozen=True)
class Attempt:
    """What a form may look at: the proposal, the reader's case, the entry (question, finding) it is
    about, the reader's ballot of this round or None.
    """

    view: proposal_page.Glance
    case: Case
    ref: str
    my_ballot: Any = None


def act_page(
    blueprint: Blueprint,
    name: ActName,
    form_class: type[CivicForm],
    build: Build,
    *,
    prepare: Prepare | None = None,
    template: str = "acting/act.html",
    confirm: bool = False,
    anchor: Anchor = "",
    straight: bool = False,
) -> None:
    """Add the page of one act on a proposal.

    `build(form, common)` makes the act; `common` holds act_id, proposal_id, version_no.

    `anchor` (or what it gives) is added to the proposal's address afterwards. `straight`: `prepare`
    only adds what the page shows.
    """
    form_type = _complete(form_class, name)
    if hasattr(form_class, "files"):
        TAKES_FILES.update((f"{blueprint.name}.{name.value}", f"{blueprint.name}.{name.value}_at"))
    way = Way(name, build, template, confirm)
    view = _Page(way, form_type, prepare, anchor, straight or prepare is None).answer
    address = f"/proposals/<proposal_id>/{name.value.replace('_', '-')}"
    for rule, endpoint in ((address, name.value), (f"{address}/<ref>", f"{name.value}_at")):
        blueprint.add_url_rule(rule, endpoint, view, methods=["GET", "POST"])


def _complete(form_class: type[CivicForm], name: ActName) -> type[CivicForm]:
    fields: dict[str, Any] = {}
    if REGISTRY[name].versioned:
        fields["version_no"] = HiddenField()
    return type(form_class.__name__, (form_class,), fields)


@dataclass(frozen=True)
class _Page:
    """The page of one act; what stands in it see `act_page`."""

    way: Way
    form_type: type[CivicForm]
    prepare: Prepare | None
    anchor: Anchor
    straight: bool

    def answer(self, proposal_id: str, ref: str = "") -> Any:
        """The form, or what came of it."""
        if not current_user.is_authenticated:
            return self._signed_out()
        done = self._at_once(proposal_id)
        if done is not None:
            return self._leave(done)
        view = proposal_page.glance(db.session, current().url, g.community, proposal_id)
        if view is None or hidden(view.row, current_user.person_id):
            return page(404)
        seen = proposal_page.viewer(db.session, g.community, view.row, actor())
        return self._looked_at(Attempt(view, seen.case, ref, seen.my_ballot))

    def _looked_at(self, attempt: Attempt) -> Any:
        view, case = attempt.view, attempt.case
        against = [r for r in gate(self.way.name, case) if r.code != "factor_needed"]
        form = self._form(attempt)
        shown = {**self.way.shown(form, view, case), "attempt": attempt}
        if request.method != "GET":
            found = Posted(self.way, form, view.row, case, against, shown).outcome()
            return self._leave(found) if isinstance(found, Done) else found
        if against:
            return page(status(against), list(map(say, against)))
        return render_template(self.way.template, reasons=[], **shown)

    def _signed_out(self) -> Any:
        done = first_answer(self.form_type)
        if done is not None:
            return self._leave(done)
        return redirect(url_for("accounts.sign_in", next=request.path), 303)

    def _at_once(self, proposal_id: str) -> Done | None:
        """Most forms are right: attempt the act at once.

        None where anything is wrong; the page then finds out what, and shows it.
        """
        posted = request.method == "POST" and self.way.sure
        if not posted or not self.straight or request.form.get("factor_code"):
            return None
        form = self.form_type()
        if not form.validate():
            return None
        try:
            return self.way.perform(form, proposal_id)
        except (Refused, NoStore, NotTaken):
            return None

    def _form(self, attempt: Attempt) -> CivicForm:
        form = self.form_type()
        if "version_no" in form and not form.version_no.data:
            form.version_no.data = str(attempt.view.row.version_no)
        if self.prepare:
            self.prepare(form, attempt)
        return form

    def _leave(self, done: Done) -> Any:
        """On to the proposal, or to the receipt, with what was done said once."""
        follow(done)
        if REGISTRY[self.way.name].gives_receipt:  # which says it all
            return redirect(url_for("resolve.receipt", proposal_id=done.proposal_id), 303)
        if not done.repeated:
            flash(_("Done: %(act)s", act=ACT[self.way.name.value][0]), "message")
        anchor = self.anchor() if callable(self.anchor) else self.anchor
        return redirect(url_for("public.proposal", proposal_id=done.proposal_id) + anchor, 303)


def follow(done: Done) -> None:
    """What became due by this act is done at once, under its own locks; whom it concerns is
    told.
    """
    if done.due_now:
        try:
            run_due(community=done.community_id, proposal=done.proposal_id)
        except Exception as error:
            if why(error) is None:
                raise
            # The act is done and must not look as if it were not; the clock comes by again in
            # seconds.
            falling.tell(error)
    notices = current_app.extensions.get("deliberation.notices")
    if notices and (done.due_now or notices.concerns(done.kinds)):
        notices.follow(done.community_id)


def hidden(p: Any, person: str | None) -> bool:
    """A draft is its author's alone, unless it came from open data and waits to be adopted.

    `p`: the proposal's row.
    """
    return p.stage == "draft" and not (p.source and not p.author_id) and p.author_id != person


class PlainActForm(CivicForm):
    """An act that asks for nothing but the press of a button."""
