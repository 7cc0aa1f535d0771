"""The few answers that need no thread and no application: short, in both languages, with what to
do."""

from http import HTTPStatus

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
        "一次发来的内容超过了上限，没有保存。请少选几张照片，或者换小一点的。",
        "Too much at once",
        "What was sent is larger than this page takes, and was not kept. "
        "Please choose fewer or smaller photos.",
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
_PAGE = (
    '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{0}</title></head>'
    "<body><main><h1>{0}</h1><p>{1}</p>"
    '<section lang="en"><h2>{2}</h2><p>{3}</p></section></main></body></html>'
)
RETRY_SECONDS = 30


def plain(status: int) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and body. The connection is closed behind it: the rest of the request is not
    wanted."""
    words = _WORDS.get(status) or _WORDS[HTTPStatus.BAD_REQUEST if status < 500 else 500]
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Connection", "close"),
    ]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("Retry-After", str(RETRY_SECONDS)))
    return status, headers, _PAGE.format(*words).encode()
