"""The roster as a file on the clerk's desk: the template to fill in, and a whole file checked
before a single row is entered.
"""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from flask import Response, g, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField

from deliberation import clock
from deliberation.charter.calendar import Calendar
from deliberation.charter.reasons import Refused
from deliberation.desk.blueprint import blueprint
from deliberation.desk.guard import ask_code, clerks_only, fresh
from deliberation.record.ids import form_id
from deliberation.record.write.perform import perform
from deliberation.roster import file as roster_file
from deliberation.roster.acts import people as acts
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.files import MEBI, TAKES_MORE
from deliberation.web.tenancy import actor

CHUNK = 100
SHOWN = 200
MOST_MB = 2
# More than the file may have arrives, so that the page itself can say how large it may be.
TAKES_MORE["desk.roster_upload"] = 12 * MEBI
# what `roster_file` finds wrong, up to the colon → the reader's words
WRONG: dict[str, Any] = {
    "empty": _l("is empty"),
    "has characters that cannot be stored": _l("has characters that cannot be stored"),
    "too long": _l("is too long"),
    "too many marks on one letter": _l("has too many marks on one letter"),
    "not a date": _l("“{}” is not a date. Please write it like 1980-05-01."),
    "year and month without the day": _l("“{}” needs year, month and day."),
    "not yet born": _l("{} is still to come. Is the year right?"),
    "born too long ago": _l("{} is before 1900. Is the year right?"),
    "not a phone number": _l("“{}” is not a phone number."),
    "not an area in square metres": _l(
        "“{}” is not an area. Please write square metres, like 89.50."
    ),
    "a formula without a value": _l(
        "Cell {} holds a formula without a result. Please open the file in Excel and save it "
        "again, or type the value."
    ),
    "rounded": _l("Rounded to 0.01 square metres: {}"),
    "neither 业主 nor 租户": _l("“{}” is neither 业主 nor 租户."),
    "neither 是 nor 否": _l("“{}” is neither 是 nor 否."),
    "this is not a CSV file": _l("This is not a CSV file."),
    "this is not an XLSX file": _l("This is not an XLSX file."),
    "the file is empty": _l("The file is empty."),
    "there is nobody in the file": _l(
        "There is nobody in the file: it has headings only. Each person needs a row below them."
    ),
    "an old Excel file": _l(
        "This is an old Excel file (.xls), or one with a password. Please open it, choose “Save "
        "as”, and save it as XLSX without a password."
    ),
    "the file has no sheet": _l("The file has no sheet."),
    "the file is neither UTF-8 nor GB18030 text": _l("The file is neither UTF-8 nor GB18030 text."),
    "row 1": _l("The first row must name the columns. Missing:"),
    "the file unpacks to more than a roster can be": _l(
        "The file unpacks to more than {} MB. That is more than a roster can be."
    ),
    "the file is larger than a roster can be": _l("The file is larger than {} MB."),
    "the file has more parts than a spreadsheet can have": _l(
        "The file has more than {} parts. Please save it anew as XLSX or CSV."
    ),
    "the file has more rows than can be read at once": _l(
        "At most {} rows can be read from one file. Please split it."
    ),
    "a row is longer than can be read": _l(
        "A row of the file has more than {} characters. Is a quotation mark missing?"
    ),
    "the file takes too much to read": _l(
        "The file takes too much memory or time to read. Please save it as CSV."
    ),
    "others' files are being read just now": _l(
        "Files of others are being read just now. Please try again in a minute."
    ),
}


class RosterFileForm(CivicForm):
    """A CSV or XLSX file; the tick enters the good rows even if others are bad."""

    file = FileField(_l("The file (CSV or XLSX, at most 2 MB)"))
    skip_bad = BooleanField(_l("Enter the good rows and skip the bad ones"))


@blueprint.get("/desk/roster-template.csv")
@clerks_only
def roster_template() -> Response:
    """An empty roster with the right headings and one example row."""
    return Response(
        roster_file.template().encode("utf-8"),
        mimetype="text/csv",
        headers={
            "Content-Disposition": "attachment; filename=roster.csv",
            "Cache-Control": "private, no-store",
        },
    )


@blueprint.route("/desk/roster-file", methods=["GET", "POST"])
@clerks_only
def roster_upload() -> Any:
    """Check the whole file, name every bad row, and enter people only when all is well or the clerk
    says so.
    """
    if not fresh():
        return ask_code()
    form = RosterFileForm()
    if request.method == "GET":
        return _page(form, 200)
    if not form.validate():
        return _page(form, 403 if form.csrf_failed() else 422)
    found = _chosen(form)
    if found is None:
        return _page(form, 422)
    if found.bad and not (form.skip_bad.data and found.entries):
        return _page(form, 422, good=len(found.entries), **_told(found))
    done = (_enter(found.entries), len(found.entries))
    return _page(form, 200, done=done, **_told(found))


def _page(form: RosterFileForm, status: int, **shown: Any) -> tuple[str, int]:
    return render_template("desk/roster/file.html", form=form, **shown), status


def _chosen(form: RosterFileForm) -> roster_file.RosterFile | None:
    """What the file says; None where there is none or it cannot be read, and the field says why."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        form.file.errors = [_("Please choose a file.")]
        return None
    try:
        return _read(upload)
    except roster_file.NotARoster as error:
        form.file.errors = [_say(str(error))]
        return None


def _told(found: roster_file.RosterFile) -> dict[str, Any]:
    """The rows that are bad, and what was noted of others, in the reader's words."""
    return {
        "bad": [(b.row, b.column, _say(b.reason)) for b in found.bad[:SHOWN]],
        "bad_rows": len({b.row for b in found.bad}),
        "notes": [(b.row, b.column, _say(b.reason)) for b in found.notes[:SHOWN]],
    }


def _read(upload: Any) -> roster_file.RosterFile:
    """Judged by its content: the name says nothing but which of the two to try."""
    suffix = ".xlsx" if upload.filename.lower().endswith((".xlsx", ".xlsm")) else ".csv"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"roster{suffix}"
        upload.save(path)
        if path.stat().st_size > MOST_MB * MEBI:
            raise roster_file.NotARoster(f"the file is larger than a roster can be: {MOST_MB}")
        return roster_file.read(path, _today())


def _today() -> date:
    return Calendar.load("plain").local_day(clock.now(), g.community.timezone)


def _say(reason: str) -> str:
    code, _colon, rest = reason.partition(": ")
    if code not in WRONG:
        return reason
    said = str(WRONG[code])
    return said.format(rest) if "{}" in said else f"{said} {rest}".strip()


def _enter(entries: tuple[acts.RosterEntry, ...]) -> int:
    """How many were new; the others stood there already."""
    new = 0
    for i in range(0, len(entries), CHUNK):
        try:
            new += perform(
                acts.EnterPeople(act_id=form_id(), entries=entries[i : i + CHUNK]),
                actor(),
                g.community.id,
            ).kinds.count("person_entered")
        except Refused as refused:
            if refused.reasons[0].code != "already_in":
                raise
    return new
