"""abcvoting's .abc.yaml files: a profile of approval sets, the number of candidates and of seats. What its authors computed (`compute`) is not read.

Candidates are numbered from 0; their numbers are their names here too.
"""

from pathlib import Path
from typing import Any

import yaml

from ..approval import Approvals
from .errors import BadFile
from .rows import text_of

MOST_CANDIDATES = 100_000
NUMBER, LISTS = "tag:yaml.org,2002:int", (yaml.SequenceNode,)


def read(path: Path) -> Approvals:
    """The file, or BadFile."""
    return parse(path.read_bytes())


def parse(data: bytes) -> Approvals:
    """The file's bytes, or BadFile. The nodes are read rather than the values, for their lines."""
    keys = _keys(text_of(data))
    if "profile" not in keys:
        raise BadFile(0, "the file has no profile")
    sets = [[_number(c, "a candidate") for c in _list(one, "a ballot")] for one in _list(keys["profile"], "the profile")]
    count = _number(keys["num_cand"], "num_cand") if "num_cand" in keys else max((c for one in sets for c in one), default=-1) + 1
    if not 1 <= count <= MOST_CANDIDATES:
        raise BadFile(_line(keys.get("num_cand", keys["profile"])), f"{count} candidates cannot be counted")
    for node, one in zip(keys["profile"].value, sets, strict=True):
        if max(one, default=0) >= count:
            raise BadFile(_line(node), f"candidate {max(one)} of {count}, numbered from 0")
        if len(set(one)) != len(one):
            raise BadFile(_line(node), "a ballot names a candidate twice")
    weights = [_number(w, "a weight") for w in _list(keys["voter_weights"], "voter_weights")] if "voter_weights" in keys else None
    if weights is not None and len(weights) != len(sets):
        raise BadFile(_line(keys["voter_weights"]), f"{len(weights)} weights for {len(sets)} ballots")
    seats = _number(keys["committeesize"], "committeesize") if "committeesize" in keys else None
    if seats is not None and not 1 <= seats <= count:
        raise BadFile(_line(keys["committeesize"]), f"{seats} seats for {count} candidates")
    return Approvals.of([str(c) for c in range(count)], sets, weights=weights, seats=seats)


def _keys(text: str) -> dict[str, Any]:
    try:
        tree = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadFile(mark.line + 1 if mark else 0, f"this is not YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise BadFile(0, "this is not YAML text") from error
    except RecursionError as error:
        raise BadFile(0, "lists within lists without end") from error
    if not isinstance(tree, yaml.MappingNode):
        raise BadFile(1, "the file does not begin with names and values")
    keys: dict[str, Any] = {}
    for name, value in tree.value:
        if not isinstance(name, yaml.ScalarNode) or name.value in keys:
            raise BadFile(_line(name), f"{getattr(name, 'value', 'a list')!r} is said twice or is no name")
        keys[name.value] = value
    return keys


def _line(node: Any) -> int:
    return node.start_mark.line + 1


def _list(node: Any, what: str) -> list[Any]:
    if not isinstance(node, LISTS):
        raise BadFile(_line(node), f"{what} is not a list")
    return node.value


def _number(node: Any, what: str) -> int:
    if not isinstance(node, yaml.ScalarNode) or node.tag != NUMBER or not node.value.isascii() or not node.value.isdigit() or len(node.value) > 12:
        raise BadFile(_line(node), f"{what} is {getattr(node, 'value', None)!r}, not a whole number")
    return int(node.value)
