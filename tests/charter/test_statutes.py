"""Each locked number stands in its article as the law writes it: a changed number, article or
direction fails here.
"""

import re
from collections import Counter
from fractions import Fraction

import pytest

from deliberation.charter.rulebook import Number, load

LAW = "城市居民委员会组织法"
CIVIL = "民法典"
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
# What the law locks, so that a lock taken out of the rulebook is missed. Read from the statute, not
# from the code.
LOCKS = {
    "bodies.committee_member.term_years": "14",
    "bodies.representative.term_years": "14",
    "bodies.supervisor.term_years": "14",
    "kinds.covenant.advise.study_required": "30",
    "kinds.covenant.publish.post_days": "34",
    "kinds.covenant.vote.community.majority": "27",
    "kinds.covenant.vote.community.quorum": "27",
    "kinds.covenant.vote.delegated.quorum": "29",
    "kinds.covenant.vote.delegated.majority": "29",
    "kinds.covenant.vote.delegated.recusal_leaves_base": "29",
    "kinds.task.publish.post_days": "34",
    "kinds.task.vote.community.majority": "29",
    "kinds.task.vote.community.quorum": "29",
    "kinds.task.vote.community.recusal_leaves_base": "29",
    "kinds.trial.advise.study_required": "30",
    "kinds.trial.publish.post_days": "34",
    "kinds.trial.vote.community.majority": "29",
    "kinds.trial.vote.community.quorum": "29",
    "kinds.trial.vote.community.recusal_leaves_base": "29",
    **{
        f"kinds.{kind}.vote.{scope}.{field}": "278"
        for kind in ("property", "property_special")
        for scope in ("community", "group")
        for field in ("quorum", "majority")
    },
    "kinds.fund.advise.study_required": "30",
    "kinds.fund.publish.post_days": "34",
    "kinds.fund.vote.community.majority": "29",
    "kinds.fund.vote.community.quorum": "29",
    "kinds.fund.vote.community.recusal_leaves_base": "29",
    "kinds.fund.vote.budget_reps.quorum": "29",
    "kinds.fund.vote.budget_reps.recusal_leaves_base": "29",
    **{
        f"kinds.{kind}.publish.post_days": "34"
        for kind in (
            "election_committee",
            "election_representatives",
            "election_supervisors",
            "election_council",
            "recall",
        )
    },
    **{
        f"kinds.{kind}.vote.community.{field}": "29"
        for kind in ("election_representatives", "election_supervisors")
        for field in ("quorum", "majority", "recusal_leaves_base")
    },
    **{
        f"kinds.election_committee.vote.{scope}.{field}": "19"
        for scope in ("community", "by_households", "by_representatives")
        for field in ("quorum", "majority", "rule", "ballot")
    },
    "kinds.election_committee.notice.days": "17",
    "kinds.election_committee.election.nominators": "18",
    "kinds.election_committee.election.more_candidates": "18",
    "kinds.election_committee.election.seats_min": "8",
    "kinds.election_committee.election.seats_max": "8",
    "kinds.election_committee.election.women": "8",
    "kinds.election_committee.election.second_least": "19",
    "kinds.election_committee.election.handover_days": "25",
    **{
        f"kinds.recall.vote.{scope}.{field}": "20"
        for scope in ("community", "by_households", "by_representatives")
        for field in ("quorum", "majority")
    },
    **{
        f"kinds.recall.recall.{field}": "20"
        for field in ("demand_voters", "demand_representatives", "defence")
    },
    "kinds.ordinary.advise.study_required": "30",
    "kinds.ordinary.publish.post_days": "34",
    "kinds.ordinary.vote.community.majority": "29",
    "kinds.ordinary.vote.community.quorum": "29",
    "kinds.ordinary.vote.community.recusal_leaves_base": "29",
    "meeting.assembly_majority": "27",
    "meeting.assembly_notice_days": "26",
    "meeting.assembly_quorum": "27",
    "meeting.call_by_representatives": "28",
    "meeting.call_by_residents": "26",
    "meeting.committee_max": "8",
    "meeting.election_proxies": "19",
    "meeting.election_objection_days": "17",
    "meeting.election_decide_days": "17",
    "meeting.election_list_days": "17",
    "meeting.committee_min": "8",
    "meeting.representatives_share": "28",
}
# Words that hold no number: what they demand, and which way.
UNNUMBERED = {
    "应当先经社区党组织研究讨论": ("true", "exactly"),
    "组成人员": ("false", "exactly"),
    "候选人的名额应当多于应选名额": ("1", "at_least"),
    "应当有妇女成员": ("1", "at_least"),
    "始得当选": ("election/1", "exactly"),
    "无记名投票": ("secret_paper", "exactly"),
    "有权提出申辩意见": ("true", "exactly"),
    "也可以另选本社区其他居民": ("true", "exactly"),
    "应当就票数相等的再次投票": ("vote_again", "exactly"),
}
SICHUAN = "四川省城市居民委员会选举条例"
SICHUAN_LOCKS = {
    "kinds.election_committee.election.write_ins": "28",
    "kinds.election_committee.election.tie": "31",
    "kinds.election_committee.election.second_within_days": "35",
    "kinds.election_committee.election.filing_days": "44",
    "kinds.recall.recall.vote_within_months": "39",
    "kinds.recall.recall.bar_months": "40",
}
LOCKED = [n for n in load("cn-2026").numbers if n.locked]


