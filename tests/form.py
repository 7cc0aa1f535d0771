"""How long lines, files and functions are and how full folders, against DESIGN's bounds.

`python -m tests.form` prints the figures; `--lower` writes down in form.toml what fell.
"""

import ast
import math
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CEILINGS = ROOT / "tests" / "form.toml"
PARTS = {"deliberation": ("deliberation",), "tests": ("tests",), "tools": ("bench", "packaging")}
# Frozen: a migration says what the tables were, and nobody edits it.
FROZEN = "deliberation/record/migrations/"
LINE, FILE, FUNCTION, FOLDER = 100, 400, 60, 16  # at most
MOST_FILES, MOST_FUNCTIONS, LONG = 200, 20, 100  # all but so many in a thousand are shorter
HOLDS_STATEMENTS = (ast.stmt, ast.excepthandler, ast.match_case)


@dataclass(frozen=True, slots=True)
class Form:
    """What one part of the house measures: in characters, lines and modules, each with its name."""

    lines: Mapping[str, int]  # "path:number" of each line that is too long
    widths: tuple[int, ...]  # of every line
    files: Mapping[str, int]
    functions: Mapping[str, int]  # "path::name", methods as Class.name
    folders: Mapping[str, int]  # modules beside __init__


def named_functions(tree: ast.AST, within: str = "") -> Iterable[tuple[str, int]]:
    """Every function's name and how many lines it has, its decorators left out.

    A function stands in a statement, so that no expression is looked into.
    """
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, HOLDS_STATEMENTS):
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield within + node.name, (node.end_lineno or node.lineno) - node.lineno + 1
        more = within
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            more = f"{within}{node.name}."
        yield from named_functions(node, more)


def measured(folders: Iterable[str], root: Path = ROOT) -> Form:
    """The Python of these folders, without what is frozen."""
    lines: dict[str, int] = {}
    files: dict[str, int] = {}
    functions: dict[str, int] = {}
    modules: dict[str, int] = {}
    widths: list[int] = []
    for path in sorted(p for folder in folders for p in (root / folder).rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name.startswith(FROZEN):
            continue
        text = path.read_text("utf-8")
        rows = text.splitlines()
        widths.extend(map(len, rows))
        lines |= {f"{name}:{n}": len(row) for n, row in enumerate(rows, 1) if len(row) > LINE}
        files[name] = len(rows)
        for function, size in named_functions(ast.parse(text)):
            key = f"{name}::{function}"
            functions[key] = max(size, functions.get(key, 0))
        if path.name != "__init__.py":
            folder = path.parent.relative_to(root).as_posix()
            modules[folder] = modules.get(folder, 0) + 1
    return Form(lines, tuple(widths), files, functions, modules)


def too_much(sizes: Mapping[str, int], bound: int, ceilings: Mapping[str, int]) -> list[str]:
    """What is over the bound and over what was written down for it."""
    return [
        f"{name}: {size}, at most {ceilings.get(name, bound)}"
        for name, size in sizes.items()
        if size > max(bound, ceilings.get(name, bound))
    ]


def needless(sizes: Mapping[str, int], bound: int, ceilings: Mapping[str, int]) -> list[str]:
    """What was written down and keeps the bound by now, or is gone."""
    return [name for name in ceilings if sizes.get(name, 0) <= bound]


def long_ones(sizes: Mapping[str, int], least: int) -> int:
    """How many in a thousand are not shorter than `least`, rounded up."""
    return math.ceil(1000 * sum(size >= least for size in sizes.values()) / max(len(sizes), 1))


def ceilings() -> dict[str, dict[str, int]]:
    """What may be larger today, by what is measured; each only falls."""
    return tomllib.loads(CEILINGS.read_text("utf-8"))


def nine_in_ten(values: Iterable[int]) -> int:
    """The least size that nine in ten do not exceed."""
    ordered = sorted(values)
    return ordered[math.ceil(0.9 * len(ordered)) - 1]


def table(forms: Mapping[str, Form]) -> str:
    """The figures of each part."""
    rows = [f"{'':14}{'number':>8}{'p90':>6}{'most':>6}  short enough"]
    for part, form in forms.items():
        rows.append(f"{part} lines".ljust(14) + _row(form.widths))
        for what, sizes, least in (
            ("files", form.files, MOST_FILES),
            ("functions", form.functions, MOST_FUNCTIONS),
        ):
            short = f"{100 - long_ones(sizes, least) / 10:.1f} % under {least}"
            rows.append(f"  {what}".ljust(14) + _row(sizes.values(), short))
        rows.append("  folders".ljust(14) + _row(form.folders.values()))
    return "\n".join(rows)


def templates(root: Path = ROOT) -> str:
    """The figures of the templates; tests/tree/test_templates.py holds their bounds."""
    rows = {p: p.read_text("utf-8").splitlines() for p in (root / "templates").rglob("*.*")}
    folders: dict[Path, int] = {}
    for path in rows:
        folders[path.parent] = folders.get(path.parent, 0) + 1
    return "\n".join(
        what.ljust(14) + _row(values)
        for what, values in (
            ("templates", [len(row) for found in rows.values() for row in found]),
            ("  files", [len(found) for found in rows.values()]),
            ("  folders", folders.values()),
        )
    )


def _row(values: Iterable[int], more: str = "") -> str:
    sizes = list(values)
    return f"{len(sizes):>8,}{nine_in_ten(sizes):>6}{max(sizes):>6}  {more}".rstrip()


def lowered(forms: Mapping[str, Form], was: dict[str, dict[str, int]] | None) -> str:
    """form.toml anew; what was not in it does not come in, and nothing rises. Without `was` all
    that is over comes in.
    """

    def kept(what: str, sizes: Mapping[str, int], bound: int) -> dict[str, int]:
        over = {name: size for name, size in sizes.items() if size > bound}
        if was is None:
            return over
        return {n: min(size, was[what][n]) for n, size in over.items() if n in was[what]}

    files: dict[str, int] = {}
    functions: dict[str, int] = {}
    folders: dict[str, int] = {}
    shares: dict[str, int] = {}
    for part, form in forms.items():
        files |= form.files
        functions |= form.functions
        folders |= form.folders
        shares[f"{part} files"] = long_ones(form.files, MOST_FILES)
        shares[f"{part} functions"] = long_ones(form.functions, MOST_FUNCTIONS)
    if was is not None:
        shares = {name: min(n, was["long"].get(name, 0)) for name, n in shares.items()}
    blocks = {
        "files": kept("files", files, FILE),
        "functions": kept("functions", functions, FUNCTION),
        "folders": kept("folders", folders, FOLDER),
        "long": shares,
    }
    text = CEILINGS.read_text("utf-8").partition("[files]")[0] if CEILINGS.exists() else ""
    for block, sizes in blocks.items():
        rows = [f'"{name}" = {size}\n' for name, size in sorted(sizes.items())]
        text += f"[{block}]\n{''.join(rows)}\n"
    return text.rstrip("\n") + "\n"


@cache
def forms() -> dict[str, Form]:
    """Every part, measured: once in a process, and not while tests are only looked for."""
    return {part: measured(folders) for part, folders in PARTS.items()}


def main(arguments: list[str]) -> None:
    """Print the figures; with --lower also write form.toml, with --all what is over comes in."""
    found = forms()
    print(table(found))
    print(templates())
    if "--lower" in arguments or "--all" in arguments:
        CEILINGS.write_text(lowered(found, None if "--all" in arguments else ceilings()), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
