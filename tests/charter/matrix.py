"""Walks role × stage × act through the gate and says where it answers otherwise than
`policy.txt`.

Used by `test_policy`. What is expected follows from the text and from the attempt's own words,
never from the table.
"""

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from deliberation.charter.acts import ActName
from deliberation.charter.calendar import Calendar
from deliberation.charter.case import Actor, Case, Community, Office
from deliberation.charter.cycle.gate import gate
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.people import MY_GROUPS
from deliberation.charter.needs.proposal import COSIGNATURE, RECUSED
from deliberation.charter.needs.votes import ROLL_ENTRY
from deliberation.charter.roles import OFFICES, Role
from deliberation.charter.rulebook import Rulebook, parse, shipped_text
from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.charter.subjects import Subject, SubjectType
from deliberation.charter.subjects.stages import STAGES as STAGES_OF

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MACHINES = frozenset({"clock", "operator"})
STAGES: dict[SubjectType, tuple[str | None, ...]] = {
    of: (*(s.value for s in stages), None) for of, stages in STAGES_OF.items()
}


@dataclass(frozen=True, slots=True)
class Line:
    """One act as the text has it. A stage of None is an act without a subject."""

    act: str
    stages: frozenset[str | None]
    roles: frozenset[str]
    factor: bool
    barred: bool
    group: bool
    outcomes: dict[str, tuple[frozenset[str], str]]  # name → (from these stages, to this one)
    of: SubjectType | None = SubjectType.proposal  # None: of any
    apart: bool = False  # not for whoever wrote the proposal, or does its work

    @property
    def moves(self) -> set[tuple[str, str]]:
        """The steps it takes, without those that stay where they are."""
        return {(a, b) for sources, b in self.outcomes.values() for a in sources if a != b}


def read(text: str) -> dict[str, Line]:
    """Every line of the text by its act. “@ type” begins the lines of another type of subject,
    “@ any” those that are for each.

    ValueError for a malformed line or an act that stands twice.
    """
    lines: dict[str, Line] = {}
    of: SubjectType | None = SubjectType.proposal
    for number, words in enumerate(text.splitlines(), 1):
        if not words or words.startswith("#"):
            continue
        if words.startswith("@ "):
            of = None if words[2:] == "any" else SubjectType(words[2:])
            continue
        parts = [part.strip() for part in words.split("|")]
        if len(parts) != 7 or parts[0] in lines or not {*parts[3:6]} <= {"yes", "no", "yes own"}:
            raise ValueError(f"line {number}: {words}")
        act, stages, roles, factor, barred, group, outcomes = parts
        where = frozenset({None}) if stages == "nowhere" else frozenset(stages.split())
        lines[act] = Line(
            act,
            where,
            frozenset(roles.split()),
            factor == "yes",
            barred in ("yes", "yes own"),
            group == "yes",
            dict(_outcome(pair, where) for pair in outcomes.split()),
            of,
            barred == "yes own",
        )
    return lines


def _outcome(pair: str, where: frozenset[str | None]) -> tuple[str, tuple[frozenset[str], str]]:
    name, to = pair.split("=")
    sources, _, target = to.rpartition(">")
    found = frozenset(sources.split(",")) if sources else where - {None}
    if not found <= where:
        raise ValueError(f"line of {pair}: {sources} is none of its stages")
    return name, (found, target)


