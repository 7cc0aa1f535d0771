"""Readers of public ballot formats.

Each refuses a broken file with line and reason (errors.BadFile).
"""

from .errors import BadFile

__all__ = ["BadFile"]
