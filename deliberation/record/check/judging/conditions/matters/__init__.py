"""What must hold of what moves a matter beside the usual way: a file for each thing it is of."""

from . import (
    again,
    beginning,
    funds,
    households,
    leaving,
    objections,
    options,
    payments,
    recalls,
)

__all__ = [
    "again",
    "beginning",
    "funds",
    "households",
    "leaving",
    "objections",
    "options",
    "payments",
    "recalls",
]
