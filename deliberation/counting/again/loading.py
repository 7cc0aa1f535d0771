"""A public ballot file of any kind, read: which reader, and what else the file says.

The kind of file is known by its ending, the platform's own by what it says. numpy and the readers
are imported only for what is asked. Called by `deliberation tally` before recount.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deliberation.counting.formats.errors import BadFile, short
from deliberation.counting.rules import Kind
from deliberation.counting.threshold import Comparison

from .published import Published, of_file, of_remarks

if TYPE_CHECKING:
    from deliberation.counting.ranked.profile import Profile

EQUAL_SHARES = ("equalshares", "equalshares/add1")


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

    said, profile = blt.ours(data), blt.parse(data)
    if not said:
        return Loaded("ranked", profile, "scottish-stv")
    for key in ("rule", "seed"):
        if key not in said:
            raise BadFile(0, f"the file does not say {key}")
    blt.whole_as_said(data, profile, said)
    return _our_blt(profile, said)


def _our_blt(profile: "Profile", said: Mapping[str, tuple[int, str]]) -> Loaded:
    """Our own ballots: lots are drawn over the numbers on the paper."""
    from deliberation.counting.formats.sections import came_here

    plain = {key: value for key, (_, value) in said.items()}
    return Loaded(
        "ranked",
        replace(profile, drawn=tuple(str(n) for n in range(1, len(profile.candidates) + 1))),
        plain["rule"],
        plain["seed"],
        of_remarks(plain, profile.candidates),
        came_here(said, sum(weight for weight, _ in profile.ballots)),
    )


def _semicolons(data: bytes, name: str) -> Loaded:
    found = _ours(data)
    if found is None and not name.endswith(".pb"):
        raise CannotCount(
            "what kind of file this is cannot be told: known are .pb, .blt, .soc, .soi, "
            ".toc, .toi, .abc.yaml and the platform's own ballots"
        )
    found = found or _pb(data)
    return replace(found, published=of_file(found.kind, found.ballots))


def _ours(data: bytes) -> Loaded | None:
    """A file of the platform's own, known by what it says; None for any other."""
    from deliberation.counting.formats import (
        motion_ballots,
        owner_ballots,
        paper_ballots,
        sum_ballots,
    )
    from deliberation.counting.formats.election import ballots, reading

    if motion_ballots.is_one(data):
        return Loaded("motion", motion_ballots.parse(data), "motion")
    if owner_ballots.is_one(data):
        return Loaded("owners", owner_ballots.parse(data), "dual")
    if paper_ballots.is_one(data):
        return _of_a_question("paper", paper_ballots.parse(data))
    if sum_ballots.is_one(data):
        return _of_a_question("sums", sum_ballots.parse(data))
    if ballots.is_one(data):
        return Loaded("election", reading.parse(data), "election")
    return None


def _of_a_question(kind: Kind, ballots: Any) -> Loaded:
    return Loaded(kind, ballots, ballots.question.rule.partition("/")[0], ballots.seed)


def _pb(data: bytes) -> Loaded:
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
