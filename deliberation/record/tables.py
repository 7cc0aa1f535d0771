"""Every civic table, in SQLAlchemy Core. Each key begins with community_id and every foreign key carries it.

Rows are made by `record.applying` from facts and by nothing else. Columns named in ERASABLE hold free or
personal words; `<x>_from` is the fact they came from, so that an erasure finds them.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from .types import ID, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

CODE = String(40)


def _c() -> Column:
    return Column("community_id", ID, nullable=False)


def _id(name: str, nullable: bool = False) -> Column:
    return Column(name, ID, nullable=nullable)


def _code(name: str, default: str | None = None) -> Column:
    return Column(name, CODE, nullable=default is None)


def _at(name: str, nullable: bool = True) -> Column:
    return Column(name, UtcDateTime, nullable=nullable)


def _pk(*names: str) -> PrimaryKeyConstraint:
    return PrimaryKeyConstraint("community_id", *names)


def _fk(column: str, table: str, target: str | None = None) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["community_id", column], [f"{table}.community_id", f"{table}.{target or column}"]
    )


# --- the log -------------------------------------------------------------------------------------------

fact = Table(
    "fact",
    metadata,
    _c(),
    Column("position", BigInteger, nullable=False),
    _id("fact_id"),
    Column("kind", CODE, nullable=False),
    _id("proposal_id", True),
    _id("act_id"),
    _at("at", False),
    Column("header", LargeBinary, nullable=False),
    _pk("position"),
    UniqueConstraint("community_id", "fact_id"),
    Index("ix_fact_proposal", "community_id", "proposal_id", "position"),
    Index("ix_fact_kind", "community_id", "kind", "position"),
)

fact_body = Table(
    "fact_body",
    metadata,
    _c(),
    Column("position", BigInteger, nullable=False),
    Column("part", String(8), nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    _pk("position", "part"),
    ForeignKeyConstraint(["community_id", "position"], ["fact.community_id", "fact.position"]),
    CheckConstraint("part IN ('public','text','private','sealed')", name="part"),
    CheckConstraint("(salt IS NULL) = (body IS NULL)", name="whole"),
)

tree_node = Table(
    "tree_node",
    metadata,
    _c(),
    Column("level", Integer, nullable=False),
    Column("idx", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    _pk("level", "idx"),
)

# Referenced by nothing: a foreign key to it plus FOR UPDATE deadlocks.
log_head = Table(
    "log_head",
    metadata,
    Column("community_id", ID, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
)

civic_lock = Table("civic_lock", metadata, Column("community_id", ID, primary_key=True))

# --- the community -------------------------------------------------------------------------------------

community = Table(
    "community",
    metadata,
    Column("community_id", ID, primary_key=True),
    Column("slug", String(40), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("timezone", String(40), nullable=False),
    Column("language", String(10), nullable=False),
    Column("rulebook", String(64)),
    _at("created_at", False),
)

rulebook = Table(
    "rulebook",
    metadata,
    _c(),
    Column("digest", String(64), nullable=False),
    Column("name", String(60), nullable=False),
    Column("source", Text, nullable=False),
    _at("adopted_at", False),
    _pk("digest"),
)

number_series = Table(
    "number_series",
    metadata,
    _c(),
    Column("year", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    _pk("year"),
)

# --- people --------------------------------------------------------------------------------------------

residents_group = Table(
    "residents_group",
    metadata,
    _c(),
    _id("group_id"),
    _code("level"),
    _id("parent_id", True),
    Column("name", String(80), nullable=False),
    _pk("group_id"),
    ForeignKeyConstraint(
        ["community_id", "parent_id"], ["residents_group.community_id", "residents_group.group_id"]
    ),
    UniqueConstraint("community_id", "parent_id", "name"),
)

dwelling = Table(
    "dwelling",
    metadata,
    _c(),
    _id("dwelling_id"),
    _id("group_id", True),
    Column("area", BigInteger, nullable=False),
    Column("building", String(60)),
    Column("unit", String(60)),
    Column("room", String(60)),
    _id("private_from", True),
    _pk("dwelling_id"),
    _fk("group_id", "residents_group"),
    Index("ix_dwelling_address", "community_id", "building", "unit", "room"),
)

person = Table(
    "person",
    metadata,
    _c(),
    _id("person_id"),
    _id("dwelling_id"),
    _code("standing"),
    _code("tenure"),
    Column("lives_here", Boolean, nullable=False),
    Column("name", String(80)),
    Column("phone", String(30)),
    Column("birth_date", String(10)),
    _id("private_from", True),
    _at("joined_at"),
    _at("entered_at", False),
    _pk("person_id"),
    _fk("dwelling_id", "dwelling"),
    Index("ix_person_dwelling", "community_id", "dwelling_id"),
    Index("ix_person_phone", "community_id", "phone"),
)

organisation = Table(
    "organisation",
    metadata,
    _c(),
    _id("organisation_id"),
    Column("name", String(80), nullable=False),
    _pk("organisation_id"),
    UniqueConstraint("community_id", "name"),
)

office = Table(
    "office",
    metadata,
    _c(),
    _id("office_id"),
    _id("person_id"),
    _code("role"),
    _id("organisation_id", True),
    _at("starts_at", False),
    _at("ends_at"),
    _at("left_at"),
    _code("cause"),
    Column("document", Text),
    _id("document_from", True),
    _pk("office_id"),
    _fk("person_id", "person"),
    _fk("organisation_id", "organisation"),
    Index("ix_office_person", "community_id", "person_id"),
    Index("ix_office_role", "community_id", "role"),
)

relative = Table(
    "relative",
    metadata,
    _c(),
    _id("person_id"),
    _id("relative_id"),
    _pk("person_id", "relative_id"),
    _fk("person_id", "person"),
    _fk("relative_id", "person", "person_id"),
)

# --- the proposal --------------------------------------------------------------------------------------

proposal = Table(
    "proposal",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("number_year", Integer),
    Column("number", Integer),
    Column("title", Text),
    Column("body", Text),
    _id("text_from", True),
    _id("author_id", True),
    _code("matter"),
    _code("legal_effect"),
    _code("effect_note"),
    _id("group_id", True),
    Column("rulebook", String(64)),
    Column("version_no", Integer, nullable=False),
    Column("uses_common_parts", Boolean),
    Column("spends_money", Boolean),
    Column("concerns_one_neighbour", Boolean),
    Column("stage", CODE, nullable=False),
    Column("reached", CODE, nullable=False),
    _at("stage_at", False),
    _at("due_at"),
    _code("ending"),
    _at("drafted_at", False),
    _at("submitted_at"),
    _at("closed_at"),
    _at("withdraw_until"),
    _id("merge_into", True),
    _at("merge_until"),
    _at("consent_until"),
    Column("council_state", CODE, nullable=False, server_default="none"),
    _code("verdict"),
    Column("author_state", CODE, nullable=False, server_default="none"),
    Column("study_state", CODE, nullable=False, server_default="none"),
    Column("legality_state", CODE, nullable=False, server_default="none"),
    Column("legality_article", String(80)),
    Column("notice_proved", Boolean, nullable=False, server_default=text("false")),
    Column("notice_extended", Boolean, nullable=False, server_default=text("false")),
    _at("notice_at"),
    _at("opens_at"),
    _at("closes_at"),
    Column("round_no", Integer, nullable=False, server_default="0"),
    Column("repeated", Boolean, nullable=False, server_default=text("false")),
    Column("returned", Boolean, nullable=False, server_default=text("false")),
    _code("outcome"),
    Column("certified", CODE, nullable=False, server_default="none"),
    _at("suspended_until"),
    _id("organisation_id", True),
    _at("finish_at"),
    Column("percent", Integer, nullable=False, server_default="0"),
    Column("inspected", CODE, nullable=False, server_default="none"),
    _code("passed_reason"),
    _at("appeal_until"),
    Column("appeal_state", CODE, nullable=False, server_default="none"),
    Column("source", String(200)),
    Column("source_id", String(40)),
    Column("pseudonym", String(80)),
    Column("original_at", String(30)),
    Column("supports", Integer, nullable=False, server_default="0"),
    _code("phase"),
    Column("cost", BigInteger),
    _pk("proposal_id"),
    _fk("author_id", "person", "person_id"),
    _fk("group_id", "residents_group"),
    _fk("merge_into", "proposal", "proposal_id"),
    _fk("organisation_id", "organisation"),
    ForeignKeyConstraint(
        ["community_id", "rulebook"], ["rulebook.community_id", "rulebook.digest"]
    ),
    UniqueConstraint("community_id", "number_year", "number"),
    UniqueConstraint("community_id", "source", "source_id"),
    CheckConstraint("(stage = 'closed') = (ending IS NOT NULL)", name="closed_has_ending"),
    CheckConstraint(
        "stage = 'draft' OR number IS NOT NULL OR (ending IS NOT NULL AND ending = 'withdrawn')",
        name="public_has_number",
    ),
    Index("ix_proposal_stage", "community_id", "stage", "proposal_id"),
    Index("ix_proposal_author", "community_id", "author_id", "stage"),
    Index("ix_proposal_submitted", "community_id", "submitted_at", "proposal_id"),
    Index("ix_proposal_closed", "community_id", "closed_at", "proposal_id"),
    Index("ix_proposal_due", "community_id", "due_at", "proposal_id"),
    Index(
        "ix_proposal_decided",
        "community_id",
        "stage_at",
        "proposal_id",
        sqlite_where=text("outcome IS NOT NULL"),
        postgresql_where=text("outcome IS NOT NULL"),
    ),
)

# Counters move under a shared lock, so they stand apart from the row that lock is on.
proposal_count = Table(
    "proposal_count",
    metadata,
    _c(),
    _id("proposal_id"),
    *(
        Column(n, Integer, nullable=False, server_default="0")
        for n in (
            "cosigns",
            "cosigns_office",
            "comments",
            "ballots",
            "attended",
            "ratings",
            "ratings_total",
            "meeting_reps",
            "meeting_residents",
            "objections_open",
            "questions_open",
            "findings_open",
            "certified",
            "refused",
            "accepted",
            "silences",
        )
    ),
    _pk("proposal_id"),
    _fk("proposal_id", "proposal"),
)

stage_count = Table(
    "stage_count",
    metadata,
    _c(),
    Column("stage", CODE, nullable=False),
    Column("proposals", Integer, nullable=False),
    _pk("stage"),
)

proposal_version = Table(
    "proposal_version",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("version_no", Integer, nullable=False),
    Column("title", Text),
    Column("body", Text),
    Column("note", Text),
    _id("text_from", True),
    _id("by", True),
    _code("why"),
    _at("at", False),
    _pk("proposal_id", "version_no"),
    _fk("proposal_id", "proposal"),
)

cosignature = Table(
    "cosignature",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("person_id"),
    Column("office", Boolean, nullable=False),
    Column("version_no", Integer, nullable=False),
    _at("at", False),
    _at("taken_back_at"),
    _id("moved_to", True),
    _pk("proposal_id", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    Index("ix_cosignature_person", "community_id", "person_id", "proposal_id"),
)

comment = Table(
    "comment",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("comment_id"),
    _id("person_id", True),
    Column("pseudonym", String(80)),
    _code("stance"),
    _code("role"),
    _id("parent_id", True),
    Column("body", Text),
    _id("text_from", True),
    _at("at", False),
    Column("votes_for", Integer, nullable=False, server_default="0"),
    Column("votes_against", Integer, nullable=False, server_default="0"),
    Column("source_id", String(40)),
    _pk("proposal_id", "comment_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    Index("ix_comment_at", "community_id", "proposal_id", "at", "comment_id"),
    Index("ix_comment_votes", "community_id", "proposal_id", "votes_for", "at", "comment_id"),
    Index("ix_comment_stance", "community_id", "proposal_id", "stance", "at", "comment_id"),
    Index("ix_comment_role", "community_id", "proposal_id", "role", "at", "comment_id"),
    Index("ix_comment_person", "community_id", "person_id"),
)

opinion = Table(
    "opinion",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("opinion_id"),
    _id("person_id"),
    _code("stance"),
    Column("body", Text),
    _id("text_from", True),
    _at("at", False),
    _pk("proposal_id", "opinion_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
)

recommendation = Table(
    "recommendation",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("fact_id"),
    _id("by"),
    _code("verdict"),
    Column("reasons", Text),
    Column("changes", Text),
    _id("text_from", True),
    _at("at", False),
    Column("accepted", Boolean),
    Column("answer", Text),
    _id("answer_from", True),
    _at("answered_at"),
    _pk("proposal_id", "fact_id"),
    _fk("proposal_id", "proposal"),
)

study = Table(
    "study",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("fact_id"),
    _id("by"),
    Column("held_on", String(10), nullable=False),
    _code("result"),
    Column("opinion", Text),
    _id("text_from", True),
    _at("at", False),
    _pk("proposal_id", "fact_id"),
    _fk("proposal_id", "proposal"),
)

legality = Table(
    "legality",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("fact_id"),
    _id("by"),
    _code("result"),
    Column("law", String(120)),
    Column("article", String(40)),
    Column("reasons", Text),
    _id("text_from", True),
    _at("at", False),
    _pk("proposal_id", "fact_id"),
    _fk("proposal_id", "proposal"),
)

recusal = Table(
    "recusal",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("person_id"),
    _code("reason"),
    Column("explanation", Text),
    _id("text_from", True),
    _at("at", False),
    _pk("proposal_id", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    Index("ix_recusal_person", "community_id", "person_id"),
)

merge_consent = Table(
    "merge_consent",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("person_id"),
    _at("at", False),
    _pk("proposal_id", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
)

# One open clock of one proposal ("" where it concerns the community): the act the clock will attempt.
deadline = Table(
    "deadline",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("act", CODE, nullable=False),
    Column("ref", String(26), nullable=False, server_default=""),
    _at("due_at", False),
    _at("start_at", False),
    Column("days", Integer, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("scope", CODE, nullable=False),
    _pk("proposal_id", "act", "ref"),
    _fk("proposal_id", "proposal"),
    Index("ix_deadline_due", "due_at"),
)

posting_proof = Table(
    "posting_proof",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("proof_id"),
    _id("by"),
    _code("role"),
    _code("purpose"),
    Column("posted_on", String(10), nullable=False),
    Column("round_no", Integer, nullable=False),
    Column("place", Text),
    _id("text_from", True),
    _at("at", False),
    _pk("proposal_id", "proof_id"),
    _fk("proposal_id", "proposal"),
)

meeting_request = Table(
    "meeting_request",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("person_id"),
    Column("representative", Boolean, nullable=False),
    _at("at", False),
    _pk("proposal_id", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
)

# --- the vote ------------------------------------------------------------------------------------------

vote_round = Table(
    "vote_round",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    _at("opens_at", False),
    _at("closes_at", False),
    Column("members", Integer, nullable=False),
    Column("present", Integer),
    Column("votes_for", Integer),
    Column("votes_against", Integer),
    Column("votes_abstain", Integer),
    Column("rule", CODE),
    Column("quorum_kind", CODE),
    Column("quorum_n", Integer),
    Column("quorum_d", Integer),
    Column("majority_kind", CODE),
    Column("majority_n", Integer),
    Column("majority_d", Integer),
    _code("outcome"),
    Column("recounts", Integer, nullable=False, server_default="0"),
    _at("counted_at"),
    _pk("proposal_id", "round_no"),
    _fk("proposal_id", "proposal"),
)

roll_entry = Table(
    "roll_entry",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    _id("person_id"),
    _code("role"),
    Column("recused", Boolean, nullable=False),
    _at("attended_at"),
    _pk("proposal_id", "round_no", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    Index("ix_roll_entry_person", "community_id", "person_id", "proposal_id"),
)

ballot = Table(
    "ballot",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    _id("voter_id"),
    Column(
        "choice", Text().with_variant(CODE, "sqlite")
    ),  # SQLite holds no text to its length, so it was never altered there
    Column("revision", Integer, nullable=False),
    _at("cast_at", False),
    _id("fact_id"),
    Column("disclosed", Boolean, nullable=False),
    _pk("proposal_id", "round_no", "voter_id"),
    _fk("proposal_id", "proposal"),
    ForeignKeyConstraint(
        ["community_id", "proposal_id", "round_no", "voter_id"],
        [
            "roll_entry.community_id",
            "roll_entry.proposal_id",
            "roll_entry.round_no",
            "roll_entry.person_id",
        ],
    ),
)

# Ballots on paper. `state`: out, unused, spoiled, lost, counted. Of a secret vote they stay `out`: nobody knows which came back.
paper_ballot = Table(
    "paper_ballot",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    _id("voter_id"),
    Column("state", CODE, nullable=False),
    _id("issued_by"),
    _at("issued_at", False),
    _at("settled_at"),
    _id("batch_id", True),
    Column("replaces", Integer),
    _pk("proposal_id", "round_no", "serial"),
    _fk("proposal_id", "proposal"),
    ForeignKeyConstraint(
        ["community_id", "proposal_id", "round_no", "voter_id"],
        [
            "roll_entry.community_id",
            "roll_entry.proposal_id",
            "roll_entry.round_no",
            "roll_entry.person_id",
        ],
    ),
    Index("ix_paper_ballot_voter", "community_id", "voter_id", "proposal_id"),
)

# The ballot on paper a voter holds (or that was counted for them), by its serial; None once it was given back or is void.
paper_holder = Table(
    "paper_holder",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    _id("person_id"),
    Column("serial", Integer),
    _pk("proposal_id", "round_no", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
)

# A pile of ballots entered twice. state: entered, differs, counted, uncounted. The entries are sealed like ballots; see charter.paper.
paper_batch = Table(
    "paper_batch",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("batch_id"),
    Column("round_no", Integer, nullable=False),
    Column("batch_no", Integer, nullable=False),
    Column("state", CODE, nullable=False),
    Column("sheets", Integer, nullable=False),
    Column("sheets_again", Integer),
    Column("first", Text),
    Column("again", Text),
    _id("first_by"),
    _at("first_at", False),
    _id("again_by", True),
    _at("again_at"),
    _id("counted_by", True),
    _at("counted_at"),
    _id("witness_id", True),
    Column("counted_sheets", Integer),
    Column("strays", Integer),
    Column("resolved", Boolean),
    _pk("proposal_id", "batch_id"),
    _fk("proposal_id", "proposal"),
)

# Of a secret vote only sums: per batch, question and option.
paper_total = Table(
    "paper_total",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("batch_id"),
    Column("round_no", Integer, nullable=False),
    Column("question_no", Integer, nullable=False),
    Column("what", CODE, nullable=False),
    Column("votes", Integer, nullable=False),
    _pk("proposal_id", "batch_id", "question_no", "what"),
    _fk("proposal_id", "proposal"),
)

# Names written on ballots (另选他人), numbered in their round.
paper_write_in = Table(
    "paper_write_in",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("write_in_no", Integer, nullable=False),
    Column("name", String(80)),
    _id("text_from", True),
    _pk("proposal_id", "round_no", "write_in_no"),
    _fk("proposal_id", "proposal"),
)

# The reconciliation of a round with paper.
paper_round = Table(
    "paper_round",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    _at("waits_until"),
    _at("finished_at"),
    *(
        Column(name, Integer)
        for name in (
            "destroyed_first",
            "destroyed_last",
            "issued",
            "returned",
            "invalid",
            "strays",
            "unused",
            "spoiled",
            "lost",
            "missing",
            "uncounted",
            "secret_sheets",
        )
    ),
    Column("annulled", CODE),
    _pk("proposal_id", "round_no"),
    _fk("proposal_id", "proposal"),
)

# What can be chosen beside for and against: a plan, a project, a candidate. Offered by anybody the rules let, decided on before the vote. `cost` in fen.
ballot_option = Table(
    "ballot_option",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("option_id"),
    Column("what", CODE, nullable=False),
    _id("person_id", True),
    Column("cost", BigInteger, nullable=False),
    Column("title", Text),
    Column("body", Text),
    _id("text_from", True),
    _id("by"),
    _at("at", False),
    Column("state", CODE, nullable=False),
    _code("code"),
    _id("decided_by", True),
    _at("decided_at"),
    Column("reasons", Text),
    _id("reasons_from", True),
    _pk("proposal_id", "option_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    Index("ix_ballot_option_at", "community_id", "proposal_id", "at", "option_id"),
    Index("ix_ballot_option_by", "community_id", "by"),
)

# The paper of a round: its questions, the options in their order, and after the count who won (`place` from 1).
round_question = Table(
    "round_question",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("question_no", Integer, nullable=False),
    Column("form", CODE, nullable=False),
    Column("rule", CODE, nullable=False),
    *(Column(name, Integer, nullable=False) for name in ("options", "seats", "most")),
    Column("none", Boolean, nullable=False),
    Column("budget", BigInteger, nullable=False),
    Column("excludes", Text, nullable=False),
    Column("seed", ID, nullable=False),
    _code("outcome"),
    Column("digest", String(64)),
    _pk("proposal_id", "round_no", "question_no"),
    _fk("proposal_id", "proposal"),
)

round_option = Table(
    "round_option",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("question_no", Integer, nullable=False),
    Column("option_no", Integer, nullable=False),
    _id("option_id"),
    Column("cost", BigInteger, nullable=False),
    Column("place", Integer),
    _pk("proposal_id", "round_no", "question_no", "option_no"),
    _fk("proposal_id", "proposal"),
)

# Owners' votes (Civil Code Art 278): the parties of a round, who may vote for each, and the second sum, by area in 0.01 m².
owner_party = Table(
    "owner_party",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("party_no", Integer, nullable=False),
    Column("units", Integer, nullable=False),
    Column("area", BigInteger, nullable=False),
    _pk("proposal_id", "round_no", "party_no"),
    _fk("proposal_id", "proposal"),
)

owner_party_voter = Table(
    "owner_party_voter",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("party_no", Integer, nullable=False),
    _id("person_id"),
    _pk("proposal_id", "round_no", "party_no", "person_id"),
    _fk("person_id", "person"),
    Index("ix_owner_party_voter_person", "community_id", "proposal_id", "round_no", "person_id"),
)

owner_round = Table(
    "owner_round",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("members", BigInteger, nullable=False),
    *(
        Column(name, BigInteger)
        for name in (
            "present",
            "votes_for",
            "votes_against",
            "votes_abstain",
            "silent_heads",
            "silent_area",
        )
    ),
    Column("silence_joins", Boolean),
    _pk("proposal_id", "round_no"),
    _fk("proposal_id", "proposal"),
)

# Votes of owners that the city's own system holds: where, and what it says.
official_vote = Table(
    "official_vote",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("fact_id"),
    Column("round_no", Integer, nullable=False),
    _id("by"),
    _code("opens_on", ""),
    _code("closes_on", ""),
    Column("system", Text),
    Column("link", Text),
    _id("text_from"),
    _at("at", False),
    _pk("proposal_id", "fact_id"),
    _fk("proposal_id", "proposal"),
)

official_result = Table(
    "official_result",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("entry_id"),
    Column("round_no", Integer, nullable=False),
    _id("by"),
    _code("role", ""),
    _code("ended_on", ""),
    _code("outcome", ""),
    Column("chosen", Integer),
    Column("evidence", Text, nullable=False),
    Column("system", Text),
    Column("reference", Text),
    _id("text_from"),
    _at("at", False),
    _code("state", ""),
    _id("confirmed_by", True),
    _at("confirmed_at"),
    _pk("entry_id"),
    _fk("proposal_id", "proposal"),
    Index("ix_official_result_proposal", "community_id", "proposal_id", "round_no"),
)

official_figure = Table(
    "official_figure",
    metadata,
    _c(),
    _id("entry_id"),
    _code("what", ""),
    Column("heads", Integer, nullable=False),
    Column("area", BigInteger, nullable=False),
    _pk("entry_id", "what"),
    _fk("entry_id", "official_result"),
)

# Votes of households: who may vote for which (Art 27). And whom a household named, standing for every vote until another is named.
household_voter = Table(
    "household_voter",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    _id("person_id"),
    _id("dwelling_id"),
    _pk("proposal_id", "round_no", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    _fk("dwelling_id", "dwelling"),
)

household_rep = Table(
    "household_rep",
    metadata,
    _c(),
    _id("naming_id"),
    _id("dwelling_id"),
    _id("person_id"),
    _id("by"),
    Column("desk", Boolean, nullable=False),
    Column("document", Text),
    _id("text_from", True),
    _at("at", False),
    _at("ended_at"),
    _pk("naming_id"),
    _fk("person_id", "person"),
    _fk("dwelling_id", "dwelling"),
    Index("ix_household_rep_dwelling", "community_id", "dwelling_id"),
)

# Who votes for whom in one round (委托投票). state: given, accepted, used stand; declined, revoked, voted_self are over. `instruction` is sealed, like a ballot.
proxy = Table(
    "proxy",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("proxy_id"),
    Column("round_no", Integer, nullable=False),
    _id("principal_id"),
    _id("holder_id"),
    Column("question_no", Integer),
    _code("instruction"),
    Column("desk", Boolean, nullable=False),
    Column("state", CODE, nullable=False),
    _at("at", False),
    _at("answered_at"),
    _at("ended_at"),
    _at("used_at"),
    _pk("proposal_id", "proxy_id"),
    _fk("proposal_id", "proposal"),
    _fk("principal_id", "person", "person_id"),
    _fk("holder_id", "person", "person_id"),
    Index("ix_proxy_principal", "community_id", "proposal_id", "principal_id"),
    Index("ix_proxy_holder", "community_id", "proposal_id", "holder_id"),
)

# Units somebody owns beside the one of their entry, and who acts for an owner who cannot.
ownership = Table(
    "ownership",
    metadata,
    _c(),
    _id("ownership_id"),
    _id("person_id"),
    _id("dwelling_id"),
    Column("document", Text),
    _id("text_from", True),
    _at("at", False),
    _at("ended_at"),
    Column("end_reason", Text),
    _id("ended_from", True),
    _pk("ownership_id"),
    _fk("person_id", "person"),
    _fk("dwelling_id", "dwelling"),
    Index("ix_ownership_person", "community_id", "person_id"),
    Index("ix_ownership_dwelling", "community_id", "dwelling_id"),
)

representation = Table(
    "representation",
    metadata,
    _c(),
    _id("representation_id"),
    _id("dwelling_id"),
    _id("person_id"),
    _code("ground"),
    Column("document", Text),
    _id("text_from", True),
    _at("at", False),
    _at("ended_at"),
    Column("end_reason", Text),
    _id("ended_from", True),
    _pk("representation_id", "dwelling_id"),
    _fk("person_id", "person"),
    _fk("dwelling_id", "dwelling"),
    Index("ix_representation_person", "community_id", "person_id"),
    Index("ix_representation_dwelling", "community_id", "dwelling_id"),
)

certificate = Table(
    "certificate",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    _id("person_id"),
    _code("verdict"),
    Column("ticked", Text, nullable=False),
    Column("statement", Text),
    _id("text_from", True),
    _at("at", False),
    _pk("proposal_id", "round_no", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
)

# What a supervisor ticked themselves on the rulebook's checklist, one row an item.
stage_check = Table(
    "stage_check",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("fact_id"),
    Column("item", CODE, nullable=False),
    _id("person_id"),
    Column("stage", CODE, nullable=False),
    _at("at", False),
    _pk("proposal_id", "fact_id", "item"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
)

# Random checks that were announced. Who is drawn follows from the log; see charter.drawing.
draw = Table(
    "draw",
    metadata,
    _c(),
    _id("draw_id"),
    _id("fact_id"),
    _id("by"),
    Column("what", CODE, nullable=False),
    _at("since", False),
    _at("until", False),
    Column("wanted", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    _at("at", False),
    _pk("draw_id"),
    UniqueConstraint("community_id", "what", "since"),
    ForeignKeyConstraint(["community_id", "by"], ["person.community_id", "person.person_id"]),
)

# --- supervision and work ------------------------------------------------------------------------------

objection = Table(
    "objection",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("objection_id"),
    _id("person_id"),
    _code("ground"),
    Column("stage", CODE, nullable=False),
    Column("body", Text),
    _id("text_from", True),
    _at("at", False),
    _code("state"),
    Column("answer", Text),
    _id("answer_from", True),
    _id("answered_by", True),
    _at("answered_at"),
    _pk("proposal_id", "objection_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    UniqueConstraint("community_id", "proposal_id", "person_id", "ground"),
    Index("ix_objection_state", "community_id", "state", "at"),
)

question = Table(
    "question",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("question_id"),
    _id("person_id"),
    _code("addressee"),
    Column("stage", CODE, nullable=False),
    Column("body", Text),
    _id("text_from", True),
    _at("at", False),
    _code("state"),
    Column("answer", Text),
    _id("answer_from", True),
    _id("answered_by", True),
    _at("answered_at"),
    _pk("proposal_id", "question_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    Index("ix_question_state", "community_id", "state", "at"),
)

# Statements shown on the proposal that change no count: returns, appeals, suspensions, shortened notices, passing on, silence.
remark = Table(
    "remark",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("fact_id"),
    _id("by", True),
    _code("kind"),
    _code("code"),
    Column("body", Text),
    Column("document", Text),
    _id("text_from", True),
    _at("at", False),
    _at("until"),
    _pk("proposal_id", "fact_id"),
    _fk("proposal_id", "proposal"),
    Index("ix_remark_kind", "community_id", "kind", "at"),
)

report = Table(
    "report",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("report_id"),
    _id("by"),
    Column("percent", Integer, nullable=False),
    Column("body", Text),
    Column("evidence", Text),
    _id("text_from", True),
    _at("at", False),
    _pk("proposal_id", "report_id"),
    _fk("proposal_id", "proposal"),
)

finding = Table(
    "finding",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("finding_id"),
    _id("person_id"),
    Column("body", Text),
    _id("text_from", True),
    _at("at", False),
    Column("state", CODE, nullable=False),
    Column("rectified", Text),
    _id("rectified_from", True),
    _at("rectified_at"),
    Column("verified", Text),
    _id("verified_from", True),
    _at("verified_at"),
    _pk("proposal_id", "finding_id"),
    _fk("proposal_id", "proposal"),
)

# A covenant or charter that was passed and filed; the last one that was not set aside is in force.
covenant = Table(
    "covenant",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("version_no", Integer, nullable=False),
    Column("filed_on", String(10), nullable=False),
    Column("document", Text),
    _id("text_from", True),
    _id("by"),
    _at("at", False),
    _pk("proposal_id"),
    _fk("proposal_id", "proposal"),
    Index("ix_covenant_at", "community_id", "at"),
)

# Delegated tasks (事项准入): what was applied for, and how it stands. Sums in fen; `received` without what was given back.
task = Table(
    "task",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("organisation_id"),
    Column("listed", CODE),
    Column("starts_on", String(10), nullable=False),
    Column("ends_on", String(10), nullable=False),
    *(
        Column(name, BigInteger, nullable=False)
        for name in ("cost", "promised", "received", "given_back")
    ),
    Column("basis", Text),
    _id("text_from", True),
    _at("at", False),
    _at("admitted_at"),
    _at("review_at"),
    _at("reviewed_at"),
    Column("verdict", CODE),
    Column("review_late", Boolean, nullable=False, server_default=text("false")),
    _at("ended_at"),
    Column("cause", CODE),
    _pk("proposal_id"),
    _fk("proposal_id", "proposal"),
    _fk("organisation_id", "organisation"),
    Index("ix_task_at", "community_id", "at"),
)

# Money for a task, entry by entry; what was struck no longer counts.
task_money = Table(
    "task_money",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("entry_id"),
    Column("what", CODE, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("happened_on", String(10), nullable=False),
    _id("by"),
    Column("role", CODE, nullable=False),
    Column("document", Text),
    _id("text_from", True),
    _at("at", False),
    _at("struck_at"),
    _id("struck_by", True),
    Column("reason", Text),
    _id("reason_from", True),
    _pk("proposal_id", "entry_id"),
    _fk("proposal_id", "task"),
)

# A matter of the community's fund: a budget round (`budget` not null), or a proposal with its own sum. Sums in fen.
fund = Table(
    "fund",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("by"),
    _at("at", False),
    Column("budget", BigInteger),
    _code("form"),
    _code("rule"),
    Column("most", Integer, nullable=False),
    _at("call_ends_at"),
    Column("checked_cost", BigInteger),
    _code("check_code"),
    _id("checked_by", True),
    _at("checked_at"),
    Column("reasons", Text),
    _id("reasons_from", True),
    *(Column(name, BigInteger, nullable=False) for name in ("spent", "given_back")),
    _pk("proposal_id"),
    _fk("proposal_id", "proposal"),
)

# What was spent and given back, entry by entry; `audit`: open, ok, questioned, silent, or none where nothing is to be looked at.
spend = Table(
    "spend",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("entry_id"),
    Column("what", CODE, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("happened_on", String(10), nullable=False),
    _id("by"),
    Column("role", CODE, nullable=False),
    Column("document", Text),
    _id("text_from", True),
    _at("at", False),
    _at("struck_at"),
    _id("struck_by", True),
    Column("reason", Text),
    _id("reason_from", True),
    Column("audit", CODE, nullable=False),
    _id("audited_by", True),
    _at("audited_at"),
    Column("note", Text),
    _id("note_from", True),
    _pk("proposal_id", "entry_id"),
    _fk("proposal_id", "fund"),
    Index("ix_spend_audit", "community_id", "audit"),
)

# An election: people chosen for an office. `second_round`: the round that votes again on open or level seats, 0 for none.
election = Table(
    "election",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("role", CODE, nullable=False),
    Column("by_election", Boolean, nullable=False),
    _id("by"),
    _at("at", False),
    Column("reopened", Integer, nullable=False),
    Column("second_round", Integer, nullable=False),
    Column("woman_missing", Boolean),
    _at("confirmed_at"),
    _id("confirmed_by", True),
    Column("document", Text),
    _id("document_from", True),
    _pk("proposal_id"),
    _fk("proposal_id", "proposal"),
    Index("ix_election_at", "community_id", "at"),
)

# Its posts, highest first; `open`: seats nobody has after the last count, `level`: those of them that equals stand for.
election_post = Table(
    "election_post",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("post", CODE, nullable=False),
    Column("place", Integer, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("open", Integer),
    Column("level", Integer),
    _pk("proposal_id", "post"),
    _fk("proposal_id", "election"),
)

# Who was proposed for a post. state: asked, stands, declined; what the vetting said stands with the option of the same id. `office_id`: what they hold by it.
election_candidate = Table(
    "election_candidate",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("candidacy_id"),
    _id("person_id"),
    Column("post", CODE, nullable=False),
    Column("source", CODE, nullable=False),
    _id("by"),
    _at("at", False),
    Column("support", Integer, nullable=False),
    Column("state", CODE, nullable=False),
    Column("woman", Boolean),
    _at("answered_at"),
    _id("office_id", True),
    _pk("proposal_id", "candidacy_id"),
    _fk("proposal_id", "election"),
    _fk("person_id", "person"),
    UniqueConstraint("community_id", "proposal_id", "person_id", "post"),
    Index("ix_election_candidate_office", "community_id", "office_id"),
    Index("ix_election_candidate_person", "community_id", "person_id"),
)

election_nominator = Table(
    "election_nominator",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("candidacy_id"),
    _id("person_id"),
    _at("at", False),
    _pk("proposal_id", "candidacy_id", "person_id"),
    _fk("proposal_id", "election"),
    _fk("person_id", "person"),
    Index("ix_election_nominator_person", "community_id", "person_id"),
)

# The count of a round by candidate. state: elected, level, kept_out (a near relative stands before them), not_elected; `place` in the order of election.
election_standing = Table(
    "election_standing",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    _id("candidacy_id"),
    Column("post", CODE, nullable=False),
    *(
        Column(name, Integer, nullable=False)
        for name in ("votes_for", "votes_against", "votes_abstain")
    ),
    Column("state", CODE, nullable=False),
    Column("place", Integer),
    _pk("proposal_id", "round_no", "candidacy_id"),
    _fk("proposal_id", "election"),
)

# Names on ballots that nobody stands under. state: elected, level, not_elected; named (see candidacy_id) or refused once somebody said whom it means.
election_written_in = Table(
    "election_written_in",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("post", CODE, nullable=False),
    Column("write_in_no", Integer, nullable=False),
    Column("votes", Integer, nullable=False),
    Column("state", CODE, nullable=False),
    Column("place", Integer),
    _id("candidacy_id", True),
    _code("code"),
    Column("reasons", Text),
    _id("reasons_from", True),
    _pk("proposal_id", "round_no", "post", "write_in_no"),
    _fk("proposal_id", "election"),
)

# Who stands again in a later round, and for how many seats. way: second or level; see counting.election.
election_again = Table(
    "election_again",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("post", CODE, nullable=False),
    _id("candidacy_id"),
    Column("seats", Integer, nullable=False),
    Column("way", CODE, nullable=False),
    Column("for_women", Integer, nullable=False),
    _pk("proposal_id", "round_no", "post", "candidacy_id"),
    _fk("proposal_id", "election"),
)

election_filing = Table(
    "election_filing",
    metadata,
    _c(),
    _id("proposal_id"),
    Column("what", CODE, nullable=False),
    Column("done_on", String(10), nullable=False),
    _id("by"),
    Column("document", Text),
    _id("text_from", True),
    _at("at", False),
    _pk("proposal_id", "what"),
    _fk("proposal_id", "proposal"),
)

# A recall: who demands it by name stands in recall_demander; the defence beside it. Failed, it bars the same grounds until `barred_until`.
recall = Table(
    "recall",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("office_id"),
    _id("person_id"),
    _id("by"),
    Column("needed_voters", Integer, nullable=False),
    Column("needed_representatives", Integer, nullable=False),
    Column("voters", Integer, nullable=False),
    Column("representatives", Integer, nullable=False),
    _at("at", False),
    _at("reached_at"),
    _at("vote_by"),
    Column("defence", Text),
    _id("defence_from", True),
    _at("defended_at"),
    _at("ended_at"),
    Column("passed", Boolean),
    _at("barred_until"),
    _pk("proposal_id"),
    _fk("proposal_id", "proposal"),
    _fk("office_id", "office"),
    _fk("person_id", "person"),
    Index("ix_recall_office", "community_id", "office_id"),
)

recall_demander = Table(
    "recall_demander",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("person_id"),
    Column("representative", Boolean, nullable=False),
    _at("at", False),
    _pk("proposal_id", "person_id"),
    _fk("proposal_id", "recall"),
    _fk("person_id", "person"),
    Index("ix_recall_demander_person", "community_id", "person_id"),
)

acceptance = Table(
    "acceptance",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("person_id"),
    Column("statement", Text),
    _id("text_from", True),
    _at("at", False),
    _pk("proposal_id", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
)

rating = Table(
    "rating",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("person_id"),
    Column("score", Integer, nullable=False),
    Column("body", Text),
    _id("text_from", True),
    _at("at", False),
    _pk("proposal_id", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    CheckConstraint("score BETWEEN 1 AND 5", name="scale"),
)

# What a clerk entered for somebody else (代录), by the fact that says so. `ref`: the comment or objection made, else the person.
desk_entry = Table(
    "desk_entry",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("fact_id"),
    Column("act", CODE, nullable=False),
    _id("person_id"),
    _id("by"),
    _id("ref"),
    Column("how", CODE, nullable=False),
    Column("slip", String(40), nullable=False),
    _id("witness_id", True),
    Column("own_code", Boolean, nullable=False),
    _at("at", False),
    _pk("proposal_id", "fact_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    Index("ix_desk_entry_ref", "community_id", "proposal_id", "act", "ref"),
    Index("ix_desk_entry_person", "community_id", "person_id", "at"),
    Index("ix_desk_entry_at", "community_id", "at"),
)

# The photo of a signed slip, for clerks and supervisors; found from the entry by the act both were made by.
slip_photo = Table(
    "slip_photo",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("fact_id"),
    _id("act_id"),
    _id("person_id"),
    Column("digest", String(64)),
    Column("small", String(64)),
    _code("media_type"),
    _id("private_from", True),
    _at("at", False),
    _pk("proposal_id", "fact_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    Index("ix_slip_photo_act", "community_id", "act_id"),
    Index("ix_slip_photo_digest", "digest"),
    Index("ix_slip_photo_small", "small"),
)

# A desk entry that was wrong, by the fact that entered it; `right_id`: the later entry that says it rightly, `body`: the right words.
entry_correction = Table(
    "entry_correction",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("fact_id"),
    Column("act", CODE, nullable=False),
    _id("person_id"),
    _id("ref"),
    Column("what", CODE, nullable=False),
    _id("right_id", True),
    _id("by"),
    Column("slip", String(40), nullable=False),
    Column("body", Text),
    Column("reason", Text),
    _id("text_from", True),
    _at("at", False),
    _pk("proposal_id", "fact_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    Index("ix_entry_correction_at", "community_id", "at"),
)

comment_report = Table(
    "comment_report",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("comment_id"),
    _id("person_id"),
    Column("reason", CODE, nullable=False),
    _at("at", False),
    _pk("proposal_id", "comment_id", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    Index("ix_comment_report_person", "community_id", "person_id", "at"),
)

# Who asks the council to merge two proposals: a row on each of the two. `into`: this one is to be merged into the other.
merge_request = Table(
    "merge_request",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("other_id"),
    _id("person_id"),
    Column("into", Boolean, nullable=False),
    _at("at", False),
    _pk("proposal_id", "other_id", "person_id", "into"),
    _fk("proposal_id", "proposal"),
    _fk("other_id", "proposal", "proposal_id"),
    _fk("person_id", "person"),
    Index("ix_merge_request_person", "community_id", "person_id", "at"),
)

# Brought to the community office only (只给社区看): for its author, the desk and the supervisors. state: open, late, answered.
private_matter = Table(
    "private_matter",
    metadata,
    _c(),
    _id("matter_id"),
    _id("person_id"),
    _at("at", False),
    _at("due_at", False),
    Column("state", CODE, nullable=False),
    Column("title", Text),
    Column("body", Text),
    _id("private_from", True),
    Column("answer", Text),
    _id("answer_from", True),
    _id("answered_by", True),
    _at("answered_at"),
    _pk("matter_id"),
    _fk("person_id", "person"),
    Index("ix_private_matter_state", "community_id", "state", "due_at"),
    Index("ix_private_matter_person", "community_id", "person_id", "at"),
)

# Who supports which contribution; the number stands in comment.votes_for. `times`: see the fact.
comment_support = Table(
    "comment_support",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("comment_id"),
    _id("person_id"),
    Column("times", Integer, nullable=False),
    _at("at", False),
    _at("taken_back_at"),
    _pk("proposal_id", "comment_id", "person_id"),
    _fk("proposal_id", "proposal"),
    _fk("person_id", "person"),
    Index("ix_comment_support_person", "community_id", "person_id", "at"),
)

# A hidden contribution: the public log of moderation. state: hidden, or shown (again, by a supervisor's decision).
moderation = Table(
    "moderation",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("comment_id"),
    _id("person_id", True),
    Column("state", CODE, nullable=False),
    Column("reason", CODE, nullable=False),
    _id("by"),
    Column("note", Text),
    _id("text_from", True),
    _at("at", False),
    Column("objection", Text),
    _id("objection_from", True),
    _at("objected_at"),
    _at("due_at"),
    _id("decided_by", True),
    _at("decided_at"),
    Column("decision", Text),
    _id("decision_from", True),
    _pk("proposal_id", "comment_id"),
    _fk("proposal_id", "proposal"),
    Index("ix_moderation_at", "community_id", "at"),
)

# How an entry of the roster came to be what it is: one row per correction, move, departure, return or merging.
roster_change = Table(
    "roster_change",
    metadata,
    _c(),
    _id("fact_id"),
    _id("person_id"),
    Column("kind", CODE, nullable=False),
    _id("by", True),
    _at("at", False),
    Column("happened_on", String(10)),
    Column("changed", String(120), nullable=False),
    Column("on_open_rolls", Integer, nullable=False),
    Column("reason", Text),
    _id("text_from", True),
    Column("before", Text),
    Column("after", Text),
    _id("private_from", True),
    _pk("fact_id"),
    _fk("person_id", "person"),
    Index("ix_roster_change_person", "community_id", "person_id", "at"),
    Index("ix_roster_change_at", "community_id", "at"),
)

# What residents ask to be put right in their own entry (个人信息保护法 Art 46).
correction_request = Table(
    "correction_request",
    metadata,
    _c(),
    _id("request_id"),
    _id("person_id"),
    _at("at", False),
    _at("due_at", False),
    Column("wish", CODE, nullable=False),
    Column("state", CODE, nullable=False),
    Column("body", Text),
    _id("private_from", True),
    Column("answer", Text),
    _id("answer_from", True),
    _id("answered_by", True),
    _at("answered_at"),
    _pk("request_id"),
    _fk("person_id", "person"),
    Index("ix_correction_request_state", "community_id", "state", "due_at"),
    Index("ix_correction_request_person", "community_id", "person_id"),
)

# A lost second factor, taken away by a clerk and a supervisor together.
factor_reset = Table(
    "factor_reset",
    metadata,
    _c(),
    _id("reset_id"),
    _id("person_id"),
    _id("asked_by"),
    _at("asked_at", False),
    Column("reason", Text),
    _id("text_from", True),
    Column("state", CODE, nullable=False),
    _id("decided_by", True),
    _at("decided_at"),
    _pk("reset_id"),
    _fk("person_id", "person"),
    Index("ix_factor_reset_state", "community_id", "state", "asked_at"),
    Index("ix_factor_reset_person", "community_id", "person_id"),
)

# The first fact of every act, so that the same act id is answered again and never written twice.
act_done = Table(
    "act_done",
    metadata,
    _c(),
    _id("act_id"),
    _id("fact_id"),
    _id("person_id", True),
    _id("proposal_id", True),
    Column("mac", String(64), nullable=False),
    _pk("act_id"),
)

# Derived from the texts, rebuilt by replay, compared by nobody: two-character pieces for search.
search_piece = Table(
    "search_piece",
    metadata,
    _c(),
    Column("piece", String(2).with_variant(String(2, collation="C"), "postgresql"), nullable=False),
    _id("proposal_id"),
    _pk("piece", "proposal_id"),
    Index("ix_search_piece_proposal", "community_id", "proposal_id"),
)

# The civic offset of a demo instance; no row in any other.
demo_clock = Table(
    "demo_clock",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("offset_seconds", BigInteger, nullable=False),
    CheckConstraint("one = 1", name="single"),
)

attachment = Table(
    "attachment",
    metadata,
    _c(),
    _id("proposal_id"),
    _id("attachment_id"),
    _id("by"),
    _code("hangs_on", ""),
    _id("ref"),
    Column("digest", String(64), nullable=False),
    Column("small", String(64)),
    Column("media_type", CODE, nullable=False),
    Column("size", Integer, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
    Column("alt", Text),
    Column("file_name", Text),
    _id("text_from"),
    _at("at", False),
    _pk("attachment_id"),
    _fk("proposal_id", "proposal"),
    Index("ix_attachment_ref", "community_id", "proposal_id", "ref"),
    Index("ix_attachment_digest", "digest"),
    Index("ix_attachment_small", "small"),
)

# table → ((erasable columns, column naming the fact they came from, part), …)
ERASABLE: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]] = {
    "person": ((("name", "phone", "birth_date"), "private_from", "private"),),
    "dwelling": ((("building", "unit", "room"), "private_from", "private"),),
    "office": ((("document",), "document_from", "text"),),
    "proposal": ((("title", "body"), "text_from", "any"),),
    "proposal_version": ((("title", "body", "note"), "text_from", "any"),),
    "comment": ((("body",), "text_from", "text"),),
    "opinion": ((("body",), "text_from", "text"),),
    "recommendation": (
        (("reasons", "changes"), "text_from", "text"),
        (("answer",), "answer_from", "text"),
    ),
    "study": ((("opinion",), "text_from", "text"),),
    "legality": ((("reasons",), "text_from", "text"),),
    "recusal": ((("explanation",), "text_from", "text"),),
    "posting_proof": ((("place",), "text_from", "text"),),
    "certificate": ((("statement",), "text_from", "text"),),
    "objection": ((("body",), "text_from", "text"), (("answer",), "answer_from", "text")),
    "question": ((("body",), "text_from", "text"), (("answer",), "answer_from", "text")),
    "remark": ((("body", "document"), "text_from", "text"),),
    "report": ((("body", "evidence"), "text_from", "text"),),
    "covenant": ((("document",), "text_from", "text"),),
    "task": ((("basis",), "text_from", "text"),),
    "election": ((("document",), "document_from", "text"),),
    "election_filing": ((("document",), "text_from", "text"),),
    "recall": ((("defence",), "defence_from", "text"),),
    "task_money": ((("document",), "text_from", "text"), (("reason",), "reason_from", "text")),
    "household_rep": ((("document",), "text_from", "text"),),
    "election_written_in": ((("reasons",), "reasons_from", "text"),),
    "paper_write_in": ((("name",), "text_from", "text"),),
    "fund": ((("reasons",), "reasons_from", "text"),),
    "spend": (
        (("document",), "text_from", "text"),
        (("reason",), "reason_from", "text"),
        (("note",), "note_from", "text"),
    ),
    "ballot_option": (
        (("title", "body"), "text_from", "text"),
        (("reasons",), "reasons_from", "text"),
    ),
    "official_vote": ((("system", "link"), "text_from", "text"),),
    "official_result": ((("system", "reference"), "text_from", "text"),),
    "ownership": ((("document",), "text_from", "text"), (("end_reason",), "ended_from", "text")),
    "representation": (
        (("document",), "text_from", "text"),
        (("end_reason",), "ended_from", "text"),
    ),
    "finding": (
        (("body",), "text_from", "text"),
        (("rectified",), "rectified_from", "text"),
        (("verified",), "verified_from", "text"),
    ),
    "acceptance": ((("statement",), "text_from", "text"),),
    "rating": ((("body",), "text_from", "text"),),
    "attachment": ((("alt", "file_name"), "text_from", "text"),),
    "factor_reset": ((("reason",), "text_from", "text"),),
    "slip_photo": ((("digest", "small", "media_type"), "private_from", "private"),),
    "entry_correction": ((("body", "reason"), "text_from", "text"),),
    "moderation": (
        (("note",), "text_from", "text"),
        (("objection",), "objection_from", "text"),
        (("decision",), "decision_from", "text"),
    ),
    "roster_change": (
        (("reason",), "text_from", "text"),
        (("before", "after"), "private_from", "private"),
    ),
    "private_matter": (
        (("title", "body"), "private_from", "private"),
        (("answer",), "answer_from", "private"),
    ),
    "correction_request": (
        (("body",), "private_from", "private"),
        (("answer",), "answer_from", "private"),
    ),
}

# Not made by facts: the log itself, its lock and head, and what is derived from texts.
NOT_REPLAYED: frozenset[str] = frozenset(
    {"fact", "fact_body", "tree_node", "log_head", "search_piece", "demo_clock"}
)
CIVIC: tuple[Table, ...] = tuple(t for t in metadata.sorted_tables if t.name not in NOT_REPLAYED)
