"""Revision 16 of the schema: owners' votes, further ownerships, representatives of owners.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """New tables only."""
    op.create_table(
        "owner_party_voter",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("party_no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_owner_party_voter_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "round_no",
            "party_no",
            "person_id",
            name=op.f("pk_owner_party_voter"),
        ),
    )
    op.create_index(
        "ix_owner_party_voter_person",
        "owner_party_voter",
        ["community_id", "proposal_id", "round_no", "person_id"],
    )
    op.create_table(
        "ownership",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("ownership_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("dwelling_id", sa.String(length=26), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("ended_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "dwelling_id"],
            ["dwelling.community_id", "dwelling.dwelling_id"],
            name=op.f("fk_ownership_community_id_dwelling_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_ownership_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "ownership_id", name=op.f("pk_ownership")),
    )
    op.create_index("ix_ownership_dwelling", "ownership", ["community_id", "dwelling_id"])
    op.create_index("ix_ownership_person", "ownership", ["community_id", "person_id"])
    op.create_table(
        "representation",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("representation_id", sa.String(length=26), nullable=False),
        sa.Column("unit_no", sa.Integer(), nullable=False),
        sa.Column("dwelling_id", sa.String(length=26), nullable=True),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("ended_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "dwelling_id"],
            ["dwelling.community_id", "dwelling.dwelling_id"],
            name=op.f("fk_representation_community_id_dwelling_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_representation_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "representation_id", "unit_no", name=op.f("pk_representation")
        ),
    )
    op.create_index("ix_representation_dwelling", "representation", ["community_id", "dwelling_id"])
    op.create_index("ix_representation_person", "representation", ["community_id", "person_id"])
    op.create_table(
        "owner_party",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("party_no", sa.Integer(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("area", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_owner_party_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "party_no", name=op.f("pk_owner_party")
        ),
    )
    op.create_table(
        "owner_round",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("members", sa.BigInteger(), nullable=False),
        sa.Column("present", sa.BigInteger(), nullable=True),
        sa.Column("votes_for", sa.BigInteger(), nullable=True),
        sa.Column("votes_against", sa.BigInteger(), nullable=True),
        sa.Column("votes_abstain", sa.BigInteger(), nullable=True),
        sa.Column("silent_heads", sa.BigInteger(), nullable=True),
        sa.Column("silent_area", sa.BigInteger(), nullable=True),
        sa.Column("silence_joins", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_owner_round_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", name=op.f("pk_owner_round")
        ),
    )


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
