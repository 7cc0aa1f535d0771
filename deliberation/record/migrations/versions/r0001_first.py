"""The first schema, written out: every table as it was at this revision, and the triggers that guard the log.

Run by Alembic. Nothing here follows the tables of today: a later change of a table is a later revision.
"""

import sqlalchemy as sa
from alembic import op

from deliberation.record.migrations import r0001_guards

revision = "0001"
down_revision = None

# Times as they lie in the database at this revision: …Z text on SQLite, timestamptz on PostgreSQL.
AT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    """Create everything, parents before children, then the guards."""
    op.create_table(
        "account",
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("password_at", AT, nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("last_sign_in_at", AT, nullable=True),
        sa.Column("known_since", AT, nullable=True),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_table(
        "act_done",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("act_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("subject_id", sa.String(length=26), nullable=True),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "act_id", name=op.f("pk_act_done")),
    )
    op.create_table(
        "attempt",
        sa.Column("attempt_id", sa.String(length=26), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("cleared", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_attempt")),
    )
    op.create_index("ix_attempt_address", "attempt", ["address", "at"], unique=False)
    op.create_index("ix_attempt_at", "attempt", ["at"], unique=False)
    op.create_index("ix_attempt_subject", "attempt", ["subject", "at"], unique=False)
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
    op.create_index(
        "ix_audit_about", "audit", ["community_id", "about_id", "audit_id"], unique=False
    )
    op.create_index("ix_audit_account", "audit", ["account_id", "audit_id"], unique=False)
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    op.create_index("ix_audit_community", "audit", ["community_id", "audit_id"], unique=False)
    op.create_table(
        "civic_lock",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_civic_lock")),
    )
    op.create_table(
        "clock_seen",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.CheckConstraint("one = 1", name=op.f("ck_clock_seen_single")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_clock_seen")),
    )
    op.create_table(
        "community",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("rulebook", sa.String(length=64), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_community")),
        sa.UniqueConstraint("slug", name=op.f("uq_community_slug")),
    )
    op.create_table(
        "decoded",
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("hour_at", AT, nullable=False),
        sa.Column("pictures", sa.Integer(), nullable=False),
        sa.Column("cpu_ms", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("account_id", "hour_at", name=op.f("pk_decoded")),
    )
    op.create_index("ix_decoded_hour", "decoded", ["hour_at"], unique=False)
    op.create_table(
        "demo_clock",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("offset_seconds", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("one = 1", name=op.f("ck_demo_clock_single")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_demo_clock")),
    )
    op.create_table(
        "fact",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=True),
        sa.Column("subject_id", sa.String(length=26), nullable=True),
        sa.Column("act_id", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "position", name=op.f("pk_fact")),
        sa.UniqueConstraint("community_id", "fact_id", name=op.f("uq_fact_community_id_fact_id")),
    )
    op.create_index("ix_fact_kind", "fact", ["community_id", "kind", "position"], unique=False)
    op.create_index(
        "ix_fact_subject", "fact", ["community_id", "subject_id", "position"], unique=False
    )
    op.create_table(
        "key_seen",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_key_seen")),
    )
    op.create_table(
        "log_head",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.Column("at", AT, nullable=True),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_log_head")),
    )
    op.create_table(
        "notice_mark",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_notice_mark")),
    )
    op.create_table(
        "number_series",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "type", "year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "obligation",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), server_default="", nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("ref", sa.String(length=26), server_default="", nullable=False),
        sa.Column("who_kind", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=80), server_default="", nullable=False),
        sa.Column("need", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_by", sa.String(length=80), nullable=True),
        sa.Column("not_by_from", sa.String(length=26), nullable=True),
        sa.Column("from_at", AT, nullable=False),
        sa.Column("due_at", AT, nullable=True),
        sa.Column("start_at", AT, nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("then_act", sa.String(length=40), nullable=True),
        sa.Column("held_until", AT, nullable=True),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("opened_by", sa.String(length=26), nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("ended_by", sa.String(length=26), nullable=True),
        sa.PrimaryKeyConstraint(
            "community_id", "subject_id", "act", "ref", name=op.f("pk_obligation")
        ),
    )
    op.create_index(
        "ix_obligation_due",
        "obligation",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_obligation_who",
        "obligation",
        ["community_id", "who_kind", "who"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "organisation",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "organisation_id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_organisation_community_id_name")),
    )
    op.create_table(
        "residents_group",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("group_id", sa.String(length=26), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=True),
        sa.Column("parent_id", sa.String(length=26), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "parent_id"],
            ["residents_group.community_id", "residents_group.group_id"],
            name=op.f("fk_residents_group_community_id_parent_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "group_id", name=op.f("pk_residents_group")),
        sa.UniqueConstraint(
            "community_id",
            "parent_id",
            "name",
            name=op.f("uq_residents_group_community_id_parent_id_name"),
        ),
    )
    op.create_table(
        "rulebook",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("adopted_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "digest", name=op.f("pk_rulebook")),
    )
    op.create_table(
        "search_piece",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column(
            "piece",
            sa.String(length=2).with_variant(sa.String(length=2, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint(
            "community_id", "piece", "subject_id", name=op.f("pk_search_piece")
        ),
    )
    op.create_index(
        "ix_search_piece_subject", "search_piece", ["community_id", "subject_id"], unique=False
    )
    op.create_table(
        "stage_count",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("proposals", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "stage", name=op.f("pk_stage_count")),
    )
    op.create_table(
        "tree_node",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("idx", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "level", "idx", name=op.f("pk_tree_node")),
    )
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
        sa.Column("address", sa.String(length=64), server_default="", nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=True),
        sa.Column("rotated_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_account_session_account_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_session")),
    )
    op.create_index(
        "ix_account_session_account", "account_session", ["account_id", "ended_at"], unique=False
    )
    op.create_index(
        "ix_account_session_previous", "account_session", ["previous_hash"], unique=False
    )
    op.create_table(
        "carried_form",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_carried_form_account_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_carried_form")),
    )
    op.create_index("ix_carried_form_expires", "carried_form", ["expires_at"], unique=False)
    op.create_table(
        "dwelling",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("dwelling_id", sa.String(length=26), nullable=False),
        sa.Column("group_id", sa.String(length=26), nullable=True),
        sa.Column("area", sa.BigInteger(), nullable=False),
        sa.Column("building", sa.String(length=60), nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=True),
        sa.Column("room", sa.String(length=60), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "group_id"],
            ["residents_group.community_id", "residents_group.group_id"],
            name=op.f("fk_dwelling_community_id_group_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "dwelling_id", name=op.f("pk_dwelling")),
    )
    op.create_index(
        "ix_dwelling_address",
        "dwelling",
        ["community_id", "building", "unit", "room"],
        unique=False,
    )
    op.create_table(
        "fact_body",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "part IN ('public','text','private','sealed')", name=op.f("ck_fact_body_part")
        ),
        sa.CheckConstraint("(salt IS NULL) = (body IS NULL)", name=op.f("ck_fact_body_whole")),
        sa.ForeignKeyConstraint(
            ["community_id", "position"],
            ["fact.community_id", "fact.position"],
            name=op.f("fk_fact_body_community_id_position"),
        ),
        sa.PrimaryKeyConstraint("community_id", "position", "part", name=op.f("pk_fact_body")),
    )
    op.create_table(
        "handing",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.Column("until", AT, nullable=True),
        sa.Column("extended", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("factor_at", AT, nullable=True),
        sa.Column("factor_method", sa.String(length=40), nullable=True),
        sa.Column("factor_community_id", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_handing_account_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_handing")),
    )
    op.create_index("ix_handing_since", "handing", ["since"], unique=False)
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
    op.create_index("ix_passkey_account", "passkey", ["account_id"], unique=False)
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
    op.create_index("ix_passkey_challenge_made", "passkey_challenge", ["made_at"], unique=False)
    op.create_table(
        "preference",
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_preference_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "name", name=op.f("pk_preference")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("used_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_recovery_code_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "subject",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("stage_at", AT, nullable=False),
        sa.Column("ending", sa.String(length=40), nullable=True),
        sa.Column("rulebook", sa.String(length=64), nullable=True),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "rulebook"],
            ["rulebook.community_id", "rulebook.digest"],
            name=op.f("fk_subject_community_id_rulebook"),
        ),
        sa.PrimaryKeyConstraint("community_id", "subject_id", name=op.f("pk_subject")),
        sa.UniqueConstraint(
            "community_id",
            "type",
            "year",
            "number",
            name=op.f("uq_subject_community_id_type_year_number"),
        ),
    )
    op.create_table(
        "announcement_readers",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_announcement_readers_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "subject_id", name=op.f("pk_announcement_readers")),
    )
    op.create_table(
        "announcement_reading",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_announcement_reading_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "subject_id", "reader", name=op.f("pk_announcement_reading")
        ),
    )
    op.create_table(
        "attachment",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("attachment_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("hangs_on", sa.String(length=40), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("small", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("alt", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_attachment_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "attachment_id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_digest", "attachment", ["digest"], unique=False)
    op.create_index(
        "ix_attachment_ref", "attachment", ["community_id", "subject_id", "ref"], unique=False
    )
    op.create_index("ix_attachment_small", "attachment", ["small"], unique=False)
    op.create_table(
        "finding",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("finding_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("rectified", sa.Text(), nullable=True),
        sa.Column("rectified_from", sa.String(length=26), nullable=True),
        sa.Column("rectified_at", AT, nullable=True),
        sa.Column("verified", sa.Text(), nullable=True),
        sa.Column("verified_from", sa.String(length=26), nullable=True),
        sa.Column("verified_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_finding_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "subject_id", "finding_id", name=op.f("pk_finding")
        ),
    )
    op.create_table(
        "moderation",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("comment_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("objection", sa.Text(), nullable=True),
        sa.Column("objection_from", sa.String(length=26), nullable=True),
        sa.Column("objected_at", AT, nullable=True),
        sa.Column("due_at", AT, nullable=True),
        sa.Column("decided_by", sa.String(length=26), nullable=True),
        sa.Column("decided_at", AT, nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decision_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_moderation_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "subject_id", "comment_id", name=op.f("pk_moderation")
        ),
    )
    op.create_index("ix_moderation_at", "moderation", ["community_id", "at"], unique=False)
    op.create_table(
        "person",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("dwelling_id", sa.String(length=26), nullable=True),
        sa.Column("home_from", sa.String(length=26), nullable=True),
        sa.Column("standing", sa.String(length=40), nullable=True),
        sa.Column("standing_from", sa.String(length=26), nullable=True),
        sa.Column("tenure", sa.String(length=40), nullable=True),
        sa.Column("lives_here", sa.Boolean(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("birth_date", sa.String(length=10), nullable=True),
        sa.Column("hand_key", sa.String(length=64), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("entered_from", sa.String(length=26), nullable=True),
        sa.Column("joined_at", AT, nullable=True),
        sa.Column("entered_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "dwelling_id"],
            ["dwelling.community_id", "dwelling.dwelling_id"],
            name=op.f("fk_person_community_id_dwelling_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_person")),
    )
    op.create_index("ix_person_dwelling", "person", ["community_id", "dwelling_id"], unique=False)
    op.create_index("ix_person_phone", "person", ["community_id", "phone"], unique=False)
    op.create_table(
        "remark",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("until", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_remark_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "subject_id", "fact_id", name=op.f("pk_remark")),
    )
    op.create_index("ix_remark_kind", "remark", ["community_id", "kind", "at"], unique=False)
    op.create_table(
        "account_person",
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("linked_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_account_person_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_account_person_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", name=op.f("pk_account_person")),
        sa.UniqueConstraint(
            "account_id", "community_id", name=op.f("uq_account_person_account_id_community_id")
        ),
    )
    op.create_table(
        "announcement",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("number_year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("readers", sa.String(length=40), nullable=False),
        sa.Column("group_id", sa.String(length=26), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("stage_at", AT, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("ends_at", AT, nullable=True),
        sa.Column("rulebook", sa.String(length=64), nullable=False),
        sa.Column("corrects", sa.String(length=26), nullable=True),
        sa.Column("corrected_by", sa.String(length=26), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=26), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("reasons_from", sa.String(length=26), nullable=True),
        sa.CheckConstraint(
            "(readers = 'group') = (group_id IS NOT NULL)", name=op.f("ck_announcement_group_named")
        ),
        sa.CheckConstraint(
            "(readers = 'role') = (role IS NOT NULL)", name=op.f("ck_announcement_role_named")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "by"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_announcement_community_id_by"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "corrects"],
            ["announcement.community_id", "announcement.subject_id"],
            name=op.f("fk_announcement_community_id_corrects"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "group_id"],
            ["residents_group.community_id", "residents_group.group_id"],
            name=op.f("fk_announcement_community_id_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "rulebook"],
            ["rulebook.community_id", "rulebook.digest"],
            name=op.f("fk_announcement_community_id_rulebook"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_announcement_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "subject_id", name=op.f("pk_announcement")),
        sa.UniqueConstraint(
            "community_id", "corrects", name=op.f("uq_announcement_community_id_corrects")
        ),
        sa.UniqueConstraint(
            "community_id",
            "number_year",
            "number",
            name=op.f("uq_announcement_community_id_number_year_number"),
        ),
    )
    op.create_index(
        "ix_announcement_stage",
        "announcement",
        ["community_id", "stage", "pinned", "subject_id"],
        unique=False,
    )
    op.create_table(
        "comment",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("comment_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("pseudonym", sa.String(length=80), nullable=True),
        sa.Column("stance", sa.String(length=40), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("parent_id", sa.String(length=26), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("votes_for", sa.Integer(), server_default="0", nullable=False),
        sa.Column("votes_against", sa.Integer(), server_default="0", nullable=False),
        sa.Column("source_id", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_comment_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_comment_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "subject_id", "comment_id", name=op.f("pk_comment")
        ),
    )
    op.create_index(
        "ix_comment_at", "comment", ["community_id", "subject_id", "at", "comment_id"], unique=False
    )
    op.create_index(
        "ix_comment_person", "comment", ["community_id", "person_id", "at"], unique=False
    )
    op.create_index(
        "ix_comment_role",
        "comment",
        ["community_id", "subject_id", "role", "at", "comment_id"],
        unique=False,
    )
    op.create_index(
        "ix_comment_stance",
        "comment",
        ["community_id", "subject_id", "stance", "at", "comment_id"],
        unique=False,
    )
    op.create_index(
        "ix_comment_votes",
        "comment",
        ["community_id", "subject_id", "votes_for", "at", "comment_id"],
        unique=False,
    )
    op.create_table(
        "comment_report",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("comment_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_comment_report_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_comment_report_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "subject_id", "comment_id", "person_id", name=op.f("pk_comment_report")
        ),
    )
    op.create_index(
        "ix_comment_report_person",
        "comment_report",
        ["community_id", "person_id", "at"],
        unique=False,
    )
    op.create_table(
        "comment_support",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("comment_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("taken_back_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_comment_support_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_comment_support_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "subject_id", "comment_id", "person_id", name=op.f("pk_comment_support")
        ),
    )
    op.create_index(
        "ix_comment_support_person",
        "comment_support",
        ["community_id", "person_id", "at"],
        unique=False,
    )
    op.create_table(
        "correction_request",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("request_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("due_at", AT, nullable=False),
        sa.Column("wish", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_from", sa.String(length=26), nullable=True),
        sa.Column("answered_by", sa.String(length=26), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_correction_request_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "request_id", name=op.f("pk_correction_request")),
    )
    op.create_index(
        "ix_correction_request_person",
        "correction_request",
        ["community_id", "person_id"],
        unique=False,
    )
    op.create_index(
        "ix_correction_request_state",
        "correction_request",
        ["community_id", "state", "due_at"],
        unique=False,
    )
    op.create_table(
        "draw",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("draw_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.Column("until", AT, nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "by"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_draw_community_id_by"),
        ),
        sa.PrimaryKeyConstraint("community_id", "draw_id", name=op.f("pk_draw")),
        sa.UniqueConstraint(
            "community_id", "what", "since", name=op.f("uq_draw_community_id_what_since")
        ),
    )
    op.create_table(
        "factor",
        sa.Column("factor_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column("community_id", sa.String(length=26), nullable=True),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=True),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("confirmed_at", AT, nullable=True),
        sa.Column("revoked_at", AT, nullable=True),
        sa.CheckConstraint(
            "kind IN ('authenticator','code_card','printed_codes')", name=op.f("ck_factor_kind")
        ),
        sa.CheckConstraint(
            "(account_id IS NULL) = (person_id IS NOT NULL)", name=op.f("ck_factor_owner")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_factor_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_factor_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("factor_id", name=op.f("pk_factor")),
    )
    op.create_index("ix_factor_account", "factor", ["account_id"], unique=False)
    op.create_index("ix_factor_person", "factor", ["community_id", "person_id"], unique=False)
    op.create_table(
        "factor_reset",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("reset_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("asked_by", sa.String(length=26), nullable=True),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.String(length=26), nullable=True),
        sa.Column("decided_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_factor_reset_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "reset_id", name=op.f("pk_factor_reset")),
    )
    op.create_index(
        "ix_factor_reset_person", "factor_reset", ["community_id", "person_id"], unique=False
    )
    op.create_index(
        "ix_factor_reset_state", "factor_reset", ["community_id", "state", "asked_at"], unique=False
    )
    op.create_table(
        "follow",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("since", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_follow_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_follow_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", "subject_id", name=op.f("pk_follow")),
    )
    op.create_index("ix_follow_subject", "follow", ["community_id", "subject_id"], unique=False)
    op.create_table(
        "hand",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), server_default="", nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("handle", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_hand_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "handle", name=op.f("pk_hand")),
    )
    op.create_index(
        "ix_hand_person", "hand", ["community_id", "person_id", "subject_id"], unique=False
    )
    op.create_index(
        "ix_hand_subject",
        "hand",
        ["community_id", "subject_id", "purpose", "person_id"],
        unique=False,
    )
    op.create_table(
        "household_rep",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("naming_id", sa.String(length=26), nullable=False),
        sa.Column("dwelling_id", sa.String(length=26), nullable=True),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("by", sa.String(length=26), nullable=True),
        sa.Column("desk", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "dwelling_id"],
            ["dwelling.community_id", "dwelling.dwelling_id"],
            name=op.f("fk_household_rep_community_id_dwelling_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_household_rep_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "naming_id", name=op.f("pk_household_rep")),
    )
    op.create_index(
        "ix_household_rep_dwelling", "household_rep", ["community_id", "dwelling_id"], unique=False
    )
    op.create_table(
        "join_code",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("used_at", AT, nullable=True),
        sa.Column("voided_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_join_code_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "code_hash", name=op.f("pk_join_code")),
    )
    op.create_index("ix_join_code_person", "join_code", ["community_id", "person_id"], unique=False)
    op.create_table(
        "kept_draft",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_kept_draft_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", "page", name=op.f("pk_kept_draft")),
    )
    op.create_index("ix_kept_draft_kept", "kept_draft", ["kept_at"], unique=False)
    op.create_table(
        "message",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("message_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("fact_position", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=True),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("read_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_message_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "message_id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "community_id",
            "person_id",
            "fact_position",
            "kind",
            name=op.f("uq_message_community_id_person_id_fact_position_kind"),
        ),
    )
    op.create_index(
        "ix_message_inbox",
        "message",
        ["community_id", "person_id", "read_at", "message_id"],
        unique=False,
    )
    op.create_index("ix_message_subject", "message", ["community_id", "subject_id"], unique=False)
    op.create_table(
        "objection",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("objection_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_from", sa.String(length=26), nullable=True),
        sa.Column("answered_by", sa.String(length=26), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.Column("remedy", sa.String(length=40), nullable=True),
        sa.Column("remedy_reasons", sa.Text(), nullable=True),
        sa.Column("remedy_from", sa.String(length=26), nullable=True),
        sa.Column("remedied_by", sa.String(length=26), nullable=True),
        sa.Column("remedied_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_objection_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_objection_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "subject_id", "objection_id", name=op.f("pk_objection")
        ),
        sa.UniqueConstraint(
            "community_id",
            "subject_id",
            "person_id",
            "ground",
            name=op.f("uq_objection_community_id_subject_id_person_id_ground"),
        ),
    )
    op.create_index(
        "ix_objection_state", "objection", ["community_id", "state", "at"], unique=False
    )
    op.create_table(
        "office",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("office_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("organisation_id", sa.String(length=26), nullable=True),
        sa.Column("starts_at", AT, nullable=False),
        sa.Column("ends_at", AT, nullable=True),
        sa.Column("left_at", AT, nullable=True),
        sa.Column("cause", sa.String(length=40), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("document_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "organisation_id"],
            ["organisation.community_id", "organisation.organisation_id"],
            name=op.f("fk_office_community_id_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_office_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "office_id", name=op.f("pk_office")),
    )
    op.create_index("ix_office_person", "office", ["community_id", "person_id"], unique=False)
    op.create_index("ix_office_role", "office", ["community_id", "role"], unique=False)
    op.create_table(
        "owner_party_voter",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("party_no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_owner_party_voter_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "round_no",
            "party_no",
            "person_id",
            name=op.f("pk_owner_party_voter"),
        ),
    )
    op.create_index(
        "ix_owner_party_voter_person",
        "owner_party_voter",
        ["community_id", "proposal_id", "round_no", "person_id"],
        unique=False,
    )
    op.create_table(
        "ownership",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("ownership_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("dwelling_id", sa.String(length=26), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("ended_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "dwelling_id"],
            ["dwelling.community_id", "dwelling.dwelling_id"],
            name=op.f("fk_ownership_community_id_dwelling_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_ownership_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "ownership_id", name=op.f("pk_ownership")),
    )
    op.create_index(
        "ix_ownership_dwelling", "ownership", ["community_id", "dwelling_id"], unique=False
    )
    op.create_index("ix_ownership_person", "ownership", ["community_id", "person_id"], unique=False)
    op.create_table(
        "private_matter",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("matter_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("due_at", AT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_from", sa.String(length=26), nullable=True),
        sa.Column("answered_by", sa.String(length=26), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_private_matter_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "matter_id", name=op.f("pk_private_matter")),
    )
    op.create_index(
        "ix_private_matter_due",
        "private_matter",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_private_matter_person",
        "private_matter",
        ["community_id", "person_id", "at"],
        unique=False,
    )
    op.create_index(
        "ix_private_matter_state",
        "private_matter",
        ["community_id", "state", "due_at"],
        unique=False,
    )
    op.create_table(
        "proposal",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("number_year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("author_id", sa.String(length=26), nullable=True),
        sa.Column("author_from", sa.String(length=26), nullable=True),
        sa.Column(
            "author_in_office", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("matter", sa.String(length=40), nullable=True),
        sa.Column("legal_effect", sa.String(length=40), nullable=True),
        sa.Column("effect_note", sa.String(length=40), nullable=True),
        sa.Column("group_id", sa.String(length=26), nullable=True),
        sa.Column("rulebook", sa.String(length=64), nullable=True),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("uses_common_parts", sa.Boolean(), nullable=True),
        sa.Column("spends_money", sa.Boolean(), nullable=True),
        sa.Column("concerns_one_neighbour", sa.Boolean(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("reached", sa.String(length=40), nullable=False),
        sa.Column("stage_at", AT, nullable=False),
        sa.Column("due_at", AT, nullable=True),
        sa.Column("ending", sa.String(length=40), nullable=True),
        sa.Column("drafted_at", AT, nullable=False),
        sa.Column("submitted_at", AT, nullable=True),
        sa.Column("closed_at", AT, nullable=True),
        sa.Column("withdraw_until", AT, nullable=True),
        sa.Column("merge_into", sa.String(length=26), nullable=True),
        sa.Column("merge_until", AT, nullable=True),
        sa.Column("consent_until", AT, nullable=True),
        sa.Column("council_state", sa.String(length=40), server_default="none", nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("author_state", sa.String(length=40), server_default="none", nullable=False),
        sa.Column("study_state", sa.String(length=40), server_default="none", nullable=False),
        sa.Column("legality_state", sa.String(length=40), server_default="none", nullable=False),
        sa.Column("legality_article", sa.String(length=80), nullable=True),
        sa.Column("notice_proved", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("notice_extended", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("notice_at", AT, nullable=True),
        sa.Column("opens_at", AT, nullable=True),
        sa.Column("closes_at", AT, nullable=True),
        sa.Column("round_no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("repeated", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("returned", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("certified", sa.String(length=40), server_default="none", nullable=False),
        sa.Column("suspended_until", AT, nullable=True),
        sa.Column("suspended", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("organisation_id", sa.String(length=26), nullable=True),
        sa.Column("finish_at", AT, nullable=True),
        sa.Column("percent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("inspected", sa.String(length=40), server_default="none", nullable=False),
        sa.Column("passed_reason", sa.String(length=40), nullable=True),
        sa.Column("appeal_until", AT, nullable=True),
        sa.Column("appeal_state", sa.String(length=40), server_default="none", nullable=False),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("source_id", sa.String(length=40), nullable=True),
        sa.Column("pseudonym", sa.String(length=80), nullable=True),
        sa.Column("original_at", sa.String(length=30), nullable=True),
        sa.Column("supports", sa.Integer(), server_default="0", nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(stage = 'closed') = (ending IS NOT NULL)", name=op.f("ck_proposal_closed_has_ending")
        ),
        sa.CheckConstraint(
            "stage = 'draft' OR number IS NOT NULL OR (ending IS NOT NULL AND ending = 'withdrawn')",
            name=op.f("ck_proposal_public_has_number"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "author_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_proposal_community_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "group_id"],
            ["residents_group.community_id", "residents_group.group_id"],
            name=op.f("fk_proposal_community_id_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "merge_into"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_proposal_community_id_merge_into"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "organisation_id"],
            ["organisation.community_id", "organisation.organisation_id"],
            name=op.f("fk_proposal_community_id_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_proposal_community_id_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "rulebook"],
            ["rulebook.community_id", "rulebook.digest"],
            name=op.f("fk_proposal_community_id_rulebook"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", name=op.f("pk_proposal")),
        sa.UniqueConstraint(
            "community_id",
            "number_year",
            "number",
            name=op.f("uq_proposal_community_id_number_year_number"),
        ),
        sa.UniqueConstraint(
            "community_id",
            "source",
            "source_id",
            name=op.f("uq_proposal_community_id_source_source_id"),
        ),
    )
    op.create_index(
        "ix_proposal_author", "proposal", ["community_id", "author_id", "stage"], unique=False
    )
    op.create_index(
        "ix_proposal_closed", "proposal", ["community_id", "closed_at", "proposal_id"], unique=False
    )
    op.create_index(
        "ix_proposal_decided",
        "proposal",
        ["community_id", "stage_at", "proposal_id"],
        unique=False,
        sqlite_where=sa.text("outcome IS NOT NULL"),
        postgresql_where=sa.text("outcome IS NOT NULL"),
    )
    op.create_index(
        "ix_proposal_due", "proposal", ["community_id", "due_at", "proposal_id"], unique=False
    )
    op.create_index(
        "ix_proposal_stage", "proposal", ["community_id", "stage", "proposal_id"], unique=False
    )
    op.create_index(
        "ix_proposal_submitted",
        "proposal",
        ["community_id", "submitted_at", "proposal_id"],
        unique=False,
    )
    op.create_table(
        "question",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("question_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("addressee", sa.String(length=40), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_from", sa.String(length=26), nullable=True),
        sa.Column("answered_by", sa.String(length=26), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_question_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["subject.community_id", "subject.subject_id"],
            name=op.f("fk_question_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "subject_id", "question_id", name=op.f("pk_question")
        ),
    )
    op.create_index("ix_question_state", "question", ["community_id", "state", "at"], unique=False)
    op.create_table(
        "read_mark",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_read_mark_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "person_id", "what", name=op.f("pk_read_mark")),
    )
    op.create_table(
        "relative",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("relative_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_relative_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "relative_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_relative_community_id_relative_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "person_id", "relative_id", name=op.f("pk_relative")
        ),
    )
    op.create_table(
        "representation",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("representation_id", sa.String(length=26), nullable=False),
        sa.Column("unit_no", sa.Integer(), nullable=False),
        sa.Column("dwelling_id", sa.String(length=26), nullable=True),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("ground", sa.String(length=40), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("ended_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "dwelling_id"],
            ["dwelling.community_id", "dwelling.dwelling_id"],
            name=op.f("fk_representation_community_id_dwelling_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_representation_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "representation_id", "unit_no", name=op.f("pk_representation")
        ),
    )
    op.create_index(
        "ix_representation_dwelling",
        "representation",
        ["community_id", "dwelling_id"],
        unique=False,
    )
    op.create_index(
        "ix_representation_person", "representation", ["community_id", "person_id"], unique=False
    )
    op.create_table(
        "roster_change",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("happened_on", sa.String(length=10), nullable=True),
        sa.Column("changed", sa.String(length=120), nullable=False),
        sa.Column("on_open_rolls", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_roster_change_community_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "fact_id", name=op.f("pk_roster_change")),
    )
    op.create_index("ix_roster_change_at", "roster_change", ["community_id", "at"], unique=False)
    op.create_index(
        "ix_roster_change_person",
        "roster_change",
        ["community_id", "person_id", "at"],
        unique=False,
    )
    op.create_table(
        "acceptance",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_acceptance_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_acceptance_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "person_id", name=op.f("pk_acceptance")
        ),
    )
    op.create_table(
        "announcement_question",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("question_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("unanswered_at", AT, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_from", sa.String(length=26), nullable=True),
        sa.Column("answered_by", sa.String(length=26), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_announcement_question_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "subject_id"],
            ["announcement.community_id", "announcement.subject_id"],
            name=op.f("fk_announcement_question_community_id_subject_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "subject_id", "question_id", name=op.f("pk_announcement_question")
        ),
    )
    op.create_index(
        "ix_announcement_question_person",
        "announcement_question",
        ["community_id", "person_id", "at"],
        unique=False,
    )
    op.create_table(
        "ballot_option",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("option_id", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("decided_by", sa.String(length=26), nullable=True),
        sa.Column("decided_at", AT, nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("reasons_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_ballot_option_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_ballot_option_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "option_id", name=op.f("pk_ballot_option")
        ),
    )
    op.create_index(
        "ix_ballot_option_at",
        "ballot_option",
        ["community_id", "proposal_id", "at", "option_id"],
        unique=False,
    )
    op.create_index("ix_ballot_option_by", "ballot_option", ["community_id", "by"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("stands", sa.Boolean(), nullable=True),
        sa.Column("ticked", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_certificate_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_certificate_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "round_no",
            "person_id",
            "fact_id",
            name=op.f("pk_certificate"),
        ),
    )
    op.create_table(
        "cosignature",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("office", sa.Boolean(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("taken_back_at", AT, nullable=True),
        sa.Column("moved_to", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_cosignature_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_cosignature_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "person_id", name=op.f("pk_cosignature")
        ),
    )
    op.create_index(
        "ix_cosignature_person",
        "cosignature",
        ["community_id", "person_id", "proposal_id"],
        unique=False,
    )
    op.create_table(
        "covenant",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("filed_on", sa.String(length=10), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_covenant_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", name=op.f("pk_covenant")),
    )
    op.create_index("ix_covenant_at", "covenant", ["community_id", "at"], unique=False)
    op.create_table(
        "desk_entry",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("slip", sa.String(length=40), nullable=True),
        sa.Column("witness_id", sa.String(length=26), nullable=True),
        sa.Column("own_code", sa.Boolean(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_desk_entry_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_desk_entry_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "fact_id", name=op.f("pk_desk_entry")
        ),
    )
    op.create_index("ix_desk_entry_at", "desk_entry", ["community_id", "at"], unique=False)
    op.create_index(
        "ix_desk_entry_person", "desk_entry", ["community_id", "person_id", "at"], unique=False
    )
    op.create_index(
        "ix_desk_entry_ref",
        "desk_entry",
        ["community_id", "proposal_id", "act", "ref"],
        unique=False,
    )
    op.create_table(
        "election",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("by_election", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("second_round", sa.Integer(), nullable=False),
        sa.Column("woman_missing", sa.Boolean(), nullable=True),
        sa.Column("confirmed_at", AT, nullable=True),
        sa.Column("confirmed_by", sa.String(length=26), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("document_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_election_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", name=op.f("pk_election")),
    )
    op.create_index("ix_election_at", "election", ["community_id", "at"], unique=False)
    op.create_table(
        "election_filing",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_election_filing_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "what", name=op.f("pk_election_filing")
        ),
    )
    op.create_table(
        "entry_correction",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("ref", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("right_id", sa.String(length=26), nullable=True),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("slip", sa.String(length=40), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_entry_correction_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_entry_correction_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "fact_id", name=op.f("pk_entry_correction")
        ),
    )
    op.create_index(
        "ix_entry_correction_at", "entry_correction", ["community_id", "at"], unique=False
    )
    op.create_table(
        "fund",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=True),
        sa.Column("rule", sa.String(length=40), nullable=True),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("call_ends_at", AT, nullable=True),
        sa.Column("checked_cost", sa.BigInteger(), nullable=True),
        sa.Column("check_code", sa.String(length=40), nullable=True),
        sa.Column("checked_by", sa.String(length=26), nullable=True),
        sa.Column("checked_at", AT, nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("reasons_from", sa.String(length=26), nullable=True),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.Column("given_back", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_fund_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", name=op.f("pk_fund")),
    )
    op.create_table(
        "household_voter",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("home_no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_household_voter_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_household_voter_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "person_id", name=op.f("pk_household_voter")
        ),
    )
    op.create_table(
        "legality",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.Column("law", sa.String(length=120), nullable=True),
        sa.Column("article", sa.String(length=40), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_legality_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", "fact_id", name=op.f("pk_legality")),
    )
    op.create_table(
        "meeting_request",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("representative", sa.Boolean(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("asked_from", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_meeting_request_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_meeting_request_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "person_id", name=op.f("pk_meeting_request")
        ),
    )
    op.create_table(
        "merge_consent",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_merge_consent_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_merge_consent_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "person_id", name=op.f("pk_merge_consent")
        ),
    )
    op.create_table(
        "merge_request",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("other_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "other_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_merge_request_community_id_other_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_merge_request_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_merge_request_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "other_id", "person_id", name=op.f("pk_merge_request")
        ),
    )
    op.create_index(
        "ix_merge_request_person",
        "merge_request",
        ["community_id", "person_id", "at"],
        unique=False,
    )
    op.create_table(
        "official_result",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("ended_on", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("system", sa.Text(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("confirmed_by", sa.String(length=26), nullable=True),
        sa.Column("confirmed_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_official_result_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "entry_id", name=op.f("pk_official_result")),
    )
    op.create_index(
        "ix_official_result_proposal",
        "official_result",
        ["community_id", "proposal_id", "round_no"],
        unique=False,
    )
    op.create_table(
        "official_vote",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("opens_on", sa.String(length=40), nullable=False),
        sa.Column("closes_on", sa.String(length=40), nullable=False),
        sa.Column("system", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_official_vote_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "fact_id", name=op.f("pk_official_vote")
        ),
    )
    op.create_table(
        "opinion",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("opinion_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("stance", sa.String(length=40), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_opinion_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_opinion_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "opinion_id", name=op.f("pk_opinion")
        ),
    )
    op.create_table(
        "outbox",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("message_id", sa.String(length=26), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", AT, nullable=True),
        sa.Column("sent_at", AT, nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting','sending','sent','failed')", name=op.f("ck_outbox_state")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "message_id"],
            ["message.community_id", "message.message_id"],
            name=op.f("fk_outbox_community_id_message_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "message_id", "channel", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_next", "outbox", ["state", "next_at"], unique=False)
    op.create_table(
        "owner_party",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("party_no", sa.Integer(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("area", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_owner_party_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "party_no", name=op.f("pk_owner_party")
        ),
    )
    op.create_table(
        "owner_round",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("members", sa.BigInteger(), nullable=False),
        sa.Column("present", sa.BigInteger(), nullable=True),
        sa.Column("votes_for", sa.BigInteger(), nullable=True),
        sa.Column("votes_against", sa.BigInteger(), nullable=True),
        sa.Column("votes_abstain", sa.BigInteger(), nullable=True),
        sa.Column("silent_heads", sa.BigInteger(), nullable=True),
        sa.Column("silent_area", sa.BigInteger(), nullable=True),
        sa.Column("silence_joins", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_owner_round_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", name=op.f("pk_owner_round")
        ),
    )
    op.create_table(
        "paper_batch",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("batch_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("batch_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("sheets_again", sa.Integer(), nullable=True),
        sa.Column("first", sa.Text(), nullable=True),
        sa.Column("again", sa.Text(), nullable=True),
        sa.Column("first_by", sa.String(length=26), nullable=False),
        sa.Column("first_at", AT, nullable=False),
        sa.Column("again_by", sa.String(length=26), nullable=True),
        sa.Column("again_at", AT, nullable=True),
        sa.Column("counted_by", sa.String(length=26), nullable=True),
        sa.Column("counted_at", AT, nullable=True),
        sa.Column("witness_id", sa.String(length=26), nullable=True),
        sa.Column("counted_sheets", sa.Integer(), nullable=True),
        sa.Column("strays", sa.Integer(), nullable=True),
        sa.Column("resolved", sa.Boolean(), nullable=True),
        sa.Column("agreed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("left_sheets", sa.Integer(), nullable=True),
        sa.Column("left_why", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_batch_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "batch_id", name=op.f("pk_paper_batch")
        ),
    )
    op.create_table(
        "paper_holder",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_paper_holder_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_holder_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "person_id", name=op.f("pk_paper_holder")
        ),
    )
    op.create_table(
        "paper_round",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("waits_until", AT, nullable=True),
        sa.Column("finished_at", AT, nullable=True),
        sa.Column("destroyed_first", sa.Integer(), nullable=True),
        sa.Column("destroyed_last", sa.Integer(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("invalid", sa.Integer(), nullable=True),
        sa.Column("strays", sa.Integer(), nullable=True),
        sa.Column("unused", sa.Integer(), nullable=True),
        sa.Column("spoiled", sa.Integer(), nullable=True),
        sa.Column("lost", sa.Integer(), nullable=True),
        sa.Column("missing", sa.Integer(), nullable=True),
        sa.Column("uncounted", sa.Integer(), nullable=True),
        sa.Column("secret_sheets", sa.Integer(), nullable=True),
        sa.Column("annulled", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_round_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", name=op.f("pk_paper_round")
        ),
    )
    op.create_table(
        "paper_total",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("batch_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("question_no", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_total_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "batch_id",
            "question_no",
            "what",
            name=op.f("pk_paper_total"),
        ),
    )
    op.create_table(
        "paper_write_in",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("write_in_no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_write_in_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "write_in_no", name=op.f("pk_paper_write_in")
        ),
    )
    op.create_table(
        "posting_proof",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("proof_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=True),
        sa.Column("posted_on", sa.String(length=10), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_posting_proof_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "proof_id", name=op.f("pk_posting_proof")
        ),
    )
    op.create_table(
        "proposal_count",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("cosigns", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cosigns_office", sa.Integer(), server_default="0", nullable=False),
        sa.Column("comments", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ballots", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attended", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ratings", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ratings_total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("meeting_reps", sa.Integer(), server_default="0", nullable=False),
        sa.Column("meeting_residents", sa.Integer(), server_default="0", nullable=False),
        sa.Column("objections_open", sa.Integer(), server_default="0", nullable=False),
        sa.Column("questions_open", sa.Integer(), server_default="0", nullable=False),
        sa.Column("findings_open", sa.Integer(), server_default="0", nullable=False),
        sa.Column("certified", sa.Integer(), server_default="0", nullable=False),
        sa.Column("refused", sa.Integer(), server_default="0", nullable=False),
        sa.Column("accepted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("silences", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_proposal_count_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", name=op.f("pk_proposal_count")),
    )
    op.create_table(
        "proposal_version",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("by", sa.String(length=26), nullable=True),
        sa.Column("why", sa.String(length=40), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_proposal_version_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "version_no", name=op.f("pk_proposal_version")
        ),
    )
    op.create_table(
        "proxy",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("proxy_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("principal_id", sa.String(length=26), nullable=False),
        sa.Column("holder_id", sa.String(length=26), nullable=False),
        sa.Column("question_no", sa.Integer(), nullable=True),
        sa.Column("instruction", sa.String(length=40), nullable=True),
        sa.Column("desk", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("answered_at", AT, nullable=True),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("used_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "holder_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_proxy_community_id_holder_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "principal_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_proxy_community_id_principal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_proxy_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", "proxy_id", name=op.f("pk_proxy")),
    )
    op.create_index(
        "ix_proxy_holder", "proxy", ["community_id", "proposal_id", "holder_id"], unique=False
    )
    op.create_index(
        "ix_proxy_principal", "proxy", ["community_id", "proposal_id", "principal_id"], unique=False
    )
    op.create_table(
        "rating",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_rating_scale")),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_rating_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_rating_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", "person_id", name=op.f("pk_rating")),
    )
    op.create_table(
        "recall",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("office_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("needed_voters", sa.Integer(), nullable=False),
        sa.Column("needed_representatives", sa.Integer(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("representatives", sa.Integer(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("reached_at", AT, nullable=True),
        sa.Column("vote_by", AT, nullable=True),
        sa.Column("defence", sa.Text(), nullable=True),
        sa.Column("defence_from", sa.String(length=26), nullable=True),
        sa.Column("defended_at", AT, nullable=True),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("barred_until", AT, nullable=True),
        sa.Column("demanded_from", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "office_id"],
            ["office.community_id", "office.office_id"],
            name=op.f("fk_recall_community_id_office_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_recall_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_recall_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", name=op.f("pk_recall")),
    )
    op.create_index("ix_recall_office", "recall", ["community_id", "office_id"], unique=False)
    op.create_table(
        "recommendation",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_from", sa.String(length=26), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_recommendation_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "fact_id", name=op.f("pk_recommendation")
        ),
    )
    op.create_table(
        "recusal",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_recusal_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_recusal_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "person_id", name=op.f("pk_recusal")
        ),
    )
    op.create_index("ix_recusal_person", "recusal", ["community_id", "person_id"], unique=False)
    op.create_table(
        "report",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("report_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_report_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", "report_id", name=op.f("pk_report")),
    )
    op.create_table(
        "roll_entry",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("recused", sa.Boolean(), nullable=False),
        sa.Column("attended_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_roll_entry_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_roll_entry_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "person_id", name=op.f("pk_roll_entry")
        ),
    )
    op.create_index(
        "ix_roll_entry_person",
        "roll_entry",
        ["community_id", "person_id", "proposal_id"],
        unique=False,
    )
    op.create_table(
        "round_option",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("question_no", sa.Integer(), nullable=False),
        sa.Column("option_no", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.String(length=26), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_round_option_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "round_no",
            "question_no",
            "option_no",
            name=op.f("pk_round_option"),
        ),
    )
    op.create_table(
        "round_question",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("question_no", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("options", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("none", sa.Boolean(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("excludes", sa.Text(), nullable=False),
        sa.Column("seed", sa.String(length=26), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_round_question_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "question_no", name=op.f("pk_round_question")
        ),
    )
    op.create_table(
        "slip_photo",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("act_id", sa.String(length=26), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("small", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=40), nullable=True),
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_slip_photo_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_slip_photo_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "fact_id", name=op.f("pk_slip_photo")
        ),
    )
    op.create_index("ix_slip_photo_act", "slip_photo", ["community_id", "act_id"], unique=False)
    op.create_index("ix_slip_photo_digest", "slip_photo", ["digest"], unique=False)
    op.create_index("ix_slip_photo_small", "slip_photo", ["small"], unique=False)
    op.create_table(
        "stage_check",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_stage_check_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_stage_check_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "fact_id", "item", name=op.f("pk_stage_check")
        ),
    )
    op.create_table(
        "study",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("held_on", sa.String(length=10), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_study_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", "fact_id", name=op.f("pk_study")),
    )
    op.create_table(
        "task",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.String(length=26), nullable=False),
        sa.Column("listed", sa.String(length=40), nullable=True),
        sa.Column("starts_on", sa.String(length=10), nullable=False),
        sa.Column("ends_on", sa.String(length=10), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("promised", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("given_back", sa.BigInteger(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("admitted_at", AT, nullable=True),
        sa.Column("review_at", AT, nullable=True),
        sa.Column("reviewed_at", AT, nullable=True),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("review_late", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("cause", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "organisation_id"],
            ["organisation.community_id", "organisation.organisation_id"],
            name=op.f("fk_task_community_id_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_task_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", name=op.f("pk_task")),
    )
    op.create_index("ix_task_at", "task", ["community_id", "at"], unique=False)
    op.create_table(
        "vote_round",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("opens_at", AT, nullable=False),
        sa.Column("closes_at", AT, nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("votes_abstain", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(length=40), nullable=True),
        sa.Column("quorum_kind", sa.String(length=40), nullable=True),
        sa.Column("quorum_n", sa.Integer(), nullable=True),
        sa.Column("quorum_d", sa.Integer(), nullable=True),
        sa.Column("majority_kind", sa.String(length=40), nullable=True),
        sa.Column("majority_n", sa.Integer(), nullable=True),
        sa.Column("majority_d", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("recounts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("counted_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_vote_round_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", name=op.f("pk_vote_round")
        ),
    )
    op.create_table(
        "ballot",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("voter_id", sa.String(length=26), nullable=False),
        sa.Column("choice", sa.Text().with_variant(sa.String(length=40), "sqlite"), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("cast_at", AT, nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("disclosed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id", "round_no", "voter_id"],
            [
                "roll_entry.community_id",
                "roll_entry.proposal_id",
                "roll_entry.round_no",
                "roll_entry.person_id",
            ],
            name=op.f("fk_ballot_community_id_proposal_id_round_no_voter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_ballot_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "voter_id", name=op.f("pk_ballot")
        ),
    )
    op.create_table(
        "election_again",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("candidacy_id", sa.String(length=26), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("for_women", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_again_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "round_no",
            "post",
            "candidacy_id",
            name=op.f("pk_election_again"),
        ),
    )
    op.create_table(
        "election_candidate",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("candidacy_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("support", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("woman", sa.Boolean(), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.Column("office_id", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_election_candidate_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_candidate_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "candidacy_id", name=op.f("pk_election_candidate")
        ),
        sa.UniqueConstraint(
            "community_id",
            "proposal_id",
            "person_id",
            "post",
            name=op.f("uq_election_candidate_community_id_proposal_id_person_id_post"),
        ),
    )
    op.create_index(
        "ix_election_candidate_office",
        "election_candidate",
        ["community_id", "office_id"],
        unique=False,
    )
    op.create_index(
        "ix_election_candidate_person",
        "election_candidate",
        ["community_id", "person_id"],
        unique=False,
    )
    op.create_table(
        "election_nominator",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("candidacy_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_election_nominator_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_nominator_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "candidacy_id",
            "person_id",
            name=op.f("pk_election_nominator"),
        ),
    )
    op.create_index(
        "ix_election_nominator_person",
        "election_nominator",
        ["community_id", "person_id"],
        unique=False,
    )
    op.create_table(
        "election_post",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_post_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "post", name=op.f("pk_election_post")
        ),
    )
    op.create_table(
        "election_standing",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("candidacy_id", sa.String(length=26), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("votes_against", sa.Integer(), nullable=False),
        sa.Column("votes_abstain", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_standing_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "round_no",
            "candidacy_id",
            name=op.f("pk_election_standing"),
        ),
    )
    op.create_table(
        "election_written_in",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("write_in_no", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("candidacy_id", sa.String(length=26), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("reasons_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["election.community_id", "election.proposal_id"],
            name=op.f("fk_election_written_in_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "proposal_id",
            "round_no",
            "post",
            "write_in_no",
            name=op.f("pk_election_written_in"),
        ),
    )
    op.create_table(
        "official_figure",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("area", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "entry_id"],
            ["official_result.community_id", "official_result.entry_id"],
            name=op.f("fk_official_figure_community_id_entry_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "entry_id", "what", name=op.f("pk_official_figure")
        ),
    )
    op.create_table(
        "paper_ballot",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("voter_id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("issued_by", sa.String(length=26), nullable=False),
        sa.Column("issued_at", AT, nullable=False),
        sa.Column("settled_at", AT, nullable=True),
        sa.Column("batch_id", sa.String(length=26), nullable=True),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("proxy_id", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id", "round_no", "voter_id"],
            [
                "roll_entry.community_id",
                "roll_entry.proposal_id",
                "roll_entry.round_no",
                "roll_entry.person_id",
            ],
            name=op.f("fk_paper_ballot_community_id_proposal_id_round_no_voter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_paper_ballot_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "round_no", "serial", name=op.f("pk_paper_ballot")
        ),
    )
    op.create_index(
        "ix_paper_ballot_voter",
        "paper_ballot",
        ["community_id", "voter_id", "proposal_id"],
        unique=False,
    )
    op.create_table(
        "recall_demander",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("representative", sa.Boolean(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("joined_from", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_recall_demander_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["recall.community_id", "recall.proposal_id"],
            name=op.f("fk_recall_demander_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "person_id", name=op.f("pk_recall_demander")
        ),
    )
    op.create_index(
        "ix_recall_demander_person", "recall_demander", ["community_id", "person_id"], unique=False
    )
    op.create_table(
        "spend",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("happened_on", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("struck_at", AT, nullable=True),
        sa.Column("struck_by", sa.String(length=26), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reason_from", sa.String(length=26), nullable=True),
        sa.Column("audit", sa.String(length=40), nullable=False),
        sa.Column("audited_by", sa.String(length=26), nullable=True),
        sa.Column("audited_at", AT, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("note_from", sa.String(length=26), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_from", sa.String(length=26), nullable=True),
        sa.Column("answered_by", sa.String(length=26), nullable=True),
        sa.Column("answered_at", AT, nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["fund.community_id", "fund.proposal_id"],
            name=op.f("fk_spend_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", "entry_id", name=op.f("pk_spend")),
    )
    op.create_index("ix_spend_audit", "spend", ["community_id", "audit"], unique=False)
    op.create_table(
        "task_money",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("happened_on", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
        sa.Column("struck_at", AT, nullable=True),
        sa.Column("struck_by", sa.String(length=26), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reason_from", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["task.community_id", "task.proposal_id"],
            name=op.f("fk_task_money_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "entry_id", name=op.f("pk_task_money")
        ),
    )
    for statement in r0001_guards.statements(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """A record is not taken apart by a downgrade; always RuntimeError."""
    raise RuntimeError("restore a backup instead")
