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

from deliberation.charter.act import REGISTRY, Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import acting_role, electorate, fresh_factor, gate
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.needs.votes import ROLL_ENTRY
from deliberation.charter.numbers import whole
from deliberation.charter.reasons import Reason, Refused
from deliberation.charter.roles import Role
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import current, db
from deliberation.record.tick import run_due
from deliberation.record.unavailable import why
from deliberation.record.write.done import Done, answered
from deliberation.record.write.perform import perform
from deliberation.web.access.given import Given
from deliberation.web.errors.pages import page
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.files import TAKES_FILES, NoStore
from deliberation.web.forms.files_ready import NotTaken, ready
from deliberation.web.words.base import ACT, act_words, say

from .errors import falling
from .phrases import gettext as _
from .tenancy import actor

Build = Callable[[CivicForm, dict[str, Any]], Act]
Prepare = Callable[[CivicForm, "Attempt"], None]


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
    anchor: str | Callable[[], str] = "",
    straight: bool = False,
) -> None:
    """Add the page of one act on a proposal.

    `build(form, common)` makes the act; `common` holds act_id, proposal_id, version_no.

    `anchor` (or what it gives) is added to the proposal's address afterwards. `straight`: `prepare`
    only adds what the page shows.
    """
    slug = name.value.replace("_", "-")
    form_type = _complete(form_class, name)
    if hasattr(form_class, "files"):
        TAKES_FILES.update((f"{blueprint.name}.{name.value}", f"{blueprint.name}.{name.value}_at"))

    def view(proposal_id: str, ref: str = "") -> Any:
        return _handle(
            name,
            form_type,
            build,
            prepare,
            template,
            confirm,
            anchor,
            proposal_id,
            ref,
            straight or prepare is None,
        )

    blueprint.add_url_rule(
        f"/proposals/<proposal_id>/{slug}", name.value, view, methods=["GET", "POST"]
    )
    blueprint.add_url_rule(
        f"/proposals/<proposal_id>/{slug}/<ref>", f"{name.value}_at", view, methods=["GET", "POST"]
    )


def _complete(form_class: type[CivicForm], name: ActName) -> type[CivicForm]:
    fields: dict[str, Any] = {}
    if REGISTRY[name].versioned:
        fields["version_no"] = HiddenField()
    return type(form_class.__name__, (form_class,), fields)


def _handle(
    name: ActName,
    form_type: type[CivicForm],
    build: Build,
    prepare: Prepare | None,
    template: str,
    confirm: bool,
    anchor: str | Callable[[], str],
    proposal_id: str,
    ref: str,
    straight: bool,
) -> Any:
    if not current_user.is_authenticated:
        done = _first_answer(form_type)
        if done is not None:
            return _done(name, done, anchor)
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    sure = request.method == "POST" and (not confirm or request.form.get("confirmed") == "1")
    if sure and straight and not request.form.get("factor_code"):
        done = _straight(form_type, build, proposal_id)
        if done is not None:
            return _done(name, done, anchor)
    view = proposal_page.glance(db.session, current().url, g.community, proposal_id)
    if view is None or hidden(view.row, current_user.person_id):
        return page(404)
    seen = proposal_page.viewer(db.session, g.community, view.row, actor())
    against = [r for r in gate(name, seen.case) if r.code != "factor_needed"]
    form = form_type()
    if "version_no" in form and not form.version_no.data:
        form.version_no.data = str(view.row.version_no)
    attempt = Attempt(view, seen.case, ref, seen.my_ballot)
    if prepare:
        prepare(form, attempt)
    label, effect = act_words(name.value, view.matter)
    needs_code = POLICY[name].factor and not fresh_factor(seen.case, name)
    overview = _overview() if needs_code else None
    shown = {
        "form": form,
        "view": view,
        "name": name.value,
        "label": label,
        "effect": effect,
        "needs_code": needs_code,
        "overview": overview,
        "code_later": confirm,
        "given": None,
        "role": _role(name, seen.case),
        "case": seen.case,
        "attempt": attempt,
        "password_too": overview is not None
        and overview.needs_password
        and "password_and_printed_code" in _methods(name, seen.case),
    }
    if request.method == "GET":
        if against:
            return page(_status(against), [say(r) for r in against])
        return render_template(template, reasons=[], **shown)
    return _post(name, form, build, template, confirm, anchor, against, shown, attempt)


