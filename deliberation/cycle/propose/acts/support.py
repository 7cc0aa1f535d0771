"""征集附议: signing a proposal, taking one's name back, and what the clock does when there are
enough names, too few again, or too few in time.

Called by `propose.routes`, the demo, and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.support import threshold_met
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import propose as f
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import at_once, close, enter_gather, enter_take_up, start, stop
from deliberation.charter.needs.people import ABLE, MY_GROUPS
from deliberation.charter.needs.proposal import COSIGNATURE, COUNTS, DEADLINE, SIGNED_BEFORE
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending, Stage


@dataclass(frozen=True, kw_only=True)
class Cosign(Act):
    """我也支持: put one's name under the version one has read."""

    name = ActName.cosign
    lock = "shared"
    needs = frozenset({COUNTS, COSIGNATURE, SIGNED_BEFORE, MY_GROUPS})
    versioned = True

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, counts = case.proposal, case[COUNTS]
        self.beforehand(case)
        office = bool(case.roles() & {Role.deliberator, Role.representative})
        signed = f.Cosigned(
            person=case.me,
            office=office,
            version_no=p.version_no,
            again=case[SIGNED_BEFORE],
            subject=case.about,
        )
        before = counts.cosigns, counts.cosigns_office
        after = before[0] + 1, before[1] + int(office)
        if threshold_met(case, *before) or not threshold_met(case, *after):
            return [signed]
        reached = f.ThresholdReached(
            residents=after[0], office_holders=after[1], subject=case.about
        )
        return [signed, reached, start(case, at_once(case, ActName.bring_to_council))]

    def beforehand(self, case: Case) -> None:
        """Whether they may sign."""
        if case.proposal.author_id == case.me:
            raise refuse("own_proposal")
        if case[COSIGNATURE] is not None:
            raise refuse("already_cosigned")
        if case.now >= filled(case.proposal.due_at):
            raise refuse("window_closed")


@dataclass(frozen=True, kw_only=True)
class TakeBack(Act):
    """Take one's name back: any time while gathering, later within the days after the text
    changed.
    """

    name = ActName.take_back
    lock = "shared"
    needs = frozenset({COUNTS, COSIGNATURE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        mine, counts = case.given(COSIGNATURE), case[COUNTS]
        later = case.stage is not Stage.gather
        back = f.CosignatureTakenBack(person=case.me, office=mine.office, subject=case.about)
        before = counts.cosigns, counts.cosigns_office
        after = before[0] - 1, before[1] - int(mine.office)
        if not threshold_met(case, *before) or threshold_met(case, *after):
            return [back]
        lost = f.ThresholdLost(residents=after[0], office_holders=after[1], subject=case.about)
        if later:
            return [back, lost, start(case, at_once(case, ActName.return_to_gather))]
        return [back, lost, stop(case, ActName.bring_to_council)]

    def beforehand(self, case: Case) -> None:
        """While it gathers, or in the days after the text changed."""
        until = case.proposal.consent_until
        if case.stage is not Stage.gather and (until is None or case.now >= until):
            raise refuse("consent_over")


@dataclass(frozen=True, kw_only=True)
class BringToCouncil(ClockAct):
    """The threshold is met: on to the deliberation council, under the exclusive lock and on the
    exact count.

    Signatures moved here by a merge set this clock too, without counting: where they are too few,
    gathering goes on.
    """

    name = ActName.bring_to_council
    needs = frozenset({COUNTS, ABLE}) | matters.needed(ActName.bring_to_council)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        counts = case[COUNTS]
        if not threshold_met(case, counts.cosigns, counts.cosigns_office):
            if case[DEADLINE] is None:
                raise refuse("threshold_not_met")
            return [stop(case, self.name)]
        return enter_take_up(case, "threshold", Stage.gather, matters.before_council(case))


@dataclass(frozen=True, kw_only=True)
class ReturnToGather(ClockAct):
    """Too many took their name back after the text changed: support is gathered anew."""

    name = ActName.return_to_gather
    needs = frozenset({COUNTS})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        counts = case[COUNTS]
        if threshold_met(case, counts.cosigns, counts.cosigns_office):
            raise refuse("threshold_met")
        return enter_gather(case, "support_lost", case.stage)


@dataclass(frozen=True, kw_only=True)
class Lapse(ClockAct):
    """The gathering days are over without enough support; it may be drafted again."""

    name = ActName.lapse
    needs = frozenset({COUNTS})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        counts = case[COUNTS]
        if threshold_met(case, counts.cosigns, counts.cosigns_office):
            raise refuse("threshold_met")
        return close(case, Ending.lapsed, "lapsed")
