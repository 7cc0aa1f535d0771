"""Whether a value holds against a lock, and the words for one that does not.

Called by `locks` and `peoples_votes`.
"""

from typing import Any

from deliberation.counting.threshold import Threshold

from .cited import Number, shown

Breach = tuple[str, str]  # (path, reason)


def value_at(book: Any, path: str) -> Any:
    """The value at a path such as "kinds.ordinary.vote.community.quorum"."""
    value: Any = book
    for part in path.split("."):
        value = value[part] if isinstance(value, dict) else getattr(value, part)
    return value


def loosened(path: str, value: Any, lock: Number, reference: Any) -> Breach | None:
    """The breach where `value` at `path` is looser than the locked number of `reference`; None if
    it holds.
    """
    demanded = value_at(reference, lock.path)
    if _holds(value, demanded, lock.direction):
        return None
    return (
        path,
        f"{shown(value)} loosens {shown(demanded)}, which {cited(lock)} "
        "demands; it may be tightened, never loosened",
    )


def cited(lock: Number) -> str:
    """Law, article and the statute's own words."""
    return f"{lock.law} Art {lock.article} ({lock.words})"


def _holds(value: Any, demanded: Any, direction: str) -> bool:
    if direction == "exactly":
        return bool(
            value.kind == demanded.kind and value.share == demanded.share
            if isinstance(value, Threshold)
            else value == demanded
        )
    if isinstance(value, Threshold):
        return (
            value.at_least_as_strict_as(demanded)
            if direction == "at_least"
            else demanded.at_least_as_strict_as(value)
        )
    return bool(value >= demanded if direction == "at_least" else value <= demanded)
