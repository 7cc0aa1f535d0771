"""Revision 15 of the schema: paper ballots.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
