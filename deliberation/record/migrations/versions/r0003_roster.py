"""How entries of the roster change, and what residents ask to be put right.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """New tables only."""
    op.create_table(
        "roster_change",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("happened_on", sa.String(length=10), nullable=True),
        sa.Column("changed", sa.String(length=120), nullable=False),
        sa.Column("on_open_rolls", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_roster_change_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "fact_id", name=op.f("pk_roster_change")),
    )
    op.create_index("ix_roster_change_person", "roster_change", ["community_id", "person_id", "at"])
    op.create_index("ix_roster_change_at", "roster_change", ["community_id", "at"])
    op.create_table(
        "correction_request",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("request_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("due_at", AT, nullable=False),
        sa.Column("wish", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_from", sa.String(length=26), nullable=True),
        sa.Column("answered_by", sa.String(length=26), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_correction_request_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "request_id", name=op.f("pk_correction_request")),
    )
    op.create_index(
        "ix_correction_request_state", "correction_request", ["community_id", "state", "due_at"]
    )
    op.create_index(
        "ix_correction_request_person", "correction_request", ["community_id", "person_id"]
    )


def downgrade() -> None:
    """A record is not taken apart by a downgrade; always RuntimeError."""
    raise RuntimeError("restore a backup instead")
