"""Sheets without a code: posters, co-signing and sign-in sheets, slips and ballots for visits.

Called by the print job, and by the pages that print one alone.
"""

from typing import Any

from flask import g, render_template
from markupsafe import Markup

from deliberation.readings.desk import day as desk_day
from deliberation.readings.desk import print_job as reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.vote import ballot_papers, proxy_asking
from deliberation.record.engines import current, db
from deliberation.web.access.hosts import outside
from deliberation.web.posters import fits, poster
from deliberation.web.qr import svg
from deliberation.web.words.base import ACT

from .due import LINES, Item

COSIGN_LINES = 12


def render(name: str, **values: Any) -> Markup:
    """One sheet."""
    return Markup(render_template(name, **values))


def poster_of(item: Item) -> list[Markup]:
    """The notice or result to hang; nothing where it is not up any more."""
    view = proposal_page.page(db.session, current().url, g.community, item.ref)
    return (
        [render(f"print/posters/_{item.kind}.html", **poster(view, g.community.id))]
        if view is not None and fits(view, item.kind)
        else []
    )


def cosign_sheet(p: Any) -> Markup:
    """The sheet for one proposal that gathers; its QR code opens the form for entering it.

    `p`: the proposal's row.
    """
    return render(
        "print/slips/_cosign.html",
        p=p,
        lines=COSIGN_LINES,
        qr=svg(outside("desk.sheet", proposal_id=p.proposal_id)),
    )


def empty_slip(p: Any, kind: str, act: str) -> Markup:
    """A slip without a name, for whoever is met on a visit; its QR code opens the page where the
    person is found. `p`: the proposal's row.
    """
    return render(
        "print/slips/_slip.html",
        person=None,
        p=p,
        kind=kind,
        label=ACT[act][0],
        questions=ballot_papers.printed(ballot_papers.of_round(db.session, p)),
        most=proxy_asking.most_of(db.session, g.community.id, p),
        qr=svg(outside("desk.entry", kind=kind, proposal_id=p.proposal_id)),
    )


def sign_in_sheets(p: Any) -> list[Markup]:
    """The roll of an open vote with a line to sign for each; its QR code opens the form for signing
    people in. `p`: the proposal's row.
    """
    rows = reading.roll(db.session, g.community.id, p.proposal_id, p.round_no)
    pages = [rows[i : i + LINES] for i in range(0, len(rows), LINES)]
    qr = svg(outside("resolve.record_attendance", proposal_id=p.proposal_id))
    return [
        render(
            "print/slips/_sign_in.html",
            p=p,
            rows=page,
            qr=qr,
            page=n,
            pages=len(pages),
            first=(n - 1) * LINES,
        )
        for n, page in enumerate(pages, 1)
    ]


def row_of(item: Item) -> Any:
    """The proposal it is printed for."""
    return proposal_page.row(db.session, g.community.id, item.ref)


def ballots(item: Item) -> list[Markup]:
    """A slip for each who has not voted, to be taken on a visit."""
    p = row_of(item)
    questions = ballot_papers.printed(ballot_papers.of_round(db.session, p))
    missing = desk_day.not_voted(db.session, g.community.id, p.proposal_id, p.round_no)
    return [_ballot(p, x, questions) for x in missing]


def _ballot(p: Any, person: Any, questions: Any) -> Markup:
    """Its QR code opens the form for entering this person's vote."""
    entry = {"person_id": person.person_id, "kind": "cast-ballot", "proposal_id": p.proposal_id}
    return render(
        "print/slips/_slip.html",
        person=person,
        p=p,
        kind="cast-ballot",
        label=ACT["cast_ballot"][0],
        questions=questions,
        qr=svg(outside("desk.enter", **entry)),
    )
