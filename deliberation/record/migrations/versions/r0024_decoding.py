"""Revision 24 of the schema: how much of the processor one account's pictures took in an hour.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later
revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """A column; the hour under way begins anew."""
    op.add_column("decoded", sa.Column("cpu_ms", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
