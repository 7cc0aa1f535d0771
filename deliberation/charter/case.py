"""What an act is decided on: the proposal, the actor, the rules, the time, and the answers it
declared it needs.

Filled by `record.write.casefile` (or by hand in a pure test); read by the gate and by every
`decide`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from deliberation.charter.subjects.proposal import Stage

from .calendar import Calendar
from .owning import OWNERS
from .roles import Role
from .rulebook import Kind, Rulebook, Vote


class Need(StrEnum):
    """Small answers an act may ask for; each costs at most one small query."""

    counts = "counts"  # the proposal's counters, row locked
    able = "able"  # {role: active members without an interest}
    cosignature = "cosignature"  # my co-signature or None
    signed_before = "signed_before"  # I co-signed it once and took it back
    gathering = "gathering"  # how many of my proposals are gathering
    my_groups = "my_groups"  # ids of the groups I live in
    roll_entry = "roll_entry"  # my row on the roll of this round
    my_ballot = "my_ballot"  # revision of my ballot, 0 if none
    ballots = "ballots"  # all last ballots with salts, for close and recount
    round = "round"  # the vote_round row of the current round
    roll_target = "roll_target"  # the roll row of the person the act names
    recused = "recused"  # I have declared an interest
    number = "number"  # next number of this year, under the community lock
    merge_target = "merge_target"  # the other proposal's row
    merge_consents = "merge_consents"  # [(person, office)] who agreed to move
    my_certificate = "my_certificate"
    draw_list = "draw_list"  # the list a random check would be drawn from, and whether it was
    my_checks = "my_checks"  # items of the checklist I ticked since this stage began
    my_objection = "my_objection"  # my objection on the act's ground
    objection = "objection"
    question = "question"
    finding = "finding"
    my_acceptance = "my_acceptance"
    my_rating = "my_rating"
    my_meeting_request = "my_meeting_request"
    my_consent = "my_consent"
    parent = "parent"  # the comment the act answers stands on this proposal
    proof = "proof"  # a proof of the act's purpose in this round
    organisation = "organisation"
    certificate_checks = "certificate_checks"
    recommendation = "recommendation"  # the last recommendation row
    deadline = "deadline"  # the open clock the act names, or is attempted for
    addresses = "addresses"  # groups, dwellings and people already at the addresses an entry names
    # the person an office act names: row, offices held, terms to come too, relatives' terms
    candidate = "candidate"
    office = "office"  # the office row the act names
    meeting_terms = "meeting_terms"  # terms of the representatives' meeting, running and to come
    organisation_named = "organisation_named"
    imported = "imported"  # source ids already imported, of those the act names
    fact_parts = "fact_parts"  # {part: still there} of the fact an erasure names
    minor = "minor"  # the minor a coming of age names
    # the contribution an act names: its author; whether, why and by whom it was hidden, objected to
    # and decided on
    comment = "comment"
    my_reports = "my_reports"  # what the actor reported: here, and how many in the last hour
    # the proposals I asked to have this one merged into, and how many such requests in the last
    # hour
    my_merge_requests = "my_merge_requests"
    private_lately = "private_lately"  # how much I brought to the office alone in the last hour
    private_matter = "private_matter"  # what was brought to the office alone and the act names
    # my support of the contribution an act names (its row is locked), and how often I supported any
    # in the last hour
    my_support = "my_support"
    said_lately = "said_lately"  # how many contributions the actor made in the last hour
    open_rolls = "open_rolls"  # on how many frozen rolls of votes under way the person stands
    other_entry = "other_entry"  # the entry that would be closed: row, offices, open rolls
    open_correction = (
        "open_correction"  # the actor's own request to put their entry right, not answered yet
    )
    correction = "correction"  # the request the act names
    open_reset = (
        "open_reset"  # a request to take away the person's second factor that nobody decided yet
    )
    reset = "reset"  # the request the act names
    has_factor = (
        "has_factor"  # whether the person an office act names has a second factor that works
    )
    files = "files"  # how many files hang on the proposal, its comments, reports and proofs
    notice_restarts = (
        "notice_restarts"  # how often a notice of this proposal was withdrawn and shown anew
    )
    # the entry of the desk an act names: whose, which act, whether corrected, and the rating that
    # still stands by it
    desk_entry = "desk_entry"
    right_entry = "right_entry"  # the later entry that says it rightly
    # [(voters, units, area)] of the owners in the group or community, for opening an owners' vote
    owner_parties = "owner_parties"
    # of a vote held in the city's own system: the entry of its result that stands in this round,
    # with its figures; else None
    official = "official"
    official_vote = "official_vote"  # the last day announced of such a vote in this round, or None
    # {number: (area, voters)} of this round's roll of owners; {dwelling: voters} of a roll of
    # households
    frozen_parties = "frozen_parties"
    unit_named = (
        "unit_named"  # the units an act names: {dwelling: who acts for its owner now, or None}
    )
    # the ownership row the act names, or the one of this person and unit still in force
    ownership = "ownership"
    representation = "representation"  # the rows of the representation the act names
    task = "task"  # the row of a delegated task; None for any other matter
    task_money = "task_money"  # the entry of money the act names
    # the proxy I gave for this round and that stands: proxy_id, state, holder_id; or None
    my_proxy = "my_proxy"
    proxy = "proxy"  # the proxy the act names: its row, or None
    # of those a proxy would bind: who may vote, who gave, holds or has voted, whether the holder is
    # a candidate
    proxy_ties = "proxy_ties"
    # for whom a proxy is used: role on the roll, recused, there still, revision of their ballot,
    # serial of the one on paper they hold; None if not on the roll
    principal = "principal"
    # the dwelling an act names: its resident adults, and the row of its named representative or
    # None
    home = "home"
    election = "election"  # the election with its posts, highest first; None for any other matter
    candidates = (
        "candidates"  # everybody proposed in it, with what the vetting said, in the order proposed
    )
    candidacy = "candidacy"  # the candidacy an act names
    standings = "standings"  # the counts of all its rounds, by candidate
    # names written on ballots, with their votes and what the count made of them, of every round
    written_in = "written_in"
    again = "again"  # who stands again in this round
    kin = "kin"  # pairs of its candidates that are near relatives
    my_nomination = "my_nomination"  # whether I nominated the candidate an act names
    my_name = "my_name"  # my full name
    households = "households"  # households of the group an election names
    sitting = "sitting"  # who holds the office that is elected, in its group
    winners_offices = "winners_offices"  # (person, role): offices the candidates hold
    winners_kin = "winners_kin"  # (of, role): offices of the candidates' near relatives
    filings = "filings"  # what was filed or handed over after the election
    recall = "recall"  # the recall; None for any other matter
    my_demand = "my_demand"  # whether I demand it
    # [(person, role, recused)] of the electorate, for opening; of a second round those of the first
    roll_members = "roll_members"
    # the office a demand names: its row, how many may vote on it, what earlier demands leave
    recall_target = "recall_target"
    # the paper of this round: serials, states, batches, whether the count waits for it
    paper_round = "paper_round"
    paper_voter = (
        "paper_voter"  # whom a ballot on paper is for: on the roll, voted, holding one already
    )
    paper_named = "paper_named"  # the ballot on paper whose serial the act names
    # {serial: voter} of those an act names that are handed out and did not come back
    paper_out = "paper_out"
    # whether the one who gave a code beside the actor is a supervisor without an interest
    witness_fits = "witness_fits"
    write_ins = "write_ins"  # {name: number} of the names written on ballots of this round
    # everything offered on the proposal's paper: rows of ballot_option, in the order offered
    options = "options"
    option = "option"  # the option the act names
    # the paper of this round as frozen: questions and the seed of a lot; None where the vote is a
    # motion
    paper = "paper"
    # the row of a matter of the fund: budget, form and rule of a round, the council's check, what
    # was spent; None for any other matter
    fund = "fund"
    # the projects that won this round's budget ballot, in the order of election; [] in any other
    # phase
    funded = "funded"
    spend = "spend"  # the entry of spending the act names
    rulebooks = "rulebooks"  # digests already adopted


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who gave their own second factor beside the clerk, for what is entered at the desk:
    who, how, when (real time).
    """

    person_id: str
    method: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Actor:
    """Who attempts: a person (or none: the clock or the shell), and how fresh their second factor
    is (real time).
    """

    person_id: str | None = None
    machine: Role | None = None
    factor_method: str | None = None
    factor_at: datetime | None = None
    via: str = "web"
    witness: Witness | None = None


