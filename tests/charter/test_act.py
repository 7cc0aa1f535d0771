"""The words of an act within their limits: what is said about each text that is not."""

import pytest

from deliberation.charter.act import one_of, optional_words, words
from deliberation.charter.reasons import Refused


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        (None, "empty_text", {}),
        (" \n\t ", "empty_text", {}),
        ("  ab  ", "too_short", {"least": 3}),
        ("议" * 9, "too_long", {"most": 8, "length": 9}),
    ],
)
def test_a_text_outside_its_limits_is_refused_with_its_field(text, code, params):
    with pytest.raises(Refused) as caught:
        words(text, least=3, most=8, what="title")
    (reason,) = caught.value.reasons
    assert (reason.code, reason.params, reason.status) == (code, {"field": "title", **params}, 422)


def test_a_text_within_its_limits_is_kept_without_the_space_around_it():
    assert words("  abc  ", least=3, most=8, what="title") == "abc"
    assert words("议" * 8 + " ", least=3, most=8, what="title") == "议" * 8


def test_what_may_be_left_out_may_be_left_out_but_is_not_too_long():
    assert (
        optional_words(None, most=3, what="note") is None
        and optional_words("  ", most=3, what="note") is None
    )
    with pytest.raises(Refused, match="too_long"):
        optional_words("abcd", most=3, what="note")


def test_a_choice_is_one_of_those_offered():
    assert one_of("for", ("for", "against"), "choice") == "for"
    with pytest.raises(Refused, match="bad_choice"):
        one_of("For", ("for", "against"), "choice")
