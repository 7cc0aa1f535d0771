"""Imports every room's acts, so that the charter's registry is complete. Called by create_app, the shell and the tests."""

from deliberation.cycle.carry_out.acts import covenant as covenant_acts
from deliberation.cycle.carry_out.acts import fund as carry_out_fund_acts
from deliberation.cycle.carry_out.acts import proposal as carry_out
from deliberation.cycle.carry_out.acts import task as carry_out_task_acts
from deliberation.cycle.evaluate.acts import proposal as evaluate
from deliberation.cycle.inform.acts import notice as notice_acts
from deliberation.cycle.inform.acts import proposal as inform
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import decency as decency_acts
from deliberation.cycle.propose.acts import election as propose_election_acts
from deliberation.cycle.propose.acts import file as file_acts
from deliberation.cycle.propose.acts import fund as propose_fund_acts
from deliberation.cycle.propose.acts import merging as merging_acts
from deliberation.cycle.propose.acts import plan as plan_acts
from deliberation.cycle.propose.acts import private as private_acts
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts import recall as recall_acts
from deliberation.cycle.propose.acts import task as propose_task_acts
from deliberation.cycle.propose.acts import thread as thread_acts
from deliberation.cycle.resolve.acts import election as resolve_election_acts
from deliberation.cycle.resolve.acts import official as official_acts
from deliberation.cycle.resolve.acts import paper as paper_acts
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.resolve.acts import proxy as proxy_acts
from deliberation.cycle.suggest.acts import fund as suggest_fund_acts
from deliberation.cycle.suggest.acts import proposal as suggest
from deliberation.cycle.suggest.acts import task as suggest_task_acts
from deliberation.cycle.suggest.acts import vetting as vetting_acts
from deliberation.cycle.supervise.acts import check as check_acts
from deliberation.cycle.supervise.acts import draw as draw_acts
from deliberation.cycle.supervise.acts import fund as supervise_fund_acts
from deliberation.cycle.supervise.acts import inspection as inspection_acts
from deliberation.cycle.supervise.acts import proposal as supervise
from deliberation.desk.acts import corrections as correction_acts
from deliberation.desk.acts import entries as desk_acts
from deliberation.roster.acts import households as household_acts
from deliberation.roster.acts import importing as import_acts
from deliberation.roster.acts import life as roster_acts
from deliberation.roster.acts import owners as owner_acts
from deliberation.roster.acts import people

ROOMS = (
    propose,
    council_acts,
    file_acts,
    suggest,
    inform,
    notice_acts,
    resolve,
    proxy_acts,
    paper_acts,
    official_acts,
    supervise,
    inspection_acts,
    check_acts,
    draw_acts,
    carry_out,
    covenant_acts,
    propose_task_acts,
    suggest_task_acts,
    carry_out_task_acts,
    evaluate,
    people,
    import_acts,
    desk_acts,
    correction_acts,
    roster_acts,
    owner_acts,
    household_acts,
    decency_acts,
    thread_acts,
    merging_acts,
    private_acts,
    plan_acts,
    propose_fund_acts,
    suggest_fund_acts,
    carry_out_fund_acts,
    supervise_fund_acts,
    propose_election_acts,
    recall_acts,
    vetting_acts,
    resolve_election_acts,
)
