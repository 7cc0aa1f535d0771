"""Facts of photos and files: what was attached to a proposal, a comment, a report or a proof of
posting.
"""

from dataclasses import dataclass

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Acting


@dataclass(frozen=True)
class FileAttached(Fact):
    """One stored file: `digest` is the SHA-256 of the stored bytes, `small` that of the thumbnail,
    sizes in bytes and pixels.

    `hangs_on`: proposal, comment, report, completion, proof or official (a result of the city's
    system); `ref` its id. The text alternative and the file's name can be erased; the bytes go with
    them.
    """

    kind = "file_attached"
    attachment: str
    by: Acting
    hangs_on: str
    ref: str
    digest: str
    small: str | None
    media_type: str
    size: int
    width: int | None
    height: int | None
    alt: str | None = text()
    file_name: str | None = text()
