"""The photo of a signed slip: an optional field of the desk's forms, and its pages, for clerks and
supervisors only.

Imported by desk.forms.entries, which has the field; the pages come with it. Pictures are written
anew like every other (0043).
"""

from typing import Any

from flask import Response, abort, g, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from deliberation.accounts.landing import to_sign_in
from deliberation.charter.attaching import NewFile
from deliberation.charter.roles import Role
from deliberation.desk.blueprint import blueprint
from deliberation.desk.guard import case_here
from deliberation.readings.desk import entries as reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import db
from deliberation.record.media import store
from deliberation.web.forms.files import TAKES_FILES, FilesField
from deliberation.web.values import address
from deliberation.web.words.base import ACT

TAKES_FILES.update(("desk.enter", "desk.enter_proposal", "desk.sheet"))


class SlipPhotoField(FilesField):
    """One photo or scan, or none; what it shows is said by the form it stands on."""

    most = 1

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """One slot, without words of its own."""
        super().process(formdata, data, extra_filters)
        for slot in self.slots:
            slot.alt = "slip"

    def one(self) -> NewFile | None:
        """Store it, if there is one. Raises web.forms.files.NoStore."""
        return next(iter(self.keep()), None)

    def __call__(self, **attributes: Any) -> Markup:
        described = (
            {"aria-describedby": attributes["aria-describedby"]}
            if "aria-describedby" in attributes
            else {}
        )
        again = (
            Markup('<p class="field-error">{}</p>').format(
                _("The chosen photo was not kept. Please choose it again.")
            )
            if self.again
            else Markup("")
        )
        named = Markup("").join(Markup(' {}="{}"').format(k, v) for k, v in described.items())
        return Markup(
            '{}<input class="form-control" type="file" id="{}" name="{}-1" '
            'accept="image/*,application/pdf"{}>'
        ).format(again, self.id, self.name, named)


def _may_see() -> Any:
    """None for clerks and supervisors; where others go."""
    if not current_user.is_authenticated:
        return to_sign_in()
    return abort(403) if case_here().roles().isdisjoint({Role.clerk, Role.supervisor}) else None


@blueprint.get("/proposals/<proposal_id>/slips")
def slips(proposal_id: str) -> Any:
    """What was entered at the desk for one proposal, with the numbers and photos of the slips.

    Never a choice.
    """
    away = _may_see()
    if away is not None:
        return away
    p = proposal_page.row(db.session, g.community.id, proposal_id)
    if p is None or p.stage == "draft":
        abort(404)
    rows, more = reading.of_proposal(db.session, g.community.id, proposal_id, address.key("after"))
    return render_template("desk/entries/slips.html", p=p, rows=rows, more=more, acts=ACT)


@blueprint.get("/desk/entries/<act_id>/photo")
def slip_photo(act_id: str) -> Any:
    """The picture itself; `?small=1` its thumbnail. A PDF is only ever downloaded."""
    away = _may_see()
    if away is not None:
        return away
    row = reading.photo(db.session, g.community.id, act_id)
    digest = row and (row.small if request.args.get("small") else row.digest)
    used = store.current()
    data = used.get(digest) if digest and used is not None else None
    if data is None:
        abort(404)
    response = Response(data, mimetype=row.media_type)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if row.small is None:
        response.headers["Content-Disposition"] = 'attachment; filename="slip.pdf"'
    return response
