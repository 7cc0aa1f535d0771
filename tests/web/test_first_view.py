"""The first view of a public page on a slow network: page, styles, scripts and icons together,
compressed as a proxy does it.
"""

import gzip
import re

import pytest

MOST = 60_000  # bytes
PAGES = (
    "",
    "proposals",
    "bodies",
    "rules",
    "who-may-do-what",
    "record",
    "moderation",
    "sign-in",
    "join",
    "proposals/{gather}",
    "proposals/{vote}",
    "proposals/{gather}/discussion",
)


def weight(answer) -> int:
    return len(gzip.compress(answer.data, 6))


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_the_first_view_of_a_public_page_is_light(site, language):
    w = site.world
    ids = {"gather": w.submitted(), "vote": w.in_vote(who="林二")}
    heaviest = {}
    for path in PAGES:
        client = site.app.test_client()
        client.set_cookie("lang", language)
        page = client.get(f"/jiahe/{path.format(**ids)}")
        assert page.status_code == 200
        needed = set(
            re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="(/[^"]+)"', page.data.decode())
        )
        assert any("bootstrap.min.css" in n for n in needed) and any(
            "deliberation.css" in n for n in needed
        )
        styles = b"".join(client.get(n).data for n in needed if ".css" in n).decode()
        assert "@font-face" not in styles and not re.search(
            r"url\((?!['\"]?data:)", styles
        )  # nothing more is fetched by a style
        heaviest[path] = weight(page) + sum(weight(client.get(n)) for n in needed)
    assert max(heaviest.values()) <= MOST, heaviest
