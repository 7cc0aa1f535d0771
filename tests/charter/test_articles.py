"""A covenant in its articles, in Chinese and in English; a sentence that only mentions one is
none.
"""

import pytest

from deliberation.charter.articles import Article, articles


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("大家要爱护环境。", []),
        ("按第三条办理", []),
        (
            "第一条 爱护环境。\n第二条 邻里和睦。",
            [Article("第一条", "爱护环境。"), Article("第二条", "邻里和睦。")],
        ),
        (
            "总则\n\n　　第十二条　不占楼道。\n违者清走。",
            [Article("", "总则"), Article("第十二条", "不占楼道。\n违者清走。")],
        ),
        (
            "Article 1 Quiet at night.\nArticle 2: Dogs on a lead.",
            [Article("Article 1", "Quiet at night."), Article("Article 2", "Dogs on a lead.")],
        ),
        ("1. 安静\n2、干净\n3.5 米以内", [Article("1", "安静"), Article("2", "干净\n3.5 米以内")]),
    ],
)
def test_articles(text, found):
    assert articles(text) == found
