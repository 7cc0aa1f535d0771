"""How a question and its options stand in META and OPTIONS of the platform's own files: of ballots,
and of the sums of a secret vote.
"""

from collections.abc import Iterable, Mapping

from deliberation.counting.papers import Question
from deliberation.counting.rules import ASKED

from .errors import BadFile
from .sections import Rows, has, known, quoted, whole

NEEDED = ("form", "rule", "seats", "most", "none")  # in META


def asked(q: Question) -> dict[str, object]:
    """What META says of the question."""
    return {
        "form": q.form,
        "rule": q.rule,
        "seats": q.seats,
        "most": q.most,
        "none": "yes" if q.none else "no",
    }


def numbered(options: Iterable[str]) -> list[tuple[int, str]]:
    """The rows of OPTIONS."""
    return [(n, quoted(name)) for n, name in enumerate(options, 1)]


def question_of(meta: Mapping[str, tuple[int, str]], options: int) -> Question:
    """The question META says, or BadFile."""
    (line, rule), form = meta["rule"], meta["form"][1]
    if rule not in ASKED or form not in ASKED[rule].forms:
        raise BadFile(line, f"{rule!r} does not count {form!r}")
    known(meta, "none", "yes", "no")
    return Question(
        form, rule, options, whole(meta, "seats"), whole(meta, "most"), meta["none"][1] == "yes"
    )


def options_of(section: Rows, meta: Mapping[str, tuple[int, str]]) -> tuple[str, ...]:
    """The names of OPTIONS, numbered from 1, as many as META says."""
    for n, (line, fields) in enumerate(section, 1):
        if fields[0].strip() != str(n):
            raise BadFile(line, "OPTIONS has lines of option;name, numbered from 1")
    has(meta, "num_options", len(section))
    return tuple(fields[1].strip() for _, fields in section)


def seed_of(meta: Mapping[str, tuple[int, str]]) -> str | None:
    """The seed of its lots, where META says one."""
    return meta["seed"][1] if "seed" in meta else None
