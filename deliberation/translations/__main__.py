"""Merges the fragments <language>/<room>.po into <language>/LC_MESSAGES/messages.mo.

Run by make, the build hook and the tests.
"""

import os
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).resolve().parent


class Conflict(ValueError):
    """Two fragments translate the same words differently."""


def merged(language: Path) -> Catalog:
    """One catalogue of all fragments. Raises Conflict naming both files."""
    whole = Catalog(locale=language.name)
    came_from: dict[object, Path] = {}
    for path in sorted(language.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language.name):
                if not message.id:
                    continue
                seen = whole.get(message.id, message.context)
                if seen is not None and seen.string != message.string:
                    raise Conflict(
                        f"{message.id!r}: {came_from[message.id, message.context]} and "
                        f"{path} differ"
                    )
                whole.add(message.id, message.string, flags=message.flags, context=message.context)
                came_from[message.id, message.context] = path
    return whole


def compile_all() -> None:
    """Write every language's messages.mo, each in one step: a process that reads it meanwhile sees
    the old or the new one, whole.
    """
    for language in sorted(p for p in HERE.iterdir() if p.is_dir() and not p.name.startswith("_")):
        target = language / "LC_MESSAGES" / "messages.mo"
        target.parent.mkdir(exist_ok=True)
        whole = merged(language)  # before there is a file: a conflict leaves none behind
        handle, name = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
        try:
            with open(handle, "wb") as file:
                write_mo(file, whole)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o644)
            os.replace(name, target)
        except BaseException:
            os.unlink(name)
            raise


if __name__ == "__main__":
    try:
        compile_all()
    except Conflict as error:
        sys.exit(str(error))