def numeral(text: str) -> int:
    """五 → 5, 十五 → 15, 二十 → 20."""
    if "十" in text:
        tens, ones = text.split("十")
        return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)
    return DIGITS[text]


def demanded(number: Number) -> str:
    """The value the statute's words stand for, as the rulebook prints it."""
    if found := re.search(
        r"([一二三四五六七八九十]+)分之([一二三四五六七八九十]+)以上", number.words
    ):
        share = Fraction(numeral(found[2]), numeral(found[1]))
        return f"≥ {share.numerator}/{share.denominator}"
    if found := re.search(
        r"不得少于.*?([一二三四五六七八九])分之([一二三四五六七八九])", number.words
    ):
        return f"≥ {numeral(found[2])}/{numeral(found[1])}"
    if found := re.search(r"超过([一二三四五六七八九])分之([一二三四五六七八九])", number.words):
        return f"> {numeral(found[2])}/{numeral(found[1])}"
    if "过半数" in number.words:
        return "> 1/2"
    if found := re.search(
        r"([一二三四五六七八九十]+)(?:名以上|个月)|^([一二三四五六七八九十]+)月", number.words
    ):
        return str(numeral(found[1]))
    if found := re.fullmatch(r"([一二三四五六七八九])至([一二三四五六七八九])人", number.words):
        return str(numeral(found[1 if number.direction == "at_least" else 2]))
    if found := re.search(r"不得超过([一二三四五六七八九十]+)人", number.words):
        return str(numeral(found[1]))
    if found := re.search(r"([一二三四五六七八九十]+)[日年]", number.words):
        return str(numeral(found[1]))
    value, direction = UNNUMBERED[number.words]
    assert number.direction == direction
    return value


def chinese(n: int) -> str:
    tens, ones = divmod(n, 10)
    return (("" if tens == 1 else "零一二三四五六七八九"[tens]) + "十" if tens else "") + (
        "零一二三四五六七八九"[ones] if ones else ""
    )


@pytest.fixture(scope="module")
def articles(test_data) -> dict[str, str]:
    """Article number → its text, all paragraphs; of the Civil Code the one on what owners
    decide.
    """
    law = (test_data / "laws" / "居民委员会组织法-2025-10-28.md").read_text("utf-8")
    civil = re.search(
        r"(?m)^第二百七十八条 .*?(?=^第[一二三四五六七八九十百千]+条 |\Z)",
        (test_data / "laws" / "民法典-摘录.md").read_text("utf-8"),
        re.S,
    )
    found = {
        str(n): re.search(
            rf"(?m)^第{chinese(n)}条 .*?(?=^第[一二三四五六七八九十]+条 |^## |\Z)", law, re.S
        )
        for n in range(1, 51)
    }
    return {n: match[0] for n, match in found.items() if match} | (
        {"278": civil[0]} if civil else {}
    )


