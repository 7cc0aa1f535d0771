"""Pages of writing, correcting and withdrawing announcements."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import g, request

from deliberation import clock
from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.subjects.announcement import Readers
from deliberation.cycle.inform.acts import announcement as acts
from deliberation.cycle.inform.blueprint import blueprint
from deliberation.cycle.inform.forms import announcement as forms
from deliberation.readings import community as community_reading
from deliberation.readings.announcements import page as reading
from deliberation.record.engines import db
from deliberation.record.write.done import Done
from deliberation.web.acting import act_page
from deliberation.web.forms.typed import written
from deliberation.web.places import ANNOUNCEMENT, ANNOUNCING, Attempt

WRITE, WITHDRAW = "inform/announcement/write.html", "inform/announcement/withdraw.html"


def _last_day(form: Any, attempt: Attempt) -> None:
    """The rulebook's days from today, to begin with."""
    if request.method == "GET" and not form.shown_again:
        case = attempt.case
        today: date = case.calendar.local_day(clock.now(), g.community.timezone)
        form.ends_on.data = today + timedelta(days=case.rulebook.limits.announced_days)


def _still_ahead(case: Case, ends_at: datetime | None) -> date | None:
    """The last day it had, where that is not over."""
    if ends_at is None or ends_at <= case.now:
        return None
    last: date = case.calendar.local_day(ends_at - timedelta(seconds=1), case.community.timezone)
    return last


def _begin(form: forms.AnnounceForm, attempt: Attempt) -> None:
    every = community_reading.groups(db.session, g.community.id)
    form.group_id.choices = [("", "—"), *every.items()]
    if not form.readers.data:
        form.readers.data = Readers.everybody.value
    _last_day(form, attempt)
    attempt.shown["groups"] = every


def _correct(form: forms.SaidForm, attempt: Attempt) -> None:
    """It begins with the words that stand there."""
    if request.method == "GET" and not form.shown_again and attempt.view is not None:
        row = attempt.view.row
        form.title.data, form.body.data, form.pinned.data = row.title, row.body, row.pinned
        form.ends_on.data = _still_ahead(attempt.case, row.ends_at)


def _said(form: forms.SaidForm) -> dict[str, Any]:
    return {
        "title": written(form.title),
        "body": written(form.body),
        "pinned": bool(form.pinned.data),
        "ends_on": form.ends_on.data.isoformat() if form.ends_on.data else None,
        "files": form.files.keep(),
    }


def _announce(form: forms.AnnounceForm, common: dict[str, Any]) -> acts.Announce:
    whom = form.readers.data
    return acts.Announce(
        **common,
        **_said(form),
        readers=whom,
        group_id=form.group_id.data or None if whom == Readers.group else None,
        role=form.role.data or None if whom == Readers.role else None,
    )


def _later(done: Done) -> str | None:
    """The one that stands in its place from now on."""
    row = reading.row(db.session, g.community.id, done.subject_id or "")
    later: str | None = row.corrected_by
    return later


act_page(
    blueprint,
    A.announce,
    forms.AnnounceForm,
    _announce,
    prepare=_begin,
    template=WRITE,
    confirm=WRITE,
    place=ANNOUNCING,
)
act_page(
    blueprint,
    A.correct_announcement,
    forms.SaidForm,
    lambda form, common: acts.CorrectAnnouncement(**common, **_said(form)),
    prepare=_correct,
    template=WRITE,
    confirm=WRITE,
    place=ANNOUNCEMENT,
    first=acts.in_its_office,
    leads_to=_later,
)
act_page(
    blueprint,
    A.withdraw_announcement,
    forms.WithdrawForm,
    lambda form, common: acts.WithdrawAnnouncement(**common, reasons=written(form.reasons)),
    template=WITHDRAW,
    confirm=WITHDRAW,
    place=ANNOUNCEMENT,
    first=acts.in_its_office,
)
