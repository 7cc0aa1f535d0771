"""The result of a vote that the city's own system held: entered with evidence by one person and
confirmed by another.

The clerk or a supervisor enters, a supervisor confirms; from there the result goes the way of every
other. Civil Code Art 278. Called by `resolve.routes.official`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from deliberation.charter.act import Act, one_of, past_day, words
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.cycle.finishing import CONFIRMS_RESULT, must_be_finished_by_another
from deliberation.charter.cycle.gate import acting_as
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import official as f
from deliberation.charter.moves import at_once, days, in_office, start
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.people import IN_OFFICE
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.supervision import OFFICIAL
from deliberation.charter.official import asked, confirmed, judged, must_be_elsewhere
from deliberation.charter.reasons import Refused, refuse
from deliberation.charter.roles import Role
from deliberation.counting.official import BadFigures, wanted, winner

OUTCOMES = ("passed", "rejected", "inquorate")
MOST_HEADS, MOST_AREA = 10_000_000, 10**13  # of owners, and of 0.01 m²: a slip of the finger beyond


def _wrong(bad: BadFigures) -> Refused:
    side = "area" if bad.area else "heads"
    if bad.code == "more_than_entitled":
        return refuse("more_than_entitled", field="figures", side=side)
    return (
        refuse("figures_do_not_add_up", field="figures", side=side)
        if bad.code == "does_not_add_up"
        else refuse("bad_number", field="figures")
    )


@dataclass(frozen=True, kw_only=True)
class RecordOfficialResult(Act):
    """What the system published, once its vote is over.

    `figures`: (what, heads, area in 0.01 m²) of everything `counting.official.wanted` names.

    Sums that do not add up and an outcome that does not follow from them (Civil Code Art 278) are
    refused; a later entry stands instead of one nobody confirmed.
    """

    name = ActName.record_official_result
    needs = frozenset({RECUSED, OFFICIAL, THE_PAPER, IN_OFFICE})
    system: str
    reference: str
    ended_on: str
    figures: tuple[tuple[str, int, int], ...]
    outcome: str
    chosen: int | None = None
    files: tuple[NewFile, ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        must_be_elsewhere(case)
        must_be_finished_by_another(case, (CONFIRMS_RESULT,), (Role.clerk, Role.supervisor))
        ended = self._ended(case, now)
        if not self.files:
            raise refuse("no_evidence", field="files")
        self._follows(case)
        recorded = self._recorded(case, ended)
        return [
            recorded,
            *attached(case, self.files, "official", recorded.entry),
            self._to_confirm(case, recorded.entry),
        ]

    def _to_confirm(self, case: Case, entry: str) -> Fact:
        """Somebody else confirms it in their days."""
        clock = days(case, case.kind.publish.certify_days, ActName.close_vote)
        confirm = in_office(
            case,
            ActName.confirm_official_result,
            Role.supervisor,
            before=clock,
            ref=entry,
            not_by=(case.me,),
        )
        return start(case, clock, confirm)

    def _recorded(self, case: Case, ended: date) -> f.OfficialResultRecorded:
        """Instead of an entry nobody confirmed, if there is one."""
        before = case[OFFICIAL]
        if before is not None and before.state != "entered":
            raise refuse("already_decided")
        return f.OfficialResultRecorded(
            entry=case.new_id(),
            by=case.me,
            role=acting_as(self.name, case).value,
            round_no=case.proposal.round_no,
            ended_on=ended.isoformat(),
            figures=[list(x) for x in self.figures],
            outcome=self.outcome,
            chosen=self.chosen,
            evidence=[x.digest for x in self.files],
            replaces=before.entry_id if before is not None else None,
            system=words(self.system, most=100, what="system"),
            reference=words(self.reference, most=200, what="reference"),
            subject=case.about,
        )

    def _ended(self, case: Case, now: datetime) -> date:
        """Its last day, once the window is over."""
        if now < case.closes_at:
            raise refuse("not_yet", until=case.closes_at)
        return past_day(case, self.ended_on, "ended_on", since=filled(case.proposal.opens_at))

    def _follows(self, case: Case) -> None:
        outcome = one_of(self.outcome, OUTCOMES, "outcome")
        figures = {what: (heads, area) for what, heads, area in self.figures}
        if len(figures) != len(self.figures) or set(figures) != set(wanted(asked(case))):
            raise refuse("bad_number", field="figures")
        if any(heads > MOST_HEADS or area > MOST_AREA for heads, area in figures.values()):
            raise refuse("bad_number", field="figures")
        try:
            found = judged(case, figures)
        except BadFigures as bad:
            raise _wrong(bad) from bad
        if found.outcome != outcome or (asked(case) is not None and winner(found) != self.chosen):
            raise refuse(
                "outcome_contradicts", field="outcome", stated=outcome, outcome=found.outcome
            )
        if asked(case) is None and self.chosen is not None:
            raise refuse("bad_choice", field="chosen")


@dataclass(frozen=True, kw_only=True)
class ConfirmOfficialResult(Act):
    """Somebody else compared the entry with its evidence: the clock counts from it at once, and the
    result goes to be certified.
    """

    name = ActName.confirm_official_result
    needs = frozenset({RECUSED, OFFICIAL})
    entry_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        must_be_elsewhere(case)
        entry = case[OFFICIAL]
        if entry is None or entry.entry_id != self.entry_id:
            raise refuse("unknown_reference")
        if entry.by == case.me:
            raise refuse("yours_already")
        if entry.state != "entered":
            raise refuse("already_decided")
        return [confirmed(case, case.me), start(case, at_once(case, ActName.close_vote))]
