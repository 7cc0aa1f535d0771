"""The first schema: every table and the triggers that guard the log."""

from alembic import op

from deliberation.record import tables
from deliberation.record.migrations import guards
from deliberation.record.private import tables as private_tables  # noqa: F401

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything."""
    bind = op.get_bind()
    tables.metadata.create_all(bind)
    for statement in guards.statements(bind.dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """A record is not taken apart by a downgrade."""
    raise RuntimeError("restore a backup instead")
