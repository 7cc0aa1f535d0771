"""Acts of the desk: entering somebody else's act from a signed slip (窗口代办).

Called by the clerk's pages. `perform` loads the case of the clerk, then that
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

    @classmethod
    def allowed(cls) -> frozenset[ActName]:
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
            or self.inner.subject_id != self.subject_id
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
        own = seen is not None and seen.person_id == self.person_id
        entered = f.EnteredAtDesk(
            act=self.inner.name.value,
            person=self.person_id,
            by=clerk.person,
            ref=self._ref(facts[0]),
            how=how,
            slip=slip,
            witness=seen.person_id if seen is not None and not own else None,
            own_code=own,
            subject=facts[0].subject,
        )
        return [*facts, *self._photo(clerk, facts[0]), entered]

    def _ref(self, first: Fact) -> str:
        """What the entry is about: the first thing the fact names, else the person."""
        named = (str(getattr(first, name)) for name in _REF if hasattr(first, name))
        return next(named, self.person_id)

    def _photo(self, clerk: Actor, first: Fact) -> list[Fact]:
        if self.photo is None:
            return []
        # It would show the choice of a sealed ballot, or what was asked for.
        if self.inner.name in BALLOTS | {ActName.grant_proxy}:
            raise refuse("bad_choice", field="photo")
        return [
            slip_photo(
                self.photo,
                act=self.inner.name,
                person=self.person_id,
                by=clerk.person,
                subject=first.subject,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class EnterNewFor(EnterFor):
    """A proposal begun for somebody: only its author sees it until it is submitted, also from the
    desk.
    """

    name = ActName.enter_new_for

    @classmethod
    def allowed(cls) -> frozenset[ActName]:
        """Only a draft begins without a proposal."""
        return frozenset({ActName.draft})
