"""业主共同决定的特别事项: raising the maintenance fund, rebuilding, changing the use of common
parts (Civil Code Art 278, items 6–8). That owners vote, and how, stands in the rulebook.
"""

from .base import Matter, Question

MATTER = Matter(
    name="property_special",
    question=Question("rebuilds_common_parts", rank=20, place=20),
    numbers="owners",
)
