"""One way for every act from a page: show the form, check the second factor, perform, and answer
refusals beside what was typed.

Rooms call `act_page` once per act; the page stands at /<community>/proposals/<id>/<act-name>, and
so at a subject of another type (`places`).
`_Page` answers it, `_Posted` judges what was sent, `_Way` shows and performs. `beginning` has pages
of its own and performs alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer
from flask_login import current_user
from wtforms import HiddenField

from deliberation.charter.act import REGISTRY, Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import acting_role, gate
from deliberation.charter.needs.votes import ROLL_ENTRY
from deliberation.charter.numbers import whole
from deliberation.charter.reasons import Reason, Refused
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import CHAMBER
from deliberation.record.tick import run_due
from deliberation.record.unavailable import why
from deliberation.record.write.done import Done, answered
from deliberation.record.write.perform import perform
from deliberation.web.access import second_factor
from deliberation.web.errors.pages import page
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.files import TAKES_FILES, NoStore
from deliberation.web.forms.files_ready import NotTaken, ready
from deliberation.web.words.base import ACT, act_words, say
from deliberation.web.words.files import NOT_STORED

from .errors import falling
from .phrases import gettext as _
from .places import PROPOSAL, Attempt, Place
from .tenancy import actor

CONFIRM = "acting/confirm.html"
NOT_DONE = (Refused, NotTaken, NoStore)

Build = Callable[[CivicForm, dict[str, Any]], Act]
Prepare = Callable[[CivicForm, "Attempt"], None]
Anchor = str | Callable[[], str]
First = Callable[[Case], None]


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
    place: Place = PROPOSAL,
    first: First | None = None,
) -> None:
    """Add the page of one act on a proposal, or on a subject of another `place`.

    `build(form, common)` makes the act; `common` holds act_id, subject_id, version_no.

    `anchor` (or what it gives) is added to the subject's address afterwards. `straight`: `prepare`
    only adds what the page shows. `first` raises Refused for whoever needs no form.
    """
    form_type = _complete(form_class, name)
    whole = name.value + ("" if REGISTRY[name].of is place.type else place.tail)
    if hasattr(form_class, "files"):
        TAKES_FILES.update((f"{blueprint.name}.{whole}", f"{blueprint.name}.{whole}_at"))
    way = _Way(name, build, template, confirm, place)
    view = _Page(way, form_type, prepare, anchor, straight or prepare is None, first).answer
    address = f"{place.rule}/{name.value.replace('_', '-')}"
    for rule, endpoint in ((address, whole), (f"{address}/<ref>", f"{whole}_at")):
        blueprint.add_url_rule(rule, endpoint, view, methods=["GET", "POST"])


def _complete(form_class: type[CivicForm], name: ActName) -> type[CivicForm]:
    fields: dict[str, Any] = {}
    if REGISTRY[name].versioned:
        fields["version_no"] = HiddenField()
    return type(form_class.__name__, (form_class,), fields)


@dataclass(frozen=True)
class _Way:
    """How the form of one act is shown, and what is made of it. `confirm`: the choice is shown once
    more before it counts.
    """

    name: ActName
    build: Build
    template: str
    confirm: bool
    place: Place

    @property
    def sure(self) -> bool:
        """Whether what was posted is to be done, not shown once more."""
        return not self.confirm or request.form.get("confirmed") == "1"

    def shown(self, form: CivicForm, attempt: Attempt, ident: str) -> dict[str, Any]:
        """What the template of the form gets."""
        view, case = attempt.view, attempt.case
        label, effect = act_words(self.name.value, getattr(view, "matter", None))
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
            "attempt": attempt,
            "back": self.place.url(ident),
            "back_word": self.place.back,
            "chamber": str(CHAMBER.get(view.row.stage, "inform")),
            **attempt.shown,
            **second_factor.shown(self.name, case),
        }

    def perform(self, form: CivicForm, ident: str) -> Done:
        """Do the act. Raises Refused, NotTaken or NoStore (`NOT_DONE`)."""
        common = _common(form, ident)
        return perform_form(form, lambda: self.build(form, common))


def _common(form: CivicForm, ident: str) -> dict[str, Any]:
    common: dict[str, Any] = {"act_id": form.act_id.data, "subject_id": ident}
    if "version_no" in form:
        typed = whole(form.version_no.data)
        common["version_no"] = -1 if typed is None else typed
    return common


def _role(name: ActName, case: Case) -> str:
    role = acting_role(name, case)
    if role is Role.voter:
        return case.given(ROLL_ENTRY).role
    return role.value if role else "visitor"


def perform_form(form: CivicForm, build: Callable[[], Act]) -> Done:
    """Make the act, its pictures decoded when it may be done at all, and do it. Raises one of
    `NOT_DONE`.
    """
    ready(form, build)
    return perform(build(), actor(), g.community.id)


@dataclass(frozen=True)
class _Posted:
    """A form that came, before anything of it is believed.

    `ident`, `row`: the subject's. `against`: what the gate says, but for the code. `shown`: what
    the templates get.
    """

    way: _Way
    form: CivicForm
    ident: str
    row: Any
    case: Case
    against: list[Reason]
    shown: dict[str, Any]

    def outcome(self) -> Done | Answer:
        """What was done, or else the page that is shown instead."""
        return self._mistakes() or self._once_more() or self._code() or self._done()

    def _mistakes(self) -> Answer | None:
        """What the form itself finds wrong."""
        if self.form.validate():
            return None
        if not self.form.csrf_failed():
            return self._again(422)
        sure = (
            self.way.confirm and request.form.get("confirmed") == "1" and len(self.form.errors) == 1
        )
        return self._again(403, [_open_too_long()], CONFIRM if sure else self.way.template)

    def _once_more(self) -> Answer | None:
        """The choice shown before it counts, and the way back from there."""
        if not self.way.confirm:
            return None
        if request.form.get("choose_again") == "1":  # with what was chosen
            return self._again(200)
        if not self.way.sure:
            if self.against:  # nobody looks once more at what they may not do
                return self._again(_signed_in(self.against[0].status), list(map(say, self.against)))
            return render_template(CONFIRM, reasons=[], **self.shown)
        return None

    def _code(self) -> Answer | None:
        """The second factor, where one is asked for."""
        if not self.shown["needs_code"]:
            return None
        if self.against:  # do not burn a code on an act that cannot be
            return self._again(_signed_in(self.against[0].status), list(map(say, self.against)))
        given = second_factor.give(self.way.name, self.case)
        if given.right:
            return None
        # The confirm page keeps what was chosen; elsewhere the form does.
        page_of = CONFIRM if self.way.confirm else self.way.template
        told = {**self.shown, "reasons": given.said, "given": given}
        headers = {"Retry-After": str(given.wait)} if given.wait else {}
        return render_template(page_of, **told), 429 if given.wait else 403, headers

    def _done(self) -> Done | Answer:
        try:
            return self.way.perform(self.form, self.ident)
        except NOT_DONE as error:
            if isinstance(error, Refused) and any(r.code == "stale_version" for r in error.reasons):
                self.form.version_no.data = str(self.row.version_no)
            reasons, code = not_done(error)
            return self._again(_signed_in(code), reasons)

    def _again(self, code: int, reasons: list[str] | None = None, page_of: str = "") -> Answer:
        """The form with what was typed, and what stands against it."""
        template = page_of or self.way.template
        return render_template(template, **{**self.shown, "reasons": reasons or []}), code


def _open_too_long() -> str:
    return _(
        "The form had been open too long, so nothing was sent. Everything you typed is still "
        "here: please press the button again."
    )


@dataclass(frozen=True)
class _Page:
    """The page of one act; what stands in it see `act_page`."""

    way: _Way
    form_type: type[CivicForm]
    prepare: Prepare | None
    anchor: Anchor
    straight: bool
    first: First | None

    def answer(self, ref: str = "", **named: str) -> Answer:
        """The form, or what came of it. `named`: the id of the subject, under its place's key."""
        if not current_user.is_authenticated:
            return self._signed_out()
        ident = named[self.way.place.key]
        done = self._at_once(ident)
        if done is not None:
            return self._leave(done)
        attempt = self.way.place.look(ident, ref)
        return page(404) if attempt is None else self._looked_at(attempt, ident)

    def _looked_at(self, attempt: Attempt, ident: str) -> Answer:
        view, case = attempt.view, attempt.case
        against = self._against(case)
        form = self._form(attempt)
        shown = self.way.shown(form, attempt, ident)
        if request.method != "GET":
            found = _Posted(self.way, form, ident, view.row, case, against, shown).outcome()
            return self._leave(found) if isinstance(found, Done) else found
        if against:
            return page(_signed_in(against[0].status), list(map(say, against)))
        return render_template(self.way.template, reasons=[], **shown)

    def _against(self, case: Case) -> list[Reason]:
        """What the gate says, but for the code; then what the act itself says before its form."""
        against = [r for r in gate(self.way.name, case) if r.code != "factor_needed"]
        try:
            if self.first and not against:
                self.first(case)
        except Refused as refused:
            return list(refused.reasons)
        return against

    def _signed_out(self) -> Answer:
        done = _first_answer(self.form_type)
        if done is not None:
            return self._leave(done)
        return redirect(url_for("accounts.sign_in", next=request.path), 303)

    def _at_once(self, ident: str) -> Done | None:
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
            return self.way.perform(form, ident)
        except NOT_DONE:
            return None

    def _form(self, attempt: Attempt) -> CivicForm:
        form = self.form_type()
        if "version_no" in form and not form.version_no.data:
            form.version_no.data = str(attempt.view.row.version_no)
        if self.prepare:
            self.prepare(form, attempt)
        return form

    def _leave(self, done: Done) -> Answer:
        """On to the subject, or to the receipt, with what was done said once."""
        follow(done)
        if REGISTRY[self.way.name].gives_receipt:  # which says it all
            return redirect(url_for("resolve.receipt", proposal_id=done.subject_id), 303)
        if not done.repeated:
            flash(_("Done: %(act)s", act=ACT[self.way.name.value][0]), "message")
        anchor = self.anchor() if callable(self.anchor) else self.anchor
        return redirect(self.way.place.url(done.subject_id) + anchor, 303)


