"""Pages of keeping the discussion decent: reporting a contribution, hiding it or leaving it,
objecting, deciding; and the public log of what was hidden.
"""

from typing import Any

from flask import g, render_template
from flask_login import current_user

from deliberation.charter.act import REGISTRY
from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role
from deliberation.cycle.propose.acts import decency as decency_acts
from deliberation.cycle.propose.addressed import at_comment
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.cycle.propose.forms import thread as thread_forms
from deliberation.readings.page import moderation
from deliberation.readings.people import names as people
from deliberation.record.engines import db
from deliberation.web.acting import act_page, at_entry
from deliberation.web.forms.civic import CivicForm
from deliberation.web.places import ANNOUNCEMENT
from deliberation.web.tenancy import case_here

_BUILDS: dict[A, tuple[type[CivicForm], Any]] = {
    A.report_comment: (
        thread_forms.ReportForm,
        lambda f, c: decency_acts.ReportComment(**c, comment_id=f.ref, reason=f.reason.data),
    ),
    A.hide_comment: (
        thread_forms.HideForm,
        lambda f, c: decency_acts.HideComment(
            **c, comment_id=f.ref, reason=f.reason.data, note=f.note.data
        ),
    ),
    A.keep_comment: (
        thread_forms.KeepForm,
        lambda f, c: decency_acts.KeepComment(**c, comment_id=f.ref, note=f.note.data),
    ),
    A.object_hiding: (
        thread_forms.ObjectHidingForm,
        lambda f, c: decency_acts.ObjectHiding(**c, comment_id=f.ref, body=f.body.data),
    ),
    A.decide_hiding: (
        thread_forms.DecideHidingForm,
        lambda f, c: decency_acts.DecideHiding(
            **c, comment_id=f.ref, outcome=f.outcome.data, reasons=f.reasons.data
        ),
    ),
}
for name, (form, build) in _BUILDS.items():
    act_page(
        blueprint,
        name,
        form,
        build,
        prepare=at_comment,
        template="propose/proposal/at_comment.html",
        anchor="#discussion",
    )
    if REGISTRY[name].of is None:  # also of what is asked about an announcement
        act_page(
            blueprint,
            name,
            form,
            build,
            prepare=at_entry,
            template="acting/at_question.html",
            anchor="#questions",
            place=ANNOUNCEMENT,
        )


@blueprint.get("/moderation")
def moderation_log() -> Any:
    """What was hidden, why, by whom and what became of it: public, with counts.

    Whoever moderates also sees what was reported.
    """
    rows = moderation.log(db.session, g.community.id)
    case = case_here() if current_user.is_authenticated else None
    roles = case.roles() if case else set()
    moderates = not roles.isdisjoint({Role.clerk, Role.committee_member})
    supervises = Role.supervisor in roles
    who = people.names(
        db.session, g.community.id, {r.by for r in rows} | {r.decided_by for r in rows}
    )
    return render_template(
        "propose/proposal/moderation.html",
        rows=rows[: moderation.PAGE],
        counts=moderation.counts(db.session, g.community.id),
        who=who,
        moderates=moderates,
        decides=supervises,
        reported=moderation.reported(db.session, case) if case and moderates else [],
        asked=moderation.reported_questions(db.session, case) if case and supervises else [],
        objections=moderation.objections(db.session, g.community.id) if supervises else [],
    )
