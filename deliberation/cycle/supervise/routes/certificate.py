"""Pages of the certificate, with what the platform checked."""

from typing import Any

from flask import g

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.finishing import CERTIFIES
from deliberation.cycle.supervise.acts import certificate as acts
from deliberation.cycle.supervise.blueprint import blueprint
from deliberation.cycle.supervise.forms import certificate as forms
from deliberation.readings.people.left_to import Left, left_to
from deliberation.readings.vote import certificate, counted_again
from deliberation.record.engines import db
from deliberation.web.acting import act_page
from deliberation.web.places import Attempt


def _checks(form: Any, attempt: Attempt) -> None:
    if attempt.view.row.stage == "publish":
        p = attempt.view.row
        attempt.shown["left_to"] = _others(attempt)
        form.checks = certificate.checks(db.session, g.community, p, attempt.case)
        form.counted = next(
            (
                counted_again.working(db.session, g.community.id, p.proposal_id, r)
                for r in attempt.view.rounds
                if r.round_no == p.round_no
            ),
            None,
        )


def _others(attempt: Attempt) -> list[Left]:
    """Who else has to sign, beside the reader and whoever has."""
    p, case = attempt.view.row, attempt.case
    signed = {
        c.person_id
        for c in attempt.view.certificates
        if c.stands and c.round_no == p.round_no and c.verdict == "certify"
    } - {case.me}
    wanted = case.kind.publish.certifiers - 1 - len(signed)
    return left_to(db.session, case, [CERTIFIES] * wanted, {case.me, *signed})


act_page(
    blueprint,
    A.certify,
    forms.CertifyForm,
    lambda f, c: acts.Certify(**c, ticked=tuple(f.ticked.data or ()), statement=f.statement.data),
    prepare=_checks,
    template="supervise/certify.html",
)
act_page(
    blueprint,
    A.refuse_certificate,
    forms.RefuseForm,
    lambda f, c: acts.RefuseCertificate(
        **c, ticked=tuple(f.ticked.data or ()), statement=f.statement.data
    ),
    prepare=_checks,
    template="supervise/certify.html",
)
