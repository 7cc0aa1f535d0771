"""The few answers that need no thread and no application: short, in both languages, with what to
do."""

from deliberation.web.errors import words

# What never came to the application; of 500 nobody knows how far it came.
_SAID = {400: words.CUT, 503: words.BUSY, 500: words.of(500, sent=True)}
_PAGE = (
    '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{0}</title></head>'
    "<body><main><h1>{0}</h1><p>{1}</p>"
    '<section lang="en"><h2>{2}</h2><p>{3}</p></section></main></body></html>'
)


def plain(status: int) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and body. The connection is closed behind it: the rest of the request is not
    wanted."""
    said = _SAID.get(status) or words.of(status, sent=True)
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Connection", "close"),
    ]
    if status == 503:
        headers.append(("Retry-After", str(words.RETRY_SECONDS)))
    return status, headers, _PAGE.format(*said).encode()
