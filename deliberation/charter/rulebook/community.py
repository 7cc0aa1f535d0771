"""What a rulebook says once for the whole community: its bodies and who may not be in two,
meetings, limits, second factors, and the lists of what is looked at, helped with, never paid for.

Read from TOML by `reading`, which takes keys and types from these classes.
"""

from dataclasses import dataclass

from deliberation.counting.threshold import Threshold

NAMES = PUBLIC, ROLL, OWN = "public", "roll", "own"  # who may read votes by name


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
class Electorate:
    """What holds of everybody who votes together, whatever they vote on.

    `names`: who may read how each of them voted, by name. public: everybody. roll: whoever stands
    on the same roll, signed in. own: nobody but each their own. Sums and receipts everybody sees.
    """

    names: str


@dataclass(frozen=True, slots=True)
class Electorates:
    """By the electorate a vote names. What is left out reads as here: a rulebook already in the
    record has no such table.
    """

    reps_meeting: Electorate = Electorate(PUBLIC)
    representatives: Electorate = Electorate(PUBLIC)
    residents: Electorate = Electorate(ROLL)
    households: Electorate = Electorate(ROLL)
    owners: Electorate = Electorate(ROLL)


@dataclass(frozen=True, slots=True)
class Meeting:
    """When a meeting must be called, its notice; the make-up of the representatives' meeting and of
    the residents' committee.

    `assembly_*` hold where a vote of all residents takes the place of the residents' assembly (Art
    27), `election_*` in a kind of matter named election (Arts 17, 19). `election_list_days` bounds
    every published list of names: the longest the law lets one hang. What has a default came later:
    a rulebook already in the record reads as before.
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
    election_list_days: int = 20


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
