"""Revision 17 of the schema: ballot papers with options.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """Three new tables, the phase of a proposal, and answers longer than a code."""
    op.add_column("proposal", sa.Column("phase", sa.String(length=40), nullable=True))
    if op.get_bind().dialect.name == "postgresql":  # SQLite does not hold a text to its length
        op.alter_column(
            "ballot",
            "choice",
            type_=sa.Text(),
            existing_type=sa.String(length=40),
            existing_nullable=True,
        )
    op.create_table(
        "ballot_option",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("option_id", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("decided_by", sa.String(length=26), nullable=True),
        sa.Column("decided_at", AT, nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("reasons_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_ballot_option_community_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_ballot_option_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "option_id", name=op.f("pk_ballot_option")
        ),
    )
    op.create_index(
        "ix_ballot_option_at", "ballot_option", ["community_id", "proposal_id", "at", "option_id"]
    )
    op.create_index("ix_ballot_option_by", "ballot_option", ["community_id", "by"])
    op.create_table(
        "round_question",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("question_no", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("options", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("none", sa.Boolean(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("excludes", sa.Text(), nullable=False),
        sa.Column("seed", sa.String(length=26), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_round_question_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "question_no", name=op.f("pk_round_question")
        ),
    )
    op.create_table(
        "round_option",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("question_no", sa.Integer(), nullable=False),
        sa.Column("option_no", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.String(length=26), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_round_option_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "round_no",
            "question_no",
            "option_no",
            name=op.f("pk_round_option"),
        ),
    )


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
