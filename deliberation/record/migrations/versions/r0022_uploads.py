"""Revision 22 of the schema: how many pictures of one account were decoded in an hour.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """A new table only."""
    op.create_table(
        "decoded",
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("hour_at", AT, nullable=False),
        sa.Column("pictures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "hour_at", name=op.f("pk_decoded")),
    )
    op.create_index("ix_decoded_hour", "decoded", ["hour_at"])


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
