"""Revision 10 of the schema: sheets, slips and notices that start again.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """New tables and columns only."""
    op.create_table(
        "handing",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.Column("until", AT, nullable=True),
        sa.Column("extended", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("factor_at", AT, nullable=True),
        sa.Column("factor_method", sa.String(length=40), nullable=True),
        sa.Column("factor_community_id", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_handing_account_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_handing")),
    )
    op.create_index("ix_handing_since", "handing", ["since"])
    op.create_table(
        "entry_correction",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("right_id", sa.String(length=26), nullable=True),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("slip", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_entry_correction_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_entry_correction_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "fact_id", name=op.f("pk_entry_correction")
        ),
    )
    op.create_index("ix_entry_correction_at", "entry_correction", ["community_id", "at"])
    op.create_table(
        "slip_photo",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("act_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("small", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=40), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_slip_photo_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_slip_photo_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "fact_id", name=op.f("pk_slip_photo")
        ),
    )
    op.create_index("ix_slip_photo_act", "slip_photo", ["community_id", "act_id"])
    op.create_index("ix_slip_photo_digest", "slip_photo", ["digest"])
    op.create_index("ix_slip_photo_small", "slip_photo", ["small"])


def downgrade() -> None:
    """A record is not taken apart by a downgrade; always RuntimeError."""
    raise RuntimeError("restore a backup instead")
