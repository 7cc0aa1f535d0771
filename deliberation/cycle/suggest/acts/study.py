"""党组织研究: the lead organisation's study (Art 30 ¶4), and the author's choice to go on without
it.

Called by `suggest.routes`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, past_day, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.advice import go_on_if_ready
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import suggest as f
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Stage

STUDY_RESULTS = ("agree", "agree_with_remarks", "advise_against")


@dataclass(frozen=True, kw_only=True)
class RecordStudy(Act):
    """The lead organisation's study (Art 30 ¶4). It advises; it does not decide."""

    name = ActName.record_study
    held_on: str
    result: str
    opinion: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if not case.kind.advise.study_required:
            raise refuse("nothing_to_answer")
        if p.study_state in ("done", "waived"):
            raise refuse("already_studied")
        opinion = words(self.opinion, most=case.rulebook.limits.reason_max, what="opinion")
        held = past_day(case, self.held_on, "held_on").isoformat()
        studied = f.StudyRecorded(
            by=case.me,
            held_on=held,
            result=one_of(self.result, STUDY_RESULTS, "result"),
            opinion=opinion,
            subject=case.about,
        )
        if case.stage is not Stage.advise:
            return [studied]
        return [studied, *go_on_if_ready(case, "studied", study="done")]


@dataclass(frozen=True, kw_only=True)
class ChooseAdvisory(Act):
    """After the days of waiting for the study, the author may choose a vote that only advises."""

    name = ActName.choose_advisory

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.study_state != "pending":
            raise refuse("nothing_to_answer")
        since = case.calendar.add_days(
            p.stage_at, case.kind.advise.study_wait_days, case.community.timezone
        ).at
        if now < since:
            raise refuse("not_yet", until=since)
        return [
            f.AdvisoryChosen(by=case.me, subject=case.about),
            *go_on_if_ready(case, "advisory_chosen", study="waived"),
        ]
