"""业主共同决定事项: the owners decide, by area and by number (Civil Code Art 278, items 1–5, 9).

That owners vote, and how, stands in the rulebook.
"""

from .base import Matter, Question

MATTER = Matter(
    name="property",
    question=Question("uses_common_parts", rank=30, place=10),
    numbers="owners",
)