def test_the_reader_of_the_law_reads_it_whole(articles):
    assert len(articles) == 51 and [numeral(w) for w in ("五", "十", "十五", "二十", "二十三")] == [
        5,
        10,
        15,
        20,
        23,
    ]


def test_no_lock_is_missing_and_each_cites_its_article():
    assert {n.path: n.article for n in LOCKED} == LOCKS
    of_owners = sum(article == "278" for article in LOCKS.values())
    assert Counter(n.law for n in LOCKED) == {LAW: len(LOCKS) - of_owners, CIVIL: of_owners} and {
        n.source for n in LOCKED
    } == {"V"}


@pytest.mark.parametrize("number", LOCKED, ids=lambda n: n.path)
def test_the_number_stands_in_its_article(articles, number):
    assert number.words in articles[number.article]
    assert demanded(number) == number.value


@pytest.fixture(scope="module")
def sichuan(test_data) -> dict[str, str]:
    law = (test_data / "laws" / f"{SICHUAN}-2025-11-27.md").read_text("utf-8")
    found = {
        str(n): re.search(
            rf"(?m)^第{chinese(n)}条 .*?(?=^第[一二三四五六七八九十]+条 |^## |\Z)", law, re.S
        )
        for n in range(1, 52)
    }
    return {n: match[0] for n, match in found.items() if match}


def test_what_sichuan_demands_stands_in_its_articles_and_is_locked_there_only(sichuan):
    assert len(sichuan) == 51
    theirs = [n for n in load("cn-sichuan-2026").numbers if n.law == SICHUAN]
    assert {n.path: n.article for n in theirs if n.locked} == SICHUAN_LOCKS and {
        n.source for n in theirs
    } == {"V"}
    for number in theirs:
        assert number.words in sichuan[number.article], number.path
        assert demanded(number) == number.value, number.path
    assert not any(
        n.law == SICHUAN or n.path in SICHUAN_LOCKS and n.locked for n in load("cn-2026").numbers
    )


