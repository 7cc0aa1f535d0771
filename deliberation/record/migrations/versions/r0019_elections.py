"""Revision 19 of the schema: elections and recalls.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """New tables only."""
    op.create_table(
        "election",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("by_election", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("second_round", sa.Integer(), nullable=False),
        sa.Column("woman_missing", sa.Boolean(), nullable=True),
        sa.Column("confirmed_at", AT, nullable=True),
        sa.Column("confirmed_by", sa.String(length=26), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("document_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_election_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", name=op.f("pk_election")),
    )
    op.create_index("ix_election_at", "election", ["community_id", "at"])
    op.create_table(
        "election_post",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_post_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "post", name=op.f("pk_election_post")
        ),
    )
    op.create_table(
        "election_candidate",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("candidacy_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("support", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("woman", sa.Boolean(), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.Column("office_id", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_election_candidate_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_candidate_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "candidacy_id", name=op.f("pk_election_candidate")
        ),
        sa.UniqueConstraint(
            "community_id",
            "proposal_id",
            "person_id",
            "post",
            name=op.f("uq_election_candidate_community_id_proposal_id_person_id_post"),
        ),
    )
    op.create_index(
        "ix_election_candidate_office", "election_candidate", ["community_id", "office_id"]
    )
    op.create_index(
        "ix_election_candidate_person", "election_candidate", ["community_id", "person_id"]
    )
    op.create_table(
        "election_nominator",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("candidacy_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_election_nominator_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_nominator_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "candidacy_id",
            "person_id",
            name=op.f("pk_election_nominator"),
        ),
    )
    op.create_index(
        "ix_election_nominator_person", "election_nominator", ["community_id", "person_id"]
    )
    op.create_table(
        "election_standing",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("candidacy_id", sa.String(length=26), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("votes_against", sa.Integer(), nullable=False),
        sa.Column("votes_abstain", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_standing_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "round_no",
            "candidacy_id",
            name=op.f("pk_election_standing"),
        ),
    )
    op.create_table(
        "election_written_in",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("write_in_no", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("candidacy_id", sa.String(length=26), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("reasons_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_written_in_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "round_no",
            "post",
            "write_in_no",
            name=op.f("pk_election_written_in"),
        ),
    )
    op.create_table(
        "election_again",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("candidacy_id", sa.String(length=26), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("for_women", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_again_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "round_no",
            "post",
            "candidacy_id",
            name=op.f("pk_election_again"),
        ),
    )
    op.create_table(
        "election_filing",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_election_filing_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "what", name=op.f("pk_election_filing")
        ),
    )
    op.create_table(
        "recall",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("office_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("needed_voters", sa.Integer(), nullable=False),
        sa.Column("needed_representatives", sa.Integer(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("representatives", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("reached_at", AT, nullable=True),
        sa.Column("vote_by", AT, nullable=True),
        sa.Column("defence", sa.Text(), nullable=True),
        sa.Column("defence_from", sa.String(length=26), nullable=True),
        sa.Column("defended_at", AT, nullable=True),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("barred_until", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "office_id"],
            ["office.community_id", "office.office_id"],
            name=op.f("fk_recall_community_id_office_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_recall_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_recall_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", name=op.f("pk_recall")),
    )
    op.create_index("ix_recall_office", "recall", ["community_id", "office_id"])
    op.create_table(
        "recall_demander",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("representative", sa.Boolean(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_recall_demander_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["recall.community_id", "recall.proposal_id"],
            name=op.f("fk_recall_demander_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "person_id", name=op.f("pk_recall_demander")
        ),
    )
    op.create_index("ix_recall_demander_person", "recall_demander", ["community_id", "person_id"])


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
