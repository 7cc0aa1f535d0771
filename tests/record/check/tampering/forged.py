"""Acts that were never allowed, appended as the house appends them: tree, tables and counters fit,
and only the charter speaks against them.
"""

from .case import Tampering
from .making import (
    VOTER,
    act,
    ballot,
    batch_counted,
    beside_a_comment,
    certificate,
    certified,
    closed_unsigned,
    entered,
    erased,
    later_date,
    move,
    name_under,
    of_age,
    office,
    paper,
    proxy,
    rated,
    reached,
    reconciled,
    revised,
    shown,
    signed_in,
    submitted,
)

FORGED = (
    Tampering(
        "a ballot of somebody on no roll",
        act(ballot("林一"), "cast_ballot", "林一", "voter"),
        "not_on_roll",
    ),
    Tampering(
        "a ballot in the name of somebody who did not vote",
        act(ballot(VOTER), "cast_ballot", "代表戊", "voter"),
        "cast by",
    ),
    Tampering(
        "a ballot after the close",
        act(ballot(VOTER), "cast_ballot", VOTER, "voter", days=40),
        "a ballot after the close",
    ),
    Tampering(
        "a second ballot that follows no first",
        act(ballot(VOTER, 2, first=True), "cast_ballot", VOTER, "voter"),
        "does not follow the one before",
    ),
    Tampering(
        "a ballot on screen of somebody who holds one on paper",
        act(ballot("代表丙"), "cast_ballot", "代表丙", "voter"),
        "who holds one on paper",
    ),
    Tampering(
        "a ballot under the name of a comment",
        act(ballot(VOTER), "comment", VOTER, "resident"),
        "comment wrote ballot_cast",
    ),
    Tampering(
        "somebody signed in who is on no roll",
        act(signed_in("林一"), "record_attendance", "窗口", "clerk"),
        "is not on the roll",
    ),
    Tampering(
        "a certificate of somebody who is no supervisor",
        act(certificate("林一"), "certify", "林一", "supervisor"),
        "certify was not open to supervisor: wrong_role",
    ),
    Tampering(
        "a certificate in another supervisor's name",
        act(certificate("监事丙"), "certify", "监事乙", "supervisor"),
        "in the name of",
    ),
    Tampering(
        "a result certified by more than signed",
        act(certified, "certify", "监事乙", "supervisor"),
        "certified by 3; 2 signed",
    ),
    Tampering(
        "an office taken by whoever may not give it",
        act(office("林一"), "take_office", "林一", "clerk"),
        "take_office was not open to clerk: wrong_role",
    ),
    Tampering(
        "an office under the name of a comment",
        act(beside_a_comment(office("林一")), "comment", "林九", "resident"),
        "comment wrote office_taken",
    ),
    Tampering(
        "an office the law keeps apart from one held",
        act(office("委员甲"), "take_office", None, "operator"),
        "beside committee_member",
    ),
    Tampering(
        "a vote closed before its end",
        act(move("voted", "vote", "publish"), "close_vote"),
        "the clock did close_vote, which was not due",
    ),
    Tampering(
        "a vote closed without a count",
        act(move("voted", "vote", "publish"), "close_vote", days=40),
        "a vote closed without a count",
    ),
    Tampering(
        "a stage the act's row does not name",
        act(move("voted", "vote", "carry_out"), "close_vote", days=40),
        "close_vote moved it to carry_out",
    ),
    Tampering(
        "a stage moved under the name of a comment",
        act(beside_a_comment(move("gathers", "gather", "take_up")), "comment", "林九", "resident"),
        "comment moved it to take_up",
    ),
    Tampering(
        "a passed matter ended as rejected",
        act(closed_unsigned, "end_objections", days=40),
        "passed, and it went to closed as rejected",
    ),
    Tampering(
        "a co-signature in another's name",
        act(name_under("林七"), "cosign", "林八", "resident"),
        "in the name of",
    ),
    Tampering(
        "a second co-signature of one person",
        act(name_under("林五", again=True), "cosign", "林五", "resident"),
        "signed twice",
    ),
    Tampering(
        "a co-signature under one's own proposal",
        act(name_under("林四"), "cosign", "林四", "resident"),
        "signed their own proposal",
    ),
    Tampering(
        "a co-signature counted among the offices",
        act(name_under("林七", office=True), "cosign", "林七", "resident"),
        "as somebody else than they were",
    ),
    Tampering(
        "a threshold said to be reached",
        act(reached, "cosign", "林七", "resident"),
        "10 and 0 names, and there are others",
    ),
    Tampering(
        "a proposal brought to the council on too few names",
        act(move("gathers", "gather", "take_up"), "bring_to_council"),
        "the clock did bring_to_council, which was not due",
    ),
    Tampering(
        "days the rules do not name",
        act(later_date(2), "ask_question", "监事甲", "supervisor"),
        "mark_question: 2 days, and the rules name",
    ),
    Tampering(
        "a date the calendar does not give",
        act(later_date(7), "ask_question", "监事甲", "supervisor"),
        "and by the calendar",
    ),
    Tampering(
        "days counted from another day",
        act(later_date(7, start_later=-3), "ask_question", "监事甲", "supervisor"),
        "from another day than its act",
    ),
    Tampering(
        "a version of a text left out",
        act(revised, "revise", "林四", "author"),
        "version 3 after 1",
    ),
    Tampering(
        "a number left out",
        act(submitted(number=77), "draft", "林八", "resident"),
        "draft wrote proposal_submitted",
    ),
    Tampering(
        "a proposal under rules nobody adopted",
        act(submitted(rulebook="0" * 64), "open_budget_round", "委员甲", "committee_member"),
        "in the name of",
    ),
    Tampering(
        "a rating where nothing is rated",
        act(rated, "rate", "林九", "resident"),
        "rate was not open to resident: wrong_stage",
    ),
    Tampering(
        "a comment hidden by a neighbour",
        act(shown, "hide_comment", "林九", "clerk"),
        "hide_comment was not open to clerk: wrong_role",
    ),
    Tampering(
        "an act entered at the desk that cannot be",
        act(entered("certify", certificate("监事乙"), "监事乙"), "enter_for", "窗口", "clerk"),
        "certify was entered at the desk, where it cannot be",
    ),
    Tampering(
        "a ballot entered at the desk for somebody on no roll",
        act(
            entered("cast_ballot", ballot("林一"), "林一", witness="监事甲"),
            "enter_for",
            "窗口",
            "clerk",
        ),
        "not_on_roll",
    ),
    Tampering(
        "a ballot entered at the desk with nobody beside it",
        act(entered("cast_ballot", ballot(VOTER), VOTER), "enter_for", "窗口", "clerk"),
        "with nobody beside it",
    ),
    Tampering(
        "a ballot entered at the desk beside who is no supervisor",
        act(
            entered("cast_ballot", ballot(VOTER), VOTER, witness="林九"),
            "enter_for",
            "窗口",
            "clerk",
        ),
        "who is no supervisor",
    ),
    Tampering(
        "a ballot in somebody's name, of whom the desk says another",
        act(
            entered("cast_ballot", ballot("代表戊"), VOTER, witness="监事甲"),
            "enter_for",
            "窗口",
            "clerk",
        ),
        "cast by",
    ),
    Tampering(
        "a paper for somebody on no roll",
        act(paper("林一"), "issue_paper", "窗口", "clerk"),
        "who is not on the roll",
    ),
    Tampering(
        "a paper for somebody who has voted",
        act(paper("代表甲"), "issue_paper", "窗口", "clerk"),
        "who has voted",
    ),
    Tampering(
        "a second paper for one voter",
        act(paper("代表丙", again=True), "issue_paper", "窗口", "clerk"),
        "who holds one",
    ),
    Tampering(
        "a paper whose number leaves one out",
        act(paper(VOTER, serial=9), "issue_paper", "窗口", "clerk"),
        "paper 9 without the one before",
    ),
    Tampering(
        "a batch entered and counted by one hand",
        act(batch_counted, "enter_batch_again", "窗口", "clerk"),
        "enter_batch_again wrote batch_entered",
    ),
    Tampering(
        "a vote counted over the head of who has ballots in hand",
        act(reconciled, "close_vote", days=7),
        "counted with ballots in hand, which were not awaited",
    ),
    Tampering(
        "a proxy of somebody who has voted",
        act(proxy("代表甲", VOTER), "grant_proxy", "代表甲", "resident"),
        "had voted",
    ),
    Tampering(
        "a proxy in another's name",
        act(proxy("代表戊", VOTER), "grant_proxy", VOTER, "resident"),
        "in the name of",
    ),
    Tampering(
        "an erasure of what never was",
        act(erased, "erase", "窗口", "clerk"),
        "it erased the text body",
    ),
    Tampering("a child said to be of age", act(of_age, "come_of_age"), "came of age too early"),
    Tampering(
        "an act of the shell by nobody",
        act(office("林一"), "take_office", None, "clock"),
        "take_office was not open to clock",
    ),
)
