"""Revision 21 of the schema: since when a device that signed in before counts as known to an
account, and whom the audit log speaks of.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later
revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """One column and one index."""
    op.add_column("account", sa.Column("known_since", AT, nullable=True))
    op.create_index("ix_audit_about", "audit", ["community_id", "about_id", "audit_id"])


def downgrade() -> None:
    """The record cannot be taken back to an older schema."""
    raise RuntimeError("restore a backup instead")
