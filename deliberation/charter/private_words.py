"""Finds what people later wish they had not published: phone numbers, identity numbers, room
numbers. Pure; asked by forms before they publish.
"""

import re

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_ID = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_ROOM = re.compile(
    r"\d{1,3}\s*(?:号楼|栋|幢|座)\s*(?:\d{1,2}\s*(?:单元|门)\s*)?\d{3,4}(?:\s*[室号房])?|(?<![\d-])\d{1,"
    r"3}-\d{1,2}-\d{3,4}(?![\d-])|(?<!\d)\d{1,2}\s*单元\s*\d{3,4}"
)


def identity_number(text: str) -> bool:
    """Whether 18 characters are a resident identity number by their check character (GB
    11643-1999).
    """
    return (
        _CHECK[sum(int(d) * w for d, w in zip(text[:17], _WEIGHTS, strict=True)) % 11]
        == text[17].upper()
    )


def found(text: str) -> list[str]:
    """The pieces of a text that look like a phone, identity or room number, in order, each once."""
    ids = [m for m in _ID.finditer(text) if identity_number(m[0])]
    taken = [m.span() for m in ids]
    others = [
        m
        for pattern in (_MOBILE, _ROOM)
        for m in pattern.finditer(text)
        if not any(a <= m.start() < b for a, b in taken)
    ]
    return list(
        dict.fromkeys(m[0].strip() for m in sorted((*ids, *others), key=lambda m: m.start()))
    )
