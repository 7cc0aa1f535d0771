"""Facts of elections: the call, nominations, the count by posts, a second round, who takes office.

A candidacy has the id its option has on the paper. Names and statements stand in the option's text;
whether a candidate is a woman is a public code, only counted.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Named, Nominating, Office, Pairs, Seats, Voice
from deliberation.charter.facts.obligations import Obligation


@dataclass(frozen=True)
class ElectionCalled(Fact):
    """People are to be chosen for `role`. posts: [post, seats], highest first.

    `by_election`: nobody in office leaves for them.
    """

    kind = "election_called"
    by: Office
    role: str
    posts: list[list[Any]]
    by_election: bool


@dataclass(frozen=True)
class Nominated(Fact):
    """Somebody is proposed for a post. source: voters (jointly), party (the Party organisation) or
    own (they stand themselves).
    """

    kind = "nominated"
    candidacy: str
    person: Named
    post: str
    by: Nominating
    source: str
    obligations: list[Obligation] | None = None


@dataclass(frozen=True)
class NominationSupported(Fact):
    """One more voter nominates them jointly."""

    kind = "nomination_supported"
    candidacy: str
    by: Voice


@dataclass(frozen=True)
class NominationAnswered(Fact):
    """The person named agrees to stand, or does not.

    `woman`: as they declare it, None where they do not stand.
    """

    kind = "nomination_answered"
    candidacy: str
    by: Named
    accepts: bool
    woman: bool | None
    obligations: list[Obligation] | None = None


@dataclass(frozen=True)
class NominationsReopened(Fact):
    """Fewer candidates than the rules ask for: nominations go on once more."""

    kind = "nominations_reopened"
    short: list[str]


@dataclass(frozen=True)
class ElectionCounted(Fact):
    """The count by posts. posts: [post, seats, way, for_women]; rows: [candidacy, post, for,
    against, abstain]; elected: [post, candidacy];

    level: [post, [candidacies], seats, why]; kept_out: [candidacy, the relative's]; open: [post,
    seats]; written_in: [post, number of the name, votes]. A name written in stands among `elected`
    and `level` as `name:<number>:<post>`, until somebody says whom it means (see written_in_named).
    `ballots`: how many were cast or came back, invalid ones among them. `least`: what a second
    round asks for. `relatives`: pairs of candidates who are near relatives (近亲属), by which it is
    counted again.
    """

    kind = "election_counted"
    round_no: int
    rule: str
    rulebook: str
    quorum: list[Any]
    majority: list[Any]
    least: list[Any]
    women: int
    relatives: Pairs
    members: int
    ballots: int
    posts: list[list[Any]]
    rows: list[list[Any]]
    elected: list[list[str]]
    level: list[list[Any]]
    kept_out: list[list[str]]
    open: list[list[Any]]
    written_in: list[list[Any]]
    woman_missing: bool
    outcome: str
    recount: bool = False
    obligations: list[Obligation] | None = None

    @property
    def present(self) -> int:
        """Who took part."""
        return self.ballots


@dataclass(frozen=True)
class WrittenInNamed(Fact):
    """Whom a name written on ballots means, and whether they may hold the office (Sichuan Art 33).
    Accepted: they go on as `candidacy` with the votes and the state of the count.

    Refused: nobody is named; `code` is the ground, and a seat the name had is open. `place`: in the
    order of election, None for a level one.
    """

    kind = "written_in_named"
    by: Office
    round_no: int
    post: str
    write_in_no: int
    votes: int
    state: str
    place: int | None
    verdict: str
    candidacy: str | None = None
    person: Named | None = None
    woman: bool | None = None
    code: str | None = None
    reasons: str | None = text()


@dataclass(frozen=True)
class SecondRoundCalled(Fact):
    """Seats left open, or level votes, are voted on again. posts: [post, seats, way, for_women,
    [candidacies]].
    """

    kind = "second_round_called"
    by: Office
    round_no: int
    posts: list[list[Any]]


@dataclass(frozen=True)
class ElectionConfirmed(Fact):
    """Who was elected takes office by this. seats: [candidacy, person, post, office]; open: [post,
    seats] that stay vacant.
    """

    kind = "election_confirmed"
    by: Office
    role: str
    seats: Seats
    open: list[list[Any]]
    document: str | None = text()


@dataclass(frozen=True)
class ElectionFiled(Fact):
    """Filed with the sub-district office, or the office handed over to the successors, on a day."""

    kind = "election_filed"
    by: Office
    what: str
    done_on: str
    document: str | None = text()
