"""One print job: what is due on paper, which of it was printed already, and the sheets themselves,
each on a page of its own.

Sheets that need a code make it while they are printed, so they come only from a confirmed POST.
Called by desk.routes.printing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from flask import g, render_template
from flask_babel import gettext as _
from markupsafe import Markup

from deliberation import clock
from deliberation.accounts import auditing
from deliberation.accounts.factors import cards
from deliberation.accounts.joining import joining
from deliberation.charter.reasons import Refused
from deliberation.readings.desk import code_cards, letters
from deliberation.readings.desk import day as desk_day
from deliberation.readings.desk import print_job as reading
from deliberation.readings.page import posting
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people import roster
from deliberation.readings.vote import ballot_papers, proxy_asking
from deliberation.record.engines import current, db
from deliberation.record.private import audit
from deliberation.web.access.hosts import outside
from deliberation.web.posters import fits, poster
from deliberation.web.qr import svg
from deliberation.web.tenancy import actor
from deliberation.web.words.base import ACT, say

from .act_ids import derived

LINES = 16  # people on one page of a sign-in sheet
COSIGN_LINES = 12
AT_ONCE = 150  # pages of several things; each is made while others wait for theirs
TICKED_UP_TO = 60  # pages; more of one thing is a decision, not a matter of course
KINDS = (
    "notice",
    "result",
    "cosign",
    "sign_in",
    "ballots",
    "letters",
    "letters_again",
    "letters_owners",
    "card",
)  # in the order of the pages
CODES = ("letters", "letters_again", "letters_owners", "card")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the job. `ref`: the proposal, building or person; `mark`: which version or round;
    `pages`: about how many.
    """

    kind: str
    ref: str
    label: str
    pages: int = 1
    mark: str = ""
    printed_at: datetime | None = None

    @property
    def key(self) -> str:
        """Its value in the form."""
        return f"{self.kind}:{self.ref}"

    @property
    def makes_codes(self) -> bool:
        return self.kind in CODES


def items() -> list[Item]:
    """Everything that can be printed now, in the order of the pages."""
    s, c = db.session, g.community.id
    before = audit.last_printed(c)

    def item(kind: str, ref: str, label: str | None, pages: int = 1, mark: str = "") -> Item:
        return Item(
            kind,
            ref,
            label or _("(erased)"),
            pages,
            mark,
            before.get((ref, f"{kind} {mark}".strip())),
        )

    found = [
        item(x.purpose, x.proposal_id, x.title, mark=x.mark)
        for x in posting.due(s, c, clock.now())
        if not x.posted_on
    ]
    found += [
        item("cosign", m.proposal_id, m.title, mark=str(m.version_no))
        for m in reading.gathering(s, c)
    ]
    votes = reading.voting(s, c)
    found += [
        item("sign_in", m.proposal_id, m.title, ceil(m.members / LINES), str(m.round_no))
        for m in votes
        if m.members
    ]
    found += [
        item("ballots", m.proposal_id, m.title, m.missing, str(m.round_no))
        for m in votes
        if m.missing and m.closes_at and m.closes_at - clock.now() <= reading.SOON
    ]
    houses = letters.buildings(s, c)
    found += [item("letters", b.building, b.building, b.new_homes) for b in houses if b.new]
    found += [
        item("letters_again", b.building, b.building, b.waiting_homes) for b in houses if b.waiting
    ]
    if away := letters.owners_elsewhere(s, c):
        found.append(
            item(
                "letters_owners",
                "elsewhere",
                _("Everybody who owns here, lives elsewhere and has no code"),
                len(away),
            )
        )
    found += [
        item("card", r.person_id, r.name)
        for r in code_cards.without_factor(s, c, clock.now(), but=actor().person_id)
    ]
    return sorted(found, key=lambda i: KINDS.index(i.kind))


def ticked(found: list[Item]) -> set[str]:
    """Which are printed unless somebody leaves them out: what was not printed yet, unless its kind
    comes to too many pages.
    """
    pages = {kind: sum(i.pages for i in found if i.kind == kind) for kind in KINDS}
    return {
        i.key
        for i in found
        if i.printed_at is None and i.kind != "letters_again" and pages[i.kind] <= TICKED_UP_TO
    }


