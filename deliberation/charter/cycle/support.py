"""When a proposal has enough support. Asked by the acts of co-signing, and again by the judge of
the record.
"""

from deliberation.charter.case import Case


def threshold_met(case: Case, residents: int, office_holders: int) -> bool:
    """10 residents (more where it costs much), or 3 deliberators or representatives (the rulebook's
    numbers).
    """
    rule = case.kind.gather
    return residents >= rule.needed(case.proposal.cost) or office_holders >= rule.office_holders
