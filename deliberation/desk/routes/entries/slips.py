"""The signed slip that every entry of the desk rests on: which kinds there are, at which stage, and
why nothing was entered from it. Called by the pages beside this module and by printing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, g
from flask_babel import lazy_gettext as _l

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName as A
from deliberation.charter.attaching import NewFile
from deliberation.charter.reasons import Refused
from deliberation.desk.acts import entries as desk_acts
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import db
from deliberation.web.forms.files import NoStore
from deliberation.web.forms.files_ready import NotTaken
from deliberation.web.words.base import say
from deliberation.web.words.files import NOT_STORED

KINDS = {
    "cosign": A.cosign,
    "take-back": A.take_back,
    "comment": A.comment,
    "object": A.object,
    "rate": A.rate,
    "cast-ballot": A.cast_ballot,
    "grant-proxy": A.grant_proxy,
    "project": A.propose_project,
}
AT_STAGE = {
    "gather": ("cosign", "take-back", "project"),
    "take_up": ("take-back",),
    "advise": ("take-back",),
    "vote": ("cast-ballot", "grant-proxy"),
    "notice": ("object", "grant-proxy"),
    "publish": ("object",),
    "carry_out": ("object",),
    "evaluate": ("rate",),
}
NOT_ENTERED = _l("Nothing was entered: the photo was not taken, see below.")


@dataclass(frozen=True, slots=True)
class Slip:
    """The signed paper: whose it is, its number, and where it was signed (present, visited)."""

    person_id: str
    number: str
    how: str

    def entry(self, inner: Act, photo: NewFile | None = None) -> desk_acts.EnterFor:
        """Their act, entered from it."""
        return desk_acts.EnterFor(
            act_id=inner.act_id,
            subject_id=inner.subject_id,
            person_id=self.person_id,
            slip=self.number,
            how=self.how,
            inner=inner,
            photo=photo,
        )

    def beginning(self, inner: Act) -> desk_acts.EnterNewFor:
        """Their draft, begun from it: there is no proposal yet."""
        return desk_acts.EnterNewFor(
            act_id=inner.act_id,
            person_id=self.person_id,
            slip=self.number,
            how=self.how,
            inner=inner,
        )


def matter_of(proposal_id: str) -> Any:
    """The proposal's row, or 404 while it is a draft."""
    row = proposal_page.row(db.session, g.community.id, proposal_id)
    return row if row is not None and row.stage != "draft" else abort(404)


def told(enter: Callable[[], list[str] | None]) -> list[str]:
    """What entering with a photo comes to: what it says was refused, if it says anything, or why
    nothing was entered, in words.
    """
    try:
        return enter() or []
    except Refused as refused:
        return [say(r) for r in refused.reasons]
    except NotTaken:
        return [str(NOT_ENTERED)]
    except NoStore:
        return [str(NOT_STORED)]
