"""Revision 18 of the schema: proxies, households and whom they name.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """New tables only."""
    op.create_table(
        "household_rep",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("naming_id", sa.String(length=26), nullable=False),
        sa.Column("dwelling_id", sa.String(length=26), nullable=True),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("desk", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "dwelling_id"],
            ["dwelling.community_id", "dwelling.dwelling_id"],
            name=op.f("fk_household_rep_community_id_dwelling_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_household_rep_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "naming_id", name=op.f("pk_household_rep")),
    )
    op.create_index("ix_household_rep_dwelling", "household_rep", ["community_id", "dwelling_id"])
    op.create_table(
        "household_voter",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("home_no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_household_voter_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_household_voter_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "person_id", name=op.f("pk_household_voter")
        ),
    )
    op.create_table(
        "proxy",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("proxy_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("principal_id", sa.String(length=26), nullable=False),
        sa.Column("holder_id", sa.String(length=26), nullable=False),
        sa.Column("question_no", sa.Integer(), nullable=True),
        sa.Column("instruction", sa.String(length=40), nullable=True),
        sa.Column("desk", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("answered_at", AT, nullable=True),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("used_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "holder_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_proxy_community_id_holder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "principal_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_proxy_community_id_principal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_proxy_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", "proxy_id", name=op.f("pk_proxy")),
    )
    op.create_index("ix_proxy_holder", "proxy", ["community_id", "proposal_id", "holder_id"])
    op.create_index("ix_proxy_principal", "proxy", ["community_id", "proposal_id", "principal_id"])


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
