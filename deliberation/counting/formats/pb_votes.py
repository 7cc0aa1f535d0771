"""The VOTES of a .pb file, whatever their type, as three arrays.

Called by pb.py only; 90,000 ballots take a third of a second.
"""

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import chain

import numpy as np

from deliberation.counting.budget.budget import LIMIT

from .errors import BadFile

Rows = list[tuple[int, list[str]]]
Meta = Mapping[str, tuple[int, str]]
AMOUNT = re.compile(r"[0-9]{1,15}(?:\.([0-9]{1,9}))?")
POINTS = re.compile(r"(-?)([0-9]{1,9})(?:\.([0-9]{1,6}))?")
WHOLE = re.compile(r"[0-9]{1,12}")


def whole(meta: Meta, key: str) -> int:
    """A number META says, or BadFile."""
    line, value = meta[key]
    if not WHOLE.fullmatch(value):
        raise BadFile(line, f"{key} is {value!r}, not a whole number")
    return int(value)


class Votes:
    """Reads once. Afterwards: starts, marks, points, points_parts, default_points (see
    BudgetBallots).
    """

    def __init__(
        self, kind: str, index: Mapping[str, int], meta: Meta, costs: np.ndarray, parts: int
    ) -> None:
        self.kind, self.index, self.meta, self.costs, self.parts = kind, index, meta, costs, parts
        self.points_parts, self.default_points = 1, 0

    def read(self, section: Rows) -> "Votes":
        """Fill the arrays, or BadFile."""
        if not section:
            raise BadFile(0, "the section VOTES has no line of columns")
        at, header = section[0][0], [h.strip() for h in section[0][1]]
        for column in (
            "voter_id",
            "vote",
            *(["points"] if self.kind in ("cumulative", "scoring") else []),
        ):
            if column not in header:
                raise BadFile(at, f"VOTES has no column {column}")
        ballots = section[1:]
        self._widths(ballots, len(header))
        self._voters(ballots, header.index("voter_id"))
        self.marks, lengths = self._marks(ballots, header.index("vote"))
        self.starts = np.concatenate(([0], np.cumsum(lengths)))
        self._once_each(ballots, lengths, header.index("vote"))
        self._lengths(ballots, lengths)
        self.points = self._points(ballots, header, lengths)
        return self

    @staticmethod
    def _widths(ballots: Rows, width: int) -> None:
        for line, fields in ballots:
            if len(fields) != width:
                raise BadFile(line, f"{len(fields)} fields under {width} columns")

    @staticmethod
    def _voters(ballots: Rows, column: int) -> None:
        seen: dict[str, int] = {}
        for line, fields in ballots:
            voter = fields[column].strip()
            if not voter:
                raise BadFile(line, "a ballot without voter_id")
            if seen.setdefault(voter, line) != line:
                raise BadFile(line, f"voter {voter} has already voted on line {seen[voter]}")

    def _marks(self, ballots: Rows, column: int) -> tuple[np.ndarray, np.ndarray]:
        """(projects, how many per ballot).

        All ballots at once; one by one where an id is not found as it stands.
        """
        votes = [fields[column] for _, fields in ballots]
        names = ",".join(votes).split(",") if votes else []
        try:
            marks = np.fromiter(map(self.index.__getitem__, names), np.int32, len(names))
            return marks, np.fromiter((vote.count(",") + 1 for vote in votes), np.int64, len(votes))
        except KeyError:
            marked = [
                self._carefully(line, vote) for (line, _), vote in zip(ballots, votes, strict=True)
            ]
        lengths = np.fromiter(map(len, marked), np.int64, len(marked))
        return np.fromiter(chain.from_iterable(marked), np.int32, int(lengths.sum())), lengths

    def _carefully(self, line: int, vote: str) -> list[int]:
        """With spaces around ids, or empty: an empty ballot was cast and counts as one."""
        names = [name.strip() for name in vote.split(",")] if vote.strip() else []
        for name in names:
            if name not in self.index:
                raise BadFile(line, f"the ballot names {name!r}, which is no project")
        return [self.index[name] for name in names]

    def _once_each(self, ballots: Rows, lengths: np.ndarray, column: int) -> None:
        keys = np.sort(np.repeat(np.arange(len(lengths)), lengths) * len(self.index) + self.marks)
        twice = np.flatnonzero(keys[1:] == keys[:-1])
        if len(twice):
            line, fields = ballots[int(keys[twice[0]]) // len(self.index)]
            raise BadFile(line, f"the ballot {fields[column].strip()!r} names a project twice")

    def _lengths(self, ballots: Rows, lengths: np.ndarray) -> None:
        """What a ballot may name. An empty one is a blank ballot, whatever the least number is."""
        most = (
            1
            if self.kind == "choose-1"
            else whole(self.meta, "max_length")
            if "max_length" in self.meta
            else len(self.index)
        )
        least = whole(self.meta, "min_length") if "min_length" in self.meta else 0
        wrong = (lengths > most) | ((lengths < least) & (lengths > 0))
        if wrong.any():
            at = int(wrong.argmax())
            raise BadFile(
                ballots[at][0],
                f"{lengths[at]} projects on a ballot that may name "
                f"{f'{least} to {most}' if least > 1 else f'at most {most}'}",
            )
        if (
            limit := AMOUNT.fullmatch(self.meta.get("max_sum_cost", (0, ""))[1])
        ) and self.kind == "approval":
            self._affordable(ballots, Fraction(limit[0]) * self.parts)

    def _affordable(self, ballots: Rows, most: Fraction) -> None:
        sums = np.concatenate(([0], np.cumsum(self.costs[self.marks])))
        over = np.diff(sums[self.starts]) > math.floor(most)
        if over.any():
            raise BadFile(
                ballots[int(over.argmax())][0],
                f"the projects on this ballot cost more than {self.meta['max_sum_cost'][1]} "
                "together",
            )

    def _points(self, ballots: Rows, header: list[str], lengths: np.ndarray) -> np.ndarray:
        if self.kind in ("approval", "choose-1"):
            return np.ones(len(self.marks), np.int64)
        if "points" not in header:
            return self._ranks(lengths)
        return self._written(ballots, header.index("points"), lengths)

    def _ranks(self, lengths: np.ndarray) -> np.ndarray:
        """An ordinal ballot without points: max_length to the first, one less to each that
        follows.
        """
        most = whole(self.meta, "max_length") if "max_length" in self.meta else len(self.index)
        place = np.arange(len(self.marks), dtype=np.int64) - np.repeat(self.starts[:-1], lengths)
        points: np.ndarray = most - place
        return points

    def _written(self, ballots: Rows, column: int, lengths: np.ndarray) -> np.ndarray:
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
        return np.fromiter(chain.from_iterable(given), np.int64, len(self.marks))

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
        self.points_parts = 10**decimals
        return [
            [int(m[1] + m[2] + (m[3] or "").rstrip("0").ljust(decimals, "0")) for m in found]
            for found in matched
        ]

    def _allowed(self, ballots: Rows, given: list[list[int]]) -> None:
        negative, most = (
            self.kind == "scoring",
            whole(self.meta, "max_sum_points") * self.points_parts
            if "max_sum_points" in self.meta
            else None,
        )
        if "default_score" in self.meta and self.kind == "scoring":
            self.default_points = whole(self.meta, "default_score") * self.points_parts
        for (line, _), points in zip(ballots, given, strict=True):
            if points and (max(points) > LIMIT or min(points) < (-LIMIT if negative else 0)):
                raise BadFile(
                    line,
                    "points below nothing"
                    if min(points) < 0 and not negative
                    else "more points than can be counted",
                )
            if most is not None and sum(points) > most:
                raise BadFile(
                    line,
                    f"{sum(points) / self.points_parts:g} points on a ballot that may give "
                    f"{self.meta['max_sum_points'][1]}",
                )
