"""Revision 14 of the schema: delegated tasks and recalls.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
