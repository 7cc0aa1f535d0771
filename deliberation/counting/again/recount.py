"""A public ballot file of any kind to its result: which reader, which rule, what else the file
says. Called by `deliberation tally` and by tests.

The kind of file is known by its ending, the platform's own by what it says. numpy and the readers
are imported only for what is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from deliberation.counting.formats.errors import BadFile, short
from deliberation.counting.result import Result
from deliberation.counting.rules import RULES, Kind, Rule, counter
from deliberation.counting.threshold import Comparison

from .motion import came
from .published import Published, of_file, of_remarks

EQUAL_SHARES = ("equalshares", "equalshares/add1")
ONE_WAY = ("paper", "sums", "election")  # the paper says by what it is counted


class CannotCount(Exception):
    """The file is sound, but not by this rule; one plain sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(short(reason))


@dataclass(frozen=True)
class Loaded:
    """A file as read. `rule` is the one it names, or None; `seed` that of its lots, where it says
    one.
    """

    kind: Kind
    ballots: Any
    rule: str | None
    seed: str | None = None
    published: Published = field(default_factory=Published)
    quorum: Comparison | None = None  # in a public format; the platform's own count it themselves


def load(path: Path) -> Loaded:
    """Read the file. BadFile where it is broken, CannotCount where nobody knows its kind."""
    name = path.name.lower()
    if name.endswith((".yaml", ".yml")):
        from deliberation.counting.formats import abc_yaml

        return Loaded("approvals", abc_yaml.read(path), "approval")
    if name.endswith(".blt"):
        return _blt(path.read_bytes())
    if name.endswith((".soc", ".soi", ".toc", ".toi")):
        from deliberation.counting.formats import preflib

        return Loaded("ranked", preflib.read(path), None)
    return _semicolons(path.read_bytes(), name)


def _blt(data: bytes) -> Loaded:
    from deliberation.counting.formats import blt
    from deliberation.counting.formats.sections import came_here

    said, profile = blt.ours(data), blt.parse(data)
    if not said:
        return Loaded("ranked", profile, "scottish-stv")
    for key in ("rule", "seed"):
        if key not in said:
            raise BadFile(0, f"the file does not say {key}")
    blt.whole_as_said(data, profile, said)
    plain = {key: value for key, (_, value) in said.items()}
    return Loaded(
        "ranked",
        # our own ballots: lots are drawn over the numbers on the paper
        replace(profile, drawn=tuple(str(n) for n in range(1, len(profile.candidates) + 1))),
        plain["rule"],
        plain["seed"],
        of_remarks(plain, profile.candidates),
        came_here(said, sum(weight for weight, _ in profile.ballots)),
    )


def _semicolons(data: bytes, name: str) -> Loaded:
    found = _of_rows(data, name)
    return replace(found, published=of_file(found.kind, found.ballots))


def _of_rows(data: bytes, name: str) -> Loaded:
    from deliberation.counting.formats import motion_ballots

    if motion_ballots.is_one(data):
        return Loaded("motion", motion_ballots.parse(data), "motion")
    from deliberation.counting.formats import owner_ballots

    if owner_ballots.is_one(data):
        return Loaded("owners", owner_ballots.parse(data), "dual")
    from deliberation.counting.formats import paper_ballots

    if paper_ballots.is_one(data):
        paper = paper_ballots.parse(data)
        return Loaded("paper", paper, paper.question.rule.partition("/")[0], paper.seed)
    from deliberation.counting.formats import sum_ballots

    if sum_ballots.is_one(data):
        sums = sum_ballots.parse(data)
        return Loaded("sums", sums, sums.question.rule.partition("/")[0], sums.seed)
    from deliberation.counting.formats.election import ballots, reading

    if ballots.is_one(data):
        return Loaded("election", reading.parse(data), "election")
    if not name.endswith(".pb"):
        raise CannotCount(
            "what kind of file this is cannot be told: known are .pb, .blt, .soc, .soi, "
            ".toc, .toi, .abc.yaml and the platform's own ballots"
        )
    from deliberation.counting.budget.greedy import VARIANTS
    from deliberation.counting.formats import pb
    from deliberation.counting.formats.sections import came_here

    ballots = pb.parse(data)
    here = {key: (0, value) for key, value in ballots.meta.items()}
    said = ballots.meta.get("rule", "")
    return Loaded(
        "budget",
        ballots,
        "greedy" if said in VARIANTS else "equal-shares" if said in EQUAL_SHARES else None,
        ballots.meta.get("lot_seed"),
        quorum=came_here(here, ballots.voters) if "lot_seed" in here else None,
    )


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
    chosen = rule or loaded.rule
    if chosen is None:
        raise CannotCount("the file names no rule that is known here: say --rule")
    if chosen not in RULES or loaded.kind not in RULES[chosen].files:
        raise CannotCount(f"these ballots cannot be counted by {chosen}")
    if loaded.kind in ONE_WAY and chosen != loaded.rule:
        raise CannotCount(f"these ballots cannot be counted by {chosen}")
    if seats is not None and (not RULES[chosen].seats or loaded.kind in ONE_WAY):
        raise CannotCount(
            f"{chosen} fills no seats"
            if loaded.kind not in ONE_WAY
            else "the ballots say how many can be chosen"
        )
    here = came(loaded.quorum) if loaded.quorum is not None else {}
    if loaded.quorum is not None and not loaded.quorum.met:
        return Result(chosen, (), [], {"outcome": "inquorate", **here})
    try:
        found = _by(
            RULES[chosen], loaded, rule is not None, seats, loaded.seed if seed is None else seed
        )
    except ValueError as error:
        raise CannotCount(str(error)) from error
    return replace(found, working={**found.working, **here}) if here else found


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
