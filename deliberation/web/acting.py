"""One way for every act from a page: show the form, check the second factor, perform, and answer
refusals beside what was typed.

Rooms call `act_page` once per act; the page stands at /<community>/proposals/<id>/<act-name>, and
so at a subject of another type (`places`).
`_Page` answers it, `_Posted` judges what was sent, `_Way` shows and performs. `beginning` has pages
of its own and performs alike.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer
from flask_login import current_user
from wtforms import HiddenField

from deliberation.charter.act import REGISTRY, Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import acting_role, gate
from deliberation.charter.cycle.offers import near
from deliberation.charter.needs.votes import ROLL_ENTRY
from deliberation.charter.numbers import whole
from deliberation.charter.reasons import Reason, Refused
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import CHAMBER
from deliberation.readings.people import beforehand
from deliberation.record.engines import db
from deliberation.record.write.done import Done, answered
from deliberation.web.access import second_factor
from deliberation.web.errors.pages import page
from deliberation.web.errors.sent import choose_again, open_too_long
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.files import TAKES_FILES
from deliberation.web.words.base import act_words, say

from . import afterwards
from .doing import NOT_DONE, first_answer, follow, not_done, perform_form
from .kept import Kept
from .places import PROPOSAL, Attempt, Place

CONFIRM = "acting/confirm.html"
_TWICE = Kept(0)  # whose turn it is, of forms that are sent twice at once; it keeps nothing

Build = Callable[[CivicForm, dict[str, Any]], Act]
Prepare = Callable[[CivicForm, "Attempt"], None]
Anchor = str | Callable[[], str]
First = Callable[[Case], None]
Leads = Callable[[Done], str | None]
# Its page says so itself, and shows the paper that will lie in the booth.
_READ, _NOT_SAID = "secret_on_paper", ("csrf_token", "act_id", "files", "publish_anyway")


def act_page(
    blueprint: Blueprint,
    name: ActName,
    form_class: type[CivicForm],
    build: Build,
    *,
    prepare: Prepare | None = None,
    template: str = "acting/act.html",
    confirm: str = "",
    anchor: Anchor = "",
    straight: bool = False,
    place: Place = PROPOSAL,
    first: First | None = None,
    leads_to: Leads | None = None,
) -> None:
    """Add the page of one act on a proposal, or on a subject of another `place`.

    `build(form, common)` makes the act; `common` holds act_id, subject_id, version_no.

    `anchor` (or what it gives) is added to the subject's address afterwards. `straight`: `prepare`
    only adds what the page shows. `first` raises Refused for whoever needs no form. `confirm`: the
    template of the page on which what was typed is shown once more before it counts. `leads_to`:
    the id of the subject one comes to afterwards, where it is another.
    """
    form_type = _complete(form_class, name)
    whole = name.value + ("" if REGISTRY[name].of is place.type else place.tail)
    if hasattr(form_class, "files"):
        TAKES_FILES.update((f"{blueprint.name}.{whole}", f"{blueprint.name}.{whole}_at"))
    way = _Way(name, build, template, confirm, place)
    at_once = straight or prepare is None
    view = _Page(way, form_type, prepare, anchor, at_once, first, leads_to).answer
    address = place.rule + (f"/{name.value.replace('_', '-')}" if place.key else "")
    rules = ((address, whole), (f"{address}/<ref>", f"{whole}_at"))
    for rule, endpoint in rules if place.key else rules[:1]:
        blueprint.add_url_rule(rule, endpoint, view, methods=["GET", "POST"])


def _complete(form_class: type[CivicForm], name: ActName) -> type[CivicForm]:
    fields: dict[str, Any] = {}
    if REGISTRY[name].versioned:
        fields["version_no"] = HiddenField()
    return type(form_class.__name__, (form_class,), fields)


@dataclass(frozen=True)
class _Way:
    """How the form of one act is shown, and what is made of it. `confirm`: the template on which it
    is shown once more before it counts.
    """

    name: ActName
    build: Build
    template: str
    confirm: str
    place: Place

    def sure(self, form: CivicForm) -> bool:
        """Whether what was posted is to be done, not shown once more: where the page it was shown
        on can be changed, only what stood there.
        """
        if not self.confirm:
            return True
        seen = request.form.get("seen")
        return request.form.get("confirmed") == "1" and seen in (None, digest(form))

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
            "code_later": bool(self.confirm),
            "given": None,
            "look": "",
            "role": _role(self.name, case),
            "case": case,
            "may": lambda act: near(ActName(act), case),
            "attempt": attempt,
            "back": self.place.url(ident or None),
            "back_word": self.place.back,
            "chamber": str(CHAMBER.get(view.row.stage, "inform")) if view else "inform",
            **attempt.shown,
            **second_factor.shown(self.name, case),
        }

    def perform(self, form: CivicForm, ident: str) -> Done:
        """Do the act. Raises Refused, NotTaken or NoStore (`NOT_DONE`)."""
        common = _common(form, ident)
        return perform_form(form, lambda: self.build(form, common))


def _common(form: CivicForm, ident: str) -> dict[str, Any]:
    common: dict[str, Any] = {"act_id": form.act_id.data}
    if ident:
        common["subject_id"] = ident
    if "version_no" in form:
        typed = whole(form.version_no.data)
        common["version_no"] = -1 if typed is None else typed
    return common


def _role(name: ActName, case: Case) -> str:
    role = acting_role(name, case)
    if role is Role.voter:
        return case.given(ROLL_ENTRY).role
    return role.value if role else "visitor"


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
        return (
            self._mistakes()
            or self._once_more()
            or self._without_files()
            or self._code()
            or self._done()
        )

    def _mistakes(self) -> Answer | None:
        """What the form itself finds wrong."""
        if self.form.validate():
            return None
        if not self.form.csrf_failed():
            return self._again(422)
        sure = (
            self.way.confirm and request.form.get("confirmed") == "1" and len(self.form.errors) == 1
        )
        return self._again(403, [open_too_long()], self.way.confirm if sure else "")

    def _once_more(self) -> Answer | None:
        """The choice shown before it counts, and the way back from there."""
        if not self.way.confirm:
            return None
        if request.form.get("choose_again") == "1":  # with what was chosen
            return self._again(200)
        if not self.way.sure(self.form):
            if self.against:  # nobody looks once more at what they may not do
                return self._again(_signed_in(self.against[0].status), list(map(say, self.against)))
            return self._again(200, page_of=self.way.confirm)
        return None

    def _without_files(self) -> Answer | None:
        """What was chosen before the look has to be chosen again, or is said to stay away."""
        files = getattr(self.form, "files", None)
        if not self.way.confirm or not (files and files.left):
            return None
        if request.form.get("without_files") == "1":
            return None
        return self._again(422, [choose_again()], self.way.confirm)

    def _code(self) -> Answer | None:
        """The second factor, where one is asked for."""
        if not self.shown["needs_code"]:
            return None
        if self.against:  # do not burn a code on an act that cannot be
            return self._again(_signed_in(self.against[0].status), list(map(say, self.against)))
        if answered(self.form.attempt_id, current_user.person_id, g.community.id) is not None:
            return None  # it came twice: its code was used up for it, and its first answer is known
        given = second_factor.give(self.way.name, self.case)
        if given.right or first_answer(type(self.form)) is not None:
            return None
        # The confirm page keeps what was chosen; elsewhere the form does.
        page_of = self.way.confirm or self.way.template
        told = {**self.shown, "reasons": given.said, "given": given, **self._look(page_of)}
        headers = {"Retry-After": str(given.wait)} if given.wait else {}
        return render_template(page_of, **told), 429 if given.wait else 403, headers

    def _done(self) -> Done | Answer:
        try:
            return self.way.perform(self.form, self.ident)
        except NOT_DONE as error:
            if stood := afterwards.stood(self.way.name, error, self.ident):
                return stood
            if isinstance(error, Refused) and any(r.code == "stale_version" for r in error.reasons):
                self.form.version_no.data = str(self.row.version_no)
            reasons, code = not_done(error)
            return self._again(_signed_in(code), reasons)

    def _again(self, code: int, reasons: list[str] | None = None, page_of: str = "") -> Answer:
        """The form with what was typed, and what stands against it."""
        template = page_of or self.way.template
        told = {**self.shown, "reasons": reasons or [], **self._look(page_of)}
        return render_template(template, **told), code

    def _look(self, page_of: str) -> dict[str, Any]:
        """On the page on which it is shown once more: what stands there."""
        return {"look": digest(self.form)} if self.way.confirm and page_of else {}


def digest(form: CivicForm) -> str:
    """What was typed, so that nothing goes out that its writer has not looked at once more."""
    said = {f.name: str(f.data) for f in form if f.name not in _NOT_SAID}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class _Page:
    """The page of one act; what stands in it see `act_page`."""

    way: _Way
    form_type: type[CivicForm]
    prepare: Prepare | None
    anchor: Anchor
    straight: bool
    first: First | None
    leads_to: Leads | None

    def answer(self, ref: str = "", **named: str) -> Answer:
        """The form, or what came of it. `named`: the id of the subject, under its place's key."""
        sent = request.form.get("act_id", "") if request.method == "POST" else ""
        if not sent:
            return self._answer(ref, named)
        with _TWICE.turn((g.community.id, sent)):  # the second hears what became of the first
            return self._answer(ref, named)

    def _answer(self, ref: str, named: dict[str, str]) -> Answer:
        if not current_user.is_authenticated:
            return self._signed_out()
        ident = named.get(self.way.place.key, "")
        done = self._at_once(ident)
        if done is not None:
            return self._leave(done)
        attempt = self.way.place.look(ident, ref)
        return page(404) if attempt is None else self._looked_at(attempt, ident)

    def _looked_at(self, attempt: Attempt, ident: str) -> Answer:
        view, case = attempt.view, attempt.case
        against = self._against(attempt, ident)
        form = self._form(attempt)
        shown = self.way.shown(form, attempt, ident)
        if request.method != "GET":
            row = view.row if view else None
            found = _Posted(self.way, form, ident, row, case, against, shown).outcome()
            return self._leave(found) if isinstance(found, Done) else found
        if against and against[0].code != _READ:
            to = self.way.place.url(ident or None)
            return page(_signed_in(against[0].status), [say(r) for r in against], to)
        return render_template(self.way.template, reasons=[], **shown)

    def _against(self, attempt: Attempt, ident: str) -> list[Reason]:
        """What the gate says, but for the code; then the act before its form, at an entry in it."""
        name, case = self.way.name, attempt.case
        if ident and not attempt.ref and case.of_proposal:
            against = beforehand.against(db.session, case, beforehand.blank(name, ident))
        else:
            against = [r for r in gate(name, case) if r.code != "factor_needed"]
        try:
            if self.first and not against:
                self.first(case)
        except Refused as refused:
            return list(refused.reasons)
        return against

    def _signed_out(self) -> Answer:
        done = first_answer(self.form_type)
        if done is not None:
            return self._leave(done)
        return redirect(url_for("accounts.sign_in", next=request.path), 303)

    def _at_once(self, ident: str) -> Done | None:
        """Most forms are right: attempt the act at once.

        None where anything is wrong; the page then finds out what, and shows it.
        """
        if request.method != "POST" or not self.straight or request.form.get("factor_code"):
            return None
        form = self._right()
        if form is None:
            return None
        try:
            return self.way.perform(form, ident)
        except NOT_DONE:
            return None

    def _right(self) -> Any:
        """The form, where nothing is wrong."""
        found = self.form_type.first_look()
        if found is not None and self.way.sure(found):
            return found
        form = self.form_type()
        return form if self.way.sure(form) and form.validate() else None

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
        flash(afterwards.told(self.way.name, done), "message")
        anchor = self.anchor() if callable(self.anchor) else self.anchor
        there = self.leads_to(done) if self.leads_to else done.subject_id
        return redirect(self.way.place.url(there) + anchor, 303)


def _signed_in(status: int) -> int:
    """The same for whoever is signed in already: they need not sign in."""
    return 403 if status == 401 else status


class PlainActForm(CivicForm):
    """An act that asks for nothing but the press of a button."""


def at_entry(form: Any, attempt: Attempt) -> None:
    """The entry the address names beside the proposal, for the act at it."""
    form.ref = attempt.ref
