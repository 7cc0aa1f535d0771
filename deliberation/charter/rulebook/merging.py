"""One table laid over another: a rulebook over the one it extends, a kind over the kind it is like.
Citations and locks stay where they belong.

Called by `reading` only.
"""

import re
from copy import deepcopy
from typing import Any, Protocol, TypeGuard

CITATION = {"law", "article", "lock", "words", "source"}
VALUES = {"value", "at_least", "more_than"}


class Errors(Protocol):
    """Whoever can say at which line of the file a path stands."""

    def error(self, path: str, reason: str) -> Exception:
        """The error to raise."""
        ...


def is_value(table: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(table, dict) and bool(VALUES & set(table))


def merge(
    base: dict[str, Any], over: dict[str, Any], *, another_kind: bool = False
) -> dict[str, Any]:
    """Deep merge of an overlay (or of a kind like another) over its base."""
    merged = deepcopy(base)
    for key, value in over.items():
        old = merged.get(key)
        if is_value(old) and (is_value(value) or not isinstance(value, dict)):
            cites = (
                another_kind and isinstance(value, dict) and bool(CITATION & set(value))
            )  # what governs another kind, its own table says
            merged[key] = dict(value) if cites else _override(old, value)
        elif isinstance(value, dict) and isinstance(old, dict):
            merged[key] = merge(old, value, another_kind=another_kind)
        else:
            merged[key] = deepcopy(value)
    return merged


def _override(old: dict[str, Any], value: Any) -> dict[str, Any]:
    """A locked number keeps the statute's citation; any other takes the new one's, or is from now
    on the community's choice.
    """
    new = dict(value) if isinstance(value, dict) else {"value": value}
    if "lock" in old:
        return {
            **{k: v for k, v in new.items() if k not in CITATION},
            **{k: v for k, v in old.items() if k in CITATION},
        }
    return new if CITATION & set(new) else {**new, "source": "D"}


def expand_likes(raw: dict[str, Any], reader: Errors) -> None:
    kinds = raw.get("kinds")
    if not isinstance(kinds, dict):
        return
    for name, table in list(kinds.items()):
        if not re.fullmatch(r"[a-z][a-z_]*", name):
            raise reader.error(f"kinds.{name}", "the name of a kind is a–z and _")
        like = table.pop("like", None) if isinstance(table, dict) else None
        if like is not None:
            if (
                like == name
                or not isinstance(like, str)
                or not isinstance(kinds.get(like), dict)
                or "like" in kinds[like]
            ):
                raise reader.error(
                    f"kinds.{name}.like", f"there is no complete kind {like!r} to be like"
                )
            kinds[name] = merge(_for_others(kinds[like], table), table, another_kind=True)


def _for_others(base: dict[str, Any], table: dict[str, Any]) -> dict[str, Any]:
    """The kind to be like. Where another electorate votes, another article governs: the old one's
    citations and locks stay behind.
    """
    base = deepcopy(base)
    for scope, vote in (
        (table.get("vote") or {}).items() if isinstance(table.get("vote"), dict) else ()
    ):
        old = base.get("vote", {}).get(scope)
        if (
            isinstance(vote, dict)
            and isinstance(old, dict)
            and vote.get("electorate", old.get("electorate")) != old.get("electorate")
        ):
            base["vote"][scope] = {k: _uncited(v) for k, v in old.items()}
    return base


def _uncited(value: Any) -> Any:
    """The same value as a choice of the community's."""
    if not is_value(value):
        return value
    return {k: v for k, v in value.items() if k not in CITATION} | {"source": "D"}
