"""Announcements: the list, one of them, its address by number, and its poster."""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for

from deliberation.charter.subjects.announcement import WRITERS
from deliberation.public import announced
from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import announcement_stamp, record_stamp
from deliberation.readings.announcements import lists
from deliberation.readings.announcements import page as reading
from deliberation.readings.page.reader import reader
from deliberation.record.engines import db
from deliberation.record.private import read_by
from deliberation.record.unavailable import why
from deliberation.web.access.hosts import outside
from deliberation.web.caching import public_page
from deliberation.web.errors import falling
from deliberation.web.qr import svg
from deliberation.web.sheets import sheets
from deliberation.web.tenancy import actor, case_here
from deliberation.web.values import address


@blueprint.get("/announcements")
@public_page(record_stamp)
def announcements() -> Any:
    """What is shown, pinned first; `earlier`: what is over or withdrawn; `q`: what is for the
    reader and has these words.
    """
    earlier, text = request.args.get("earlier") == "1", request.args.get("q", "").strip()[:60]
    after = address.key("after")
    if text:
        found, more = announced.found(text, after)
    else:
        found, more = lists.listing(db.session, g.community.id, earlier=earlier, after=after)
    return render_template(
        "public/announcements/announcements.html",
        writes=_writes(),
        found=found,
        more=more,
        earlier=earlier,
        text=text,
        groups=announced.names_of(found),
    )


def _writes() -> bool:
    """Whether the reader sits in an office that may write one."""
    return actor().person_id is not None and not case_here().roles().isdisjoint(WRITERS)


@blueprint.get("/n/<number(most=9999):year>-G<number:number>")
def announcement_by_number(year: int, number: int) -> Any:
    """The address people read out: 2026-G01."""
    found = lists.by_number(db.session, g.community.id, year, number)
    there = url_for("public.announcement", announcement_id=found) if found else None
    return redirect(there) if there else abort(404)


@blueprint.get("/announcements/<announcement_id>")
@public_page(announcement_stamp)
def announcement(announcement_id: str) -> Any:
    """One announcement, whole, with what the reader can do here."""
    who = actor()
    if who.person_id is not None:
        _count_reader(announcement_id, who.person_id)
    view = _view(announcement_id)
    case = reading.case_of(db.session, g.community, view.row, who)
    earlier = [of.subject_id for of in view.before]
    seen = reader(db.session, case, announcement_id, *earlier)
    return render_template(
        "public/announcements/announcement.html",
        view=view,
        acts=[a.value for a in seen.offered],
        may=seen.may,
    )


def _view(announcement_id: str) -> reading.AnnouncementView:
    return reading.page(db.session, g.community.id, announcement_id) or abort(404)


def _count_reader(announcement_id: str, person: str) -> None:
    """Counted once. Reading goes on where it cannot be written down."""
    if reading.row(db.session, g.community.id, announcement_id) is None:
        abort(404)
    try:
        read_by.opened(db.session, g.community.id, announcement_id, person)
    except Exception as error:
        if why(error) is None:
            raise
        falling.tell(error)


@blueprint.get("/announcements/<announcement_id>/print")
def announcement_printed(announcement_id: str) -> Any:
    """The poster: its pages of A4, one where it fits."""
    view = _view(announcement_id)
    there = outside(
        "public.announcement_by_number", year=view.row.number_year, number=view.row.number
    )
    return render_template(
        "print/posters/announcement.html",
        view=view,
        sheets=sheets(view.row.body or "", [f for f in view.files if f.small and f.file_name]),
        address=there,
        qr=svg(there),
    )