def make(wanted: Iterable[Item], act_id: str) -> tuple[list[Markup], list[str]]:
    """The sheets, in order, and what could not be printed, in words.

    Makes the codes of letters and cards, and notes what was printed.
    """
    sheets: list[Markup] = []
    problems: list[str] = []
    for item in wanted:
        made = _card(item, act_id, problems) if item.kind == "card" else _SHEETS[item.kind](item)
        if made:
            sheets += made
            _note(item)
    return sheets, problems


def _note(item: Item) -> None:
    if item.kind in ("letters", "letters_again", "letters_owners"):
        auditing.note("letters_printed", detail=item.ref)
    elif item.kind == "card":
        auditing.note("code_card", about_id=item.ref)
    else:
        auditing.note("list_printed", about_id=item.ref, detail=f"{item.kind} {item.mark}".strip())


def _render(name: str, **values: Any) -> Markup:
    return Markup(render_template(name, **values))


def _poster(item: Item) -> list[Markup]:
    view = proposal_page.page(db.session, current().url, g.community, item.ref)
    return (
        [_render(f"print/posters/_{item.kind}.html", **poster(view, g.community.id))]
        if view is not None and fits(view, item.kind)
        else []
    )


def cosign_sheet(p: Any) -> Markup:
    """The sheet for one proposal that gathers; its QR code opens the form for entering it.

    `p`: the proposal's row.
    """
    return _render(
        "print/slips/_cosign.html",
        p=p,
        lines=COSIGN_LINES,
        qr=svg(outside("desk.sheet", proposal_id=p.proposal_id)),
    )


def empty_slip(p: Any, kind: str, act: str) -> Markup:
    """A slip without a name, for whoever is met on a visit; its QR code opens the page where the
    person is found. `p`: the proposal's row.
    """
    return _render(
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
        _render(
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


def _row(item: Item) -> Any:
    return proposal_page.row(db.session, g.community.id, item.ref)


def _ballots(item: Item) -> list[Markup]:
    p = _row(item)
    questions = ballot_papers.printed(ballot_papers.of_round(db.session, p))
    return [
        _render(
            "print/slips/_slip.html",
            person=x,
            p=p,
            kind="cast-ballot",
            label=ACT["cast_ballot"][0],
            questions=questions,
            qr=svg(
                outside(
                    "desk.enter",
                    person_id=x.person_id,
                    kind="cast-ballot",
                    proposal_id=p.proposal_id,
                )
            ),
        )
        for x in desk_day.not_voted(db.session, g.community.id, p.proposal_id, p.round_no)
    ]


def _letters(item: Item) -> list[Markup]:
    people = letters.to_write_to(
        db.session, g.community.id, item.ref, again=item.kind == "letters_again"
    )
    return [
        _render("print/letters/_letter.html", household=household)
        for household in with_codes(people)
    ]


def _to_owners(item: Item) -> list[Markup]:
    return [
        _render("print/letters/_owner_letter.html", who=one)
        for home in with_codes(letters.owners_elsewhere(db.session, g.community.id))
        for one in home
    ]


def with_codes(people: list[Any]) -> list[list[dict[str, Any]]]:
    """New join codes for these people, by household in their order: person, code, qr, address.

    Earlier unused codes are void.
    """
    codes = joining.make_join_codes(g.community.id, [p.person_id for p in people])
    households: dict[str, list[dict[str, Any]]] = {}
    for p in people:
        address = outside("accounts.join", code=codes[p.person_id])
        households.setdefault(p.dwelling_id, []).append(
            {
                "person": p,
                "code": joining.grouped(codes[p.person_id]),
                "qr": svg(address),
                "address": address.split("?")[0],
            }
        )
    return list(households.values())


def _card(item: Item, act_id: str, problems: list[str]) -> list[Markup]:
    row = roster.person(db.session, g.community.id, item.ref)
    try:
        codes = cards.issue(derived(act_id, f"card {item.ref}"), item.ref)
    except Refused as refused:
        problems += [f"{row.name or '—'}: {say(r)}" for r in refused.reasons]
        return []
    if codes is None:
        problems.append(
            f"{row.name or '—'}: "
            + _("That card was already printed. If the sheet is lost, print a new one.")
        )
        return []
    return [_render("print/letters/_card.html", row=row, codes=codes)]


_SHEETS: dict[str, Any] = {
    "notice": _poster,
    "result": _poster,
    "cosign": lambda i: [cosign_sheet(_row(i))],
    "sign_in": lambda i: sign_in_sheets(_row(i)),
    "ballots": _ballots,
    "letters": _letters,
    "letters_again": _letters,
    "letters_owners": _to_owners,
}
