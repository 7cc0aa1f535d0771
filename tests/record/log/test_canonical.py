"""Canonical bytes: golden vectors, every refusal with its place, and that decoding accepts exactly
what encoding writes.
"""

import hashlib
import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deliberation.record.log import canonical
from deliberation.record.log.canonical import BadText, NotCanonical

GOLDEN = [
    ({}, "{}"),
    ([], "[]"),
    ("", '""'),
    (True, "true"),
    (0, "0"),
    (-7, "-7"),
    (2**53 - 1, "9007199254740991"),
    (
        {"b": {"z": 1, "a": 2}, "B": [False], "a1": None, "a": "", "_": 0},
        '{"B":[false],"_":0,"a":"","a1":null,"b":{"a":2,"z":1}}',
    ),
    (
        {"title": "东门路灯坏了三个月", "body": "晚上老人、孩子走路不安全。\n建议修好。"},
        '{"body":"晚上老人、孩子走路不安全。\\n建议修好。","title":"东门路灯坏了三个月"}',
    ),
    ("𠮷野家 👨‍👩‍👧 𝄞", '"𠮷野家 👨‍👩‍👧 𝄞"'),
    ("café ñandú — “Añover”", '"café ñandú — “Añover”"'),
    (
        "".join(map(chr, range(1, 32))),
        '"\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f\\u'
        "0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017"
        '\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f"',
    ),
    ("\x7f\x80\u2028\u2029\ufeff</script>", '"\x7f\x80\u2028\u2029\ufeff</script>"'),
    ("\\u0000", '"\\\\u0000"'),
]


@pytest.mark.parametrize(("value", "text"), GOLDEN)
def test_golden_bytes(value, text):
    assert canonical.encode(value) == text.encode("utf-8")
    assert canonical.decode(text.encode("utf-8")) == value


def test_a_golden_digest_of_a_whole_body():
    """The exact bytes a stored record was hashed from: a change here would break every record there
    is.
    """
    body = canonical.encode(
        {"title": "东门路灯", "versions": [1, 2], "urgent": False, "note": None}
    )
    assert body == '{"note":null,"title":"东门路灯","urgent":false,"versions":[1,2]}'.encode()
    salt = bytes(range(16))
    assert (
        canonical.salted_digest(salt, body)
        == hashlib.sha256(b"deliberation/body/1\n" + salt + body).hexdigest()
    )
    assert (
        canonical.salted_digest(salt, body)
        == "0031d40e35cc93e675fe969bf5533e0a779decc63c4852b1cdf27d31c11abf83"
    )


@pytest.mark.parametrize(
    ("value", "path", "reason"),
    [
        (1.0, "", "float has no canonical form"),
        ({"a": {"b": [0, {"c": 2.5}]}}, "a.b[1].c", "float has no canonical form"),
        ([[1, [2**53]]], "[0][1][0]", "integer too large"),
        (-(2**53), "", "integer too large"),
        ({"ballots": [{"voter": "x\x00"}]}, "ballots[0].voter", "NUL"),
        ({"text": "路灯\x00"}, "text", "NUL"),
        ({"text": "路\ud83d灯"}, "text", "lone surrogate"),
        ({"name": "cafe\u0301"}, "name", "text is not NFC"),
        ({"name": "\uf900"}, "name", "text is not NFC"),
        ({"sum": (1, 2)}, "sum", "tuple has no canonical form"),
        ({"a": {1, 2}}, "a", "set has no canonical form"),
        ({"a": {"键": 1}}, "a", "key '键' is not ASCII text"),
        ({"a": {1: 1}}, "a", "key 1 is not ASCII text"),
        ({"a": {"k\x00": 1}}, "a", "key 'k\\x00' is not ASCII text"),
        ({"a": b"x"}, "a", "bytes has no canonical form"),
    ],
)
def test_refusals_name_the_place_and_the_reason(value, path, reason):
    with pytest.raises(NotCanonical) as caught:
        canonical.encode(value)
    assert (caught.value.path, caught.value.reason) == (path, reason)
    assert str(caught.value) == (f"{path}: {reason}" if path else reason)


def test_subclasses_do_not_slip_through():
    class Text(str):
        pass

    class Number(int):
        pass

    for value in (Text("a"), Number(1), {Text("a"): 1}):
        with pytest.raises(NotCanonical):
            canonical.encode(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b"1\n",
        b"1 2",
        b"-0",
        b"01",
        b"1e2",
        b"1.5",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"9007199254740992",
        b"-9007199254740992",
        b"1" * 5000,
        b"nul",
        b"'a'",
        b'{"a":1,}',
        b'{"a":1, "b":2}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"\\u0061":1}',
        b'"\\/"',
        b'"\\u000A"',
        b'"\\u000a"',
        b'"\\u001F"',
        b'"\\u0000"',
        b'{"\\u0000":1}',
        b'"\\ud83d"',
        b'"\\ud83d\\ude00"',
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b"\xef\xbb\xbf1",
        '"cafe\u0301"'.encode(),
        '{"键":1}'.encode(),
        b'"a\nb"',
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
    ],
)
def test_bytes_that_are_not_canonical_are_refused(data):
    with pytest.raises(NotCanonical):
        canonical.decode(data)


def test_what_is_nested_beyond_reading_is_refused_not_a_crash():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(NotCanonical) as caught:
        canonical.encode(deep)
    assert caught.value.reason == "nested too deeply"
    looped: dict = {}
    looped["self"] = looped
    with pytest.raises(NotCanonical):
        canonical.encode(looped)


nfc = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")).map(
    lambda t: unicodedata.normalize("NFC", t)
)
keys = st.text(st.characters(min_codepoint=1, max_codepoint=127), max_size=6)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53 - 1), 2**53 - 1) | nfc,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_everything_allowed_comes_back_the_same(value):
    data = canonical.encode(value)
    assert canonical.decode(data) == value == canonical.read(data)
    assert canonical.encode(json.loads(data)) == data


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(st.characters(codec=None)),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
        ),
        max_leaves=6,
    )
)
@example("\x00")
@example(["\ud800"])
def test_decode_takes_exactly_what_encode_would_write(value):
    """The quick way through `decode` is no wider than `encode`."""
    for ensure_ascii in (True, False):
        try:
            data = json.dumps(value, ensure_ascii=ensure_ascii, separators=(",", ":")).encode(
                "utf-8"
            )
        except UnicodeEncodeError:
            continue
        try:
            canonical_bytes = canonical.encode(json.loads(data))
        except NotCanonical:
            canonical_bytes = None
        if canonical_bytes == data:
            assert canonical.encode(canonical.decode(data)) == data
        else:
            with pytest.raises(NotCanonical):
                canonical.decode(data)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_clean_text_can_always_be_stored(text):
    assert canonical.decode(canonical.encode(canonical.clean_text(text))) == unicodedata.normalize(
        "NFC", text
    )


@pytest.mark.parametrize(
    ("text", "code"), [("a\x00b", "nul"), ("路灯\udfff", "surrogate"), ("\ud83d", "surrogate")]
)
def test_clean_text_says_what_is_wrong(text, code):
    with pytest.raises(BadText) as caught:
        canonical.clean_text(text)
    assert caught.value.code == code


def test_salts_are_long_random_and_count():
    salts = {canonical.new_salt() for _ in range(100)}
    assert len(salts) == 100 and {len(s) for s in salts} == {16}
    assert len({canonical.salted_digest(s, b"{}") for s in salts}) == 100
    with pytest.raises(ValueError):
        canonical.salted_digest(b"s" * 15, b"{}")
