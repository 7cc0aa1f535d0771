"""What somebody is told once their act is done: `telling`, with its `words`."""

from .telling import stands, told

__all__ = ["stands", "told"]
