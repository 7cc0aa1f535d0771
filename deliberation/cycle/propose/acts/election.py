"""选举: calling an election, nominating, agreeing to stand or not, withdrawing; and the clock that
ends the nominations. Called by `propose.routes.election`.

城市居民委员会组织法 Arts 13 to 18: the Party organisation or ten voters jointly nominate; there are
more candidates than seats.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import elections as f
from deliberation.charter.facts.people import people
from deliberation.charter.facts.proposal import propose as pr
from deliberation.charter.facts.vote import papers as pf
from deliberation.charter.matters.election import (
    ELECTION,
    MEMBER,
    PHASES,
    POSTS,
    elects,
    short_of,
)
from deliberation.charter.moves import close, days, enter_notice, move, silence
from deliberation.charter.needs.elections import (
    CANDIDACY,
    CANDIDATES,
    HOMES_THERE,
    MY_NOMINATION,
    THE_ELECTION,
)
from deliberation.charter.needs.new_proposal import new_proposal
from deliberation.charter.needs.people import CANDIDATE, MY_GROUPS, MY_NAME
from deliberation.charter.needs.proposal import NUMBER
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
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
        self._seats(case, kind)
        limits = case.rulebook.limits
        title, body = (
            words(self.title, most=limits.title_max, what="title"),
            words(self.body, most=limits.text_max, what="body"),
        )
        row = new_proposal(case.new_id(), self.matter, now)
        row.group_id = group
        new = replace(case, row=row)
        at = {"proposal": new.proposal.proposal_id}
        year, number = case[NUMBER]
        vote = kind.vote[way if way in kind.vote else "group" if group else "community"]
        return [
            pr.ProposalDrafted(
                author=case.me,
                matter=self.matter,
                group=group,
                answers={},
                title=title,
                body=body,
                **at,
            ),
            pr.ProposalSubmitted(
                author=case.me,
                number_year=year,
                number=number,
                matter=self.matter,
                legal_effect=vote.legal_effect,
                effect_note=None,
                group=group,
                rulebook=case.rulebook.digest,
                version_no=1,
                title=title,
                body=body,
                **at,
            ),
            f.ElectionCalled(
                by=case.me,
                role=kind.election.role,
                posts=[list(p) for p in self.posts],
                by_election=self.by_election,
                **at,
            ),
            pf.PhaseEntered(phase=way, **at),
            enter_nominations(new, "election_called", Stage.draft),
        ]

    def _group(self, case: Case, kind: Any) -> str | None:
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

    def _seats(self, case: Case, kind: Any) -> None:
        names, total = [post for post, _ in self.posts], sum(n for _, n in self.posts)
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
        if (
            len(names) > 1
            and case.rulebook.kinds[self.matter].vote["community"].rule != "election/1"
        ):
            raise refuse("bad_choice", field="posts")
        least = 1 if self.by_election else kind.election.seats_min
        if not least <= total <= kind.election.seats_max:
            raise refuse("bad_number", field="posts", least=least, most=kind.election.seats_max)


def enter_nominations(case: Case, why: str, source: Stage) -> Fact:
    """→ gather: nominations are open for the rulebook's days."""
    return move(
        case,
        Stage.gather,
        why,
        clocks=[days(case, case.kind.gather.days, ActName.end_nominations)],
        source=source,
    )


def _open(case: Case, now: datetime) -> None:
    if now >= filled(case.proposal.due_at):
        raise refuse("window_closed")


