"""Revision 6 of the schema: what the accounts needs.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """New tables and columns only."""
    op.create_table('audit',
        sa.Column('audit_id', sa.String(length=26), nullable=False),
        sa.Column('at', AT, nullable=False),
        sa.Column('community_id', sa.String(length=26), nullable=True),
        sa.Column('account_id', sa.String(length=26), nullable=True),
        sa.Column('person_id', sa.String(length=26), nullable=True),
        sa.Column('about_id', sa.String(length=26), nullable=True),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('address', sa.String(length=64), nullable=False),
        sa.Column('detail', sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint('audit_id', name=op.f('pk_audit'))
    )
    op.create_index('ix_audit_community', 'audit', ['community_id', 'audit_id'])
    op.create_index('ix_audit_account', 'audit', ['account_id', 'audit_id'])
    op.create_index('ix_audit_at', 'audit', ['at'])


def downgrade() -> None:
    """A record is not taken apart by a downgrade; always RuntimeError."""
    raise RuntimeError("restore a backup instead")
