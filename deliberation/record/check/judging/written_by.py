"""Which acts may write a fact of which kind: kind → acts, by the file the facts stand in.

An act that the charter lets somebody do says nothing of what it may bring about; so that nobody can
put an office under the name of a comment, each kind has its acts here, and a new kind is refused by
`verify` until it has. What the desk enters is written by the act entered. Read by `hands`.
"""

from deliberation.charter.acts import ActName

_COUNTED = "close_vote refuse_certificate remedy remedy_in_silence"
_TABLE = {
    # proposal/propose
    "author_changed": "take_over",
    "commented": "comment",
    "comments_imported": "import_comments",
    "cosignature_taken_back": "take_back",
    "cosigned": "cosign merge",
    "draft_revised": "revise",
    "proposal_adopted": "adopt",
    "proposal_drafted": "draft apply_task open_budget_round call_election demand_recall",
    "proposal_imported": "import_proposals",
    "proposal_revised": "revise answer_recommendation end_objections",
    "proposal_submitted": "submit apply_task open_budget_round call_election demand_recall",
    "threshold_lost": "take_back",
    "threshold_reached": "cosign",
    "withdrawal_announced": "withdraw",
    # proposal/threads
    "comment_supported": "support_comment",
    "support_taken_back": "take_back_support",
    # proposal/decency
    "comment_hidden": "hide_comment hide_about",
    "comment_kept": "keep_comment keep_about",
    "comment_reported": "report_comment",
    "hiding_decided": "decide_hiding show_in_silence",
    "hiding_objected": "object_hiding",
    # proposal/merging
    "merge_requested": "request_merge",
    # proposal/take_up
    "appeal_decided": "decide_appeal reopen_in_silence",
    "appealed": "appeal",
    "merge_agreed": "agree_merge",
    "merge_asked": "ask_merge",
    "merge_declined": "decline_merge merge",
    "merged": "merge",
    "passed_on": "check_cost pass_on",
    "taken_up": "take_up",
    # proposal/private_matters
    "private_matter_answered": "answer_private",
    "private_matter_brought": "bring_private",
    "private_matter_late": "mark_private",
    # proposal/draws
    "draw_announced": "announce_draw",
    # proposal/media
    "file_attached": (
        "attach_file announce correct_announcement comment post_proof report_progress "
        "finish record_official_result apply_task propose_project"
    ),
    # proposal/suggest
    "advisory_chosen": "choose_advisory",
    "effect_declared": "declare_effect",
    "legality_reviewed": "review_legality",
    "meeting_asked": "ask_meeting",
    "notice_extended": "open_vote",
    "notice_shortened": "shorten_notice",
    "opinion_given": "give_opinion",
    "proof_posted": "post_proof",
    "recommendation_answered": "answer_recommendation go_on_with_own_text",
    "recommended": "recommend refuse_task",
    "recused": "recuse",
    "study_recorded": "record_study",
    # proposal/notice
    "delegation_recorded": "record_delegation",
    "notice_restarted": "restart_notice",
    # proposal/supervise
    "certificate_signed": "certify refuse_certificate",
    "finding_recorded": "record_finding",
    "finding_rectified": "rectify",
    "finding_verified": "verify_rectified",
    "finding_waived": "waive_finding",
    "objected": "object",
    "objection_answered": "answer_objection",
    "objection_unanswered": "mark_objection",
    "objection_remedied": "remedy remedy_in_silence",
    "objection_unremedied": "remedy_in_silence",
    "question_answered": "answer_question",
    "question_asked": "ask_question",
    "question_unanswered": "mark_question",
    "result_certified": "certify",
    "resumed": "resume",
    "returned": "return_once",
    "stage_checked": "check_stage",
    "suspended": "suspend",
    "work_accepted": "accept",
    # proposal/carry_out
    "assigned": "assign name_committee",
    "covenant_filed": "file_covenant",
    "evaluation_closed": "close",
    "last_day_named": "submit return_once remedy remedy_in_silence",
    "not_carried_out": "not_carried_out",
    "progress_reported": "report_progress",
    "rated": "rate",
    "work_finished": "finish",
    # proposal/cycle
    "put_aside": "set_aside",
    # vote/resolve
    "attendance_recorded": "record_attendance",
    "ballot_cast": "cast_ballot cast_for enter_batch_again resolve_batch",
    "ballots_disclosed": "close_vote",
    "roll_frozen": "open_vote",
    "vote_counted": _COUNTED,
    "vote_repeated": "repeat_vote",
    "window_moved": "announce_official_vote move_deadline",
    # vote/papers
    "option_decided": "check_project vet_candidate withdraw_project withdraw_candidacy drop_plan",
    "option_offered": "name_written_in propose_project answer_nomination offer_plan",
    "paper_counted": _COUNTED,
    "paper_frozen": "open_vote",
    "phase_entered": (
        "end_objections record_delegation open_budget_round demand_recall call_election submit"
    ),
    # vote/proxies
    "proxy_answered": "answer_proxy",
    "proxy_ended": "revoke_proxy cast_ballot",
    "proxy_granted": "grant_proxy",
    "proxy_used": "cast_for issue_paper",
    # vote/households
    "household_rep_ended": "name_household_rep record_household_rep",
    "household_rep_named": "name_household_rep record_household_rep",
    "households_frozen": "open_vote",
    # vote/owners
    "owners_counted": _COUNTED,
    "owners_roll_frozen": "open_vote",
    "ownership_ended": "end_ownership",
    "ownership_recorded": "record_ownership",
    "representative_ended": "end_representative",
    "representative_recorded": "record_representative",
    # vote/official
    "official_result_confirmed": "confirm_official_result close_vote",
    "official_result_recorded": "record_official_result",
    "official_vote_announced": "announce_official_vote",
    # vote/paper_ballots
    "batch_counted": "enter_batch_again resolve_batch",
    "batch_entered": "enter_batch",
    "batch_entered_again": "enter_batch_again",
    "paper_awaited": "close_vote",
    "paper_finished": "finish_paper",
    "paper_issued": "issue_paper settle_paper",
    "paper_reconciled": "close_vote",
    "paper_returned_unused": "settle_paper",
    "paper_voided": "settle_paper",
    "secret_totals": "close_vote",
    "unissued_destroyed": "destroy_unissued",
    "vote_annulled": "close_vote",
    # matters/elections
    "election_called": "call_election",
    "election_confirmed": "confirm_election",
    "election_counted": _COUNTED,
    "election_filed": "file_election",
    "nominated": "nominate",
    "nomination_answered": "answer_nomination",
    "nomination_supported": "nominate support_nomination",
    "nominations_reopened": "end_nominations end_vetting",
    "second_round_called": "call_second_round",
    "written_in_named": "name_written_in",
    # matters/recalls
    "recall_defended": "defend_recall",
    "recall_demanded": "demand_recall",
    "recall_ended": "close_vote",
    "recall_joined": "demand_recall join_recall",
    "recall_reached": "demand_recall join_recall",
    # matters/funds
    "budget_round_opened": "open_budget_round",
    "cost_checked": "check_cost",
    "cost_named": "submit",
    "list_put_to_vote": "end_objections",
    "spend_audited": "audit_spend",
    "spend_explained": "explain_spend",
    "spend_recorded": "record_spend",
    "spend_struck": "strike_spend",
    "spend_unaudited": "mark_spend",
    # matters/tasks
    "task_admitted": "end_objections",
    "task_applied": "apply_task",
    "task_ended": "review_task exit_task end_task",
    "task_money_recorded": "record_task_money",
    "task_money_struck": "strike_task_money",
    "task_refused": "refuse_task",
    "task_review_missed": "mark_task_review",
    "task_reviewed": "review_task",
    # announcement
    "announced": "announce correct_announcement",
    "announcement_corrected": "correct_announcement",
    "announcement_withdrawn": "withdraw_announcement",
    "answered_about": "answer_about",
    "asked_about": "ask_about",
    "unanswered_about": "mark_about",
    # people/people
    "body_erased": "erase",
    "came_of_age": "come_of_age",
    "code_card_issued": "issue_card",
    "community_created": "create_community",
    "dwelling_entered": "enter_people move_person",
    "group_entered": "enter_people move_person",
    "letter_printed": "print_letter take_away_factors",
    "office_left": "leave_office confirm_election answer_nomination record_left close_vote",
    "office_taken": "take_office confirm_election",
    "organisation_entered": "take_office",
    "person_entered": "enter_people",
    "relative_declared": "declare_relative",
    "resident_joined": "join",
    "rulebook_adopted": "create_community adopt_rulebook",
    # people/roster
    "correction_answered": "answer_correction",
    "correction_asked": "ask_correction",
    "entries_merged": "merge_entries",
    "person_corrected": "correct_person",
    "person_left": "record_left",
    "person_moved": "move_person",
    "person_returned": "record_return",
    # people/desk
    "factors_taken_away": "take_away_factors",
    "reset_asked": "ask_reset",
    "reset_confirmed": "confirm_reset",
    "reset_dropped": "drop_reset",
    # people/corrections
    "entry_corrected": "correct_entry",
    "rating_struck": "correct_entry",
}

