"""A result in plain text: who won and why ties fell as they did; with --explain the whole working
as tables. Called by tally.py.
"""

from typing import Any

from deliberation.counting.result import Result

from .stage_words import stage_lines, width

BROKEN_BY = {
    "cheaper": "the cheaper goes first",
    "more_supporters": "the one with more supporters goes first",
    "ballot_order": "the order of the ballot paper",
    "lot": "a lot",
    "a_tie_fails": "a tie fails",
    "prior_stage": "the last stage at which they differed",
    "vote_again": "no lot: they stand again",
}

INQUORATE = "inquorate"
MOTIONS = ("motion", "dual")  # a matter, for or against; of owners by heads and area


def summary(result: Result) -> str:
    """The winners, one a line in order, and the ties."""
    if result.working.get("outcome") == INQUORATE:
        return _inquorate(result)
    ties = map(_tie, result.ties)
    if result.rule in MOTIONS:
        return "\n".join([f"{result.rule}: {result.working['outcome']}", *ties])
    names = _names(result.working)
    won = "funded" if "budget" in result.working else "elected"
    winners = (
        f"{i:>4}. {w}" + (f"  {names[w]}" if w in names else "")
        for i, w in enumerate(result.winners, 1)
    )
    return "\n".join([f"{result.rule}: {len(result.winners)} {won}", *winners, *ties])


def _names(working: dict[str, Any]) -> dict[str, str]:
    """What projects and candidates are called, where that is more than their number."""
    names: dict[str, str] = {
        r["project"]: r["name"]
        for r in working.get("rounds", [])
        if isinstance(r, dict) and "name" in r and r.get("name") != r.get("project")
    }
    return {**names, **working.get("names", {})}


def _inquorate(result: Result) -> str:
    """Too few took part: that comes first, and nobody is counted."""
    w = result.working
    sums = [
        (name, part["quorum"]["sum"])
        for name, part in (("", w), *((side, w.get(side)) for side in ("heads", "area")))
        if isinstance(part, dict) and isinstance(part.get("quorum"), dict)
    ]
    sums += [("", w["came"])] if "came" in w else []
    said = "; ".join(f"{name} {text}".strip() for name, text in sums)
    return f"{result.rule}: inquorate, too few took part" + (f" ({said})" if said else "")


def working(result: Result) -> str:
    """Every part of the working; lists of like things as tables."""
    return "\n".join([*stage_lines(result), *_lines(result.working, 0)])


def _tie(tie: dict[str, Any]) -> str:
    seed = f" with the seed {tie['seed']}" if "seed" in tie else ""
    said = BROKEN_BY.get(tie["broken_by"], str(tie["broken_by"]).replace("_", " "))
    return (
        f"tie at {tie['stage']}: {', '.join(map(str, tie['tied']))} — "
        f"{', '.join(map(str, tie['chosen'])) or 'nobody'} by {said}{seed}"
    )


def _lines(value: dict[str, Any], depth: int) -> list[str]:
    pad, lines = "  " * depth, []
    for key, part in value.items():
        title = f"{pad}{key.replace('_', ' ')}:"
        if isinstance(part, list) and part and all(isinstance(x, dict) for x in part):
            lines += (
                ["", title, *_table(part, depth)]
                if all(_flat(x) for x in part)
                else ["", title, *_each(part, depth)]
            )
        elif isinstance(part, dict) and part and not _flat(part):
            lines += [title, *_lines(part, depth + 1)]
        else:
            lines.append(f"{title} {_said(part)}")
    return lines


def _each(parts: list[dict[str, Any]], depth: int) -> list[str]:
    return [line for part in parts for line in [*_lines(part, depth + 1), ""]]


def _flat(part: dict[str, Any]) -> bool:
    return all(
        not isinstance(v, dict)
        and not (isinstance(v, list) and any(isinstance(x, dict | list) for x in v))
        for v in part.values()
    )


def _table(parts: list[dict[str, Any]], depth: int) -> list[str]:
    columns = list(dict.fromkeys(key for part in parts for key in part))
    cells = [
        [key.replace("_", " ") for key in columns],
        *([_said(part[key]) if key in part else "" for key in columns] for part in parts),
    ]
    widths = [max(width(row[i]) for row in cells) for i in range(len(columns))]
    return [
        "  " * (depth + 1)
        + "  ".join(
            cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)
        ).rstrip()
        for row in cells
    ]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{k} {_said(v)}" for k, v in value.items()) or "–"
    if isinstance(value, list):
        return (
            ", ".join("{" + _said(v) + "}" if isinstance(v, list) else _said(v) for v in value)
            or "–"
        )
    text = "–" if value is None else str(value)
    return text if len(text) <= 60 else text[:59] + "…"
