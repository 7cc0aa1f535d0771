"""Files in the .blt format of Hill, Wichmann and Woodall (1987), one ballot a line, with `=` for
ties, `-` for a rank left out, and comments.

Names may be quoted or stand alone on a line, as in the Scottish results. After the title may follow
two more quoted remarks, which are not read.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from deliberation.counting.ranked.profile import Profile, Ranking

from .errors import BadFile
from .rows import text_of
from .sections import has

QUOTED = re.compile(r'"((?:[^"\\]|\\.|"")*)"')
REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
NUMBER = re.compile(r"[0-9]{1,12}")
Lines = list[tuple[int, str]]
WITHDRAWN = re.compile(r"(-\d+\s*)+")
OURS = re.compile(rb"# deliberation ([a-z_]+) (.*)")


def read(path: Path) -> Profile:
    """The file, or BadFile."""
    return parse(path.read_bytes())


def parse(data: bytes) -> Profile:
    """The file's bytes, or BadFile."""
    lines = list(_lines(text_of(data)))
    if not lines:
        raise BadFile(1, "the file is empty")
    count, seats = _header(*lines[0])
    at = 1
    withdrawn: set[int] = set()
    while at < len(lines) and WITHDRAWN.fullmatch(_bare(lines[at][1])):
        withdrawn |= _withdrawn(*lines[at], count, withdrawn)
        at += 1
    ballots, at = _ballots(lines, at, count)
    names, title = _names(lines, at, count)
    return Profile(names, ballots, seats, title, frozenset(withdrawn))


def ours(data: bytes) -> dict[str, tuple[int, str]]:
    """{key: (line, value)} as this platform notes them in remarks before its ballots; empty in
    anybody else's file. BadFile where one is said twice.
    """
    said: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(data[:4096].splitlines(), 1):
        match = OURS.match(line)
        if match:
            key, value = (x.decode("utf-8", "replace").strip() for x in match.groups())
            if key in said:
                raise BadFile(number, f"{key} is already said on line {said[key][0]}")
            said[key] = (number, value)
    return said


def whole_as_said(data: bytes, profile: Profile, said: Mapping[str, tuple[int, str]]) -> None:
    """BadFile where our own file has not all the ballots and names it says, or a line twice: its
    last line is the title.
    """
    for key, number in (
        ("num_ballots", sum(weight for weight, _ in profile.ballots)),
        ("num_names", len(profile.candidates)),
    ):
        if key not in said:
            raise BadFile(0, f"the file does not say {key}")
        has(said, key, number)
    lines = sum(1 for _ in _lines(text_of(data)))
    # the two numbers, ballots and the 0 after them, names and the title
    wanted = 3 + bool(profile.withdrawn) + len(profile.ballots) + len(profile.candidates)
    if lines != wanted:
        raise BadFile(0, f"{lines} lines beside the remarks, where there are {wanted}")


def write(profile: Profile, remarks: Mapping[str, str] | None = None) -> str:
    """The profile as a .blt file; `parse` gives it back.

    `remarks` stand before it, as `ours` reads them.
    """
    ballots = (
        " ".join([str(weight), *("=".join(str(c + 1) for c in group) for group in ranking), "0"])
        for weight, ranking in profile.ballots
    )
    lines = [
        *_remarks(profile, remarks or {}),
        f"{len(profile.candidates)} {profile.seats}",
        *([" ".join(f"-{c + 1}" for c in sorted(profile.withdrawn))] if profile.withdrawn else []),
        *ballots,
        "0",
        *map(_in_quotes, (*profile.candidates, profile.title)),
    ]
    return "\n".join(lines) + "\n"


def _remarks(profile: Profile, said: Mapping[str, str]) -> list[str]:
    """What is said, and how many ballots and names follow; nothing where nothing is said."""
    if not said:
        return []
    numbers = {
        "num_ballots": str(sum(weight for weight, _ in profile.ballots)),
        "num_names": str(len(profile.candidates)),
    }
    return [f"# deliberation {key} {value}" for key, value in {**said, **numbers}.items()]


