"""Revision 13 of the schema: the community's fund, budget rounds and spending.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """Two new tables, and what a proposal costs."""
    op.add_column("proposal", sa.Column("cost", sa.BigInteger(), nullable=True))
    op.create_table(
        "fund",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=True),
        sa.Column("rule", sa.String(length=40), nullable=True),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("call_ends_at", AT, nullable=True),
        sa.Column("checked_cost", sa.BigInteger(), nullable=True),
        sa.Column("check_code", sa.String(length=40), nullable=True),
        sa.Column("checked_by", sa.String(length=26), nullable=True),
        sa.Column("checked_at", AT, nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("reasons_from", sa.String(length=26), nullable=True),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.Column("given_back", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_fund_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", name=op.f("pk_fund")),
    )
    op.create_table(
        "spend",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("happened_on", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("struck_at", AT, nullable=True),
        sa.Column("struck_by", sa.String(length=26), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reason_from", sa.String(length=26), nullable=True),
        sa.Column("audit", sa.String(length=40), nullable=False),
        sa.Column("audited_by", sa.String(length=26), nullable=True),
        sa.Column("audited_at", AT, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("note_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["fund.community_id", "fund.proposal_id"],
            name=op.f("fk_spend_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", "entry_id", name=op.f("pk_spend")),
    )
    op.create_index("ix_spend_audit", "spend", ["community_id", "audit"])


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
