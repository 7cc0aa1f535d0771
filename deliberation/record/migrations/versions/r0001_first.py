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
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_table(
        "act_done",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("act_id", sa.String(length=26), nullable=False),
        sa.Column("fact_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=True),
        sa.Column("proposal_id", sa.String(length=26), nullable=True),
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
        "civic_lock",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_civic_lock")),
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
        sa.Column("proposal_id", sa.String(length=26), nullable=True),
        sa.Column("act_id", sa.String(length=26), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "position", name=op.f("pk_fact")),
        sa.UniqueConstraint("community_id", "fact_id", name=op.f("uq_fact_community_id_fact_id")),
    )
    op.create_index("ix_fact_kind", "fact", ["community_id", "kind", "position"], unique=False)
    op.create_index(
        "ix_fact_proposal", "fact", ["community_id", "proposal_id", "position"], unique=False
    )
    op.create_table(
        "log_head",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
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
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "year", name=op.f("pk_number_series")),
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
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint(
            "community_id", "piece", "proposal_id", name=op.f("pk_search_piece")
        ),
    )
    op.create_index(
        "ix_search_piece_proposal", "search_piece", ["community_id", "proposal_id"], unique=False
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
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.account_id"], name=op.f("fk_account_session_account_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_session")),
    )
    op.create_index(
        "ix_account_session_account", "account_session", ["account_id", "ended_at"], unique=False
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
        sa.Column("private_from", sa.String(length=26), nullable=True),
        sa.Column("joined_at", AT, nullable=True),
        sa.Column("entered_at", AT, nullable=False),
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
        "message",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("message_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("fact_position", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=True),
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
    op.create_index("ix_message_proposal", "message", ["community_id", "proposal_id"], unique=False)
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
        "proposal",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("number_year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("author_id", sa.String(length=26), nullable=True),
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
        "acceptance",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("text_from", sa.String(length=26), nullable=True),
        sa.Column("at", AT, nullable=False),
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
        "certificate",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=True),
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
            "community_id", "proposal_id", "round_no", "person_id", name=op.f("pk_certificate")
        ),
    )
    op.create_table(
        "comment",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
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
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_comment_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "comment_id", name=op.f("pk_comment")
        ),
    )
    op.create_index(
        "ix_comment_at",
        "comment",
        ["community_id", "proposal_id", "at", "comment_id"],
        unique=False,
    )
    op.create_index("ix_comment_person", "comment", ["community_id", "person_id"], unique=False)
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
        "deadline",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("ref", sa.String(length=26), server_default="", nullable=False),
        sa.Column("due_at", AT, nullable=False),
        sa.Column("start_at", AT, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_deadline_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "act", "ref", name=op.f("pk_deadline")
        ),
    )
    op.create_index("ix_deadline_due", "deadline", ["due_at"], unique=False)
    op.create_table(
        "finding",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
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
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_finding_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "finding_id", name=op.f("pk_finding")
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
        "objection",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
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
        sa.ForeignKeyConstraint(
            ["community_id", "person_id"],
            ["person.community_id", "person.person_id"],
            name=op.f("fk_objection_community_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_objection_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "objection_id", name=op.f("pk_objection")
        ),
        sa.UniqueConstraint(
            "community_id",
            "proposal_id",
            "person_id",
            "ground",
            name=op.f("uq_objection_community_id_proposal_id_person_id_ground"),
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
        "question",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
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
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_question_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "proposal_id", "question_id", name=op.f("pk_question")
        ),
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
        "remark",
        sa.Column("community_id", sa.String(length=26), nullable=False),
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
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
            ["community_id", "proposal_id"],
            ["proposal.community_id", "proposal.proposal_id"],
            name=op.f("fk_remark_community_id_proposal_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "proposal_id", "fact_id", name=op.f("pk_remark")),
    )
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
        sa.Column("choice", sa.String(length=40), nullable=True),
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
    for statement in r0001_guards.statements(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """A record is not taken apart by a downgrade; always RuntimeError."""
    raise RuntimeError("restore a backup instead")
