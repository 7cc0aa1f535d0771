"""What may be attached, and the facts that follow.

Called by the acts that take files; the bytes were stored before (`record.media`).
"""

from dataclasses import dataclass

from deliberation.charter.acts import ActName
from deliberation.charter.facts.people.slips import SlipPhotographed
from deliberation.charter.facts.proposal.media import FileAttached
from deliberation.charter.subjects import Subject

from .act import optional_words, words
from .case import Case
from .facts import Fact
from .reasons import refuse

MOST_AN_ACT = 12  # whatever an installation is set to
PICTURES = ("image/jpeg", "image/webp")
TYPES = (*PICTURES, "application/pdf")
ALT_MAX = 300
NAME_MAX = 120


@dataclass(frozen=True, slots=True)
class NewFile:
    """A stored file: digests of its bytes and of its thumbnail (SHA-256, hexadecimal), size in
    bytes, pixels, and the words to it.
    """

    digest: str
    small: str | None
    media_type: str
    size: int
    width: int | None
    height: int | None
    alt: str | None
    name: str


def attached(case: Case, files: tuple[NewFile, ...], hangs_on: str, ref: str) -> list[Fact]:
    """One fact per file. Refuses too_many_files, bad_choice for a type that is not stored,
    empty_text for a picture without a text alternative.
    """
    if len(files) > MOST_AN_ACT:
        raise refuse("too_many_files", most=MOST_AN_ACT)
    return [_one(case, f, hangs_on, ref) for f in files]


def _one(case: Case, f: NewFile, hangs_on: str, ref: str) -> Fact:
    _stored(f, "files")
    say = words if f.media_type in PICTURES else optional_words
    return FileAttached(
        attachment=case.new_id(),
        by=case.me,
        hangs_on=hangs_on,
        ref=ref,
        digest=f.digest,
        small=f.small,
        media_type=f.media_type,
        size=f.size,
        width=f.width,
        height=f.height,
        alt=say(f.alt, most=ALT_MAX, what="alt"),
        file_name=words(f.name, most=NAME_MAX, what="file_name"),
        subject=case.about,
    )


def slip_photo(f: NewFile, *, act: ActName, person: str, by: str, subject: Subject | None) -> Fact:
    """The photo of a signed slip. Refuses bad_choice for what is not stored so."""
    _stored(f, "photo")
    return SlipPhotographed(
        act=act.value,
        person=person,
        by=by,
        digest=f.digest,
        small=f.small,
        media_type=f.media_type,
        subject=subject,
    )


def _stored(f: NewFile, field: str) -> None:
    """Refuses bad_choice for what no storing of a file leaves behind: another type, no digest, a
    picture without its thumbnail.
    """
    thumbnail = _digest(f.small) if f.media_type in PICTURES else f.small is None
    if f.media_type not in TYPES or not _digest(f.digest) or not thumbnail:
        raise refuse("bad_choice", field=field)


def _digest(value: str | None) -> bool:
    return value is not None and len(value) == 64 and set(value) <= set("0123456789abcdef")
