"""Imports every room's acts, so that the charter's registry is complete. Called by create_app, the shell and the tests."""

from deliberation.cycle.carry_out import acts as carry_out
from deliberation.cycle.carry_out import covenant_acts
from deliberation.cycle.carry_out import fund_acts as carry_out_fund_acts
from deliberation.cycle.carry_out import task_acts as carry_out_task_acts
from deliberation.cycle.evaluate import acts as evaluate
from deliberation.cycle.inform import acts as inform
from deliberation.cycle.inform import notice_acts
from deliberation.cycle.propose import acts as propose
from deliberation.cycle.propose import fund_acts as propose_fund_acts
from deliberation.cycle.propose import task_acts as propose_task_acts
from deliberation.cycle.propose import election_acts as propose_election_acts
from deliberation.cycle.propose import recall_acts
from deliberation.cycle.propose import (
    council_acts,
    decency_acts,
    file_acts,
    merging_acts,
    plan_acts,
    private_acts,
    thread_acts,
)
from deliberation.cycle.resolve import acts as resolve
from deliberation.cycle.resolve import election_acts as resolve_election_acts
from deliberation.cycle.resolve import official_acts, paper_acts, proxy_acts
from deliberation.cycle.suggest import acts as suggest
from deliberation.cycle.suggest import fund_acts as suggest_fund_acts
from deliberation.cycle.suggest import vetting_acts
from deliberation.cycle.suggest import task_acts as suggest_task_acts
from deliberation.cycle.supervise import acts as supervise
from deliberation.cycle.supervise import fund_acts as supervise_fund_acts
from deliberation.cycle.supervise import check_acts, draw_acts, inspection_acts
from deliberation.people import acts as people
from deliberation.people import correction_acts, desk_acts, household_acts, owner_acts, roster_acts
from deliberation.people import import_acts

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
