"""Golden vectors: one reviewed example of each fact with its bytes, digests and row changes, kept
in golden.json for ever.

`python -m tests.record.log.golden --add < examples.json` adds vectors for a new kind, version or
case; an existing one is never overwritten. An example is
{"kind", "version", "case", "subject": null or {"type", "id"}, "parts":
{part: {field: value}}}, with ids of PEOPLE where people are named. Read the diff before committing
it.
"""

import argparse
import hashlib
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deliberation.charter.facts import PARTS, Fact, build, write_time
from deliberation.charter.subjects import read_subject
from deliberation.record.applying import Header, apply
from deliberation.record.applying.changes import Amend, Change, Delete, Erase, Insert
from deliberation.record.check.people import People
from deliberation.record.check.replay import Stored, read
from deliberation.record.log import canonical
from deliberation.record.log import facts as log
from deliberation.record.log.merkle import leaf_hash
from deliberation.record.tables import metadata
from deliberation.record.write.naming import Meant, Naming

FILE = Path(__file__).with_name("golden.json")
COMMUNITY = "01jzzzzzzz0000000000c00001"
FACT = "01jzzzzzzz0000000000f00001"
AT = datetime(2026, 3, 2, 1, 0, 0, 123456, tzinfo=UTC)
ATTEMPT = log.Attempt(
    act_id="01jzzzzzzz0000000000a00001",
    name="cast_ballot",
    person="01jzzzzzzz0000000000p00001",
    role="resident",
    via="web",
    mac="5a" * 32,
)
POSITION = 17
# Whoever an example may name, each with a hand key that follows from their id.
PEOPLE = {
    person: hashlib.sha256(f"golden hand key/{person}".encode()).hexdigest()
    for person in (f"01jzzzzzzz0000000000p{n:05}" for n in range(1, 10))
}
Vector = dict[str, Any]


def name_of(vector: Vector) -> tuple[str, int, str]:
    """What a vector is found by: kind, version and case (`full`, or the branch it shows)."""
    return vector["kind"], vector["version"], vector["case"]


def load() -> list[Vector]:
    """Every vector of the file."""
    return json.loads(FILE.read_text("utf-8")) if FILE.exists() else []


def as_json(value: Any) -> Any:
    """A column's value in a JSON-able form; a time is told from a text."""
    if isinstance(value, tuple):
        return list(value)
    return {"time": write_time(value)} if isinstance(value, datetime) else value


def change_as_json(change: Change) -> dict[str, Any]:
    """One row change: what, table, key, values."""
    if isinstance(change, Erase):
        return {
            "do": "erase",
            "key": {"community_id": change.community_id, "fact_id": change.fact_id},
            "part": change.part,
        }
    out: dict[str, Any] = {"do": type(change).__name__.lower(), "table": change.table}
    if isinstance(change, Insert):
        keys = [c.name for c in metadata.tables[change.table].primary_key.columns]
        key, values = (
            {k: change.row[k] for k in keys},
            {k: v for k, v in change.row.items() if k not in keys},
        )
    elif isinstance(change, Amend):
        key, values = change.where, change.values
    elif isinstance(change, Delete):
        key, values = change.where, {}
    else:
        key, values = change.key, change.values
    return out | {
        "key": {k: as_json(v) for k, v in key.items()},
        "values": {k: as_json(v) for k, v in values.items()},
    }


def called(fact: Fact) -> tuple[Naming, log.Named]:
    """The fact with handles in it, as the log keeps it."""
    naming = Naming(COMMUNITY, Meant([fact], ATTEMPT.person), ATTEMPT, PEOPLE, {})
    [named] = naming.called([(FACT, fact)])
    return naming, named


