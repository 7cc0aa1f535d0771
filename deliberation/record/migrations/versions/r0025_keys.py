"""Revision 25 of the schema: under which keys the database was made.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later
revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """A new table; `init` fills it."""
    op.create_table(
        "key_seen",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_key_seen")),
    )


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
