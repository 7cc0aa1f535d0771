"""What the acts of every matter are called: of people, of the clock and of the office."""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

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
        _l("Whoever may hide it looks at it, and hides it only for a reason of the public list."),
    ),
    "hide_comment": (
        _l("Hide a contribution"),
        _l(
            "A stub with the reason stays in its place. Whoever wrote it is told and may "
            "object to the supervisors."
        ),
    ),
    "keep_comment": (
        _l("Looked at: no need to hide it"),
        _l("It stays as it is. Whoever wrote it and whoever reported it are told."),
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
    "suspend": (_l("Suspend the work"), _l("Once, and for at most the days the rules allow.")),
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
    "take_away_factors": _l("Take lost second factors away in the shell"),
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
# What waits may be answered by another act than the one it names.
DUTY: dict[str, Any] = {
    "hide_comment": _l("Look at what was reported"),
    "hide_about": _l("Look at what was reported"),
}
