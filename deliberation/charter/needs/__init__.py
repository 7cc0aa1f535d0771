"""What acts may ask beside the case: one file a subject, each with the shapes of its answers.

Imported as a whole, in this order, whoever asks first: the order of the questions is the order in
which they are answered.
"""

from .need import EVERY, Need  # noqa: I001
from . import (  # noqa: F401
    proposal,
    people,
    votes,
    proxies,
    voices,
    supervision,
    log,
    owners,
    money,
    papers,
    paper,
    elections,
    announcements,
)

__all__ = ["EVERY", "Need"]
