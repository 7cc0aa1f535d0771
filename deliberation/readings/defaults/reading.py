"""The one reading of what happened to a matter by default, or beside the ordinary way: silences,
certificates refused, questions left unanswered, merges that came to nothing, what was set aside.

Called by the proposal's page and its prints, the supervisors' desk, the inbox and the export: none
of them keeps a list of its own. At most four statements, whatever is asked of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from deliberation.charter.facts import write_time
from deliberation.charter.subjects.proposal import Stage
from deliberation.record import tables
from deliberation.record.log import canonical

from . import signatures
from .codes import CONTESTED, ENTRY, REFUSED, WHOSE, code_of, undone_by
from .sources import union
from .steps import Step, chunks, steps_of

_F, _B = tables.fact, tables.fact_body
_O = tables.obligation
_OWED = (_O.c.subject_id, _O.c.act, _O.c.ref, _O.c.who_kind, _O.c.who, _O.c.due_at)
Line = tuple[str, str, str]  # subject, act, entry


class Owed(NamedTuple):
    """Whose part something is, by their roles, and by when."""

    whose: tuple[str, ...]
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Default:
    """One of them. `position`: of the fact that says so; `round_no`: of the notice and vote it fell
    into, 0 before the first notice; `whose`: the roles whose part it was; `by`: who did it, None
    for the clock; `signed`: (verdict, person) of each certificate where one was refused, and
    `counted_again`: whether after each refusal; `undoes`: what the result of its round is called
    since, where it stands no more; `ref`: its entry; `due_at`: by when what is owed for it is to be
    done.
    """

    code: str
    at: datetime
    position: int
    subject_id: str
    round_no: int
    whose: tuple[str, ...]
    by: str | None
    signed: tuple[tuple[str, str], ...] = ()
    counted_again: bool = False
    undoes: str | None = None
    ref: str = ""
    due_at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """For other programs; nobody is named."""
        return {
            "code": self.code,
            "position": self.position,
            "at": write_time(self.at),
            "round": self.round_no,
            "whose": list(self.whose),
            **({"undoes": self.undoes} if self.undoes else {}),
        }


def of_one(s: Any, community: str, subject: str) -> tuple[Default, ...]:
    """Of one matter, oldest first."""
    return tuple(_complete(s, community, _found(s, community, "subjects", subjects=[subject])))


def undone(found: Iterable[Default]) -> dict[int, str]:
    """Round → what its result is called, of each that stands no more, or may not: whoever shows an
    outcome asks here first. found: all of one matter.
    """
    waits_first = sorted((d for d in found if d.undoes), key=lambda d: d.undoes != CONTESTED)
    return {d.round_no: d.undoes for d in waits_first if d.undoes}


def awaited(found: Iterable[Default], round_no: int) -> list[Default]:
    """The upheld objections the result of this round waits for."""
    listed = list(found)
    if undone(listed).get(round_no) != CONTESTED:
        return []
    return [d for d in listed if d.undoes == CONTESTED and d.round_no == round_no]


def outcome(found: Iterable[Default], rnd: Any) -> str | None:
    """How a round ended, as it has to be called now: its own outcome while that stands."""
    return undone(found).get(rnd.round_no, rnd.outcome) if rnd.outcome else None


def of_each(s: Any, community: str, subjects: Iterable[str]) -> list[Default]:
    """Of several matters, oldest first."""
    return _complete(s, community, _found(s, community, "subjects", subjects=sorted(subjects)))


def everywhere(s: Any, community: str) -> dict[int, Default]:
    """Of a whole community, by the position of the fact."""
    return {d.position: d for d in _complete(s, community, _found(s, community, "all"))}


def at(s: Any, community: str, positions: Iterable[int]) -> dict[int, Default]:
    """Of these facts, by position; nothing of those that are no such thing."""
    found = _found(s, community, "positions", positions=sorted(positions))
    return {d.position: d for d in _complete(s, community, found)}


def lately(
    s: Any, community: str, since: datetime, *, but: Sequence[str], start: int, limit: int
) -> tuple[list[Default], int]:
    """Since then, newest first from the `start`-th, and how many there are. but: kinds of facts
    that stand in a list of their own.
    """
    lines = union("since").subquery()
    whole = func.count().over().label("whole")
    query = select(lines, whole).order_by(lines.c.position.desc()).offset(start).limit(limit)
    rows = s.execute(query, {"community": community, "since": since, "but": list(but)}).all()
    found = _complete(s, community, rows)
    return found[::-1], rows[0].whole if rows else 0


def _found(s: Any, community: str, scope: str, **named: Any) -> Any:
    return s.execute(union(scope), {"community": community, **named}).all()


def _complete(s: Any, community: str, rows: Sequence[Any]) -> list[Default]:
    """With the round of each, whoever owed an entry, and who signed beside a refusal; oldest
    first.
    """
    if not rows:
        return []
    read = [_Read(r) for r in sorted(rows, key=lambda r: r.position)]
    asked = {x.ref: x.subject for x in read if x.ref}
    owed = _owed(s, community, asked) if asked else {}
    split = sorted({x.subject for x in read if x.code == REFUSED})
    signed = signatures.of(s, community, split) if split else {}
    steps = steps_of(s, community, {x.subject for x in read})
    found = [
        Default(
            x.code,
            x.at,
            x.position,
            x.subject,
            sum(step.begins and step.position < x.position for step in steps[x.subject]),
            owed[x.line].whose if x.line in owed else () if x.ref else _whose(x.code),
            x.by,
            undoes=x.undoes if _counted_before(x, steps[x.subject]) else None,
            ref=x.ref,
            due_at=owed[x.line].due_at if x.line in owed else None,
        )
        for x in read
    ]
    return [_with_signatures(d, signed) if d.code == REFUSED else d for d in found]


def _with_signatures(
    default: Default, signed: dict[signatures.Round, signatures.Signed]
) -> Default:
    its = signed[default.subject_id, default.round_no]
    return replace(default, code=its.code, signed=its.names, counted_again=its.before)


def _counted_before(x: "_Read", steps: list[Step]) -> bool:
    """Whether a result was there to be undone: what goes back from its notice had none. An upheld
    objection waits in the same stage, and speaks of whatever result its round has.
    """
    if x.undoes == CONTESTED:
        return True
    after = next((step for step in steps if step.position > x.position), None)
    return after is not None and after.source != Stage.notice.value


def _whose(code: str) -> tuple[str, ...]:
    """Nobody's where it is not known: a page is not withheld for it, and a test asks for it."""
    return tuple(role.value for role in WHOSE.get(code, ()))


