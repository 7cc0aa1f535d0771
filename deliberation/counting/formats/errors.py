"""The one way a reader of ballot files refuses a file: the line and the reason.

Shown by `tally` as it is.
"""

LONGEST = 240  # characters of a reason: a broken file may hold a line of megabytes


def short(reason: str) -> str:
    """The reason, cut in its middle where it is too long to be read."""
    if len(reason) <= LONGEST:
        return reason
    return f"{reason[: LONGEST // 2]} … {reason[-LONGEST // 2 :]}"


class BadFile(Exception):
    """`line` counts from 1; 0 where the fault is in no one line.

    `reason` is one plain sentence without a full stop.
    """

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = short(reason)
        super().__init__(line, self.reason)

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason
