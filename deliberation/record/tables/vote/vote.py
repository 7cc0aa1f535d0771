"""决议: rounds, rolls, ballots, what a paper asks, proxies and who votes in a household."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from deliberation.record.types import ID

from ..base import CODE, code, fk, ident, metadata, moment, pk, tenant

vote_round = Table(
    "vote_round",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    moment("opens_at", False),
    moment("closes_at", False),
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
    code("outcome"),
    Column("recounts", Integer, nullable=False, server_default="0"),
    moment("counted_at"),
    pk("proposal_id", "round_no"),
    fk("proposal_id", "proposal"),
)

roll_entry = Table(
    "roll_entry",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    ident("person_id"),
    code("role"),
    Column("recused", Boolean, nullable=False),
    moment("attended_at"),
    pk("proposal_id", "round_no", "person_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
    Index("ix_roll_entry_person", "community_id", "person_id", "proposal_id"),
)

ballot = Table(
    "ballot",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    ident("voter_id"),
    Column(
        "choice", Text().with_variant(CODE, "sqlite")
    ),  # SQLite holds no text to its length, so it was never altered there
    Column("revision", Integer, nullable=False),
    moment("cast_at", False),
    ident("fact_id"),
    Column("disclosed", Boolean, nullable=False),
    pk("proposal_id", "round_no", "voter_id"),
    fk("proposal_id", "proposal"),
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

# What can be chosen beside for and against: a plan, a project, a candidate. Offered by anybody the
# rules let, decided on before the vote. `cost` in fen.
ballot_option = Table(
    "ballot_option",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("option_id"),
    Column("what", CODE, nullable=False),
    ident("person_id", True),
    Column("cost", BigInteger, nullable=False),
    Column("title", Text),
    Column("body", Text),
    ident("text_from", True),
    ident("by"),
    moment("at", False),
    Column("state", CODE, nullable=False),
    code("code"),
    ident("decided_by", True),
    moment("decided_at"),
    Column("reasons", Text),
    ident("reasons_from", True),
    pk("proposal_id", "option_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
    Index("ix_ballot_option_at", "community_id", "proposal_id", "at", "option_id"),
    Index("ix_ballot_option_by", "community_id", "by"),
)

# The paper of a round: its questions, the options in their order, and after the count who won
# (`place` from 1).
round_question = Table(
    "round_question",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("question_no", Integer, nullable=False),
    Column("form", CODE, nullable=False),
    Column("rule", CODE, nullable=False),
    *(Column(name, Integer, nullable=False) for name in ("options", "seats", "most")),
    Column("none", Boolean, nullable=False),
    Column("budget", BigInteger, nullable=False),
    Column("excludes", Text, nullable=False),
    Column("seed", ID, nullable=False),
    code("outcome"),
    Column("digest", String(64)),
    pk("proposal_id", "round_no", "question_no"),
    fk("proposal_id", "proposal"),
)

round_option = Table(
    "round_option",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("question_no", Integer, nullable=False),
    Column("option_no", Integer, nullable=False),
    ident("option_id"),
    Column("cost", BigInteger, nullable=False),
    Column("place", Integer),
    pk("proposal_id", "round_no", "question_no", "option_no"),
    fk("proposal_id", "proposal"),
)

# Votes of households: who may vote for which (Art 27). And whom a household named, standing for
# every vote until another is named.
household_voter = Table(
    "household_voter",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    ident("person_id"),
    Column("home_no", Integer, nullable=False),
    pk("proposal_id", "round_no", "person_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
)


# Who votes for whom in one round (委托投票). state: given, accepted, used stand; declined, revoked,
# voted_self are over. `instruction` is sealed, like a ballot.
proxy = Table(
    "proxy",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("proxy_id"),
    Column("round_no", Integer, nullable=False),
    ident("principal_id"),
    ident("holder_id"),
    Column("question_no", Integer),
    code("instruction"),
    Column("desk", Boolean, nullable=False),
    Column("state", CODE, nullable=False),
    moment("at", False),
    moment("answered_at"),
    moment("ended_at"),
    moment("used_at"),
    pk("proposal_id", "proxy_id"),
    fk("proposal_id", "proposal"),
    fk("principal_id", "person", "person_id"),
    fk("holder_id", "person", "person_id"),
    Index("ix_proxy_principal", "community_id", "proposal_id", "principal_id"),
    Index("ix_proxy_holder", "community_id", "proposal_id", "holder_id"),
)
