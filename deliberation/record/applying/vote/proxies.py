"""Rows made by the facts of proxies and of households."""

from typing import Any

from deliberation.charter.facts.vote import households, proxies
from deliberation.charter.voting.proxies import ACCEPTED, GIVEN, USED
from deliberation.record.applying.base import Header, keyed, new, on
from deliberation.record.applying.changes import Change, Insert, Set


@on(proxies.ProxyGranted)
def _granted(f: proxies.ProxyGranted, h: Header) -> list[Change]:
    return [
        new(
            "proxy",
            f,
            h,
            proxy_id=f.proxy,
            round_no=f.round_no,
            principal_id=f.principal,
            holder_id=f.holder,
            question_no=f.question,
            instruction=f.instruction,
            desk=f.desk,
            state=GIVEN,
            at=h.at,
        )
    ]


def _proxy(f: Any, h: Header, **values: Any) -> Set:
    return Set("proxy", keyed(f, h, proxy_id=f.proxy), values)


@on(proxies.ProxyAnswered)
def _answered(f: proxies.ProxyAnswered, h: Header) -> list[Change]:
    return [_proxy(f, h, state=ACCEPTED if f.accepted else "declined", answered_at=h.at)]


@on(proxies.ProxyEnded)
def _ended(f: proxies.ProxyEnded, h: Header) -> list[Change]:
    return [_proxy(f, h, state=f.why, ended_at=h.at)]


@on(proxies.ProxyUsed)
def _used(f: proxies.ProxyUsed, h: Header) -> list[Change]:
    return [_proxy(f, h, state=USED, used_at=h.at)]


@on(households.HouseholdRepNamed)
def _named(f: households.HouseholdRepNamed, h: Header) -> list[Change]:
    return [
        Insert(
            "household_rep",
            {
                "community_id": h.community,
                "naming_id": f.naming,
                "dwelling_id": f.dwelling,
                "person_id": f.person,
                "by": f.by if f.person is not None else None,  # goes with the one named
                "desk": f.desk,
                "document": f.document,
                "private_from": h.fact_id,
                "at": h.at,
            },
        )
    ]


@on(households.HouseholdRepEnded)
def _named_no_more(f: households.HouseholdRepEnded, h: Header) -> list[Change]:
    return [
        Set(
            "household_rep",
            {"community_id": h.community, "naming_id": f.naming},
            {"ended_at": h.at},
        )
    ]


@on(households.HouseholdsFrozen)
def _frozen(f: households.HouseholdsFrozen, h: Header) -> list[Change]:
    return [
        new("household_voter", f, h, round_no=f.round_no, person_id=person, home_no=number)
        for number, voters in f.households
        for person in voters
    ]
