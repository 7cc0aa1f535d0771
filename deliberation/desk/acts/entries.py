"""Acts of the desk: entering somebody else's act from a signed slip (窗口代办), and a lost second
factor taken away by two people.

Called by the clerk's and the supervisors' pages. `perform` loads the case of the clerk, then that
of the person whose act it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deliberation.charter.act import Act, ActFor, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, slip_photo
from deliberation.charter.case import Actor, Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import desk as f
from deliberation.charter.needs.people import CANDIDATE, OPEN_RESET, RESET
from deliberation.charter.reasons import Reason, refuse
from deliberation.charter.roles import Role

HOW = ("present", "visited")
FOR_OTHERS = frozenset(
    {
        ActName.submit,
        ActName.cosign,
        ActName.take_back,
        ActName.comment,
        ActName.object,
        ActName.rate,
        ActName.cast_ballot,
        ActName.grant_proxy,
        ActName.answer_proxy,
        ActName.revoke_proxy,
        ActName.cast_for,
        ActName.propose_project,
    }
)
BALLOTS = frozenset({ActName.cast_ballot, ActName.cast_for})
_REF = ("comment", "objection", "option", "voter")


@dataclass(frozen=True, kw_only=True)
class EnterFor(ActFor):
    """One act of somebody who is at the desk or was visited.

    `inner` is their act, with the same act id and proposal.

    The clerk's role, recusal and second factor are asked of the clerk; stage, role, roll and
    recusal of the act itself of the person.
    """

    name = ActName.enter_for
    person_id: str
    slip: str
    how: str
    inner: Act
    photo: NewFile | None = None

    @property
    def lock(self) -> Any:  # type: ignore[override]
        """The lock of the act entered."""
        return self.inner.lock

    def allowed(self) -> frozenset[ActName]:
        """What may be entered through this act."""
        return FOR_OTHERS

    def content(self) -> dict[str, Any]:
        """The slip, the person, and the whole act entered for them."""
        photo = {"photo": self.photo.digest} if self.photo is not None else {}
        return {
            "act": self.name.value,
            "person_id": self.person_id,
            "slip": self.slip,
            "how": self.how,
            "inner": self.inner.content(),
            **photo,
        }

    def theirs(self) -> Actor:
        """Who attempts the act itself."""
        return Actor(person_id=self.person_id, via="desk")

    def against(self, clerk: Case) -> list[Reason]:
        """Reasons that follow from the clerk alone."""
        if (
            self.inner.name not in self.allowed()
            or self.inner.act_id != self.act_id
            or self.inner.proposal_id != self.proposal_id
        ):
            return [Reason("no_such_act", {"act": self.inner.name.value})]
        return [Reason("own_interest")] if self.person_id == clerk.me else []

    def unseen(self, clerk: Case, theirs: Case, witness: Iterable[Role]) -> list[Reason]:
        """A ballot entered so needs the voter's own code or a supervisor beside the clerk, given
        within the minutes of the rulebook.

        A proxy does not: its signed paper is the evidence, it is listed in public, and it counts
        only once its holder takes it on.
        """
        if self.inner.name is ActName.grant_proxy:
            return []
        seen = clerk.actor.witness
        if seen is None or theirs.real_now is None:
            return [Reason("witness_needed")]
        minutes = theirs.rulebook.factors["office_holders"].fresh_minutes
        if not timedelta(0) <= theirs.real_now - seen.at <= timedelta(minutes=minutes):
            return [Reason("witness_needed")]
        own = seen.person_id == self.person_id
        if not own and (Role.supervisor not in set(witness) or seen.person_id == clerk.me):
            return [Reason("witness_needed")]
        return []

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        """The person's facts, and that they were entered at the desk. `case` is the person's."""
        how, slip = one_of(self.how, HOW, "how"), words(self.slip, most=40, what="slip")
        facts = self.inner.decide(case, now)
        clerk = case.clerk
        seen = clerk.witness if self.inner.name in BALLOTS else None
        ref = next(
            (str(getattr(facts[0], name)) for name in _REF if hasattr(facts[0], name)),
            self.person_id,
        )
        own = seen is not None and seen.person_id == self.person_id
        if self.photo is not None and self.inner.name in BALLOTS | {ActName.grant_proxy}:
            raise refuse(
                "bad_choice", field="photo"
            )  # it would show the choice of a sealed ballot, or what was asked for
        photo = (
            [
                slip_photo(
                    self.photo,
                    person=self.person_id,
                    by=clerk.person,
                    proposal=facts[0].proposal,
                )
            ]
            if self.photo is not None
            else []
        )
        return [
            *facts,
            *photo,
            f.EnteredAtDesk(
                act=self.inner.name.value,
                person=self.person_id,
                by=clerk.person,
                ref=ref,
                how=how,
                slip=slip,
                witness=seen.person_id if seen is not None and not own else None,
                own_code=own,
                proposal=facts[0].proposal,
            ),
        ]


@dataclass(frozen=True, kw_only=True)
class EnterNewFor(EnterFor):
    """A proposal begun for somebody: only its author sees it until it is submitted, also from the
    desk.
    """

    name = ActName.enter_new_for

    def allowed(self) -> frozenset[ActName]:
        """Only a draft begins without a proposal."""
        return frozenset({ActName.draft})


@dataclass(frozen=True, kw_only=True)
class AskReset(Act):
    """The clerk has somebody at the desk whose second factor is lost, and asks for it to be taken
    away. Never for oneself.
    """

    name = ActName.ask_reset
    lock = "community"
    needs = frozenset({CANDIDATE, OPEN_RESET})
    person_id: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case[CANDIDATE].person is None:
            raise refuse("unknown_person")
        if self.person_id == case.me:
            raise refuse("own_interest")
        if case[OPEN_RESET] is not None:
            raise refuse("already_asked")
        reason = words(self.reason, most=case.rulebook.limits.reason_max, what="reason")
        return [f.ResetAsked(reset=case.new_id(), person=self.person_id, by=case.me, reason=reason)]


@dataclass(frozen=True, kw_only=True)
class ConfirmReset(Act):
    """A supervisor confirms: neither the one who asked nor the one whose factor it is (for a
    supervisor, another one).
    """

    name = ActName.confirm_reset
    lock = "community"
    needs = frozenset({RESET})
    reset_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _open(case)
        if case.me in (row.person_id, row.asked_by):
            raise refuse("own_interest")
        return [
            f.ResetConfirmed(
                reset=row.reset_id, person=row.person_id, by=case.me, asked_by=row.asked_by
            )
        ]


@dataclass(frozen=True, kw_only=True)
class DropReset(Act):
    """The request comes to nothing: the device was found again, or the supervisor does not believe
    it.
    """

    name = ActName.drop_reset
    lock = "community"
    needs = frozenset({RESET})
    reset_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _open(case)
        return [f.ResetDropped(reset=row.reset_id, person=row.person_id, by=case.me)]


def _open(case: Case) -> Any:
    row = case[RESET]
    if row is None:
        raise refuse("unknown_reference")
    if row.state != "asked":
        raise refuse("already_decided")
    return row
