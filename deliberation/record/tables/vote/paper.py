"""Ballots on paper: serials, who holds one, batches, sums, the state of a round."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, String, Table, Text

from ..base import CODE, fk, ident, metadata, moment, pk, tenant

# Ballots on paper. `state`: out, unused, spoiled, lost, counted. Of a secret vote they stay `out`:
# nobody knows which came back. proxy_id: whose holder took it for the voter.
paper_ballot = Table(
    "paper_ballot",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    ident("voter_id"),
    Column("state", CODE, nullable=False),
    ident("issued_by"),
    moment("issued_at", False),
    moment("settled_at"),
    ident("batch_id", True),
    Column("replaces", Integer),
    ident("proxy_id", True),
    pk("proposal_id", "round_no", "serial"),
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
    Index("ix_paper_ballot_voter", "community_id", "voter_id", "proposal_id"),
)

# The ballot on paper a voter holds (or that was counted for them), by its serial; None once it was
# given back or is void.
paper_holder = Table(
    "paper_holder",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    ident("person_id"),
    Column("serial", Integer),
    pk("proposal_id", "round_no", "person_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
)

# A pile of ballots entered twice. state: entered, differs, counted, uncounted. The entries are
# sealed like ballots; see charter.voting.paper. agreed: ballots of it that count though others
# differ. left_sheets, left_why: of a pile that was not settled at the close.
paper_batch = Table(
    "paper_batch",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("batch_id"),
    Column("round_no", Integer, nullable=False),
    Column("batch_no", Integer, nullable=False),
    Column("state", CODE, nullable=False),
    Column("sheets", Integer, nullable=False),
    Column("sheets_again", Integer),
    Column("first", Text),
    Column("again", Text),
    ident("first_by"),
    moment("first_at", False),
    ident("again_by", True),
    moment("again_at"),
    ident("counted_by", True),
    moment("counted_at"),
    ident("witness_id", True),
    Column("counted_sheets", Integer),
    Column("strays", Integer),
    Column("resolved", Boolean),
    Column("agreed", Integer, nullable=False, server_default="0"),
    Column("left_sheets", Integer),
    Column("left_why", CODE),
    pk("proposal_id", "batch_id"),
    fk("proposal_id", "proposal"),
)

# Of a secret vote only sums: per batch, question and option.
paper_total = Table(
    "paper_total",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("batch_id"),
    Column("round_no", Integer, nullable=False),
    Column("question_no", Integer, nullable=False),
    Column("what", CODE, nullable=False),
    Column("votes", Integer, nullable=False),
    pk("proposal_id", "batch_id", "question_no", "what"),
    fk("proposal_id", "proposal"),
)

# Names written on ballots (另选他人), numbered in their round.
paper_write_in = Table(
    "paper_write_in",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("write_in_no", Integer, nullable=False),
    Column("name", String(80)),
    ident("text_from", True),
    pk("proposal_id", "round_no", "write_in_no"),
    fk("proposal_id", "proposal"),
)

# The reconciliation of a round with paper.
paper_round = Table(
    "paper_round",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    moment("waits_until"),
    moment("finished_at"),
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
    pk("proposal_id", "round_no"),
    fk("proposal_id", "proposal"),
)
