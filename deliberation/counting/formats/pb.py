"""Pabulib's .pb files: META, PROJECTS, VOTES. Approval, choose-1, cumulative, scoring and ordinal
ballots.

The format is described at pabulib.org/format. A file that contradicts itself is refused: what it
counts would be nobody's vote.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from deliberation.counting.budget.budget import BudgetBallots, Project

from .errors import BadFile
from .pb_points import whole
from .pb_votes import AMOUNT, Votes
from .rows import rows, text_of

SECTIONS = ("META", "PROJECTS", "VOTES")
ORDER = "the sections are META, PROJECTS, VOTES, once each"
KINDS = ("approval", "choose-1", "cumulative", "scoring", "ordinal")


def read(path: Path) -> BudgetBallots:
    """The file, or BadFile."""
    return parse(path.read_bytes())


def parse(data: bytes) -> BudgetBallots:
    """The file's bytes, or BadFile."""
    found = _sections(text_of(data))
    meta = _meta(found["META"])
    kind = _said(meta, "vote_type", KINDS)
    header, listed = _table(found["PROJECTS"], "PROJECTS", ("project_id", "cost"))
    budget, costs, parts = _amounts(meta, header, listed)
    projects = tuple(_project(*row, cost) for row, cost in zip(listed, costs, strict=True))
    index = _index(listed, projects)
    votes = Votes(kind, index, meta, np.array(costs, np.int64), parts).read(found["VOTES"])
    _as_many_as_said(meta, num_projects=len(projects), num_votes=len(votes.starts) - 1)
    return BudgetBallots(
        projects,
        budget,
        kind,  # type: ignore[arg-type]
        votes.starts,
        votes.marks,
        votes.points,
        parts,
        votes.points_parts,
        votes.default_points,
        {k: v for k, (_, v) in meta.items()},
    )


def _as_many_as_said(meta: Mapping[str, tuple[int, str]], **found: int) -> None:
    """BadFile where META says another number than the file has."""
    for name, number in found.items():
        if name in meta and whole(meta, name) != number:
            raise BadFile(meta[name][0], f"{name} is {meta[name][1]}, but the file has {number}")


def _sections(text: str) -> dict[str, list[tuple[int, list[str]]]]:
    found: dict[str, list[tuple[int, list[str]]]] = {}
    last, here = 0, None
    for line, fields in rows(text):
        last = line
        if len(fields) == 1 and (name := fields[0].strip()) in SECTIONS:
            if name in found or name != SECTIONS[len(found)]:
                raise BadFile(line, f"{name} is not where it belongs: {ORDER}")
            here = found[name] = []
        elif here is None:
            raise BadFile(line, "a .pb file begins with the line META")
        else:
            here.append((line, fields))
    for name in SECTIONS:
        if name not in found:
            raise BadFile(last or 1, f"the section {name} is missing")
    return found


def _meta(section: list[tuple[int, list[str]]]) -> dict[str, tuple[int, str]]:
    meta: dict[str, tuple[int, str]] = {}
    for line, fields in section:
        key = fields[0].strip()
        if len(fields) < 2:
            raise BadFile(line, f"META has lines of key;value, not {fields[0]!r}")
        if key in meta:
            raise BadFile(line, f"{key} is already said on line {meta[key][0]}")
        meta[key] = (line, ";".join(fields[1:]).strip())
    for key in ("budget", "vote_type"):
        if key not in meta:
            raise BadFile(section[-1][0] if section else 1, f"META does not say {key}")
    return meta


def _said(meta: Mapping[str, tuple[int, str]], key: str, known: tuple[str, ...]) -> str:
    line, value = meta[key]
    if value not in known:
        raise BadFile(line, f"{key} is {value!r}, not one of {', '.join(known)}")
    return value


def _table(
    section: list[tuple[int, list[str]]], name: str, needed: tuple[str, ...]
) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    if not section:
        raise BadFile(0, f"the section {name} is empty")
    (at, first), *rest = section
    header = [h.strip() for h in first]
    for column in needed:
        if column not in header:
            raise BadFile(at, f"{name} has no column {column}")
    if len(set(header)) != len(header):
        raise BadFile(at, f"{name} names a column twice")
    for line, fields in rest:
        if len(fields) != len(header):
            raise BadFile(line, f"{len(fields)} fields under {len(header)} columns")
    return header, [
        (line, dict(zip(header, (f.strip() for f in fields), strict=True))) for line, fields in rest
    ]


def _amounts(
    meta: Mapping[str, tuple[int, str]], header: list[str], listed: list[tuple[int, dict[str, str]]]
) -> tuple[int, list[int], int]:
    """The budget, the costs, and the parts of a unit all of them are whole numbers of."""
    written = [
        (*meta["budget"], "the budget"),
        *((line, row["cost"], "the cost") for line, row in listed),
    ]
    decimals = max(_decimals(line, value, what) for line, value, what in written)
    amounts = [_whole(value, decimals) for _, value, _ in written]
    if max(amounts) >= 2**53:
        raise BadFile(
            written[amounts.index(max(amounts))][0],
            "this amount is larger than can be counted with so many decimals",
        )
    return amounts[0], amounts[1:], 10**decimals


def _decimals(line: int, value: str, what: str) -> int:
    """How many an amount has, noughts at its end left out."""
    match = AMOUNT.fullmatch(value)
    if not match:
        raise BadFile(line, f"{what} is {value!r}, not an amount")
    return len((match[1] or "").rstrip("0"))


def _whole(value: str, decimals: int) -> int:
    units, _, rest = value.partition(".")
    return int(units + rest.rstrip("0").ljust(decimals, "0"))


def _project(line: int, row: dict[str, str], cost: int) -> Project:
    if not row["project_id"] or "," in row["project_id"]:
        raise BadFile(line, f"{row['project_id']!r} cannot be a project_id")
    excludes = tuple(filter(None, (x.strip() for x in row.get("excludes", "").split(","))))
    return Project(
        row["project_id"],
        row.get("name") or row["project_id"],
        cost,
        row.get("selected") or None,
        excludes,
    )


def _index(
    listed: list[tuple[int, dict[str, str]]], projects: tuple[Project, ...]
) -> dict[str, int]:
    index: dict[str, int] = {}
    for i, ((line, _), project) in enumerate(zip(listed, projects, strict=True)):
        if project.id in index:
            raise BadFile(
                line,
                f"project {project.id} is already listed on line {listed[index[project.id]][0]}",
            )
        index[project.id] = i
    for (line, _), project in zip(listed, projects, strict=True):
        for other in project.excludes:
            if other not in index or other == project.id:
                raise BadFile(line, f"{project.id} excludes {other!r}, which is no other project")
    return index
