"""abcvoting's .abc.yaml files: a profile of approval sets, the number of candidates and of seats.

What its authors computed (`compute`) is not read.

Candidates are numbered from 0; their numbers are their names here too.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from deliberation.counting.approval import Approvals

from .errors import BadFile
from .rows import text_of

MOST_CANDIDATES = 100_000
DEEPEST = 12
NUMBER = re.compile(r"[0-9]{1,12}")


@dataclass(slots=True)
class Node:
    """A scalar, or a list; `named`: the list is names and values in turn."""

    line: int
    value: Any
    named: bool = False


def read(path: Path) -> Approvals:
    """The file, or BadFile."""
    return parse(path.read_bytes())


def parse(data: bytes) -> Approvals:
    """The file's bytes, or BadFile."""
    keys = _keys(text_of(data))
    if "profile" not in keys:
        raise BadFile(0, "the file has no profile")
    sets = [
        [_number(c, "a candidate") for c in _list(one, "a ballot")]
        for one in _list(keys["profile"], "the profile")
    ]
    count = _candidates(keys, sets)
    for node, one in zip(keys["profile"].value, sets, strict=True):
        if max(one, default=0) >= count:
            raise BadFile(node.line, f"candidate {max(one)} of {count}, numbered from 0")
        if len(set(one)) != len(one):
            raise BadFile(node.line, "a ballot names a candidate twice")
    weights, seats = _weights(keys, len(sets)), _seats(keys, count)
    return Approvals.of([str(c) for c in range(count)], sets, weights=weights, seats=seats)


def _candidates(keys: dict[str, Node], sets: list[list[int]]) -> int:
    """How many there are: as the file says, else up to the last one named."""
    if "num_cand" in keys:
        count = _number(keys["num_cand"], "num_cand")
    else:
        count = max((c for one in sets for c in one), default=-1) + 1
    if not 1 <= count <= MOST_CANDIDATES:
        at = keys.get("num_cand", keys["profile"]).line
        raise BadFile(at, f"{count} candidates cannot be counted")
    return count


def _weights(keys: dict[str, Node], ballots: int) -> list[int] | None:
    """How often each ballot counts; None where the file does not say."""
    if "voter_weights" not in keys:
        return None
    said = keys["voter_weights"]
    weights = [_number(w, "a weight") for w in _list(said, "voter_weights")]
    if len(weights) != ballots:
        raise BadFile(said.line, f"{len(weights)} weights for {ballots} ballots")
    return weights


def _seats(keys: dict[str, Node], candidates: int) -> int | None:
    if "committeesize" not in keys:
        return None
    seats = _number(keys["committeesize"], "committeesize")
    if not 1 <= seats <= candidates:
        raise BadFile(keys["committeesize"].line, f"{seats} seats for {candidates} candidates")
    return seats


def _keys(text: str) -> dict[str, Node]:
    tree = _tree(text)
    if tree is None or not isinstance(tree.value, list) or not tree.named:
        raise BadFile(1, "the file does not begin with names and values")
    keys: dict[str, Node] = {}
    for name, value in zip(tree.value[::2], tree.value[1::2], strict=True):
        if not isinstance(name.value, str) or name.value in keys:
            raise BadFile(
                name.line,
                f"{name.value if isinstance(name.value, str) else 'a list'} is said twice or "
                "is no name",
            )
        keys[name.value] = value
    return keys


def _tree(text: str) -> Node | None:
    """The first document, or BadFile for what is not YAML."""
    try:
        return _document(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadFile(
            mark.line + 1 if mark else 0, f"this is not YAML: {error.problem or error.context}"
        ) from error
    except yaml.YAMLError as error:
        raise BadFile(
            text.count("\n", 0, getattr(error, "position", 0)) + 1, "this is not YAML text"
        ) from error


def _document(text: str) -> Node | None:
    """Made from events, so that a file of brackets cannot exhaust the stack."""
    open_: list[Node] = []
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark is not None else 0
        if isinstance(event, yaml.AliasEvent):
            raise BadFile(line, "an alias: write the list out")
        if isinstance(event, yaml.ScalarEvent):
            _put(open_, Node(line, event.value))
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(open_) == DEEPEST:
                raise BadFile(line, "lists within lists within lists")
            open_.append(_put(open_, Node(line, [], isinstance(event, yaml.MappingStartEvent))))
        elif isinstance(event, yaml.CollectionEndEvent):
            last = open_.pop()
            if not open_:
                return last
    return None


def _put(open_: list[Node], node: Node) -> Node:
    if open_:
        open_[-1].value.append(node)
    return node


def _list(node: Node, what: str) -> list[Node]:
    if not isinstance(node.value, list) or node.named:
        raise BadFile(node.line, f"{what} is not a list")
    return node.value


def _number(node: Node, what: str) -> int:
    if not isinstance(node.value, str) or not NUMBER.fullmatch(node.value):
        raise BadFile(
            node.line,
            f"{what} is {node.value if isinstance(node.value, str) else 'a list'!r}, not a "
            "whole number",
        )
    return int(node.value)
