"""Signed notes and checkpoints against the vectors of the Go checksum database and of C2SP, and
against what the texts forbid.
"""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from deliberation.record.log import checkpoint

TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your "
    "problem is.\n"
)
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/"
    "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/"
    "5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
SPEC = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
SPEC_HEAD = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

OWN = b"\x07" * 32
NAME = "example.org/jiahe"
PUBLIC = checkpoint.public_key(OWN)
ROOT = bytes(range(32))


def parts(key: str) -> tuple[str, str, bytes]:
    name, number, blob = key.split("+", 2)
    return name, number, base64.b64decode(blob)[1:]


def own_note() -> str:
    return checkpoint.sign(checkpoint.note_text(NAME, 12, ROOT), NAME, OWN)


@pytest.mark.parametrize("key", [PETER, ENOCH, SPEC])
def test_published_verifier_keys(key):
    name, number, public = parts(key)
    assert checkpoint.key_id(name, public).hex() == number
    assert checkpoint.verifier_key(name, public) == key


def test_signing_gives_the_published_bytes():
    secret = base64.b64decode(PETER_SECRET)[1:]
    assert checkpoint.sign(TEXT, "PeterNeumann", secret) == f"{TEXT}\n{PETER_LINE}"
    assert checkpoint.verifier_key("EnochRoot", checkpoint.public_key(bytes(32))) == ENOCH
    assert checkpoint.sign(TEXT, "EnochRoot", bytes(32)) == f"{TEXT}\n{ENOCH_LINE}"


def test_a_published_note_with_two_signatures_verifies_for_each_and_for_nobody_else():
    note = f"{TEXT}\n{PETER_LINE}{ENOCH_LINE}"
    for key in (PETER, ENOCH):
        name, _, public = parts(key)
        assert checkpoint.verify(note, name, public) == TEXT
    assert checkpoint.verify(note, "PeterNeumann", parts(ENOCH)[2]) is None
    assert checkpoint.verify(note, "EnochRoot", parts(PETER)[2]) is None
    assert checkpoint.verify(note, NAME, PUBLIC) is None