@dataclass(frozen=True, kw_only=True)
class Nominate(Act):
    """Propose somebody for a post: as a voter, for the Party organisation, or oneself where the
    rules let one stand so.
    """

    name = ActName.nominate
    needs = frozenset({THE_ELECTION, CANDIDATES, CANDIDATE, MY_GROUPS})
    person_id: str
    post: str = MEMBER

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _open(case, now)
        post = one_of(self.post, [p.post for p in case.given(THE_ELECTION).posts], "post")
        who = case[CANDIDATE].person
        if who is None:
            raise refuse("unknown_person")
        if who.standing != "adult":
            raise refuse("not_adult")
        if not who.lives_here and case.kind.election.role != Role.supervisor.value:
            raise refuse(
                "not_a_resident"
            )  # Art 36: supervisors are chosen from residents or community workers
        if any(c.person_id == self.person_id and c.post == post for c in case[CANDIDATES]):
            raise refuse("already_nominated")
        source = self._source(case)
        candidacy = case.new_id()
        facts: list[Fact] = [
            f.Nominated(
                candidacy=candidacy,
                person=self.person_id,
                post=post,
                by=case.me,
                source=source,
                proposal=case.proposal.proposal_id,
            )
        ]
        if source == "voters":
            facts.append(
                f.NominationSupported(
                    candidacy=candidacy, by=case.me, proposal=case.proposal.proposal_id
                )
            )
        return facts

    def _source(self, case: Case) -> str:
        roles = case.roles()
        if Role.lead_organisation in roles and self.person_id != case.me:
            return "party"
        if self.person_id == case.me and case.kind.election.own_name:
            return "own"
        if not roles & {Role.resident, Role.representative}:
            raise refuse("wrong_role", roles=[Role.resident.value])
        return "voters"


@dataclass(frozen=True, kw_only=True)
class SupportNomination(Act):
    """Nominate them too: Art 18 asks for ten voters jointly, by name."""

    name = ActName.support_nomination
    needs = frozenset({CANDIDACY, MY_NOMINATION, MY_GROUPS})
    candidacy_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        _open(case, now)
        who = case[CANDIDACY]
        if who is None:
            raise refuse("unknown_reference")
        if who.state == "declined" or who.source == "party":
            raise refuse("nothing_to_answer")
        if case[MY_NOMINATION]:
            raise refuse("already_nominated")
        return [
            f.NominationSupported(
                candidacy=self.candidacy_id, by=case.me, proposal=case.proposal.proposal_id
            )
        ]


@dataclass(frozen=True, kw_only=True)
class AnswerNomination(Act):
    """I stand, or I do not. Who stands says so under their full name, with what they mean to do; a
    member of the election committee leaves it (Art 15).
    """

    name = ActName.answer_nomination
    needs = frozenset({CANDIDACY, CANDIDATES, MY_NAME})
    candidacy_id: str
    accepts: bool
    woman: bool | None = None
    statement: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        who, at = case[CANDIDACY], {"proposal": case.proposal.proposal_id}
        if who is None:
            raise refuse("unknown_reference")
        if who.person_id != case.me:
            raise refuse("own_interest")
        if who.state != "asked":
            raise refuse("already_answered")
        if not self.accepts:
            return [
                f.NominationAnswered(
                    candidacy=self.candidacy_id, by=case.me, accepts=False, woman=None, **at
                )
            ]
        if any(
            c.person_id == case.me and c.state == "stands" and c.candidacy_id != self.candidacy_id
            for c in case[CANDIDATES]
        ):
            raise refuse("one_post_each")
        if self.woman is None:
            raise refuse("bad_choice", field="woman")
        statement = words(self.statement, most=case.rulebook.limits.reason_max, what="statement")
        left = [
            people.OfficeLeft(office=o.office_id, person=case.me, cause="nominated")
            for o in case.offices
            if o.role is Role.election_committee and o.left_at is None
        ]
        return [
            f.NominationAnswered(
                candidacy=self.candidacy_id, by=case.me, accepts=True, woman=self.woman, **at
            ),
            pf.OptionOffered(
                option=self.candidacy_id,
                by=case.me,
                what="candidate",
                person=case.me,
                title=case[MY_NAME],
                body=statement,
                proposal=case.proposal.proposal_id,
            ),
            *left,
        ]


@dataclass(frozen=True, kw_only=True)
class WithdrawCandidacy(Act):
    """A candidate stands no longer."""

    name = ActName.withdraw_candidacy
    needs = frozenset({CANDIDACY})
    candidacy_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        who = case[CANDIDACY]
        if who is None or who.state != "stands":
            raise refuse("unknown_reference")
        if who.person_id != case.me:
            raise refuse("own_interest")
        if who.option_state == "withdrawn":
            raise refuse("already_decided")
        return [
            pf.OptionDecided(
                option=self.candidacy_id,
                by=case.me,
                state="withdrawn",
                proposal=case.proposal.proposal_id,
            )
        ]


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
        f.NominationsReopened(short=short, proposal=case.proposal.proposal_id),
        enter_nominations(case, "too_few_candidates", case.stage),
    ]
