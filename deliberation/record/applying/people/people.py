"""Which rows these make. Facts about people, offices, groups and the community itself.

Personal data stand in private parts only.
"""

from typing import Any

from deliberation.charter.facts.people import people
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.applying.base import Header, on
from deliberation.record.applying.changes import Change, Erase, Insert, Set


@on(people.CommunityCreated)
def _community(f: people.CommunityCreated, h: Header) -> list[Change]:
    row = {
        "community_id": f.community,
        "slug": f.slug,
        "name": f.name,
        "timezone": f.timezone,
        "language": f.language,
        "rulebook": None,
        "created_at": h.at,
    }
    return [
        Insert("community", row),
        Insert("civic_lock", {"community_id": f.community}),
        *(
            Insert("stage_count", {"community_id": f.community, "stage": s.value, "proposals": 0})
            for s in Stage
        ),
    ]


@on(people.RulebookAdopted)
def _rulebook(f: people.RulebookAdopted, h: Header) -> list[Change]:
    return [
        Insert(
            "rulebook",
            {
                "community_id": h.community,
                "digest": f.digest,
                "name": f.name,
                "source": f.source,
                "adopted_at": h.at,
            },
        ),
        Set("community", {"community_id": h.community}, {"rulebook": f.digest}),
    ]


@on(people.GroupEntered)
def _group(f: people.GroupEntered, h: Header) -> list[Change]:
    return [
        Insert(
            "residents_group",
            {
                "community_id": h.community,
                "group_id": f.group,
                "level": f.level,
                "parent_id": f.parent,
                "name": f.name,
            },
        )
    ]


@on(people.DwellingEntered)
def _dwelling(f: people.DwellingEntered, h: Header) -> list[Change]:
    return [
        Insert(
            "dwelling",
            {
                "community_id": h.community,
                "dwelling_id": f.dwelling,
                "group_id": f.group,
                "area": f.area,
                "building": f.building,
                "unit": f.unit,
                "room": f.room,
                "private_from": h.fact_id,
            },
        )
    ]


@on(people.PersonEntered)
def _person(f: people.PersonEntered, h: Header) -> list[Change]:
    return [
        Insert(
            "person",
            {
                "community_id": h.community,
                "person_id": f.person,
                "dwelling_id": f.dwelling,
                "standing": f.standing,
                "tenure": f.tenure,
                "lives_here": f.lives_here,
                "name": f.name,
                "phone": f.phone,
                "birth_date": f.birth_date,
                "hand_key": f.hand_key,
                "private_from": h.fact_id,
                "entered_from": h.fact_id,
                "home_from": h.fact_id,
                "standing_from": h.fact_id,
                "entered_at": h.at,
            },
        )
    ]


def _person_set(f: Any, h: Header, **values: Any) -> list[Change]:
    """Columns of their entry; of nobody's, once the fact does not say any more whose it was."""
    if f.person is None:
        return []
    return [Set("person", {"community_id": h.community, "person_id": f.person}, values)]


@on(people.CameOfAge)
def _came_of_age(f: people.CameOfAge, h: Header) -> list[Change]:
    return _person_set(f, h, standing="adult", standing_from=None)


@on(people.ResidentJoined)
def _joined(f: people.ResidentJoined, h: Header) -> list[Change]:
    return _person_set(f, h, joined_at=h.at)


@on(people.OrganisationEntered)
def _organisation(f: people.OrganisationEntered, h: Header) -> list[Change]:
    return [
        Insert(
            "organisation",
            {"community_id": h.community, "organisation_id": f.organisation, "name": f.name},
        )
    ]


@on(people.OfficeTaken)
def _office(f: people.OfficeTaken, h: Header) -> list[Change]:
    return [
        Insert(
            "office",
            {
                "community_id": h.community,
                "office_id": f.office,
                "person_id": f.person,
                "role": f.role,
                "organisation_id": f.organisation,
                "starts_at": f.starts_at,
                "ends_at": f.ends_at,
                "document": f.document,
                "document_from": h.fact_id,
            },
        )
    ]


@on(people.OfficeLeft)
def _office_left(f: people.OfficeLeft, h: Header) -> list[Change]:
    return [
        Set(
            "office",
            {"community_id": h.community, "office_id": f.office},
            {"left_at": h.at, "cause": f.cause},
        )
    ]


@on(people.CodeCardIssued)
def _card_issued(f: people.CodeCardIssued, h: Header) -> list[Change]:
    return []  # the record says that it happened; what a card opens is no civic matter


@on(people.LetterPrinted)
def _letter_printed(f: people.LetterPrinted, h: Header) -> list[Change]:
    return []  # as with a card: that it happened, and nothing of what it opens


@on(people.RelativeDeclared)
def _relative(f: people.RelativeDeclared, h: Header) -> list[Change]:
    return [
        Insert("relative", {"community_id": h.community, "person_id": a, "relative_id": b})
        for a, b in ((f.person, f.relative), (f.relative, f.person))
        if a is not None and b is not None
    ]


@on(people.BodyErased)
def _erased(f: people.BodyErased, h: Header) -> list[Change]:
    return [Erase(h.community, f.fact, f.part)]
