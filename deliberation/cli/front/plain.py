"""The few answers that need no thread and no application: short, in both languages, with what to
do."""

import base64
import hashlib
from http import HTTPStatus
from urllib.parse import quote

_WORDS = {
    400: (
        "没有收完整",
        "发来的内容断在了半路。请返回上一页，再试一次。",
        "It did not arrive whole",
        "What you sent broke off on the way. Please go back and try again.",
    ),
    408: (
        "等得太久",
        "内容传得太慢，没有收完，也没有保存。"
        "请换个信号好的地方，或者换一张小一点的照片，再试一次。",
        "It took too long",
        "What you sent came too slowly and was not kept. "
        "Please try again where the signal is better, or with a smaller photo.",
    ),
    413: (
        "内容太大",
        "这一页一次最多收 {most}，您发来的超过了，没有保存。"
        "请回到表单，少选几个文件，或者换小一点的。写的字没有保存，可能要再写一遍。",
        "Too much at once",
        "This page takes at most {most} at once. What you sent is larger and was not kept. "
        "Please go back to the form and choose fewer or smaller files. What you typed was not kept "
        "either.",
    ),
    500: (
        "出错了",
        "是我们这边的问题，您的内容没有保存。请过一会儿再试。",
        "Something went wrong here",
        "It is our fault, and nothing was kept. Please try again later.",
    ),
    503: (
        "现在太忙",
        "同时发送的人太多，您的内容没有保存。请过半分钟再试。",
        "Too busy just now",
        "Too many people are sending at once, and nothing was kept. "
        "Please try again in half a minute.",
    ),
}
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
RETRY_SECONDS = 30


def plain(
    status: int, path: str = "", most: int | None = None
) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and body. The connection is closed behind it: the rest of the request is not
    wanted.

    `path`: of the page that sent it, for a way back; `most`: bytes it may send.
    """
    words = _WORDS.get(status) or _WORDS[HTTPStatus.BAD_REQUEST if status < 500 else 500]
    said = [w.format(most=_size(most or 0)) for w in words]
    # A form is sent to its own page, and `//somewhere` would lead away.
    back = (
        "/" + quote(path.lstrip("/").encode("latin-1", "replace")) if path.startswith("/") else ""
    )
    body = _PAGE.format(*said, _BACK.format(back) if back else "", _STYLE)
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", f"default-src 'none'; style-src 'sha256-{_DIGEST}'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Connection", "close"),
    ]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", str(RETRY_SECONDS)))
    return status, headers, body.encode()


def _size(most: int) -> str:
    return f"{most >> 20} MB" if most >> 20 else f"{most >> 10} kB"