def _post(
    name: ActName,
    form: CivicForm,
    build: Build,
    template: str,
    confirm: bool,
    anchor: str | Callable[[], str],
    against: list[Reason],
    shown: dict[str, Any],
    attempt: Attempt,
) -> Any:
    def again(status: int, reasons: list[str], page_of: str = template) -> Any:
        return render_template(page_of, **{**shown, "reasons": reasons}), status

    if not form.validate():
        if form.csrf_failed():
            sure = confirm and request.form.get("confirmed") == "1" and len(form.errors) == 1
            return again(403, [_open_too_long()], "acting/confirm.html" if sure else template)
        return again(422, [])
    if (
        confirm and request.form.get("choose_again") == "1"
    ):  # back from the confirm page, with what was chosen
        return again(200, [])
    if confirm and request.form.get("confirmed") != "1":
        return render_template("acting/confirm.html", reasons=[], **shown)
    if shown["needs_code"] and against:  # do not burn a code on an act that cannot be
        return again(_status(against), [say(r) for r in against])
    if shown["needs_code"]:
        given = _give_code(name, attempt.case)
        if not given.right:
            # The confirm page keeps what was chosen; elsewhere the form does.
            page_of = "acting/confirm.html" if confirm else template
            told = {**shown, "reasons": given.said, "given": given}
            headers = {"Retry-After": str(given.wait)} if given.wait else {}
            return render_template(page_of, **told), 429 if given.wait else 403, headers
    try:
        common = _common(form, attempt.view.row.proposal_id)
        ready(form, lambda: build(form, common))
        done = perform(build(form, common), actor(), g.community.id)
    except NotTaken as bad:
        return again(bad.status, [])
    except Refused as refused:
        stale = next((r for r in refused.reasons if r.code == "stale_version"), None)
        if stale:
            form.version_no.data = str(attempt.view.row.version_no)
        return again(
            refused.status if refused.status != 401 else 403, [say(r) for r in refused.reasons]
        )
    except NoStore:
        return again(
            503, [_("Files cannot be stored just now. Please try again later, or send it without.")]
        )
    return _done(name, done, anchor)


def _open_too_long() -> str:
    return _(
        "The form had been open too long, so nothing was sent. Everything you typed is still "
        "here: please press the button again."
    )


def _first_answer(form_type: type[CivicForm]) -> Done | None:
    """A form that came twice while its first tap renewed the session: what that one did, said
    again. Nothing is attempted."""
    look = current_app.extensions.get("deliberation.first_tap")
    found = look() if look else None
    if found is None or found.person_id is None:
        return None
    return answered(form_type().act_id.data or "", found.person_id, g.community.id)


def _straight(form_type: type[CivicForm], build: Build, proposal_id: str) -> Done | None:
    """Most forms are right: attempt the act at once.

    None where anything is wrong; the page then finds out what, and shows it.
    """
    form = form_type()
    if not form.validate():
        return None
    try:
        common = _common(form, proposal_id)
        ready(form, lambda: build(form, common))
        return perform(build(form, common), actor(), g.community.id)
    except (Refused, NoStore, NotTaken):
        return None


def _common(form: CivicForm, proposal_id: str) -> dict[str, Any]:
    common: dict[str, Any] = {"act_id": form.act_id.data, "proposal_id": proposal_id}
    if "version_no" in form:
        typed = whole(form.version_no.data)
        common["version_no"] = -1 if typed is None else typed
    return common


def _done(name: ActName, done: Done, anchor: str | Callable[[], str]) -> Any:
    follow(done)
    if REGISTRY[name].gives_receipt:  # which says it all
        return redirect(url_for("resolve.receipt", proposal_id=done.proposal_id), 303)
    if not done.repeated:
        flash(_("Done: %(act)s", act=ACT[name.value][0]), "message")
    return redirect(
        url_for("public.proposal", proposal_id=done.proposal_id)
        + (anchor() if callable(anchor) else anchor),
        303,
    )


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


def _status(reasons: list[Reason]) -> int:
    return 403 if reasons[0].status == 401 else reasons[0].status


def _role(name: ActName, case: Case) -> str:
    role = acting_role(name, case)
    if role is Role.voter:
        return case.given(ROLL_ENTRY).role
    return role.value if role else "visitor"


def _methods(name: ActName, case: Case) -> tuple[str, ...]:
    return case.rulebook.factors[electorate(name, case)].methods


def _give_code(name: ActName, case: Case) -> Given:
    give = current_app.extensions["deliberation.give_factor"]
    code = request.form.get("factor_code", "")
    if not code:
        return Given(False, (say(Reason("factor_needed")),))
    given: Given = give(code, _methods(name, case), request.form.get("factor_password") or None)
    return given


def _overview() -> Any:
    look = current_app.extensions.get("deliberation.factor_overview")
    return look() if look else None


class PlainActForm(CivicForm):
    """An act that asks for nothing but the press of a button."""
