"""Which rows these make. Facts of 建议: opinions, the recommendation and its answer, study,
legality, recusal.
"""

from deliberation.charter.facts.proposal import suggest
from deliberation.record.applying.base import (
    Header,
    counted_up,
    keyed,
    new,
    of_proposal,
    on,
    remark,
    written,
)
from deliberation.record.applying.changes import Change, Increment


@on(suggest.OpinionGiven)
def _opinion(f: suggest.OpinionGiven, h: Header) -> list[Change]:
    return [
        written(
            "opinion",
            f,
            h,
            opinion_id=f.opinion,
            person_id=f.person,
            stance=f.stance,
            body=f.body,
        )
    ]


@on(suggest.Recommended)
def _recommended(f: suggest.Recommended, h: Header) -> list[Change]:
    author = {"author_state": "awaited"} if f.verdict == "support_with_changes" else {}
    return [
        of_proposal(f, h, council_state="given", verdict=f.verdict, **author),
        written(
            "recommendation",
            f,
            h,
            fact_id=h.fact_id,
            by=f.by,
            verdict=f.verdict,
            reasons=f.reasons,
            changes=f.changes,
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
        written(
            "study",
            f,
            h,
            fact_id=h.fact_id,
            by=f.by,
            held_on=f.held_on,
            result=f.result,
            opinion=f.opinion,
        ),
    ]


@on(suggest.LegalityReviewed)
def _legality(f: suggest.LegalityReviewed, h: Header) -> list[Change]:
    article = f"{f.law} {f.article}" if f.law else None
    return [
        of_proposal(f, h, legality_state=f.result, legality_article=article),
        written(
            "legality",
            f,
            h,
            fact_id=h.fact_id,
            by=f.by,
            result=f.result,
            law=f.law,
            article=f.article,
            reasons=f.reasons,
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
    aside = written("recusal", f, h, person_id=f.person, reason=f.reason, explanation=f.explanation)
    if f.round_no is None or not f.left:
        return [aside]
    return [
        aside,
        Increment("vote_round", keyed(f, h, round_no=f.round_no), {"members": -f.left}),
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
    return [remark(f, h, "notice_shortened", by=f.by, body=f.reasons, until=f.opens_at)]


@on(suggest.NoticeExtended)
def _extended(f: suggest.NoticeExtended, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, notice_extended=True),
        remark(f, h, "notice_extended", until=f.opens_at),
    ]


@on(suggest.ProofPosted)
def _proof(f: suggest.ProofPosted, h: Header) -> list[Change]:
    changes: list[Change] = [
        written(
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
        )
    ]
    return changes + ([of_proposal(f, h, notice_proved=True)] if f.purpose == "notice" else [])


@on(suggest.MeetingAsked)
def _meeting_asked(f: suggest.MeetingAsked, h: Header) -> list[Change]:
    return [
        new(
            "meeting_request",
            f,
            h,
            person_id=f.person,
            representative=f.representative,
            at=h.at,
            asked_from=h.fact_id,
        ),
        counted_up(f, h, meeting_residents=1, meeting_reps=int(f.representative)),
    ]
