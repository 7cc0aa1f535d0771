"""The signed slip that every entry of the desk rests on: which kinds there are, at which stage, and
why nothing was entered from it. Called by the pages beside this module and by printing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, g
from flask_babel import lazy_gettext as _l

from deliberation import clock
from deliberation.charter.act import Act
from deliberation.charter.acts import ActName as A
from deliberation.charter.attaching import NewFile
from deliberation.charter.cycle.windows import TAKING, still_takes
from deliberation.charter.reasons import Refused
from deliberation.desk.acts import entries as desk_acts
from deliberation.readings import rules
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
# Whatever else is entered at a stage, these are no longer once its window is over.
WITHIN = frozenset({"cosign", "project", "cast-ballot", "grant-proxy", "rate"})
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


def kinds_now(p: Any) -> tuple[str, ...]:
    """What may be entered for somebody at this proposal now. `p`: its row, or one with its stage
    and days.
    """
    if p.stage in ("draft", "closed"):
        return ()
    over = p.stage in TAKING and not still_takes(p, clock.now())
    found = (k for k in AT_STAGE.get(p.stage, ()) if not (over and k in WITHIN))
    return (*found, "comment")


def printable_now(p: Any) -> tuple[str, ...]:
    """For which of these a slip is written at home: no ballot of a secret vote."""
    found = kinds_now(p)
    if "cast-ballot" not in found or not rules.secret_on_paper(db.session, g.community.id, p):
        return found
    return tuple(k for k in found if k != "cast-ballot")


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
