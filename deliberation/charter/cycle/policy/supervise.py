"""督 supervise: certificates, objections, questions, suspension, inspection, audits."""

from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects.proposal import OPEN, RESOLVED
from deliberation.charter.subjects.proposal import Stage as S

from .row import EVERYWHERE, WHILE_FOUND, WHILE_PAID, Row, row

_ANSWERERS = (
    R.author,
    R.deliberator,
    R.councillor,
    R.committee_member,
    R.clerk,
    R.organisation,
    R.lead_organisation,
)

ROWS: tuple[Row, ...] = (
    row(A.certify, S.publish, R.supervisor, factor=True, barred=True),
    row(A.refuse_certificate, S.publish, R.supervisor, factor=True, barred=True),
    row(A.pass_supervisors_by, S.publish, R.clock),
    row(
        A.end_objections,
        S.publish,
        R.clock,
        passed=S.carry_out,
        budget_list=S.notice,
        rejected=S.closed,
        inquorate=S.closed,
    ),
    row(A.object, (S.notice, *RESOLVED, S.closed), (R.resident, R.owner)),
    row(
        A.answer_objection,
        EVERYWHERE,
        (R.supervisor, R.committee_member, R.election_committee),
        factor=True,
        barred=True,
    ),
    row(A.mark_objection, EVERYWHERE, R.clock),
    row(
        A.remedy,
        EVERYWHERE,
        (R.supervisor, R.committee_member, R.election_committee),
        factor=True,
        barred=True,
        again=S.notice,
        council=S.advise,
    ),
    row(A.remedy_in_silence, EVERYWHERE, R.clock, again=S.notice, council=S.advise),
    row(A.ask_question, EVERYWHERE, R.supervisor),
    row(A.answer_question, EVERYWHERE, _ANSWERERS),
    row(A.mark_question, EVERYWHERE, R.clock),
    row(
        A.return_once,
        (S.notice, S.publish),
        R.supervisor,
        factor=True,
        barred=True,
        before_opening=S.advise,
        procedure=S.notice,
    ),
    row(A.suspend, S.carry_out, R.supervisor, factor=True, barred=True),
    row(A.resume, S.carry_out, (R.clock, R.supervisor), barred=True),
    row(A.record_finding, S.inspect, R.supervisor, barred=True),
    row(A.verify_rectified, WHILE_FOUND, R.supervisor, barred=True),
    row(
        A.waive_finding,
        (S.evaluate, S.closed),
        (R.supervisor, R.committee_member),
        factor=True,
        barred=True,
    ),
    row(A.accept, S.inspect, R.supervisor, factor=True, barred=True, accepted=S.evaluate),
    row(A.pass_inspection_by, S.inspect, R.clock, silent=S.evaluate),
    row(
        A.set_aside,
        RESOLVED,
        (R.clerk, R.committee_member),
        factor=True,
        barred=True,
        set_aside=S.closed,
    ),
    row(A.check_stage, OPEN, R.supervisor, barred=True),
    row(A.announce_draw, None, R.supervisor, factor=True),
    row(A.audit_spend, WHILE_PAID, R.supervisor, factor=True, barred=True),
    row(A.mark_spend, WHILE_PAID, R.clock),
    row(A.explain_spend, WHILE_PAID, (R.clerk, R.committee_member), factor=True, barred=True),
)
