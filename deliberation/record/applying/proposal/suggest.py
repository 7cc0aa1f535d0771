"""Which rows these make. Facts of 建议: opinions, the recommendation and its answer, study,
legality, recusal.
"""

from deliberation.charter.acts import ActName
from deliberation.charter.facts.proposal import suggest
from deliberation.record.applying.base import (
    Header,
    counted_up,
    keyed,
    new,
    of_proposal,
    on,
    remark,
)
from deliberation.record.applying.changes import Change, Delete


@on(suggest.OpinionGiven)
def _opinion(f: suggest.OpinionGiven, h: Header) -> list[Change]:
    return [
        new(
            "opinion",
            f,
            h,
            opinion_id=f.opinion,
            person_id=f.person,
            stance=f.stance,
            body=f.body,
            text_from=h.fact_id,
            at=h.at,
        )
    ]


@on(suggest.Recommended)
def _recommended(f: suggest.Recommended, h: Header) -> list[Change]:
    awaited = f.verdict == "support_with_changes"
    return [
        of_proposal(
            f,
            h,
            council_state="given",
            verdict=f.verdict,
            author_state="awaited" if awaited else "none",
        ),
        new(
            "recommendation",
            f,
            h,
            fact_id=h.fact_id,
            by=f.by,
            verdict=f.verdict,
            reasons=f.reasons,
            changes=f.changes,
            text_from=h.fact_id,
            at=h.at,
        ),
    ]


@on(suggest.RecommendationAnswered)
def _answered(f: suggest.RecommendationAnswered, h: Header) -> list[Change]:
    state = "silent" if f.by is None else "accepted" if f.accepted else "declined"
    return [
        of_proposal(f, h, author_state=state),
        remark(f, h, "recommendation_answered", by=f.by, code=state, body=f.note),
    ]


@on(suggest.StudyRecorded)
def _study(f: suggest.StudyRecorded, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, study_state="done"),
        new(
            "study",
            f,
            h,
            fact_id=h.fact_id,
            by=f.by,
            held_on=f.held_on,
            result=f.result,
            opinion=f.opinion,
            text_from=h.fact_id,
            at=h.at,
        ),
    ]


@on(suggest.LegalityReviewed)
def _legality(f: suggest.LegalityReviewed, h: Header) -> list[Change]:
    return [
        of_proposal(
            f,
            h,
            legality_state=f.result,
            legality_article=f"{f.law} {f.article}" if f.law else None,
        ),
        new(
            "legality",
            f,
            h,
            fact_id=h.fact_id,
            by=f.by,
            result=f.result,
            law=f.law,
            article=f.article,
            reasons=f.reasons,
            text_from=h.fact_id,
            at=h.at,
        ),
    ]


@on(suggest.AdvisoryChosen)
def _advisory(f: suggest.AdvisoryChosen, h: Header) -> list[Change]:
    return [
        of_proposal(
            f, h, study_state="waived", legal_effect="advisory", effect_note="without_study"
        ),
        remark(f, h, "advisory_chosen", by=f.by),
    ]


@on(suggest.Recused)
def _recused(f: suggest.Recused, h: Header) -> list[Change]:
    return [
        new(
            "recusal",
            f,
            h,
            person_id=f.person,
            reason=f.reason,
            explanation=f.explanation,
            text_from=h.fact_id,
            at=h.at,
        )
    ]


@on(suggest.EffectDeclared)
def _effect(f: suggest.EffectDeclared, h: Header) -> list[Change]:
    # The day stands in a column that an erasure of the document empties with it, so replay must
    # leave it empty too; the fact keeps it.
    day = f.meeting_on if f.document is not None else None
    return [
        of_proposal(f, h, legal_effect=f.legal_effect),
        remark(
            f, h, "effect_declared", by=f.by, code=f.legal_effect, document=f.document, body=day
        ),
    ]


@on(suggest.NoticeShortened)
def _shortened(f: suggest.NoticeShortened, h: Header) -> list[Change]:
    act = ActName.open_vote.value
    clock = new(
        "deadline",
        f,
        h,
        act=act,
        ref="",
        due_at=f.opens_at,
        start_at=h.at,
        days=0,
        provisional=False,
        scope="stage",
    )
    return [
        of_proposal(f, h, due_at=f.opens_at),
        Delete("deadline", keyed(f, h, act=act, ref="")),
        clock,
        remark(f, h, "notice_shortened", by=f.by, body=f.reasons, until=f.opens_at),
    ]


@on(suggest.NoticeExtended)
def _extended(f: suggest.NoticeExtended, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, notice_extended=True),
        remark(f, h, "notice_extended", until=f.opens_at),
    ]


@on(suggest.ProofPosted)
def _proof(f: suggest.ProofPosted, h: Header) -> list[Change]:
    changes: list[Change] = [
        new(
            "posting_proof",
            f,
            h,
            proof_id=f.proof,
            by=f.by,
            role=f.role,
            purpose=f.purpose,
            posted_on=f.posted_on,
            round_no=f.round_no,
            place=f.place,
            text_from=h.fact_id,
            at=h.at,
        )
    ]
    return changes + ([of_proposal(f, h, notice_proved=True)] if f.purpose == "notice" else [])


@on(suggest.MeetingAsked)
def _meeting_asked(f: suggest.MeetingAsked, h: Header) -> list[Change]:
    return [
        new("meeting_request", f, h, person_id=f.person, representative=f.representative, at=h.at),
        counted_up(f, h, meeting_residents=1, meeting_reps=int(f.representative)),
    ]
