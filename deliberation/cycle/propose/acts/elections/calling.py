"""选举: calling an election, and the clock that ends the nominations and the vetting. Called by
`propose.routes.election`.

城市居民委员会组织法 Arts 13 to 18: there are more candidates than seats.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.beginning import begun, public_at_once, title_and_text
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import elections as f
from deliberation.charter.facts.vote import papers as pf
from deliberation.charter.matters.election import ELECTION, MEMBER, PHASES, POSTS, elects, short_of
from deliberation.charter.moves import close, days, enter_notice, move, silence
from deliberation.charter.needs.elections import CANDIDATES, HOMES_THERE, THE_ELECTION
from deliberation.charter.needs.proposal import NUMBER
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Kind
from deliberation.charter.subjects.proposal import Ending, Stage


@dataclass(frozen=True, kw_only=True)
class CallElection(Act):
    """Which body, which posts with how many seats, who votes.

    Nominations begin. posts: (post, seats), highest first.
    """

    name = ActName.call_election
    lock = "community"
    needs = frozenset({NUMBER, HOMES_THERE})
    matter: str
    title: str
    body: str
    posts: tuple[tuple[str, int], ...]
    group_id: str | None = None
    way: str = ELECTION
    by_election: bool = False

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        kind = case.rulebook.kinds.get(self.matter)
        if kind is None or not elects(kind):
            raise refuse("bad_choice", field="matter")
        way = one_of(self.way, (ELECTION, *(w for w in PHASES if w in kind.vote)), "way")
        group = self._group(case, kind)
        self._posts(case, kind)
        self._seats(kind)
        title, body = title_and_text(case, self.title, self.body)
        new = begun(case, self.matter, now, group)
        vote = kind.vote[way if way in kind.vote else "group" if group else "community"]
        return [
            *public_at_once(new, title, body, vote.legal_effect),
            self._called(new),
            pf.PhaseEntered(phase=way, subject=new.about),
            enter_nominations(new, "election_called", Stage.draft),
        ]

    def _called(self, new: Case) -> Fact:
        return f.ElectionCalled(
            by=new.me,
            role=new.kind.election.role,
            posts=[list(p) for p in self.posts],
            by_election=self.by_election,
            subject=new.about,
        )

    def _group(self, case: Case, kind: Kind) -> str | None:
        """Art 13: representatives are chosen by their own group, one for so many households; every
        other body by the whole community.
        """
        in_groups = kind.election.role == Role.representative.value
        if in_groups != bool(self.group_id):
            raise refuse("bad_choice", field="group_id")
        if in_groups and kind.election.households_max:
            homes, rule, seats = case[HOMES_THERE], kind.election, sum(n for _, n in self.posts)
            if not homes:
                raise refuse("unknown_reference")
            most, least = (
                max(1, homes // max(1, rule.households_min)),
                -(-homes // rule.households_max),
            )
            if not self.by_election and not least <= seats <= most:
                raise refuse("seats_by_households", households=homes, least=least, most=most)
        return self.group_id

    def _posts(self, case: Case, kind: Kind) -> None:
        """Each post once, highest first, at most one chair; several only where ballots are counted
        post by post.
        """
        names = [post for post, _ in self.posts]
        allowed = POSTS if kind.election.role == Role.committee_member.value else (MEMBER,)
        if (
            not names
            or len(set(names)) != len(names)
            or set(names) - set(allowed)
            or names != [p for p in POSTS if p in names]
        ):
            raise refuse("bad_choice", field="posts")
        if any(n < 1 for _, n in self.posts) or ("chair", 1) not in self.posts and "chair" in names:
            raise refuse("bad_number", field="posts", least=1, most=kind.election.seats_max)
        several = len(names) > 1
        if several and case.rulebook.kinds[self.matter].vote["community"].rule != "election/1":
            raise refuse("bad_choice", field="posts")

    def _seats(self, kind: Kind) -> None:
        """As many in all as the rulebook has; at a by-election as few as are vacant."""
        rule, total = kind.election, sum(n for _, n in self.posts)
        least = 1 if self.by_election else rule.seats_min
        if not least <= total <= rule.seats_max:
            raise refuse("bad_number", field="posts", least=least, most=rule.seats_max)


def enter_nominations(case: Case, why: str, source: Stage) -> Fact:
    """→ gather: nominations are open for the rulebook's days."""
    return move(
        case,
        Stage.gather,
        why,
        clocks=[days(case, case.kind.gather.days, ActName.end_nominations)],
        source=source,
    )


@dataclass(frozen=True, kw_only=True)
class EndNominations(ClockAct):
    """The days of nomination are over: to the vetting; with too few candidates nominations go on
    once more, then the election lapses.
    """

    name = ActName.end_nominations
    needs = frozenset({THE_ELECTION, CANDIDATES})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return go_on(
            case,
            [
                move(
                    case,
                    Stage.advise,
                    "nominations_over",
                    clocks=[days(case, case.kind.election.vetting_days, ActName.end_vetting)],
                )
            ],
        )


@dataclass(frozen=True, kw_only=True)
class EndVetting(ClockAct):
    """Who was not refused stands. The list and the roll are published (Arts 17, 18)."""

    name = ActName.end_vetting
    needs = frozenset({THE_ELECTION, CANDIDATES})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return go_on(case, enter_notice(case, "vetting_over", Stage.advise))


def go_on(case: Case, further: list[Fact]) -> list[Fact]:
    """On with enough candidates; otherwise nominations once more; otherwise lapsed."""
    election = case.given(THE_ELECTION)
    short = short_of(case, election, case[CANDIDATES])
    if not short:
        return further
    if election.reopened:
        return [
            silence(case, "too_few_candidates"),
            *close(case, Ending.lapsed, "too_few_candidates"),
        ]
    return [
        f.NominationsReopened(short=short, subject=case.about),
        enter_nominations(case, "too_few_candidates", case.stage),
    ]
