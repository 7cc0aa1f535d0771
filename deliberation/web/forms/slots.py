"""One line of the field that takes photos and files: what was chosen, its words, and what an act is
given of it.
"""

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import FileStorage

from deliberation.charter.attaching import PICTURES, NewFile
from deliberation.record.media.decoding.headers import Header
from deliberation.record.media.intake import Taken

NOT_YET = "0" * 64  # stands for a digest while an act is only rehearsed


@dataclass
class Slot:
    """One line of the field: a chosen file (or none) and its words."""

    number: int
    upload: FileStorage | None = None
    alt: str = ""
    name: str = ""
    header: Header | None = None  # of a picture
    looked_at: bool = False
    taken: Taken | None = None

    @property
    def file(self) -> FileStorage:
        """What was chosen on a line where something was; AssertionError on any other."""
        assert self.upload is not None
        return self.upload

    def content(self, most: int) -> bytes:
        """The chosen file's bytes, and one more than it may have."""
        self.file.stream.seek(0)
        return self.file.stream.read(most + 1)

    def promised(self) -> NewFile:
        """What the file will be, as far as an act asks."""
        picture = self.header
        return NewFile(
            digest=NOT_YET,
            small=NOT_YET if picture else None,
            media_type=PICTURES[0] if picture else "application/pdf",
            size=1,
            width=picture.width if picture else None,
            height=picture.height if picture else None,
            alt=self.alt or None,
            name=self.name,
        )

    def stored(self, used: Any) -> NewFile:
        """Put the bytes into the store `used`, and say what they are."""
        taken = self.taken
        assert taken is not None
        return NewFile(
            digest=used.put(taken.data),
            small=used.put(taken.small) if taken.small else None,
            media_type=taken.media_type,
            size=len(taken.data),
            width=taken.width,
            height=taken.height,
            alt=self.alt or None,
            name=self.name,
        )
