"""Which rows these make. Facts of 行 and 评: assignment, reports, completion, ratings."""

from deliberation.charter.facts.proposal import carry_out
from deliberation.record.applying.base import (
    Header,
    counted_up,
    keyed,
    of_proposal,
    on,
    remark,
    written,
)
from deliberation.record.applying.changes import Change, Insert, Set


@on(carry_out.Assigned)
def _assigned(f: carry_out.Assigned, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, organisation_id=f.organisation, finish_at=f.finish_at),
        remark(
            f,
            h,
            "assigned",
            by=f.by,
            code="organisation" if f.organisation else "committee",
            body=f.task,
            until=f.finish_at,
        ),
    ]


@on(carry_out.LastDayNamed)
def _last_day_named(f: carry_out.LastDayNamed, h: Header) -> list[Change]:
    return [of_proposal(f, h, finish_at=f.finish_at)]


@on(carry_out.ProgressReported)
def _progress(f: carry_out.ProgressReported, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, percent=f.percent),
        written(
            "report",
            f,
            h,
            report_id=f.report,
            by=f.by,
            percent=f.percent,
            body=f.body,
            evidence=f.evidence,
        ),
    ]


@on(carry_out.WorkFinished)
def _finished(f: carry_out.WorkFinished, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, percent=100),
        written(
            "report",
            f,
            h,
            report_id=h.fact_id,
            by=f.by,
            percent=100,
            body=f.body,
            evidence=f.evidence,
        ),
    ]


@on(carry_out.CovenantFiled)
def _covenant_filed(f: carry_out.CovenantFiled, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, percent=100),
        written(
            "covenant",
            f,
            h,
            version_no=f.version_no,
            filed_on=f.filed_on,
            document=f.document,
            by=f.by,
        ),
    ]


@on(carry_out.NotCarriedOut)
def _not_carried_out(f: carry_out.NotCarriedOut, h: Header) -> list[Change]:
    return [
        remark(
            f, h, "not_carried_out", by=f.by, body=f.reasons, code=f.decided_on, document=f.document
        )
    ]


@on(carry_out.Rated)
def _rated(f: carry_out.Rated, h: Header) -> list[Change]:
    key, values = (
        keyed(f, h, person_id=f.person),
        {"score": f.score, "body": f.body, "text_from": h.fact_id, "at": h.at},
    )
    row: Change = Set("rating", key, values) if f.before else Insert("rating", {**key, **values})
    return [row, counted_up(f, h, ratings=0 if f.before else 1, ratings_total=f.score - f.before)]
