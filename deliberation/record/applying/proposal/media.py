"""Which rows these make. Facts of photos and files: what was attached to a proposal, a comment, a
report or a proof of posting.
"""

from deliberation.charter.facts.proposal import media
from deliberation.record.applying.base import Header, on, written
from deliberation.record.applying.changes import Change


@on(media.FileAttached)
def _file_attached(f: media.FileAttached, h: Header) -> list[Change]:
    return [
        written(
            "attachment",
            f,
            h,
            attachment_id=f.attachment,
            by=f.by,
            hangs_on=f.hangs_on,
            ref=f.ref,
            digest=f.digest,
            small=f.small,
            media_type=f.media_type,
            size=f.size,
            width=f.width,
            height=f.height,
            alt=f.alt,
            file_name=f.file_name,
        )
    ]
