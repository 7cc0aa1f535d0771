"""The words of proxies (委托投票) and of households with one vote, merged into `web.words`."""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

ROLE: dict[str, Any] = {"household": _l("for a household")}
ACT: dict[str, tuple[Any, Any]] = {
    "grant_proxy": (
        _l("Let somebody vote for me"),
        _l(
            "In writing, for this one vote. It counts once they take it on. You may take it "
            "back until it is used; who votes for whom is listed in public."
        ),
    ),
    "answer_proxy": (
        _l("Vote for somebody else: yes or no"),
        _l(
            "If you take it on, you cast their ballot beside your own. Who votes for whom is "
            "listed in public."
        ),
    ),
    "revoke_proxy": (
        _l("Take the proxy back"),
        _l("You vote yourself again, or not at all. No reason is needed."),
    ),
    "cast_for": (
        _l("Vote for somebody else"),
        _l(
            "It counts as their ballot. You may change it until the vote closes; the last "
            "one counts."
        ),
    ),
}
OFFICE_ACT: dict[str, Any] = {
    "name_household_rep": _l("Say who votes for one’s household"),
    "record_household_rep": _l("Record who votes for a household"),
}
FACT: dict[str, Any] = {
    "proxy_granted": _l("Somebody asked another to vote for them"),
    "proxy_answered": _l("A proxy was taken on or declined"),
    "proxy_ended": _l("A proxy ended before it was used"),
    "proxy_used": _l("A ballot was cast by proxy"),
    "household_rep_named": _l("A household named who votes for it"),
    "household_rep_ended": _l("A household’s representative ended"),
    "households_frozen": _l("The households were put on the roll"),
}
CHECK: dict[str, Any] = {"proxies_used": _l("Ballots cast by proxy")}
CODES: dict[str, Any] = {
    "given": _l("asked, not taken on yet"),
    "used": _l("has voted"),
    "revoked": _l("taken back"),
    "voted_self": _l("voted themself"),
    "free": _l("as they think best"),
    "roll_has_left": _l("You are recorded as moved away."),
    "roll_not_adult": _l("Only adults vote."),
    "roll_no_representative": _l(
        "Here the members of the residents’ representatives’ meeting vote, and you are not "
        "one of them now."
    ),
    "roll_no_owner": _l("Here the owners vote, and the roster knows you as owner of no unit."),
    "roll_represented": _l(
        "Somebody else is recorded as acting for the owner of your unit, or it lies outside "
        "the group concerned."
    ),
    "roll_lives_elsewhere": _l(
        "Here those who live in the community vote, and the roster says that you live elsewhere."
    ),
    "roll_other_group": _l("It concerns one group only, and you live outside it."),
    "roll_household_named": _l("Your household named who votes for it."),
    "roll_came_later": _l(
        "The roll was frozen at the opening; what changed on the roster since then is not on it."
    ),
    "roll_unknown": _l("Please ask the desk to look at your entry."),
}
REASON: dict[str, Any] = {
    "no_proxies_here": _l("Nobody votes by proxy here: whoever is on this roll votes in person."),
    "voted_already": _l("They have already voted in this vote."),
    "giver_on_paper": _l(
        "They hold a ballot on paper (no. %(serial)s). That one counts, and nobody votes for them."
    ),
    "giver_recused": _l("They declared that this concerns them. Nobody votes for them."),
    "giver_gone": _l("They are no longer what the roll calls them. Nobody votes for them."),
    "voted_by_proxy": _l(
        "Your ballot was cast by the person you asked. They may still change it until the "
        "vote closes."
    ),
    "no_passing_on": _l(
        "Whoever gave their vote to somebody votes for nobody else, and nobody passes a vote on."
    ),
    "too_many_proxies": _l("One person votes for at most %(most)s others."),
    "candidate_holds_none": _l("A candidate votes for nobody else."),
    "proxy_given": _l("You have already asked somebody to vote for you. Take that back first."),
    "not_your_proxy": _l("That was arranged between other people."),
    "proxy_over": _l(
        "That proxy does not stand: it was not taken on, was taken back, or was for another vote."
    ),
    "against_instruction": _l("They asked for another vote. You are bound to what they wrote."),
    "not_in_household": _l("That is for the adults living in that home."),
}
NUMBER: dict[str, Any] = {
    "notice.roll_objection_days": _l("Days to object to the roll"),
    "notice.roll_decide_days": _l("Days to answer an objection to the roll"),
    **{
        f"vote.{scope}.{key}": words
        for scope in ("community", "group")
        for key, words in {
            "proxies_max": _l("People one person may vote for, at most"),
            "reps_by_proxy": _l("Representatives may vote by proxy"),
            "list_names": _l("The roll shows full names to those on it, and on the notice board"),
            "list_days": _l("Days after closing until the names are masked again"),
        }.items()
    },
    "meeting.election_proxies": _l(
        "Election of the committee: people one voter may vote for, at most"
    ),
    "meeting.election_objection_days": _l("Election of the committee: days to object to the roll"),
    "meeting.election_list_days": _l(
        "Any list of full names: days after closing until they are masked, at most"
    ),
    **{
        f"electorates.{key}.names": words
        for key, words in {
            "reps_meeting": _l("Who may read how each voted: representatives’ meeting"),
            "representatives": _l("Who may read how each voted: representatives who elect"),
            "residents": _l("Who may read how each voted: residents"),
            "households": _l("Who may read how each voted: households"),
            "owners": _l("Who may read how each voted: owners"),
        }.items()
    },
    "meeting.election_decide_days": _l("Election of the committee: days to answer that"),
}
