"""Elections: posts, candidates, who proposed them, counts, the filing."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from .base import CODE, code, fk, ident, metadata, moment, pk, tenant

# An election: people chosen for an office. `second_round`: the round that votes again on open or
# level seats, 0 for none.
election = Table(
    "election",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("role", CODE, nullable=False),
    Column("by_election", Boolean, nullable=False),
    ident("by"),
    moment("at", False),
    Column("reopened", Integer, nullable=False),
    Column("second_round", Integer, nullable=False),
    Column("woman_missing", Boolean),
    moment("confirmed_at"),
    ident("confirmed_by", True),
    Column("document", Text),
    ident("document_from", True),
    pk("proposal_id"),
    fk("proposal_id", "proposal"),
    Index("ix_election_at", "community_id", "at"),
)

# Its posts, highest first; `open`: seats nobody has after the last count, `level`: those of them
# that equals stand for.
election_post = Table(
    "election_post",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("post", CODE, nullable=False),
    Column("place", Integer, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("open", Integer),
    Column("level", Integer),
    pk("proposal_id", "post"),
    fk("proposal_id", "election"),
)

# Who was proposed for a post. state: asked, stands, declined; what the vetting said stands with the
# option of the same id. `office_id`: what they hold by it.
election_candidate = Table(
    "election_candidate",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("candidacy_id"),
    ident("person_id"),
    Column("post", CODE, nullable=False),
    Column("source", CODE, nullable=False),
    ident("by"),
    moment("at", False),
    Column("support", Integer, nullable=False),
    Column("state", CODE, nullable=False),
    Column("woman", Boolean),
    moment("answered_at"),
    ident("office_id", True),
    pk("proposal_id", "candidacy_id"),
    fk("proposal_id", "election"),
    fk("person_id", "person"),
    UniqueConstraint("community_id", "proposal_id", "person_id", "post"),
    Index("ix_election_candidate_office", "community_id", "office_id"),
    Index("ix_election_candidate_person", "community_id", "person_id"),
)

election_nominator = Table(
    "election_nominator",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("candidacy_id"),
    ident("person_id"),
    moment("at", False),
    pk("proposal_id", "candidacy_id", "person_id"),
    fk("proposal_id", "election"),
    fk("person_id", "person"),
    Index("ix_election_nominator_person", "community_id", "person_id"),
)

# The count of a round by candidate. state: elected, level, kept_out (a near relative stands before
# them), not_elected; `place` in the order of election.
election_standing = Table(
    "election_standing",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    ident("candidacy_id"),
    Column("post", CODE, nullable=False),
    *(
        Column(name, Integer, nullable=False)
        for name in ("votes_for", "votes_against", "votes_abstain")
    ),
    Column("state", CODE, nullable=False),
    Column("place", Integer),
    pk("proposal_id", "round_no", "candidacy_id"),
    fk("proposal_id", "election"),
)

# Names on ballots that nobody stands under. state: elected, level, not_elected; named (see
# candidacy_id) or refused once somebody said whom it means.
election_written_in = Table(
    "election_written_in",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("post", CODE, nullable=False),
    Column("write_in_no", Integer, nullable=False),
    Column("votes", Integer, nullable=False),
    Column("state", CODE, nullable=False),
    Column("place", Integer),
    ident("candidacy_id", True),
    code("code"),
    Column("reasons", Text),
    ident("reasons_from", True),
    pk("proposal_id", "round_no", "post", "write_in_no"),
    fk("proposal_id", "election"),
)

# Who stands again in a later round, and for how many seats. way: second or level; see
# counting.election.
election_again = Table(
    "election_again",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("post", CODE, nullable=False),
    ident("candidacy_id"),
    Column("seats", Integer, nullable=False),
    Column("way", CODE, nullable=False),
    Column("for_women", Integer, nullable=False),
    pk("proposal_id", "round_no", "post", "candidacy_id"),
    fk("proposal_id", "election"),
)

election_filing = Table(
    "election_filing",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("what", CODE, nullable=False),
    Column("done_on", String(10), nullable=False),
    ident("by"),
    Column("document", Text),
    ident("text_from", True),
    moment("at", False),
    pk("proposal_id", "what"),
    fk("proposal_id", "proposal"),
)