CLOCK = Actor(machine=Role.clock, via="clock")
OPERATOR = Actor(machine=Role.operator, via="shell")


@dataclass(frozen=True, slots=True)
class Office:
    """One office of the actor.

    `current` by its term; `continuing` past its end until a successor takes over (已到期).
    """

    office_id: str
    role: Role
    organisation_id: str | None
    starts_at: datetime
    ends_at: datetime | None
    left_at: datetime | None

    def started(self, now: datetime) -> bool:
        return self.starts_at <= now and self.left_at is None

    def expired(self, now: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= now

    def holds(self, now: datetime, rulebook: Rulebook) -> bool:
        """Whether the office may act: within its term, or past it where the rulebook lets it
        continue.
        """
        body = rulebook.bodies.get(self.role.value)
        continues = body is not None and body.after_term == "continue"
        return self.started(now) and (continues or not self.expired(now))


@dataclass(frozen=True, slots=True)
class Community:
    """The community a case belongs to."""

    id: str
    slug: str
    name: str
    timezone: str
    language: str


class Undeclared(KeyError):
    """An act read an answer it did not declare in `needs`: a programming error."""


@dataclass(slots=True)
class Case:
    """Everything `decide` may look at.

    `proposal` has the columns of the proposal table as attributes, or is None.
    """

    community: Community
    rulebook: Rulebook
    calendar: Calendar
    now: datetime
    actor: Actor
    new_id: Callable[[], str]
    proposal: Any = None
    resident: bool = False
    owner: bool = (
        False  # an adult who owns a unit here, living in it or not: acts in property matters
    )
    offices: tuple[Office, ...] = ()
    answers: dict[Need, Any] = field(default_factory=dict)
    real_now: datetime | None = None
    desk: Any = None  # the clerk as an Actor, where the act was entered for somebody at the desk

    def __getitem__(self, need: Need) -> Any:
        try:
            return self.answers[need]
        except KeyError as missing:
            raise Undeclared(need) from missing

    @property
    def me(self) -> str:
        """The acting person's id; only acts of persons read it."""
        assert self.actor.person_id is not None
        return self.actor.person_id

    @property
    def stage(self) -> Stage | None:
        return Stage(self.proposal.stage) if self.proposal is not None else None

    @property
    def kind(self) -> Kind:
        """The kind of matter of this proposal under its own rulebook."""
        return self.rulebook.kind(self.proposal.matter)

    @property
    def vote(self) -> Vote:
        """The voting rules that apply: of the phase where the rules name it, else of the community,
        or of the group the proposal concerns.
        """
        return self.kind.vote[self.kind.scope(self.proposal)]

    def _owners_decide(self) -> bool:
        """Whether owners may act: outside a proposal, and where its rules let owners vote."""
        if self.proposal is None:
            return True
        kind = self.rulebook.kinds.get(self.proposal.matter)
        return kind is not None and any(v.electorate == OWNERS for v in kind.vote.values())

    def roles(self) -> set[Role]:
        """Every role the actor has here and now; the visitor's is everybody's."""
        if self.actor.machine is not None:
            return {self.actor.machine}
        found = {Role.visitor}
        if self.actor.person_id is None:
            return found
        if self.resident:
            found.add(Role.resident)
        if self.owner and self._owners_decide():
            found.add(Role.owner)
        found |= {o.role for o in self.offices if o.holds(self.now, self.rulebook)}
        if self.proposal is not None and self.proposal.author_id == self.actor.person_id:
            found.add(Role.author)
        if self.answers.get(Need.cosignature) is not None:
            found.add(Role.cosigner)
        if self.answers.get(Need.roll_entry) is not None:
            found.add(Role.voter)
        return found

    def expired_roles(self) -> set[Role]:
        """Offices that ended by their term and do not continue."""
        return {
            o.role
            for o in self.offices
            if o.started(self.now) and not o.holds(self.now, self.rulebook)
        }
