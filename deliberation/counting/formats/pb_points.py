"""Points on the ballots of a .pb file: whole numbers as nearly all write them, else decimals, put
over one part.

Called by pb_votes.py, all ballots at once.
"""

import re
from collections.abc import Mapping
from itertools import chain

import numpy as np

from deliberation.counting.budget.budget import LIMIT

from .errors import BadFile

Rows = list[tuple[int, list[str]]]
Meta = Mapping[str, tuple[int, str]]
POINTS = re.compile(r"(-?)([0-9]{1,9})(?:\.([0-9]{1,6}))?")
WHOLE = re.compile(r"[0-9]{1,12}")


def whole(meta: Meta, key: str) -> int:
    """A number META says, or BadFile."""
    line, value = meta[key]
    if not WHOLE.fullmatch(value):
        raise BadFile(line, f"{key} is {value!r}, not a whole number")
    return int(value)


class Points:
    """Reads once. Afterwards: `parts` of a point that all are whole numbers of, and the `default`
    of whoever gives a project none.
    """

    def __init__(self, kind: str, meta: Meta) -> None:
        self.kind, self.meta = kind, meta
        self.parts, self.default = 1, 0

    def read(self, ballots: Rows, column: int, lengths: np.ndarray) -> np.ndarray:
        """A number for each project on each ballot (`lengths`: how many it has), or BadFile."""
        try:
            given = [
                list(map(int, fields[column].split(","))) if fields[column].strip() else []
                for _, fields in ballots
            ]
            plain = all(
                fields[column].isascii() and "_" not in fields[column] for _, fields in ballots
            )
        except ValueError:
            plain = False
        if not plain:
            given = self._decimals(ballots, column)
        for (line, _), points, marks in zip(ballots, given, lengths.tolist(), strict=True):
            if len(points) != marks:
                raise BadFile(line, f"{len(points)} numbers of points for {marks} projects")
        self._allowed(ballots, given)
        return np.fromiter(chain.from_iterable(given), np.int64, int(lengths.sum()))

    def _decimals(self, ballots: Rows, column: int) -> list[list[int]]:
        """Points with decimals, all as whole numbers of one part."""
        matched: list[list[re.Match[str]]] = []
        for line, fields in ballots:
            texts = [t.strip() for t in fields[column].split(",")] if fields[column].strip() else []
            matched.append([])
            for said in texts:
                number = POINTS.fullmatch(said)
                if number is None:
                    raise BadFile(line, f"{said!r} is not a number of points")
                matched[-1].append(number)
        decimals = max(
            (len((m[3] or "").rstrip("0")) for found in matched for m in found), default=0
        )
        self.parts = 10**decimals
        return [
            [int(m[1] + m[2] + (m[3] or "").rstrip("0").ljust(decimals, "0")) for m in found]
            for found in matched
        ]

    def _allowed(self, ballots: Rows, given: list[list[int]]) -> None:
        """BadFile for points a ballot may not give, and the default of scoring ballots."""
        most, least = None, -LIMIT if self.kind == "scoring" else 0
        if "max_sum_points" in self.meta:
            most = whole(self.meta, "max_sum_points") * self.parts
        if "default_score" in self.meta and self.kind == "scoring":
            self.default = whole(self.meta, "default_score") * self.parts
        for (line, _), points in zip(ballots, given, strict=True):
            if points and (max(points) > LIMIT or min(points) < least):
                raise BadFile(
                    line,
                    "points below nothing"
                    if min(points) < 0 and not least
                    else "more points than can be counted",
                )
            if most is not None and sum(points) > most:
                raise self._too_many(line, points)

    def _too_many(self, line: int, points: list[int]) -> BadFile:
        return BadFile(
            line,
            f"{sum(points) / self.parts:g} points on a ballot that may give "
            f"{self.meta['max_sum_points'][1]}",
        )
