"""Which rows a fact makes: pure, one branch per kind, called by `perform`, `replay` and `verify` and nobody else.

A fact with an erased part gives the same rows with those columns None.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.acts import ActName
from deliberation.charter.facts import (
    Fact,
    carry_out,
    corrections,
    cycle,
    decency,
    desk,
    draws,
    media,
    merging,
    notice,
    owners,
    people,
    private_matters,
    propose,
    read_time,
    resolve,
    roster,
    slips,
    suggest,
    supervise,
    tasks,
    threads,
)
from deliberation.charter.matters import BY_KIND
from deliberation.charter.stages import Stage

from .changes import Change, Delete, Erase, Increment, Insert, Set


@dataclass(frozen=True, slots=True)
class Header:
    """What a branch may know besides the fact: whose record, which fact, when, by which act."""

    community: str
    fact_id: str
    at: datetime
    act_id: str
    person: str | None
    role: str
    mac: str | None


Branch = Callable[[Any, Header], list[Change]]
BRANCHES: dict[type[Fact], Branch] = {}
_MATTER = {
    ActName.mark_objection.value,
    ActName.mark_question.value,
    ActName.reopen_in_silence.value,
    ActName.show_in_silence.value,
    ActName.mark_spend.value,
}


def apply(fact: Fact, header: Header) -> list[Change]:
    """The row changes of one fact, in order. The first fact of an act also notes the act as done (mac present)."""
    changes = BRANCHES[type(fact)](fact, header)
    if header.mac is not None:
        changes.append(
            Insert(
                "act_done",
                {
                    "community_id": header.community,
                    "act_id": header.act_id,
                    "fact_id": header.fact_id,
                    "person_id": header.person,
                    "proposal_id": fact.proposal,
                    "mac": header.mac,
                },
            )
        )
    return changes


def _on(kind: type[Fact]) -> Callable[[Branch], Branch]:
    def register(branch: Branch) -> Branch:
        BRANCHES[kind] = branch
        return branch

    return register


def _row(f: Fact, h: Header, **values: Any) -> dict[str, Any]:
    return {"community_id": h.community, "proposal_id": f.proposal, **values}


def _p(f: Fact, h: Header, **values: Any) -> Set:
    return Set("proposal", {"community_id": h.community, "proposal_id": f.proposal}, values)


def _n(f: Fact, h: Header, **values: int) -> Increment:
    return Increment(
        "proposal_count", {"community_id": h.community, "proposal_id": f.proposal}, values
    )


def _remark(
    f: Fact,
    h: Header,
    kind: str,
    *,
    by: str | None = None,
    code: str | None = None,
    body: str | None = None,
    document: str | None = None,
    until: datetime | None = None,
) -> Insert:
    return Insert(
        "remark",
        _row(
            f,
            h,
            fact_id=h.fact_id,
            by=by,
            kind=kind,
            code=code,
            body=body,
            document=document,
            text_from=h.fact_id,
            at=h.at,
            until=until,
        ),
    )


def _clock(f: Fact, h: Header, d: dict[str, Any]) -> Insert:
    return Insert(
        "deadline",
        _row(
            f,
            h,
            act=d["act"],
            ref=d["ref"],
            due_at=read_time(d["due_at"]),
            start_at=read_time(d["start_at"]),
            days=d["days"],
            provisional=d["provisional"],
            scope="matter" if d["act"] in _MATTER else "stage",
        ),
    )


# --- the circle ----------------------------------------------------------------------------------------


@_on(cycle.StageMoved)
def _stage_moved(f: cycle.StageMoved, h: Header) -> list[Change]:
    to = Stage(f.to_stage)
    values: dict[str, Any] = {
        "stage": f.to_stage,
        "stage_at": h.at,
        "due_at": f.due_at,
        "ending": f.ending,
        "closed_at": h.at if to is Stage.closed else None,
        "merge_until": None,
        "suspended_until": None,
    }  # their clocks end with the stage
    if to is not Stage.closed:
        values["reached"] = f.to_stage
        values["withdraw_until"] = None
    values |= _ON_ENTRY.get(to, {})
    values |= {f"{code}_state": "pending" for code in f.awaits or ()}
    changes: list[Change] = []
    if to is Stage.notice:
        values["notice_at"] = h.at
        changes += [
            Increment(
                "proposal",
                {"community_id": h.community, "proposal_id": f.proposal},
                {"round_no": 1},
            ),
            Set(
                "proposal_count",
                {"community_id": h.community, "proposal_id": f.proposal},
                {"certified": 0, "refused": 0, "ballots": 0, "attended": 0},
            ),
        ]
    if to is Stage.vote:
        values |= {"opens_at": h.at, "closes_at": f.due_at}
    changes += [_p(f, h, **values), Delete("deadline", _row(f, h, scope="stage"))]
    changes += [_clock(f, h, d) for d in f.deadlines or ()]
    if f.from_stage != f.to_stage:
        changes += [
            Increment(
                "stage_count",
                {"community_id": h.community, "stage": f.from_stage},
                {"proposals": -1},
            ),
            Increment(
                "stage_count", {"community_id": h.community, "stage": f.to_stage}, {"proposals": 1}
            ),
        ]
    return changes


_ON_ENTRY: dict[Stage, dict[str, Any]] = {
    Stage.take_up: {"appeal_until": None, "passed_reason": None},
    Stage.advise: {"author_state": "none", "verdict": None},
    Stage.notice: {
        "notice_proved": False,
        "notice_extended": False,
        "outcome": None,
        "certified": "none",
        "consent_until": None,
        "opens_at": None,
        "closes_at": None,
    },
}


@_on(cycle.DeadlineSet)
def _deadline_set(f: cycle.DeadlineSet, h: Header) -> list[Change]:
    changes: list[Change] = []
    for d in f.deadlines:
        changes += [Delete("deadline", _row(f, h, act=d["act"], ref=d["ref"])), _clock(f, h, d)]
    if f.headline:
        changes.append(_p(f, h, due_at=read_time(f.deadlines[0]["due_at"])))
    return changes


@_on(cycle.DeadlineEnded)
def _deadline_ended(f: cycle.DeadlineEnded, h: Header) -> list[Change]:
    return [Delete("deadline", _row(f, h, act=f.act, ref=f.ref))]


_SILENT: dict[str, dict[str, Any]] = {
    "council_silent": {"council_state": "silent"},
    "not_reviewed": {"legality_state": "silent"},
    "breach_unanswered": {
        "legality_state": "unresolved",
        "legal_effect": "advisory",
        "effect_note": "breach_named",
    },
    "not_certified": {"certified": "silent"},
    "not_inspected": {"inspected": "silent"},
}


@_on(cycle.PassedInSilence)
def _passed_in_silence(f: cycle.PassedInSilence, h: Header) -> list[Change]:
    changes: list[Change] = [_remark(f, h, "silence", code=f.code), _n(f, h, silences=1)]
    if f.code in _SILENT:
        changes.append(_p(f, h, **_SILENT[f.code]))
    return changes


@_on(cycle.PutAside)
def _put_aside(f: cycle.PutAside, h: Header) -> list[Change]:
    return [_remark(f, h, "set_aside", by=f.by, code=f.ground, body=f.reasons, document=f.document)]


# --- propose -------------------------------------------------------------------------------------------


def _new_proposal(f: Fact, h: Header, **values: Any) -> list[Change]:
    return [
        Insert(
            "proposal",
            _row(
                f,
                h,
                text_from=h.fact_id,
                version_no=0,
                stage="draft",
                reached="draft",
                stage_at=h.at,
                drafted_at=h.at,
                **values,
            ),
        ),
        Insert("proposal_count", _row(f, h)),
        Increment("stage_count", {"community_id": h.community, "stage": "draft"}, {"proposals": 1}),
    ]


@_on(propose.ProposalDrafted)
def _drafted(f: propose.ProposalDrafted, h: Header) -> list[Change]:
    return _new_proposal(
        f,
        h,
        author_id=f.author,
        matter=f.matter,
        group_id=f.group,
        title=f.title,
        body=f.body,
        **_answers(f.answers),
    )


def _answers(given: dict[str, bool]) -> dict[str, bool]:
    """The answers that have a column; the covenant's is the kind itself."""
    return {q: yes for q, yes in given.items() if q not in BY_KIND}


