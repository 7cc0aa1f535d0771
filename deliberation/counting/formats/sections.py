"""The parts of the platform's own exports: sections of rows under a line of columns, META first,
and what META says. Used by every reader and writer of such a file.
"""

from collections.abc import Iterable, Mapping

from deliberation.counting.threshold import Comparison, Threshold, too_many

from .errors import BadFile
from .rows import rows, text_of

Rows = list[tuple[int, list[str]]]
Meta = dict[str, tuple[int, str]]


def written_out(sections: Mapping[str, tuple[str, Iterable[Iterable[object]]]]) -> str:
    """The file of {section: (its line of columns, rows of fields as they stand)}."""
    text = []
    for name, (columns, lines) in sections.items():
        text += [name, columns, *(";".join(map(str, line)) for line in lines)]
    return "\n".join(text) + "\n"


def head(said: Mapping[str, object]) -> list[tuple[str, str]]:
    """The rows of META."""
    return [(key, quoted(str(value))) for key, value in said.items()]


def taken_apart(
    data: bytes, columns: Mapping[str, tuple[str, ...]], *, may_lack: Iterable[str] = ()
) -> dict[str, Rows]:
    """{section: its rows without the line of columns}, or BadFile.

    `columns`: the sections in their order, each with the lines of columns it may have.
    """
    found: dict[str, Rows] = {}
    order, here, wanted, last = list(columns), "", "", 1
    for line, fields in rows(text_of(data)):
        last, name = line, fields[0].strip() if len(fields) == 1 else ""
        if name in columns:
            _in_its_place(line, name, list(found), order)
            here, found[name], wanted = name, [], ""
        elif not here:
            raise BadFile(line, "the file begins with the line META")
        elif not wanted:
            wanted = ";".join(f.strip() for f in fields)
            if wanted not in columns[here]:
                raise BadFile(line, _unlike(fields, columns[here], order))
        elif ";".join(f.strip() for f in fields) == wanted:
            raise BadFile(line, f"the line {wanted} stands twice")
        elif len(fields) != wanted.count(";") + 1 or not fields[0].strip():
            raise BadFile(line, _unlike(fields, (wanted,), order))
        else:
            found[here].append((line, fields))
    for name in order:
        if name not in found and name not in may_lack:
            raise BadFile(last, f"the section {name} is missing")
    return found


def _in_its_place(line: int, name: str, before: list[str], order: list[str]) -> None:
    """BadFile for a section that stands twice, or after one it should come before."""
    if name in before or before and order.index(name) < order.index(before[-1]):
        raise BadFile(line, f"{name} is not where it belongs: {', '.join(order)}, once each")


def _unlike(fields: list[str], columns: tuple[str, ...], order: list[str]) -> str:
    said = f"{';'.join(fields)!r} is not like {' or '.join(columns)}"
    return said if len(fields) > 1 else f"{said}, and none of the sections {', '.join(order)}"


def meta_of(section: Rows, needed: Iterable[str]) -> Meta:
    """{key: (line, value)}, each key once and none of those needed missing."""
    meta: Meta = {}
    for line, fields in section:
        if fields[0] in meta:
            raise BadFile(line, f"META says {fields[0]} twice")
        meta[fields[0]] = (line, fields[1].strip())
    for key in needed:
        if key not in meta:
            raise BadFile(section[-1][0] if section else 1, f"META does not say {key}")
    return meta


def plain(meta: Mapping[str, tuple[int, str]]) -> dict[str, str]:
    """What META says, without its lines."""
    return {key: value for key, (_, value) in meta.items()}


def known(meta: Mapping[str, tuple[int, str]], key: str, *values: str) -> None:
    """BadFile unless META says one of these."""
    line, value = meta[key]
    if value not in values:
        raise BadFile(line, f"{key} is {value!r}, not {' or '.join(values)}")


def has(meta: Mapping[str, tuple[int, str]], key: str, number: int) -> None:
    """BadFile unless META says this number: a file cut at a line's end is no whole file."""
    if whole(meta, key) != number:
        raise BadFile(meta[key][0], f"{key} is {meta[key][1]}, but the file has {number}")


def came(
    meta: Mapping[str, tuple[int, str]], ballots: int, what: str = "ballots"
) -> tuple[int, int]:
    """(members, present) as META says them, or BadFile where more came than there are."""
    members, present = whole(meta, "members"), whole(meta, "present")
    wrong = too_many(ballots, present, members, what)
    if wrong is not None:
        raise BadFile(meta["present"][0], wrong)
    return members, present


def once(section: Rows) -> None:
    """BadFile where two rows begin with the same name."""
    seen: dict[str, int] = {}
    for line, fields in section:
        if seen.setdefault(fields[0].strip(), line) != line:
            raise BadFile(line, f"{fields[0]} is already on line {seen[fields[0].strip()]}")


def whole(meta: Mapping[str, tuple[int, str]], key: str) -> int:
    """The whole number META says, or BadFile."""
    line, value = meta[key]
    if not (value.isascii() and value.isdigit() and len(value) <= 12):
        raise BadFile(line, f"{key} is {value!r}, not a whole number")
    return int(value)


def threshold(meta: Mapping[str, tuple[int, str]], key: str) -> Threshold:
    """The threshold META says, or BadFile."""
    line, value = meta[key]
    kind, _, share = value.partition(" ")
    try:
        return Threshold.parse({kind: share})
    except ValueError as error:
        raise BadFile(
            line, f'{key} is {value!r}, not like "at_least 2/3" or "more_than 1/2"'
        ) from error


def thresholds(meta: Mapping[str, tuple[int, str]]) -> tuple[Threshold, Threshold]:
    """(quorum, majority) as META says them, or BadFile."""
    return threshold(meta, "quorum"), threshold(meta, "majority")


def turnout(
    members: int, present: int, quorum: Threshold, majority: Threshold
) -> dict[str, object]:
    """What META says of who came, and of how many are asked for."""
    return {
        "members": members,
        "present": present,
        **shares(quorum, majority),
    }


def shares(quorum: Threshold, majority: Threshold) -> dict[str, str]:
    """What META says of how many are asked for."""
    return {"quorum": written(quorum), "majority": written(majority)}


def written(share: Threshold) -> str:
    """A threshold as META says it."""
    return f"{share.kind} {share.numerator}/{share.denominator}"


CAME = ("members", "present", "quorum", "majority")


def came_here(meta: Mapping[str, tuple[int, str]], ballots: int) -> Comparison | None:
    """Whether enough came, where our own lines stand in a public format; None in anybody else's
    file. BadFile where only some of them stand there.
    """
    if not any(key in meta for key in CAME):
        return None
    for key in CAME:
        if key not in meta:
            raise BadFile(0, f"the file does not say {key}")
    members, present = came(meta, ballots)
    threshold(meta, "majority")
    return threshold(meta, "quorum").compare(present, members)


def quoted(value: str) -> str:
    """A field as it stands in such a file."""
    value = " ".join(value.split())
    return '"' + value.replace('"', '""') + '"' if {";", '"'} & set(value) else value
