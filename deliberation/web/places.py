"""Where the page of an act stands: at a subject of which type, what is read there, and where one
comes back to. Called by `acting`; a type with acts of its own is one more `Place`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import g, url_for
from flask_login import current_user

from deliberation.charter.case import Case
from deliberation.charter.subjects import SubjectType
from deliberation.readings.announcements import page as announcement_page
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import current, db

from .phrases import lazy_gettext as _l
from .tenancy import actor, case_here


@dataclass(frozen=True)
class Attempt:
    """What a form may look at: the subject as its page shows it, the reader's case, the entry
    (question, finding) it is about and, where the place knows it, its row; the reader's ballot of
    this round or None. `shown`: what `prepare` adds for the template.
    """

    view: Any
    case: Case
    ref: str = ""
    my_ballot: Any = None
    entry: Any = None
    shown: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A type of subject. `look` reads one by its id, with the entry the address names; None where
    the reader finds nothing. `tail`: what endpoints end with, of acts that stand elsewhere too.
    Without a `key` the subject only begins there.
    """

    type: SubjectType
    rule: str
    key: str
    page: str
    back: Any
    look: Callable[[str, str], Attempt | None]
    tail: str = ""
    begun: str = ""  # the key of its page, once it is there
    list: str = ""  # where one comes from, as long as it is not

    def url(self, ident: str | None) -> str:
        """The page of the subject itself; of the list, while there is none."""
        if not ident:
            return url_for(self.list)
        named: dict[str, Any] = {self.key or self.begun: ident}
        return url_for(self.page, **named)


def hidden(p: Any, person: str | None) -> bool:
    """A draft is its author's alone, unless it came from open data and waits to be adopted.

    `p`: the row of a proposal, or of another subject, none of which is ever a draft.
    """
    return p.stage == "draft" and not (p.source and not p.author_id) and p.author_id != person


def _proposal(ident: str, ref: str) -> Attempt | None:
    view = proposal_page.glance(db.session, current().url, g.community, ident)
    if view is None or hidden(view.row, current_user.person_id):
        return None
    seen = proposal_page.viewer(db.session, g.community, view.row, actor())
    return Attempt(view, seen.case, ref, seen.my_ballot)


def _announcement(ident: str, ref: str) -> Attempt | None:
    view = announcement_page.page(db.session, g.community.id, ident)
    entry = next((q for q in view.questions if q.question_id == ref), None) if view else None
    if view is None or (ref and entry is None):
        return None
    case = announcement_page.case_of(db.session, g.community, view.row, actor())
    return Attempt(view, case, ref, entry=entry)


PROPOSAL = Place(
    SubjectType.proposal,
    "/proposals/<proposal_id>",
    "proposal_id",
    "public.proposal",
    _l("Back to the proposal"),
    _proposal,
)
ANNOUNCEMENT = Place(
    SubjectType.announcement,
    "/announcements/<announcement_id>",
    "announcement_id",
    "public.announcement",
    _l("Back to the announcement"),
    _announcement,
    "_announced",
)
# Where an announcement begins.
ANNOUNCING = Place(
    SubjectType.announcement,
    "/announcements/new",
    "",
    "public.announcement",
    _l("Announcements"),
    lambda _ident, _ref: Attempt(None, case_here()),
    begun="announcement_id",
    list="public.announcements",
)
