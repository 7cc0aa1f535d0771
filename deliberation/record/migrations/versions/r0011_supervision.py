"""Revision 11 of the schema: what the supervisors' desk reads by state and kind.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Indexes only."""
    op.create_index("ix_remark_kind", "remark", ["community_id", "kind", "at"])
    op.create_index("ix_objection_state", "objection", ["community_id", "state", "at"])
    op.create_index("ix_question_state", "question", ["community_id", "state", "at"])


def downgrade() -> None:
    """A record is not taken apart by a downgrade; always RuntimeError."""
    raise RuntimeError("restore a backup instead")
