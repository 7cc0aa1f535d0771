"""The pages of a vote in the official system: where to vote, entering the result as a table of
figures with its evidence, comparing, and the result with its source.
"""

import io
import re

import pytest

from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.resolve.forms.official import Line
from deliberation.record import tables
from deliberation.record.check.verify import verify
from tests.cycle.matters.test_official import COMMON, PASSED, announce, at, over, rows
from tests.desk.test_desk import press
from tests.record.media.test_files import PDF
from tests.site import act_id, token


def text(client, url: str) -> str:
    """The page as it is read: a break of a line is a blank."""
    page = client.get(url)
    assert page.status_code == 200, (url, page.status_code)
    return " ".join(page.data.decode().split())


def posted(w, **kw):
    p = w.in_notice(who="林一", title="更换电梯", body="更换两台电梯。", answers=COMMON, **kw)
    w.act(
        "窗口",
        inform.DeclareEffect(
            **at(p), legal_effect="external_official_system", document="市住建局通知"
        ),
    )
    w.act("窗口", inform.PostProof(**at(p), purpose="notice", posted_on=w.today(), place="公告栏"))
    return p


def typed(figures) -> dict[str, str]:
    return {
        f"figures-{what}-{side}": value
        for what, (heads, area) in figures.items()
        for side, value in (("heads", str(heads)), ("area", f"{area // 100:,}.{area % 100:02d}"))
    }


def send(client, url: str, figures, **fields):
    page = client.get(url)
    data = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "system": "市业主决策系统",
        "reference": "YZ-118",
        **typed(figures),
        **fields,
    }
    return client.post(
        url,
        data={**data, "files-1": (io.BytesIO(PDF), "公示.pdf"), "files-1-alt": "公示"},
        content_type="multipart/form-data",
    )


def test_the_whole_way_on_pages(site):
    w, clerk, supervisor, visitor = (
        site.world,
        site.client("clerk"),
        site.client("supervisor"),
        site.client("visitor"),
    )
    p = posted(w)
    url = f"/jiahe/proposals/{p}"
    assert "业主在官方系统投票，不在这里投。" in text(visitor, url) and "还没有公布" in text(
        visitor, url
    )
    form = f"{url}/announce-official-vote"
    said = announce(p, w)
    days = {"opens_on": said.opens_on, "closes_on": said.closes_on}
    assert (
        press(clerk, form, system="市业主决策系统", link="javascript:alert(1)", **days).status_code
        == 422
    )
    assert (
        press(
            clerk, form, system="市业主决策系统", link="https://yz.example.gov.cn/118", **days
        ).status_code
        == 303
    )
    page = text(visitor, url)
    assert (
        'href="https://yz.example.gov.cn/118"' in page
        and f"{said.opens_on} 至 {said.closes_on}" in page
    )
    assert "https://yz.example.gov.cn/118" in text(visitor, f"{url}/print/notice")
    w.let_pass(p)
    resident = site.client("resident")
    assert (
        "cast-ballot" not in text(resident, url)
        and "去那里投票" in text(resident, url)
        and "在官方系统投票" in text(visitor, "/jiahe/proposals")
    )
    assert "官方系统里表决" in resident.get(f"{url}/cast-ballot").data.decode()
    assert f"/desk/paper/{p}" not in text(clerk, url)
    over(w, p)
    form = f"{url}/record-official-result"
    assert (
        f'href="{form}"' in text(clerk, url)
        and form in text(clerk, "/jiahe/waiting")
        and "cast-ballot" not in text(clerk, "/jiahe/waiting")
    )
    wrong = send(
        clerk,
        form,
        {**PASSED, "for": (20, 150_000), "against": (8, 140_000)},
        outcome="passed",
        ended_on=w.today(),
    )
    shown = wrong.data.decode()
    assert wrong.status_code == 422 and "未通过" in shown and 'value="1,500.00"' in shown, (
        "with the reason, and what was typed is still there"
    )
    assert (
        send(
            clerk,
            form,
            PASSED,
            outcome="passed",
            ended_on=w.today(),
            **{"figures-for-area": "viel"},
        ).status_code
        == 422
    )
    done = send(clerk, form, PASSED, outcome="passed", ended_on=w.today())
    assert done.status_code == 303, done.data.decode()[:4000]
    (one,) = rows(w, tables.official_result, p)
    confirm = f"{url}/confirm-official-result/{one.entry_id}"
    assert confirm in text(supervisor, "/jiahe/waiting") and form not in text(
        clerk, "/jiahe/waiting"
    )
    assert (
        one.evidence in text(visitor, url)
        and confirm not in text(visitor, url)
        and confirm in text(supervisor, url)
    )
    seen = text(supervisor, confirm)
    assert "2,000.00" in seen and "本社区名册上有" in seen and "/files/" in seen
    assert supervisor.get(f"{url}/confirm-official-result/{'0' * 26}").status_code == 404
    assert press(supervisor, confirm).status_code == 303
    result = text(visitor, url)
    for words in (
        "来自官方系统",
        "YZ-118",
        "30 × 3 = 90 ≥ 40 × 2",
        "20 × 2 = 40 &gt; 30 × 1",
        "公布的结果",
        "监事甲",
    ):
        assert words in result, words
    assert (
        "谁投了什么" not in result
        and f"{url}/ballots/1" not in result
        and visitor.get(f"{url}/ballots/1").status_code == 404
    )
    assert (
        text(visitor, f"{url}/print/result")
        and text(visitor, f"{url}/print/protocol")
        and text(visitor, f"{url}/print/resolution")
    )
    verify(w.engines)


def test_plans_are_named_in_the_table_and_the_one_that_won_is_said(site):
    w, clerk, supervisor = site.world, site.client("clerk"), site.client("supervisor")
    p = posted(w, plans=("甲牌", "乙牌"))
    w.let_pass(p)
    over(w, p)
    url = f"/jiahe/proposals/{p}"
    (won,) = re.findall(
        r"<strong[^>]*>方案 1：(..)</strong>", text(clerk, f"{url}/record-official-result")
    )
    assert won in ("甲牌", "乙牌"), "in the order of the paper"
    figures = {
        "entitled": (40, 400_000),
        "present": (30, 310_000),
        "1": (18, 200_000),
        "2": (6, 60_000),
        "none": (4, 30_000),
        "abstain": (2, 20_000),
    }
    assert (
        send(
            clerk,
            f"{url}/record-official-result",
            figures,
            outcome="passed",
            chosen="2",
            ended_on=w.today(),
        ).status_code
        == 422
    )
    assert (
        send(
            clerk,
            f"{url}/record-official-result",
            figures,
            outcome="passed",
            chosen="1",
            ended_on=w.today(),
        ).status_code
        == 303
    )
    (one,) = rows(w, tables.official_result, p)
    assert press(supervisor, f"{url}/confirm-official-result/{one.entry_id}").status_code == 303
    page = text(site.client("visitor"), url)
    assert f"那里公布的结果： <strong>通过 · 方案 1：{won}</strong>" in page.replace("：<", "： <")
    assert text(site.client("visitor"), f"{url}/working/1")
    verify(w.engines)


@pytest.mark.parametrize(
    ("typed_area", "means"),
    [
        ("1,234.5", 123450),
        ("１２３４．５６", 123456),
        ("12 345", 1234500),
        ("1.234", None),
        ("", None),
        ("-1", None),
        ("1e5", None),
    ],
)
def test_an_area_as_people_type_it(typed_area, means):
    read = Line("for", "赞成", "3", typed_area).read
    assert (read and read[1]) == means
