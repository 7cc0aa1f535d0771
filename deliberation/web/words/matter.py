"""What is said of the kinds of matter: the question that leads to one, a hint beside it, why a vote
can only advise where the rules have no such kind, what residents may answer at its end.
"""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

QUESTION: dict[str, Any] = {
    "rebuilds_common_parts": _l(
        "Does it raise the maintenance fund, rebuild, or change what common parts are used for?"
    ),
    "uses_common_parts": _l("Does it use owners’ common parts or the maintenance fund?"),
    "spends_money": _l("Does it spend the community’s money?"),
    "concerns_one_neighbour": _l("Does it concern only you and one neighbour?"),
    "changes_covenant": _l("Does it write or change the residents’ covenant or the charter?"),
}
HINT: dict[str, Any] = {
    "rebuilds_common_parts": _l(
        "Then three quarters of the owners who take part must agree, by area and by "
        "number (Civil Code Art 278, items 6–8)."
    ),
    "changes_covenant": _l(
        "Write it article by article: “第一条 …” or “Article 1 …”, each on its own line."
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
}