@_on(propose.DraftRevised)
def _draft_revised(f: propose.DraftRevised, h: Header) -> list[Change]:
    return [
        _p(
            f,
            h,
            version_no=f.version_no,
            matter=f.matter,
            group_id=f.group,
            title=f.title,
            body=f.body,
            text_from=h.fact_id,
            **_answers(f.answers),
        )
    ]


@_on(propose.ProposalSubmitted)
def _submitted(f: propose.ProposalSubmitted, h: Header) -> list[Change]:
    series = {"community_id": h.community, "year": f.number_year}
    number: list[Change] = (
        [Insert("number_series", {**series, "last": 1})]
        if f.number == 1
        else [Set("number_series", series, {"last": f.number})]
    )
    return number + [
        _p(
            f,
            h,
            number_year=f.number_year,
            number=f.number,
            matter=f.matter,
            legal_effect=f.legal_effect,
            effect_note=f.effect_note,
            group_id=f.group,
            rulebook=f.rulebook,
            version_no=f.version_no,
            title=f.title,
            body=f.body,
            text_from=h.fact_id,
            submitted_at=h.at,
        ),
        Insert(
            "proposal_version",
            _row(
                f,
                h,
                version_no=f.version_no,
                title=f.title,
                body=f.body,
                note=None,
                text_from=h.fact_id,
                by=f.author,
                why="submitted",
                at=h.at,
            ),
        ),
    ]


@_on(propose.ProposalRevised)
def _revised(f: propose.ProposalRevised, h: Header) -> list[Change]:
    values: dict[str, Any] = {
        "version_no": f.version_no,
        "title": f.title,
        "body": f.body,
        "text_from": h.fact_id,
        "consent_until": f.consent_until,
    }
    if f.why == "breach":
        values["legality_state"] = "pending"
    return [
        _p(f, h, **values),
        Insert(
            "proposal_version",
            _row(
                f,
                h,
                version_no=f.version_no,
                title=f.title,
                body=f.body,
                note=f.note,
                text_from=h.fact_id,
                by=f.by,
                why=f.why,
                at=h.at,
            ),
        ),
    ]


@_on(propose.ProposalAdopted)
def _adopted(f: propose.ProposalAdopted, h: Header) -> list[Change]:
    return [_p(f, h, author_id=f.author)]


@_on(propose.AuthorChanged)
def _author_changed(f: propose.AuthorChanged, h: Header) -> list[Change]:
    return [
        _p(f, h, author_id=f.author, withdraw_until=None),
        _remark(f, h, "author_changed", by=f.author),
    ]


@_on(propose.WithdrawalAnnounced)
def _withdrawal(f: propose.WithdrawalAnnounced, h: Header) -> list[Change]:
    return [
        _p(f, h, withdraw_until=f.until),
        _remark(f, h, "withdrawal", by=f.by, body=f.reasons, until=f.until),
    ]


@_on(propose.Cosigned)
def _cosigned(f: propose.Cosigned, h: Header) -> list[Change]:
    key = _row(f, h, person_id=f.person)
    values = {
        "office": f.office,
        "version_no": f.version_no,
        "at": h.at,
        "taken_back_at": None,
        "moved_to": None,
    }
    return [
        Set("cosignature", key, values) if f.again else Insert("cosignature", {**key, **values}),
        _n(f, h, cosigns=1, cosigns_office=int(f.office)),
    ]


@_on(propose.CosignatureTakenBack)
def _taken_back(f: propose.CosignatureTakenBack, h: Header) -> list[Change]:
    return [
        Set("cosignature", _row(f, h, person_id=f.person), {"taken_back_at": h.at}),
        _n(f, h, cosigns=-1, cosigns_office=-int(f.office)),
    ]


def _nothing(f: Fact, h: Header) -> list[Change]:
    return []


for _kind in (propose.ThresholdReached, propose.ThresholdLost):
    BRANCHES[_kind] = _nothing


@_on(propose.Commented)
def _commented(f: propose.Commented, h: Header) -> list[Change]:
    return [
        Insert(
            "comment",
            _row(
                f,
                h,
                comment_id=f.comment,
                person_id=f.person,
                stance=f.stance,
                role=f.role,
                parent_id=f.parent,
                body=f.body,
                text_from=h.fact_id,
                at=h.at,
            ),
        ),
        _n(f, h, comments=1),
    ]


@_on(propose.TakenUp)
def _taken_up(f: propose.TakenUp, h: Header) -> list[Change]:
    return [_remark(f, h, "taken_up", by=f.by, body=f.note)]


@_on(propose.PassedOn)
def _passed_on(f: propose.PassedOn, h: Header) -> list[Change]:
    return [
        _p(f, h, passed_reason=f.reason, appeal_until=f.appeal_until),
        _remark(
            f, h, "passed_on", by=f.by, code=f.reason, body=f.explanation, until=f.appeal_until
        ),
    ]


@_on(propose.MergeAsked)
def _merge_asked(f: propose.MergeAsked, h: Header) -> list[Change]:
    return [
        _p(f, h, merge_into=f.into, merge_until=f.until),
        _remark(f, h, "merge_asked", by=f.by, body=f.note, until=f.until),
    ]


@_on(propose.MergeAgreed)
def _merge_agreed(f: propose.MergeAgreed, h: Header) -> list[Change]:
    return [Insert("merge_consent", _row(f, h, person_id=f.person, at=h.at))]


@_on(propose.MergeDeclined)
def _merge_declined(f: propose.MergeDeclined, h: Header) -> list[Change]:
    return [_p(f, h, merge_until=None), _remark(f, h, "merge_declined", by=f.by)]


