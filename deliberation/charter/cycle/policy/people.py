"""People and the desk: who joins, holds office, moves, owns, and what a clerk enters for them."""

from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects.proposal import Stage as S

from .row import EVERYWHERE, Row, row

# whoever can have an account
_SIGNED_IN = (
    R.resident,
    R.owner,
    R.deliberator,
    R.councillor,
    R.representative,
    R.committee_member,
    R.supervisor,
    R.lead_organisation,
    R.organisation,
    R.clerk,
)

ROWS: tuple[Row, ...] = (
    row(A.join, None, _SIGNED_IN),
    row(A.enter_people, None, (R.operator, R.clerk), factor=True),
    row(A.take_office, None, (R.operator, R.clerk), factor=True),
    row(A.leave_office, None, (R.operator, R.clerk), factor=True),
    row(
        A.declare_relative,
        None,
        (R.operator, R.clerk, R.supervisor, R.committee_member),
        factor=True,
    ),
    row(A.come_of_age, None, R.clock),
    row(A.erase, None, R.clerk, factor=True),
    row(A.issue_card, None, R.clerk, factor=True),
    row(A.enter_for, (S.draft, *EVERYWHERE), R.clerk, factor=True, barred=True),
    row(A.enter_new_for, None, R.clerk, factor=True),
    row(A.correct_entry, EVERYWHERE, R.clerk, factor=True, barred=True),
    row(A.ask_reset, None, R.clerk, factor=True),
    row(A.confirm_reset, None, R.supervisor, factor=True),
    row(A.correct_person, None, R.clerk, factor=True),
    row(A.move_person, None, R.clerk, factor=True),
    row(A.record_left, None, R.clerk, factor=True),
    row(A.record_return, None, R.clerk, factor=True),
    row(A.merge_entries, None, R.clerk, factor=True),
    row(A.ask_correction, None, _SIGNED_IN),
    row(A.answer_correction, None, R.clerk, factor=True),
    row(A.drop_reset, None, (R.supervisor, R.clerk), factor=True),
    row(A.name_household_rep, None, R.resident),
    row(A.record_household_rep, None, R.clerk, factor=True),
    row(A.record_ownership, None, R.clerk, factor=True),
    row(A.end_ownership, None, R.clerk, factor=True),
    row(A.record_representative, None, R.clerk, factor=True),
    row(A.end_representative, None, R.clerk, factor=True),
)
