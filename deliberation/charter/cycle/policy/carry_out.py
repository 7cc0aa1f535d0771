"""行 carry out: who is in charge, reports, money, tasks, and what ends the work."""

from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects.proposal import Stage as S

from .row import WHILE_FOUND, WHILE_PAID, Row, row

ROWS: tuple[Row, ...] = (
    row(
        A.assign, (S.publish, S.carry_out), (R.committee_member, R.clerk), factor=True, barred=True
    ),
    row(A.report_progress, S.carry_out, (R.organisation, R.committee_member), barred=True),
    row(A.file_covenant, S.carry_out, R.clerk, factor=True, barred=True, finished=S.inspect),
    row(A.record_task_money, WHILE_PAID, (R.clerk, R.organisation), factor=True),
    row(A.strike_task_money, WHILE_PAID, R.clerk, factor=True),
    row(
        A.review_task,
        S.carry_out,
        (R.committee_member, R.clerk),
        factor=True,
        barred=True,
        ended=S.inspect,
    ),
    row(
        A.exit_task,
        S.carry_out,
        (R.committee_member, R.clerk, R.organisation),
        factor=True,
        barred=True,
        ended=S.inspect,
    ),
    row(A.mark_task_review, S.carry_out, R.clock),
    row(A.end_task, S.carry_out, R.clock, ended=S.inspect),
    row(A.record_spend, WHILE_PAID, (R.clerk, R.organisation), factor=True, barred=True),
    row(A.strike_spend, WHILE_PAID, R.clerk, factor=True, barred=True),
    row(
        A.finish,
        S.carry_out,
        (R.organisation, R.committee_member),
        factor=True,
        barred=True,
        finished=S.inspect,
    ),
    row(A.rectify, WHILE_FOUND, (R.organisation, R.committee_member), barred=True),
    row(A.name_committee, S.carry_out, R.clock),
    row(A.inspect_as_it_stands, S.carry_out, R.clock, unreported=S.inspect),
    row(A.end_period, S.carry_out, R.clock, over=S.evaluate),
    row(
        A.not_carried_out,
        S.carry_out,
        R.committee_member,
        factor=True,
        barred=True,
        not_carried_out=S.closed,
    ),
)
