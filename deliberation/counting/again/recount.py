"""A file of ballots as read, to its result: by the rule it names, or by the one asked for.

Called by `deliberation tally`. numpy and the counters are imported only for what is asked.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from deliberation.counting.result import Result
from deliberation.counting.rules import RULES, Kind, Rule, counter

from .loading import CannotCount, Loaded
from .motion import came

ONE_WAY = ("paper", "sums", "election")  # the paper says by what it is counted


def _election(ballots: Any, _seed: str | None) -> Result:
    from .election import count_election_ballots

    return count_election_ballots(ballots)


def _sums(ballots: Any, seed: str | None) -> Result:
    from .paper import count_sums

    return count_sums(ballots, seed=seed)


def _motion(ballots: Any, _seed: str | None) -> Result:
    from .motion import count_motion_ballots

    return count_motion_ballots(ballots)


def _owners(ballots: Any, _seed: str | None) -> Result:
    from .dual import count_owner_ballots

    return count_owner_ballots(ballots)


def _paper(ballots: Any, seed: str | None) -> Result:
    from .paper import count_paper_ballots

    return count_paper_ballots(ballots, seed=seed)


# Files of our own, which say all that is needed to count them.
_WHOLE: dict[Kind, Callable[[Any, str | None], Result]] = {
    "election": _election,
    "sums": _sums,
    "motion": _motion,
    "owners": _owners,
    "paper": _paper,
}


def count(
    loaded: Loaded, *, rule: str | None = None, seats: int | None = None, seed: str | None = None
) -> Result:
    """Count by `rule`, or by the one the file names.

    CannotCount where neither says one that fits.
    """
    chosen = _chosen(loaded, rule, seats)
    here = came(loaded.quorum) if loaded.quorum is not None else {}
    if loaded.quorum is not None and not loaded.quorum.met:
        return Result(chosen, (), [], {"outcome": "inquorate", **here})
    lots = loaded.seed if seed is None else seed
    try:
        found = _by(RULES[chosen], loaded, rule is not None, seats, lots)
    except ValueError as error:
        raise CannotCount(str(error)) from error
    return replace(found, working={**found.working, **here}) if here else found


def _chosen(loaded: Loaded, rule: str | None, seats: int | None) -> str:
    """The rule asked for, or the file's own. CannotCount where it does not fit ballots or seats."""
    chosen, one_way = rule or loaded.rule, loaded.kind in ONE_WAY
    if chosen is None:
        raise CannotCount("the file names no rule that is known here: say --rule")
    fits = chosen in RULES and loaded.kind in RULES[chosen].files
    if not fits or one_way and chosen != loaded.rule:
        raise CannotCount(f"these ballots cannot be counted by {chosen}")
    if seats is not None and one_way:
        raise CannotCount("the ballots say how many can be chosen")
    if seats is not None and not RULES[chosen].seats:
        raise CannotCount(f"{chosen} fills no seats")
    return chosen


def _by(rule: Rule, loaded: Loaded, asked: bool, seats: int | None, seed: str | None) -> Result:
    if loaded.kind in _WHOLE:
        return _WHOLE[loaded.kind](loaded.ballots, seed)
    if rule.money:
        found: Result = counter(rule.ballots)(loaded.ballots, asked=asked, seed=seed)
        return found
    ballots = loaded.ballots
    if loaded.kind == "budget":
        from deliberation.counting.budget import budget_as

        as_they_are = budget_as.approvals if rule.files[0] == "approvals" else budget_as.ranked
        ballots = as_they_are(ballots)
    counted: Result = counter(rule.ballots)(ballots, seats=seats, seed=seed)
    return counted