def written(fact: Fact, salts: dict[str, bytes]) -> Vector:
    """The fact as the writer stores it today: bodies, digests, header, leaf, changes.

    The same functions as `record.log.facts.append`.
    """
    naming, named = called(fact)
    bodies, digests = {}, {}
    for part, values in named.parts().items():
        body = canonical.encode(values)
        digests[part] = canonical.salted_digest(salts[part], body)
        bodies[part] = {
            "salt": salts[part].hex(),
            "body": body.decode("utf-8"),
            "digest": digests[part],
        }
    attempt = replace(ATTEMPT, person=naming.by())
    header = log.header(COMMUNITY, POSITION, FACT, AT, named.fact, attempt, True, digests)
    known = Header(COMMUNITY, FACT, AT, ATTEMPT.act_id, ATTEMPT.person, ATTEMPT.role, ATTEMPT.mac)
    return {
        "kind": fact.kind,
        "version": fact.version,
        "subject": fact.subject.plain() if fact.subject else None,
        "bodies": bodies,
        "header": header.decode("utf-8"),
        "leaf": leaf_hash(header).hex(),
        "changes": [change_as_json(c) for c in (*naming.hands(), *apply(fact, known))],
    }


def parsed(vector: Vector, erased: str | None = None) -> tuple[Fact, Header]:
    """The fact and header from the stored bytes, as `replay` reads them; `erased` names a part that
    is gone.
    """
    bodies = {
        part: None if part == erased else (bytes.fromhex(b["salt"]), b["body"].encode())
        for part, b in vector["bodies"].items()
    }
    header = vector["header"].encode()
    head = canonical.decode(header)
    about = read_subject(vector["subject"]) or (None, None)
    act = ATTEMPT.act_id
    stored = Stored(POSITION, FACT, vector["kind"], *about, act, AT, header, bodies)
    fact, known, _ = read(stored, head, People(COMMUNITY, PEOPLE, 0, lambda place: {}))
    return fact, known


def made(example: dict[str, Any]) -> Vector:
    """The vector of an example; its salts follow from its name, so that it can be made again."""
    about = read_subject(example["subject"])
    fact = build(example["kind"], example["version"], about, example["parts"])
    if fact.parts() != example["parts"]:
        raise ValueError(f"{example['kind']}: the fields are not those of the class")
    label = f"{example['kind']}/{example['version']}/{example['case']}"
    salts = {
        part: hashlib.sha256(f"golden salt/{label}/{part}".encode()).digest()[:16] for part in PARTS
    }
    vector = written(fact, salts)
    return {
        "kind": vector.pop("kind"),
        "version": vector.pop("version"),
        "case": example["case"],
        **vector,
    }


def add(examples: list[dict[str, Any]], vectors: list[Vector]) -> list[Vector]:
    """The vectors with those of the examples; ValueError for one that is already there, because old
    vectors never change.
    """
    known = {name_of(v) for v in vectors}
    for example in examples:
        vector = made(example)
        if name_of(vector) in known:
            raise ValueError(
                f"{name_of(vector)} is already there and never changes; a changed class is a "
                "new version"
            )
        known.add(name_of(vector))
        vectors = [*vectors, vector]
    return vectors


def as_text(vectors: list[Vector]) -> str:
    """The file's text: one field, body or row change a line, so that a review reads a difference at
    a glance.
    """

    def line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    out = []
    for v in vectors:
        fields = [
            f"  {line(k)}: {line(v[k])}"
            for k in ("kind", "version", "case", "subject", "header", "leaf")
        ]
        bodies = ",\n".join(f"   {line(part)}: {line(body)}" for part, body in v["bodies"].items())
        changes = ",\n".join(f"   {line(change)}" for change in v["changes"])
        fields += [f'  "bodies": {{\n{bodies}\n  }}', f'  "changes": [\n{changes}\n  ]']
        out.append(" {\n" + ",\n".join(fields) + "\n }")
    return "[\n" + ",\n".join(out) + "\n]\n"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--add",
        action="store_true",
        required=True,
        help="read a list of examples from standard input",
    )
    parser.parse_args()
    FILE.write_text(as_text(add(json.load(sys.stdin), load())), "utf-8")


if __name__ == "__main__":
    main()
