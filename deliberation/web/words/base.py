"""Codes into words, in the reader's language: stages, roles, acts, facts, reasons.

The only place where a code meets a sentence.
"""

from typing import Any

from deliberation.charter.owning import OWNERS_MATTERS
from deliberation.charter.reasons import Reason
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l

from . import election as election_words
from . import fund as fund_words
from . import official as official_words
from . import owner as owner_words
from . import paper as paper_words
from . import paper_desk as paper_desk_words
from . import proxy as proxy_words
from . import task as task_words

STAGE: dict[str, Any] = {
    "draft": _l("Draft"),
    "gather": _l("Gathering support"),
    "take_up": _l("With the deliberation council"),
    "advise": _l("Council’s advice"),
    "notice": _l("Notice before the vote"),
    "vote": _l("Vote"),
    "publish": _l("Result published"),
    "carry_out": _l("Being carried out"),
    "inspect": _l("Inspection"),
    "evaluate": _l("Evaluation"),
    "closed": _l("Closed"),
}
ENDING: dict[str, Any] = {
    "completed": _l("Completed"),
    "rejected": _l("Rejected"),
    "inquorate": _l("Not enough came, so nothing was decided"),
    "lapsed": _l("Lapsed"),
    "withdrawn": _l("Withdrawn"),
    "passed_on": _l("Passed on"),
    "merged": _l("Merged"),
    "set_aside": _l("Set aside"),
    "not_carried_out": _l("Not carried out"),
}
OUTCOME: dict[str, Any] = {
    "passed": _l("Passed"),
    "rejected": _l("Rejected"),
    "inquorate": _l("Not enough came, so nothing was decided"),
}
VERB: dict[str, tuple[str, Any, str]] = {
    "inform": ("知", _l("Inform"), "inform"),
    "deliberate": ("议", _l("Deliberate"), "propose"),
    "decide": ("决", _l("Decide"), "resolve"),
    "carry_out": ("行", _l("Carry out"), "carry_out"),
    "supervise": ("督", _l("Supervise"), "supervise"),
    "evaluate": ("评", _l("Evaluate"), "evaluate"),
}
SEAL_STATE: dict[str, Any] = {
    "done": _l(": done"),
    "now": _l(": now"),
    "todo": _l(": still to come"),
}
ROLE: dict[str, Any] = {
    "visitor": _l("everybody"),
    "resident": _l("resident"),
    "owner": _l("owner"),
    "author": _l("author"),
    "cosigner": _l("co-signer"),
    "voter": _l("person on the roll"),
    "deliberator": _l("deliberator"),
    "councillor": _l("councillor"),
    "representative": _l("representative"),
    "committee_member": _l("committee member"),
    "supervisor": _l("supervisor"),
    "lead_organisation": _l("lead organisation"),
    "organisation": _l("organisation in charge"),
    "clerk": _l("clerk"),
    "clock": _l("the clock"),
    "operator": _l("operator (shell)"),
    "imported": _l("from the source"),
}
STANCE: dict[str, tuple[Any, str]] = {
    "for": (_l("for"), "propose"),
    "against": (_l("against"), "resolve"),
    "neutral": (_l("neutral"), "inform"),
}
CHOICE: dict[str, Any] = {"for": _l("For"), "against": _l("Against"), "abstain": _l("Abstain")}
EFFECT: dict[str, Any] = {
    "advisory": _l("This vote is advisory."),
    "binding_by_charter": _l("This vote binds by the community’s charter."),
    "external_official_system": _l("The official system decides; this page records its result."),
}
EFFECT_NOTE: dict[str, Any] = {
    "no_kind_property_special": _l(
        "It raises the maintenance fund, rebuilds, or changes the use of common parts. That "
        "way of deciding is not set up here yet, so this vote can only advise."
    ),
    "no_kind_property": _l(
        "It touches owners’ common parts or the maintenance fund. That way of deciding is "
        "not set up here yet, so this vote can only advise."
    ),
    "no_kind_fund": _l(
        "It spends the community’s money. That way of deciding is not set up here yet, so "
        "this vote can only advise."
    ),
    "no_kind_covenant": _l(
        "It writes or changes the covenant. That way of deciding is not set up here yet, so "
        "this vote can only advise."
    ),
    "no_kind_mediation": _l(
        "It concerns one neighbour. Mediation may help more; a vote can only advise."
    ),
    "without_study": _l("The author chose an advisory vote rather than wait longer for the study."),
    "breach_named": _l(
        "The legality review named a breach that was not answered, so this vote can only advise."
    ),
}
QUESTION: dict[str, Any] = {
    "rebuilds_common_parts": _l(
        "Does it raise the maintenance fund, rebuild, or change what common parts are used for?"
    ),
    "uses_common_parts": _l("Does it use owners’ common parts or the maintenance fund?"),
    "spends_money": _l("Does it spend the community’s money?"),
    "concerns_one_neighbour": _l("Does it concern only you and one neighbour?"),
    "changes_covenant": _l("Does it write or change the residents’ covenant or the charter?"),
}
# act → (button, what happens when it is pressed)
ACT: dict[str, tuple[Any, Any]] = {
    "draft": (_l("Write a proposal"), _l("Only you see it until you submit it.")),
    "adopt": (
        _l("Adopt this proposal"),
        _l("You become its author. It stays a draft until you submit it."),
    ),
    "revise": (
        _l("Change the text"),
        _l(
            "A new version is published. Co-signers are told and have some days to take "
            "their name back."
        ),
    ),
    "submit": (
        _l("Submit to the community"),
        _l("The proposal gets a number and everybody can read it. Gathering support begins."),
    ),
    "withdraw": (
        _l("Withdraw the proposal"),
        _l(
            "If others have signed, they may keep it: one of them can take it over within "
            "the days shown."
        ),
    ),
    "take_over": (_l("Take the proposal over"), _l("You become its author and carry it on.")),
    "cosign": (
        _l("I support this too (co-sign)"),
        _l(
            "Your support counts towards the threshold. You may take it back while support "
            "is gathered."
        ),
    ),
    "take_back": (_l("Take my name back"), _l("Your co-signature no longer counts.")),
    "comment": (_l("Join the discussion"), _l("Everybody can read it, with your masked name.")),
    "attach_file": (
        _l("Add photos or files"),
        _l("They stand beside the text, open to everybody as soon as the proposal is."),
    ),
    "take_up": (
        _l("Take it up"),
        _l(
            "The deliberation council adopts it as its own proposal; it goes to the council "
            "for advice."
        ),
    ),
    "pass_on": (
        _l("Pass it on"),
        _l(
            "The proposal ends here with your reason. Its author and co-signers may appeal "
            "to the supervisors."
        ),
    ),
    "ask_merge": (
        _l("Ask to merge"),
        _l(
            "Author and co-signers are asked, each for themselves, whether they move to the "
            "other proposal."
        ),
    ),
    "request_merge": (
        _l("Ask the council to merge them"),
        _l(
            "The residents’ deliberation council sees it. No support moves unless author and "
            "co-signers agree, each for themselves. Both texts stay readable."
        ),
    ),
    "agree_merge": (_l("Agree to the merge"), _l("Your support moves if the author agrees too.")),
    "decline_merge": (_l("Decline the merge"), _l("The proposal goes on by itself.")),
    "appeal": (
        _l("Appeal to the supervisors"),
        _l("They answer in the days shown; their silence counts for you."),
    ),
    "decide_appeal": (
        _l("Decide the appeal"),
        _l("Uphold the passing on, or refer the proposal back."),
    ),
    "give_opinion": (_l("Give my opinion"), _l("Your opinion is published with your name.")),
    "recommend": (
        _l("Record the council’s recommendation"),
        _l("It is published with its reasons. It advises and cannot block."),
    ),
    "answer_recommendation": (
        _l("Answer the council"),
        _l("Take over the council’s text, or keep your own with the council’s beside it."),
    ),
    "record_study": (
        _l("Record the study"),
        _l("The lead organisation’s study before the vote (Art 30)."),
    ),
    "review_legality": (
        _l("Record the legality review"),
        _l(
            "A breach returns the text to its author, naming the article. It never drops the "
            "proposal."
        ),
    ),
    "choose_advisory": (
        _l("Choose an advisory vote"),
        _l("The proposal no longer waits for the study; the vote can only advise."),
    ),
    "recuse": (
        _l("This concerns me: I take no part"),
        _l("You take no part in this matter in any office. It is shown and cannot be undone."),
    ),
    "post_proof": (
        _l("Record that it hangs on the board"),
        _l("Proof of posting: where, and since which day."),
    ),
    "restart_notice": (
        _l("Withdraw a faulty notice"),
        _l(
            "The notice starts again: it is posted anew, and its days are counted from the "
            "beginning. Both stand in the timeline."
        ),
    ),
    "shorten_notice": (
        _l("Shorten the notice (emergency)"),
        _l("With reasons, for special circumstances (Art 26). Quorum and majority stay."),
    ),
    "ask_meeting": (
        _l("Ask for a meeting"),
        _l("If enough ask, the residents’ committee must call one."),
    ),
    "declare_effect": (_l("Set the legal effect"), _l("With the document it rests on.")),
    "cast_ballot": (
        _l("Vote"),
        _l("You may change it until the vote closes; the last one counts."),
    ),
    "report_comment": (
        _l("Report a contribution"),
        _l("The desk and the residents’ committee look at it."),
    ),
    "hide_comment": (
        _l("Hide a contribution"),
        _l(
            "A stub with the reason stays in its place. Whoever wrote it is told and may "
            "object to the supervisors."
        ),
    ),
    "object_hiding": (
        _l("Object to the hiding"),
        _l("A supervisor decides with reasons: it stays hidden, or is shown again."),
    ),
    "decide_hiding": (
        _l("Decide about a hidden contribution"),
        _l("Your reasons are public in the log of moderation."),
    ),
    "support_comment": (
        _l("Support a contribution"),
        _l("It is counted, once per person, and never shown with your name. You may take it back."),
    ),
    "take_back_support": (_l("No longer support it"), _l("It is no longer counted.")),
    "record_attendance": (
        _l("Sign somebody in"),
        _l("They count as present. Without a ballot that is an abstention."),
    ),
    "repeat_vote": (_l("Repeat the vote"), _l("Once, without gathering support again.")),
    "certify": (
        _l("Certify the count"),
        _l("In your own name. You may add a dissent; it is printed."),
    ),
    "refuse_certificate": (
        _l("Refuse to certify"),
        _l("With reasons. The ballots are counted once more, then both statements are shown."),
    ),
    "object": (_l("I disagree (objection)"), _l("Answered with reasons within the days shown.")),
    "answer_objection": (_l("Answer the objection"), _l("With reasons; everybody can read it.")),
    "ask_question": (_l("Ask a formal question"), _l("An answer is due within the days shown.")),
    "answer_question": (_l("Answer the question"), _l("Everybody can read the answer.")),
    "return_once": (
        _l("Return for reconsideration"),
        _l("Possible once, and never while a vote is open."),
    ),
    "suspend": (_l("Suspend the work"), _l("For at most the days the rules allow.")),
    "resume": (_l("Let the work go on"), _l("The suspension ends now.")),
    "record_finding": (
        _l("Record a finding"),
        _l("Acceptance waits until it is put right and verified."),
    ),
    "verify_rectified": (_l("Verify that it is put right"), _l("Or open it again.")),
    "accept": (
        _l("Accept the work"),
        _l("In your own name. With enough acceptances residents are asked to rate it."),
    ),
    "set_aside": (
        _l("Record that it was set aside"),
        _l("By the residents’ assembly or a correction order, with the document. Work stops."),
    ),
    "check_stage": (
        _l("Tick what I checked myself"),
        _l("It stands in the timeline in your own name, and beside the certificate."),
    ),
    "assign": (_l("Put somebody in charge"), _l("With the task and its last day.")),
    "report_progress": (_l("Report progress"), _l("How far it is, with evidence.")),
    "file_covenant": (
        _l("Record the filing"),
        _l("The covenant as passed is in force from now on; supervisors look at the filing."),
    ),
    "finish": (_l("Report completion"), _l("It goes to the supervisors for inspection.")),
    "rectify": (_l("Report that it is put right"), _l("A supervisor will look.")),
    "not_carried_out": (
        _l("Record that it is not carried out"),
        _l("By decision of the body that resolved it, with reasons."),
    ),
    "rate": (_l("Rate the result"), _l("From 1 to 5; you may change it while the window is open.")),
}
CLOCK_ACT: dict[str, Any] = {
    "bring_to_council": _l("enough support: to the deliberation council"),
    "return_to_gather": _l("support lost: gather again"),
    "lapse": _l("not enough support: lapses"),
    "adopt_in_silence": _l("no answer: counts as adopted"),
    "merge": _l("merged if the author agreed"),
    "finish_withdrawal": _l("withdrawn"),
    "reopen_in_silence": _l("no answer: referred back"),
    "pass_council_by": _l("no advice: goes on without"),
    "go_on_with_own_text": _l("no answer: goes on with its own text"),
    "pass_legality_by": _l("not reviewed: goes on, marked"),
    "proceed": _l("co-signers’ days over"),
    "open_vote": _l("the vote opens"),
    "close_vote": _l("the vote closes"),
    "pass_supervisors_by": _l("not certified: stands, marked"),
    "end_objections": _l("objection days over"),
    "mark_objection": _l("an unanswered objection is marked"),
    "mark_question": _l("an unanswered question is marked"),
    "resume": _l("the suspension ends"),
    "pass_inspection_by": _l("not inspected: goes on, marked"),
    "name_committee": _l("nobody in charge: the residents’ committee is"),
    "inspect_as_it_stands": _l("no report: inspected as it stands"),
    "close": _l("rating closes"),
    "show_in_silence": _l("no answer about a hidden contribution: shown again, or marked"),
    "mark_private": _l("the office is late: the supervisors answer as well"),
    "come_of_age": _l("turns 18"),
    "move_deadline": _l("a provisional date moves later"),
}
OFFICE_ACT: dict[str, Any] = {
    "announce_draw": _l("Announce a random check"),
    "join": _l("Take up one’s account"),
    "enter_people": _l("Enter people on the roster"),
    "take_office": _l("Record an office"),
    "leave_office": _l("Record the end of an office"),
    "declare_relative": _l("Declare near relatives"),
    "erase": _l("Erase personal words"),
    "issue_card": _l("Print a code card"),
    "print_letter": _l("Print a letter with a joining code in the shell"),
    "correct_entry": _l("Correct a desk entry"),
    "enter_for": _l("Enter for somebody at the desk"),
    "enter_new_for": _l("Begin a proposal for somebody at the desk"),
    "ask_reset": _l("Ask that a lost second factor be taken away"),
    "confirm_reset": _l("Confirm that a second factor is taken away"),
    "drop_reset": _l("Drop such a request"),
    "correct_person": _l("Correct an entry of the roster"),
    "move_person": _l("Record a move within the community"),
    "record_left": _l("Record that somebody moved away or died"),
    "record_return": _l("Record that somebody is back"),
    "merge_entries": _l("Merge two entries of one person"),
    "bring_private": _l("Write to the community office only"),
    "answer_private": _l("Answer what was written to the office only"),
    "ask_correction": _l("Ask that one’s own entry be put right"),
    "answer_correction": _l("Answer a request to put an entry right"),
    "record_ownership": _l("Record a unit that somebody owns"),
    "end_ownership": _l("Record that a unit is theirs no more"),
    "record_representative": _l("Record who acts for an owner"),
    "end_representative": _l("End that somebody acts for an owner"),
    "create_community": _l("Found a community"),
    "adopt_rulebook": _l("Put rules in force"),
    "import_proposals": _l("Import proposals from open data"),
    "import_comments": _l("Import comments from open data"),
}
SILENCE: dict[str, Any] = {
    "no_deliberation_council": _l("There is no deliberation council, so it counts as adopted."),
    "adopted_in_silence": _l("The deliberation council did not answer in time: adopted."),
    "council_silent": _l("No advice was given in time. The proposal went on."),
    "not_reviewed": _l("No legality review in time. The proposal went on."),
    "author_silent": _l(
        "The author did not answer in time. Their text goes on with the council’s changes "
        "beside it."
    ),
    "breach_unanswered": _l("The breach named by the review was not answered in time."),
    "no_proof_of_posting": _l("The vote opened without proof of posting."),
    "not_certified": _l("Not certified by the supervisors."),
    "not_inspected": _l("Not inspected by the supervisors."),
    "not_reported": _l("No report of completion was made."),
    "hiding_unanswered": _l(
        "The supervisors did not answer an objection to a hiding. It is shown again, unless "
        "it holds personal data of somebody or is unlawful."
    ),
    "committee_in_charge": _l("Nobody was put in charge in time: the residents’ committee is."),
    "appeal_unanswered": _l("The supervisors did not answer the appeal: referred back."),
}
FACT: dict[str, Any] = {
    "proposal_submitted": _l("Submitted to the community"),
    "proposal_revised": _l("The text was changed"),
    "proposal_adopted": _l("A resident became the author"),
    "author_changed": _l("A co-signer took it over"),
    "withdrawal_announced": _l("The author wants to withdraw it"),
    "threshold_reached": _l("Enough support"),
    "threshold_lost": _l("Support fell below the threshold"),
    "taken_up": _l("Taken up by the deliberation council"),
    "passed_on": _l("Passed on with a reason"),
    "merge_asked": _l("Asked to merge"),
    "merge_declined": _l("The merge did not happen"),
    "merge_requested": _l("A resident asked to merge two proposals"),
    "merged": _l("Merged"),
    "appealed": _l("Appealed to the supervisors"),
    "appeal_decided": _l("The appeal was decided"),
    "proposal_imported": _l("Imported from open data"),
    "opinion_given": _l("A councillor gave an opinion"),
    "recommended": _l("The council gave its recommendation"),
    "recommendation_answered": _l("The author answered the council"),
    "study_recorded": _l("The study was recorded"),
    "legality_reviewed": _l("The legality review was recorded"),
    "advisory_chosen": _l("The author chose an advisory vote"),
    "recused": _l("A member takes no part"),
    "effect_declared": _l("The legal effect was set"),
    "notice_shortened": _l("The notice was shortened"),
    "notice_extended": _l("The notice was extended"),
    "notice_restarted": _l("A faulty notice was withdrawn; it starts again"),
    "proof_posted": _l("Proof of posting"),
    "roll_frozen": _l("The roll was frozen"),
    "window_moved": _l("The vote stays open longer: the holidays were announced"),
    "vote_counted": _l("The ballots were counted"),
    "vote_repeated": _l("The vote is repeated"),
    "certificate_signed": _l("A supervisor signed"),
    "stage_checked": _l("Checked by a supervisor"),
    "draw_announced": _l("A random check was announced"),
    "result_certified": _l("The result was certified"),
    "objected": _l("An objection was made"),
    "objection_answered": _l("An objection was answered"),
    "objection_unanswered": _l("An objection was left unanswered"),
    "question_asked": _l("Supervisors asked a question"),
    "question_answered": _l("A question was answered"),
    "question_unanswered": _l("A question was left unanswered"),
    "returned": _l("Returned for reconsideration"),
    "suspended": _l("The work was suspended"),
    "resumed": _l("The work goes on"),
    "finding_recorded": _l("A finding at inspection"),
    "finding_rectified": _l("A finding was put right"),
    "finding_verified": _l("A finding was verified"),
    "work_accepted": _l("A supervisor accepted the work"),
    "assigned": _l("Somebody is in charge"),
    "progress_reported": _l("Progress was reported"),
    "work_finished": _l("Completion was reported"),
    "covenant_filed": _l("Filed with the sub-district, in force"),
    "not_carried_out": _l("It is not carried out"),
    "evaluation_closed": _l("The rating closed"),
    "passed_in_silence": _l("Passed by in silence"),
    "put_aside": _l("Set aside"),
    "stage_moved": _l("Next stage"),
    "community_created": _l("The community began its record"),
    "rulebook_adopted": _l("Rules were put in force"),
    "group_entered": _l("A group was entered"),
    "dwelling_entered": _l("A dwelling was entered"),
    "person_entered": _l("Somebody was entered on the roster"),
    "came_of_age": _l("Somebody turned 18"),
    "resident_joined": _l("A resident joined"),
    "organisation_entered": _l("An organisation was entered"),
    "office_taken": _l("Somebody took office"),
    "office_left": _l("Somebody left office"),
    "code_card_issued": _l("A code card was printed"),
    "letter_printed": _l("A letter with a joining code was printed in the shell"),
    "entered_at_desk": _l("Entered at the desk from a signed slip"),
    "slip_photographed": _l("A signed slip was photographed"),
    "entry_corrected": _l("A desk entry was corrected"),
    "rating_struck": _l("A rating entered by mistake was struck"),
    "file_attached": _l("A photo or file was added"),
    "reset_asked": _l("A lost second factor was reported"),
    "reset_confirmed": _l("A second factor was taken away by two people"),
    "reset_dropped": _l("The request about a second factor was dropped"),
    "comment_reported": _l("A contribution was reported"),
    "comment_hidden": _l("A contribution was hidden"),
    "hiding_objected": _l("Somebody objected to a hiding"),
    "hiding_decided": _l("A supervisor decided about a hidden contribution"),
    "person_corrected": _l("An entry of the roster was corrected"),
    "person_moved": _l("Somebody moved within the community"),
    "person_left": _l("Somebody moved away or died"),
    "person_returned": _l("Somebody is back on the roster"),
    "entries_merged": _l("Two entries of one person were merged"),
    "correction_asked": _l("A correction of an entry was asked for"),
    "ownership_recorded": _l("A unit of an owner was recorded"),
    "ownership_ended": _l("A unit is its owner’s no more"),
    "representative_recorded": _l("Somebody acts for an owner"),
    "representative_ended": _l("Somebody acts for an owner no more"),
    "owners_roll_frozen": _l("The owners with their floor area were put on the roll"),
    "owners_counted": _l("The owners’ votes were counted by heads and by area"),
    "correction_answered": _l("A request to put an entry right was answered"),
    "relative_declared": _l("Near relatives were declared"),
    "body_erased": _l("Personal words were erased"),
    "private_matter_brought": _l("Something was written to the office only"),
    "private_matter_late": _l("The office is late with an answer: the supervisors answer as well"),
    "private_matter_answered": _l("Something written to the office only was answered"),
    "proposal_drafted": _l("A draft was begun"),
    "draft_revised": _l("A draft was changed"),
    "cosigned": _l("Somebody co-signed"),
    "cosignature_taken_back": _l("Somebody took their name back"),
    "commented": _l("Somebody spoke in the discussion"),
    "comment_supported": _l("Somebody supported a contribution"),
    "support_taken_back": _l("Somebody no longer supports a contribution"),
    "comments_imported": _l("Comments were imported"),
    "ballot_cast": _l("A ballot was cast"),
    "ballots_disclosed": _l("Ballots were opened"),
    "attendance_recorded": _l("Somebody signed in"),
    "rated": _l("Somebody rated"),
    "deadline_set": _l("A date was set"),
    "deadline_ended": _l("A date was met or passed"),
    "meeting_asked": _l("Somebody asked for a meeting"),
    "merge_agreed": _l("Somebody agreed to merge"),
}
CHECK: dict[str, Any] = {
    "days_posted": _l("Days really shown before the vote"),
    "proof_of_posting": _l("Proofs of posting"),
    "text_unchanged": _l("Changes to the text since the notice"),
    "notice_restarts": _l("Faulty notices withdrawn and shown anew"),
    "roll_unchanged": _l("Offices on the roll changed since the notice"),
    "factors_unchanged": _l("Second factors changed since the notice"),
    "roster_changes": _l("Roster entries changed since the notice (the roll stays as frozen)"),
    "factor_resets": _l("Second factors taken away at the desk"),
    "desk_ballots": _l("Ballots entered at the desk"),
    "recusals": _l("Recusals"),
    "silences": _l("Steps passed by in silence"),
    "recount": _l("Present, counted again"),
    "objections": _l("Objections still open"),
}
CHECK_VERDICT: dict[str, Any] = {
    "right": _l("right"),
    "wrong": _l("wrong"),
    "look": _l("look at this"),
}
CODES: dict[str, Any] = {
    "support": _l("Supports it"),
    "support_with_changes": _l("Supports it with changes"),
    "oppose": _l("Advises against it"),
    "agree": _l("Agrees"),
    "agree_with_remarks": _l("Agrees, with remarks"),
    "advise_against": _l("Advises against"),
    "clean": _l("No breach found"),
    "breach": _l("Breach found"),
    "own_interest": _l("It concerns my own interest"),
    "relative": _l("It concerns a near relative"),
    "neighbour": _l("It concerns my neighbour"),
    "other": _l("Another reason"),
    "handled_at_once": _l("Handled at once"),
    "mediation": _l("A matter for mediation"),
    "subdistrict": _l("A matter for the sub-district"),
    "duplicate": _l("Already proposed"),
    "unlawful": _l("Not lawful"),
    "notice": _l("The notice before the vote"),
    "result": _l("The result"),
    "count": _l("The count"),
    "roll": _l("The roll"),
    "procedure": _l("The procedure"),
    "content": _l("The content"),
    "upheld": _l("Upheld"),
    "partly": _l("Upheld in part"),
    "rejected": _l("Rejected"),
    "referred_back": _l("Referred back"),
    "author": _l("the author"),
    "deliberation_council": _l("the deliberation council"),
    "council": _l("the council"),
    "residents_committee": _l("the residents’ committee"),
    "clerk": _l("the desk"),
    "organisation": _l("the organisation in charge"),
    "lead_organisation": _l("the lead organisation"),
    "certify": _l("Certified"),
    "refuse": _l("Refused"),
    "posting_seen": _l("I saw the notice on the board"),
    "text_compared": _l("I compared the text with the notice"),
    "roll_compared": _l("I compared the roll"),
    "codes_asked": _l("I asked about second factors"),
    "count_redone": _l("I redid the sum by hand"),
    "assembly": _l("Resolution of the residents’ assembly (Art 30)"),
    "correction_order": _l("Correction order (Art 31)"),
    "advisory": _l("Advisory"),
    "binding_by_charter": _l("Binding by charter"),
    "external_official_system": _l("Official system"),
    "open": _l("open"),
    "unanswered": _l("unanswered"),
    "answered": _l("answered"),
    "rectified": _l("put right, to be verified"),
    "verified": _l("verified"),
    "accepted": _l("accepted"),
    "declined": _l("declined"),
    "silent": _l("no answer"),
    "submitted": _l("submitted"),
    "recommendation": _l("the council’s text"),
    "estate": _l("estate"),
    "building": _l("building"),
    "owner": _l("owner"),
    "tenant": _l("tenant"),
    "study": _l("the study"),
    "legality": _l("the legality review"),
    "consent": _l("the co-signers’ days"),
    "councillor": _l("councillor"),
    "committee": _l("the residents’ committee"),
    "resigned": _l("resigned"),
    "recalled": _l("recalled"),
    "moved_away": _l("moved away"),
    "died": _l("died"),
    "personal_attack": _l("attack on a person"),
    "personal_data": _l("personal data of somebody"),
    "spam": _l("advertising or flood"),
    "off_topic": _l("has nothing to do with it"),
    "hidden": _l("hidden"),
    "shown": _l("shown again"),
    "minor": _l("minor"),
    "merged": _l("merged with another entry"),
    "fault_date": _l("A date on the paper was wrong"),
    "fault_text": _l("The text on the paper was not the final one"),
    "fault_place": _l("It did not hang where or as long as it should"),
    "fault_other": _l("Another reason"),
    "entry_corrected": _l("corrected"),
    "entry_moved": _l("moved within the community"),
    "entry_returned": _l("back again"),
    "entry_merged": _l("merged with another entry"),
    "entry_moved_away": _l("moved away"),
    "entry_died": _l("died"),
    "done": _l("done"),
    "name": _l("Name"),
    "phone": _l("Phone"),
    "birth_date": _l("Date of birth"),
    "succeeded": _l("successor took office"),
    "corrected": _l("entered by mistake"),
}
REASON: dict[str, Any] = {
    "no_such_act": _l("That cannot be done here."),
    "wrong_stage": _l("That is not possible at this stage (%(stage)s)."),
    "wrong_role": _l("This is for others to do (%(roles)s)."),
    "term_expired": _l("Your term has ended."),
    "recused": _l("You declared that this concerns you, so you take no part."),
    "wrong_group": _l("This concerns one group only, and you do not live in it."),
    "not_signed_in": _l("Please sign in first."),
    "factor_needed": _l(
        "Please give the 6 digits of your code card or authenticator (not an SMS)."
    ),
    "unknown_proposal": _l("There is no such proposal here."),
    "unknown_community": _l("There is no such community."),
    "unknown_person": _l("There is no such person here."),
    "unknown_reference": _l("There is no such entry here."),
    "stale_version": _l(
        "The text changed meanwhile: you read version %(yours)s, now it is version %(now)s. "
        "Please read it again."
    ),
    "too_long": _l("Too long: %(length)s characters, at most %(most)s."),
    "too_short": _l("Too short: at least %(least)s characters."),
    "empty_text": _l("Please write something here."),
    "bad_choice": _l("Please choose one of the possibilities."),
    "bad_number": _l("That number is not possible here."),
    "bad_date": _l("That date is not possible here."),
    "date_in_past": _l("That date is in the past."),
    "too_many_gathering": _l("You already have %(most)s proposals gathering support."),
    "already_cosigned": _l("You have already co-signed it."),
    "own_proposal": _l("It is your own proposal."),
    "consent_over": _l("The days for taking names back are over."),
    "already_adopted": _l("Somebody has already adopted it."),
    "not_imported": _l("Only imported proposals can be adopted."),
    "not_complete": _l("Title and text are needed first."),
    "already_decided": _l("That has already been decided."),
    "window_closed": _l("The time for this is over."),
    "not_on_roll": _l("You are not on the roll of this vote."),
    "already_returned": _l("It was already returned once."),
    "already_certified": _l("It is already certified, or you have already signed."),
    "too_many_files": _l("That is too many files: at most %(most)s."),
    "already_hidden": _l("This contribution is hidden already."),
    "too_many_now": _l(
        "That is more than %(most)s in an hour. Please wait a little; everything you typed "
        "is still here."
    ),
    "clock_ahead": _l(
        "The server’s date is %(days)s days after the last entry in the record, and may be "
        "wrong. Nothing was changed. Whoever runs the server has to confirm the date first."
    ),
    "clock_behind": _l(
        "The server’s clock is %(minutes)s minutes behind the last entry in the record, so "
        "it is wrong. Nothing was changed. Please tell the community desk, and try again "
        "later."
    ),
    "has_left": _l("This person is recorded as moved away or dead."),
    "nothing_changed": _l("Nothing is different from what stands there."),
    "entry_in_use": _l(
        "The entry to be closed has an account, an office or a place on a roll under way. "
        "Keep that one and close the other."
    ),
    "witness_needed": _l(
        "A ballot entered at the desk needs the voter’s own code, or the code of a "
        "supervisor who saw it."
    ),
    "two_people_needed": _l(
        "This person holds an office and has a second factor. It is replaced by the desk and "
        "a supervisor together, never by one alone."
    ),
    "own_interest": _l("You have an interest of your own in this."),
    "already_objected": _l("You have already objected on this ground."),
    "already_answered": _l("That has already been answered."),
    "objections_over": _l("The days for objections are over."),
    "nothing_to_object": _l("It ended before anything was announced or voted on."),
    "not_yet": _l("It is too early for that."),
    "already_proved": _l("Proof of posting is already recorded."),
    "too_short_notice": _l("At least %(least)s hours of notice are needed."),
    "already_asked": _l("You have already asked."),
    "nothing_to_answer": _l("There is nothing to answer."),
    "appeal_over": _l("The days for an appeal are over."),
    "already_appealed": _l("It was already appealed."),
    "merge_target": _l("That proposal cannot be merged into."),
    "merge_self": _l("A proposal cannot be merged into itself."),
    "merge_open": _l("A merge was already asked for."),
    "no_merge": _l("No merge is being asked for."),
    "findings_open": _l("Findings are still open."),
    "already_accepted": _l("You have already accepted it."),
    "not_in_charge": _l("You are not in charge of this work."),
    "no_organisation": _l("There is no such organisation."),
    "ballot_in_record": _l(
        "You have already voted on this, and the ballot stands. Whoever has an interest says "
        "so before voting."
    ),
    "already_recused": _l("You have already declared that this concerns you."),
    "already_suspended": _l("It is already suspended."),
    "not_suspended": _l("It is not suspended."),
    "repeat_over": _l("The days for a repeat vote are over."),
    "already_repeated": _l("It was already repeated once."),
    "already_attending": _l("They have already signed in."),
    "incompatible_office": _l("These two offices cannot be held together (%(law)s %(article)s)."),
    "incompatible_relative": _l(
        "A near relative holds an office that excludes this one (%(law)s %(article)s)."
    ),
    "restarted_enough": _l(
        "The notice was started again %(most)s times already. Please ask the supervisors to "
        "return the matter."
    ),
    "already_corrected": _l(
        "This entry was corrected already. Correct the later one, if that is wrong too."
    ),
    "body_full": _l(
        "The residents’ committee has at most %(most)s members; somebody must leave first."
    ),
    "already_in_office": _l("They already hold this office."),
    "unknown_office": _l("There is no such office."),
    "rulebook_refused": _l("The rules were refused: %(reason)s"),
    "slug_taken": _l("That short name is taken."),
    "bad_slug": _l("A short name has 2 to 40 of a–z, 0–9 and -."),
    "already_joined": _l("You have already joined."),
    "already_in": _l("That is already there."),
    "not_adult": _l("Only adults."),
    "already_erased": _l("That is already erased."),
    "share_of_representatives": _l("Representatives must be at least 4/5 of the meeting (Art 28)."),
    "withdrawal_open": _l("The withdrawal is already announced."),
    "no_withdrawal": _l("No withdrawal is announced."),
    "threshold_met": _l("There is enough support."),
    "threshold_not_met": _l("There is not enough support."),
    "no_articles": _l(
        "A covenant is written article by article: begin each on its own line, for example "
        "“第一条 …” or “Article 1 …”."
    ),
    "owns_already": _l("That unit is recorded as theirs already."),
    "no_signing_in": _l("Here only a ballot counts as taking part; signing in is not enough."),
    "unknown_unit": _l(
        "There is no such unit in the roster. Building, unit and room as in the roster, please."
    ),
    "not_a_covenant": _l("This is no covenant: there is nothing to file."),
    "covenant_is_filed": _l(
        "A covenant is not finished like other work: the desk records its filing."
    ),
    "breach_needs_article": _l("A breach names the law and the article."),
    "same_text": _l("The text is the same as before."),
    "already_studied": _l("The study is already recorded."),
    "already_reviewed": _l("The review is already recorded."),
    "suspended": _l("The work is suspended."),
}

