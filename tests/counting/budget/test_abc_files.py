"""abcvoting files: what is broken is refused with its line, and nothing in a file can hurt."""

import pytest

from deliberation.counting.formats import BadFile, abc_yaml

GOOD = b"""description: small
profile: [[0, 2], [1],
  []]
num_cand: 3
committeesize: 2
voter_weights: [1, 2, 3]
compute:
- rule_id: av
"""


def test_a_small_file():
    found = abc_yaml.parse(GOOD)
    assert (
        found.candidates == ("0", "1", "2")
        and found.marks.tolist() == [0, 2, 1]
        and found.starts.tolist() == [0, 2, 3, 3]
    )
    assert (found.seats, found.weights.tolist(), found.ballots) == (2, [1, 2, 3], 6)
    block = abc_yaml.parse(b"profile:\n- [0, 4]\n- - 1\n")
    assert len(block.candidates) == 5 and block.seats is None and block.marks.tolist() == [0, 4, 1]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        (b"profile", b"ballots", 0, "no profile"),
        (b"[1]", b"[3]", 2, "candidate 3 of 3"),
        (b"[1]", b"[1, 1]", 2, "names a candidate twice"),
        (b"[]]", b"[x]]", 3, "not a whole number"),
        (b"[1]", b"[-1]", 2, "not a whole number"),
        (b"[1]", b"[1.0]", 2, "not a whole number"),
        (b"[1]", b"[[1]]", 2, "'a list', not a whole number"),
        (b"[1]", b"1", 2, "a ballot is not a list"),
        (b"num_cand: 3", b"num_cand: 0", 4, "0 candidates"),
        (b"num_cand: 3", b"num_cand: 999999999", 4, "cannot be counted"),
        (b"size: 2", b"size: 4", 5, "4 seats for 3"),
        (b"size: 2", b"size: 0", 5, "0 seats"),
        (b"[1, 2, 3]", b"[1, 2]", 6, "2 weights for 3"),
        (b"[1, 2, 3]", b"[1, 2, .5]", 6, "not a whole number"),
        (b"num_cand: 3", b"profile: [[0]]", 4, "said twice"),
        (b"  []]", b"  []", 4, "not YAML"),
        (b"small", b"\xe9", 1, "UTF-8"),
        (b"[1]", b"*x", 2, "an alias"),
        (b"small", b"\x00", 1, "not YAML"),
        (b"- rule_id: av\n", b"- " + b"[" * 100_000, 8, "lists within lists"),
        (b"- rule_id: av\n", b"- " * 100_000, 8, "lists within lists"),
        (b"profile: [", b"profile: {a: ", 3, "not YAML"),
    ],
)
def test_a_broken_file_is_refused_with_line_and_reason(old, new, line, reason):
    assert old in GOOD
    with pytest.raises(BadFile) as bad:
        abc_yaml.parse(GOOD.replace(old, new, 1))
    assert (bad.value.line, reason in bad.value.reason) == (line, True), str(bad.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"# nothing",
        b"[1]",
        b"- a",
        b"profile: {}",
        b"profile: 3",
        b"!!python/object:os.system rm",
        b"--- \n...\n",
        b"profile: []",
    ],
)
def test_what_is_no_such_file_at_all(data):
    with pytest.raises(BadFile):
        abc_yaml.parse(data)
