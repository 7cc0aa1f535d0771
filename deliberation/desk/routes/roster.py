"""Pages of the roster's life at the desk, and a person's own entry: seeing it, asking for a
correction or an erasure, taking it along as a file.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from flask import Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from deliberation.accounts import auditing
from deliberation.accounts.sessions.sign_in import REMEMBERED
from deliberation.charter.act import Act
from deliberation.charter.reasons import Refused
from deliberation.charter.text import plain
from deliberation.desk.act_ids import derived
from deliberation.desk.blueprint import blueprint
from deliberation.desk.forms import roster as roster_forms
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.readings.people import entry as reading
from deliberation.readings.people import own_words
from deliberation.readings.people import roster as roster_reading
from deliberation.readings.vote import owners
from deliberation.record.engines import db
from deliberation.record.private import accounts, audit, drafts, following, sessions
from deliberation.record.write.perform import perform
from deliberation.roster.acts import asking as asking_acts
from deliberation.roster.acts import correcting as correcting_acts
from deliberation.roster.acts import life as roster_acts
from deliberation.roster.acts import people as acts
from deliberation.web.acting import follow
from deliberation.web.forms.typed import written
from deliberation.web.tenancy import actor
from deliberation.web.words.base import say


def _person(person_id: str) -> Any:
    return roster_reading.person(db.session, g.community.id, person_id) or abort(404)


def _attempt(act: Act, beside: Callable[[], None] | None = None) -> list[str]:
    try:
        follow(perform(act, actor(), g.community.id, beside=beside))
    except Refused as refused:
        return [say(r) for r in refused.reasons]
    return []


def _page(
    row: Any,
    form: Any,
    title: str,
    make: Any,
    beside: Callable[[], None] | None = None,
    **more: Any,
) -> Any:
    """One act on one entry: the form, its refusal, and back to the person.

    `beside`: what changes in the same transaction.
    """
    if not fresh():
        return ask_code()
    reasons: list[str] = []
    if request.method == "POST" and form.validate():
        reasons = _attempt(make(), beside)
        if not reasons:
            flash(_("Recorded."), "message")
            return redirect(url_for("desk.person", person_id=row.person_id), 303)
    return render_template(
        "desk/roster/office.html", form=form, row=row, reasons=reasons, title=title, **more
    ), 422 if request.method == "POST" else 200


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


@blueprint.route("/desk/people/<person_id>/correct", methods=["GET", "POST"])
@clerks_only
def correct_person(person_id: str) -> Any:
    """The entry as it stands, to be put right."""
    row, form = _person(person_id), roster_forms.CorrectForm()
    if request.method == "GET" and not form.new_name.data:
        form.new_name.data, form.phone.data, form.tenure.data, form.lives_here.data = (
            row.name,
            row.phone,
            row.tenure,
            row.lives_here,
        )
        form.birth_date.data = date.fromisoformat(row.birth_date) if row.birth_date else None
    return _page(
        row,
        form,
        _("Correct the entry"),
        lambda: correcting_acts.CorrectPerson(
            act_id=form.attempt_id,
            person_id=person_id,
            new_name=written(form.new_name),
            phone=form.phone.data or None,
            birth_date=_iso(form.birth_date.data),
            tenure=form.tenure.data,
            lives_here=bool(form.lives_here.data),
            happened_on=_iso(form.happened_on.data),
            reason=written(form.reason),
        ),
    )


@blueprint.route("/desk/people/<person_id>/move", methods=["GET", "POST"])
@clerks_only
def move_person(person_id: str) -> Any:
    """Another dwelling of the community."""
    row, form = _person(person_id), roster_forms.MoveForm()
    return _page(
        row,
        form,
        _("Moved within the community"),
        lambda: roster_acts.MovePerson(
            act_id=form.attempt_id,
            person_id=person_id,
            entries=(_entry(form, "", "1970-01-01"),),
            happened_on=_iso(form.happened_on.data),
            reason=written(form.reason),
        ),
    )


def _entry(form: Any, name: str, born: str, **more: Any) -> acts.RosterEntry:
    return acts.RosterEntry(
        estate=plain(form.estate.data or "") or None,
        building=plain(form.building.data),
        unit=plain(form.unit.data or ""),
        room=plain(form.room.data),
        name=name,
        birth_date=born,
        area=0,
        **{"phone": None, "tenure": "owner", "lives_here": True, **more},
    )


@blueprint.route("/desk/people/<person_id>/left", methods=["GET", "POST"])
@clerks_only
def record_left(person_id: str) -> Any:
    """Moved away or died. The account of the dead is closed; whoever moved keeps theirs, to read
    and take along what is held about them.
    """
    row, form = _person(person_id), roster_forms.LeftForm()

    def close() -> None:
        if form.cause.data == "died":
            accounts.forget_person(g.community.id, person_id)

    return _page(
        row,
        form,
        _("Moved away or died"),
        lambda: roster_acts.RecordLeft(
            act_id=form.attempt_id,
            person_id=person_id,
            cause=form.cause.data,
            happened_on=_iso(form.happened_on.data),
            reason=written(form.reason),
        ),
        close,
    )


@blueprint.route("/desk/people/<person_id>/return", methods=["GET", "POST"])
@clerks_only
def record_return(person_id: str) -> Any:
    """Back again."""
    row, form = _person(person_id), roster_forms.ReturnForm()
    return _page(
        row,
        form,
        _("Back again"),
        lambda: roster_acts.RecordReturn(
            act_id=form.attempt_id,
            person_id=person_id,
            happened_on=_iso(form.happened_on.data),
            reason=written(form.reason),
        ),
    )


@blueprint.route("/desk/people/<person_id>/merge", methods=["GET", "POST"])
@clerks_only
def merge_entries(person_id: str) -> Any:
    """The other entry is chosen among those of the same name."""
    row, form = _person(person_id), roster_forms.MergeEntriesForm()
    same = (
        roster_reading.people(db.session, g.community.id, text=row.name or "", limit=20)[0]
        if row.name
        else []
    )
    form.closed_id.choices = [
        (
            r.person_id,
            (
                f"{r.name or '—'} · {r.building or ''}-{r.unit or ''}-{r.room or ''} · "
                f"{r.phone or '—'}"
            ),
        )
        for r in same
        if r.person_id != person_id and r.standing != "merged"
    ]
    return _page(
        row,
        form,
        _("Merge with another entry"),
        lambda: roster_acts.MergeEntries(
            act_id=form.attempt_id,
            person_id=person_id,
            closed_id=form.closed_id.data,
            reason=written(form.reason),
        ),
    )


@blueprint.route("/desk/new-person", methods=["GET", "POST"])
@clerks_only
def new_person() -> Any:
    """Somebody who is not on the roster yet."""
    if not fresh():
        return ask_code()
    form, reasons = roster_forms.NewPersonForm(), []
    if request.method == "POST" and form.validate():
        entry = _entry(
            form,
            written(form.new_name),
            _iso(form.birth_date.data),
            phone=form.phone.data or None,
            tenure=form.tenure.data,
            lives_here=bool(form.lives_here.data),
        )
        reasons = _attempt(acts.EnterPeople(act_id=form.attempt_id, entries=(entry,)))
        if not reasons:
            flash(_("Recorded."), "message")
            return redirect(url_for("desk.roster", q=form.new_name.data), 303)
    return render_template(
        "desk/roster/form.html",
        form=form,
        reasons=reasons,
        title=_("Enter somebody"),
        back=url_for("desk.roster"),
    ), 422 if request.method == "POST" else 200


# --- requests
# -----------------------------------------------------------------------------------------------


@blueprint.get("/desk/requests")
@clerks_only
def requests() -> Any:
    """What residents ask about their own entry, by due date."""
    return render_template(
        "desk/roster/requests.html", rows=reading.requests(db.session, g.community.id, state="open")
    )


@blueprint.route("/desk/requests/<request_id>", methods=["GET", "POST"])
@clerks_only
def answer_request(request_id: str) -> Any:
    """Done, or not and why."""
    found = reading.request(db.session, g.community.id, request_id) or abort(404)
    row = _person(found.person_id)
    if not fresh():
        return ask_code()
    form, reasons = roster_forms.AnswerForm(), []
    if request.method == "POST" and form.validate():
        reasons = _attempt(
            asking_acts.AnswerCorrection(
                act_id=form.attempt_id,
                request_id=request_id,
                outcome=form.outcome.data,
                answer=written(form.answer),
            )
        )
        if not reasons:
            flash(_("Recorded."), "message")
            return redirect(url_for("desk.requests"), 303)
    return render_template(
        "desk/roster/request.html", form=form, found=found, row=row, reasons=reasons
    ), 422 if request.method == "POST" else 200


@blueprint.route("/desk/people/<person_id>/erase", methods=["GET", "POST"])
@clerks_only
def erase_words(person_id: str) -> Any:
    """Everything a person wrote, at their request: one fact per text, each with its digest kept, so
    that the record still verifies.
    """
    row = _person(person_id)
    if not fresh():
        return ask_code()
    form, reasons = roster_forms.EraseAllForm(), []
    there = own_words.erasable(db.session, g.community.id, person_id)
    if request.method == "POST" and form.validate():
        if not form.sure.data:
            form.sure.errors = [_("Please tick this first.")]
        else:
            for fact_id, part in there:
                reasons += _attempt(
                    acts.Erase(
                        act_id=derived(form.attempt_id, f"{fact_id} {part}"),
                        fact_id=fact_id,
                        part=part,
                        ground="request",
                        person_id=person_id,
                    )
                )
            if not reasons:
                flash(_("Erased: %(n)s texts.", n=len(there)), "message")
                return redirect(url_for("desk.person", person_id=person_id), 303)
    return render_template(
        "desk/roster/erase_words.html", form=form, row=row, reasons=reasons, count=len(there)
    ), 422 if request.method == "POST" else 200


# --- one's own
# ------------------------------------------------------------------------------------------------


@blueprint.route("/my-entry", methods=["GET", "POST"])
def my_entry() -> Any:
    """My own entry in full, how it changed, and the one request I may have open."""
    if not current_user.is_authenticated or not current_user.person_id:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    row, form, reasons = _person(current_user.person_id), roster_forms.AskForm(), []
    if request.method == "POST" and form.validate():
        reasons = _attempt(
            asking_acts.AskCorrection(
                act_id=form.attempt_id, body=written(form.body), wish=written(form.wish)
            )
        )
        if not reasons:
            flash(_("Sent. The desk answers within three days."), "message")
            return redirect(url_for("desk.my_entry"), 303)
    return render_template(
        "accounts/account/my_entry.html",
        row=row,
        form=form,
        reasons=reasons,
        changes=reading.history(db.session, g.community.id, row.person_id),
        ties=owners.ties(db.session, g.community.id, row.person_id),
        asked=reading.requests(db.session, g.community.id, person=row.person_id),
    ), 422 if request.method == "POST" else 200


@blueprint.get("/my-entry/file")
def my_file() -> Any:
    """Everything held about me here, as one JSON file (个人信息保护法 Art 45)."""
    if not current_user.is_authenticated or not current_user.person_id:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    held = reading.held(db.session, g.community.id, current_user.person_id)
    held |= following.held(db.session, g.community.id, current_user.person_id)
    held["drafts"] = {
        page: {"kept_at": d.at, "fields": dict(d.fields)}
        for page, d in drafts.every(g.community.id, current_user.person_id).items()
    }
    found = current_user
    held["account"] = {
        "login": found.login,
        "history": [asdict(e) for e in audit.own(found.account_id, limit=500)],
        "open_sessions": [
            {k: v for k, v in asdict(x).items() if k != "token_hash"}
            for x in sessions.open_ones(
                found.account_id, idle=found.idle_after, remembered_for=REMEMBERED
            )
        ],
    }
    auditing.note("export")
    text = json.dumps(held, ensure_ascii=False, indent=1, default=_plain)
    return Response(
        text,
        mimetype="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="{g.community.slug}-my-data.json"',
            "Cache-Control": "no-store",
        },
    )


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