# the last parts of a rulebook path → what the number is
NUMBER: dict[str, Any] = {
    "gather.residents": _l("Co-signatures needed"),
    "gather.office_holders": _l("… or of deliberators and representatives"),
    "gather.days": _l("Days to gather support"),
    "take_up.days": _l("Days of the deliberation council"),
    "take_up.appeal_days": _l("Days to appeal against passing on"),
    "advise.days": _l("Days of the council"),
    "advise.author_days": _l("Days of the author to answer"),
    "advise.consent_days": _l("Days of co-signers after a change"),
    "advise.study_required": _l("Study by the lead organisation before the vote"),
    "advise.study_wait_days": _l("Days after which the author may choose an advisory vote"),
    "advise.legality_review": _l("Legality review before the vote"),
    "advise.legality_days": _l("Days of the legality review"),
    "notice.days": _l("Days of notice before the vote"),
    "notice.proof_extension_days": _l("Days added once without proof of posting"),
    "notice.urgent_hours": _l("Least hours of notice in an emergency"),
    "vote.community.days": _l("Days the vote is open"),
    "vote.community.min_working_days": _l("Working days in it, at least"),
    "vote.community.quorum": _l("Quorum: of all members"),
    "vote.community.majority": _l("Majority: of those present"),
    "vote.community.recusal_leaves_base": _l("Who takes no part leaves the base"),
    "vote.community.repeat_days": _l("Days for a repeat vote"),
    "owners.quorum": _l("Must take part: of the floor area, and of the owners"),
    "owners.majority": _l("Majority: of the area that took part, and of those owners"),
    "vote.group.days": _l("Group matter: days the vote is open"),
    "vote.group.min_working_days": _l("Group matter: working days in it, at least"),
    "vote.group.quorum": _l("Group matter: quorum"),
    "vote.group.majority": _l("Group matter: majority"),
    "vote.group.repeat_days": _l("Group matter: days for a repeat vote"),
    "publish.certify_days": _l("Days to certify the count"),
    "publish.certifiers": _l("Supervisors needed to certify"),
    "publish.objection_days": _l("Days to object to the count"),
    "publish.decide_days": _l("Days to answer an objection"),
    "publish.post_days": _l("Days a result is posted"),
    "carry_out.assign_days": _l("Days to put somebody in charge"),
    "carry_out.report_days": _l("Days after the last day for a report"),
    "inspect.days": _l("Days of inspection"),
    "inspect.inspectors": _l("Supervisors needed to accept"),
    "evaluate.days": _l("Days to rate"),
    "supervision.answer_days": _l("Days to answer a formal question"),
    "supervision.suspend_days": _l("Days of a suspension, at most"),
    "term_years": _l("Years of a term"),
    "meeting.call_by_representatives": _l("Representatives who can demand a meeting"),
    "meeting.call_by_residents": _l("Adult residents who can demand a meeting"),
    "meeting.assembly_notice_days": _l("Days of notice of a residents’ assembly"),
    "meeting.representatives_share": _l("Share of representatives in their meeting"),
    "meeting.assembly_quorum": _l("Residents’ assembly: quorum"),
    "meeting.assembly_majority": _l("Residents’ assembly: majority"),
    "limits.comments_per_hour": _l("Contributions of one person in an hour, at most"),
    "limits.reports_per_hour": _l("Reports by one person in an hour, at most"),
    "limits.supports_per_hour": _l("Contributions one person may support in an hour, at most"),
    "limits.hiding_days": _l("Days to answer an objection to a hiding"),
    "limits.private_per_hour": _l("Letters of one person to the office only, in an hour, at most"),
    "limits.private_days": _l("Days of the office to answer what was written to it only"),
    "meeting.committee_min": _l("Members of the residents’ committee, at least"),
    "meeting.committee_max": _l("Members of the residents’ committee, at most"),
}