WRITTEN_BY: dict[str, frozenset[ActName]] = {
    kind: frozenset(ActName(act) for act in acts.split()) for kind, acts in _TABLE.items()
}

# Which acts end what the clock was to do, beside the clock's own: act of the clock → acts.
_ENDED_BY = {
    "adopt_in_silence": "ask_merge",
    "bring_to_council": "take_back",
    "finish_withdrawal": "take_over",
    "go_on_with_own_text": "answer_recommendation revise",
    "mark_about": "answer_about hide_about",
    "mark_objection": "answer_objection",
    "mark_question": "answer_question",
    "mark_spend": "audit_spend strike_spend",
    "mark_task_review": "review_task",
    "merge": "decline_merge",
    "name_committee": "assign",
    "pass_council_by": "recommend",
    "pass_legality_by": "review_legality",
    "pass_supervisors_by": "certify",
    "remedy_in_silence": "remedy",
    "reopen_in_silence": "decide_appeal",
    "show_in_silence": "decide_hiding",
}
ENDED_BY = {
    ActName(clock): frozenset(ActName(a) for a in acts.split()) for clock, acts in _ENDED_BY.items()
}

# Which acts pass a silence by: code → acts.
_SILENT = {
    "adopted_in_silence": "adopt_in_silence",
    "appeal_unanswered": "reopen_in_silence",
    "author_silent": "go_on_with_own_text",
    "breach_unanswered": "go_on_with_own_text",
    "committee_in_charge": "name_committee",
    "council_silent": "pass_council_by",
    "hiding_unanswered": "show_in_silence",
    "no_defence": "end_defence",
    "no_official_result": "close_vote",
    "no_proof_of_posting": "open_vote",
    "not_certified": "pass_supervisors_by end_objections",
    "not_confirmed": "end_unconfirmed",
    "not_inspected": "pass_inspection_by",
    "not_reported": "inspect_as_it_stands",
    "not_reviewed": "pass_legality_by",
    "official_unconfirmed": "close_vote",
    "paper_one_entry": "close_vote",
    "paper_uncounted": "close_vote",
    "task_not_reviewed": "mark_task_review",
    "text_kept": "go_on_with_own_text",
    "too_few_candidates": "end_nominations end_vetting",
}
SILENT = {code: frozenset(ActName(a) for a in acts.split()) for code, acts in _SILENT.items()}
# Of a body that cannot act a stage is passed as it is entered, by whatever act enters it.
ON_ENTRY = frozenset({"no_deliberation_council", "not_inspected"})
