"""What is said of the kinds of matter: the question that leads to one, a hint beside it, why a vote
can only advise where the rules have no such kind, what residents may answer at its end.
"""

from typing import Any

from deliberation.charter.matters.base import Matter
from deliberation.web.phrases import lazy_gettext as _l

QUESTION: dict[str, Any] = {
    "rebuilds_common_parts": _l(
        "Does it raise the maintenance fund, rebuild, or change what common parts are used for?"
    ),
    "uses_common_parts": _l("Does it use owners’ common parts or the maintenance fund?"),
    "spends_money": _l("Does it spend the community’s money?"),
    "concerns_one_neighbour": _l("Does it concern only you and one neighbour?"),
    "changes_covenant": _l("Does it write or change the residents’ covenant or the charter?"),
    "is_trial": _l("Is it only a trial, until a day you name?"),
}
HINT: dict[str, Any] = {
    "rebuilds_common_parts": _l(
        "Then three quarters of the owners who take part must agree, by area and by "
        "number (Civil Code Art 278, items 6–8)."
    ),
    "changes_covenant": _l(
        "Write it article by article: “第一条 …” or “Article 1 …”, each on its own line."
    ),
    "is_trial": _l(
        "On that day it ends, and residents are asked whether it stays. If an answer above is "
        "yes, that way is gone instead."
    ),
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
    "no_kind_trial": _l(
        "It is meant as a trial. That way of deciding is not set up here yet, so this vote can "
        "only advise."
    ),
}
# What residents are asked at its end, by `Matter.words`, and the answers they may give.
ASKED: dict[str, Any] = {"": _l("How well was it done?"), "trial": _l("Should it stay?")}
ANSWER: dict[str, Any] = {"keep_it": _l("Keep it"), "end_it": _l("End it")}
# Acts that are called otherwise than usual: (button, what happens when it is pressed).
ACT_OF: dict[tuple[str, str], tuple[Any, Any]] = {
    ("trial", "rate"): (
        _l("Say whether it stays"),
        _l("Keep it or end it; you may change your answer until the days are over."),
    ),
}
ENDING: dict[str, Any] = {"kept": _l("Tried and kept"), "ended": _l("Tried and ended")}
REASON: dict[str, Any] = {
    "last_day_missing": _l("It is a trial: please name its last day."),
    "last_day_too_soon": _l(
        "That day is too soon: a vote alone takes %(least)s days. Please name a later day."
    ),
    "last_day_too_far": _l(
        "That day is too far away: a trial ends within %(most)s days. Please name an earlier day."
    ),
    "ends_on_its_day": _l(
        "It is a trial: it ends on its last day by itself, and nobody else is put in charge."
    ),
}
FACT: dict[str, Any] = {"last_day_named": _l("Its last day was named")}
CLOCK_ACT: dict[str, Any] = {"end_period": _l("its last day is over: residents are asked")}
_SCALE = ("very_badly", "badly", "so_so", "well", "very_well")
_SCORE: dict[str, Any] = {
    "very_well": _l("5 – very well"),
    "well": _l("4 – well"),
    "so_so": _l("3 – so so"),
    "badly": _l("2 – badly"),
    "very_badly": _l("1 – very badly"),
}


def scores(matter: Matter) -> list[tuple[str, Any]]:
    """(score, words) of what residents may answer at the end of a matter, the best first."""
    codes = matter.answers or _SCALE
    said = ANSWER if matter.answers else _SCORE
    return [(str(n), said[code]) for n, code in reversed(list(enumerate(codes, 1)))]


def score_word(score: int, matter: Matter) -> str:
    """What somebody answered."""
    return str(dict(scores(matter))[str(score)])


def asked_of(matter: Matter) -> Any:
    """What residents are asked at its end."""
    return ASKED.get(matter.words, ASKED[""])
