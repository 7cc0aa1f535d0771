"""A believable community, built by performing real acts at civic times of the past months.

Called by `deliberation demo`.
"""

from .build import build

__all__ = ["build"]
