"""The lines of a .blt file: numbered, without remarks; and what stands on one between quotation
marks.
"""

import re
from collections.abc import Iterator

from .errors import BadFile

QUOTED = re.compile(r'"((?:[^"\\]|\\.|"")*)"')
REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
NUMBER = re.compile(r"[0-9]{1,12}")
Lines = list[tuple[int, str]]


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """(number, line) of every line that says something.

    Remarks between /* and */ are blanked, outside quotation marks only.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "/*" in text:
        either = re.compile(f"{QUOTED.pattern}|{REMARK.pattern}", re.DOTALL)
        text = either.sub(
            lambda m: m[0] if m[0].startswith('"') else "\n" * m[0].count("\n") or " ", text
        )
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if line and not line.startswith("#"):
            yield number, line


def bare(line: str) -> str:
    """The line up to its comment."""
    return line.partition("#")[0].rstrip()


def quoted(number: int, line: str) -> Iterator[str]:
    """What stands between quotation marks, up to a # outside them."""
    while line and not line.startswith("#"):
        name = QUOTED.match(line)
        if not name:
            raise BadFile(number, "a quotation mark too many, or too few")
        yield name[1]
        line = line[name.end() :].lstrip()
