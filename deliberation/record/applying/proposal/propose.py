"""Which rows these make. Facts of 提议: drafts, texts, support, discussion, and what the
deliberation council did with it.
"""

from typing import Any

from deliberation.charter.facts import Fact, read_time
from deliberation.charter.facts.proposal import propose
from deliberation.charter.matters.questions import IN_COLUMNS
from deliberation.record.applying.base import (
    BRANCHES,
    Header,
    counted_up,
    keyed,
    new,
    nothing,
    of_proposal,
    on,
    remark,
    written,
)
from deliberation.record.applying.changes import Change, Increment, Insert, Set


def _new_proposal(f: Fact, h: Header, **values: Any) -> list[Change]:
    return [
        new(
            "proposal",
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
        new("proposal_count", f, h),
        Increment("stage_count", {"community_id": h.community, "stage": "draft"}, {"proposals": 1}),
    ]


@on(propose.ProposalDrafted)
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
    """The answers that have a column; a yes to any other is the kind itself."""
    return {q: yes for q, yes in given.items() if q in IN_COLUMNS}


@on(propose.DraftRevised)
def _draft_revised(f: propose.DraftRevised, h: Header) -> list[Change]:
    return [
        of_proposal(
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


@on(propose.ProposalSubmitted)
def _submitted(f: propose.ProposalSubmitted, h: Header) -> list[Change]:
    row = of_proposal(
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
    )
    return [_numbered(f, h), row, _first_version(f, h)]


def _numbered(f: propose.ProposalSubmitted, h: Header) -> Change:
    series = {"community_id": h.community, "year": f.number_year}
    if f.number == 1:
        return Insert("number_series", {**series, "last": 1})
    return Set("number_series", series, {"last": f.number})


def _first_version(f: propose.ProposalSubmitted, h: Header) -> Change:
    row = keyed(
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
    )
    return Insert("proposal_version", row)


@on(propose.ProposalRevised)
def _revised(f: propose.ProposalRevised, h: Header) -> list[Change]:
    values = {"version_no": f.version_no, "title": f.title, "body": f.body}
    looked_at_again = {"legality_state": "pending"} if f.why == "breach" else {}
    return [
        of_proposal(
            f,
            h,
            **values,
            text_from=h.fact_id,
            consent_until=f.consent_until,
            **looked_at_again,
        ),
        written("proposal_version", f, h, **values, note=f.note, by=f.by, why=f.why),
    ]


@on(propose.ProposalAdopted)
def _adopted(f: propose.ProposalAdopted, h: Header) -> list[Change]:
    return [of_proposal(f, h, author_id=f.author)]


@on(propose.AuthorChanged)
def _author_changed(f: propose.AuthorChanged, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, author_id=f.author, withdraw_until=None),
        remark(f, h, "author_changed", by=f.author),
    ]


@on(propose.WithdrawalAnnounced)
def _withdrawal(f: propose.WithdrawalAnnounced, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, withdraw_until=f.until),
        remark(f, h, "withdrawal", by=f.by, body=f.reasons, until=f.until),
    ]


@on(propose.Cosigned)
def _cosigned(f: propose.Cosigned, h: Header) -> list[Change]:
    key = keyed(f, h, person_id=f.person)
    values = {
        "office": f.office,
        "version_no": f.version_no,
        "at": h.at,
        "taken_back_at": None,
        "moved_to": None,
    }
    return [
        Set("cosignature", key, values) if f.again else Insert("cosignature", {**key, **values}),
        counted_up(f, h, cosigns=1, cosigns_office=int(f.office)),
    ]


@on(propose.CosignatureTakenBack)
def _taken_back(f: propose.CosignatureTakenBack, h: Header) -> list[Change]:
    return [
        Set("cosignature", keyed(f, h, person_id=f.person), {"taken_back_at": h.at}),
        counted_up(f, h, cosigns=-1, cosigns_office=-int(f.office)),
    ]


for _kind in (propose.ThresholdReached, propose.ThresholdLost):
    BRANCHES[_kind] = nothing


@on(propose.Commented)
def _commented(f: propose.Commented, h: Header) -> list[Change]:
    return [
        written(
            "comment",
            f,
            h,
            comment_id=f.comment,
            person_id=f.person,
            stance=f.stance,
            role=f.role,
            parent_id=f.parent,
            body=f.body,
        ),
        counted_up(f, h, comments=1),
    ]


@on(propose.ProposalImported)
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


@on(propose.CommentsImported)
def _comments_imported(f: propose.CommentsImported, h: Header) -> list[Change]:
    bodies = f.bodies or {}
    return [
        *(_comment_imported(f, h, e, bodies.get(e["id"])) for e in f.entries),
        counted_up(f, h, comments=len(f.entries)),
    ]


def _comment_imported(
    f: propose.CommentsImported, h: Header, e: dict[str, Any], body: str | None
) -> Change:
    return new(
        "comment",
        f,
        h,
        comment_id=e["id"],
        person_id=None,
        pseudonym=e["pseudonym"],
        stance="neutral",
        role="imported",
        parent_id=e["parent"],
        body=body,
        text_from=h.fact_id,
        at=read_time(e["at"]),
        votes_for=e["votes_for"],
        votes_against=e["votes_against"],
        source_id=e["source_id"],
    )
