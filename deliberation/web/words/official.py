"""The words of votes that a city's own system holds, merged into `web.words`."""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

ACT: dict[str, tuple[Any, Any]] = {
    "announce_official_vote": (
        _l("Say where and when owners vote"),
        _l(
            "The name of the official system, its address and the days are shown to "
            "everybody. No ballots are taken here."
        ),
    ),
    "record_official_result": (
        _l("Enter the result of the official system"),
        _l(
            "With figures and evidence. A supervisor who did not enter it compares and "
            "confirms; then it is certified like every result."
        ),
    ),
    "confirm_official_result": (
        _l("Confirm the entered result"),
        _l(
            "You compared the figures with the evidence. The result is published at once and "
            "goes to be certified."
        ),
    ),
}
SILENCE: dict[str, Any] = {
    "no_official_result": _l("Nobody entered a result of the official system in time."),
    "official_unconfirmed": _l("No second person confirmed the entered result in time."),
}
FACT: dict[str, Any] = {
    "official_vote_announced": _l("The vote in the official system was announced"),
    "official_result_recorded": _l("The result of the official system was entered"),
    "official_result_confirmed": _l("The entered result was confirmed"),
}
CODES: dict[str, Any] = {
    "entered": _l("entered, not confirmed yet"),
    "confirmed": _l("confirmed by a second person"),
    "unconfirmed": _l("not confirmed by a second person in time"),
}
# Lines of the figures (counting.official); a plan has its name.
FIGURE: dict[str, Any] = {
    "entitled": _l("Entitled"),
    "present": _l("Took part"),
    "for": _l("For"),
    "against": _l("Against"),
    "abstain": _l("Abstained"),
    "none": _l("None of the plans"),
}
REASON: dict[str, Any] = {
    "votes_elsewhere": _l(
        "Owners decide this in the official system of their city. No ballots are taken here."
    ),
    "votes_here": _l("This is voted on here, not in an official system."),
    "official_system_decides": _l(
        "By the rules in force owners decide this in the official system. A vote here can "
        "only advise."
    ),
    "bad_address": _l("An address begins with https:// or http://."),
    "opens_in_notice": _l("The notice runs first: the first possible day is %(first)s."),
    "no_evidence": _l(
        "Please add the evidence: the document or a picture of the published result."
    ),
    "more_than_entitled": _l("More are said to have taken part than are entitled (%(side)s)."),
    "figures_do_not_add_up": _l(
        "The figures do not add up: what was said must come to those who took part (%(side)s)."
    ),
    "outcome_contradicts": _l(
        "The outcome stated (%(stated)s) does not follow from the figures. By Civil Code Art "
        "278 they give: %(outcome)s. Please check the figures, the outcome and the plan "
        "chosen."
    ),
}
NUMBER: dict[str, Any] = {
    "vote.community.official_days": _l("Days to enter the result of the official system"),
    "vote.group.official_days": _l("Days to enter the result of the official system (one group)"),
}
SIDE: dict[str, Any] = {"heads": _l("owners"), "area": _l("floor area")}
