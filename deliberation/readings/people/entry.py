"""One person's entry: how it came to be what it is, what they asked, and everything the record
holds about them.
"""

from typing import Any

from sqlalchemy import select

from deliberation.record import tables
from deliberation.record.tables.joins import same

PAGE = 50
_OF = {
    "proposals": (
        tables.proposal,
        "author_id",
        ("proposal_id", "title", "body", "stage", "drafted_at"),
    ),
    "cosignatures": (
        tables.cosignature,
        "person_id",
        ("proposal_id", "version_no", "at", "taken_back_at"),
    ),
    "comments": (
        tables.comment,
        "person_id",
        ("subject_id", "comment_id", "stance", "body", "at"),
    ),
    "files": (
        tables.attachment,
        "by",
        (
            "subject_id",
            "hangs_on",
            "attachment_id",
            "file_name",
            "alt",
            "media_type",
            "size",
            "digest",
            "at",
        ),
    ),
    "objections": (
        tables.objection,
        "person_id",
        ("subject_id", "ground", "body", "at", "answer"),
    ),
    "questions": (tables.question, "person_id", ("subject_id", "body", "at", "answer")),
    "ratings": (tables.rating, "person_id", ("proposal_id", "score", "body", "at")),
    "ballots": (
        tables.ballot,
        "voter_id",
        ("proposal_id", "round_no", "fact_id", "revision", "cast_at"),
    ),
    "rolls": (
        tables.roll_entry,
        "person_id",
        ("proposal_id", "round_no", "role", "recused", "attended_at"),
    ),
    "recusals": (tables.recusal, "person_id", ("proposal_id", "reason", "explanation", "at")),
    "offices": (
        tables.office,
        "person_id",
        ("role", "starts_at", "ends_at", "left_at", "document"),
    ),
    "relatives": (tables.relative, "person_id", ("relative_id",)),
    "entered_at_the_desk": (
        tables.desk_entry,
        "person_id",
        ("proposal_id", "act", "slip", "how", "at"),
    ),
    "slips_photographed": (
        tables.slip_photo,
        "person_id",
        ("proposal_id", "digest", "media_type", "at"),
    ),
    "corrected_at_the_desk": (
        tables.entry_correction,
        "person_id",
        ("proposal_id", "act", "what", "slip", "body", "reason", "at"),
    ),
    "entry_changes": (
        tables.roster_change,
        "person_id",
        ("kind", "happened_on", "changed", "before", "after", "reason", "at"),
    ),
    "owns": (
        tables.ownership,
        "person_id",
        ("dwelling_id", "document", "at", "ended_at", "end_reason"),
    ),
    "acts_for": (
        tables.representation,
        "person_id",
        ("dwelling_id", "ground", "document", "at", "ended_at", "end_reason"),
    ),
    "votes_for": (tables.owner_party_voter, "person_id", ("proposal_id", "round_no", "party_no")),
    "requests": (
        tables.correction_request,
        "person_id",
        ("wish", "body", "state", "answer", "at", "due_at"),
    ),
    "written_to_the_office_only": (
        tables.private_matter,
        "person_id",
        ("matter_id", "title", "body", "state", "at", "due_at", "answer", "answered_at"),
    ),
    "second_factor_resets": (
        tables.factor_reset,
        "person_id",
        ("reason", "state", "asked_at", "decided_at"),
    ),
}


def history(s: Any, community: str, person: str) -> list[Any]:
    """Changes of the entry, newest first: what stood before and after, who entered it and why."""
    t, p = tables.roster_change, tables.person
    return list(
        s.execute(
            select(t, p.c.name.label("by_name"))
            .select_from(t.outerjoin(p, same(t, p, person_id="by")))
            .where(t.c.community_id == community, t.c.person_id == person)
            .order_by(t.c.at.desc(), t.c.fact_id.desc())
            .limit(PAGE)
        )
    )


def requests(
    s: Any, community: str, *, person: str | None = None, state: str | None = None
) -> list[Any]:
    """Requests to put an entry right or erase, by due date, with the asker's name."""
    t, p = tables.correction_request, tables.person
    query = (
        select(t, p.c.name)
        .select_from(t.join(p, same(t, p, "person_id")))
        .where(t.c.community_id == community)
    )
    if person:
        query = query.where(t.c.person_id == person)
    if state:
        query = query.where(t.c.state == state)
    return list(s.execute(query.order_by(t.c.state.desc(), t.c.due_at, t.c.request_id).limit(PAGE)))


def request(s: Any, community: str, request_id: str) -> Any:
    """One request, or None."""
    t = tables.correction_request
    return s.execute(
        select(t).where(t.c.community_id == community, t.c.request_id == request_id)
    ).first()


def held(s: Any, community: str, person: str) -> dict[str, Any]:
    """Everything the civic tables hold about a person, as plain values: for the file of
    个人信息保护法 Art 45. Choices of ballots are not in it before their disclosure; afterwards the
    result page names them.
    """
    out: dict[str, Any] = {"entry": _own_entry(s, community, person)}
    for name, (table, column, wanted) in _OF.items():
        rows = s.execute(
            select(*(table.c[c] for c in wanted)).where(
                table.c.community_id == community, table.c[column] == person
            )
        )
        out[name] = [dict(r._mapping) for r in rows]
    positions = _positions(s, community, [b["fact_id"] for b in out["ballots"]])
    for ballot in out["ballots"]:  # what its receipt names
        ballot["position"] = positions[ballot["fact_id"]]
    return out


def _own_entry(s: Any, community: str, person: str) -> dict[str, Any]:
    p, d = tables.person, tables.dwelling
    row = s.execute(
        select(p, d.c.building, d.c.unit, d.c.room, d.c.area)
        .select_from(p.outerjoin(d, same(p, d, "dwelling_id")))
        .where(p.c.community_id == community, p.c.person_id == person)
    ).one()
    inner = ("community_id", "private_from", "home_from", "standing_from")
    return {k: v for k, v in row._mapping.items() if k not in inner}


def _positions(s: Any, community: str, facts: list[str]) -> dict[str, int]:
    """{fact: where it stands in the record}."""
    f = tables.fact
    query = select(f.c.fact_id, f.c.position).where(
        f.c.community_id == community, f.c.fact_id.in_(facts)
    )
    return dict(s.execute(query).all())
