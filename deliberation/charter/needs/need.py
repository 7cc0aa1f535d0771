"""A typed question an act may ask. Tokens stand beside their subject in this package, loaders in
`record.write.answers`; `Case` answers with the type the token says.
"""

from typing import Any, Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)
EVERY: list["Need[Any]"] = []


class Need(Generic[T_co]):
    """A small answer of type T_co; it costs at most one small query.

    `place`: answers are loaded in the order in which this package names the questions, so that two
    acts never take the locks of some of them in different order.
    """

    __slots__ = ("name", "place")

    def __init__(self, name: str) -> None:
        self.name = name
        self.place = len(EVERY)
        EVERY.append(self)

    def __repr__(self) -> str:
        return f"Need({self.name})"
