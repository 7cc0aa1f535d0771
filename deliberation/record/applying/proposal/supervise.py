"""Which rows these make. Facts of 督议: certificate, questions, return, suspension, findings,
acceptance.
"""

from deliberation.charter.facts.proposal import supervise
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.applying.base import (
    Header,
    counted_up,
    hanging,
    keyed,
    new,
    of_proposal,
    on,
    remark,
    written,
)
from deliberation.record.applying.changes import Amend, Change, Put, Set


@on(supervise.CertificateSigned)
def _signed(f: supervise.CertificateSigned, h: Header) -> list[Change]:
    count = counted_up(f, h, certified=1) if f.verdict == "certify" else counted_up(f, h, refused=1)
    return [
        written(
            "certificate",
            f,
            h,
            round_no=f.round_no,
            person_id=f.person,
            fact_id=h.fact_id,
            verdict=f.verdict,
            stands=True,
            ticked=" ".join(f.ticked),
            statement=f.statement,
        ),
        count,
    ]


@on(supervise.ResultCertified)
def _certified(f: supervise.ResultCertified, h: Header) -> list[Change]:
    return [of_proposal(f, h, certified="yes")]


@on(supervise.QuestionAsked)
def _question(f: supervise.QuestionAsked, h: Header) -> list[Change]:
    return [
        written(
            "question",
            f,
            h,
            question_id=f.question,
            person_id=f.person,
            addressee=f.addressee,
            stage=f.stage,
            body=f.body,
            state="open",
        ),
        counted_up(f, h, questions_open=1),
    ]


@on(supervise.QuestionAnswered)
def _question_answered(f: supervise.QuestionAnswered, h: Header) -> list[Change]:
    return [
        Set(
            "question",
            hanging(f, h, question_id=f.question),
            {
                "state": "answered",
                "answer": f.body,
                "answer_from": h.fact_id,
                "answered_by": f.by,
                "answered_at": h.at,
            },
        ),
        counted_up(f, h, questions_open=-1),
    ]


@on(supervise.QuestionUnanswered)
def _question_unanswered(f: supervise.QuestionUnanswered, h: Header) -> list[Change]:
    return [
        Set("question", hanging(f, h, question_id=f.question), {"state": "unanswered"}),
        counted_up(f, h, silences=1),
    ]


@on(supervise.Returned)
def _returned(f: supervise.Returned, h: Header) -> list[Change]:
    undone = (
        {"organisation_id": None, "finish_at": None} if f.to_stage == Stage.notice.value else {}
    )  # work given out on a result that no longer stands
    return [
        of_proposal(f, h, returned=True, **undone),
        remark(f, h, "returned", by=f.by, code=f.to_stage, body=f.reasons),
    ]


@on(supervise.StageChecked)
def _stage_checked(f: supervise.StageChecked, h: Header) -> list[Change]:
    return [
        *(
            new(
                "stage_check",
                f,
                h,
                fact_id=h.fact_id,
                item=item,
                person_id=f.person,
                stage=f.stage,
                at=h.at,
            )
            for item in f.items
        ),
        remark(f, h, "stage_checked", by=f.person, code=f.stage, body=f.note),
    ]


@on(supervise.Suspended)
def _suspended(f: supervise.Suspended, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, suspended_until=f.until, suspended=True),
        remark(f, h, "suspended", by=f.by, body=f.reasons, until=f.until),
    ]


@on(supervise.Resumed)
def _resumed(f: supervise.Resumed, h: Header) -> list[Change]:
    return [of_proposal(f, h, suspended_until=None), remark(f, h, "resumed", by=f.by)]


@on(supervise.FindingRecorded)
def _finding(f: supervise.FindingRecorded, h: Header) -> list[Change]:
    return [
        written(
            "finding",
            f,
            h,
            finding_id=f.finding,
            person_id=f.person,
            body=f.body,
            state="open",
        ),
        counted_up(f, h, findings_open=1),
        Set("proposal_count", keyed(f, h), {"accepted": 0}),
        Amend("acceptance", keyed(f, h, stands=True), {"stands": None}),
    ]


@on(supervise.FindingRectified)
def _rectified(f: supervise.FindingRectified, h: Header) -> list[Change]:
    return [
        Set(
            "finding",
            hanging(f, h, finding_id=f.finding),
            {
                "state": "rectified",
                "rectified": f.body,
                "rectified_from": h.fact_id,
                "rectified_at": h.at,
            },
        )
    ]


@on(supervise.FindingVerified)
def _verified(f: supervise.FindingVerified, h: Header) -> list[Change]:
    state = "verified" if f.ok else "open"
    return [
        Set(
            "finding",
            hanging(f, h, finding_id=f.finding),
            {"state": state, "verified": f.body, "verified_from": h.fact_id, "verified_at": h.at},
        ),
        counted_up(f, h, findings_open=-1 if f.ok else 0),
    ]


@on(supervise.FindingWaived)
def _waived(f: supervise.FindingWaived, h: Header) -> list[Change]:
    return [
        Set("finding", hanging(f, h, finding_id=f.finding), {"state": "waived"}),
        counted_up(f, h, findings_open=-1),
        remark(f, h, "finding_waived", by=f.by, code=f.role, body=f.reasons),
    ]


@on(supervise.WorkAccepted)
def _accepted(f: supervise.WorkAccepted, h: Header) -> list[Change]:
    """Instead of what they said before a fault was found, if anything."""
    said = written("acceptance", f, h, person_id=f.person, statement=f.statement, stands=True)
    return [
        Put(said.table, said.row),
        counted_up(f, h, accepted=1),
        of_proposal(f, h, inspected="accepted"),
    ]
