"""Why something is refused."""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

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
    "unknown_subject": _l("There is no such matter here."),
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
    "stacked_marks": _l("More than %(most)s marks stand on one letter. Please take some away."),
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
    "already_kept": _l("That was looked at already for this reason, and it stays."),
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
    "nothing_left_to_bar": _l(
        "The vote is over, and your office has nothing more to do in this matter: there is nothing "
        "left to step aside from."
    ),
    "not_the_recalled": _l("Only whom the demand concerns answers it."),
    "already_objected": _l("You have already objected on this ground."),
    "already_answered": _l("That has already been answered."),
    "objections_over": _l("The days for objections are over."),
    "remedy_waits": _l(
        "An objection was upheld, and what follows from it is still to be done (%(roles)s, by "
        "%(until)s). Certify after that."
    ),
    "fault_stands": _l(
        "An objection was upheld, and what follows from it is still to be said (%(roles)s). "
        "Confirm after that."
    ),
    "nothing_to_object": _l("It ended before anything was announced or voted on."),
    "not_yet": _l("It is too early for that."),
    "already_proved": _l("Proof of posting is already recorded."),
    "too_short_notice": _l("At least %(least)s hours of notice are needed."),
    "already_asked": _l("You have already asked."),
    "nothing_to_answer": _l("There is nothing to answer."),
    "result_gone": _l(
        "The result this objection was made to does not hold any more. The objection ended with it."
    ),
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
    "suspended_once": _l("The work was suspended before. That is possible once after each vote."),
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
    "erased_entry": _l("That entry was erased; nothing can be recorded of it any more."),
    "holds_office": _l("Whoever holds an office leaves it first; then the entry can be erased."),
    "part_of_entry": _l("This belongs to an entry of the roster. Erase the entry itself."),
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
