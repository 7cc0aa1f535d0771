"""The parts of a kind of matter: its stages, how its votes are held and counted, whom it elects or
recalls.

Days are calendar days unless the name says otherwise. Read from TOML by `reading`, which takes
keys and types from these classes.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.counting.threshold import Threshold

from .stages import (
    Advise,
    CarryOut,
    Evaluate,
    Gather,
    Inspect,
    Notice,
    Publish,
    Supervision,
    TakeUp,
)

BUDGET_PHASES = (
    "budget",
    "budget_reps",
)  # votes of a budget round: all residents, or the representatives
NAMED, SECRET = (
    "named",
    "secret_paper",
)  # how a vote is cast: in one's name, or unseen in a booth, on paper
EXTERNAL = "external_official_system"  # the legal effect of a vote that the city's own system holds


@dataclass(frozen=True, slots=True)
class Vote:
    """Who votes, how long, quorum and majority, second factor, legal effect by default.

    Of owners (`electorate = "owners"`, `rule = "dual/1"`) both numbers hold of heads and of area.
    `taking_part`: signed_in (signing in is enough, and without a ballot an abstention) or ballot.
    `silence`: none, or joins_majority (四川/上海 practice where the owners' own rules say so).
    `proxies_max`: principals of one holder, 0 for none; `reps_by_proxy`: also in the
    representatives' meeting. `list_names`: the roll shows full name and building, to those on it
    and on the notice board, until `list_days` after closing. `ballot`: named, or secret_paper (on
    paper in booths, sums only). `paper_days`: for so long after the window closes, ballots on paper
    that came back before may still be entered; then the count goes on without them. `legal_effect =
    "external_official_system"`, of owners only: the city's own system holds the vote; its result is
    waited for `official_days` after the last day. What has a default came later: a rulebook already
    in the record reads as before.
    """

    electorate: str
    factor: str
    days: int
    min_working_days: int
    quorum: Threshold
    majority: Threshold
    base: str
    ballot: str
    rule: str
    legal_effect: str
    recusal_leaves_base: bool
    repeat_days: int
    taking_part: str = "signed_in"
    silence: str = "none"
    proxies_max: int = 3
    reps_by_proxy: bool = False
    list_names: bool = False
    list_days: int = 15
    paper_days: int = 1
    official_days: int = 30

    @property
    def signing_in_counts(self) -> bool:
        """Whether who signs in takes part; else only a ballot does."""
        return self.taking_part == "signed_in"


@dataclass(frozen=True, slots=True)
class Election:
    """How people are chosen for `role`; where that is empty the kind is no election.

    `nominators`: voters who nominate jointly; `more_candidates`: beyond the seats, at least;
    `women`: in the body, at least; `second_least`: share of the ballots in a second round, which is
    called within `second_within_days` and announced `second_days`; `households_*` per seat, 0 where
    that does not matter; `tie`: what equals do; `own_name`: whether somebody may stand without
    being nominated.
    """

    role: str = ""
    nominators: int = 10
    own_name: bool = False
    vetting_days: int = 5
    more_candidates: int = 1
    seats_min: int = 1
    seats_max: int = 100
    households_min: int = 0
    households_max: int = 0
    second_least: Threshold = Threshold("at_least", 1, 3)
    second_days: int = 3
    second_within_days: int = 10
    tie: str = "vote_again"
    write_ins: bool = False
    women: int = 0
    handover_days: int = 10
    filing_days: int = 10


@dataclass(frozen=True, slots=True)
class Recall:
    """How holders of `role` are recalled; where that is empty the kind is no recall.

    Shares of all voters, or of all representatives, who demand it.

    `vote_within_months` of the demand; one that failed bars the same grounds for `bar_months` (0:
    no bar).
    """

    role: str = ""
    demand_voters: Threshold = Threshold("at_least", 1, 10)
    demand_representatives: Threshold = Threshold("at_least", 1, 3)
    defence: bool = True
    defence_days: int = 7
    vote_within_months: int = 3
    bar_months: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of matter. What has a default came later: a rulebook already in the record reads as
    before.
    """

    title: dict[str, str]
    gather: Gather
    take_up: TakeUp
    advise: Advise
    notice: Notice
    vote: dict[str, Vote]
    publish: Publish
    carry_out: CarryOut
    inspect: Inspect
    evaluate: Evaluate
    supervision: Supervision
    election: Election = Election()
    recall: Recall = Recall()

    def scope(self, proposal: Any) -> str:
        """Which of its votes holds for a proposal's row now: that of its phase where the rules name
        it, else its group's or the community's.
        """
        return (
            proposal.phase
            if proposal.phase in self.vote
            else "group"
            if proposal.group_id
            else "community"
        )
