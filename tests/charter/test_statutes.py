"""Each locked number stands in its article as the law writes it: a changed number, article or direction fails here."""

import re
from collections import Counter
from fractions import Fraction

import pytest

from deliberation.charter.rulebook import Number, load

LAW = "城市居民委员会组织法"
CIVIL = "民法典"
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
# What the law locks, so that a lock taken out of the rulebook is missed. Read from the statute, not from the code.
LOCKS = {
    "bodies.committee_member.term_years": "14", "bodies.representative.term_years": "14", "bodies.supervisor.term_years": "14",
    "kinds.covenant.advise.study_required": "30", "kinds.covenant.publish.post_days": "34", "kinds.covenant.vote.community.majority": "27",
    "kinds.covenant.vote.community.quorum": "27", "kinds.covenant.vote.delegated.quorum": "29", "kinds.covenant.vote.delegated.majority": "29", "kinds.covenant.vote.delegated.recusal_leaves_base": "29",
    "kinds.task.publish.post_days": "34", "kinds.task.vote.community.majority": "29", "kinds.task.vote.community.quorum": "29",
    "kinds.task.vote.community.recusal_leaves_base": "29",
    **{f"kinds.{kind}.vote.{scope}.{field}": "278" for kind in ("property", "property_special") for scope in ("community", "group") for field in ("quorum", "majority")},
    "kinds.ordinary.advise.study_required": "30", "kinds.ordinary.publish.post_days": "34", "kinds.ordinary.vote.community.majority": "29",
    "kinds.ordinary.vote.community.quorum": "29", "kinds.ordinary.vote.community.recusal_leaves_base": "29",
    "meeting.assembly_majority": "27", "meeting.assembly_notice_days": "26", "meeting.assembly_quorum": "27", "meeting.call_by_representatives": "28",
    "meeting.call_by_residents": "26", "meeting.committee_max": "8", "meeting.committee_min": "8", "meeting.representatives_share": "28",
}
# Words that hold no number: what they demand, and which way.
UNNUMBERED = {"应当先经社区党组织研究讨论": ("true", "exactly"), "组成人员": ("false", "exactly")}
LOCKED = [n for n in load("cn-2026").numbers if n.locked]


def numeral(text: str) -> int:
    """五 → 5, 十五 → 15, 二十 → 20."""
    if "十" in text:
        tens, ones = text.split("十")
        return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)
    return DIGITS[text]


def demanded(number: Number) -> str:
    """The value the statute's words stand for, as the rulebook prints it."""
    if found := re.search(r"([一二三四五六七八九十]+)分之([一二三四五六七八九十]+)以上", number.words):
        share = Fraction(numeral(found[2]), numeral(found[1]))
        return f"≥ {share.numerator}/{share.denominator}"
    if "过半数" in number.words:
        return "> 1/2"
    if found := re.fullmatch(r"([一二三四五六七八九])至([一二三四五六七八九])人", number.words):
        return str(numeral(found[1 if number.direction == "at_least" else 2]))
    if found := re.search(r"([一二三四五六七八九十]+)[日年]", number.words):
        return str(numeral(found[1]))
    value, direction = UNNUMBERED[number.words]
    assert number.direction == direction
    return value


def chinese(n: int) -> str:
    tens, ones = divmod(n, 10)
    return (("" if tens == 1 else "零一二三四五六七八九"[tens]) + "十" if tens else "") + ("零一二三四五六七八九"[ones] if ones else "")


@pytest.fixture(scope="module")
def articles(test_data) -> dict[str, str]:
    """Article number → its text, all paragraphs; of the Civil Code the one on what owners decide."""
    law = (test_data / "laws" / "居民委员会组织法-2025-10-28.md").read_text("utf-8")
    civil = re.search(r"(?m)^第二百七十八条 .*?(?=^第[一二三四五六七八九十百千]+条 |\Z)", (test_data / "laws" / "民法典-摘录.md").read_text("utf-8"), re.S)
    found = {str(n): re.search(rf"(?m)^第{chinese(n)}条 .*?(?=^第[一二三四五六七八九十]+条 |^## |\Z)", law, re.S) for n in range(1, 51)}
    return {n: match[0] for n, match in found.items() if match} | ({"278": civil[0]} if civil else {})


