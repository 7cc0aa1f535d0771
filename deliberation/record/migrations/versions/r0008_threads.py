"""Revision 8 of the schema: support of contributions, and threads.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """New tables, and the orders of a discussion."""
    for name, column in (
        ("ix_comment_votes", "votes_for"),
        ("ix_comment_stance", "stance"),
        ("ix_comment_role", "role"),
    ):
        op.create_index(
            name, "comment", ["community_id", "proposal_id", column, "at", "comment_id"]
        )
    op.create_table(
        "comment_support",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("comment_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("taken_back_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_comment_support_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_comment_support_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "comment_id",
            "person_id",
            name=op.f("pk_comment_support"),
        ),
    )
    op.create_index(
        "ix_comment_support_person", "comment_support", ["community_id", "person_id", "at"]
    )
    op.create_table(
        "merge_request",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("other_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("into", sa.Boolean(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "other_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_merge_request_community_id_other_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_merge_request_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_merge_request_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "other_id",
            "person_id",
            "into",
            name=op.f("pk_merge_request"),
        ),
    )
    op.create_index("ix_merge_request_person", "merge_request", ["community_id", "person_id", "at"])
    op.create_table(
        "private_matter",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("matter_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("due_at", AT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_from", sa.String(length=26), nullable=True),
        sa.Column("answered_by", sa.String(length=26), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_private_matter_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "matter_id", name=op.f("pk_private_matter")),
    )
    op.create_index(
        "ix_private_matter_state", "private_matter", ["community_id", "state", "due_at"]
    )
    op.create_index(
        "ix_private_matter_person", "private_matter", ["community_id", "person_id", "at"]
    )


def downgrade() -> None:
    """A record is not taken apart by a downgrade; always RuntimeError."""
    raise RuntimeError("restore a backup instead")
