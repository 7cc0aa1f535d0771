"""The ballots of a .blt file: nearly all are plain and many alike, so each spelling is read once.

Called by blt.py.
"""

from deliberation.counting.ranked.profile import Ranking

from .blt_lines import NUMBER, Lines, bare
from .errors import BadFile


def ballots_of(lines: Lines, at: int, count: int) -> tuple[tuple[tuple[int, Ranking], ...], int]:
    """The ballots from line `at` of the list on, and where the names begin."""
    known: dict[str, Ranking] = {}
    alone = {str(c + 1): (c,) for c in range(count)}
    ballots: list[tuple[int, Ranking]] = []
    for i in range(at, len(lines)):
        number, line = lines[i]
        weight, _, rest = bare(line).replace("\t", " ").partition(" ")
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
