"""What was typed into a form, with its type: a field's `data` may be None, what an act asks for may
not.
"""

from typing import Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Typed(Protocol[T_co]):
    """A field that holds a value of one type, or nothing."""

    @property
    def data(self) -> T_co | None: ...


def written(field: Typed[str]) -> str:
    """The words, "" where nothing was sent: the act says what it thinks of that."""
    return field.data or ""


def given(field: Typed[T_co]) -> T_co:
    """The value of a field that its form does not do without. Only of a form that was found valid;
    AssertionError otherwise.
    """
    assert field.data is not None
    return field.data
