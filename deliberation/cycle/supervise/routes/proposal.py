"""Pages of 督: the certificate with what the platform checked, objections, questions, returning,
inspection.
"""

from typing import Any

from flask import g, request

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.gate import gate
from deliberation.charter.cycle.objections import GROUNDS, barred
from deliberation.charter.reasons import Refused
from deliberation.cycle.supervise.acts import certificate as certificate_acts
from deliberation.cycle.supervise.acts import fund as fund_acts
from deliberation.cycle.supervise.acts import inspection as inspection_acts
from deliberation.cycle.supervise.acts import objection as objection_acts
from deliberation.cycle.supervise.acts import proposal as acts
from deliberation.cycle.supervise.acts import question as question_acts
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.cycle.supervise.forms import proposal as forms
from deliberation.readings.vote import certificate, counted_again
from deliberation.record.engines import db
from deliberation.web.acting import Attempt, PlainActForm, act_page


def _checks(form: Any, attempt: Attempt) -> None:
    if attempt.view.row.stage == "publish":
        p = attempt.view.row
        form.checks = certificate.checks(db.session, g.community, p, attempt.case)
        form.counted = next(
            (
                counted_again.working(db.session, g.community.id, p.proposal_id, r)
                for r in attempt.view.rounds
                if r.round_no == p.round_no
            ),
            None,
        )


act_page(
    blueprint,
    A.certify,
    forms.CertifyForm,
    lambda f, c: certificate_acts.Certify(
        **c, ticked=tuple(f.ticked.data or ()), statement=f.statement.data
    ),
    prepare=_checks,
    template="supervise/certify.html",
)
act_page(
    blueprint,
    A.refuse_certificate,
    forms.RefuseForm,
    lambda f, c: certificate_acts.RefuseCertificate(
        **c, ticked=tuple(f.ticked.data or ()), statement=f.statement.data
    ),
    prepare=_checks,
    template="supervise/certify.html",
)


def _grounds(form: Any, attempt: Attempt) -> None:
    """Only what can be objected to now; nobody writes an objection that cannot be made.

    What was sent is judged by the act, and kept.
    """
    if request.method != "GET" or gate(A.object, attempt.case):
        return
    against = {ground: barred(attempt.case, ground) for ground in GROUNDS}
    if all(against.values()):
        raise Refused(next(r for r in against.values() if r is not None))
    form.ground.choices = [c for c in form.ground.choices if against[c[0]] is None]


act_page(
    blueprint,
    A.object,
    forms.ObjectForm,
    lambda f, c: objection_acts.Object(**c, ground=f.ground.data, body=f.body.data),
    prepare=_grounds,
    template="supervise/object.html",
    straight=True,
)


def _at(attribute: str) -> Any:
    def prepare(form: Any, attempt: Attempt) -> None:
        setattr(form, attribute, attempt.ref)

    return prepare


act_page(
    blueprint,
    A.answer_objection,
    forms.AnswerObjectionForm,
    lambda f, c: objection_acts.AnswerObjection(
        **c, objection_id=f.ref, outcome=f.outcome.data, reasons=f.reasons.data
    ),
    prepare=_at("ref"),
    template="supervise/at_entry.html",
)
act_page(
    blueprint,
    A.ask_question,
    forms.QuestionForm,
    lambda f, c: question_acts.AskQuestion(**c, addressee=f.addressee.data, body=f.body.data),
)
act_page(
    blueprint,
    A.answer_question,
    forms.WordsForm,
    lambda f, c: question_acts.AnswerQuestion(**c, question_id=f.ref, body=f.body.data),
    prepare=_at("ref"),
    template="supervise/at_entry.html",
)
act_page(
    blueprint,
    A.return_once,
    forms.WordsForm,
    lambda f, c: acts.ReturnOnce(**c, reasons=f.body.data),
)
act_page(
    blueprint,
    A.suspend,
    forms.SuspendForm,
    lambda f, c: acts.Suspend(**c, days=f.days.data, reasons=f.body.data),
)
act_page(blueprint, A.resume, PlainActForm, lambda f, c: acts.Resume(**c))
act_page(
    blueprint,
    A.record_finding,
    forms.WordsForm,
    lambda f, c: inspection_acts.RecordFinding(**c, body=f.body.data),
)
act_page(
    blueprint,
    A.verify_rectified,
    forms.VerifyForm,
    lambda f, c: inspection_acts.VerifyRectified(
        **c, finding_id=f.ref, ok=f.ok.data == "yes", body=f.body.data
    ),
    prepare=_at("ref"),
    template="supervise/at_entry.html",
)
act_page(
    blueprint,
    A.accept,
    forms.AcceptForm,
    lambda f, c: inspection_acts.Accept(**c, statement=f.body.data),
)
act_page(
    blueprint,
    A.audit_spend,
    forms.AuditForm,
    lambda f, c: fund_acts.AuditSpend(
        **c, entry_id=f.ref, verdict=f.verdict.data, note=f.note.data
    ),
    prepare=_at("ref"),
    template="carry_out/strike_spend.html",
    anchor="#spending",
)
act_page(
    blueprint,
    A.set_aside,
    forms.AsideForm,
    lambda f, c: acts.SetAside(
        **c, ground=f.ground.data, document=f.document.data, reasons=f.body.data
    ),
)
