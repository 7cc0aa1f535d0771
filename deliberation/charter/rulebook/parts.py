"""The parts of a rulebook: what each stage, vote, body and limit is given.

Days are calendar days unless the name says otherwise.

Read from TOML by `reading`, which takes keys and types from these classes; used through
`charter.rulebook`.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.counting.threshold import Threshold

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
class Gather:
    """Support needed: `residents`, or `office_holders` among deliberators and representatives,
    within `days`.

    A proposal that costs more than `costly_fen` needs `costly_residents` instead; 0: the sum makes
    no difference. What has a default came later: a rulebook already in the record reads as before.
    """

    residents: int
    office_holders: int
    days: int
    costly_fen: int = 0
    costly_residents: int = 0

    def needed(self, cost: int | None) -> int:
        """Co-signatures of residents for a proposal that costs this many fen (None: nothing)."""
        return (
            self.costly_residents
            if self.costly_residents and (cost or 0) > self.costly_fen
            else self.residents
        )


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Days of the deliberation council, and days for an appeal against passing on."""

    days: int
    appeal_days: int


@dataclass(frozen=True, slots=True)
class Advise:
    """Days of the council, of the author's answer, of co-signers after a changed text; study and
    legality review.

    `working_days`, where not 0, stands instead of `days`. What has a default came later: a rulebook
    already in the record reads as before.
    """

    days: int
    author_days: int
    consent_days: int
    study_required: bool
    study_wait_days: int
    legality_review: bool
    legality_days: int
    working_days: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """Days shown before a vote, days added once without proof of posting, least hours in an
    emergency.

    `roll_objection_days` from its beginning the roll may be objected to, `roll_decide_days` to
    answer that (Art 17 for elections).
    """

    days: int
    proof_extension_days: int
    urgent_hours: int
    roll_objection_days: int = 5
    roll_decide_days: int = 3


@dataclass(frozen=True, slots=True)
class Vote:
    """Who votes, how long, quorum and majority, second factor, legal effect by default.

    Of owners (`electorate = "owners"`, `rule = "dual/1"`) both numbers hold of heads and of area.
    `taking_part`: signed_in (signing in is enough, and without a ballot an abstention) or ballot.
    `silence`: none, or joins_majority (四川/上海 practice where the owners' own rules say so).
    `proxies_max`: principals of one holder, 0 for none; `reps_by_proxy`: also in the
    representatives' meeting. `list_names`: the roll shows full name and building to everybody,
    until `list_days` after closing. `ballot`: named, or secret_paper (on paper in booths, sums
    only). `paper_days`: for so long after the window closes, ballots on paper that came back before
    may still be entered; then the count goes on without them. `legal_effect =
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


@dataclass(frozen=True, slots=True)
class Publish:
    """Days to certify, supervisors needed, days to object, to decide an objection, and of
    posting.
    """

    certify_days: int
    certifiers: int
    objection_days: int
    decide_days: int
    post_days: int


@dataclass(frozen=True, slots=True)
class CarryOut:
    """Days to put somebody in charge; days after the last day for a report."""

    assign_days: int
    report_days: int


@dataclass(frozen=True, slots=True)
class Inspect:
    """Days of inspection and supervisors needed."""

    days: int
    inspectors: int


@dataclass(frozen=True, slots=True)
class Evaluate:
    """Days of rating and the top of the scale."""

    days: int
    scale_max: int


@dataclass(frozen=True, slots=True)
class Supervision:
    """Days for an answer, most days of a suspension."""

    answer_days: int
    suspend_days: int


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


@dataclass(frozen=True, slots=True)
class Body:
    """Term in years; at its end offices "lapse" or "continue" until the successor takes office."""

    term_years: int
    after_term: str


@dataclass(frozen=True, slots=True)
class Incompatibility:
    """`role` cannot be held together with `with_role` (nor, where `relatives`, by a near relative
    of its holder).
    """

    role: str
    with_role: str
    relatives: bool = False
    locked: bool = False
    law: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Lengths in characters, proposals gathering at once per person, what one person may do in an
    hour, days to answer.

    What has a default came later: a rulebook already in the record reads as before.
    """

    gathering_per_person: int
    title_max: int
    text_max: int
    comment_max: int
    reason_max: int
    comments_per_hour: int = 20
    reports_per_hour: int = 10
    supports_per_hour: int = 60
    hiding_days: int = 5
    private_per_hour: int = 5
    private_days: int = 5


@dataclass(frozen=True, slots=True)
class Factor:
    """What counts as a fresh second factor for an electorate: methods, and for how many minutes."""

    methods: tuple[str, ...]
    fresh_minutes: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """When a meeting must be called, its notice; the make-up of the representatives' meeting and of
    the residents' committee.

    `assembly_*` hold where a vote of all residents takes the place of the residents' assembly (Art
    27), `election_*` in a kind of matter named election (Arts 17, 19). What has a default came
    later: a rulebook already in the record reads as before.
    """

    convener: str
    call_by_representatives: Threshold
    call_by_residents: Threshold
    assembly_notice_days: int
    representatives_share: Threshold
    assembly_quorum: Threshold = Threshold("more_than", 1, 2)
    assembly_majority: Threshold = Threshold("more_than", 1, 2)
    committee_min: int = 5
    committee_max: int = 9
    election_proxies: int = 3
    election_objection_days: int = 5
    election_decide_days: int = 3


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing supervisors look at themselves while a proposal is at `stage`; `text` in zh and en,
    `law` and `article` where one asks for it.
    """

    id: str
    stage: str
    text: dict[str, str]
    law: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class TaskItem:
    """One line of the community's list of tasks it helps with (协助事项清单); `text` in zh and
    en.
    """

    id: str
    text: dict[str, str]


@dataclass(frozen=True, slots=True)
class Tasks:
    """Delegated tasks: working days between an application and the first day of the task, days
    between two reviews, the list.
    """

    lead_working_days: int = 30
    review_days: int = 365
    listed: tuple[TaskItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Fund:
    """The community's fund (社区保障资金): budget rounds, what it never pays for (负面清单), the
    supervisors' working days on each payment.

    `forms` and `rules`: how a budget ballot may be answered and counted. `points`: how many a voter
    gives where the answer is points. `call_days_min` and `call_days_max` bound a call for projects;
    one resident offers at most `projects_per_person` in a round.
    """

    call_days_min: int = 7
    call_days_max: int = 60
    projects_per_person: int = 3
    forms: tuple[str, ...] = ("approve",)
    rules: tuple[str, ...] = ("greedy/1",)
    points: int = 10
    audit_working_days: int = 3
    negative: tuple[TaskItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """One number with its source: V read in the statute, A adopted habit, D design.

    Only V may be locked.

    `direction` of a lock: at_least (more is tighter), at_most (less is tighter), exactly. `words`:
    as the statute writes it.
    """

    path: str
    value: str
    law: str
    article: str
    locked: bool
    direction: str
    words: str
    source: str
