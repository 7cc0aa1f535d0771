"""The working of a ranked count as a table: candidates down, stages across.

Read by result pages and by `tally --explain`.

Codes and names only, no sentences: a page words `action` and `kind` in its reader's language.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from deliberation.counting.result import Result

BELOW = ("not_transferable", "lost", "quota", "surplus", "majority")


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: what was done (first_preferences, surplus, exclusion, election, last_vacancies,
    runoff, or against), to whom, and who got in or out by it.
    """

    stage: int
    action: str
    candidate: str | None
    elected: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """`kind` is candidate, total, or one of BELOW. A cell is empty where a stage says nothing of
    it. `elected` and `excluded` are stages.
    """

    kind: str
    name: str
    cells: tuple[str, ...]
    elected: int | None = None
    excluded: int | None = None


@dataclass(frozen=True, slots=True)
class StageTable:
    """`decimals` is how many each cell of votes has."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    decimals: int


def stage_table(result: Result) -> StageTable:
    """Scottish and Meek STV, instant run-off, plurality, its run-off: votes at each stage.

    Ranked pairs: voters who put the row before the column.

    ValueError for a result that has neither stages nor pairs.
    """
    working = result.working
    if "pairwise" in working:
        return _pairs(working)
    if "stages" not in working:
        raise ValueError(f"a count by {result.rule} has no stages")
    rows = (*_candidates(working), *_below(working))
    columns = tuple(map(_column, working["stages"]))
    return StageTable(columns, rows, working["decimals"])


def _candidates(working: dict[str, Any]) -> Iterator[Row]:
    into, out = (
        {e["candidate"]: e["stage"] for e in working[key]} for key in ("elected", "excluded")
    )
    for name in working["candidates"]:
        if name not in working["withdrawn"]:
            cells = tuple(str(s["totals"].get(name, "")) for s in working["stages"])
            yield Row("candidate", name, cells, into.get(name), out.get(name))


def _below(working: dict[str, Any]) -> Iterator[Row]:
    """What stands under the candidates; the quota also where it is the same at every stage."""
    stages = working["stages"]
    for kind in BELOW:
        if any(kind in s for s in stages):
            yield Row(kind, "", tuple(str(s.get(kind, "")) for s in stages))
    if "quota" in working and not any("quota" in s for s in stages):
        yield Row("quota", "", tuple(str(working["quota"]) for _ in stages))
    yield Row("total", "", tuple(str(working["valid"]) for _ in stages))


def _column(stage: dict[str, Any]) -> Column:
    return Column(
        stage["stage"],
        stage["action"],
        stage.get("candidate"),
        tuple(stage["elected"]),
        tuple(stage.get("excluded", ())),
    )


def _pairs(working: dict[str, Any]) -> StageTable:
    order, against = working["order"], working["pairwise"]
    rows = (Row("candidate", a, tuple(_cells(against[a], order))) for a in order)
    return StageTable(
        tuple(Column(i, "against", name) for i, name in enumerate(order, 1)), tuple(rows), 0
    )


def _cells(row: dict[str, int], order: Iterable[str]) -> Iterable[str]:
    return (str(row.get(b, "")) for b in order)
