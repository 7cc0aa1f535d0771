"""议 suggest: what council, author and reviewers say before the text is frozen."""

from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects.proposal import OPEN
from deliberation.charter.subjects.proposal import Stage as S

from .row import Row, row

ROWS: tuple[Row, ...] = (
    row(A.give_opinion, S.advise, R.councillor, barred=True),
    row(A.recommend, S.advise, R.councillor, factor=True, barred=True, ready=S.notice),
    row(A.refuse_task, S.advise, R.councillor, factor=True, barred=True, refused=S.closed),
    row(A.check_project, S.advise, R.councillor, factor=True, barred=True),
    row(A.check_cost, S.advise, R.councillor, factor=True, barred=True, negative_list=S.closed),
    row(
        A.vet_candidate,
        (S.advise, S.notice),
        (R.election_committee, R.clerk),
        factor=True,
        barred=True,
    ),
    row(A.answer_recommendation, S.advise, R.author, ready=S.notice),
    row(A.record_study, (S.take_up, S.advise), R.lead_organisation, factor=True, ready=S.notice),
    row(
        A.review_legality,
        S.advise,
        (R.clerk, R.committee_member),
        factor=True,
        barred=True,
        ready=S.notice,
    ),
    row(A.choose_advisory, S.advise, R.author, ready=S.notice),
    row(
        A.recuse,
        OPEN,
        (
            R.deliberator,
            R.councillor,
            R.representative,
            R.committee_member,
            R.supervisor,
            R.lead_organisation,
            R.clerk,
        ),
    ),
    row(A.pass_council_by, S.advise, R.clock, ready=S.notice),
    row(A.go_on_with_own_text, S.advise, R.clock, ready=S.notice),
    row(A.pass_legality_by, S.advise, R.clock, ready=S.notice),
    row(A.proceed, S.advise, R.clock, ready=S.notice),
)
