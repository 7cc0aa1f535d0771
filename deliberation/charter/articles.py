"""A covenant or charter article by article: 第三条 …, Article 3 …, or 3. … at the beginning of a
line. Pure; asked by submit and by the covenant's page.
"""

import re
from dataclasses import dataclass

_HEAD = re.compile(
    r"^[ \t\u3000]*(?:(第[〇零一二三四五六七八九十百\d]{1,6}条)|(Article[ \u00a0]\d{1,3})\b|(\d{1,"
    r"3})[.．、](?!\d))[ \t\u3000:：.]*",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its heading as written (第三条) and its words.

    The words before the first article have no heading.
    """

    heading: str
    body: str


def articles(text: str) -> list[Article]:
    """The text in its articles, in order; [] where there is none."""
    heads = list(_HEAD.finditer(text))
    if not heads:
        return []
    ends = [*(m.start() for m in heads[1:]), len(text)]
    before = text[: heads[0].start()].strip()
    return ([Article("", before)] if before else []) + [
        Article(next(g for g in m.groups() if g), text[m.end() : end].strip())
        for m, end in zip(heads, ends, strict=True)
    ]
