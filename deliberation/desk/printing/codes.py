"""Sheets that need a code make it while they are printed, so they come only from a confirmed POST:
letters and cards. Called by the print job and by the pages of one person or building.
"""

from typing import Any

from flask import g
from flask_babel import gettext as _
from markupsafe import Markup

from deliberation.accounts.factors import cards
from deliberation.accounts.joining import letter_codes
from deliberation.charter.reasons import Refused
from deliberation.desk.act_ids import derived
from deliberation.readings.desk import letters as reading
from deliberation.readings.people import roster
from deliberation.record.engines import db
from deliberation.web.access.hosts import outside
from deliberation.web.qr import svg
from deliberation.web.words.base import say

from .due import Item
from .sheets import render


def with_codes(people: list[Any]) -> list[list[dict[str, Any]]]:
    """New join codes for these people, by household in their order: person, code, qr, address.

    Earlier unused codes are void.
    """
    codes = letter_codes.make_join_codes(g.community.id, [p.person_id for p in people])
    households: dict[str, list[dict[str, Any]]] = {}
    for p in people:
        address = outside("accounts.join", code=codes[p.person_id])
        households.setdefault(p.dwelling_id, []).append(
            {
                "person": p,
                "code": letter_codes.grouped(codes[p.person_id]),
                "qr": svg(address),
                "address": address.split("?")[0],
            }
        )
    return list(households.values())


def letters(item: Item) -> list[Markup]:
    """To the households of one building."""
    people = reading.to_write_to(
        db.session, g.community.id, item.ref, again=item.kind == "letters_again"
    )
    return [
        render("print/letters/_letter.html", household=household)
        for household in with_codes(people)
    ]


def to_owners(_item: Item) -> list[Markup]:
    """To each owner who lives elsewhere."""
    return [
        render("print/letters/_owner_letter.html", who=one)
        for home in with_codes(reading.owners_elsewhere(db.session, g.community.id))
        for one in home
    ]


def card(item: Item, act_id: str, problems: list[str]) -> list[Markup]:
    """A card for one person; what stands against it goes to `problems`, with their name."""
    row = roster.person(db.session, g.community.id, item.ref)
    try:
        codes = cards.issue(derived(act_id, f"card {item.ref}"), item.ref)
    except Refused as refused:
        problems += [f"{row.name or '—'}: {say(r)}" for r in refused.reasons]
        return []
    if codes is None:
        said = _("That card was already printed. If the sheet is lost, print a new one.")
        problems.append(f"{row.name or '—'}: {said}")
        return []
    return [render("print/letters/_card.html", row=row, codes=codes)]
