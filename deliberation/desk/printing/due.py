"""What is due on paper and can be printed now, and which of it was printed already. Called by the
page of the print job.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from flask import g
from flask_babel import gettext as _

from deliberation import clock
from deliberation.readings.desk import code_cards, letters
from deliberation.readings.desk import print_job as reading
from deliberation.readings.page import posting
from deliberation.record.engines import db
from deliberation.record.private import audit
from deliberation.web.tenancy import actor, case_here

LINES = 16  # people on one page of a sign-in sheet
TICKED_UP_TO = 60  # pages; more of one thing is a decision, not a matter of course
LETTERS = ("letters", "letters_again", "letters_owners")
CODES = (*LETTERS, "card")
KINDS = ("notice", "result", "cosign", "sign_in", "ballots", *CODES)  # in the order of the pages


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

    @property
    def noted(self) -> str:
        """As what its printing is noted in the audit log."""
        return f"{self.kind} {self.mark}".strip()


def items() -> list[Item]:
    """Everything that can be printed now, in the order of the pages."""
    before = audit.last_printed(g.community.id)
    found = [*_posters(), *_matters(), *_votes(), *_letters(), *_to_owners(), *_cards()]
    return sorted((_known(i, before) for i in found), key=lambda i: KINDS.index(i.kind))


def _known(item: Item, before: Mapping[tuple[str, str], datetime]) -> Item:
    """With when it was printed last; `before`: (ref, as noted) → when."""
    return replace(item, printed_at=before.get((item.ref, item.noted)))


def _item(kind: str, ref: str, label: str | None, pages: int = 1, mark: str = "") -> Item:
    return Item(kind, ref, label or _("(erased)"), pages, mark)


def _posters() -> list[Item]:
    return [
        _item(x.purpose, x.proposal_id, x.title, mark=x.mark)
        for x in posting.asked(db.session, g.community.id, clock.now())
    ]


def _matters() -> list[Item]:
    """A co-signing sheet for each that gathers."""
    return [
        _item("cosign", m.proposal_id, m.title, mark=str(m.version_no))
        for m in reading.gathering(db.session, g.community.id, case_here().rulebook, clock.now())
    ]


def _votes() -> list[Item]:
    """Of each open vote the sign-in sheets, and near its close a ballot for whoever is missing."""
    votes = reading.voting(db.session, g.community.id, clock.now())
    sign_in = [
        _item("sign_in", m.proposal_id, m.title, ceil(m.members / LINES), str(m.round_no))
        for m in votes
        if m.members
    ]
    ballots = [
        _item("ballots", m.proposal_id, m.title, m.missing, str(m.round_no))
        for m in votes
        if m.missing and m.closes_at and m.closes_at - clock.now() <= reading.SOON
    ]
    return sign_in + ballots


def _letters() -> list[Item]:
    """By building: to people without a code, and again to those who have not used theirs."""
    houses = letters.buildings(db.session, g.community.id)
    new = [_item("letters", b.building, b.building, b.new_homes) for b in houses if b.new]
    again = [
        _item("letters_again", b.building, b.building, b.waiting_homes) for b in houses if b.waiting
    ]
    return new + again


def _to_owners() -> list[Item]:
    away = letters.owners_elsewhere(db.session, g.community.id)
    label = _("Everybody who owns here, lives elsewhere and has no code")
    return [_item("letters_owners", "elsewhere", label, len(away))] if away else []


def _cards() -> list[Item]:
    me = actor().person_id
    return [
        _item("card", r.person_id, r.name)
        for r in code_cards.without_factor(db.session, g.community.id, clock.now(), but=me)
    ]


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
