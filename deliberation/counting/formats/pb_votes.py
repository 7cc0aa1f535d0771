"""The VOTES of a .pb file, whatever their type, as three arrays.

Called by pb.py only; 90,000 ballots take a third of a second.
"""

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import chain

import numpy as np

from .errors import BadFile
from .pb_points import Meta, Points, Rows, whole

AMOUNT = re.compile(r"[0-9]{1,15}(?:\.([0-9]{1,9}))?")


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
        header, ballots = self._header(*section[0]), section[1:]
        self._widths(ballots, len(header))
        self._voters(ballots, header.index("voter_id"))
        self.marks, lengths = self._marks(ballots, header.index("vote"))
        self.starts = np.concatenate(([0], np.cumsum(lengths)))
        self._once_each(ballots, lengths, header.index("vote"))
        self._lengths(ballots, lengths)
        self.points = self._points(ballots, header, lengths)
        return self

    def _header(self, line: int, fields: list[str]) -> list[str]:
        header = [h.strip() for h in fields]
        needed = ["points"] if self.kind in ("cumulative", "scoring") else []
        for column in ("voter_id", "vote", *needed):
            if column not in header:
                raise BadFile(line, f"VOTES has no column {column}")
        return header

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
        most = 1 if self.kind == "choose-1" else self._max_length()
        least = whole(self.meta, "min_length") if "min_length" in self.meta else 0
        wrong = (lengths > most) | ((lengths < least) & (lengths > 0))
        if wrong.any():
            at = int(wrong.argmax())
            raise BadFile(
                ballots[at][0],
                f"{lengths[at]} projects on a ballot that may name "
                f"{f'{least} to {most}' if least > 1 else f'at most {most}'}",
            )
        limit = AMOUNT.fullmatch(self.meta.get("max_sum_cost", (0, ""))[1])
        if limit and self.kind == "approval":
            self._affordable(ballots, Fraction(limit[0]) * self.parts)

    def _max_length(self) -> int:
        return whole(self.meta, "max_length") if "max_length" in self.meta else len(self.index)

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
        written = Points(self.kind, self.meta)
        points = written.read(ballots, header.index("points"), lengths)
        self.points_parts, self.default_points = written.parts, written.default
        return points

    def _ranks(self, lengths: np.ndarray) -> np.ndarray:
        """An ordinal ballot without points: max_length to the first, one less to each that
        follows.
        """
        most = self._max_length()
        place = np.arange(len(self.marks), dtype=np.int64) - np.repeat(self.starts[:-1], lengths)
        points: np.ndarray = most - place
        return points
