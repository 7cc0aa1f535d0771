"""Rulebooks: errors with file and line, locks that hold, kinds added by a table."""

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.charter.rulebook import (
    RulebookError,
    load,
    parse,
    parse_file,
    public_rows,
    shipped,
    shipped_text,
)
from deliberation.charter.rulebook.lines import key_lines
from deliberation.charter.rulebook.reading import EXTENDED
from deliberation.counting.threshold import Threshold

TWO_THIRDS = Threshold("at_least", 2, 3)
BASE = 'extends = "cn-2026"\nname = "ours"\n'


@pytest.mark.parametrize("name", shipped())
def test_shipped_rulebooks_load(name):
    book = load(name)
    assert book.name == name and book.kind("ordinary").gather.residents == 10
    assert parse(book.source_text).digest == book.digest
    assert public_rows(book)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("format = 1\nfoo = ", 2, "TOML"),
        (BASE + "[kinds.ordinary.gather]\nresidents = -1\n", 4, "negative"),
        (BASE + '[kinds.ordinary.gather]\nresidents = "ten"\n', 4, "int"),
        (BASE + "[kinds.ordinary.gather]\nresidentz = 3\n", 4, "unknown"),
        (BASE + '[kinds.ordinary.vote.community]\nquorum = { at_least = "3/2" }\n', 4, "fraction"),
        (BASE + '[kinds.ordinary.vote.community]\nquorum = { at_least = "0.66" }\n', 4, "n/d"),
        (BASE + "[kinds.ordinary.vote.community]\nmin_working_days = 1\n", 4, "two working days"),
        (BASE + "[factors.residents]\nmethods = []\n", 4, "never nothing"),
        (BASE + '[kinds.fund]\nlike = "nothing"\n', 4, "like"),
        ('extends = "nowhere"\n', 1, "extend"),
    ],
)
def test_an_error_names_file_line_and_reason(text, line, words):
    with pytest.raises(RulebookError) as caught:
        parse(text, "ours.toml")
    assert (caught.value.line, caught.value.filename) == (line, "ours.toml") and words in str(
        caught.value
    )


@pytest.mark.parametrize(
    ("change", "article"),
    [
        ('[kinds.ordinary.vote.community]\nquorum = { at_least = "1/2" }', "29"),
        ('[kinds.ordinary.vote.community]\nmajority = { at_least = "1/2" }', "29"),
        ("[kinds.ordinary.publish]\npost_days = 14", "34"),
        ("[kinds.ordinary.advise]\nstudy_required = false", "30"),
        ('[meeting]\nrepresentatives_share = { at_least = "3/4" }', "28"),
        ("[meeting]\nassembly_notice_days = 9", "26"),
        ('[meeting]\ncall_by_representatives = { at_least = "1/4" }', "28"),
        ('[meeting]\ncall_by_residents = { more_than = "1/10" }', "26"),
        ("[meeting]\ncommittee_max = 11", "8"),
        ("[meeting]\ncommittee_min = 3", "8"),
        ("[kinds.ordinary.vote.community]\nrecusal_leaves_base = true", "29"),
        (
            (
                '[kinds.ordinary.vote.community]\nquorum = { at_least = "1/2", law = "A law", '
                'article = "1", lock = "at_least", source = "D" }'
            ),
            "29",
        ),
        (
            (
                '[kinds.ordinary.vote.community]\nelectorate = "residents"\nquorum = { at_least '
                '= "1/2" }'
            ),
            "27",
        ),
        (
            '[kinds.ordinary.vote.community]\nelectorate = "residents"\nrecusal_leaves_base = true',
            "27",
        ),
        ('[kinds.ordinary.vote.group]\nelectorate = "reps_meeting"', "29"),
        ("[bodies.representative]\nterm_years = 6", "14"),
        (
            (
                '[kinds.fund]\nlike = "ordinary"\ntitle = { zh = "资金", en = "Fund" '
                "}\n[kinds.fund.publish]\npost_days = 3"
            ),
            "34",
        ),
        ("incompatible = []", "36"),
        (
            (
                'incompatible = [{ role = "supervisor", with_role = "committee_member", '
                "relatives = false }]"
            ),
            "36",
        ),
        ('incompatible = [{ role = "supervisor", with_role = "clerk", relatives = true }]', "36"),
    ],
)
def test_loosening_a_locked_number_is_refused_citing_the_article(change, article):
    with pytest.raises(RulebookError) as caught:
        parse(
            (change + "\n" + BASE) if change.startswith("incompatible") else BASE + change + "\n",
            "ours.toml",
        )
    assert f"Art {article}" in str(caught.value)


