"""By which names people go in facts: the letters of a handle, and whose it is."""

import base64
import hashlib
import hmac

import pytest

from deliberation.charter.hands import (
    LETTERS,
    Purpose,
    handle_of,
    made_by,
    makers,
    number_of,
    place_of,
    whose,
)

KEYS = {n: hashlib.sha256(f"key of {n}".encode()).hexdigest() for n in ("一", "二", "三")}
BYTES = {n: bytes.fromhex(key) for n, key in KEYS.items()}
PLACE, OTHER = "01jzzzzzzz0000000000r00001", "01jzzzzzzz0000000000r00002"


def by_the_book(key: str, place: str, purpose: str) -> str:
    """The same by the standard library alone."""
    said = b"deliberation/hand/1\x00" + place.encode() + b"\x00" + purpose.encode()
    mac = hmac.new(bytes.fromhex(key), said, hashlib.sha256).digest()
    return base64.b32encode(mac).decode().lower()[:26]


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("place", ["", PLACE, "甲"])
def test_a_handle_is_the_first_letters_of_base32(place, purpose):
    for key in (*KEYS.values(), "00" * 32, "ff" * 32):
        handle = handle_of(key, place, purpose)
        assert handle == by_the_book(key, place, purpose.value) and len(handle) == LETTERS


def test_these_handles_stay_for_ever():
    assert handle_of("00" * 32, PLACE, Purpose.voice) == "t27vlticn5e23mav3y5fwyxnss"
    assert handle_of("5a" * 32, "", Purpose.office) == "5l2q7n3x4kv7eknwlfj42cwcwu"


def test_another_key_place_or_purpose_gives_another_handle():
    made = [
        handle_of(k, at, p) for k in KEYS.values() for at in ("", PLACE, OTHER) for p in Purpose
    ]
    assert len(set(made)) == len(made) == 3 * 3 * len(Purpose)


def test_whose_a_handle_is():
    for purpose in Purpose:
        handle = handle_of(KEYS["二"], PLACE, purpose)
        assert whose(handle, BYTES, PLACE, purpose) == "二"
        assert whose(handle, BYTES, OTHER, purpose) is None
        assert whose(handle, {"一": BYTES["一"]}, PLACE, purpose) is None
        assert [n for n, key in BYTES.items() if made_by(key, handle, PLACE, purpose)] == ["二"]
        assert makers(BYTES, PLACE, purpose)[number_of(handle)] == "二"


def test_only_for_its_own_purpose():
    handle = handle_of(KEYS["一"], PLACE, Purpose.voice)
    others = [p for p in Purpose if p is not Purpose.voice]
    assert not any(whose(handle, BYTES, PLACE, p) for p in others)


@pytest.mark.parametrize("handle", ["", "a" * 25, "a" * 27, "A" * 26, "1" * 26, "é" * 26, "_" * 26])
def test_what_is_no_handle_is_nobodys(handle):
    assert number_of(handle) == -1
    assert whose(handle, BYTES, PLACE, Purpose.voice) is None


def test_for_which_place():
    assert place_of(Purpose.office, PLACE, "act") == place_of(Purpose.office, None, "act") == ""
    assert place_of(Purpose.voice, PLACE, "act") == PLACE
    assert place_of(Purpose.voice, None, "act") == place_of(Purpose.entry, PLACE, "act") == "act"
