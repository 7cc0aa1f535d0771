"""The table: act → stages, roles, fresh factor or not, {outcome: next stage}. No row means no.

The same rows gate every act, draw the buttons of a page, and are published as “who may do what”.
"""

from dataclasses import dataclass, field
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects.proposal import BEFORE_NOTICE, OPEN, RESOLVED
from deliberation.charter.subjects.proposal import Stage as S

NOWHERE: frozenset[S | None] = frozenset({None})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `barred` = recusal bars it; `group` = only the people of the
    proposal's group.
    """

    act: A
    stages: frozenset[S | None]
    roles: tuple[R, ...]
    factor: bool = False
    outcomes: dict[str, S] = field(default_factory=dict)
    barred: bool = False
    group: bool = False


def _row(
    act: A,
    stages: Any,
    roles: Any,
    *,
    factor: bool = False,
    barred: bool = False,
    group: bool = False,
    **outcomes: S,
) -> Row:
    where = (
        NOWHERE if stages is None else frozenset(stages if isinstance(stages, tuple) else (stages,))
    )
    who = roles if isinstance(roles, tuple) else (roles,)
    return Row(act, where, who, factor, outcomes, barred, group)


EVERYWHERE = OPEN + (S.closed,)
# whoever can stand on a roll
_ELECTORS = (R.resident, R.owner, R.representative, R.committee_member)
_MAY_STAND = (
    R.resident,
    R.deliberator,
    R.councillor,
    R.representative,
    R.committee_member,
    R.supervisor,
)  # the elected ones may live elsewhere by now
_ANSWERERS = (
    R.author,
    R.deliberator,
    R.councillor,
    R.committee_member,
    R.clerk,
    R.organisation,
    R.lead_organisation,
)

TABLE: tuple[Row, ...] = (
    # 议 propose
    _row(A.draft, None, R.resident, drafted=S.draft),
    _row(A.apply_task, None, R.organisation, factor=True, applied=S.advise),
    _row(
        A.call_election,
        None,
        (R.election_committee, R.clerk, R.committee_member),
        factor=True,
        called=S.gather,
    ),
    _row(A.nominate, S.gather, (R.lead_organisation, R.resident, R.representative), group=True),
    _row(A.support_nomination, S.gather, (R.resident, R.representative), group=True),
    _row(A.answer_nomination, (S.gather, S.advise), _MAY_STAND),
    _row(A.withdraw_candidacy, (S.gather, S.advise, S.notice), _MAY_STAND),
    _row(
        A.end_nominations,
        S.gather,
        R.clock,
        enough=S.advise,
        too_few=S.gather,
        still_too_few=S.closed,
    ),
    _row(
        A.end_vetting, S.advise, R.clock, enough=S.notice, too_few=S.gather, still_too_few=S.closed
    ),
    _row(A.demand_recall, None, (R.resident, R.representative), factor=True, demanded=S.gather),
    _row(A.join_recall, BEFORE_NOTICE, (R.resident, R.representative)),
    _row(A.defend_recall, (*BEFORE_NOTICE, S.notice, S.vote), (R.committee_member, R.resident)),
    _row(A.bring_recall, S.gather, R.clock, reached=S.advise),
    _row(A.end_defence, S.advise, R.clock, ready=S.notice),
    _row(A.offer_plan, S.draft, R.author),
    _row(A.drop_plan, S.draft, R.author),
    _row(A.open_budget_round, None, (R.committee_member, R.clerk), factor=True, opened=S.gather),
    _row(A.propose_project, S.gather, R.resident),
    _row(A.withdraw_project, BEFORE_NOTICE, R.resident),
    _row(A.end_call, S.gather, R.clock, called=S.advise, no_projects=S.closed),
    _row(A.adopt, S.draft, R.resident, adopted=S.draft),
    _row(A.revise, (S.draft, S.gather, S.advise), R.author),
    _row(A.submit, S.draft, R.author, submitted=S.gather),
    _row(A.withdraw, (S.draft, *BEFORE_NOTICE), R.author, alone=S.closed),
    _row(A.take_over, (*BEFORE_NOTICE, S.notice), R.cosigner),
    _row(A.cosign, S.gather, (R.resident, R.owner, R.deliberator, R.representative), group=True),
    _row(A.take_back, BEFORE_NOTICE, R.cosigner),
    _row(
        A.comment,
        OPEN,
        (
            R.resident,
            R.owner,
            *(
                r
                for r in (
                    R.deliberator,
                    R.councillor,
                    R.representative,
                    R.committee_member,
                    R.supervisor,
                    R.organisation,
                )
            ),
        ),
    ),
    _row(A.attach_file, (S.draft, S.gather), R.author),
    _row(
        A.report_comment,
        EVERYWHERE,
        (
            R.resident,
            R.owner,
            R.deliberator,
            R.councillor,
            R.representative,
            R.committee_member,
            R.supervisor,
            R.organisation,
        ),
    ),
    _row(A.hide_comment, EVERYWHERE, (R.clerk, R.committee_member), factor=True, barred=True),
    _row(
        A.object_hiding,
        EVERYWHERE,
        (
            R.resident,
            R.owner,
            R.deliberator,
            R.councillor,
            R.representative,
            R.committee_member,
            R.supervisor,
            R.organisation,
        ),
    ),
    _row(A.decide_hiding, EVERYWHERE, R.supervisor, factor=True, barred=True),
    _row(A.show_in_silence, EVERYWHERE, R.clock),
    _row(
        A.support_comment,
        OPEN,
        (
            R.resident,
            R.owner,
            R.deliberator,
            R.councillor,
            R.representative,
            R.committee_member,
            R.supervisor,
            R.organisation,
        ),
    ),
    _row(
        A.take_back_support,
        OPEN,
        (
            R.resident,
            R.owner,
            R.deliberator,
            R.councillor,
            R.representative,
            R.committee_member,
            R.supervisor,
            R.organisation,
        ),
    ),
    _row(
        A.bring_private,
        None,
        (
            R.resident,
            R.deliberator,
            R.councillor,
            R.representative,
            R.committee_member,
            R.supervisor,
            R.organisation,
        ),
    ),
    _row(A.answer_private, None, (R.clerk, R.supervisor), factor=True),
    _row(A.mark_private, None, R.clock),
    _row(A.bring_to_council, S.gather, R.clock, threshold=S.take_up),
    _row(A.return_to_gather, (S.take_up, S.advise), R.clock, support_lost=S.gather),
    _row(A.lapse, S.gather, R.clock, lapsed=S.closed),
    _row(A.finish_withdrawal, BEFORE_NOTICE, R.clock, withdrawn=S.closed),
    _row(A.take_up, S.take_up, R.deliberator, factor=True, barred=True, taken_up=S.advise),
    _row(A.pass_on, S.take_up, R.deliberator, factor=True, barred=True, passed_on=S.closed),
    _row(A.ask_merge, S.take_up, R.deliberator, factor=True, barred=True),
    _row(A.request_merge, (S.gather, S.take_up), (R.resident, R.deliberator, R.representative)),
    _row(A.agree_merge, S.take_up, (R.author, R.cosigner)),
    _row(A.decline_merge, S.take_up, R.author),
    _row(A.merge, S.take_up, R.clock, merged=S.closed, not_agreed=S.take_up),
    _row(A.adopt_in_silence, S.take_up, R.clock, adopted=S.advise),
    _row(A.appeal, S.closed, (R.author, R.cosigner)),
    _row(
        A.decide_appeal,
        S.closed,
        R.supervisor,
        factor=True,
        barred=True,
        upheld=S.closed,
        referred_back=S.take_up,
    ),
    _row(A.reopen_in_silence, S.closed, R.clock, referred_back=S.take_up),
    # 议 suggest
    _row(A.give_opinion, S.advise, R.councillor, barred=True),
    _row(A.recommend, S.advise, R.councillor, factor=True, barred=True, ready=S.notice),
    _row(A.refuse_task, S.advise, R.councillor, factor=True, barred=True, refused=S.closed),
    _row(A.check_project, S.advise, R.councillor, factor=True, barred=True),
    _row(A.check_cost, S.advise, R.councillor, factor=True, barred=True, negative_list=S.closed),
    _row(
        A.vet_candidate,
        (S.advise, S.notice),
        (R.election_committee, R.clerk),
        factor=True,
        barred=True,
    ),
    _row(A.answer_recommendation, S.advise, R.author, ready=S.notice),
    _row(A.record_study, (S.take_up, S.advise), R.lead_organisation, factor=True, ready=S.notice),
    _row(
        A.review_legality,
        S.advise,
        (R.clerk, R.committee_member),
        factor=True,
        barred=True,
        ready=S.notice,
    ),
    _row(A.choose_advisory, S.advise, R.author, ready=S.notice),
    _row(
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
    _row(A.pass_council_by, S.advise, R.clock, ready=S.notice),
    _row(A.go_on_with_own_text, S.advise, R.clock, ready=S.notice),
    _row(A.pass_legality_by, S.advise, R.clock, ready=S.notice),
    _row(A.proceed, S.advise, R.clock, ready=S.notice),
    # 知 inform
    _row(
        A.post_proof,
        (S.notice, S.vote, *RESOLVED),
        (R.clerk, R.supervisor, R.author, R.representative),
    ),
    _row(A.shorten_notice, S.notice, R.committee_member, factor=True, barred=True),
    _row(A.ask_meeting, OPEN, (R.representative, R.resident)),
    _row(A.declare_effect, (S.advise, S.notice), R.clerk, factor=True),
    _row(
        A.record_delegation, BEFORE_NOTICE, (R.clerk, R.committee_member), factor=True, barred=True
    ),
    _row(
        A.restart_notice,
        S.notice,
        (R.clerk, R.committee_member),
        factor=True,
        barred=True,
        restarted=S.notice,
    ),
    _row(A.open_vote, S.notice, R.clock, opened=S.vote, no_proof=S.notice, no_projects=S.closed),
    # 决 resolve
    _row(A.cast_ballot, S.vote, R.voter, factor=True, barred=True),
    _row(A.grant_proxy, (S.notice, S.vote), _ELECTORS, factor=True),
    _row(A.answer_proxy, (S.notice, S.vote), _ELECTORS),
    _row(A.revoke_proxy, (S.notice, S.vote), _ELECTORS),
    _row(A.cast_for, S.vote, R.voter, factor=True, barred=True),
    _row(A.record_attendance, S.vote, (R.clerk, R.supervisor), factor=True, barred=True),
    _row(A.issue_paper, S.vote, R.clerk, factor=True, barred=True),
    _row(A.settle_paper, S.vote, R.clerk, factor=True, barred=True),
    _row(A.enter_batch, S.vote, (R.clerk, R.supervisor), factor=True, barred=True),
    _row(A.enter_batch_again, S.vote, (R.clerk, R.supervisor), factor=True, barred=True),
    _row(A.resolve_batch, S.vote, R.supervisor, factor=True, barred=True),
    _row(A.destroy_unissued, S.vote, R.supervisor, factor=True, barred=True),
    _row(A.finish_paper, S.vote, R.supervisor, factor=True, barred=True),
    _row(A.announce_official_vote, (S.notice, S.vote), R.clerk, factor=True, barred=True),
    _row(A.record_official_result, S.vote, (R.clerk, R.supervisor), factor=True, barred=True),
    _row(A.confirm_official_result, S.vote, R.supervisor, factor=True, barred=True),
    _row(
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
    _row(
        A.repeat_vote,
        S.closed,
        (R.author, R.representative, R.committee_member),
        barred=True,
        repeated=S.notice,
    ),
    _row(
        A.name_written_in,
        (S.publish, S.carry_out),
        (R.election_committee, R.clerk),
        factor=True,
        barred=True,
    ),
    _row(
        A.call_second_round,
        (S.publish, S.carry_out),
        (R.election_committee, R.clerk),
        factor=True,
        barred=True,
        again=S.notice,
    ),
    _row(
        A.confirm_election,
        S.carry_out,
        (R.election_committee, R.clerk),
        factor=True,
        barred=True,
        confirmed=S.closed,
    ),
    _row(A.end_unconfirmed, S.carry_out, R.clock, not_confirmed=S.closed),
    _row(A.file_election, S.closed, (R.election_committee, R.clerk), factor=True),
    # 督 supervise
    _row(A.certify, S.publish, R.supervisor, factor=True, barred=True),
    _row(A.refuse_certificate, S.publish, R.supervisor, factor=True, barred=True),
    _row(A.pass_supervisors_by, S.publish, R.clock),
    _row(
        A.end_objections,
        S.publish,
        R.clock,
        passed=S.carry_out,
        budget_list=S.notice,
        rejected=S.closed,
        inquorate=S.closed,
    ),
    _row(A.object, (S.notice, *RESOLVED, S.closed), (R.resident, R.owner)),
    _row(
        A.answer_objection,
        EVERYWHERE,
        (R.supervisor, R.committee_member, R.election_committee),
        factor=True,
        barred=True,
    ),
    _row(A.mark_objection, EVERYWHERE, R.clock),
    _row(A.ask_question, EVERYWHERE, R.supervisor),
    _row(A.answer_question, EVERYWHERE, _ANSWERERS),
    _row(A.mark_question, EVERYWHERE, R.clock),
    _row(
        A.return_once,
        (S.notice, S.publish),
        R.supervisor,
        factor=True,
        barred=True,
        before_opening=S.advise,
        procedure=S.notice,
    ),
    _row(A.suspend, S.carry_out, R.supervisor, factor=True, barred=True),
    _row(A.resume, S.carry_out, (R.clock, R.supervisor), barred=True),
    _row(A.record_finding, S.inspect, R.supervisor, barred=True),
    _row(A.verify_rectified, S.inspect, R.supervisor, barred=True),
    _row(A.accept, S.inspect, R.supervisor, factor=True, barred=True, accepted=S.evaluate),
    _row(A.pass_inspection_by, S.inspect, R.clock, silent=S.evaluate),
    _row(
        A.set_aside,
        RESOLVED,
        (R.clerk, R.committee_member),
        factor=True,
        barred=True,
        set_aside=S.closed,
    ),
    _row(A.check_stage, OPEN, R.supervisor, barred=True),
    _row(A.announce_draw, None, R.supervisor, factor=True),
    _row(
        A.audit_spend,
        (S.carry_out, S.inspect, S.evaluate, S.closed),
        R.supervisor,
        factor=True,
        barred=True,
    ),
    _row(A.mark_spend, (S.carry_out, S.inspect, S.evaluate, S.closed), R.clock),
    # 行 carry out
    _row(
        A.assign, (S.publish, S.carry_out), (R.committee_member, R.clerk), factor=True, barred=True
    ),
    _row(A.report_progress, S.carry_out, (R.organisation, R.committee_member), barred=True),
    _row(A.file_covenant, S.carry_out, R.clerk, factor=True, barred=True, finished=S.inspect),
    _row(
        A.record_task_money,
        (S.carry_out, S.inspect, S.evaluate, S.closed),
        (R.clerk, R.organisation),
        factor=True,
    ),
    _row(A.strike_task_money, (S.carry_out, S.inspect, S.evaluate, S.closed), R.clerk, factor=True),
    _row(
        A.review_task,
        S.carry_out,
        (R.committee_member, R.clerk),
        factor=True,
        barred=True,
        ended=S.inspect,
    ),
    _row(
        A.exit_task,
        S.carry_out,
        (R.committee_member, R.clerk, R.organisation),
        factor=True,
        barred=True,
        ended=S.inspect,
    ),
    _row(A.mark_task_review, S.carry_out, R.clock),
    _row(A.end_task, S.carry_out, R.clock, ended=S.inspect),
    _row(
        A.record_spend,
        (S.carry_out, S.inspect, S.evaluate, S.closed),
        (R.clerk, R.organisation),
        factor=True,
        barred=True,
    ),
    _row(
        A.strike_spend,
        (S.carry_out, S.inspect, S.evaluate, S.closed),
        R.clerk,
        factor=True,
        barred=True,
    ),
    _row(
        A.finish,
        S.carry_out,
        (R.organisation, R.committee_member),
        factor=True,
        barred=True,
        finished=S.inspect,
    ),
    _row(A.rectify, S.inspect, (R.organisation, R.committee_member), barred=True),
    _row(A.name_committee, S.carry_out, R.clock),
    _row(A.inspect_as_it_stands, S.carry_out, R.clock, unreported=S.inspect),
    _row(A.end_period, S.carry_out, R.clock, over=S.evaluate),
    _row(
        A.not_carried_out,
        S.carry_out,
        R.committee_member,
        factor=True,
        barred=True,
        not_carried_out=S.closed,
    ),
    # 评 evaluate
    _row(A.rate, S.evaluate, (R.resident, R.owner)),
    _row(A.close, S.evaluate, R.clock, completed=S.closed),
    # people and the desk
    _row(
        A.join,
        None,
        (
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
        ),
    ),
    _row(A.enter_people, None, (R.operator, R.clerk), factor=True),
    _row(A.take_office, None, (R.operator, R.clerk), factor=True),
    _row(A.leave_office, None, (R.operator, R.clerk), factor=True),
    _row(
        A.declare_relative,
        None,
        (R.operator, R.clerk, R.supervisor, R.committee_member),
        factor=True,
    ),
    _row(A.come_of_age, None, R.clock),
    _row(A.erase, None, R.clerk, factor=True),
    _row(A.issue_card, None, R.clerk, factor=True),
    _row(A.enter_for, (S.draft, *EVERYWHERE), R.clerk, factor=True, barred=True),
    _row(A.enter_new_for, None, R.clerk, factor=True),
    _row(A.correct_entry, EVERYWHERE, R.clerk, factor=True, barred=True),
    _row(A.ask_reset, None, R.clerk, factor=True),
    _row(A.confirm_reset, None, R.supervisor, factor=True),
    _row(A.correct_person, None, R.clerk, factor=True),
    _row(A.move_person, None, R.clerk, factor=True),
    _row(A.record_left, None, R.clerk, factor=True),
    _row(A.record_return, None, R.clerk, factor=True),
    _row(A.merge_entries, None, R.clerk, factor=True),
    _row(
        A.ask_correction,
        None,
        (
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
        ),
    ),
    _row(A.answer_correction, None, R.clerk, factor=True),
    _row(A.drop_reset, None, (R.supervisor, R.clerk), factor=True),
    _row(A.name_household_rep, None, R.resident),
    _row(A.record_household_rep, None, R.clerk, factor=True),
    _row(A.record_ownership, None, R.clerk, factor=True),
    _row(A.end_ownership, None, R.clerk, factor=True),
    _row(A.record_representative, None, R.clerk, factor=True),
    _row(A.end_representative, None, R.clerk, factor=True),
    # the installation
    _row(A.create_community, None, R.operator),
    _row(A.adopt_rulebook, None, R.operator),
    _row(A.print_letter, None, R.operator),
    _row(A.take_away_factors, None, R.operator),
    _row(A.import_proposals, None, R.operator),
    _row(A.import_comments, S.draft, R.operator),
    _row(A.move_deadline, EVERYWHERE, R.clock),
)

POLICY: dict[A, Row] = {row.act: row for row in TABLE}