def test_tightening_is_accepted_and_a_kind_is_a_table():
    book = parse(
        BASE
        + (
            '[kinds.ordinary.publish]\npost_days = 20\n[kinds.fund]\nlike = "ordinary"\ntitle = '
            '{ zh = "资金", en = "Fund" }\n[kinds.fund.gather]\nresidents = 20\n'
        )
    )
    assert book.kind("ordinary").publish.post_days == 20
    assert (book.kind("fund").gather.residents, book.kind("fund").vote["community"].quorum) == (
        20,
        book.kind("ordinary").vote["community"].quorum,
    )
    again = parse(book.source_text)
    assert again.digest == book.digest and again.kind("fund").gather.residents == 20


def test_a_rulebook_that_cites_the_law_is_held_to_it_without_extending():
    own = shipped_text("cn-2026").replace('name = "cn-2026"', 'name = "ours"')
    assert parse(own, "ours.toml").kind("ordinary").vote["community"].quorum == TWO_THIRDS
    looser = own.replace(
        '{ at_least = "2/3", law = "城市居民委员会组织法", article = "29", lock = "at_least", '
        "words = "
        '"三分之二以上" }',
        '{ at_least = "3/5" }',
    )
    with pytest.raises(
        RulebookError,
        match=r"ours.toml:\d+: kinds.ordinary.vote.community.quorum: ≥ 3/5 loosens ≥ 2/3, which "
        r"城市居民委员会组织法 Art 29 \(三分之二以上\)",
    ):
        parse(looser, "ours.toml")
    line = looser.split("\n").index('quorum = { at_least = "3/5" }') + 1
    with pytest.raises(RulebookError) as caught:
        parse(looser, "ours.toml")
    assert caught.value.line == line


def test_a_base_carried_along_cannot_be_forged():
    forged = shipped_text("association").replace('name = "association"', 'name = "cn-2026"')
    with pytest.raises(RulebookError, match="Art"):
        parse(f"{forged}{EXTENDED}{BASE}", "ours.toml")


def test_an_association_is_bound_by_no_statute():
    book = parse(
        'extends = "association"\nname = "club"\n[kinds.ordinary.vote.community]\nquorum = { '
        'at_least = "1/10" }\n[kinds.ordinary.publish]\npost_days = 3\n'
    )
    assert (
        book.kind("ordinary").vote["community"].quorum == Threshold("at_least", 1, 10)
        and book.kind("ordinary").publish.post_days == 3
    )


@pytest.mark.parametrize(
    "change",
    [
        '[kinds.ordinary.vote.community]\nquorum = { at_least = "3/4" }',
        '[kinds.ordinary.vote.community]\nquorum = { more_than = "2/3" }',
        '[kinds.ordinary.vote.community]\nquorum = { at_least = "4/6" }',
        "[kinds.ordinary.publish]\npost_days = 16",
        "[meeting]\nassembly_notice_days = 11",
        '[meeting]\ncall_by_residents = { at_least = "1/20" }',
        "[meeting]\ncommittee_max = 7",
        '[kinds.ordinary.vote.community]\nelectorate = "residents"\nquorum = { more_than = "1/2" }',
        '[kinds.ordinary.vote.group]\nquorum = { at_least = "1/10" }',
        "[kinds.ordinary.gather]\nresidents = 1",
    ],
)
def test_what_tightens_a_lock_or_touches_none_is_accepted(change):
    assert parse(f"{BASE}{change}\n", "ours.toml").digest != load("cn-2026").digest


def test_a_tightened_number_keeps_its_citation_and_an_own_one_says_so():
    book = parse(
        BASE
        + (
            '[kinds.ordinary.vote.community]\nquorum = { at_least = "3/4" }\ndays = '
            '9\n[kinds.ordinary.notice]\ndays = { value = 10, law = "四川省条例", article = "5", '
            'words = "十日" }\n'
        )
    )
    quorum, days, notice = (
        book.number(f"kinds.ordinary.{p}")
        for p in ("vote.community.quorum", "publish.decide_days", "notice.days")
    )
    assert (quorum.value, quorum.law, quorum.article, quorum.locked) == (
        "≥ 3/4",
        "城市居民委员会组织法",
        "29",
        True,
    )
    assert (days.source, notice.law, notice.article, notice.source, notice.locked) == (
        "A",
        "四川省条例",
        "5",
        "V",
        False,
    )
    assert book.number("kinds.ordinary.vote.community.days").source == "D"
    assert (
        parse(BASE + "[kinds.ordinary.publish]\ndecide_days = 4\n")
        .number("kinds.ordinary.publish.decide_days")
        .source
        == "D"
    )


