"""议 propose: from a draft to the point where the council has it; elections, recalls, budget
rounds and private matters begin here.
"""

from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects.announcement import Stage as Announced
from deliberation.charter.subjects.proposal import BEFORE_NOTICE, OPEN
from deliberation.charter.subjects.proposal import Stage as S

from .row import EVERYWHERE, Row, row

# the elected ones may live elsewhere by now
_MAY_STAND = (
    R.resident,
    R.deliberator,
    R.councillor,
    R.representative,
    R.committee_member,
    R.supervisor,
)
# what people say stands about a proposal, and about an announcement
_ANY = (*EVERYWHERE, *Announced)
_VOICES = (
    R.resident,
    R.owner,
    R.deliberator,
    R.councillor,
    R.representative,
    R.committee_member,
    R.supervisor,
    R.organisation,
)  # whoever may take part in talk


ROWS: tuple[Row, ...] = (
    row(A.draft, None, R.resident, drafted=S.draft),
    row(A.apply_task, None, R.organisation, factor=True, applied=S.advise),
    row(
        A.call_election,
        None,
        (R.election_committee, R.clerk, R.committee_member),
        factor=True,
        called=S.gather,
    ),
    row(A.nominate, S.gather, (R.lead_organisation, R.resident, R.representative), group=True),
    row(A.support_nomination, S.gather, (R.resident, R.representative), group=True),
    row(A.answer_nomination, (S.gather, S.advise), _MAY_STAND),
    row(A.withdraw_candidacy, (S.gather, S.advise, S.notice), _MAY_STAND),
    row(
        A.end_nominations,
        S.gather,
        R.clock,
        enough=S.advise,
        too_few=S.gather,
        still_too_few=S.closed,
    ),
    row(
        A.end_vetting, S.advise, R.clock, enough=S.notice, too_few=S.gather, still_too_few=S.closed
    ),
    row(A.demand_recall, None, (R.resident, R.representative), factor=True, demanded=S.gather),
    row(A.join_recall, BEFORE_NOTICE, (R.resident, R.representative)),
    row(A.defend_recall, (*BEFORE_NOTICE, S.notice, S.vote), (R.committee_member, R.resident)),
    row(A.bring_recall, S.gather, R.clock, reached=S.advise),
    row(A.end_defence, S.advise, R.clock, ready=S.notice),
    row(A.offer_plan, S.draft, R.author),
    row(A.drop_plan, S.draft, R.author),
    row(A.open_budget_round, None, (R.committee_member, R.clerk), factor=True, opened=S.gather),
    row(A.propose_project, S.gather, R.resident),
    row(A.withdraw_project, BEFORE_NOTICE, R.resident),
    row(A.end_call, S.gather, R.clock, called=S.advise, no_projects=S.closed),
    row(A.adopt, S.draft, R.resident, adopted=S.draft),
    row(A.revise, (S.draft, S.gather, S.advise), R.author),
    row(A.submit, S.draft, R.author, submitted=S.gather),
    row(A.withdraw, (S.draft, *BEFORE_NOTICE), R.author, alone=S.closed),
    row(A.take_over, (*BEFORE_NOTICE, S.notice), R.cosigner),
    row(A.cosign, S.gather, (R.resident, R.owner, R.deliberator, R.representative), group=True),
    row(A.take_back, BEFORE_NOTICE, R.cosigner),
    row(A.comment, OPEN, _VOICES),
    row(A.attach_file, (S.draft, S.gather), R.author),
    row(A.report_comment, _ANY, _VOICES, of=None),
    row(A.hide_comment, EVERYWHERE, (R.clerk, R.committee_member), factor=True, barred=True),
    row(A.keep_comment, EVERYWHERE, (R.clerk, R.committee_member), factor=True, barred=True),
    row(A.object_hiding, _ANY, _VOICES, of=None),
    row(A.decide_hiding, _ANY, R.supervisor, factor=True, barred=True, of=None),
    row(A.show_in_silence, _ANY, R.clock, of=None),
    row(A.support_comment, OPEN, _VOICES),
    row(A.take_back_support, OPEN, _VOICES),
    row(
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
    row(A.answer_private, None, (R.clerk, R.supervisor), factor=True),
    row(A.mark_private, None, R.clock),
    row(A.bring_to_council, S.gather, R.clock, threshold=S.take_up),
    row(A.return_to_gather, (S.take_up, S.advise), R.clock, support_lost=S.gather),
    row(A.lapse, S.gather, R.clock, lapsed=S.closed),
    row(A.finish_withdrawal, BEFORE_NOTICE, R.clock, withdrawn=S.closed),
    row(A.take_up, S.take_up, R.deliberator, factor=True, barred=True, taken_up=S.advise),
    row(A.pass_on, S.take_up, R.deliberator, factor=True, barred=True, passed_on=S.closed),
    row(A.ask_merge, S.take_up, R.deliberator, factor=True, barred=True),
    row(A.request_merge, (S.gather, S.take_up), (R.resident, R.deliberator, R.representative)),
    row(A.agree_merge, S.take_up, (R.author, R.cosigner)),
    row(A.decline_merge, S.take_up, R.author),
    row(A.merge, S.take_up, R.clock, merged=S.closed, not_agreed=S.take_up),
    row(A.adopt_in_silence, S.take_up, R.clock, adopted=S.advise),
    row(A.appeal, S.closed, (R.author, R.cosigner)),
    row(
        A.decide_appeal,
        S.closed,
        R.supervisor,
        factor=True,
        barred=True,
        upheld=S.closed,
        referred_back=S.take_up,
    ),
    row(A.reopen_in_silence, S.closed, R.clock, referred_back=S.take_up),
)
