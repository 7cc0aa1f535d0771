"""What somebody is told right after their act: that it is done, and what others have to do now.

Asked by `telling`.
"""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

# Instead of “Done: …”, where a neighbour would say more than that.
SAID: dict[str, Any] = {
    "cosign": _l("Thank you. You have co-signed it."),
    "take_back": _l("Your name is taken back."),
    "comment": _l("Thank you. Everybody can read what you wrote."),
    "object": _l("Your objection has arrived."),
    "ask_question": _l("Your question is asked."),
    "ask_about": _l("Your question has arrived."),
    "appeal": _l("Your appeal has arrived."),
    "object_hiding": _l("Your objection has arrived."),
    "report_comment": _l("Thank you for telling."),
    "request_merge": _l("Thank you. The deliberation council sees it."),
    "ask_meeting": _l("Thank you. You are counted among those who ask for a meeting."),
    "take_over": _l("Thank you. You are its author now."),
    "adopt": _l("Thank you. You are its author now."),
    "nominate": _l("Thank you. The nomination has arrived."),
    "answer_objection": _l("Your answer has gone out, for everybody to read."),
    "answer_question": _l("Your answer has gone out, for everybody to read."),
    "answer_about": _l("Your answer has gone out, for everybody to read."),
}

# What has to be done next, where the button of the act would not say it.
DUTY: dict[str, Any] = {
    "answer_objection": _l("answer it"),
    "answer_question": _l("answer it"),
    "answer_about": _l("answer it"),
    "answer_correction": _l("answer it"),
    "decide_appeal": _l("answer it"),
    "decide_hiding": _l("decide about it"),
    "hide_comment": _l("look at it"),
    "hide_about": _l("look at it"),
    "take_up": _l("take it up, or pass it on with a reason"),
    "recommend": _l("give advice"),
    "accept": _l("inspect the work"),
    "agree_merge": _l("say whether they agree"),
    "vet_candidate": _l("look whether everybody may stand"),
    "answer_nomination": _l("say whether they stand"),
    "answer_proxy": _l("say whether they vote for you"),
    "cast_ballot": _l("vote"),
}

# role → its body among the names of the rulebook; who else is asked, in words.
BODY: dict[str, Any] = {
    "deliberator": "deliberation_council",
    "councillor": "council",
    "supervisor": "supervisors",
    "committee_member": "residents_committee",
    "lead_organisation": "lead_organisation",
    "election_committee": "election_committee",
    "roll": _l("everybody on the roll"),
    "supporters": _l("author and co-signers"),
    "residents": _l("residents"),
}

# Done before, and it stands.
STOOD: dict[str, Any] = {
    "cosign": _l("You have co-signed it already. It counts."),
    "join_recall": _l("You have joined it already. It counts."),
    "ask_meeting": _l("You have asked for it already. It counts."),
    "agree_merge": _l("You have agreed already. It counts."),
    "support_comment": _l("You have supported it already. It counts."),
}

# (act, reason against) by which another form than the first says so: of acts for which nothing is
# typed that would be lost.
STANDS = frozenset(
    {
        ("cosign", "already_cosigned"),
        ("join_recall", "already_cosigned"),
        ("ask_meeting", "already_asked"),
        ("agree_merge", "already_answered"),
        ("support_comment", "already_in"),
    }
)
