"""Revision 24 of the schema: the latest time of each log beside its head, and when the clock last
knew that the date was right.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later
revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """A column that the facts fill, and a table of one row."""
    op.add_column("log_head", sa.Column("at", AT, nullable=True))
    op.execute(
        "UPDATE log_head SET at = (SELECT max(f.at) FROM fact f WHERE f.community_id = log_head.community_id)"
    )
    op.create_table(
        "clock_seen",
        sa.Column("one", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", AT, nullable=False),
        sa.CheckConstraint("one = 1", name=op.f("ck_clock_seen_single")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_clock_seen")),
    )


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
