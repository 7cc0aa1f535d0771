"""决 resolve: ballots, proxies, paper, the count, and what an election still needs after it."""

from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects.proposal import Stage as S

from .row import Row, row

# whoever can stand on a roll
_ELECTORS = (R.resident, R.owner, R.representative, R.committee_member)

ROWS: tuple[Row, ...] = (
    row(A.cast_ballot, S.vote, R.voter, factor=True, barred=True),
    row(A.grant_proxy, (S.notice, S.vote), _ELECTORS, factor=True),
    row(A.answer_proxy, (S.notice, S.vote), _ELECTORS),
    row(A.revoke_proxy, (S.notice, S.vote), _ELECTORS),
    row(A.cast_for, S.vote, R.voter, factor=True, barred=True),
    row(A.record_attendance, S.vote, (R.clerk, R.supervisor), factor=True, barred=True),
    row(A.issue_paper, S.vote, R.clerk, factor=True, barred=True),
    row(A.settle_paper, S.vote, R.clerk, factor=True, barred=True),
    row(A.enter_batch, S.vote, (R.clerk, R.supervisor), factor=True, barred=True),
    row(A.enter_batch_again, S.vote, (R.clerk, R.supervisor), factor=True, barred=True),
    row(A.resolve_batch, S.vote, R.supervisor, factor=True, barred=True),
    row(A.destroy_unissued, S.vote, R.supervisor, factor=True, barred=True),
    row(A.finish_paper, S.vote, R.supervisor, factor=True, barred=True),
    row(A.announce_official_vote, (S.notice, S.vote), R.clerk, factor=True, barred=True),
    row(A.record_official_result, S.vote, (R.clerk, R.supervisor), factor=True, barred=True),
    row(A.confirm_official_result, S.vote, R.supervisor, factor=True, barred=True),
    row(
        A.close_vote,
        S.vote,
        R.clock,
        passed=S.publish,
        rejected=S.publish,
        inquorate=S.publish,
        no_official_result=S.closed,
        annulled=S.notice,
        annulled_again=S.closed,
    ),
    row(
        A.repeat_vote,
        S.closed,
        (R.author, R.representative, R.committee_member),
        barred=True,
        repeated=S.notice,
    ),
    row(
        A.name_written_in,
        (S.publish, S.carry_out),
        (R.election_committee, R.clerk),
        factor=True,
        barred=True,
    ),
    row(
        A.call_second_round,
        (S.publish, S.carry_out),
        (R.election_committee, R.clerk),
        factor=True,
        barred=True,
        again=S.notice,
    ),
    row(
        A.confirm_election,
        S.carry_out,
        (R.election_committee, R.clerk),
        factor=True,
        barred=True,
        confirmed=S.closed,
    ),
    row(A.end_unconfirmed, S.carry_out, R.clock, not_confirmed=S.closed),
    row(A.file_election, S.closed, (R.election_committee, R.clerk), factor=True),
)