def _in_quotes(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _header(number: int, line: str) -> tuple[int, int]:
    words = _bare(line).split()
    if len(words) != 2 or not all(NUMBER.fullmatch(w) for w in words):
        raise BadFile(
            number, f"the first line has the number of candidates and of seats, not {line!r}"
        )
    count, seats = map(int, words)
    if not 1 <= seats <= count:
        raise BadFile(number, f"{seats} seats for {count} candidates")
    return count, seats


def _withdrawn(number: int, line: str, count: int, before: set[int]) -> set[int]:
    gone = [int(word) - 1 for word in _bare(line).replace("-", " ").split()]
    for c in gone:
        if not 0 <= c < count:
            raise BadFile(number, f"candidate {c + 1} withdrew, but there are {count}")
    if len(set(gone)) != len(gone) or before & set(gone):
        raise BadFile(number, "a candidate withdrew twice")
    return set(gone)


def _ballots(lines: Lines, at: int, count: int) -> tuple[tuple[tuple[int, Ranking], ...], int]:
    """The ballots from line `at` of the list on, and where the names begin. Nearly all are plain
    and many alike, so each spelling is read once.
    """
    known: dict[str, Ranking] = {}
    alone = {str(c + 1): (c,) for c in range(count)}
    ballots: list[tuple[int, Ranking]] = []
    for i in range(at, len(lines)):
        number, line = lines[i]
        weight, _, rest = _bare(line).replace("\t", " ").partition(" ")
        if weight == "0" and not rest:
            return tuple(ballots), i + 1
        if not NUMBER.fullmatch(weight) or not weight.strip("0"):
            raise _not_cast(number, weight)
        if rest not in known:
            known[rest] = _plain(rest.split(), alone) or _ranking(number, rest.split(), count)
        ballots.append((int(weight), known[rest]))
    raise BadFile(lines[-1][0], "the ballots do not end with a line 0")


def _not_cast(number: int, weight: str) -> BadFile:
    if NUMBER.fullmatch(weight):
        return BadFile(number, "a ballot that nobody cast")
    return BadFile(
        number, f"a ballot begins with how many voters cast it, a whole number, not {weight!r}"
    )


def _plain(words: list[str], alone: dict[str, tuple[int]]) -> Ranking | None:
    """The ranking of a ballot as nearly all are, without ties and faults; None says to read it word
    by word.
    """
    if not words or words.pop() != "0":
        return None
    found = tuple(map(alone.get, words))
    if None in found or len(set(found)) != len(found):
        return None
    return found  # type: ignore[return-value]


def _ranking(number: int, words: list[str], count: int) -> Ranking:
    if not words or words[-1] != "0":
        raise BadFile(number, "the ballot does not end with 0")
    ranking, seen = [], set()
    for word in words[:-1]:
        if word == "-":
            continue
        group = []
        for digits in word.split("="):
            if not NUMBER.fullmatch(digits) or not 1 <= int(digits) <= count:
                raise BadFile(number, f"{digits!r} is no candidate's number; they are 1 to {count}")
            if digits.lstrip("0") in seen:
                raise BadFile(number, f"candidate {digits} stands twice on the ballot")
            seen.add(digits.lstrip("0"))
            group.append(int(digits) - 1)
        ranking.append(tuple(sorted(group)))
    return tuple(ranking)


def _names(lines: Lines, at: int, count: int) -> tuple[tuple[str, ...], str]:
    found = _written(lines[at:])
    if len(found) < count:
        raise BadFile(lines[-1][0], f"{count} candidates, but {len(found)} names")
    if len(found) > count + 3:
        raise BadFile(found[count + 3][0], f"more than {count} names, a title and two remarks")
    names: list[str] = []
    for number, name in found[:count]:
        if not name or name in names:
            raise BadFile(
                number,
                f"two candidates are called {name!r}" if name else "a candidate without a name",
            )
        names.append(name)
    return tuple(names), found[count][1] if len(found) > count else ""


def _written(lines: Lines) -> Lines:
    """What stands on each line: between quotation marks one or several, else the line itself."""
    found: Lines = []
    for number, line in lines:
        if line.startswith('"'):
            found += [(number, _unescaped(name).strip()) for name in _quoted(number, line)]
        else:
            found.append((number, line))
    return found


def _unescaped(name: str) -> str:
    return re.sub(r'\\(.)|""', lambda m: m[1] or '"', name)


def _lines(text: str) -> Iterator[tuple[int, str]]:
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


def _bare(line: str) -> str:
    """The line up to its comment."""
    return line.partition("#")[0].rstrip()


def _quoted(number: int, line: str) -> Iterator[str]:
    """What stands between quotation marks, up to a # outside them."""
    while line and not line.startswith("#"):
        name = QUOTED.match(line)
        if not name:
            raise BadFile(number, "a quotation mark too many, or too few")
        yield name[1]
        line = line[name.end() :].lstrip()
