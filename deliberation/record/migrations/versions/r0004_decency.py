"""What was reported and hidden in discussions.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """New tables only."""
    op.create_table(
        "comment_report",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("comment_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_comment_report_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_comment_report_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "comment_id", "person_id", name=op.f("pk_comment_report")
        ),
    )
    op.create_index(
        "ix_comment_report_person", "comment_report", ["community_id", "person_id", "at"]
    )
    op.create_table(
        "moderation",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("comment_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("objection", sa.Text(), nullable=True),
        sa.Column("objection_from", sa.String(length=26), nullable=True),
        sa.Column("objected_at", AT, nullable=True),
        sa.Column("due_at", AT, nullable=True),
        sa.Column("decided_by", sa.String(length=26), nullable=True),
        sa.Column("decided_at", AT, nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decision_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_moderation_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "comment_id", name=op.f("pk_moderation")
        ),
    )
    op.create_index("ix_moderation_at", "moderation", ["community_id", "at"])


def downgrade() -> None:
    """A record is not taken apart by a downgrade; always RuntimeError."""
    raise RuntimeError("restore a backup instead")