@_on(propose.Merged)
def _merged(f: propose.Merged, h: Header) -> list[Change]:
    return [_p(f, h, merge_into=f.into, merge_until=None), _remark(f, h, "merged")]


@_on(propose.Appealed)
def _appealed(f: propose.Appealed, h: Header) -> list[Change]:
    return [_p(f, h, appeal_state="open"), _remark(f, h, "appealed", by=f.by, body=f.grounds)]


@_on(propose.AppealDecided)
def _appeal_decided(f: propose.AppealDecided, h: Header) -> list[Change]:
    return [
        _p(f, h, appeal_state=f.outcome, due_at=None),
        _remark(f, h, "appeal_decided", by=f.by, code=f.outcome, body=f.reasons),
        Delete("deadline", _row(f, h, act=ActName.reopen_in_silence.value, ref="")),
    ]


@_on(propose.ProposalImported)
def _imported(f: propose.ProposalImported, h: Header) -> list[Change]:
    return _new_proposal(
        f,
        h,
        author_id=None,
        matter=f.matter,
        group_id=None,
        title=f.title,
        body=f.body,
        source=f.source,
        source_id=f.source_id,
        pseudonym=f.pseudonym,
        original_at=f.original_at,
        supports=f.supports,
    )


@_on(propose.CommentsImported)
def _comments_imported(f: propose.CommentsImported, h: Header) -> list[Change]:
    bodies = f.bodies or {}
    return [
        *(
            Insert(
                "comment",
                _row(
                    f,
                    h,
                    comment_id=e["id"],
                    person_id=None,
                    pseudonym=e["pseudonym"],
                    stance="neutral",
                    role="imported",
                    parent_id=e["parent"],
                    body=bodies.get(e["id"]),
                    text_from=h.fact_id,
                    at=read_time(e["at"]),
                    votes_for=e["votes_for"],
                    votes_against=e["votes_against"],
                    source_id=e["source_id"],
                ),
            )
            for e in f.entries
        ),
        _n(f, h, comments=len(f.entries)),
    ]


# --- suggest -------------------------------------------------------------------------------------------


@_on(suggest.OpinionGiven)
def _opinion(f: suggest.OpinionGiven, h: Header) -> list[Change]:
    return [
        Insert(
            "opinion",
            _row(
                f,
                h,
                opinion_id=f.opinion,
                person_id=f.person,
                stance=f.stance,
                body=f.body,
                text_from=h.fact_id,
                at=h.at,
            ),
        )
    ]


