"""What was entered at the desk for somebody, and second factors taken away by two people.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """New tables only."""
    op.create_table(
        "desk_entry",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("slip", sa.String(length=40), nullable=False),
        sa.Column("witness_id", sa.String(length=26), nullable=True),
        sa.Column("own_code", sa.Boolean(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_desk_entry_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_desk_entry_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "fact_id", name=op.f("pk_desk_entry")
        ),
    )
    op.create_index(
        "ix_desk_entry_ref", "desk_entry", ["community_id", "proposal_id", "act", "ref"]
    )
    op.create_index("ix_desk_entry_person", "desk_entry", ["community_id", "person_id", "at"])
    op.create_index("ix_desk_entry_at", "desk_entry", ["community_id", "at"])
    op.create_table(
        "factor_reset",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("reset_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("asked_by", sa.String(length=26), nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.String(length=26), nullable=True),
        sa.Column("decided_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_factor_reset_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "reset_id", name=op.f("pk_factor_reset")),
    )
    op.create_index("ix_factor_reset_state", "factor_reset", ["community_id", "state", "asked_at"])
    op.create_index("ix_factor_reset_person", "factor_reset", ["community_id", "person_id"])


def downgrade() -> None:
    """A record is not taken apart by a downgrade; always RuntimeError."""
    raise RuntimeError("restore a backup instead")
