"""表决前公示: proof of posting, shortening in an emergency, asking for a meeting, the legal effect,
who decides instead of the assembly; and a faulty notice that starts again: withdrawn with a reason,
posted anew, its days counted from the beginning.

Called by `inform.routes`.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from deliberation.charter.act import Act, Mine, a_day, one_of, past_day, words
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import acting_as
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import notice as nf
from deliberation.charter.facts.proposal import suggest as f
from deliberation.charter.facts.vote.papers import PhaseEntered
from deliberation.charter.moves import enter_notice, proving, start, until
from deliberation.charter.needs.proposal import MY_MEETING_REQUEST, NOTICE_RESTARTS, PROOF, RECUSED
from deliberation.charter.needs.rows import filled
from deliberation.charter.owning import OWNERS
from deliberation.charter.reasons import Reason, Refused, at_field, refuse
from deliberation.charter.roles import Role
from deliberation.charter.rulebook.parts import EXTERNAL
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.papers import DELEGATED

PURPOSES = ("notice", "result")
EFFECTS = ("advisory", "binding_by_charter", "external_official_system")
FAULTS = ("date", "text", "place", "other")
MOST_RESTARTS = 2  # a mistake happens twice; a third withdrawal would be a way to put a vote off


@dataclass(frozen=True, kw_only=True)
class PostProof(Act):
    """Proof that the notice, or the result, hangs on the board (Art 34): where, and since which
    day.
    """

    name = ActName.post_proof
    needs = frozenset({PROOF})
    purpose: str
    posted_on: str
    place: str
    files: tuple[NewFile, ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        right = self._right(case)
        place = words(self.place, most=200, what="place")
        day = self._day(case, filled(p.notice_at) if right == "notice" else p.stage_at)
        if case[PROOF]:
            raise refuse("already_proved")
        proof = f.ProofPosted(
            proof=case.new_id(),
            by=case.me,
            role=acting_as(self.name, case).value,
            purpose=right,
            posted_on=day.isoformat(),
            round_no=p.round_no,
            place=place,
            subject=case.about,
        )
        return [proof, *attached(case, self.files, "proof", proof.proof)]

    def _right(self, case: Case) -> str:
        """What hangs there at this stage; nothing else is proved now."""
        right = "notice" if case.stage in (Stage.notice, Stage.vote) else "result"
        if one_of(self.purpose, PURPOSES, "purpose") != right:
            raise refuse("bad_choice", field="purpose")
        return right

    def _day(self, case: Case, begun: datetime) -> date:
        """Since when it hangs there: not before it was due, and not in the future."""
        zone, day = case.community.timezone, a_day(self.posted_on, "posted_on")
        since, today = case.calendar.local_day(begun, zone), case.calendar.local_day(case.now, zone)
        if not since <= day <= today:
            raise refuse(
                "bad_date", field="posted_on", earliest=since.isoformat(), latest=today.isoformat()
            )
        return day


@dataclass(frozen=True, kw_only=True)
class ShortenNotice(Act):
    """Special circumstances (Art 26): the residents' committee shortens the notice with reasons.

    Quorum and majority stay.
    """

    name = ActName.shorten_notice
    needs = frozenset({RECUSED})
    hours: int
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        least = case.kind.notice.urgent_hours
        if self.hours < least:
            raise refuse("too_short_notice", least=least)
        opens = now + timedelta(hours=self.hours)
        if opens >= filled(case.proposal.due_at):
            raise refuse("bad_number", field="hours")
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        clock = until(ActName.open_vote, opens, start=now, days=(opens - now).days)
        proof = [] if case.proposal.notice_proved else [proving(case, "notice", clock)]
        return [
            f.NoticeShortened(by=case.me, opens_at=opens, reasons=reasons, subject=case.about),
            start(case, clock, *proof, headline=True),
        ]


@dataclass(frozen=True, kw_only=True)
class AskMeeting(Act):
    """Ask that a meeting be called; at 1/5 of representatives (Art 28) or 1/10 of adult residents
    (Art 26) it must be.
    """

    name = ActName.ask_meeting
    lock = "shared"
    needs = frozenset({MY_MEETING_REQUEST})
    mine = (Mine("meeting_request"),)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case[MY_MEETING_REQUEST]:
            raise refuse("already_asked")
        return [
            f.MeetingAsked(
                person=case.me,
                representative=Role.representative in case.roles(),
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class DeclareEffect(Act):
    """Set the vote's legal effect from a document: the charter, a convened meeting with its day, or
    an official system.
    """

    name = ActName.declare_effect
    legal_effect: str
    document: str
    meeting_on: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        effect = self._effect(case)
        meeting = None
        if self.meeting_on:
            try:
                meeting = datetime.strptime(self.meeting_on, "%Y-%m-%d").date().isoformat()
            except ValueError as error:
                raise refuse("bad_date", field="meeting_on") from error
        return [
            f.EffectDeclared(
                by=case.me,
                legal_effect=effect,
                meeting_on=meeting,
                document=words(self.document, most=200, what="document"),
                subject=case.about,
            )
        ]

    def _effect(self, case: Case) -> str:
        effect = one_of(self.legal_effect, EFFECTS, "legal_effect")
        if reason := against_effects(case)[effect]:
            raise Refused(at_field(reason, "legal_effect"))
        return effect


def against_effects(case: Case) -> dict[str, Reason | None]:
    """Each effect, with what stands against it for this vote: what was found against the proposal
    lets it only advise.
    """
    p, by_charter, there = case.proposal, None, None
    if p.effect_note or p.study_state == "waived" or p.legality_state == "unresolved":
        by_charter = there = Reason("only_advises")
    elif case.vote.legal_effect == EXTERNAL:
        by_charter = Reason("official_system_decides")
    if there is None and case.vote.electorate != OWNERS:
        there = Reason("owners_only")
    return {"advisory": None, "binding_by_charter": by_charter, EXTERNAL: there}


@dataclass(frozen=True, kw_only=True)
class RestartNotice(Act):
    """The paper on the board named a wrong date or text, or did not hang where it should (Art 26,
    34: the notice is what people rely on).

    The final text on the site stays as it is; a text that is itself wrong goes back by the
    supervisors.
    """

    name = ActName.restart_notice
    needs = frozenset({RECUSED, NOTICE_RESTARTS})
    fault: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        fault = one_of(self.fault, FAULTS, "fault")
        if case[NOTICE_RESTARTS] >= MOST_RESTARTS:
            raise refuse("restarted_enough", most=MOST_RESTARTS)
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        p, role = case.proposal, acting_as(self.name, case)
        again = nf.NoticeRestarted(
            by=case.me,
            role=role.value,
            fault=fault,
            round_no=p.round_no,
            reasons=reasons,
            subject=case.about,
        )
        return [again, *enter_notice(case, "notice_restarted", Stage.notice)]


@dataclass(frozen=True, kw_only=True)
class RecordDelegation(Act):
    """居民会议授权居民代表会议 (Art 30): recorded before the notice, so that the notice already
    says who votes.
    """

    name = ActName.record_delegation
    needs = frozenset({RECUSED})
    decided_on: str
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if DELEGATED not in case.kind.vote:
            raise refuse("no_delegation")
        if p.phase is not None:
            raise refuse("already_decided")
        day = past_day(case, self.decided_on, "decided_on")
        document = words(self.document, most=200, what="document")
        return [
            nf.DelegationRecorded(
                by=case.me, decided_on=day.isoformat(), document=document, subject=case.about
            ),
            PhaseEntered(phase=DELEGATED, subject=case.about),
        ]
