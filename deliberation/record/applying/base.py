"""Which rows a fact makes: pure, one branch per kind, called by `perform`, `replay` and `verify`
and nobody else.

The branches of a subject stand in the file that its facts stand in, and register themselves here. A
fact with an erased part gives the same rows with those columns None.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.act import REGISTRY
from deliberation.charter.acts import ActName
from deliberation.charter.facts import Fact, read_time
from deliberation.charter.facts.proposal import carry_out
from deliberation.record.tables import metadata
from deliberation.record.tables.joins import its

from .changes import Change, Increment, Insert, Set


@dataclass(frozen=True, slots=True)
class Header:
    """What a branch may know besides the fact: whose record, which fact, when, by which act."""

    community: str
    fact_id: str
    at: datetime
    act_id: str
    person: str | None
    role: str
    mac: str | None


Branch = Callable[[Any, Header], list[Change]]
BRANCHES: dict[type[Fact], Branch] = {}


def apply(fact: Fact, header: Header) -> list[Change]:
    """The row changes of one fact, in order.

    The first fact of an act also notes the act as done (mac present).
    """
    changes = BRANCHES[type(fact)](fact, header)
    if header.mac is not None:
        changes.append(_act_done(fact, header))
    return changes


def _act_done(fact: Fact, header: Header) -> Insert:
    row = {
        "community_id": header.community,
        "act_id": header.act_id,
        "fact_id": header.fact_id,
        "person_id": header.person,
        "subject_id": fact.subject_id,
        "mac": header.mac,
    }
    return Insert("act_done", row)


def on(kind: type[Fact]) -> Callable[[Branch], Branch]:
    def register(branch: Branch) -> Branch:
        BRANCHES[kind] = branch
        return branch

    return register


def keyed(f: Fact, h: Header, **values: Any) -> dict[str, Any]:
    """The fact's proposal as key columns, and more of them: of tables that are a proposal's own."""
    return {"community_id": h.community, "proposal_id": f.subject_id, **values}


def hanging(f: Fact, h: Header, **values: Any) -> dict[str, Any]:
    """The same of tables that hang on any subject."""
    return {"community_id": h.community, "subject_id": f.subject_id, **values}


def new(table: str, f: Fact, h: Header, **values: Any) -> Insert:
    """A row more of the fact's subject."""
    here = {"community_id": h.community, its(metadata.tables[table]): f.subject_id}
    return Insert(table, {**here, **values})


def written(table: str, f: Fact, h: Header, **values: Any) -> Insert:
    """A row more of the fact's subject with words of this fact, by which an erasure finds them."""
    return new(table, f, h, **values, text_from=h.fact_id, at=h.at)


def of_proposal(f: Fact, h: Header, **values: Any) -> Set:
    return Set("proposal", keyed(f, h), values)


# What a subject has whatever its type, and what a proposal calls it.
STANDING = {
    "stage": "stage",
    "stage_at": "stage_at",
    "ending": "ending",
    "rulebook": "rulebook",
    "version_no": "version_no",
    "number_year": "year",
    "number": "number",
}


def begun(f: Fact, h: Header, **values: Any) -> list[Change]:
    """A new proposal, and the subject it is."""
    assert f.subject is not None
    return [
        new("subject", f, h, type=f.subject.type.value, **_standing(values)),
        new("proposal", f, h, **values),
    ]


def stands(f: Fact, h: Header, **values: Any) -> list[Change]:
    """Columns of the proposal, those among them that it has as a subject."""
    return [
        Set("subject", hanging(f, h), _standing(values)),
        of_proposal(f, h, **values),
    ]


def _standing(values: dict[str, Any]) -> dict[str, Any]:
    return {there: values[here] for here, there in STANDING.items() if here in values}


def counted_up(f: Fact, h: Header, **values: int) -> Increment:
    return Increment("proposal_count", keyed(f, h), values)


def remark(
    f: Fact,
    h: Header,
    kind: str,
    *,
    by: str | None = None,
    code: str | None = None,
    body: str | None = None,
    document: str | None = None,
    until: datetime | None = None,
) -> Insert:
    return new(
        "remark",
        f,
        h,
        fact_id=h.fact_id,
        by=by,
        kind=kind,
        code=code,
        body=body,
        document=document,
        text_from=h.fact_id,
        at=h.at,
        until=until,
    )


def clock_set(f: Fact, h: Header, d: dict[str, Any]) -> Insert:
    return new(
        "deadline",
        f,
        h,
        act=d["act"],
        ref=d["ref"],
        due_at=read_time(d["due_at"]),
        start_at=read_time(d["start_at"]),
        days=d["days"],
        provisional=d["provisional"],
        scope="matter" if REGISTRY[ActName(d["act"])].of_matter else "stage",
    )


def nothing(f: Fact, h: Header) -> list[Change]:
    return []


def of_round(f: Any, h: Header, **values: Any) -> Set:
    return Set("vote_round", keyed(f, h, round_no=f.round_no), values)


def counted(f: Any, h: Header, **values: Any) -> Set:
    """What every count says of its round, by whatever rule; `values`: what this rule found."""
    return of_round(
        f,
        h,
        **values,
        **_threshold("quorum", f.quorum),
        **_threshold("majority", f.majority),
        rule=f.rule,
        outcome=f.outcome,
        counted_at=h.at,
        recounts=int(f.recount),
    )


def _threshold(name: str, said: Any) -> dict[str, Any]:
    """A threshold's three columns, from its kind and its fraction."""
    kind, n, d = said
    return {f"{name}_kind": kind, f"{name}_n": n, f"{name}_d": d}


BRANCHES[carry_out.EvaluationClosed] = nothing