def _first_answer(form_type: type[CivicForm]) -> Done | None:
    """A form that came twice while its first tap renewed the session: what that one did, said
    again. Nothing is attempted."""
    look = current_app.extensions.get("deliberation.first_tap")
    found = look() if look else None
    if found is None or found.person_id is None:
        return None
    return answered(form_type().act_id.data or "", found.person_id, g.community.id)


def not_done(error: Refused | NotTaken | NoStore) -> tuple[list[str], int]:
    """What is said of an act that was not done (`NOT_DONE`), and with which status."""
    if isinstance(error, Refused):
        return list(map(say, error.reasons)), error.status
    if isinstance(error, NotTaken):  # its field says why
        return [], error.status
    return [str(NOT_STORED)], 503


def _signed_in(status: int) -> int:
    """The same for whoever is signed in already: they need not sign in."""
    return 403 if status == 401 else status


def follow(done: Done) -> None:
    """What became due by this act is done at once, under its own locks; whom it concerns is
    told.
    """
    if done.due_now:
        try:
            run_due(community=done.community_id, subject=done.subject_id)
        except Exception as error:
            if why(error) is None:
                raise
            # The act is done and must not look as if it were not; the clock comes by again in
            # seconds.
            falling.tell(error)
    notices = current_app.extensions.get("deliberation.notices")
    if notices and (done.due_now or notices.concerns(done.kinds)):
        notices.follow(done.community_id)


class PlainActForm(CivicForm):
    """An act that asks for nothing but the press of a button."""


def at_entry(form: Any, attempt: Attempt) -> None:
    """The entry the address names beside the proposal, for the act at it."""
    form.ref = attempt.ref
