"""What facts ask for: who should do what, by when, and what the clock does then, is what the
charter asks for in that place, and nothing of it is missing.

What a step asks is made again by the charter's own moves; what an act asks inside a stage, or a
fact by itself, by the same words the charter has for a line. Days and dates are asked elsewhere
(`dates`); here people have those of the clock that waits for them.
"""

from . import entries, inside, outside, steps

__all__ = ["entries", "inside", "outside", "steps"]
