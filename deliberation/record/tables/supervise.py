"""督议, 行 and 评: certificates, checks, draws, objections, questions, remarks, reports, findings,
acceptance, ratings.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from .base import CODE, code, fk, ident, metadata, moment, pk, tenant

# What each supervisor said of a count. `stands`: None once the round was counted again: what they
# signed is of the count before.
certificate = Table(
    "certificate",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    ident("person_id"),
    ident("fact_id"),
    code("verdict"),
    Column("stands", Boolean),
    Column("ticked", Text, nullable=False),
    Column("statement", Text),
    ident("text_from", True),
    moment("at", False),
    pk("proposal_id", "round_no", "person_id", "fact_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
)

# What a supervisor ticked themselves on the rulebook's checklist, one row an item.
stage_check = Table(
    "stage_check",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("fact_id"),
    Column("item", CODE, nullable=False),
    ident("person_id"),
    Column("stage", CODE, nullable=False),
    moment("at", False),
    pk("proposal_id", "fact_id", "item"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
)

# Random checks that were announced. Who is drawn follows from the log; see charter.drawing.
draw = Table(
    "draw",
    metadata,
    tenant(),
    ident("draw_id"),
    ident("fact_id"),
    ident("by"),
    Column("what", CODE, nullable=False),
    moment("since", False),
    moment("until", False),
    Column("wanted", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    moment("at", False),
    pk("draw_id"),
    UniqueConstraint("community_id", "what", "since"),
    ForeignKeyConstraint(["community_id", "by"], ["person.community_id", "person.person_id"]),
)

# --- supervision and work
# ------------------------------------------------------------------------------

objection = Table(
    "objection",
    metadata,
    tenant(),
    ident("subject_id"),
    ident("objection_id"),
    ident("person_id"),
    code("ground"),
    Column("stage", CODE, nullable=False),
    Column("body", Text),
    ident("text_from", True),
    moment("at", False),
    code("state"),
    Column("answer", Text),
    ident("answer_from", True),
    ident("answered_by", True),
    moment("answered_at"),
    Column("remedy", CODE),
    Column("remedy_reasons", Text),
    ident("remedy_from", True),
    ident("remedied_by", True),
    moment("remedied_at"),
    pk("subject_id", "objection_id"),
    fk("subject_id", "subject"),
    fk("person_id", "person"),
    UniqueConstraint("community_id", "subject_id", "person_id", "ground"),
    Index("ix_objection_state", "community_id", "state", "at"),
)

question = Table(
    "question",
    metadata,
    tenant(),
    ident("subject_id"),
    ident("question_id"),
    ident("person_id"),
    code("addressee"),
    Column("stage", CODE, nullable=False),
    Column("body", Text),
    ident("text_from", True),
    moment("at", False),
    code("state"),
    Column("answer", Text),
    ident("answer_from", True),
    ident("answered_by", True),
    moment("answered_at"),
    pk("subject_id", "question_id"),
    fk("subject_id", "subject"),
    fk("person_id", "person"),
    Index("ix_question_state", "community_id", "state", "at"),
)

# Statements shown on the proposal that change no count: returns, appeals, suspensions, shortened
# notices, passing on, silence.
remark = Table(
    "remark",
    metadata,
    tenant(),
    ident("subject_id"),
    ident("fact_id"),
    ident("by", True),
    code("kind"),
    code("code"),
    Column("body", Text),
    Column("document", Text),
    ident("text_from", True),
    moment("at", False),
    moment("until"),
    pk("subject_id", "fact_id"),
    fk("subject_id", "subject"),
    Index("ix_remark_kind", "community_id", "kind", "at"),
)

report = Table(
    "report",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("report_id"),
    ident("by"),
    Column("percent", Integer, nullable=False),
    Column("body", Text),
    Column("evidence", Text),
    ident("text_from", True),
    moment("at", False),
    pk("proposal_id", "report_id"),
    fk("proposal_id", "proposal"),
)

finding = Table(
    "finding",
    metadata,
    tenant(),
    ident("subject_id"),
    ident("finding_id"),
    ident("person_id"),
    Column("body", Text),
    ident("text_from", True),
    moment("at", False),
    Column("state", CODE, nullable=False),
    Column("rectified", Text),
    ident("rectified_from", True),
    moment("rectified_at"),
    Column("verified", Text),
    ident("verified_from", True),
    moment("verified_at"),
    pk("subject_id", "finding_id"),
    fk("subject_id", "subject"),
)

acceptance = Table(
    "acceptance",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("person_id"),
    Column("statement", Text),
    ident("text_from", True),
    moment("at", False),
    Column("stands", Boolean),  # empty once a fault was found after it
    pk("proposal_id", "person_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
)

rating = Table(
    "rating",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("person_id"),
    Column("score", Integer, nullable=False),
    Column("body", Text),
    ident("text_from", True),
    moment("at", False),
    pk("proposal_id", "person_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
    CheckConstraint("score BETWEEN 1 AND 5", name="scale"),
)
