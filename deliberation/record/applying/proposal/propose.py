"""Which rows these make. Facts of 提议: drafts, texts, and what the deliberation council did with
them.
"""

from typing import Any

from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import propose
from deliberation.charter.matters.questions import IN_COLUMNS
from deliberation.charter.roles import OFFICES
from deliberation.record.applying.base import (
    Header,
    begun,
    handed_on,
    keyed,
    new,
    numbered,
    of_proposal,
    on,
    remark,
    stands,
    written,
)
from deliberation.record.applying.changes import Change, Increment, Insert


def _new_proposal(f: Fact, h: Header, **values: Any) -> list[Change]:
    return [
        *begun(
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


IN_OFFICE = frozenset(role.value for role in OFFICES)


@on(propose.ProposalDrafted)
def _drafted(f: propose.ProposalDrafted, h: Header) -> list[Change]:
    return _new_proposal(
        f,
        h,
        author_id=f.author,
        author_from=h.fact_id,
        author_in_office=h.role in IN_OFFICE and h.person == f.author,
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
        *stands(
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
    rows = stands(
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
    return [numbered(f, h, f.number_year, f.number), *rows, _first_version(f, h)]


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
    looked_at_again = {"legality_state": "pending"} if f.reviewed_anew else {}
    if f.why == "returned":
        looked_at_again["author_state"] = "revised"
    return [
        *stands(
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
    return [of_proposal(f, h, author_id=f.author, author_from=h.fact_id)]


@on(propose.AuthorChanged)
def _author_changed(f: propose.AuthorChanged, h: Header) -> list[Change]:
    return [
        of_proposal(
            f,
            h,
            author_id=f.author,
            author_from=h.fact_id,
            author_in_office=False,
            withdraw_until=None,
        ),
        handed_on(f, h, f.before, f.author),
        remark(f, h, "author_changed", by=f.author),
    ]


@on(propose.WithdrawalAnnounced)
def _withdrawal(f: propose.WithdrawalAnnounced, h: Header) -> list[Change]:
    return [
        of_proposal(f, h, withdraw_until=f.until),
        remark(f, h, "withdrawal", by=f.by, body=f.reasons, until=f.until),
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
