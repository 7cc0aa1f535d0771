"""The words of the paper desk (纸质选票), merged into `web.words`."""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

ACT: dict[str, tuple[Any, Any]] = {
    "issue_paper": (
        _l("Hand out a ballot on paper"),
        _l("The voter cannot vote online while they hold it."),
    ),
    "settle_paper": (
        _l("Ballot back unmarked, spoiled or lost"),
        _l(
            "Its number counts no longer. One other ballot may take the place of a spoiled "
            "or lost one."
        ),
    ),
    "enter_batch": (
        _l("Enter a pile of ballots"),
        _l("The first of two entries. Nothing counts yet."),
    ),
    "enter_batch_again": (
        _l("Enter a pile again"),
        _l(
            "By somebody else, a scrutineer watching. If both entries are the same, the pile "
            "counts."
        ),
    ),
    "resolve_batch": (
        _l("Decide what differs between two entries"),
        _l("By a scrutineer who made neither of them. Then the pile counts."),
    ),
    "destroy_unissued": (
        _l("Record ballots that were destroyed"),
        _l("Printed and handed to nobody: by their numbers, after the last hour."),
    ),
    "finish_paper": (
        _l("End the paper and count"),
        _l("Every ballot that came back is entered; the vote is counted at once."),
    ),
}
FACT: dict[str, Any] = {
    "paper_issued": _l("A ballot on paper was handed out"),
    "paper_returned_unused": _l("A ballot on paper came back unmarked"),
    "paper_voided": _l("A ballot on paper is void"),
    "unissued_destroyed": _l("Ballots handed to nobody were destroyed"),
    "batch_entered": _l("A pile of ballots was entered"),
    "batch_entered_again": _l("A pile of ballots was entered again"),
    "batch_counted": _l("A pile of ballots counts"),
    "paper_awaited": _l("The count waits for ballots on paper"),
    "paper_finished": _l("All ballots on paper are entered"),
    "paper_reconciled": _l("The ballots on paper were reconciled"),
    "secret_totals": _l("The sums of the secret vote were stated"),
    "vote_annulled": _l("The vote was annulled"),
}
CODES: dict[str, Any] = {
    "paper_out": _l("handed out"),
    "paper_unused": _l("back unmarked"),
    "paper_spoiled": _l("spoiled"),
    "paper_lost": _l("lost"),
    "paper_counted": _l("counted"),
    "first_entry": _l("the first entry"),
    "second_entry": _l("the second entry"),
    "scrutineer": _l("the scrutineer beside the second entry, who also settles what differs"),
    "confirms_reset": _l("the supervisor who confirms it"),
    "confirms_result": _l("the supervisor who compares and confirms it"),
    "certifies": _l("further supervisors who certify"),
    "inspects": _l("further supervisors who accept the work"),
    "left_uncounted": _l("on paper: came back, not counted"),
    "left_once": _l("on paper: one of two entries names it, nobody settled whether it came back"),
    "left_spoiled": _l("on paper: given back spoiled, none counted"),
    "left_out": _l("on paper: handed out, none came back"),
    "one_entry": _l("nobody entered it a second time"),
    "entries_differ": _l("the two entries differ, and nobody settled it"),
}
REASON: dict[str, Any] = {
    "paper_issued": _l(
        "A ballot on paper was handed out for this voter (no. %(serial)s). Give it back "
        "unmarked at the desk to vote online."
    ),
    "already_voted": _l("This person has voted online already."),
    "paper_not_out": _l(
        "Ballot no. %(serial)s is not out: it was not handed out, has come back, is void, or "
        "is named twice."
    ),
    "paper_in_pile": _l(
        "Ballot no. %(serial)s stands in pile %(number)s, which is not settled yet. The second "
        "entry says what becomes of it, or the scrutineer who settles what differs."
    ),
    "already_replaced": _l(
        "That ballot already takes the place of another one, and only one is handed out again."
    ),
    "no_paper": _l("No ballot on paper was handed out in this vote."),
    "totals_do_not_add_up": _l(
        "The numbers add up to %(total)s, but the pile has %(sheets)s sheets."
    ),
    "differences_open": _l("Please decide everything that differs (%(number)s left)."),
    "nobody_to_finish": _l(
        "Nobody is left in office to finish this: %(part)s (%(roles)s). Somebody has to take the "
        "office first, or somebody else does this step."
    ),
    "yours_already": _l(
        "You did the first part yourself. The second part needs somebody else, so that two "
        "people say the same."
    ),
    "secret_by_proxy": _l(
        "This vote is secret and on paper. Take the ballot of whoever asked you at the community "
        "desk, with your identity card; nobody votes for them online."
    ),
    "batch_open": _l("A pile is not settled yet: it is entered once, or its entries differ."),
}
NUMBER: dict[str, Any] = {
    "vote.community.paper_days": _l(
        "Days after the vote in which ballots on paper that came back in time may still be entered"
    ),
    "vote.group.paper_days": _l(
        "Group matter: days after the vote in which ballots on paper that came back in time "
        "may still be entered"
    ),
}
CHECK: dict[str, Any] = {
    "paper": _l(
        "Ballots handed out on paper: handed out = came back + unmarked + spoiled + not returned"
    )
}
SILENCE: dict[str, Any] = {
    "paper_one_entry": _l(
        "Ballots on paper did not count: nobody entered their pile a second time by the last day."
    ),
    "paper_uncounted": _l(
        "Ballots on paper did not count: the two entries of their pile differ, and nobody settled "
        "it by the last day."
    ),
}
CHOICE: dict[str, Any] = {"invalid": _l("Invalid")}
OUTCOME: dict[str, Any] = {"annulled": _l("Annulled: no result")}
ENDING: dict[str, Any] = {"annulled": _l("Annulled twice, nothing decided")}
