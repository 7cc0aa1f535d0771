"""Which rows a fact makes: pure, one branch per kind, called by `perform`, `replay` and `verify`
and nobody else.

The branches of a subject stand in the file that its facts stand in, and register themselves here. A
fact with an erased part gives the same rows with those columns None.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.cycle import obligations as rules
from deliberation.charter.facts import Fact, Obligation, read_time
from deliberation.charter.facts.proposal import carry_out
from deliberation.record.tables import TYPED, metadata
from deliberation.record.tables.joins import its

from .changes import Amend, Change, Increment, Insert, Put, Set


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
    """The row changes of one fact, in order: its own, then what it ends and opens of what is to be
    done.

    The first fact of an act also notes the act as done (mac present).
    """
    changes = BRANCHES[type(fact)](fact, header)
    changes = [*changes, *_concerned(fact, header), *_opened(fact, header)]
    if header.mac is not None:
        changes.append(_act_done(fact, header))
    return changes


def _concerned(f: Fact, h: Header) -> list[Change]:
    """What it ends, counts towards, holds up or releases, by the rules of the charter. What is held
    up begins anew: nobody has done their part of it.
    """
    if f.kind not in rules.CONCERNED:
        return []
    over = {"ended_at": h.at, "ended_by": h.fact_id}
    found = _amended(f, h, rules.ENDS, over)
    for act, ref in rules.concerned(rules.COUNTS, f):
        line = waiting(f, h, act=act.value, ref=ref)
        found.append(Increment("obligation", line, {"done": 1}))
    held = {"held_until": getattr(f, "until", None), "done": 0}
    found += _amended(f, h, rules.HOLDS, held)
    return found + _amended(f, h, rules.RELEASES, {"held_until": None})


def _amended(f: Fact, h: Header, by: rules.Rules, values: dict[str, Any]) -> list[Change]:
    """The open lines a fact concerns by these rules; all that it names no entry of, at once."""
    named = list(rules.concerned(by, f))
    whole = tuple(act.value for act, ref in named if ref in ("", rules.EVERY))
    which: list[dict[str, Any]] = [{"act": whole}] if whole else []
    which += [{"act": a.value, "ref": ref} for a, ref in named if ref not in ("", rules.EVERY)]
    return [Amend("obligation", waiting(f, h, **w, ended_at=None), values) for w in which]


def _opened(f: Fact, h: Header) -> list[Change]:
    """What is to be done from now on, as the fact says it. An act and entry that were asked for
    before are asked for again: the row begins anew, with nothing done, and what it said before
    stands in the facts.
    """
    lines: list[Obligation] = getattr(f, "obligations", None) or []
    return [Put("obligation", _asked(f, h, x)) for x in lines]


def _asked(f: Fact, h: Header, x: Obligation) -> dict[str, Any]:
    return {
        **waiting(f, h, act=x["act"], ref=x["ref"]),
        "who_kind": x["who_kind"],
        "who": x["who"],
        "need": x["need"],
        "done": 0,
        "not_by": " ".join(x["not_by"]) or None,
        "not_by_from": h.fact_id if f.subject is None else None,
        "from_at": read_time(x["from_at"]),
        "due_at": _time(x["due_at"]),
        "start_at": _time(x["start_at"]),
        "days": x["days"],
        "provisional": x["provisional"],
        "then_act": x["then_act"],
        "held_until": _time(x["held_until"]),
        "scope": x["scope"],
        "opened_by": h.fact_id,
        "ended_at": None,
        "ended_by": None,
    }


def _time(value: str | None) -> datetime | None:
    return read_time(value) if value is not None else None


def waiting(f: Fact, h: Header, **which: Any) -> dict[str, Any]:
    """Which lines of what is to be done: of the fact's subject, or of none."""
    return {"community_id": h.community, "subject_id": f.subject_id or "", **which}


def ended(f: Fact, h: Header, **which: Any) -> Amend:
    """What is still to be done there ends with this fact. Where it ended before, nothing does."""
    over = {"ended_at": h.at, "ended_by": h.fact_id}
    return Amend("obligation", waiting(f, h, **which, ended_at=None), over)


def handed_on(f: Fact, h: Header, before: str | None, after: str) -> Amend:
    """What one person still had to do there is another's from now on."""
    which = waiting(f, h, who_kind="hand", who=before or "", ended_at=None)
    return Amend("obligation", which, {"who": after})


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


# What a subject has whatever its type, and what the row of its type calls it.
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
    """A new row of its type, and the subject it is."""
    assert f.subject is not None
    parent = {"type": f.subject.type.value, "version_no": 1, **_standing(values)}
    return [new("subject", f, h, **parent), new(TYPED[f.subject.type].name, f, h, **values)]


def stands(f: Fact, h: Header, **values: Any) -> list[Change]:
    """Columns of the row of its type, those among them that it has as a subject."""
    assert f.subject is not None
    table = TYPED[f.subject.type]
    own = {"community_id": h.community, its(table): f.subject_id}
    return [
        Set("subject", hanging(f, h), _standing(values)),
        Set(table.name, own, values),
    ]


def numbered(f: Fact, h: Header, year: int, number: int) -> Change:
    """The last number of a year among the subjects of its type."""
    assert f.subject is not None
    series = {"community_id": h.community, "type": f.subject.type.value, "year": year}
    if number == 1:
        return Insert("number_series", {**series, "last": 1})
    return Set("number_series", series, {"last": number})


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


def uncertified(f: Any, h: Header) -> list[Change]:
    """Of a round that is counted again: what was signed is of the count before, and while the
    result is posted new certificates are asked for.
    """
    if not f.recount:
        return []
    signed, posted = keyed(f, h, round_no=f.round_no, stands=True), keyed(f, h, stage="publish")
    return [
        Amend("certificate", signed, {"stands": None}),
        Set("proposal_count", keyed(f, h), {"certified": 0, "refused": 0}),
        Amend("proposal", posted, {"certified": "none"}),
    ]


def _threshold(name: str, said: Any) -> dict[str, Any]:
    """A threshold's three columns, from its kind and its fraction."""
    kind, n, d = said
    return {f"{name}_kind": kind, f"{name}_n": n, f"{name}_d": d}


BRANCHES[carry_out.EvaluationClosed] = nothing