LINES = read((Path(__file__).parent / "policy.txt").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who attempts: what they hold now, what they held until their term ended, and what
    they hold although it ended.
    """

    held: frozenset[str] = frozenset()
    expired: str | None = None
    continuing: str | None = None
    coming: str | None = None
    left: str | None = None
    signed_in: bool = True

    @property
    def person(self) -> bool:
        return self.signed_in and not self.held & MACHINES

    @property
    def roles(self) -> frozenset[str]:
        return self.held | {self.continuing} if self.continuing else self.held


@dataclass(frozen=True, slots=True)
class How:
    """The circumstances of an attempt; as they stand here, everything is in order."""

    factor: tuple[str, float] | None = ("authenticator", 1)  # method, minutes ago
    fresh: bool = True
    recused: bool = False
    group: str | None = None
    groups: frozenset[str] = frozenset()

    @property
    def outside(self) -> bool:
        return self.group is not None and self.group not in self.groups


IN_ORDER = How()
HOWS = (
    IN_ORDER,
    How(factor=("authenticator", 10)),
    How(factor=None, fresh=False),
    How(factor=("authenticator", 10.02), fresh=False),
    How(factor=("authenticator", -1), fresh=False),
    How(factor=("password", 1), fresh=False),
    How(recused=True),
    How(group="1", groups=frozenset({"1", "2"})),
    How(group="1", groups=frozenset({"2"})),
    How(factor=None, fresh=False, recused=True, group="1"),
)
_OFFICES = tuple(r.value for r in OFFICES)
WHOS = (
    Who(signed_in=False),
    *(Who(frozenset({r.value}) - {"visitor"}) for r in Role),
    Who(frozenset(r.value for r in Role) - MACHINES - {"visitor"}),
    *(Who(expired=office) for office in _OFFICES),
    *(Who(continuing=office) for office in _OFFICES),
    Who(coming="supervisor"),
    Who(left="supervisor"),
)
_PAST = len(_OFFICES) + 2


def expected(line: Line, who: Who, stage: str | None, how: How) -> str | None:
    """The code of the refusal that the text asks for; None where the attempt goes on to
    `decide`.
    """
    if stage not in line.stages:
        return "wrong_stage"
    if not who.roles & line.roles:
        if who.expired in line.roles:
            return "term_expired"
        if not who.signed_in:
            return "not_signed_in"
        return "not_on_roll" if line.roles == {"voter"} else "wrong_role"
    if line.group and how.outside:
        return "wrong_group"
    if line.barred and how.recused and who.person:
        return "recused"
    if line.apart and "author" in who.held:
        return "own_interest"
    return "factor_needed" if line.factor and who.person and not how.fresh else None


@cache
def _rulebook(after_term: str) -> Rulebook:
    book = parse(shipped_text("cn-2026"))
    return dataclasses.replace(
        book,
        bodies={k: dataclasses.replace(b, after_term=after_term) for k, b in book.bodies.items()},
    )


def _offices(who: Who) -> tuple[Office, ...]:
    day = timedelta(days=1)
    spans = [(role, -day, None, None) for role in sorted(who.held & {*_OFFICES})]
    spans += [(role, -9 * day, timedelta(), None) for role in (who.expired, who.continuing) if role]
    spans += [(who.coming, day, 9 * day, None)] if who.coming else []
    spans += [(who.left, -9 * day, None, -day)] if who.left else []
    return tuple(
        Office(
            role,
            Role(role),
            "organisation",
            NOW + start,
            None if end is None else NOW + end,
            None if left is None else NOW + left,
        )
        for role, start, end, left in spans
    )


def _actor(who: Who, how: How) -> Actor:
    if who.held & MACHINES:
        return Actor(machine=Role(*who.held))
    if not who.signed_in:
        return Actor()
    method, minutes = how.factor or (None, 0)
    return Actor(
        person_id="me",
        factor_method=method,
        factor_at=NOW - timedelta(minutes=minutes) if method else None,
    )


def lines_of(of: SubjectType) -> dict[str, Line]:
    """Those of one type of subject."""
    return {act: line for act, line in LINES.items() if line.of is of}


@cache
def case(who: Who, stage: str | None, how: How, of: SubjectType = SubjectType.proposal) -> Case:
    """The attempt as the gate sees it, made by hand: no database, no clock."""
    author = "me" if "author" in who.held else "somebody else"
    proposal = (
        SimpleNamespace(
            stage=stage,
            author_id=author,
            group_id=how.group,
            organisation_id=None,
            phase=None,
            legal_effect="advisory",
            matter="property" if "owner" in who.held and "voter" not in who.held else "ordinary",
        )
        if stage
        else None
    )
    return Case(
        community=Community("c", "jiahe", "嘉禾社区", "Asia/Shanghai", "zh_Hans"),
        rulebook=_rulebook("continue" if who.continuing else "lapse"),
        calendar=Calendar.load("cn"),
        now=NOW,
        real_now=NOW,
        actor=_actor(who, how),
        new_id=str,
        new_key=str,
        subject=proposal,
        about=Subject(of, "p") if proposal else None,
        resident="resident" in who.held,
        owner="owner" in who.held,
        offices=_offices(who),
        answers={
            COSIGNATURE: "cosigner" in who.held or None,
            ROLL_ENTRY: "voter" in who.held or None,
            RECUSED: how.recused and who.person,
            MY_GROUPS: how.groups,
        },
    )


@cache
def _attempts(
    stage: str | None, mine: frozenset[str], of: SubjectType
) -> list[tuple[Who, How, Case]]:
    """What to try at a stage: all circumstances for those whose act it is, for everybody else the
    one in which all is wrong.

    Where the act is nobody's because of the stage, terms that are past make no further case.
    """
    whos = WHOS if mine else WHOS[:-_PAST]
    return [
        (who, how, case(who, stage, how, of))
        for who in whos
        for how in (HOWS if who.roles & mine else HOWS[-1:])
    ]


def _of_its_kind(attempt: Case, act: str) -> Case:
    """An act that is for one kind of matter alone is attempted there; all others as they are."""
    if attempt.subject is None or matters.barred(ActName(act), attempt) is None:
        return attempt
    kinds = attempt.rulebook.kinds
    name = next(n for n, kind in kinds.items() if ActName(act) in matters.of(n, kind).own)
    proposal = SimpleNamespace(**{**vars(attempt.subject), "matter": name})
    moved = dataclasses.replace(attempt, subject=proposal)
    if matters.barred(ActName(act), moved) is not None:
        proposal.phase = BUDGET_PHASES[0]
    return moved


@cache
def _asked(act: str) -> list[tuple[str | None, Who, How, Case, str | None]]:
    """Every attempt at an act with what the text expects; the same each time the matrix is
    walked.
    """
    line = LINES[act]
    return [
        (stage, who, how, _of_its_kind(attempt, act), expected(line, who, stage, how))
        for of in ([line.of] if line.of else STAGES)
        for stage in STAGES[of]
        for who, how, attempt in _attempts(
            stage, line.roles if stage in line.stages else frozenset(), of
        )
    ]


def differs(act: str) -> list[str]:
    """Where the gate or the table answers otherwise than the act's line."""
    name, found = ActName(act), []
    outcomes = {k: v.value for k, v in POLICY[name].outcomes.items()}
    if outcomes != {k: to for k, (_, to) in LINES[act].outcomes.items()}:
        found.append(f"leads to {outcomes}")
    for stage, who, how, attempt, right in _asked(act):
        answer = gate(name, attempt)
        if answer[0].code != right or len(answer) > 1 if answer else right is not None:
            found.append(f"{stage} {who} {how}: {[r.code for r in answer]}, not {right}")
    return found


def differences() -> dict[str, list[str]]:
    """{act: where it differs}, over every line of the text."""
    return {act: found for act in LINES if (found := differs(act))}
