"""PrefLib's .soc, .soi, .toc and .toi files: orders of alternatives, strict (s) or with ties (t),
complete (c) or not (i).

What the metadata says of the ballots (voters, orders, kind) must be true of them. The format is
described at preflib.github.io/PrefLib-Jekyll/format.
"""

import re
from pathlib import Path

from deliberation.counting.ranked.profile import Profile, Ranking

from .errors import BadFile
from .rows import text_of

KINDS = ("soc", "soi", "toc", "toi")
PIECE = re.compile(r"\{[^{}]*\}|[^,{}]+|[,{}]")
NUMBER = re.compile(r"[0-9]{1,12}")
Meta = dict[str, tuple[int, str]]


def read(path: Path) -> Profile:
    """The file, or BadFile."""
    return parse(path.read_bytes(), kind=path.suffix.lstrip(".").lower())


def parse(data: bytes, *, kind: str | None = None) -> Profile:
    """The file's bytes, or BadFile. `kind` is the ending of its name, where there was one."""
    meta: Meta = {}
    orders: list[tuple[int, str]] = []
    for number, line in enumerate(text_of(data).splitlines(), 1):
        line = line.strip()
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            meta.setdefault(key.strip(), (number, value.strip()))
        elif line:
            orders.append((number, line))
    names = _names(meta)
    kind = _kind(meta, kind)
    ballots = tuple(_order(number, line, len(names), kind) for number, line in orders)
    _agree(meta, ballots)
    return Profile(names, ballots, title=meta["TITLE"][1] if "TITLE" in meta else "")


def _whole(meta: Meta, key: str) -> int | None:
    if key not in meta:
        return None
    number, value = meta[key]
    if not NUMBER.fullmatch(value):
        raise BadFile(number, f"{key} is a whole number, not {value!r}")
    return int(value)


def _kind(meta: Meta, ending: str | None) -> str:
    number, said = meta.get("DATA TYPE", (0, ending or "toi"))
    if said not in KINDS:
        raise BadFile(number, f"the data type is one of {', '.join(KINDS)}, not {said!r}")
    if ending in KINDS and ending != said:
        raise BadFile(number, f"the data type is {said}, but the file's name ends in .{ending}")
    return said


def _names(meta: Meta) -> tuple[str, ...]:
    count = _whole(meta, "NUMBER ALTERNATIVES")
    if not count:
        raise BadFile(
            meta["NUMBER ALTERNATIVES"][0] if count == 0 else 1, "the metadata name no alternatives"
        )
    names: list[str] = []
    for i in range(1, count + 1):
        names.append(_name(meta, i, names))
    for key, (number, _) in meta.items():
        extra = re.fullmatch(r"ALTERNATIVE NAME (\d+)", key)
        if extra and not 1 <= int(extra[1]) <= count:
            raise BadFile(number, f"alternative {extra[1]} has a name, but there are {count}")
    return tuple(names)


def _name(meta: Meta, i: int, before: list[str]) -> str:
    """The name of alternative `i`, which no other bears."""
    number, name = meta.get(f"ALTERNATIVE NAME {i}", (0, ""))
    if not number:
        at, count = meta["NUMBER ALTERNATIVES"]
        raise BadFile(at, f"{int(count)} alternatives, but number {i} has no name")
    if not name:
        raise BadFile(number, "an alternative without a name")
    if name in before:
        raise BadFile(number, f"two alternatives are called {name!r}")
    return name


def _order(number: int, line: str, count: int, kind: str) -> tuple[int, Ranking]:
    weight, colon, rest = line.partition(":")
    if not colon or not NUMBER.fullmatch(weight.strip()) or not int(weight):
        raise BadFile(number, f"an order is written “voters: 1,2,3”, not {line!r}")
    ranking = _ranking(number, _groups(number, rest), count)
    if kind.startswith("s") and any(len(group) > 1 for group in ranking):
        raise BadFile(number, f"a .{kind} file has no ties")
    if kind.endswith("c") and sum(map(len, ranking)) != count:
        raise BadFile(number, f"a .{kind} file's orders name all {count} alternatives")
    return int(weight), ranking


def _ranking(number: int, groups: list[list[str]], count: int) -> Ranking:
    """The groups of an order as alternatives counted from 0, each once."""
    ranking: list[tuple[int, ...]] = []
    seen: set[int] = set()
    for group in groups:
        for digits in group:
            if not NUMBER.fullmatch(digits) or not 1 <= int(digits) <= count:
                raise BadFile(
                    number, f"{digits!r} is no alternative's number; they are 1 to {count}"
                )
            if int(digits) in seen:
                raise BadFile(number, f"alternative {digits} stands twice in the order")
            seen.add(int(digits))
        ranking.append(tuple(sorted(int(d) - 1 for d in group)))
    return tuple(ranking)


def _groups(number: int, rest: str) -> list[list[str]]:
    """The pieces between commas: one number, or a tie in braces."""
    pieces = [piece.strip() for piece in PIECE.findall(rest) if piece.strip()]
    groups = pieces[::2]
    if (
        pieces
        and len(pieces) % 2 == 0
        or set(pieces[1::2]) - {","}
        or {",", "{", "}"} & set(groups)
    ):
        raise BadFile(
            number, f"{rest.strip()!r} is no order: numbers and {{ties}} with commas between"
        )
    return [[digits.strip() for digits in group.strip("{}").split(",")] for group in groups]


def _agree(meta: Meta, ballots: tuple[tuple[int, Ranking], ...]) -> None:
    for key, number in (
        ("NUMBER VOTERS", sum(w for w, _ in ballots)),
        ("NUMBER UNIQUE ORDERS", len(ballots)),
    ):
        said = _whole(meta, key)
        if said is not None and said != number:
            raise BadFile(meta[key][0], f"{key} is {said}, but the file has {number}")
