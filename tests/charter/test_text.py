"""What cannot be seen is no text, and no text changes how its neighbours are read."""

import pytest

from deliberation.charter import text
from deliberation.charter.act import optional_words, words
from deliberation.charter.reasons import Refused

HIDDEN = {
    "zero width space": "\u200b",
    "Hangul filler": "\u3164",
    "half-width Hangul filler": "\uffa0",
    "Hangul initial filler": "\u115f",
    "Hangul vowel filler": "\u1160",
    "empty Braille": "\u2800",
    "soft hyphen": "\u00ad",
    "word joiner": "\u2060",
    "tags": "\U000e0041\U000e0042",
    "variation selector": "\ufe0f",
    "a mark on nothing": "\u0301",
    "ideographic space": "\u3000",
    "override alone": "\u202e\u202c",
    "note without a head": "\U0001d159",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_what_cannot_be_seen_is_no_text(hidden):
    for value in (hidden, hidden * 7, f" {hidden}\n{hidden} "):
        with pytest.raises(Refused, match="empty_text"):
            words(value, most=200, what="title")
        assert optional_words(value, most=200, what="note") is None
    assert words(f"议{hidden}".strip(), most=20, what="title")[0] == "议"
    with pytest.raises(Refused, match="too_short"):
        words("议" + hidden * 20, most=200, least=10, what="title")


@pytest.mark.parametrize(
    "seen", ["议", "7", "？", "👍", "👩🏽‍🚒", "नमस्ते", "¥", "é", "ᠮᠣᠩᠭᠣᠯ", "བོད་ཡིག"]
)
def test_whatever_is_seen_is_text_as_it_is(seen):
    assert words(seen, most=20, what="title") == seen


@pytest.mark.parametrize("turn", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_what_turns_reading_around_is_left_out(turn):
    turned = f"http://evil.example/{chr(turn)}gpj.exe"
    assert words(turned, most=80, what="body") == "http://evil.example/gpj.exe"


def test_a_number_copied_from_a_phone_is_taken():
    assert words("\u202d138 0000 0001\u202c", most=20, what="phone") == "138 0000 0001"


@pytest.mark.parametrize("between", ["", "\u200b", "\u200d", "\u034f"])
def test_marks_are_not_piled_up(between):
    most = text.MOST_MARKS
    pile = "字" + ("\u0336" + between) * (most + 1)
    with pytest.raises(Refused) as caught:
        words(pile, most=2000, what="title")
    (reason,) = caught.value.reasons
    assert reason.code == "stacked_marks" and reason.status == 422
    assert reason.params == {"field": "title", "most": most}
    several = ("字" + "\u0336" * most) * 3
    assert words(several, most=2000, what="title") == several
