"""A vote that the city's own system holds: where to vote is announced, its result is entered with
evidence by one person and confirmed by another.

The clerk or a supervisor enters, a supervisor confirms; from there the result goes the way of every
other. Civil Code Art 278. Called by `resolve.routes.official`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import acting_as
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import official as f
from deliberation.charter.facts.vote.resolve import WindowMoved
from deliberation.charter.moves import at_once, days, start
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.supervision import OFFICIAL
from deliberation.charter.official import asked, confirmed, judged, must_be_elsewhere
from deliberation.charter.reasons import Refused, refuse
from deliberation.charter.subjects.proposal import Stage
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


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise refuse("bad_date", field=field) from error


def _link(text: str | None) -> str | None:
    link = optional_words(text, most=300, what="link")
    if link is None:
        return None
    try:
        parts = urlsplit(link)
        plain = (
            parts.scheme in ("https", "http") and bool(parts.hostname) and parts.username is None
        )
    except ValueError:
        plain = False
    if not plain or any(c.isspace() for c in link):
        raise refuse("bad_address", field="link")
    return link


@dataclass(frozen=True, kw_only=True)
class AnnounceOfficialVote(Act):
    """Where owners vote, from which day to which.

    Once the vote is under way its last day may be put off, never brought forward.
    """

    name = ActName.announce_official_vote
    system: str
    opens_on: str
    closes_on: str
    link: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        must_be_elsewhere(case)
        p, tz = case.proposal, case.community.timezone
        opens, closes = _day(self.opens_on, "opens_on"), _day(self.closes_on, "closes_on")
        if closes < opens or case.calendar.end_of_day(closes, tz) <= (
            filled(p.due_at) if case.stage is Stage.notice else now
        ):
            raise refuse("bad_date", field="closes_on")
        if case.stage is Stage.notice:  # it runs first
            first = case.calendar.local_day(filled(p.due_at), tz)
            if opens < first:
                raise refuse("opens_in_notice", first=first.isoformat())
        facts: list[Fact] = [
            f.OfficialVoteAnnounced(
                by=case.me,
                round_no=p.round_no,
                opens_on=opens.isoformat(),
                closes_on=closes.isoformat(),
                system=words(self.system, most=100, what="system"),
                link=_link(self.link),
                proposal=p.proposal_id,
            )
        ]
        end = case.calendar.end_of_day(closes, tz)
        if case.stage is Stage.vote and end != case.closes_at:
            if end < case.closes_at:
                raise refuse("bad_date", field="closes_on")
            clock = days(case, case.vote.official_days, ActName.close_vote, start=end)
            facts += [
                WindowMoved(round_no=p.round_no, closes_at=end, proposal=p.proposal_id),
                start(case, clock),
            ]
        return facts


@dataclass(frozen=True, kw_only=True)
class RecordOfficialResult(Act):
    """What the system published, once its vote is over.

    `figures`: (what, heads, area in 0.01 m²) of everything `counting.official.wanted` names.

    Sums that do not add up and an outcome that does not follow from them (Civil Code Art 278) are
    refused; a later entry stands instead of one nobody confirmed.
    """

    name = ActName.record_official_result
    needs = frozenset({RECUSED, OFFICIAL, THE_PAPER})
    system: str
    reference: str
    ended_on: str
    figures: tuple[tuple[str, int, int], ...]
    outcome: str
    chosen: int | None = None
    files: tuple[NewFile, ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        must_be_elsewhere(case)
        p, tz = case.proposal, case.community.timezone
        if now < case.closes_at:
            raise refuse("not_yet", until=case.closes_at)
        ended = _day(self.ended_on, "ended_on")
        if (
            not case.calendar.local_day(filled(p.opens_at), tz)
            <= ended
            <= case.calendar.local_day(now, tz)
        ):
            raise refuse("bad_date", field="ended_on")
        if not self.files:
            raise refuse("no_evidence", field="files")
        self._follows(case)
        entry = case.new_id()
        before = case[OFFICIAL]
        if before is not None and before.state != "entered":
            raise refuse("already_decided")
        recorded = f.OfficialResultRecorded(
            entry=entry,
            by=case.me,
            role=acting_as(self.name, case).value,
            round_no=p.round_no,
            ended_on=ended.isoformat(),
            figures=[list(x) for x in self.figures],
            outcome=self.outcome,
            chosen=self.chosen,
            evidence=[x.digest for x in self.files],
            replaces=before.entry_id if before is not None else None,
            system=words(self.system, most=100, what="system"),
            reference=words(self.reference, most=200, what="reference"),
            proposal=p.proposal_id,
        )
        return [
            recorded,
            *attached(case, self.files, "official", entry),
            start(case, days(case, case.kind.publish.certify_days, ActName.close_vote)),
        ]

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
            raise refuse("two_people_needed")
        if entry.state != "entered":
            raise refuse("already_decided")
        return [confirmed(case, case.me), start(case, at_once(case, ActName.close_vote))]
