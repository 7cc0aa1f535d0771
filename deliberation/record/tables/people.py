"""The community, its rules, its people, their offices, near relatives, and who votes for a home."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from deliberation.record.types import ID

from .base import CODE, code, fk, ident, metadata, moment, pk, tenant

# --- the community
# -------------------------------------------------------------------------------------

community = Table(
    "community",
    metadata,
    Column("community_id", ID, primary_key=True),
    Column("slug", String(40), nullable=False, unique=True),
    Column("name", String(80), nullable=False),
    Column("timezone", String(40), nullable=False),
    Column("language", String(10), nullable=False),
    Column("rulebook", String(64)),
    moment("created_at", False),
)

rulebook = Table(
    "rulebook",
    metadata,
    tenant(),
    Column("digest", String(64), nullable=False),
    Column("name", String(60), nullable=False),
    Column("source", Text, nullable=False),
    moment("adopted_at", False),
    pk("digest"),
)

# --- people
# --------------------------------------------------------------------------------------------

residents_group = Table(
    "residents_group",
    metadata,
    tenant(),
    ident("group_id"),
    code("level"),
    ident("parent_id", True),
    Column("name", String(80), nullable=False),
    pk("group_id"),
    ForeignKeyConstraint(
        ["community_id", "parent_id"], ["residents_group.community_id", "residents_group.group_id"]
    ),
    UniqueConstraint("community_id", "parent_id", "name"),
)

dwelling = Table(
    "dwelling",
    metadata,
    tenant(),
    ident("dwelling_id"),
    ident("group_id", True),
    Column("area", BigInteger, nullable=False),
    Column("building", String(60)),
    Column("unit", String(60)),
    Column("room", String(60)),
    ident("private_from", True),
    pk("dwelling_id"),
    fk("group_id", "residents_group"),
    Index("ix_dwelling_address", "community_id", "building", "unit", "room"),
)

person = Table(
    "person",
    metadata,
    tenant(),
    ident("person_id"),
    ident("dwelling_id", True),
    ident("home_from", True),
    code("standing"),
    ident("standing_from", True),
    code("tenure"),
    Column("lives_here", Boolean),
    Column("name", String(80)),
    Column("phone", String(30)),
    Column("birth_date", String(10)),
    Column("hand_key", String(64)),
    ident("private_from", True),
    ident("entered_from", True),
    moment("joined_at"),
    moment("entered_at"),
    pk("person_id"),
    fk("dwelling_id", "dwelling"),
    Index("ix_person_dwelling", "community_id", "dwelling_id"),
    Index("ix_person_phone", "community_id", "phone"),
)

# By which names somebody goes in the facts of a subject, or (without one) in an office. Whose a
# handle is, nobody knows any more once their hand key is erased: then it stands itself in the place
# of a person, of whom nothing else is known.
hand = Table(
    "hand",
    metadata,
    tenant(),
    Column("subject_id", ID, nullable=False, server_default=""),
    Column("purpose", CODE, nullable=False),
    ident("handle"),
    ident("person_id", True),
    pk("handle"),
    fk("person_id", "person"),
    Index("ix_hand_subject", "community_id", "subject_id", "purpose", "person_id"),
    Index("ix_hand_person", "community_id", "person_id", "subject_id"),
)

organisation = Table(
    "organisation",
    metadata,
    tenant(),
    ident("organisation_id"),
    Column("name", String(80), nullable=False),
    pk("organisation_id"),
    UniqueConstraint("community_id", "name"),
)

office = Table(
    "office",
    metadata,
    tenant(),
    ident("office_id"),
    ident("person_id"),
    code("role"),
    ident("organisation_id", True),
    moment("starts_at", False),
    moment("ends_at"),
    moment("left_at"),
    code("cause"),
    Column("document", Text),
    ident("document_from", True),
    pk("office_id"),
    fk("person_id", "person"),
    fk("organisation_id", "organisation"),
    Index("ix_office_person", "community_id", "person_id"),
    Index("ix_office_role", "community_id", "role"),
)

relative = Table(
    "relative",
    metadata,
    tenant(),
    ident("person_id"),
    ident("relative_id"),
    pk("person_id", "relative_id"),
    fk("person_id", "person"),
    fk("relative_id", "person", "person_id"),
)

household_rep = Table(
    "household_rep",
    metadata,
    tenant(),
    ident("naming_id"),
    ident("dwelling_id", True),
    ident("person_id", True),
    ident("by", True),
    Column("desk", Boolean, nullable=False),
    Column("document", Text),
    ident("private_from", True),
    moment("at", False),
    moment("ended_at"),
    pk("naming_id"),
    fk("person_id", "person"),
    fk("dwelling_id", "dwelling"),
    Index("ix_household_rep_dwelling", "community_id", "dwelling_id"),
)