RULE, BROKEN_BY = (
    paper_words.RULE,
    paper_words.BROKEN_BY,
)  # how a question is counted, what broke a tie

_TABLES = {
    "ROLE": ROLE,
    "CHECK": CHECK,
    "ACT": ACT,
    "CLOCK_ACT": CLOCK_ACT,
    "OFFICE_ACT": OFFICE_ACT,
    "SILENCE": SILENCE,
    "FACT": FACT,
    "CODES": CODES,
    "REASON": REASON,
    "NUMBER": NUMBER,
    "EFFECT_NOTE": EFFECT_NOTE,
    "CHOICE": CHOICE,
    "OUTCOME": OUTCOME,
    "ENDING": ENDING,
}
for _room in (
    owner_words,
    task_words,
    paper_words,
    proxy_words,
    fund_words,
    paper_desk_words,
    election_words,
    official_words,
):
    for _name, _theirs in _TABLES.items():
        _theirs.update(getattr(_room, _name, {}))


def number_word(path: str) -> str:
    """What a number of the rulebook is, for the page “rules in force”."""
    parts = path.split(".")
    tail = ".".join(parts[2:] if parts[0] == "kinds" else parts)
    if parts[0] == "bodies":
        return f"{ROLE.get(parts[1], parts[1])}: {NUMBER['term_years']}"
    if parts[0] == "kinds" and parts[1] in OWNERS_MATTERS and parts[-1] in ("quorum", "majority"):
        tail = f"owners.{parts[-1]}"
    return str(NUMBER.get(tail, tail))


def say(reason: Reason) -> str:
    """One reason as a sentence in the reader's language."""
    params = {k: _param(k, v) for k, v in reason.params.items()}
    text = str(REASON[reason.code])
    try:
        return text % _Lenient(params)
    except (TypeError, ValueError):
        return text


class _Lenient(dict):
    def __missing__(self, key: str) -> str:
        return "—"


def _param(name: str, value: Any) -> str:
    if name == "stage":
        return str(STAGE.get(value, value))
    if name == "roles":
        return _(", ").join(str(ROLE.get(r, r)) for r in value)
    if name in ("stated", "outcome"):
        return str(OUTCOME.get(value, value))
    if name == "side":
        return str(official_words.SIDE[value])
    return str(value)


def act_label(name: str) -> str:
    """The button of an act."""
    return (
        str(ACT[name][0]) if name in ACT else str(CLOCK_ACT.get(name) or OFFICE_ACT.get(name, name))
    )
