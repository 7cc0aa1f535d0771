"""Reading the open data of a Consul Democracy site (proposals.csv, comments.csv), as Decide Madrid
publishes it.

Replies whose parent is missing hang on the proposal. Called by `deliberation import consul`.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from deliberation.charter.numbers import whole
from deliberation.record.log.canonical import clean_text
from deliberation.roster.acts.importing import SourceComment, SourceProposal


class NotConsul(ValueError):
    """The folder does not hold such data; one plain line."""


@dataclass(frozen=True)
class OpenData:
    """What was read, with the digest of both files."""

    proposals: tuple[SourceProposal, ...]
    comments: dict[str, tuple[SourceComment, ...]]
    orphans: int
    digest: str


def read(folder: Path) -> OpenData:
    """Both files. Raises NotConsul naming file and row."""
    files = [folder / "proposals.csv", folder / "comments.csv"]
    digest = hashlib.sha256()
    for file in files:
        if not file.is_file():
            raise NotConsul(f"{file} is missing")
        digest.update(file.read_bytes())
    proposals = tuple(
        _proposal(row, i)
        for i, row in _rows(
            files[0], ("id", "title", "userId", "date", "summary", "text", "numSupports")
        )
    )
    known = {p.source_id for p in proposals}
    by_proposal: dict[str, list[SourceComment]] = {}
    parents: dict[str, str] = {}
    for i, row in _rows(
        files[1],
        (
            "id",
            "parentId",
            "proposalId",
            "userId",
            "date",
            "time",
            "text",
            "numPositiveVotes",
            "numNegativeVotes",
        ),
    ):
        if row["proposalId"] not in known:
            raise NotConsul(f"comments.csv row {i}: unknown proposal {row['proposalId']}")
        by_proposal.setdefault(row["proposalId"], []).append(_comment(row, i))
        parents[row["id"]] = row["parentId"]
    orphans = sum(1 for parent in parents.values() if parent != "-1" and parent not in parents)
    sorted_ = {
        p: tuple(sorted(found, key=lambda c: (c.at, int(c.source_id))))
        for p, found in by_proposal.items()
    }
    return OpenData(proposals, sorted_, orphans, digest.hexdigest())


def _rows(file: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        missing = [n for n in needed if n not in (reader.fieldnames or [])]
        if missing:
            raise NotConsul(f"{file.name}: column missing: {', '.join(missing)}")
        yield from enumerate(reader, 2)


def _proposal(row: dict[str, str], i: int) -> SourceProposal:
    title = clean_text(row["title"]).strip()
    if not title:
        raise NotConsul(f"proposals.csv row {i}: no title")
    body = (
        "\n\n".join(
            p for p in (clean_text(row["summary"]).strip(), clean_text(row["text"]).strip()) if p
        )
        or title
    )
    return SourceProposal(
        row["id"], title, body, row["date"], f"#{row['userId']}", _whole(row["numSupports"])
    )


def _comment(row: dict[str, str], i: int) -> SourceComment:
    clock_text = row["time"].rpartition(" ")[2] or "00:00:00"
    try:
        at = datetime.strptime(
            f"{row['date']} {clock_text.split('.')[0]}", "%Y-%m-%d %H:%M:%S"
        ).replace(tzinfo=UTC)
    except ValueError as error:
        raise NotConsul(f"comments.csv row {i}: {error}") from error
    parent = row["parentId"] if row["parentId"] != "-1" else None
    return SourceComment(
        row["id"],
        parent,
        clean_text(row["text"]).strip() or "—",
        at,
        f"#{row['userId']}",
        _whole(row["numPositiveVotes"]),
        _whole(row["numNegativeVotes"]),
    )


def _whole(text: str) -> int:
    return whole(text) or 0
