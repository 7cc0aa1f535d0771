"""候选人: nominating somebody, supporting a nomination, agreeing to stand or not, and standing no
longer. Called by `propose.routes.nomination`.

城市居民委员会组织法 Arts 15 to 18: the Party organisation or ten voters jointly nominate.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.matters import elections as f
from deliberation.charter.facts.people import people
from deliberation.charter.facts.vote import papers as pf
from deliberation.charter.matters.election import MEMBER, vetting
from deliberation.charter.moves import of_person
from deliberation.charter.needs.elections import CANDIDACY, CANDIDATES, MY_NOMINATION, THE_ELECTION
from deliberation.charter.needs.people import CANDIDATE, MY_GROUPS, MY_NAME
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage


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
        self._may_stand(case, post)
        source, candidacy = self._source(case), case.new_id()
        answer = of_person(
            case, ActName.answer_nomination, self.person_id, ref=candidacy, scope="own"
        )
        nominated = f.Nominated(
            candidacy=candidacy,
            person=self.person_id,
            post=post,
            by=case.me,
            source=source,
            obligations=[answer],
            subject=case.about,
        )
        return [nominated, _supported(case, candidacy)] if source == "voters" else [nominated]

    def _may_stand(self, case: Case, post: str) -> None:
        who = case[CANDIDATE].person
        if who is None:
            raise refuse("unknown_person")
        if who.standing != "adult":
            raise refuse("not_adult")
        _lives_here(case, lives_here=who.lives_here)
        if any(c.person_id == self.person_id and c.post == post for c in case[CANDIDATES]):
            raise refuse("already_nominated")

    def _source(self, case: Case) -> str:
        roles = case.roles()
        if Role.lead_organisation in roles and self.person_id != case.me:
            return "party"
        if self.person_id == case.me and case.kind.election.own_name:
            return "own"
        if not roles & {Role.resident, Role.representative}:
            raise refuse("wrong_role", roles=[Role.resident.value])
        return "voters"


def _lives_here(case: Case, *, lives_here: bool | None) -> None:
    """Art 36: supervisors are chosen from residents or community workers, all others here."""
    if not lives_here and case.kind.election.role != Role.supervisor.value:
        raise refuse("not_a_resident")


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
        return [_supported(case, self.candidacy_id)]


def _supported(case: Case, candidacy: str) -> Fact:
    """One more voter who nominates them."""
    return f.NominationSupported(candidacy=candidacy, by=case.me, subject=case.about)


@dataclass(frozen=True, kw_only=True)
class AnswerNomination(Act):
    """I stand, or I do not. Who stands says so under their full name, with what they mean to do and
    whether they are a woman (Art 8), for one post each; a member of the election committee leaves
    it (Art 15). Who may is asked again: days lie between being named and saying yes.
    """

    name = ActName.answer_nomination
    needs = frozenset({CANDIDACY, CANDIDATES, MY_NAME})
    beforehand_needs = frozenset({CANDIDACY, CANDIDATES})
    candidacy_id: str
    accepts: bool
    woman: bool | None = None
    statement: str | None = None

    def beforehand(self, case: Case) -> None:
        """Whether they can stand now. Declining asks for nothing of it."""
        self._may_answer(case)
        _lives_here(case, lives_here=case.resident)
        if any(
            c.person_id == case.me and c.state == "stands" and c.candidacy_id != self.candidacy_id
            for c in case[CANDIDATES]
        ):
            raise refuse("one_post_each")

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self._may_answer(case)
        if not self.accepts:
            return [self._answered(case)]
        self.beforehand(case)
        if self.woman is None:
            raise refuse("bad_choice", field="woman")
        stands = pf.OptionOffered(
            option=self.candidacy_id,
            by=case.me,
            what="candidate",
            person=case.me,
            title=case[MY_NAME],
            body=words(self.statement, most=case.rulebook.limits.reason_max, what="statement"),
            subject=case.about,
        )
        return [self._answered(case), stands, *_leaves_committee(case)]

    def _may_answer(self, case: Case) -> None:
        who = case[CANDIDACY]
        if who is None:
            raise refuse("unknown_reference")
        if who.person_id != case.me:
            raise refuse("own_interest")
        if who.state != "asked":
            raise refuse("already_answered")

    def _answered(self, case: Case) -> Fact:
        return f.NominationAnswered(
            candidacy=self.candidacy_id,
            by=case.me,
            accepts=self.accepts,
            woman=self.woman if self.accepts else None,
            obligations=self._to_vet(case),
            subject=case.about,
        )

    def _to_vet(self, case: Case) -> list[Obligation] | None:
        """Whoever agrees while the others are looked at already is looked at too."""
        if not self.accepts or case.stage is not Stage.advise:
            return None
        return [vetting(case, self.candidacy_id, case.me)]


def _leaves_committee(case: Case) -> list[Fact]:
    """Art 15: who stands leaves the election committee."""
    return [
        people.OfficeLeft(office=o.office_id, person=case.me, cause="nominated")
        for o in case.offices
        if o.role is Role.election_committee and o.left_at is None
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
                subject=case.about,
            )
        ]
