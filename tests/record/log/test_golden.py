"""What must never change silently: the bytes, digests, leaves and row changes of every fact, held
against golden.json.
"""

import hashlib
import json

import pytest

from deliberation.charter.facts import ERASABLE, KINDS
from deliberation.charter.facts.naming import PEOPLE
from deliberation.charter.facts.people.roster import NEVER_ALONE
from deliberation.record.applying import apply
from deliberation.record.applying.changes import Change, Erase, Increment, Insert, Memory, Set
from deliberation.record.log import canonical
from deliberation.record.tables import ERASABLE as COLUMNS
from tests.record.log import golden

VECTORS = golden.load()
ONLY_IN_THE_FACT = {"office_left"}  # its document is read from the record and stands in no row
# What the private part of these says goes with a whole entry: tests/roster erases that.
WITH_AN_ENTRY = {*NEVER_ALONE, "person_corrected"}
by_name = pytest.mark.parametrize(
    "vector", VECTORS, ids=lambda v: "-".join(map(str, golden.name_of(v)))
)
erasing = pytest.mark.parametrize(
    ("vector", "part"),
    [
        pytest.param(v, part, id=f"{v['kind']}-{v['version']}-{v['case']}-{part}")
        for v in VECTORS
        for part in v["bodies"]
        if part in ERASABLE and not (part == "private" and v["kind"] in WITH_AN_ENTRY)
    ],
)


def memory_before(changes: list[Change]) -> Memory:
    """Tables that hold the rows which the changes set or increment, and nothing else."""
    memory = Memory()
    made = {(c.table, memory.key(c.table, c.row)) for c in changes if isinstance(c, Insert)}
    for change in changes:
        if (
            isinstance(change, Set | Increment)
            and (change.table, memory.key(change.table, change.key)) not in made
        ):
            zeros = dict.fromkeys(change.values, 0) if isinstance(change, Increment) else {}
            if memory.key(change.table, change.key) in memory.tables[change.table]:
                memory._set(Set(change.table, change.key, zeros))
            else:
                memory._insert(Insert(change.table, {**change.key, **zeros}))
    return memory


def rows_after(before: list[Change], changes: list[Change]) -> dict:
    memory = memory_before(before)
    memory.apply(changes)
    return {(name, key): row for name, rows in memory.tables.items() for key, row in rows.items()}


def erasable_columns(table: str, row: dict, part: str) -> set[str]:
    """The columns of this row that hold words of this part of the golden fact."""
    return {
        c
        for columns, source, of in COLUMNS.get(table, ())
        if of in ("any", part) and row[source] == golden.FACT
        for c in columns
    }


def test_every_kind_and_version_has_a_full_vector() -> None:
    names = [golden.name_of(v) for v in VECTORS]
    assert len(names) == len(set(names))
    assert {(kind, version) for kind, version, case in names if case == "full"} == set(KINDS)


def test_the_full_vectors_leave_no_part_out() -> None:
    for vector in VECTORS:
        if vector["case"] == "full":
            cls = KINDS[(vector["kind"], vector["version"])]
            marked = {
                f.metadata.get("part", "public")
                for f in cls.__dataclass_fields__.values()
                if f.name != "subject"
            }
            private = json.loads(vector["bodies"].get("private", {"body": "{}"})["body"])
            if set(private) == {PEOPLE}:
                marked.add("private")
            assert set(vector["bodies"]) == marked, vector["kind"]


@by_name
def test_todays_code_writes_exactly_these_bytes(vector: golden.Vector) -> None:
    fact, _ = golden.parsed(vector)
    salts = {part: bytes.fromhex(b["salt"]) for part, b in vector["bodies"].items()}
    assert golden.written(fact, salts) == {k: v for k, v in vector.items() if k != "case"}


@by_name
def test_the_bytes_read_back_as_the_same_fact(vector: golden.Vector) -> None:
    fact, header = golden.parsed(vector)
    assert type(fact) is KINDS[(vector["kind"], vector["version"])]
    assert golden.called(fact)[1].parts() == {
        part: canonical.decode(b["body"].encode()) for part, b in vector["bodies"].items()
    }
    assert (header.community, header.fact_id, header.at, header.mac) == (
        golden.COMMUNITY,
        golden.FACT,
        golden.AT,
        golden.ATTEMPT.mac,
    )


