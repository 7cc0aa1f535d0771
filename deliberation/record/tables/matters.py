"""Matters of a kind of their own: the covenant, delegated tasks, the community’s fund, recalls."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, text

from .base import CODE, code, fk, ident, metadata, moment, pk, tenant

# A covenant or charter that was passed and filed; the last one that was not set aside is in force.
covenant = Table(
    "covenant",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("version_no", Integer, nullable=False),
    Column("filed_on", String(10), nullable=False),
    Column("document", Text),
    ident("text_from", True),
    ident("by"),
    moment("at", False),
    pk("proposal_id"),
    fk("proposal_id", "proposal"),
    Index("ix_covenant_at", "community_id", "at"),
)

# Delegated tasks (事项准入): what was applied for, and how it stands. Sums in fen; `received`
# without what was given back.
task = Table(
    "task",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("organisation_id"),
    Column("listed", CODE),
    Column("starts_on", String(10), nullable=False),
    Column("ends_on", String(10), nullable=False),
    *(
        Column(name, BigInteger, nullable=False)
        for name in ("cost", "promised", "received", "given_back")
    ),
    Column("basis", Text),
    ident("text_from", True),
    moment("at", False),
    moment("admitted_at"),
    moment("review_at"),
    moment("reviewed_at"),
    Column("verdict", CODE),
    Column("review_late", Boolean, nullable=False, server_default=text("false")),
    moment("ended_at"),
    Column("cause", CODE),
    pk("proposal_id"),
    fk("proposal_id", "proposal"),
    fk("organisation_id", "organisation"),
    Index("ix_task_at", "community_id", "at"),
)

# Money for a task, entry by entry; what was struck no longer counts.
task_money = Table(
    "task_money",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("entry_id"),
    Column("what", CODE, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("happened_on", String(10), nullable=False),
    ident("by"),
    Column("role", CODE, nullable=False),
    Column("document", Text),
    ident("text_from", True),
    moment("at", False),
    moment("struck_at"),
    ident("struck_by", True),
    Column("reason", Text),
    ident("reason_from", True),
    pk("proposal_id", "entry_id"),
    fk("proposal_id", "task"),
)

# A matter of the community's fund: a budget round (`budget` not null), or a proposal with its own
# sum. Sums in fen.
fund = Table(
    "fund",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("by"),
    moment("at", False),
    Column("budget", BigInteger),
    code("form"),
    code("rule"),
    Column("most", Integer, nullable=False),
    moment("call_ends_at"),
    Column("checked_cost", BigInteger),
    code("check_code"),
    ident("checked_by", True),
    moment("checked_at"),
    Column("reasons", Text),
    ident("reasons_from", True),
    *(Column(name, BigInteger, nullable=False) for name in ("spent", "given_back")),
    pk("proposal_id"),
    fk("proposal_id", "proposal"),
)

# What was spent and given back, entry by entry; `audit`: open, ok, questioned, explained, silent,
# or none where nothing is to be looked at.
spend = Table(
    "spend",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("entry_id"),
    Column("what", CODE, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("happened_on", String(10), nullable=False),
    ident("by"),
    Column("role", CODE, nullable=False),
    Column("document", Text),
    ident("text_from", True),
    moment("at", False),
    moment("struck_at"),
    ident("struck_by", True),
    Column("reason", Text),
    ident("reason_from", True),
    Column("audit", CODE, nullable=False),
    ident("audited_by", True),
    moment("audited_at"),
    Column("note", Text),
    ident("note_from", True),
    Column("answer", Text),
    ident("answer_from", True),
    ident("answered_by", True),
    moment("answered_at"),
    pk("proposal_id", "entry_id"),
    fk("proposal_id", "fund"),
    Index("ix_spend_audit", "community_id", "audit"),
)

# A recall: who demands it by name stands in recall_demander; the defence beside it. Failed, it bars
# the same grounds until `barred_until`.
recall = Table(
    "recall",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("office_id"),
    ident("person_id"),
    ident("by"),
    Column("needed_voters", Integer, nullable=False),
    Column("needed_representatives", Integer, nullable=False),
    Column("voters", Integer, nullable=False),
    Column("representatives", Integer, nullable=False),
    moment("at", False),
    moment("reached_at"),
    moment("vote_by"),
    Column("defence", Text),
    ident("defence_from", True),
    moment("defended_at"),
    moment("ended_at"),
    Column("passed", Boolean),
    moment("barred_until"),
    ident("demanded_from"),
    pk("proposal_id"),
    fk("proposal_id", "proposal"),
    fk("office_id", "office"),
    fk("person_id", "person"),
    Index("ix_recall_office", "community_id", "office_id"),
)

recall_demander = Table(
    "recall_demander",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("person_id"),
    Column("representative", Boolean, nullable=False),
    moment("at", False),
    ident("joined_from"),
    pk("proposal_id", "person_id"),
    fk("proposal_id", "recall"),
    fk("person_id", "person"),
    Index("ix_recall_demander_person", "community_id", "person_id"),
)
