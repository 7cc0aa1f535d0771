"""The words of elections and recalls (选举、罢免), merged into `web.words`."""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

ROLE: dict[str, Any] = {"election_committee": _l("member of the election committee")}
ACT: dict[str, tuple[Any, Any]] = {
    "nominate": (
        _l("Nominate somebody"),
        _l(
            "Your nomination is public, with your masked name. Whoever you name is asked "
            "whether they stand."
        ),
    ),
    "support_nomination": (
        _l("I nominate them too"),
        _l(
            "Your nomination counts towards the number the rules ask for. It is public, with "
            "your masked name."
        ),
    ),
    "answer_nomination": (
        _l("Answer whether I stand"),
        _l(
            "If you stand, your full name and your statement are public, and you leave the "
            "election committee if you are on it (Art 15)."
        ),
    ),
    "withdraw_candidacy": (
        _l("I no longer stand"),
        _l("You are off the list. You cannot come back on it in this election."),
    ),
    "vet_candidate": (
        _l("Decide whether they may stand"),
        _l(
            "A refusal names its ground and reasons; everybody can read it, and residents "
            "may object."
        ),
    ),
    "name_written_in": (
        _l("Say whom a written name means"),
        _l(
            "Whoever was elected without standing is looked at before they take office "
            "(written names). Everybody sees the decision."
        ),
    ),
    "call_second_round": (
        _l("Call the next round"),
        _l(
            "Open seats are voted on again among those with most votes; equals stand again. "
            "The same roll votes (Art 19)."
        ),
    ),
    "confirm_election": (
        _l("Confirm the election"),
        _l("Those elected take office by this, with their term. It cannot be undone here."),
    ),
    "file_election": (
        _l("Record the filing or the handing over"),
        _l("With its day and document. Everybody sees it."),
    ),
    "join_recall": (
        _l("I demand it too"),
        _l("Your name stands under the demand. It cannot be taken back."),
    ),
    "defend_recall": (
        _l("Answer the demand"),
        _l(
            "Your answer stands beside the demand and with the ballot, and is read out "
            "before the vote (Art 20)."
        ),
    ),
}
CLOCK_ACT: dict[str, Any] = {
    "end_nominations": _l("the days of nomination are over"),
    "end_vetting": _l("the list of candidates and the roll are published"),
    "end_unconfirmed": _l("nobody confirmed the election: it ends, and nobody takes office by it"),
    "bring_recall": _l("enough demand it: on to the answer and the vote"),
    "end_defence": _l("the days to answer the demand are over"),
}
OFFICE_ACT: dict[str, Any] = {
    "call_election": _l("Call an election"),
    "demand_recall": _l("Demand a recall"),
}
SILENCE: dict[str, Any] = {
    "too_few_candidates": _l("There were too few candidates, twice."),
    "not_confirmed": _l("Nobody confirmed the election in time."),
    "no_defence": _l("The person concerned has not answered so far."),
}
FACT: dict[str, Any] = {
    "election_called": _l("The election was called"),
    "nominated": _l("Somebody was nominated"),
    "nomination_supported": _l("Somebody joined a nomination"),
    "nomination_answered": _l("Somebody answered whether they stand"),
    "nominations_reopened": _l("Too few candidates: nominations go on"),
    "election_counted": _l("The votes were counted, candidate by candidate"),
    "written_in_named": _l("It was decided whom a written name means"),
    "second_round_called": _l("A further round was called"),
    "election_confirmed": _l("The election was confirmed: those elected took office"),
    "election_filed": _l("The filing or the handing over was recorded"),
    "recall_demanded": _l("A recall was demanded"),
    "recall_joined": _l("Somebody joined the demand"),
    "recall_reached": _l("Enough demand the recall"),
    "recall_defended": _l("The person concerned answered the demand"),
    "recall_ended": _l("The recall was decided"),
}
CODES: dict[str, Any] = {
    "post_chair": _l("Chair"),
    "post_vice_chair": _l("Vice chair"),
    "post_member": _l("Member"),
    "source_voters": _l("nominated by voters"),
    "source_party": _l("nominated by the Party organisation"),
    "source_own": _l("stands without nomination"),
    "source_written_in": _l("written on the ballots"),
    "standing_asked": _l("asked, no answer yet"),
    "standing_declined": _l("does not stand"),
    "standing_offered": _l("stands, not looked at yet"),
    "standing_accepted": _l("on the list"),
    "standing_refused": _l("refused"),
    "standing_withdrawn": _l("stands no longer"),
    "standing_elected": _l("elected"),
    "standing_not_elected": _l("not elected"),
    "standing_level": _l("level: stands again"),
    "standing_kept_out": _l("a near relative was elected before them"),
    "way_first": _l("first round"),
    "way_second": _l("Second round"),
    "way_level": _l("Voted again after a tie"),
    "recall_gather": _l("Recall demanded"),
    "recall_advise": _l("Time to answer the demand"),
    "election_passed": _l("Valid. Who was elected stands below."),
    "election_rejected": _l("Valid, and nobody was elected."),
    "election_gather": _l("Nominations open"),
    "election_advise": _l("Candidates are looked at"),
    "election_carry_out": _l("To be confirmed"),
    "not_a_voter": _l("not a voter here (Art 16)"),
    "expelled_from_party": _l("expelled from the Party (Art 18)"),
    "criminal_punishment": _l("punished for a crime (Art 18)"),
    "dark_forces": _l("unlawful acts with organised crime (Art 18)"),
    "illegal_religion_or_cult": _l("illegal religious activity or cult (Art 18)"),
    "incompatible_office": _l("holds an office that does not go with it"),
    "near_relative": _l("near relative of somebody it does not go with"),
    "not_enough_nominators": _l("too few nominated them"),
    "filing_filed": _l("Filed with the sub-district office"),
    "filing_handed_over": _l("The office was handed over"),
}
REASON: dict[str, Any] = {
    "another_matter": _l("This is an election or a recall: it goes another way."),
    "already_nominated": _l("They are nominated for that post already."),
    "one_post_each": _l("You stand for another post already. One person stands for one."),
    "not_a_resident": _l("Only residents of this community can stand."),
    "list_is_published": _l("The list is published. Only a refusal can still be taken back."),
    "not_valid": _l("The vote was not valid; it has to be repeated as a whole."),
    "no_open_seat": _l("No seat is open that anybody could stand for again."),
    "second_round_over": _l("A further round comes within %(days)s days of the vote."),
    "nobody_elected": _l("Nobody was elected."),
    "committee_size": _l(
        "The residents’ committee has %(least)s to %(most)s members (Art 8); this would make "
        "%(members)s."
    ),
    "no_woman": _l(
        "There must be a woman among the members (Art 8): please call the next round for her seat."
    ),
    "seats_by_households": _l(
        "%(households)s households elect %(least)s to %(most)s representatives (Art 13)."
    ),
    "recall_open": _l("A demand to recall them is under way. Please join it."),
    "name_open": _l("A name written on the ballots has a seat. Please say first whom it means."),
    "name_not_elected": _l("That name has no seat, so nothing has to be decided about it."),
    "recall_barred": _l(
        "A demand failed, and until %(until)s the same facts and reasons cannot be brought "
        "again. If yours are others, please say so."
    ),
}
NUMBER: dict[str, Any] = {
    "election.nominators": _l("Voters who nominate jointly"),
    "election.vetting_days": _l("Days to look whether candidates may stand"),
    "election.more_candidates": _l("Candidates beyond the seats, at least"),
    "election.seats_min": _l("Seats, at least"),
    "election.seats_max": _l("Seats, at most"),
    "election.households_min": _l("Households for one representative, at least"),
    "election.households_max": _l("Households for one representative, at most"),
    "election.second_least": _l("Second round: share of the ballots needed"),
    "election.second_days": _l("Second round: days of notice"),
    "election.second_within_days": _l("Second round: days after the vote, at most"),
    "election.tie": _l("Equals for the last seat"),
    "election.write_ins": _l("Other names may be written in"),
    "election.women": _l("Women in the body, at least"),
    "election.handover_days": _l("Days to hand the office over"),
    "election.filing_days": _l("Days to file with the sub-district"),
    "recall.demand_voters": _l("Share of the voters who can demand a recall"),
    "recall.demand_representatives": _l("… or of the representatives"),
    "recall.defence": _l("Right to answer"),
    "recall.defence_days": _l("Days to answer before the notice"),
    "recall.vote_within_months": _l("Months until the vote, at most"),
    "recall.bar_months": _l("Months the same facts and reasons are barred after a failure"),
    "vote.community.rule": _l("How votes are counted"),
    "vote.community.ballot": _l("How is voted"),
    "vote.by_representatives.quorum": _l("By representatives: quorum"),
    "vote.by_representatives.majority": _l("By representatives: majority"),
    "vote.by_representatives.days": _l("By representatives: days the vote is open"),
    "vote.by_representatives.min_working_days": _l(
        "By representatives: working days in it, at least"
    ),
    "vote.by_representatives.rule": _l("By representatives: how votes are counted"),
    "vote.by_representatives.ballot": _l("By representatives: how is voted"),
    "vote.by_representatives.recusal_leaves_base": _l(
        "By representatives: who takes no part leaves the base"
    ),
    "vote.by_representatives.repeat_days": _l("By representatives: days for a repeat vote"),
    "vote.by_households.quorum": _l("By households: quorum"),
    "vote.by_households.majority": _l("By households: majority"),
    "vote.by_households.days": _l("By households: days the vote is open"),
    "vote.by_households.min_working_days": _l("By households: working days in it, at least"),
    "vote.by_households.rule": _l("By households: how votes are counted"),
    "vote.by_households.ballot": _l("By households: how is voted"),
    "vote.by_households.recusal_leaves_base": _l(
        "By households: who takes no part leaves the base"
    ),
    "vote.by_households.repeat_days": _l("By households: days for a repeat vote"),
    "vote.group.recusal_leaves_base": _l("Group matter: who takes no part leaves the base"),
}