def test_a_kind_that_is_like_none_is_held_too():
    table = re.sub(
        r"(?m)^\[kinds\.ordinary",
        "[kinds.garden",
        shipped_text("cn-2026")[shipped_text("cn-2026").index("[kinds.ordinary.title]") :],
    )
    bare = re.sub(r", law = .*? }", " }", table)
    assert "garden" in parse(BASE + bare, "ours.toml").kinds
    with pytest.raises(
        RulebookError, match=r"kinds.garden.publish.post_days: 5 loosens 15, .*Art 34"
    ):
        parse(BASE + bare.replace("post_days = { value = 15 }", "post_days = 5"), "ours.toml")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("post_days = {", "most_days = {", "publish.most_days: unknown key"),
        ('calendar = "plain"', 'calendar = "moon"', "'moon' is none of cn, plain"),
        ("format = 1", "format = 2", "reads format 1"),
        ("format = 1\n", "", "format is missing"),
        ("text_max = 5000", "text_max = 5000.0", "int is needed"),
        ("text_max = 5000", "text_max = true", "int is needed"),
        ("text_max = 5000", "text_max = 0", "at least 1"),
        ("days = { value = 30", "days = { value = 99999", "slip"),
        ('en = "Rules of a residents’ association"', 'fr = "Règles"', "title: needs zh and en"),
        ('clerk = { term_years = 3, after_term = "lapse" }', "", "clerk is missing"),
        ('with_role = "clerk"', 'with_role = "king"', "incompatible.1.with_role: none of"),
        ('"duplicate"', '"dislike"', "passing_reasons: some of"),
        ('"recovery"]', '"telepathy"]', "some of authenticator"),
        ('convener = "residents_committee"', 'convener = "nobody"', "meeting.convener"),
        ('factor = "residents"', 'factor = "cats"', "no [factors.cats]"),
        ("study_required = { value = false,", "study_required = { value = 0,", "bool is needed"),
        ('source = "D" }', 'source = "X" }', "a source is V"),
        ('source = "D" }', "source = 4 }", "text in quotes"),
        ('source = "D" }', 'lock = "at_least" }', "names law and article"),
        ('source = "D" }', 'page = "4" }', "unknown key 'page'"),
        ('quorum = { at_least = "2/3"', 'quorum = { value = "2/3"', "unknown key 'value'"),
        ('ballot = "named"', 'ballot = "shouted"', "none of named"),
        ("scale_max = 5", "scale_max = 6", "1 to 5"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_line(old, new, words):
    text = shipped_text("association")
    assert old in text
    at = text[: text.index(old)].count("\n") + 1
    with pytest.raises(RulebookError) as caught:
        parse(text.replace(old, new, 1), "club.toml")
    assert words in caught.value.reason
    if new and "needs zh" not in words:  # what is missing is reported at its table
        assert caught.value.line == at


def test_a_file_that_is_no_text_or_no_rulebook(tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes(b'format = 1\nname = "\xff"\n')
    with pytest.raises(RulebookError, match="x.toml:1: not UTF-8"):
        parse_file(path)
    path.write_text("a = " + "[" * 5000 + "]" * 5000)
    with pytest.raises(RulebookError, match="x.toml:1: "):
        parse_file(path)
    path.write_text("")
    with pytest.raises(RulebookError, match="x.toml:1: format is missing"):
        parse_file(path)
    for outside in ("../rulebooks/cn-2026", "no-such", ""):
        path.write_text(f'extends = "{outside}"\n')
        with pytest.raises(RulebookError, match="x.toml:1: extends: there is no rulebook"):
            parse_file(path)


@given(
    st.lists(
        st.sampled_from(
            [
                "a = 1",
                "[t]",
                "[[q]]",
                'b = """',
                '"""',
                "c = [",
                "]",
                '# " [',
                "d = '['",
                'e = "\\""',
                "x.y = {z = 1}",
                "",
                "[t.u]",
            ]
        ),
        max_size=14,
    )
)
def test_key_lines_never_invent_a_key(lines):
    """Of a text that is TOML, every key of the outer table is found, and on a line that begins with
    it.
    """
    text = "\n".join(lines)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    found = key_lines(text)
    assert {path.partition(".")[0] for path in found} == set(raw)
    for path, number in found.items():
        if not path.rpartition(".")[2].isdigit():
            assert path.rpartition(".")[2] in text.split("\n")[number - 1]


def test_nothing_inside_a_long_string_or_a_list_is_a_key():
    text = 'a = """\nb = 1\n[c]\n"""\nd = [\n"x", # ]\n"e = 2",\n]\nf = 3\n'
    assert key_lines(text) == {"a": 1, "d": 5, "f": 9}


def test_each_table_of_a_list_has_its_line():
    assert key_lines("[[q]]\nm = 1\n\n[[q]]\nm = 2\n")["q.1.m"] == 5