def test_the_reader_of_the_law_reads_it_whole(articles):
    assert len(articles) == 51 and [numeral(w) for w in ("五", "十", "十五", "二十", "二十三")] == [5, 10, 15, 20, 23]


def test_no_lock_is_missing_and_each_cites_its_article():
    assert {n.path: n.article for n in LOCKED} == LOCKS
    of_owners = sum(article == "278" for article in LOCKS.values())
    assert Counter(n.law for n in LOCKED) == {LAW: len(LOCKS) - of_owners, CIVIL: of_owners} and {n.source for n in LOCKED} == {"V"}


@pytest.mark.parametrize("number", LOCKED, ids=lambda n: n.path)
def test_the_number_stands_in_its_article(articles, number):
    assert number.words in articles[number.article]
    assert demanded(number) == number.value


@pytest.mark.parametrize(("number", "sentence"), [
    # The words alone could stand anywhere in the article: the whole clause that is locked.
    ("kinds.ordinary.vote.community.quorum", "应当有三分之二以上的组成人员参加方可召开"),
    ("kinds.ordinary.vote.community.majority", "应当经到会组成人员的过半数通过"),
    ("meeting.assembly_quorum", "全体十八周岁以上的本社区居民或者户的代表的过半数参加"),
    ("meeting.assembly_majority", "应当经到会人员的过半数通过"),
    ("meeting.assembly_notice_days", "应当提前十日通知居民"),
    ("meeting.call_by_residents", "有十分之一以上的年满十八周岁居民"),
    ("meeting.call_by_representatives", "有五分之一以上的居民代表提议，应当召集"),
    ("meeting.representatives_share", "居民代表应当占居民代表会议组成人员的五分之四以上"),
    ("meeting.committee_max", "共五至九人组成"),
    ("kinds.ordinary.publish.post_days", "公布的期限不得少于十五日"),
    ("kinds.ordinary.advise.study_required", "应当先经社区党组织研究讨论"),
    ("bodies.committee_member.term_years", "居民委员会每届任期五年"),
    ("kinds.property.vote.community.quorum", "由专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决"),
    ("kinds.property.vote.group.majority", "决定前款其他事项，应当经参与表决专有部分面积过半数的业主且参与表决人数过半数的业主同意"),
    ("kinds.property_special.vote.group.majority", "决定前款第六项至第八项规定的事项，应当经参与表决专有部分面积四分之三以上的业主且参与表决人数四分之三以上的业主同意"),
])
def test_the_clause_is_the_one_meant(articles, number, sentence):
    cited = load("cn-2026").number(number)
    assert sentence in articles[cited.article] and cited.words in sentence


def test_an_emergency_shortens_the_notice_of_a_meeting_by_law(articles):
    assert "遇有特殊情况的，可以临时通知居民" in articles["26"]


def test_the_rule_on_relatives_stands_in_its_article(articles):
    rule, = (r for r in load("cn-2026").incompatible if r.locked)
    assert (rule.law, rule.role, rule.with_role, rule.relatives) == (LAW, "supervisor", "committee_member", True)
    assert "居民委员会成员及其近亲属不得担任居务监督委员会成员" in articles[rule.article]


def test_the_association_claims_no_law():
    book = load("association")
    assert not any(n.locked or n.law or n.article for n in book.numbers) and not any(r.law or r.locked for r in book.incompatible)


def test_what_the_calendar_does_stands_in_the_civil_code(test_data):
    code = (test_data / "laws" / "民法典-摘录.md").read_text("utf-8")
    for words in ("开始的当日不计入，自下一日开始计算", "以法定休假日结束的次日为期间的最后一日", "截止时间为二十四时", "“以上”、“以下”、“以内”、“届满”，包括本数"):
        assert words in code
