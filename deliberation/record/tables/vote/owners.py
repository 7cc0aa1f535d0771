"""What owners own and for whom they act, their parties on a roll, and votes that an official system
holds.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text

from ..base import code, fk, ident, metadata, moment, pk, tenant

# Owners' votes (Civil Code Art 278): the parties of a round, who may vote for each, and the second
# sum, by area in 0.01 m².
owner_party = Table(
    "owner_party",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("party_no", Integer, nullable=False),
    Column("units", Integer, nullable=False),
    Column("area", BigInteger, nullable=False),
    pk("proposal_id", "round_no", "party_no"),
    fk("proposal_id", "proposal"),
)

owner_party_voter = Table(
    "owner_party_voter",
    metadata,
    tenant(),
    ident("proposal_id"),
    Column("round_no", Integer, nullable=False),
    Column("party_no", Integer, nullable=False),
    ident("person_id"),
    pk("proposal_id", "round_no", "party_no", "person_id"),
    fk("person_id", "person"),
    Index("ix_owner_party_voter_person", "community_id", "proposal_id", "round_no", "person_id"),
)

owner_round = Table(
    "owner_round",
    metadata,
    tenant(),
    ident("proposal_id"),
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
    pk("proposal_id", "round_no"),
    fk("proposal_id", "proposal"),
)

# Votes of owners that the city's own system holds: where, and what it says.
official_vote = Table(
    "official_vote",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("fact_id"),
    Column("round_no", Integer, nullable=False),
    ident("by"),
    code("opens_on", ""),
    code("closes_on", ""),
    Column("system", Text),
    Column("link", Text),
    ident("text_from"),
    moment("at", False),
    pk("proposal_id", "fact_id"),
    fk("proposal_id", "proposal"),
)

official_result = Table(
    "official_result",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("entry_id"),
    Column("round_no", Integer, nullable=False),
    ident("by"),
    code("role", ""),
    code("ended_on", ""),
    code("outcome", ""),
    Column("chosen", Integer),
    Column("evidence", Text, nullable=False),
    Column("system", Text),
    Column("reference", Text),
    ident("text_from"),
    moment("at", False),
    code("state", ""),
    ident("confirmed_by", True),
    moment("confirmed_at"),
    pk("entry_id"),
    fk("proposal_id", "proposal"),
    Index("ix_official_result_proposal", "community_id", "proposal_id", "round_no"),
)

official_figure = Table(
    "official_figure",
    metadata,
    tenant(),
    ident("entry_id"),
    code("what", ""),
    Column("heads", Integer, nullable=False),
    Column("area", BigInteger, nullable=False),
    pk("entry_id", "what"),
    fk("entry_id", "official_result"),
)

# Units somebody owns beside the one of their entry, and who acts for an owner who cannot.
ownership = Table(
    "ownership",
    metadata,
    tenant(),
    ident("ownership_id"),
    ident("person_id", True),
    ident("dwelling_id", True),
    Column("document", Text),
    ident("private_from", True),
    moment("at", False),
    moment("ended_at"),
    Column("end_reason", Text),
    ident("ended_from", True),
    pk("ownership_id"),
    fk("person_id", "person"),
    fk("dwelling_id", "dwelling"),
    Index("ix_ownership_person", "community_id", "person_id"),
    Index("ix_ownership_dwelling", "community_id", "dwelling_id"),
)

representation = Table(
    "representation",
    metadata,
    tenant(),
    ident("representation_id"),
    Column("unit_no", Integer, nullable=False),
    ident("dwelling_id", True),
    ident("person_id", True),
    code("ground"),
    Column("document", Text),
    ident("private_from", True),
    moment("at", False),
    moment("ended_at"),
    Column("end_reason", Text),
    ident("ended_from", True),
    pk("representation_id", "unit_no"),
    fk("person_id", "person"),
    fk("dwelling_id", "dwelling"),
    Index("ix_representation_person", "community_id", "person_id"),
    Index("ix_representation_dwelling", "community_id", "dwelling_id"),
)
