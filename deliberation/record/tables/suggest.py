"""建议 and the notice: opinions, the recommendation, study, legality, recusals, proofs of posting,
calls for a meeting.
"""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from .base import code, fk, ident, metadata, moment, pk, tenant

opinion = Table(
    "opinion",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("opinion_id"),
    ident("person_id"),
    code("stance"),
    Column("body", Text),
    ident("text_from", True),
    moment("at", False),
    pk("proposal_id", "opinion_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
)

recommendation = Table(
    "recommendation",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("fact_id"),
    ident("by"),
    code("verdict"),
    Column("reasons", Text),
    Column("changes", Text),
    ident("text_from", True),
    moment("at", False),
    Column("accepted", Boolean),
    Column("answer", Text),
    ident("answer_from", True),
    moment("answered_at"),
    pk("proposal_id", "fact_id"),
    fk("proposal_id", "proposal"),
)

study = Table(
    "study",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("fact_id"),
    ident("by"),
    Column("held_on", String(10), nullable=False),
    code("result"),
    Column("opinion", Text),
    ident("text_from", True),
    moment("at", False),
    pk("proposal_id", "fact_id"),
    fk("proposal_id", "proposal"),
)

legality = Table(
    "legality",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("fact_id"),
    ident("by"),
    code("result"),
    Column("law", String(120)),
    Column("article", String(40)),
    Column("reasons", Text),
    ident("text_from", True),
    moment("at", False),
    pk("proposal_id", "fact_id"),
    fk("proposal_id", "proposal"),
)

recusal = Table(
    "recusal",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("person_id"),
    code("reason"),
    Column("explanation", Text),
    ident("text_from", True),
    moment("at", False),
    pk("proposal_id", "person_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
    Index("ix_recusal_person", "community_id", "person_id"),
)

posting_proof = Table(
    "posting_proof",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("proof_id"),
    ident("by"),
    code("role"),
    code("purpose"),
    Column("posted_on", String(10), nullable=False),
    Column("round_no", Integer, nullable=False),
    Column("place", Text),
    ident("text_from", True),
    moment("at", False),
    pk("proposal_id", "proof_id"),
    fk("proposal_id", "proposal"),
)

meeting_request = Table(
    "meeting_request",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("person_id"),
    Column("representative", Boolean, nullable=False),
    moment("at", False),
    ident("asked_from"),
    pk("proposal_id", "person_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
)
