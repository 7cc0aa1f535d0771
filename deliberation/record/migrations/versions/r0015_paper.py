"""Revision 15 of the schema: paper ballots.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """New tables only."""
    op.create_table(
        "paper_ballot",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("voter_id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("issued_by", sa.String(length=26), nullable=False),
        sa.Column("issued_at", AT, nullable=False),
        sa.Column("settled_at", AT, nullable=True),
        sa.Column("batch_id", sa.String(length=26), nullable=True),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_ballot_community_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id", "round_no", "voter_id"],
            [
                "roll_entry.community_id",
                "roll_entry.proposal_id",
                "roll_entry.round_no",
                "roll_entry.person_id",
            ],
            name=op.f("fk_paper_ballot_community_id_proposal_id_round_no_voter_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "serial", name=op.f("pk_paper_ballot")
        ),
    )
    op.create_index(
        "ix_paper_ballot_voter", "paper_ballot", ["community_id", "voter_id", "proposal_id"]
    )
    op.create_table(
        "paper_holder",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_holder_community_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_paper_holder_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "person_id", name=op.f("pk_paper_holder")
        ),
    )
    op.create_table(
        "paper_batch",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("batch_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("batch_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("sheets_again", sa.Integer(), nullable=True),
        sa.Column("first", sa.Text(), nullable=True),
        sa.Column("again", sa.Text(), nullable=True),
        sa.Column("first_by", sa.String(length=26), nullable=False),
        sa.Column("first_at", AT, nullable=False),
        sa.Column("again_by", sa.String(length=26), nullable=True),
        sa.Column("again_at", AT, nullable=True),
        sa.Column("counted_by", sa.String(length=26), nullable=True),
        sa.Column("counted_at", AT, nullable=True),
        sa.Column("witness_id", sa.String(length=26), nullable=True),
        sa.Column("counted_sheets", sa.Integer(), nullable=True),
        sa.Column("strays", sa.Integer(), nullable=True),
        sa.Column("resolved", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_batch_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "batch_id", name=op.f("pk_paper_batch")
        ),
    )
    op.create_table(
        "paper_total",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("batch_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("question_no", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_total_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "batch_id",
            "question_no",
            "what",
            name=op.f("pk_paper_total"),
        ),
    )
    op.create_table(
        "paper_write_in",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("write_in_no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_write_in_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "write_in_no", name=op.f("pk_paper_write_in")
        ),
    )
    op.create_table(
        "paper_round",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("waits_until", AT, nullable=True),
        sa.Column("finished_at", AT, nullable=True),
        sa.Column("destroyed_first", sa.Integer(), nullable=True),
        sa.Column("destroyed_last", sa.Integer(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("invalid", sa.Integer(), nullable=True),
        sa.Column("strays", sa.Integer(), nullable=True),
        sa.Column("unused", sa.Integer(), nullable=True),
        sa.Column("spoiled", sa.Integer(), nullable=True),
        sa.Column("lost", sa.Integer(), nullable=True),
        sa.Column("missing", sa.Integer(), nullable=True),
        sa.Column("uncounted", sa.Integer(), nullable=True),
        sa.Column("secret_sheets", sa.Integer(), nullable=True),
        sa.Column("annulled", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_round_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", name=op.f("pk_paper_round")
        ),
    )


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
