"""The stage table of a ranked count in plain text: candidates down, stages across, six stages to a
block. Called by tally_words.py.
"""

import unicodedata

from deliberation.counting.ranked.stage_table import Column, Row, StageTable, stage_table
from deliberation.counting.result import Result

BLOCK = 6
ACTIONS = {
    "first_preferences": "first preferences",
    "surplus": "surplus of",
    "exclusion": "out:",
    "election": "elected",
    "last_vacancies": "last vacancies",
    "runoff": "run-off",
    "against": "before",
}
BELOW = {
    "not_transferable": "not transferable",
    "lost": "lost in rounding",
    "quota": "quota",
    "surplus": "surplus",
    "majority": "majority",
    "total": "all papers",
}


def stage_lines(result: Result) -> list[str]:
    """The lines, or none for a count without stages."""
    if not {"stages", "pairwise"} & set(result.working):
        return []
    table = stage_table(result)
    size = BLOCK if "stages" in result.working else len(table.columns)
    return [
        line
        for start in range(0, len(table.columns), size)
        for line in [*_block(table, slice(start, start + size)), ""]
    ]


def _block(table: StageTable, some: slice) -> list[str]:
    heads = [_head(column) for column in table.columns[some]]
    lines = [
        ["", *(h[0] for h in heads)],
        ["", *(h[1] for h in heads)],
        *([_name(row), *row.cells[some]] for row in table.rows),
    ]
    widths = [max(width(line[i]) for line in lines) for i in range(len(lines[0]))]
    return [_padded(line, widths) for line in lines]


def _head(column: Column) -> tuple[str, str]:
    if column.action == "against":
        return "before", _short(column.candidate or "")
    return f"{column.stage}. {ACTIONS[column.action]}", _short(column.candidate or "")


def _name(row: Row) -> str:
    if row.kind != "candidate":
        return BELOW[row.kind]
    return row.name + (
        f" [elected {row.elected}]"
        if row.elected
        else f" [out {row.excluded}]"
        if row.excluded
        else ""
    )


def _short(name: str) -> str:
    return name if len(name) <= 18 else name[:17] + "…"


def width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(line: list[str], widths: list[int]) -> str:
    first = line[0] + " " * (widths[0] - width(line[0]))
    return "  ".join(
        [
            first,
            *(" " * (w - width(cell)) + cell for cell, w in zip(line[1:], widths[1:], strict=True)),
        ]
    ).rstrip()
