"""Ranked ballot files: what is read, and every broken file refused with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.counting.formats import blt, preflib
from deliberation.counting.formats.errors import BadFile
from deliberation.counting.ranked.profile import Profile

from .ranked_cases import profiles

GOOD = """\
# ballots of 2026
4 2   # four for two
-2
3 1 3 4 0
4 1 3=2 0
/* a remark
   of two lines */
2 4 - 1 0
1 0
0
"Adam"  # said "Addy"
"Basil, the 2nd # of the name"
"Charl\\"otte"
"Do""nald"
"Title"
"source" "comment"
"""
DEBIAN = """\
# FILE NAME: 1.toi
# TITLE: Made up
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 7
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Ai
# ALTERNATIVE NAME 2: Bo, of the east: court
# ALTERNATIVE NAME 3: Cai
4: 3,{1,2}
2: 2
1: {1, 3}
"""


def test_a_blt_file_with_everything():
    assert blt.parse(GOOD.encode()) == Profile(
        ("Adam", "Basil, the 2nd # of the name", 'Charl"otte', 'Do"nald'),
        ((3, ((0,), (2,), (3,))), (4, ((0,), (1, 2))), (2, ((3,), (0,))), (1, ())),
        2,
        "Title",
        frozenset({1}),
    )


@pytest.mark.parametrize(
    "change",
    (
        lambda s: s.replace("\n", "\r\n"),
        lambda s: "\ufeff" + s,
        lambda s: s.replace("3 1 3 4 0", "3\t1  3 4\t0  "),
        lambda s: "\n\n" + s.replace("-2\n", "-2\n\n"),
    ),
)
def test_line_ends_marks_and_blanks_do_not_matter(change):
    assert blt.parse(change(GOOD).encode()) == blt.parse(GOOD.encode())


def test_names_without_quotation_marks_as_in_the_scottish_files():
    profile = blt.parse(
        b"2 1\n3 1 2 0\n2 2 0\n0\nMarion Anne BUCHAN (Con)\nJim O'NEILL (SNP) #2\nWard 4 - Central "
        b"Buchan"
    )
    assert (
        profile.candidates == ("Marion Anne BUCHAN (Con)", "Jim O'NEILL (SNP) #2")
        and profile.title == "Ward 4 - Central Buchan"
    )


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    profiles(ties=True),
    st.lists(
        st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1),
        min_size=7,
        max_size=7,
        unique=True,
    ),
    st.sets(st.integers(0, 1)),
)
def test_what_is_written_is_read_again(profile, names, gone):
    count = len(profile.candidates)
    profile = Profile(
        tuple(names[:count]), profile.ballots, profile.seats, names[6], frozenset(gone)
    )
    assert blt.parse(blt.write(profile).encode()) == profile


@pytest.mark.parametrize(
    ("line", "reason", "text"),
    (
        (1, "empty", ""),
        (2, "UTF-8", "2 1\n\udcff"),
        (1, "number of candidates", "2\n1 1 0\n0\na\nb"),
        (1, "3 seats for 2", "2 3\n1 1 0\n0\na\nb"),
        (1, "0 seats", "2 0\n0\na\nb"),
        (2, "candidate 3 withdrew", "2 1\n-3\n1 1 0\n0\na\nb"),
        (2, "twice", "2 1\n-1 -1\n1 1 0\n0\na\nb"),
        (3, "twice", "2 1\n-1\n-1\n1 1 0\n0\na\nb"),
        (2, "does not end with 0", "2 1\n1 1 2\n0\na\nb"),
        (3, "'3' is no candidate's number", "2 1\n1 1 0\n1 3 0\n0\na\nb"),
        (2, "stands twice", "2 1\n1 1 1 0\n0\na\nb"),
        (2, "stands twice", "2 1\n1 1=01 0\n0\na\nb"),
        (2, "nobody cast", "2 1\n0 1 0\n0\na\nb"),
        (2, "whole number", "2 1\n1.5 1 0\n0\na\nb"),
        (2, "whole number", "2 1\n[tie 2 1]\n1 1 0\n0\na\nb"),
        (2, "'' is no candidate's", "2 1\n1 1= 0\n0\na\nb"),
        (2, "'-2' is no candidate's", "2 1\n1 1 -2 0\n0\na\nb"),
        (4, "do not end with a line 0", "2 1\n1 1 0\n\n1 2 0"),
        (3, "whole number, not '/*'", "2 1\n1 1 0\n/* 0\na\nb"),
        (4, "2 candidates, but 1 names", "2 1\n1 1 0\n0\na"),
        (5, "two candidates are called 'a'", "2 1\n1 1 0\n0\na\na\nt"),
        (4, "without a name", '2 1\n1 1 0\n0\n""\nb'),
        (4, "quotation mark", '2 1\n1 1 0\n0\n"a\nb'),
        (9, "more than 2 names", "2 1\n1 1 0\n0\na\nb\nt\nx\ny\nz"),
        (2, "'１' is no candidate's", "2 1\n1 １ 0\n0\na\nb"),
        (3, "nobody cast", "2 1\n1 1 0\n0 0\na\nb"),
        (2, "whole number", "2 1\n9999999999999 1 0\n0\na\nb"),
    ),
)
def test_a_broken_blt_file_is_refused(line, reason, text):
    with pytest.raises(BadFile) as refused:
        blt.parse(text.encode("utf-8", "surrogateescape"))
    assert refused.value.line == line and reason in refused.value.reason, refused.value


def test_a_preflib_file_with_ties():
    assert preflib.parse(DEBIAN.encode(), kind="toi") == Profile(
        ("Ai", "Bo, of the east: court", "Cai"),
        ((4, ((2,), (0, 1))), (2, ((1,),)), (1, ((0, 2),))),
        title="Made up",
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    (
        ("7\n", "8\n", 5, "NUMBER VOTERS is 8, but the file has 7"),
        ("ORDERS: 3", "ORDERS: 4", 6, "but the file has 3"),
        ("VOTERS: 7", "VOTERS: many", 5, "whole number"),
        ("# ALTERNATIVE NAME 3: Cai\n", "", 4, "number 3 has no name"),
        ("Cai", "Ai", 9, "called 'Ai'"),
        ("NAME 1: Ai", "NAME 1:", 7, "without a name"),
        ("ALTERNATIVES: 3", "ALTERNATIVES: 2", 9, "alternative 3 has a name, but there are 2"),
        ("# NUMBER ALTERNATIVES: 3\n", "", 1, "name no alternatives"),
        ("ALTERNATIVES: 3", "ALTERNATIVES: 0", 4, "name no alternatives"),
        ("4: 3,", "4 3,", 10, "voters: 1,2,3"),
        ("4: 3", "0: 3", 10, "voters: 1,2,3"),
        ("2: 2", "2: 4", 11, "'4' is no alternative's"),
        ("2: 2", "2: 2,2", 11, "twice"),
        ("{1, 3}", "{1, 3", 12, "is no order"),
        ("{1, 3}", "{1,,3}", 12, "'' is no alternative's"),
        ("2: 2", "2: 2,,1", 11, "is no order"),
        ("TYPE: toi", "TYPE: cat", 3, "not 'cat'"),
        ("TYPE: toi", "TYPE: soi", 3, "name ends in .toi"),
    ),
)
def test_a_broken_preflib_file_is_refused(old, new, line, reason):
    assert old in DEBIAN
    with pytest.raises(BadFile) as refused:
        preflib.parse(DEBIAN.replace(old, new, 1).encode(), kind="toi")
    assert refused.value.line == line and reason in refused.value.reason, refused.value


@pytest.mark.parametrize(
    ("kind", "line", "reason"),
    (("soi", 10, "no ties"), ("soc", 10, "no ties"), ("toc", 11, "name all 3")),
)
def test_an_order_that_its_kind_forbids(kind, line, reason):
    with pytest.raises(BadFile) as refused:
        preflib.parse(DEBIAN.replace("TYPE: toi", f"TYPE: {kind}").encode(), kind=kind)
    assert refused.value.line == line and reason in refused.value.reason


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80) | st.text('0123 \n-="#/*a').map(str.encode))
def test_no_bytes_break_the_readers(data):
    for reader in (blt.parse, preflib.parse):
        try:
            reader(data)
        except BadFile as refused:
            assert refused.reason and refused.line >= 0


def test_the_public_files_are_read_and_written_again(test_data):
    for path in sorted(test_data.rglob("*.blt")):
        profile = blt.read(path)
        assert profile.voters and blt.parse(blt.write(profile).encode()) == profile, path.name