@_on(suggest.Recommended)
def _recommended(f: suggest.Recommended, h: Header) -> list[Change]:
    awaited = f.verdict == "support_with_changes"
    return [
        _p(
            f,
            h,
            council_state="given",
            verdict=f.verdict,
            author_state="awaited" if awaited else "none",
        ),
        Insert(
            "recommendation",
            _row(
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
        ),
    ]


@_on(suggest.RecommendationAnswered)
def _answered(f: suggest.RecommendationAnswered, h: Header) -> list[Change]:
    state = "silent" if f.by is None else "accepted" if f.accepted else "declined"
    return [
        _p(f, h, author_state=state),
        _remark(f, h, "recommendation_answered", by=f.by, code=state, body=f.note),
    ]


@_on(suggest.StudyRecorded)
def _study(f: suggest.StudyRecorded, h: Header) -> list[Change]:
    return [
        _p(f, h, study_state="done"),
        Insert(
            "study",
            _row(
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
        ),
    ]


@_on(suggest.LegalityReviewed)
def _legality(f: suggest.LegalityReviewed, h: Header) -> list[Change]:
    return [
        _p(
            f,
            h,
            legality_state=f.result,
            legality_article=f"{f.law} {f.article}" if f.law else None,
        ),
        Insert(
            "legality",
            _row(
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
        ),
    ]


@_on(suggest.AdvisoryChosen)
def _advisory(f: suggest.AdvisoryChosen, h: Header) -> list[Change]:
    return [
        _p(f, h, study_state="waived", legal_effect="advisory", effect_note="without_study"),
        _remark(f, h, "advisory_chosen", by=f.by),
    ]


@_on(suggest.Recused)
def _recused(f: suggest.Recused, h: Header) -> list[Change]:
    return [
        Insert(
            "recusal",
            _row(
                f,
                h,
                person_id=f.person,
                reason=f.reason,
                explanation=f.explanation,
                text_from=h.fact_id,
                at=h.at,
            ),
        )
    ]


@_on(suggest.EffectDeclared)
def _effect(f: suggest.EffectDeclared, h: Header) -> list[Change]:
    # The day stands in a column that an erasure of the document empties with it, so replay must leave it empty too; the fact keeps it.
    day = f.meeting_on if f.document is not None else None
    return [
        _p(f, h, legal_effect=f.legal_effect),
        _remark(
            f, h, "effect_declared", by=f.by, code=f.legal_effect, document=f.document, body=day
        ),
    ]


@_on(notice.DelegationRecorded)
def _delegated(f: notice.DelegationRecorded, h: Header) -> list[Change]:
    return [_remark(f, h, "delegation_recorded", by=f.by, code=f.decided_on, document=f.document)]


@_on(suggest.NoticeShortened)
def _shortened(f: suggest.NoticeShortened, h: Header) -> list[Change]:
    act = ActName.open_vote.value
    clock = Insert(
        "deadline",
        _row(
            f,
            h,
            act=act,
            ref="",
            due_at=f.opens_at,
            start_at=h.at,
            days=0,
            provisional=False,
            scope="stage",
        ),
    )
    return [
        _p(f, h, due_at=f.opens_at),
        Delete("deadline", _row(f, h, act=act, ref="")),
        clock,
        _remark(f, h, "notice_shortened", by=f.by, body=f.reasons, until=f.opens_at),
    ]


@_on(suggest.NoticeExtended)
def _extended(f: suggest.NoticeExtended, h: Header) -> list[Change]:
    return [_p(f, h, notice_extended=True), _remark(f, h, "notice_extended", until=f.opens_at)]


@_on(notice.NoticeRestarted)
def _restarted(f: notice.NoticeRestarted, h: Header) -> list[Change]:
    return [_remark(f, h, "notice_restarted", by=f.by, code=f.fault, body=f.reasons)]


@_on(suggest.ProofPosted)
def _proof(f: suggest.ProofPosted, h: Header) -> list[Change]:
    changes: list[Change] = [
        Insert(
            "posting_proof",
            _row(
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
            ),
        )
    ]
    return changes + ([_p(f, h, notice_proved=True)] if f.purpose == "notice" else [])


@_on(suggest.MeetingAsked)
def _meeting_asked(f: suggest.MeetingAsked, h: Header) -> list[Change]:
    return [
        Insert(
            "meeting_request",
            _row(f, h, person_id=f.person, representative=f.representative, at=h.at),
        ),
        _n(f, h, meeting_residents=1, meeting_reps=int(f.representative)),
    ]


# --- resolve -------------------------------------------------------------------------------------------


def _round(f: Any, h: Header, **values: Any) -> Set:
    return Set("vote_round", _row(f, h, round_no=f.round_no), values)


@_on(resolve.RollFrozen)
def _roll(f: resolve.RollFrozen, h: Header) -> list[Change]:
    first: list[Change] = []
    if f.chunk == 0:
        first = [
            Insert(
                "vote_round",
                _row(
                    f,
                    h,
                    round_no=f.round_no,
                    opens_at=h.at,
                    closes_at=f.closes_at,
                    members=f.members,
                ),
            )
        ]
    return first + [
        Insert(
            "roll_entry", _row(f, h, round_no=f.round_no, person_id=p, role=role, recused=recused)
        )
        for p, role, recused in f.entries
    ]


@_on(resolve.WindowMoved)
def _window_moved(f: resolve.WindowMoved, h: Header) -> list[Change]:
    return [
        _p(f, h, closes_at=f.closes_at),
        Set("vote_round", _row(f, h, round_no=f.round_no), {"closes_at": f.closes_at}),
    ]


@_on(resolve.BallotCast)
def _ballot(f: resolve.BallotCast, h: Header) -> list[Change]:
    key = _row(f, h, round_no=f.round_no, voter_id=f.voter)
    values = {
        "choice": f.choice,
        "revision": f.revision,
        "cast_at": h.at,
        "fact_id": h.fact_id,
        "disclosed": False,
    }
    if not f.first:
        return [Set("ballot", key, values)]
    return [Insert("ballot", {**key, **values}), _n(f, h, ballots=1)]


@_on(resolve.AttendanceRecorded)
def _attendance(f: resolve.AttendanceRecorded, h: Header) -> list[Change]:
    return [
        Set(
            "roll_entry", _row(f, h, round_no=f.round_no, person_id=f.voter), {"attended_at": h.at}
        ),
        _n(f, h, attended=1),
    ]


@_on(resolve.BallotsDisclosed)
def _disclosed(f: resolve.BallotsDisclosed, h: Header) -> list[Change]:
    return [
        Set(
            "ballot",
            _row(f, h, round_no=f.round_no, voter_id=b["voter"]),
            {"choice": b["choice"], "disclosed": True},
        )
        for b in f.ballots
    ]


@_on(resolve.VoteCounted)
def _counted(f: resolve.VoteCounted, h: Header) -> list[Change]:
    quorum, majority = f.quorum, f.majority
    result = _round(
        f,
        h,
        present=f.present,
        votes_for=f.votes_for,
        votes_against=f.votes_against,
        votes_abstain=f.votes_abstain,
        rule=f.rule,
        quorum_kind=quorum[0],
        quorum_n=quorum[1],
        quorum_d=quorum[2],
        majority_kind=majority[0],
        majority_n=majority[1],
        majority_d=majority[2],
        outcome=f.outcome,
        counted_at=h.at,
        recounts=int(f.recount),
    )
    return [result, _p(f, h, outcome=f.outcome)]


@_on(owners.OwnersRollFrozen)
def _owners_roll(f: owners.OwnersRollFrozen, h: Header) -> list[Change]:
    first: list[Change] = (
        [Insert("owner_round", _row(f, h, round_no=f.round_no, members=f.area))]
        if f.chunk == 0
        else []
    )
    rows: list[Change] = [
        Insert("owner_party", _row(f, h, round_no=f.round_no, party_no=no, units=units, area=area))
        for no, _, units, area in f.parties
    ]
    return (
        first
        + rows
        + [
            Insert("owner_party_voter", _row(f, h, round_no=f.round_no, party_no=no, person_id=v))
            for no, voters, _, _ in f.parties
            for v in voters
        ]
    )


@_on(owners.OwnersCounted)
def _owners_counted(f: owners.OwnersCounted, h: Header) -> list[Change]:
    names = ("present", "votes_for", "votes_against", "votes_abstain")
    heads, area = dict(zip(names, f.heads[1:])), dict(zip(names, f.area[1:]))
    result = _round(
        f,
        h,
        **heads,
        rule=f.rule,
        quorum_kind=f.quorum[0],
        quorum_n=f.quorum[1],
        quorum_d=f.quorum[2],
        majority_kind=f.majority[0],
        majority_n=f.majority[1],
        majority_d=f.majority[2],
        outcome=f.outcome,
        counted_at=h.at,
        recounts=int(f.recount),
    )
    second = Set(
        "owner_round",
        _row(f, h, round_no=f.round_no),
        {
            **area,
            "silent_heads": f.silent[0],
            "silent_area": f.silent[1],
            "silence_joins": f.silence_joins,
        },
    )
    return [result, second, _p(f, h, outcome=f.outcome)]


@_on(owners.OwnershipRecorded)
def _ownership(f: owners.OwnershipRecorded, h: Header) -> list[Change]:
    return [
        Insert(
            "ownership",
            {
                "community_id": h.community,
                "ownership_id": f.ownership,
                "person_id": f.person,
                "dwelling_id": f.dwelling,
                "document": f.document,
                "text_from": h.fact_id,
                "at": h.at,
            },
        )
    ]


@_on(owners.OwnershipEnded)
def _ownership_ended(f: owners.OwnershipEnded, h: Header) -> list[Change]:
    return [
        Set(
            "ownership",
            {"community_id": h.community, "ownership_id": f.ownership},
            {"ended_at": h.at, "end_reason": f.reason, "ended_from": h.fact_id},
        )
    ]


@_on(owners.RepresentativeRecorded)
def _represented(f: owners.RepresentativeRecorded, h: Header) -> list[Change]:
    return [
        Insert(
            "representation",
            {
                "community_id": h.community,
                "representation_id": f.representation,
                "dwelling_id": d,
                "person_id": f.person,
                "ground": f.ground,
                "document": f.document,
                "text_from": h.fact_id,
                "at": h.at,
            },
        )
        for d in f.dwellings
    ]


@_on(owners.RepresentativeEnded)
def _represented_no_more(f: owners.RepresentativeEnded, h: Header) -> list[Change]:
    return [
        Set(
            "representation",
            {"community_id": h.community, "representation_id": f.representation, "dwelling_id": d},
            {"ended_at": h.at, "end_reason": f.reason, "ended_from": h.fact_id},
        )
        for d in f.dwellings
    ]


@_on(resolve.VoteRepeated)
def _repeated(f: resolve.VoteRepeated, h: Header) -> list[Change]:
    return [_p(f, h, repeated=True), _remark(f, h, "repeated", by=f.by)]


# --- supervise -----------------------------------------------------------------------------------------


@_on(supervise.CertificateSigned)
def _signed(f: supervise.CertificateSigned, h: Header) -> list[Change]:
    count = _n(f, h, certified=1) if f.verdict == "certify" else _n(f, h, refused=1)
    return [
        Insert(
            "certificate",
            _row(
                f,
                h,
                round_no=f.round_no,
                person_id=f.person,
                verdict=f.verdict,
                ticked=" ".join(f.ticked),
                statement=f.statement,
                text_from=h.fact_id,
                at=h.at,
            ),
        ),
        count,
    ]


@_on(supervise.ResultCertified)
def _certified(f: supervise.ResultCertified, h: Header) -> list[Change]:
    return [_p(f, h, certified="yes")]


@_on(supervise.Objected)
def _objected(f: supervise.Objected, h: Header) -> list[Change]:
    return [
        Insert(
            "objection",
            _row(
                f,
                h,
                objection_id=f.objection,
                person_id=f.person,
                ground=f.ground,
                stage=f.stage,
                body=f.body,
                text_from=h.fact_id,
                at=h.at,
                state="open",
            ),
        ),
        _n(f, h, objections_open=1),
    ]


@_on(supervise.ObjectionAnswered)
def _objection_answered(f: supervise.ObjectionAnswered, h: Header) -> list[Change]:
    return [
        Set(
            "objection",
            _row(f, h, objection_id=f.objection),
            {
                "state": f.outcome,
                "answer": f.reasons,
                "answer_from": h.fact_id,
                "answered_by": f.by,
                "answered_at": h.at,
            },
        ),
        _n(f, h, objections_open=-1),
    ]


@_on(supervise.ObjectionUnanswered)
def _objection_unanswered(f: supervise.ObjectionUnanswered, h: Header) -> list[Change]:
    return [
        Set("objection", _row(f, h, objection_id=f.objection), {"state": "unanswered"}),
        _n(f, h, silences=1),
    ]


@_on(supervise.QuestionAsked)
def _question(f: supervise.QuestionAsked, h: Header) -> list[Change]:
    return [
        Insert(
            "question",
            _row(
                f,
                h,
                question_id=f.question,
                person_id=f.person,
                addressee=f.addressee,
                stage=f.stage,
                body=f.body,
                text_from=h.fact_id,
                at=h.at,
                state="open",
            ),
        ),
        _n(f, h, questions_open=1),
    ]


@_on(supervise.QuestionAnswered)
def _question_answered(f: supervise.QuestionAnswered, h: Header) -> list[Change]:
    return [
        Set(
            "question",
            _row(f, h, question_id=f.question),
            {
                "state": "answered",
                "answer": f.body,
                "answer_from": h.fact_id,
                "answered_by": f.by,
                "answered_at": h.at,
            },
        ),
        _n(f, h, questions_open=-1),
    ]


@_on(supervise.QuestionUnanswered)
def _question_unanswered(f: supervise.QuestionUnanswered, h: Header) -> list[Change]:
    return [
        Set("question", _row(f, h, question_id=f.question), {"state": "unanswered"}),
        _n(f, h, silences=1),
    ]


@_on(supervise.Returned)
def _returned(f: supervise.Returned, h: Header) -> list[Change]:
    undone = (
        {"organisation_id": None, "finish_at": None} if f.to_stage == Stage.notice.value else {}
    )  # work given out on a result that no longer stands
    return [
        _p(f, h, returned=True, **undone),
        _remark(f, h, "returned", by=f.by, code=f.to_stage, body=f.reasons),
    ]


@_on(draws.DrawAnnounced)
def _draw_announced(f: draws.DrawAnnounced, h: Header) -> list[Change]:
    return [
        Insert(
            "draw",
            {
                "community_id": h.community,
                "draw_id": f.draw,
                "fact_id": h.fact_id,
                "by": f.by,
                "what": f.what,
                "since": f.since,
                "until": f.until,
                "wanted": f.wanted,
                "size": f.size,
                "digest": f.digest,
                "at": h.at,
            },
        )
    ]


@_on(supervise.StageChecked)
def _stage_checked(f: supervise.StageChecked, h: Header) -> list[Change]:
    return [
        *(
            Insert(
                "stage_check",
                _row(
                    f, h, fact_id=h.fact_id, item=item, person_id=f.person, stage=f.stage, at=h.at
                ),
            )
            for item in f.items
        ),
        _remark(f, h, "stage_checked", by=f.person, code=f.stage, body=f.note),
    ]


@_on(supervise.Suspended)
def _suspended(f: supervise.Suspended, h: Header) -> list[Change]:
    return [
        _p(f, h, suspended_until=f.until),
        _remark(f, h, "suspended", by=f.by, body=f.reasons, until=f.until),
    ]


@_on(supervise.Resumed)
def _resumed(f: supervise.Resumed, h: Header) -> list[Change]:
    return [_p(f, h, suspended_until=None), _remark(f, h, "resumed", by=f.by)]


@_on(supervise.FindingRecorded)
def _finding(f: supervise.FindingRecorded, h: Header) -> list[Change]:
    return [
        Insert(
            "finding",
            _row(
                f,
                h,
                finding_id=f.finding,
                person_id=f.person,
                body=f.body,
                text_from=h.fact_id,
                at=h.at,
                state="open",
            ),
        ),
        _n(f, h, findings_open=1),
    ]


@_on(supervise.FindingRectified)
def _rectified(f: supervise.FindingRectified, h: Header) -> list[Change]:
    return [
        Set(
            "finding",
            _row(f, h, finding_id=f.finding),
            {
                "state": "rectified",
                "rectified": f.body,
                "rectified_from": h.fact_id,
                "rectified_at": h.at,
            },
        )
    ]


@_on(supervise.FindingVerified)
def _verified(f: supervise.FindingVerified, h: Header) -> list[Change]:
    state = "verified" if f.ok else "open"
    return [
        Set(
            "finding",
            _row(f, h, finding_id=f.finding),
            {"state": state, "verified": f.body, "verified_from": h.fact_id, "verified_at": h.at},
        ),
        _n(f, h, findings_open=-1 if f.ok else 0),
    ]


@_on(supervise.WorkAccepted)
def _accepted(f: supervise.WorkAccepted, h: Header) -> list[Change]:
    return [
        Insert(
            "acceptance",
            _row(f, h, person_id=f.person, statement=f.statement, text_from=h.fact_id, at=h.at),
        ),
        _n(f, h, accepted=1),
        _p(f, h, inspected="accepted"),
    ]


# --- carry out, evaluate -------------------------------------------------------------------------------


@_on(carry_out.Assigned)
def _assigned(f: carry_out.Assigned, h: Header) -> list[Change]:
    return [
        _p(f, h, organisation_id=f.organisation, finish_at=f.finish_at),
        _remark(
            f,
            h,
            "assigned",
            by=f.by,
            code="organisation" if f.organisation else "committee",
            body=f.task,
            until=f.finish_at,
        ),
    ]


@_on(carry_out.ProgressReported)
def _progress(f: carry_out.ProgressReported, h: Header) -> list[Change]:
    return [
        _p(f, h, percent=f.percent),
        Insert(
            "report",
            _row(
                f,
                h,
                report_id=f.report,
                by=f.by,
                percent=f.percent,
                body=f.body,
                evidence=f.evidence,
                text_from=h.fact_id,
                at=h.at,
            ),
        ),
    ]


@_on(carry_out.WorkFinished)
def _finished(f: carry_out.WorkFinished, h: Header) -> list[Change]:
    return [
        _p(f, h, percent=100),
        Insert(
            "report",
            _row(
                f,
                h,
                report_id=h.fact_id,
                by=f.by,
                percent=100,
                body=f.body,
                evidence=f.evidence,
                text_from=h.fact_id,
                at=h.at,
            ),
        ),
    ]


@_on(carry_out.CovenantFiled)
def _covenant_filed(f: carry_out.CovenantFiled, h: Header) -> list[Change]:
    return [
        _p(f, h, percent=100),
        Insert(
            "covenant",
            _row(
                f,
                h,
                version_no=f.version_no,
                filed_on=f.filed_on,
                document=f.document,
                text_from=h.fact_id,
                by=f.by,
                at=h.at,
            ),
        ),
    ]


def _task(f: Fact, h: Header, **values: Any) -> Set:
    return Set("task", _row(f, h), values)


@_on(tasks.TaskAppliedFor)
def _task_applied(f: tasks.TaskAppliedFor, h: Header) -> list[Change]:
    return [
        Insert(
            "task",
            _row(
                f,
                h,
                organisation_id=f.organisation,
                listed=f.listed,
                starts_on=f.starts_on,
                ends_on=f.ends_on,
                cost=f.cost,
                promised=f.promised,
                received=0,
                given_back=0,
                basis=f.basis,
                text_from=h.fact_id,
                at=h.at,
            ),
        )
    ]


@_on(tasks.TaskRefused)
def _task_refused(f: tasks.TaskRefused, h: Header) -> list[Change]:
    return [_task(f, h, cause=f.ground)]


@_on(tasks.TaskAdmitted)
def _task_admitted(f: tasks.TaskAdmitted, h: Header) -> list[Change]:
    return [_p(f, h, finish_at=f.ends_at), _task(f, h, admitted_at=h.at, review_at=f.review_at)]


@_on(tasks.TaskMoneyRecorded)
def _task_money(f: tasks.TaskMoneyRecorded, h: Header) -> list[Change]:
    return [
        Insert(
            "task_money",
            _row(
                f,
                h,
                entry_id=f.entry,
                what=f.what,
                amount=f.amount,
                happened_on=f.happened_on,
                by=f.by,
                role=f.role,
                document=f.document,
                text_from=h.fact_id,
                at=h.at,
            ),
        ),
        Increment("task", _row(f, h), {f.what: f.amount}),
    ]


@_on(tasks.TaskMoneyStruck)
def _task_struck(f: tasks.TaskMoneyStruck, h: Header) -> list[Change]:
    return [
        Set(
            "task_money",
            _row(f, h, entry_id=f.entry),
            {"struck_at": h.at, "struck_by": f.by, "reason": f.reason, "reason_from": h.fact_id},
        ),
        Increment("task", _row(f, h), {f.what: -f.amount}),
    ]


@_on(tasks.TaskReviewed)
def _task_reviewed(f: tasks.TaskReviewed, h: Header) -> list[Change]:
    return [
        _task(f, h, reviewed_at=h.at, review_at=f.review_at, verdict=f.verdict, review_late=False),
        _remark(f, h, "task_reviewed", by=f.by, code=f.verdict, body=f.reasons),
    ]


@_on(tasks.TaskReviewMissed)
def _task_review_missed(f: tasks.TaskReviewMissed, h: Header) -> list[Change]:
    return [_task(f, h, review_at=f.review_at, review_late=True)]


@_on(tasks.TaskEnded)
def _task_ended(f: tasks.TaskEnded, h: Header) -> list[Change]:
    return [
        _task(f, h, ended_at=h.at, review_at=None, cause=f.cause),
        *([_remark(f, h, "task_ended", by=f.by, code=f.cause, body=f.reasons)] if f.by else []),
    ]


@_on(carry_out.NotCarriedOut)
def _not_carried_out(f: carry_out.NotCarriedOut, h: Header) -> list[Change]:
    return [
        _remark(
            f, h, "not_carried_out", by=f.by, body=f.reasons, code=f.decided_on, document=f.document
        )
    ]


@_on(carry_out.Rated)
def _rated(f: carry_out.Rated, h: Header) -> list[Change]:
    key, values = (
        _row(f, h, person_id=f.person),
        {"score": f.score, "body": f.body, "text_from": h.fact_id, "at": h.at},
    )
    row: Change = Set("rating", key, values) if f.before else Insert("rating", {**key, **values})
    return [row, _n(f, h, ratings=0 if f.before else 1, ratings_total=f.score - f.before)]


BRANCHES[carry_out.EvaluationClosed] = _nothing


# --- people and the community --------------------------------------------------------------------------


@_on(people.CommunityCreated)
def _community(f: people.CommunityCreated, h: Header) -> list[Change]:
    return [
        Insert(
            "community",
            {
                "community_id": f.community,
                "slug": f.slug,
                "name": f.name,
                "timezone": f.timezone,
                "language": f.language,
                "rulebook": None,
                "created_at": h.at,
            },
        ),
        Insert("civic_lock", {"community_id": f.community}),
        *(
            Insert("stage_count", {"community_id": f.community, "stage": s.value, "proposals": 0})
            for s in Stage
        ),
    ]


@_on(people.RulebookAdopted)
def _rulebook(f: people.RulebookAdopted, h: Header) -> list[Change]:
    return [
        Insert(
            "rulebook",
            {
                "community_id": h.community,
                "digest": f.digest,
                "name": f.name,
                "source": f.source,
                "adopted_at": h.at,
            },
        ),
        Set("community", {"community_id": h.community}, {"rulebook": f.digest}),
    ]


@_on(people.GroupEntered)
def _group(f: people.GroupEntered, h: Header) -> list[Change]:
    return [
        Insert(
            "residents_group",
            {
                "community_id": h.community,
                "group_id": f.group,
                "level": f.level,
                "parent_id": f.parent,
                "name": f.name,
            },
        )
    ]


@_on(people.DwellingEntered)
def _dwelling(f: people.DwellingEntered, h: Header) -> list[Change]:
    return [
        Insert(
            "dwelling",
            {
                "community_id": h.community,
                "dwelling_id": f.dwelling,
                "group_id": f.group,
                "area": f.area,
                "building": f.building,
                "unit": f.unit,
                "room": f.room,
                "private_from": h.fact_id,
            },
        )
    ]


@_on(people.PersonEntered)
def _person(f: people.PersonEntered, h: Header) -> list[Change]:
    return [
        Insert(
            "person",
            {
                "community_id": h.community,
                "person_id": f.person,
                "dwelling_id": f.dwelling,
                "standing": f.standing,
                "tenure": f.tenure,
                "lives_here": f.lives_here,
                "name": f.name,
                "phone": f.phone,
                "birth_date": f.birth_date,
                "private_from": h.fact_id,
                "entered_at": h.at,
            },
        )
    ]


def _person_set(f: Any, h: Header, **values: Any) -> Set:
    return Set("person", {"community_id": h.community, "person_id": f.person}, values)


@_on(people.CameOfAge)
def _came_of_age(f: people.CameOfAge, h: Header) -> list[Change]:
    return [_person_set(f, h, standing="adult")]


@_on(people.ResidentJoined)
def _joined(f: people.ResidentJoined, h: Header) -> list[Change]:
    return [_person_set(f, h, joined_at=h.at)]


@_on(people.OrganisationEntered)
def _organisation(f: people.OrganisationEntered, h: Header) -> list[Change]:
    return [
        Insert(
            "organisation",
            {"community_id": h.community, "organisation_id": f.organisation, "name": f.name},
        )
    ]


@_on(people.OfficeTaken)
def _office(f: people.OfficeTaken, h: Header) -> list[Change]:
    return [
        Insert(
            "office",
            {
                "community_id": h.community,
                "office_id": f.office,
                "person_id": f.person,
                "role": f.role,
                "organisation_id": f.organisation,
                "starts_at": f.starts_at,
                "ends_at": f.ends_at,
                "document": f.document,
                "document_from": h.fact_id,
            },
        )
    ]


@_on(people.OfficeLeft)
def _office_left(f: people.OfficeLeft, h: Header) -> list[Change]:
    return [
        Set(
            "office",
            {"community_id": h.community, "office_id": f.office},
            {"left_at": h.at, "cause": f.cause},
        )
    ]


@_on(people.CodeCardIssued)
def _card_issued(f: people.CodeCardIssued, h: Header) -> list[Change]:
    return []  # the record says that it happened; what a card opens is no civic matter


@_on(people.LetterPrinted)
def _letter_printed(f: people.LetterPrinted, h: Header) -> list[Change]:
    return []  # as with a card: that it happened, and nothing of what it opens


@_on(desk.EnteredAtDesk)
def _entered_at_desk(f: desk.EnteredAtDesk, h: Header) -> list[Change]:
    return [
        Insert(
            "desk_entry",
            _row(
                f,
                h,
                fact_id=h.fact_id,
                act=f.act,
                person_id=f.person,
                by=f.by,
                ref=f.ref,
                how=f.how,
                slip=f.slip,
                witness_id=f.witness,
                own_code=f.own_code,
                at=h.at,
            ),
        )
    ]


@_on(slips.SlipPhotographed)
def _slip_photographed(f: slips.SlipPhotographed, h: Header) -> list[Change]:
    return [
        Insert(
            "slip_photo",
            _row(
                f,
                h,
                fact_id=h.fact_id,
                act_id=h.act_id,
                person_id=f.person,
                digest=f.digest,
                small=f.small,
                media_type=f.media_type,
                private_from=h.fact_id,
                at=h.at,
            ),
        )
    ]


@_on(corrections.EntryCorrected)
def _entry_corrected(f: corrections.EntryCorrected, h: Header) -> list[Change]:
    return [
        Insert(
            "entry_correction",
            _row(
                f,
                h,
                fact_id=f.entry,
                act=f.act,
                person_id=f.person,
                ref=f.ref,
                what=f.what,
                right_id=f.right,
                by=f.by,
                slip=f.slip,
                body=f.body,
                reason=f.reason,
                text_from=h.fact_id,
                at=h.at,
            ),
        )
    ]


@_on(corrections.RatingStruck)
def _rating_struck(f: corrections.RatingStruck, h: Header) -> list[Change]:
    return [
        Delete("rating", _row(f, h, person_id=f.person)),
        _n(f, h, ratings=-1, ratings_total=-f.score),
    ]


@_on(desk.ResetAsked)
def _reset_asked(f: desk.ResetAsked, h: Header) -> list[Change]:
    return [
        Insert(
            "factor_reset",
            {
                "community_id": h.community,
                "reset_id": f.reset,
                "person_id": f.person,
                "asked_by": f.by,
                "asked_at": h.at,
                "reason": f.reason,
                "text_from": h.fact_id,
                "state": "asked",
                "decided_by": None,
                "decided_at": None,
            },
        )
    ]


def _reset(f: desk.ResetConfirmed | desk.ResetDropped, h: Header, state: str) -> list[Change]:
    return [
        Set(
            "factor_reset",
            {"community_id": h.community, "reset_id": f.reset},
            {"state": state, "decided_by": f.by, "decided_at": h.at},
        )
    ]


@_on(desk.ResetConfirmed)
def _reset_confirmed(f: desk.ResetConfirmed, h: Header) -> list[Change]:
    return _reset(f, h, "confirmed")


@_on(desk.ResetDropped)
def _reset_dropped(f: desk.ResetDropped, h: Header) -> list[Change]:
    return _reset(f, h, "dropped")


def _roster_change(
    f: Any,
    h: Header,
    kind: str,
    *,
    changed: str = "",
    before: str | None = None,
    after: str | None = None,
    rolls: int = 0,
) -> Insert:
    return Insert(
        "roster_change",
        {
            "community_id": h.community,
            "fact_id": h.fact_id,
            "person_id": f.person,
            "kind": kind,
            "by": h.person,
            "at": h.at,
            "happened_on": getattr(f, "happened_on", None),
            "changed": changed,
            "on_open_rolls": rolls,
            "reason": f.reason,
            "text_from": h.fact_id,
            "before": before,
            "after": after,
            "private_from": h.fact_id,
        },
    )


@_on(roster.PersonCorrected)
def _person_corrected(f: roster.PersonCorrected, h: Header) -> list[Change]:
    after = {
        k: v
        for k in f.changed
        if (v := getattr(f, k, None)) is not None and k in ("name", "phone", "birth_date")
    }
    return [
        Set(
            "person",
            {"community_id": h.community, "person_id": f.person},
            {
                "name": f.name,
                "phone": f.phone,
                "birth_date": f.birth_date,
                "private_from": h.fact_id,
                "standing": f.standing,
                "tenure": f.tenure,
                "lives_here": f.lives_here,
            },
        ),
        _roster_change(
            f,
            h,
            "corrected",
            changed=" ".join(f.changed),
            rolls=f.on_open_rolls,
            before=_lines(f.before),
            after=_lines(after),
        ),
    ]


def _lines(values: dict[str, str] | None) -> str | None:
    """Fields and values one a line, in order: what a page shows and a row can hold."""
    return "\n".join(f"{k}={values[k]}" for k in sorted(values)) if values else None


@_on(roster.PersonMoved)
def _person_moved(f: roster.PersonMoved, h: Header) -> list[Change]:
    return [
        Set(
            "person",
            {"community_id": h.community, "person_id": f.person},
            {"dwelling_id": f.dwelling},
        ),
        _roster_change(f, h, "moved", rolls=f.on_open_rolls),
    ]


@_on(roster.PersonLeft)
def _person_left(f: roster.PersonLeft, h: Header) -> list[Change]:
    return [
        Set("person", {"community_id": h.community, "person_id": f.person}, {"standing": f.cause}),
        _roster_change(f, h, f.cause, rolls=f.on_open_rolls),
    ]


@_on(roster.PersonReturned)
def _person_returned(f: roster.PersonReturned, h: Header) -> list[Change]:
    return [
        Set(
            "person", {"community_id": h.community, "person_id": f.person}, {"standing": f.standing}
        ),
        _roster_change(f, h, "returned"),
    ]


@_on(roster.EntriesMerged)
def _entries_merged(f: roster.EntriesMerged, h: Header) -> list[Change]:
    return [
        Set("person", {"community_id": h.community, "person_id": f.closed}, {"standing": "merged"}),
        _roster_change(f, h, "merged", changed=f.closed),
    ]


@_on(roster.CorrectionAsked)
def _correction_asked(f: roster.CorrectionAsked, h: Header) -> list[Change]:
    return [
        Insert(
            "correction_request",
            {
                "community_id": h.community,
                "request_id": f.request,
                "person_id": f.person,
                "at": h.at,
                "due_at": f.due_at,
                "wish": f.wish,
                "state": "open",
                "body": f.body,
                "private_from": h.fact_id,
                "answer": None,
                "answer_from": None,
                "answered_by": None,
                "answered_at": None,
            },
        )
    ]


@_on(roster.CorrectionAnswered)
def _correction_answered(f: roster.CorrectionAnswered, h: Header) -> list[Change]:
    return [
        Set(
            "correction_request",
            {"community_id": h.community, "request_id": f.request},
            {
                "state": f.outcome,
                "answer": f.answer,
                "answer_from": h.fact_id,
                "answered_by": f.by,
                "answered_at": h.at,
            },
        )
    ]


@_on(decency.CommentReported)
def _comment_reported(f: decency.CommentReported, h: Header) -> list[Change]:
    return [
        Insert(
            "comment_report",
            _row(f, h, comment_id=f.comment, person_id=f.by, reason=f.reason, at=h.at),
        )
    ]


@_on(decency.CommentHidden)
def _comment_hidden(f: decency.CommentHidden, h: Header) -> list[Change]:
    return [
        Insert(
            "moderation",
            _row(
                f,
                h,
                comment_id=f.comment,
                person_id=f.person,
                state="hidden",
                reason=f.reason,
                by=f.by,
                note=f.note,
                text_from=h.fact_id,
                at=h.at,
                objection=None,
                objection_from=None,
                objected_at=None,
                due_at=None,
                decided_by=None,
                decided_at=None,
                decision=None,
                decision_from=None,
            ),
        )
    ]


def _moderation(f: Any, h: Header, **values: Any) -> list[Change]:
    return [
        Set(
            "moderation",
            {"community_id": h.community, "proposal_id": f.proposal, "comment_id": f.comment},
            values,
        )
    ]


@_on(decency.HidingObjected)
def _hiding_objected(f: decency.HidingObjected, h: Header) -> list[Change]:
    return _moderation(
        f, h, objection=f.body, objection_from=h.fact_id, objected_at=h.at, due_at=f.due_at
    )


@_on(decency.HidingDecided)
def _hiding_decided(f: decency.HidingDecided, h: Header) -> list[Change]:
    return _moderation(
        f,
        h,
        state="hidden" if f.outcome == "upheld" else "shown",
        decided_by=f.by,
        decided_at=h.at,
        decision=f.reasons,
        decision_from=h.fact_id,
    )


@_on(merging.MergeRequested)
def _merge_requested(f: merging.MergeRequested, h: Header) -> list[Change]:
    return [
        Insert("merge_request", _row(f, h, other_id=f.other, person_id=f.by, into=f.into, at=h.at))
    ]


def _private(f: Any, h: Header, **values: Any) -> Set:
    return Set("private_matter", {"community_id": h.community, "matter_id": f.matter}, values)


@_on(private_matters.PrivateMatterBrought)
def _private_brought(f: private_matters.PrivateMatterBrought, h: Header) -> list[Change]:
    return [
        Insert(
            "private_matter",
            {
                "community_id": h.community,
                "matter_id": f.matter,
                "person_id": f.person,
                "at": h.at,
                "due_at": f.due_at,
                "state": "open",
                "title": f.title,
                "body": f.body,
                "private_from": h.fact_id,
                "answer": None,
                "answer_from": None,
                "answered_by": None,
                "answered_at": None,
            },
        )
    ]


@_on(private_matters.PrivateMatterLate)
def _private_late(f: private_matters.PrivateMatterLate, h: Header) -> list[Change]:
    return [_private(f, h, state="late")]


@_on(private_matters.PrivateMatterAnswered)
def _private_answered(f: private_matters.PrivateMatterAnswered, h: Header) -> list[Change]:
    return [
        _private(
            f,
            h,
            state="answered",
            answer=f.answer,
            answer_from=h.fact_id,
            answered_by=f.by,
            answered_at=h.at,
        )
    ]


def _support(f: Any, h: Header) -> dict[str, Any]:
    return _row(f, h, comment_id=f.comment, person_id=f.person)


@_on(threads.CommentSupported)
def _comment_supported(f: threads.CommentSupported, h: Header) -> list[Change]:
    values = {"times": f.times, "at": h.at, "taken_back_at": None}
    return [
        Set("comment_support", _support(f, h), values)
        if f.again
        else Insert("comment_support", {**_support(f, h), **values}),
        Increment("comment", _row(f, h, comment_id=f.comment), {"votes_for": 1}),
    ]


@_on(threads.SupportTakenBack)
def _support_taken_back(f: threads.SupportTakenBack, h: Header) -> list[Change]:
    return [
        Set("comment_support", _support(f, h), {"taken_back_at": h.at}),
        Increment("comment", _row(f, h, comment_id=f.comment), {"votes_for": -1}),
    ]


@_on(people.RelativeDeclared)
def _relative(f: people.RelativeDeclared, h: Header) -> list[Change]:
    return [
        Insert("relative", {"community_id": h.community, "person_id": a, "relative_id": b})
        for a, b in ((f.person, f.relative), (f.relative, f.person))
    ]


@_on(media.FileAttached)
def _file_attached(f: media.FileAttached, h: Header) -> list[Change]:
    return [
        Insert(
            "attachment",
            _row(
                f,
                h,
                attachment_id=f.attachment,
                by=f.by,
                hangs_on=f.hangs_on,
                ref=f.ref,
                digest=f.digest,
                small=f.small,
                media_type=f.media_type,
                size=f.size,
                width=f.width,
                height=f.height,
                alt=f.alt,
                file_name=f.file_name,
                text_from=h.fact_id,
                at=h.at,
            ),
        )
    ]


@_on(people.BodyErased)
def _erased(f: people.BodyErased, h: Header) -> list[Change]:
    return [Erase(h.community, f.fact, f.part)]


from . import apply_elections  # noqa: E402,F401  (it registers its branches)
from . import apply_funds, apply_official, apply_paper_ballots  # noqa: E402, F401  (its branches register themselves)
from . import apply_papers, apply_proxies  # noqa: E402, F401  (branches of a room of their own, registered like those above)