class _Read:
    """A row, with its bodies read."""

    def __init__(self, row: Any) -> None:
        public = canonical.read(bytes(row.body))
        act = canonical.read(bytes(row.header))["act"]["name"]
        self.code = row.code or code_of(row.kind, act, public)
        self.at, self.position, self.subject = row.at, row.position, row.subject_id
        self.by = row.person_id
        self.undoes = undone_by(row.kind, public)
        self.ref = str(public[ENTRY[self.code][0]]) if self.code in ENTRY else ""
        self.act = ENTRY[self.code][1].value if self.code in ENTRY else ""

    @property
    def line(self) -> Line:
        """What was owed for it."""
        return self.subject, self.act, self.ref


def _owed(s: Any, community: str, asked: dict[str, str]) -> dict[Line, Owed]:
    """(subject, act, entry) → whoever was asked for this act: one entry is answered by one office,
    and put right by another.
    """
    acts = [act.value for _field, act in ENTRY.values()]
    found: dict[Line, Owed] = {}
    for some in chunks(asked):
        query = select(*_OWED).where(
            _O.c.community_id == community,
            _O.c.subject_id.in_(sorted({asked[ref] for ref in some})),
            _O.c.act.in_(acts),
            _O.c.ref.in_(some),
        )
        for r in s.execute(query):
            who = {"office_role": tuple(r.who.split()), "hand": ("author",)}
            whose = who.get(r.who_kind, (r.who_kind,))
            found[r.subject_id, r.act, r.ref] = Owed(whose, r.due_at)
    return found
