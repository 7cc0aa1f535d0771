"""A line typed by a clerk says the same as the fields, or what in it cannot be read."""

import pytest
from flask_babel import force_locale

from deliberation.readings.vote import ballot_papers
from deliberation.web.ballot import typed as ballot_typed
from tests.web.ballot import papers

ONE, APPROVE, RANK, POINTS, EACH, MOTION = (
    papers.ONE,
    papers.APPROVE,
    papers.RANK,
    papers.POINTS,
    papers.EACH,
    papers.MOTION,
)


@pytest.mark.parametrize(
    ("makes", "line", "choice"),
    [
        ((ONE,), "2", "2"),
        ((ONE,), " ２ ", "2"),
        ((ONE,), "none", "none"),
        ((ONE,), "都不同意", "none"),
        ((ONE,), "弃权", "abstain"),
        ((APPROVE,), "3，1", "1,3"),
        ((APPROVE,), "1 3", "1,3"),
        ((APPROVE,), "1、3", "1,3"),
        ((APPROVE,), "Abstain", "abstain"),
        ((RANK,), "3>1>2", "3>1>2"),
        ((RANK,), "3 1", "3>1"),
        ((RANK,), "3，1", "3>1"),
        ((POINTS,), "1=3,3=7", "1=3,3=7"),
        ((POINTS,), "3：7 1：3", "1=3,3=7"),
        ((EACH,), "1=for,2=against", "1=for,2=against,3=abstain"),
        ((EACH,), "+-0", "1=for,2=against,3=abstain"),
        ((EACH,), "1=赞成 2=反对", "1=for,2=against,3=abstain"),
        ((EACH,), "弃权", "1=abstain,2=abstain,3=abstain"),
        ((MOTION,), "+", "for"),
        ((MOTION,), "反对", "against"),
        ((ONE, RANK, MOTION), "2; 3>1 ；-", "2;3>1;against"),
        ((ONE, RANK), "none;abstain", "none;abstain"),
    ],
)
def test_what_is_right(site, monkeypatch, makes, line, choice):
    assert _read(site, monkeypatch, makes, line).text == choice


@pytest.mark.parametrize(
    ("makes", "line", "said"),
    [
        ((ONE,), "9", "没有“9”"),
        ((ONE,), "1,2", "只能选一个"),
        ((ONE,), "0", "没有“0”"),
        ((ONE,), "1;2", "不用分号"),
        ((ONE,), "", "请选一个"),
        ((APPROVE,), "1,2,3", "最多可选 2 项"),
        ((APPROVE,), "1,1", "编号 1 出现了不止一次"),
        ((APPROVE,), "none", "没有“none”"),
        ((RANK,), "3>1>3", "编号 3 出现了不止一次"),
        ((RANK,), "3=1", "没有“3=1”"),
        ((RANK,), "x", "没有“x”"),
        ((POINTS,), "1=8,2=5", "多 3 分"),
        ((POINTS,), "1=x", "请填写整数分"),
        ((POINTS,), "1", "没有“1”"),
        ((POINTS,), "4=1", "没有“4=1”"),
        ((POINTS,), "1=1,1=2", "编号 1 出现了不止一次"),
        ((EACH,), "+++", "最多能选 2 个"),
        ((EACH,), "++", "没有“++”"),
        ((EACH,), "1=7", "没有“1=7”"),
        ((MOTION,), "也许", "没有“也许”"),
        ((ONE, RANK), "2", "有 2 题"),
    ],
)
def test_what_is_wrong(site, monkeypatch, makes, line, said):
    sheet = _read(site, monkeypatch, makes, line)
    assert sheet.text is None and said in " ".join(
        str(e) for q in sheet.questions for e in [*q.errors, *q.beside.values()]
    )


def test_invalid_is_said_in_words_too(site):
    with site.app.test_request_context("/jiahe/"), force_locale("zh_Hans"):
        assert (
            ballot_typed.says_invalid("invalid")
            and ballot_typed.says_invalid(" 无效 ")
            and not ballot_typed.says_invalid("1")
        )


def _read(site, monkeypatch, makes, line):
    papers.asking(monkeypatch, *makes)
    w = site.world
    p = w.row(w.in_vote(plans=papers.THREE))
    with (
        site.app.test_request_context("/jiahe/"),
        force_locale("zh_Hans"),
        w.engines.read_connection() as conn,
    ):
        return ballot_typed.of_line(ballot_papers.of_round(conn, p), line)
