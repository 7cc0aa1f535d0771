"""A picture decoded and written anew by `decoder`, in a process of its own.

Called by `intake`, after everything cheaper was asked.
"""

import json
import logging
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import apart

SCRIPT = Path(__file__).with_name("decoder.py")
NO_MEMORY = 3  # the script's exit status
LOG = logging.getLogger(__name__)


class Damaged(ValueError):
    """The decoder could make nothing of it."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The picture as it will be stored, its thumbnail, pixels, and the most memory the decoder had
    (KiB).
    """

    data: bytes
    small: bytes
    mode: str
    width: int
    height: int
    peak_kib: int


def decode(data: bytes, kind: str, most_pixels: int, charge: apart.Charge | None = None) -> Decoded:
    """`kind` as Pillow names it. Raises Damaged, apart.TooHeavy, apart.Busy, what `charge`
    raises."""
    ended = apart.run(SCRIPT, kind, str(most_pixels), data=data, charge=charge)
    if ended.status == NO_MEMORY:
        raise apart.TooHeavy
    if ended.status or len(ended.out) < 8:
        LOG.info("a picture was not taken: %s", ended.said or f"ended with {ended.status}")
        raise Damaged(ended.said)
    said, whole, small = _parts(ended.out)
    return Decoded(
        whole, small, said["mode"], said["width"], said["height"], peak_kib=said["peak_kib"]
    )


def _parts(out: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    first, second = struct.unpack(">II", out[:8])
    return (
        json.loads(out[8 : 8 + first]),
        out[8 + first : 8 + first + second],
        out[8 + first + second :],
    )