def test_the_note_and_the_head_of_the_specifications():
    name, _, public = parts(SPEC)
    assert checkpoint.verify(SPEC_NOTE, name, public) == "This is an example message.\n"
    origin, size, root = checkpoint.parse(SPEC_HEAD)
    assert (origin, size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.note_text(origin, size, root) == SPEC_HEAD


@given(st.data())
def test_one_letter_changed_anywhere_is_noticed(data):
    note = own_note()
    assert checkpoint.verify(note, NAME, PUBLIC) == checkpoint.note_text(NAME, 12, ROOT)
    at = data.draw(st.integers(0, len(note) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda c: c != note[at]))
    assert checkpoint.verify(note[:at] + letter + note[at + 1 :], NAME, PUBLIC) is None
    assert checkpoint.verify(note[:at] + note[at + 1 :], NAME, PUBLIC) is None


def test_a_note_that_is_not_well_formed_does_not_verify():
    note = own_note()
    text, line = note.split("\n\n")
    assert checkpoint.verify(note, NAME, PUBLIC)
    for other in (
        f"{text}\n{line}",
        f"{text}\n\n",
        f"{text}\n\n{line}trailing",
        f"{text}\n\n{line}\n",
        f"{text}\r\n\n{line}",
        f"{note}- x AAAAAAA=\n",
        f"{note}— x\n",
        f"{note}— x AAAA\n",
        f"{note}— x !!!!\n",
        f"{note}— a+b AAAAAAA=\n",
        f"{note}—  AAAAAAA=\n",
        note.replace("—", "-"),
        f"\ud800{note}",
        "",
        "\n\n",
    ):
        assert checkpoint.verify(other, NAME, PUBLIC) is None, other


@pytest.mark.parametrize("text", ["a\tb\n", "a\x00\n", "a\r\n"])
def test_a_text_with_control_characters_does_not_verify_however_well_signed(text):
    signature = Ed25519PrivateKey.from_private_bytes(OWN).sign(text.encode())
    line = f"— {NAME} {base64.b64encode(checkpoint.key_id(NAME, PUBLIC) + signature).decode()}\n"
    assert checkpoint.verify(f"{text}\n{line}", NAME, PUBLIC) is None


def test_a_letter_that_only_changes_unused_bits_is_another_signature_line():
    note = own_note()
    assert note.endswith("=\n")
    last = note[-3]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = alphabet[alphabet.index(last) ^ 1]
    assert base64.b64decode(note.split()[-1]) == base64.b64decode(
        note.split()[-1][:-2] + twin + "="
    )
    assert checkpoint.verify(note[:-3] + twin + "=\n", NAME, PUBLIC) is None


def test_signatures_of_strangers_are_passed_over_wherever_they_stand():
    note = own_note()
    head, line = note.split("\n\n")
    stranger = checkpoint.sign(f"{head}\n", "witness.example/w1", b"\x08" * 32).split("\n\n")[1]
    same_name = checkpoint.sign(f"{head}\n", NAME, b"\x09" * 32).split("\n\n")[1]
    broken_stranger = f"— other.example {base64.b64encode(b'0123' + b'x' * 64).decode()}\n"
    others = stranger + same_name + broken_stranger
    for body in (others + line, line + others, others * 5 + line):
        assert checkpoint.verify(f"{head}\n\n{body}", NAME, PUBLIC) == f"{head}\n"
    assert checkpoint.verify(f"{head}\n\n{others}", NAME, PUBLIC) is None


def test_our_own_signature_once_wrong_spoils_the_note():
    note = own_note()
    wrong = base64.b64encode(checkpoint.key_id(NAME, PUBLIC) + b"x" * 64).decode()
    assert checkpoint.verify(f"{note}— {NAME} {wrong}\n", NAME, PUBLIC) is None


def test_a_flood_of_signatures_is_refused():
    note = own_note()
    line = note.split("\n\n")[1]
    assert checkpoint.verify(note + line * 99, NAME, PUBLIC)
    assert checkpoint.verify(note + line * 100, NAME, PUBLIC) is None


def test_a_text_may_hold_empty_lines_and_a_false_signature_block():
    text = f"first\n\n{PETER_LINE}last\n"
    note = checkpoint.sign(text, NAME, OWN)
    assert checkpoint.verify(note, NAME, PUBLIC) == text


@pytest.mark.parametrize("name", ["", "a b", "a\u3000b", "a+b", "a\nb", "a\tb"])
def test_names_that_no_note_can_carry(name):
    with pytest.raises(ValueError):
        checkpoint.sign("x\n", name, OWN)
    with pytest.raises(ValueError):
        checkpoint.verifier_key(name, PUBLIC)


@pytest.mark.parametrize("text", ["", "no last newline", "a\x00b\n", "a\tb\n", "a\r\n"])
def test_texts_that_are_never_signed(text):
    with pytest.raises(ValueError):
        checkpoint.sign(text, NAME, OWN)


@given(st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_a_head_reads_back(size, root):
    assert checkpoint.parse(checkpoint.note_text(NAME, size, root)) == (NAME, size, root)


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [
        ("", 1, ROOT),
        ("a\nb", 1, ROOT),
        (f"evil\n999\n{base64.b64encode(ROOT).decode()}", 1, ROOT),
        ("a\tb", 1, ROOT),
        (NAME, -1, ROOT),
        (NAME, 2**63, ROOT),
        (NAME, 1, ROOT[:-1]),
        (NAME, 1, ROOT + b"x"),
        (NAME, 1, b""),
    ],
)
def test_a_head_that_would_read_back_as_another_is_never_written(origin, size, root):
    with pytest.raises(ValueError):
        checkpoint.note_text(origin, size, root)


B64 = base64.b64encode(ROOT).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x\n1\n",
        f"x\n1\n{B64}",
        f"\n1\n{B64}\n",
        f"x\n01\n{B64}\n",
        f"x\n-1\n{B64}\n",
        f"x\n+1\n{B64}\n",
        f"x\n 1\n{B64}\n",
        f"x\n１\n{B64}\n",
        f"x\n²\n{B64}\n",
        f"x\n9223372036854775808\n{B64}\n",
        f"x\n{'9' * 5000}\n{B64}\n",
        f"x\n1\n{B64[:-1]}\n",
        f"x\n1\n{B64[:-2]}9=\n",
        "x\n1\nAAAA\n",
        "x\n1\n!\n",
        f"x\n1\n{B64}\n\n",
        f"x\n1\n{B64}\n\nmore\n",
    ],
)
def test_what_is_not_a_head(text):
    with pytest.raises(ValueError):
        checkpoint.parse(text)


def test_extension_lines_are_passed_over():
    assert checkpoint.parse(f"x\n0\n{B64}\nwith an extension\n") == ("x", 0, ROOT)
