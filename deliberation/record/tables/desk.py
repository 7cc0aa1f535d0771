"""The desk and the roster’s life: entries for others, photos of slips, corrections, requests,
factors taken away.
"""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from .base import CODE, code, fk, ident, metadata, moment, pk, tenant

# What a clerk entered for somebody else (代录), by the fact that says so. `ref`: the comment or
# objection made, else the person.
desk_entry = Table(
    "desk_entry",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("fact_id"),
    Column("act", CODE, nullable=False),
    ident("person_id"),
    ident("by"),
    ident("ref"),
    Column("how", CODE, nullable=False),
    Column("slip", String(40)),
    ident("witness_id", True),
    Column("own_code", Boolean, nullable=False),
    moment("at", False),
    pk("proposal_id", "fact_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
    Index("ix_desk_entry_ref", "community_id", "proposal_id", "act", "ref"),
    Index("ix_desk_entry_person", "community_id", "person_id", "at"),
    Index("ix_desk_entry_at", "community_id", "at"),
)

# The photo of a signed slip, for clerks and supervisors; found from the entry by the act both were
# made by.
slip_photo = Table(
    "slip_photo",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("fact_id"),
    ident("act_id"),
    Column("act", CODE, nullable=False),
    ident("person_id"),
    Column("digest", String(64)),
    Column("small", String(64)),
    code("media_type"),
    ident("private_from", True),
    moment("at", False),
    pk("proposal_id", "fact_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
    Index("ix_slip_photo_act", "community_id", "act_id"),
    Index("ix_slip_photo_digest", "digest"),
    Index("ix_slip_photo_small", "small"),
)

# A desk entry that was wrong, by the fact that entered it; `right_id`: the later entry that says it
# rightly, `body`: the right words.
entry_correction = Table(
    "entry_correction",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("fact_id"),
    Column("act", CODE, nullable=False),
    ident("person_id"),
    ident("ref"),
    Column("what", CODE, nullable=False),
    ident("right_id", True),
    ident("by"),
    Column("slip", String(40)),
    Column("body", Text),
    Column("reason", Text),
    ident("text_from", True),
    moment("at", False),
    pk("proposal_id", "fact_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
    Index("ix_entry_correction_at", "community_id", "at"),
)

# How an entry of the roster came to be what it is: one row per correction, move, departure, return
# or merging.
roster_change = Table(
    "roster_change",
    metadata,
    tenant(),
    ident("fact_id"),
    ident("person_id", True),
    Column("kind", CODE, nullable=False),
    ident("by", True),
    moment("at", False),
    Column("happened_on", String(10)),
    Column("changed", String(120), nullable=False),
    Column("on_open_rolls", Integer, nullable=False),
    Column("reason", Text),
    Column("before", Text),
    Column("after", Text),
    ident("private_from", True),
    pk("fact_id"),
    fk("person_id", "person"),
    Index("ix_roster_change_person", "community_id", "person_id", "at"),
    Index("ix_roster_change_at", "community_id", "at"),
)

# What residents ask to be put right in their own entry (个人信息保护法 Art 46).
correction_request = Table(
    "correction_request",
    metadata,
    tenant(),
    ident("request_id"),
    ident("person_id", True),
    moment("at", False),
    moment("due_at", False),
    Column("wish", CODE, nullable=False),
    Column("state", CODE, nullable=False),
    Column("body", Text),
    ident("private_from", True),
    Column("answer", Text),
    ident("answer_from", True),
    ident("answered_by", True),
    moment("answered_at"),
    pk("request_id"),
    fk("person_id", "person"),
    Index("ix_correction_request_state", "community_id", "state", "due_at"),
    Index("ix_correction_request_person", "community_id", "person_id"),
)

# A lost second factor, taken away by a clerk and a supervisor together.
factor_reset = Table(
    "factor_reset",
    metadata,
    tenant(),
    ident("reset_id"),
    ident("person_id", True),
    ident("asked_by", True),
    moment("asked_at", False),
    Column("reason", Text),
    ident("text_from", True),
    Column("state", CODE, nullable=False),
    ident("decided_by", True),
    moment("decided_at"),
    pk("reset_id"),
    fk("person_id", "person"),
    Index("ix_factor_reset_state", "community_id", "state", "asked_at"),
    Index("ix_factor_reset_person", "community_id", "person_id"),
)
