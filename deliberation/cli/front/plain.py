"""The few answers that need no thread and no application: short, in both languages, with what to
do and a way back.
"""

import base64
import hashlib
from urllib.parse import quote

from deliberation.web.errors import words

# What never came to the application; of 500 nobody knows how far it came.
_SAID = {400: words.CUT, 503: words.BUSY, 500: words.of(500, sent=True)}
_STYLE = (
    "body{margin:0;background:#faf8f3;color:#20242a;line-height:1.6;overflow-wrap:break-word;"
    'font-family:system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",'
    "sans-serif}main{max-width:44rem;margin-inline:auto;padding:1rem}"
    "h1,h2{font-size:1.375rem;line-height:1.35}a{display:block;padding:.75rem 1rem;"
    "border-radius:.75rem;background:#b03526;color:#fff;font-size:1.125rem;font-weight:600;"
    "text-align:center;text-decoration:none}"
    "a:focus-visible{outline:.1875rem solid #2a5a9c;outline-offset:.125rem}"
)
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_PAGE = (
    '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{0}</title>'
    "<style>{5}</style></head><body><main><h1>{0}</h1><p>{1}</p>{4}"
    '<section lang="en"><h2>{2}</h2><p>{3}</p></section></main></body></html>'
)
_BACK = '<p><a href="{}">返回上一页 · <span lang="en">Go back</span></a></p>'


def plain(
    status: int, path: str = "", most: int | None = None
) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and body. The connection is closed behind it: the rest of the request is not
    wanted.

    `path`: of the page that sent it, for a way back; `most`: bytes it may send.
    """
    title, text, title_en, text_en = _SAID.get(status) or words.of(status, sent=True)
    if status == 413 and most:
        text = f"这一页一次最多收 {_size(most)}。{text}"
        text_en = f"This page takes at most {_size(most)} at once. {text_en}"
    body = _PAGE.format(title, text, title_en, text_en, _way_back(path), _STYLE)
    return status, _headers(status), body.encode()


def _way_back(path: str) -> str:
    """A form is sent to its own page, and `//somewhere` would lead away."""
    if not path.startswith("/"):
        return ""
    return _BACK.format("/" + quote(path.lstrip("/").encode("latin-1", "replace")))


def _headers(status: int) -> list[tuple[str, str]]:
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", f"default-src 'none'; style-src 'sha256-{_DIGEST}'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Connection", "close"),
    ]
    if status == 503:
        headers.append(("Retry-After", str(words.RETRY_SECONDS)))
    return headers


def _size(most: int) -> str:
    return f"{most >> 20} MB" if most >> 20 else f"{most >> 10} kB"
