"""The one way a reader of ballot files refuses a file: the line and the reason.

Shown by `tally` as it is.
"""


class BadFile(Exception):
    """`line` counts from 1; 0 where the fault is in no one line.

    `reason` is one plain sentence without a full stop.
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason
