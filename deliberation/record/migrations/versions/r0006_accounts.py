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
    op.create_table(
        "audit",
        sa.Column("audit_id", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("community_id", sa.String(length=26), nullable=True),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("about_id", sa.String(length=26), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("audit_id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_community", "audit", ["community_id", "audit_id"])
    op.create_index("ix_audit_account", "audit", ["account_id", "audit_id"])
    op.create_index("ix_audit_at", "audit", ["at"])
    _sessions()
    op.create_table(
        "passkey",
        sa.Column("passkey_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("credential_hash", sa.String(length=64), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("rp_id", sa.String(length=253), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("last_used_at", AT, nullable=True),
        sa.Column("revoked_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_passkey_account_id")
        ),
        sa.PrimaryKeyConstraint("passkey_id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_hash", name=op.f("uq_passkey_credential_hash")),
    )
    op.create_index("ix_passkey_account", "passkey", ["account_id"])
    op.create_table(
        "passkey_challenge",
        sa.Column("challenge_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_passkey_challenge_account_id")
        ),
        sa.PrimaryKeyConstraint("challenge_hash", name=op.f("pk_passkey_challenge")),
    )
    op.create_index("ix_passkey_challenge_made", "passkey_challenge", ["made_at"])
    op.create_index("ix_account_session_previous", "account_session", ["previous_hash"])


def _sessions() -> None:
    added = (
        sa.Column("address", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("previous_hash", sa.String(length=64), nullable=True),
        sa.Column("rotated_at", AT, nullable=True),
    )
    if op.get_bind().dialect.name != "sqlite":
        for column in added:
            op.add_column("account_session", column)
        return
    # SQLite keeps a table as the words it was made with; made anew, it reads as if it had always had these columns.
    kept = "token_hash, account_id, created_at, last_seen_at, remembered, factor_at, factor_method, factor_community_id, user_agent, ended_at"
    op.drop_index("ix_account_session_account", "account_session")
    op.rename_table("account_session", "account_session_before")
    op.create_table(
        "account_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("last_seen_at", AT, nullable=False),
        sa.Column("remembered", sa.Boolean(), nullable=False),
        sa.Column("factor_at", AT, nullable=True),
        sa.Column("factor_method", sa.String(length=40), nullable=True),
        sa.Column("factor_community_id", sa.String(length=26), nullable=True),
        sa.Column("user_agent", sa.String(length=80), nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        *added,
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_account_session_account_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_session")),
    )
    op.execute(f"INSERT INTO account_session ({kept}) SELECT {kept} FROM account_session_before")
    op.drop_table("account_session_before")
    op.create_index("ix_account_session_account", "account_session", ["account_id", "ended_at"])


def downgrade() -> None:
    """A record is not taken apart by a downgrade; always RuntimeError."""
    raise RuntimeError("restore a backup instead")
