"""Facts of what residents ask to be merged.

Made by `propose.acts.merging`; the council asks, and author and co-signers decide.
"""

from dataclasses import dataclass

from deliberation.charter.facts.base import Fact
from deliberation.charter.facts.naming import Voice


@dataclass(frozen=True)
class MergeRequested(Fact):
    """A resident asks the council to merge this proposal with another.

    It stands on both; `into`: this is the one to be merged into the other. Who asks is said there
    alone: by two names in one act they would be known in both.
    """

    kind = "merge_requested"
    other: str
    by: Voice | None
    into: bool
