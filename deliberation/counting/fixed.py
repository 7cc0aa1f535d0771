"""Fixed decimals: a number is an integer of so many units to the one.

Shared by the rules that transfer votes and by their tables.
"""


def decimal(units: int, places: int) -> str:
    """As it stands in a working: decimal(91428, 5) is "0.91428"; no decimals at all where places is
    0.
    """
    if not places:
        return str(units)
    whole, part = divmod(abs(units), 10**places)
    return f"{'-' if units < 0 else ''}{whole}.{part:0{places}}"


def divided_up(dividend: int, divisor: int) -> int:
    """The quotient rounded up."""
    return -(-dividend // divisor)
