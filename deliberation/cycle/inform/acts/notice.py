"""Who decides instead of the assembly; and a faulty notice that starts again: withdrawn with a
reason, posted anew, its days counted from the beginning.

Called by `inform.routes`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, past_day, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import acting_as
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import notice as f
from deliberation.charter.facts.vote.papers import PhaseEntered
from deliberation.charter.moves import enter_notice
from deliberation.charter.needs.proposal import NOTICE_RESTARTS, RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.papers import DELEGATED

FAULTS = ("date", "text", "place", "other")
MOST = 2  # a mistake happens twice; a third withdrawal would be a way to put a vote off


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
        if case[NOTICE_RESTARTS] >= MOST:
            raise refuse("restarted_enough", most=MOST)
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        p, role = case.proposal, acting_as(self.name, case)
        again = f.NoticeRestarted(
            by=case.me,
            role=role.value,
            fault=fault,
            round_no=p.round_no,
            reasons=reasons,
            proposal=p.proposal_id,
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
            f.DelegationRecorded(
                by=case.me, decided_on=day.isoformat(), document=document, proposal=p.proposal_id
            ),
            PhaseEntered(phase=DELEGATED, proposal=p.proposal_id),
        ]
