"""What somebody is told once their act is done: `telling`, with its `words`."""

from .telling import stood, told

__all__ = ["stood", "told"]
