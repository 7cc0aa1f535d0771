"""Which line of a TOML text a key stands on: tomllib tells only of syntax errors, a clerk needs the
line of a wrong value.

Called by `reading`. Follows multi-line strings and lists, so that nothing inside them is
taken for a key. Tables of a list are numbered: the second [[incompatible]] is `incompatible.1`.
"""

import re

_HEAD = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
    r"""(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*="""
)
# Strings (long ones first), comments, brackets: all that decides whether the next line starts a
# key.
_MARK = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}


def key_lines(text: str) -> dict[str, int]:
    """Key path → line number from 1. Lines end at LF only, as an editor counts them."""
    where: dict[str, int] = {}
    found: dict[str, int] = {}
    table, state = "", ("", 0)
    for number, line in enumerate(text.split("\n"), 1):
        if state == ("", 0):
            head, key = _HEAD.match(line), _KEY.match(line)
            if head:
                table = _entered(head, found)
                where.setdefault(_path(head[2]), number)
                where.setdefault(table, number)
                continue
            if key:
                path = _path(key[1])
                where.setdefault(f"{table}.{path}" if table else path, number)
        state = _after(line, *state)
    return where


def _entered(head: re.Match[str], found: dict[str, int]) -> str:
    """The table a heading opens; one of a list with its number, counted in `found`."""
    table = _path(head[2])
    if head[1] != "[[":
        return table
    index = found[table] = found.get(table, -1) + 1
    return f"{table}.{index}"


def _path(dotted: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in dotted.split("."))


def _after(line: str, quote: str, depth: int) -> tuple[str, int]:
    """(open long quote or "", brackets still open) after a line."""
    at = 0
    while True:
        if quote:
            end = line.find(quote, at)
            if end < 0:
                return quote, depth
            at, quote = end + 3, ""
        mark = _MARK.search(line, at)
        if mark is None:
            return quote, depth
        at = mark.end()
        if mark[0] in ('"""', "'''"):
            quote = mark[0]
        depth += _BRACKETS.get(mark[0], 0)