@by_name
def test_digests_and_leaf_by_hashlib_alone(vector: golden.Vector) -> None:
    """Nothing of the product's own encoder or tree takes part here."""
    digests = {
        part: hashlib.sha256(
            b"deliberation/body/1\n" + bytes.fromhex(b["salt"]) + b["body"].encode()
        ).hexdigest()
        for part, b in vector["bodies"].items()
    }
    assert digests == {part: b["digest"] for part, b in vector["bodies"].items()}
    head = json.loads(vector["header"])
    assert (head["bodies"], head["kind"], head["version"], head["subject"]) == (
        digests,
        vector["kind"],
        vector["version"],
        vector["subject"],
    )
    assert hashlib.sha256(b"\x00" + vector["header"].encode()).hexdigest() == vector["leaf"]


@erasing
def test_an_erased_part_replays_to_the_same_rows_with_its_words_gone(
    vector: golden.Vector, part: str
) -> None:
    whole, erased = (apply(*golden.parsed(vector, gone)) for gone in (None, part))
    full, replayed = rows_after(whole, whole), rows_after(whole, erased)
    assert full.keys() == replayed.keys()
    lost = set()
    for (table, key), row in full.items():
        changed = {c for c in row if replayed[table, key][c] != row[c]}
        assert changed <= erasable_columns(table, row, part), (table, changed)
        assert all(replayed[table, key][c] is None for c in changed)
        lost |= {(table, c) for c in changed}
    assert bool(lost) == (vector["kind"] not in ONLY_IN_THE_FACT), (
        "the erased words stood in no row, or still do"
    )


@erasing
def test_erasing_in_place_is_the_same_as_replaying_without_the_part(
    vector: golden.Vector, part: str
) -> None:
    whole, erased = (apply(*golden.parsed(vector, gone)) for gone in (None, part))
    in_place = rows_after(whole, [*whole, Erase(golden.COMMUNITY, golden.FACT, part)])
    assert in_place == rows_after(whole, erased)


@erasing
def test_the_words_of_the_part_are_nowhere_in_the_rows_after_it(
    vector: golden.Vector, part: str
) -> None:
    erased = apply(*golden.parsed(vector, part))
    kept = json.dumps([golden.change_as_json(c) for c in erased], ensure_ascii=False)
    words = json.loads(vector["bodies"][part]["body"])
    words.pop(PEOPLE, None)  # whoever acted is known by their key as long as there is one
    for value in words.values():
        for text in value.values() if isinstance(value, dict) else (value,):
            assert json.dumps(text, ensure_ascii=False) not in kept


def test_a_vector_is_added_once_and_never_overwritten() -> None:
    example = {
        "kind": "came_of_age",
        "version": 1,
        "case": "other",
        "subject": None,
        "parts": {"public": {"person": golden.ATTEMPT.person}},
    }
    added = golden.add([example], VECTORS)
    assert added[:-1] == VECTORS and golden.name_of(added[-1]) == ("came_of_age", 1, "other")
    with pytest.raises(ValueError, match="already there"):
        golden.add([example], added)
    with pytest.raises(ValueError, match="fields are not those"):
        golden.add([{**example, "parts": {"public": {"person": "x", "nickname": "y"}}}], VECTORS)


def test_the_file_is_as_the_command_writes_it() -> None:
    assert golden.as_text(VECTORS) == golden.FILE.read_text("utf-8")


def test_a_changed_byte_or_branch_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    vector = next(v for v in VECTORS if v["kind"] == "rated")
    fact, _ = golden.parsed(vector)
    salts = {part: bytes.fromhex(b["salt"]) for part, b in vector["bodies"].items()}
    monkeypatch.setattr(type(fact), "version", 2)
    other = golden.written(fact, salts)
    assert other["leaf"] != vector["leaf"] and other["changes"] == vector["changes"]