def test_where_sichuan_speaks_of_what_the_count_does(sichuan):
    """Numbers that stand in no table: what counting/election.py does, and where that is written."""
    for article, words in {
        "30": "每次选举所投票数多于发出票数的，选举无效",
        "31": "获得半数以上选票的人数多于应选名额时，以得票多的当选",
        "32": "应当首先确定得票最多的妇女当选",
        "33": "只保留其中职务最高的一人的职务；如果职务相同，则只保留得票最多的一人的职务；"
        "如果职务相同且得票数相等，应当继续组织投票",
        "35": "得票数不得少于投票数的三分之一",
    }.items():
        assert words in sichuan[article]
    assert (
        "应当在委员的应选人数中确定一个名额另行选举妇女成员" in sichuan["32"]
        and "废票应当计入选票总数" in sichuan["30"]
    )


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
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
        (
            "meeting.election_proxies",
            "可以书面委托本社区其他选民代为投票。每一选民接受的委托不得超过三人。候选人不得接受委托投票",
        ),
        (
            "meeting.election_objection_days",
            "对名单有异议的，应当自名单公布之日起五日内向居民选举委员会提出申诉",
        ),
        ("meeting.election_list_days", "经登记的选民名单应当在选举日的二十日前公布"),
        ("meeting.election_decide_days", "居民选举委员会应当自收到申诉之日起三日内作出处理决定"),
        ("kinds.ordinary.publish.post_days", "公布的期限不得少于十五日"),
        ("kinds.ordinary.advise.study_required", "应当先经社区党组织研究讨论"),
        ("bodies.committee_member.term_years", "居民委员会每届任期五年"),
        ("kinds.election_committee.notice.days", "经登记的选民名单应当在选举日的二十日前公布"),
        (
            "kinds.election_committee.election.nominators",
            "候选人由社区党组织或者十名以上选民联合提名推荐",
        ),
        (
            "kinds.election_committee.vote.community.quorum",
            "采取全体有选举权的居民选举方式的，有选民的过半数参加投票，选举有效",
        ),
        (
            "kinds.election_committee.vote.by_households.quorum",
            "采取每户派代表选举方式的，有户的代表的过半数参加投票，选举有效",
        ),
        (
            "kinds.election_committee.vote.by_representatives.quorum",
            "采取居民代表选举方式的，有超过三分之二的居民代表参加投票，选举有效",
        ),
        (
            "kinds.election_committee.vote.community.majority",
            "候选人获得参加投票的人员过半数的选票，始得当选",
        ),
        (
            "kinds.election_committee.vote.community.rule",
            "候选人获得参加投票的人员过半数的选票，始得当选",
        ),
        ("kinds.election_committee.vote.community.ballot", "选举实行无记名投票、公开计票的方法"),
        (
            "kinds.election_committee.election.second_least",
            "候选人以得票多的当选，但是所得票数不得少于已投选票总数的三分之一",
        ),
        (
            "kinds.election_committee.election.handover_days",
            "应当自新一届居民委员会产生之日起十日内完成工作移交",
        ),
        (
            "kinds.election_representatives.election.households_min",
            "一般按每二十户至五十户推选一人产生",
        ),
        ("kinds.recall.recall.demand_voters", "本社区十分之一以上有选举权的居民或者户的代表"),
        (
            "kinds.recall.vote.community.quorum",
            "须有选民或者户的代表过半数或者超过三分之二的居民代表投票",
        ),
        (
            "kinds.recall.vote.by_households.quorum",
            "须有选民或者户的代表过半数或者超过三分之二的居民代表投票",
        ),
        (
            "kinds.recall.vote.by_representatives.quorum",
            "须有选民或者户的代表过半数或者超过三分之二的居民代表投票",
        ),
        ("kinds.recall.vote.community.majority", "须经投票人员的过半数通过"),
        (
            "kinds.property.vote.community.quorum",
            "由专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决",
        ),
        (
            "kinds.property.vote.group.majority",
            "决定前款其他事项，应当经参与表决专有部分面积过半数的业主且参与表决人数过半数的业主同意",
        ),
        (
            "kinds.property_special.vote.group.majority",
            "决定前款第六项至第八项规定的事项，应当经参与表决专有部分面积四分之三以上的业主且参与表决人数四分之三以上的业主同意",
        ),
    ],
)
def test_the_clause_is_the_one_meant(articles, number, sentence):
    cited = load("cn-2026").number(number)
    assert sentence in articles[cited.article] and cited.words in sentence


def test_representatives_elect_without_proxies_and_the_list_is_published(articles):
    assert (
        "采取居民代表选举方式的，不实行委托投票" in articles["19"]
        and "应当公布委托人和受托人的名单" in articles["19"]
    )


def test_an_emergency_shortens_the_notice_of_a_meeting_by_law(articles):
    assert "遇有特殊情况的，可以临时通知居民" in articles["26"]


def test_the_rule_on_relatives_stands_in_its_article(articles):
    (rule,) = (r for r in load("cn-2026").incompatible if r.locked)
    assert (rule.law, rule.role, rule.with_role, rule.relatives) == (
        LAW,
        "supervisor",
        "committee_member",
        True,
    )
    assert "居民委员会成员及其近亲属不得担任居务监督委员会成员" in articles[rule.article]


def test_the_association_claims_no_law():
    book = load("association")
    assert not any(n.locked or n.law or n.article for n in book.numbers) and not any(
        r.law or r.locked for r in book.incompatible
    )


def test_what_the_calendar_does_stands_in_the_civil_code(test_data):
    code = (test_data / "laws" / "民法典-摘录.md").read_text("utf-8")
    for words in (
        "开始的当日不计入，自下一日开始计算",
        "以法定休假日结束的次日为期间的最后一日",
        "截止时间为二十四时",
        "“以上”、“以下”、“以内”、“届满”，包括本数",
    ):
        assert words in code
