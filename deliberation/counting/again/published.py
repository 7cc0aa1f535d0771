"""What a file says was published, beside what its count gives. Called by loading.py: a reader's own
file, or one that somebody edited, must not pass for the result that stands on the page.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.counting.result import Result

NOBODY = "0"  # 都不同意 on the platform's own papers


@dataclass(frozen=True, slots=True)
class Published:
    """`outcome`: passed, rejected or inquorate; `winners` by the names the count gives them. None
    where the file does not say.
    """

    outcome: str | None = None
    winners: frozenset[str] | None = None

    def __bool__(self) -> bool:
        return self.outcome is not None or self.winners is not None

    def agrees(self, result: Result) -> bool:
        """Whether this is what the count gives."""
        won = frozenset(result.winners) - {NOBODY}
        outcome = result.working.get("outcome") or ("passed" if won else "rejected")
        return (self.outcome is None or self.outcome == outcome) and (
            self.winners is None or self.winners - {NOBODY} == won
        )


def of_file(kind: str, ballots: Any) -> Published:
    """What a file of this kind says, from its META (a .pb file: from its column `selected`)."""
    meta = getattr(ballots, "meta", {})
    outcome = meta.get("published_outcome") or None
    if kind == "budget":
        selected = {p.id for p in ballots.projects if p.published == "1"}
        known = any(p.published is not None for p in ballots.projects)
        return Published(outcome, frozenset(selected) if known else None)
    if "published_winners" not in meta:
        return Published(outcome)
    return Published(outcome, _listed(meta["published_winners"]))


def of_remarks(said: dict[str, str], candidates: tuple[str, ...]) -> Published:
    """What the remarks of our .blt say; winners there are numbers, in a count they are names."""
    won = None
    if "published_winners" in said:
        won = frozenset(
            candidates[int(n) - 1]
            if n.isascii() and n.isdigit() and len(n) < 6 and 0 < int(n) <= len(candidates)
            else n
            for n in _listed(said["published_winners"])
        )
    return Published(said.get("published_outcome"), won)


def _listed(text: str) -> frozenset[str]:
    return frozenset(filter(None, (x.strip() for x in text.split(","))))
