"""Rulebooks: errors with file and line, locks that hold, kinds added by a table."""

import pytest

from deliberation.charter.rulebook import RulebookError, load, parse, public_rows, shipped

BASE = 'extends = "cn-2026"\nname = "ours"\n'


@pytest.mark.parametrize("name", shipped())
def test_shipped_rulebooks_load(name):
    book = load(name)
    assert book.name == name and book.kind("ordinary").gather.residents == 10
    assert parse(book.source_text).digest == book.digest
    assert public_rows(book)


@pytest.mark.parametrize(("text", "line", "words"), [
    ("format = 1\nfoo = ", 2, "TOML"),
    (BASE + "[kinds.ordinary.gather]\nresidents = -1\n", 4, "negative"),
    (BASE + "[kinds.ordinary.gather]\nresidents = \"ten\"\n", 4, "int"),
    (BASE + "[kinds.ordinary.gather]\nresidentz = 3\n", 4, "unknown"),
    (BASE + "[kinds.ordinary.vote.community]\nquorum = { at_least = \"3/2\" }\n", 4, "fraction"),
    (BASE + "[kinds.ordinary.vote.community]\nquorum = { at_least = \"0.66\" }\n", 4, "n/d"),
    (BASE + "[kinds.ordinary.vote.community]\nmin_working_days = 1\n", 4, "two working days"),
    (BASE + "[factors.residents]\nmethods = []\n", 4, "never nothing"),
    (BASE + "[kinds.fund]\nlike = \"nothing\"\n", 4, "like"),
    ('extends = "nowhere"\n', 1, "extend"),
])
def test_an_error_names_file_line_and_reason(text, line, words):
    with pytest.raises(RulebookError) as caught:
        parse(text, "ours.toml")
    assert (caught.value.line, caught.value.filename) == (line, "ours.toml") and words in str(caught.value)


@pytest.mark.parametrize(("change", "article"), [
    ('[kinds.ordinary.vote.community]\nquorum = { at_least = "1/2" }', "29"),
    ('[kinds.ordinary.vote.community]\nmajority = { at_least = "1/2" }', "29"),
    ("[kinds.ordinary.publish]\npost_days = 14", "34"),
    ("[kinds.ordinary.advise]\nstudy_required = false", "30"),
    ('[meeting]\nrepresentatives_share = { at_least = "3/4" }', "28"),
    ('[meeting]\nassembly_notice_days = 9', "26"),
    ("[bodies.representative]\nterm_years = 6", "14"),
    ('[kinds.fund]\nlike = "ordinary"\ntitle = { zh = "资金", en = "Fund" }\n[kinds.fund.publish]\npost_days = 3', "34"),
    ("incompatible = []", "36"),
])
def test_loosening_a_locked_number_is_refused_citing_the_article(change, article):
    with pytest.raises(RulebookError) as caught:
        parse((change + "\n" + BASE) if change.startswith("incompatible") else BASE + change + "\n", "ours.toml")
    assert f"Art {article}" in str(caught.value)


def test_tightening_is_accepted_and_a_kind_is_a_table():
    book = parse(BASE + '[kinds.ordinary.publish]\npost_days = 20\n[kinds.fund]\nlike = "ordinary"\ntitle = { zh = "资金", en = "Fund" }\n[kinds.fund.gather]\nresidents = 20\n')
    assert book.kind("ordinary").publish.post_days == 20
    assert (book.kind("fund").gather.residents, book.kind("fund").vote["community"].quorum) == (20, book.kind("ordinary").vote["community"].quorum)
    again = parse(book.source_text)
    assert again.digest == book.digest and again.kind("fund").gather.residents == 20
