"""What people, scripts and broken programs put into fields, addresses, headers and files.

Tables only.
"""

import csv
import io
import struct
import zipfile
import zlib
from functools import cache

from .wire import File

MARK = """'"><fz onfz=1>"""
NUMBERS = [
    "0", "-1", "1", "+5", "-0", "00007", "2147483648", "4294967296", "9223372036854775807",
    "9223372036854775808", "-9223372036854775809", "99999999999999999999", "9" * 400, "1.5",
    "1.005", "1,000",
    "1_000", "1e3", "1e400", "-1e-400", "0x10", "0b1", "NaN", "nan", "Infinity", "-inf", "１２３",
    "٣",
    "²", "½",
    "一", "十二", " 5 ", "5元", "5%", "1/2", "--5", "5 5", "0.1.2", ".", "-", "99999999999999.99",
    "184467440737095516.16",
]  # fmt: skip
DATES = [
    "2026-02-30", "2026-13-01", "2026-00-00", "0000-00-00", "0001-01-01", "1000-01-01",
    "1899-12-31", "9999-12-31",
    "10000-01-01", "-2026-01-01", "2026-1-1", "20260101", "2026/01/01", "2026年6月8日", "26-06-08",
    "2026-06-08T09:00",
    "2026-06-08T09:00:00Z", "2026-06-08T24:00", "2026-06-08T23:59:60", "2026-W23-1", "2026-159",
    "２０２６-０６-０８", "2024-02-29",
    "2025-02-29", "9999-12-31T23:59", "0001-01-01T00:00", "2026-06-08T09:00+14:00", "24:00",
    "25:61", "now", "2026-06-3１",
]  # fmt: skip
TEXTS = [
    "", " ", "\t", "\n", "\r\n", "　", "\u200b", "\ufeff", "\u202e倒着写\u202c", "\u2066a\u2069",
    "a\x00b", "\x00", "\x1b[31m", "\x7f",
    "\ud800", "x\udfffy", "\ufffd", "\ufffe", "é", "e\u0301" * 40, "Z" + "\u0300" * 600, "👩‍👩‍👧‍👦",
    "🏳️‍🌈" * 30, "🇨🇳🇨", "𠀀𪚥", "\U0010ffff",
    "ﷺ" * 50, "ß", "İ", "ǆ", "ﬀ", "Ⅷ", "①", MARK, MARK * 30, f"<script>{MARK}</script>",
    f"<!--{MARK}-->", f"</textarea>{MARK}",
    f"</title>{MARK}", f"![x](javascript:alert(1)){MARK}", f"[x](data:text/html,{MARK})", "{{7*7}}",
    "{% raw %}", "${7*7}", "%(name)s", "%s%n%d",
    "{0}", "{name}", "' OR 1=1 --", "\\", "\\\\u0000", "../../../etc/passwd", "%2e%2e%2f", "%",
    "%zz", "%00", "%ff", "&amp;", "&#0;",
    "a&b=c", "a=b", "a;b", "\r\nSet-Cookie: fz=1", "\x85", "\u2028\u2029", "null", "None", "true",
    "undefined", "[]", "{}", "[object Object]",
    "=1+1", "@SUM(A1)", "x" * 300, "长" * 61, "长" * 2001, "长" * 5001, "x" * 70_000, "😀" * 20_000,
    "a\n" * 5_000, "# " * 3000, "> " * 400 + "x",
    "* " * 500, "[" * 3000, "`" * 3000, "_" * 3000, "第一条 " * 800, "第一条\n" * 400,
]  # fmt: skip
IDS = [
    "0" * 26, "z" * 26, "01m8n51hs0g60ask6y5cf7c5zj", "01M8N51HS0G60ASK6Y5CF7C5ZJ",
    "01m8n51hs0g60ask6y5cf7c5z", "01m8n51hs0g60ask6y5cf7c5zjj",
    "o" * 26, "-", ".", "..", "new", "~", "%", "x" * 300, "编号", "\x00", "a/b", "id\u0301",
    "é" * 26,
    "٠" * 26, " ", "null", MARK,
]  # fmt: skip
NAMES = [
    "", "csrf_token", "act_id", "version_no", "confirmed", "then", "next", "carried", "ref", "page",
    "after", "before", "q", "stage", "sort", "kind",
    "year", "from", "files-1", "files-1-alt", "files-99", "files-0", "question-1",
    "question-99999999999999999999", "choice", "choice-0", "[]", "a[b]",
    "__class__", "self", "data", "长", "\ud800", "x" * 500, "unsent", "draft", "days", "serial",
    "amount", "factor_code", "password", "login", MARK,
]  # fmt: skip
HEADERS = [
    ("Accept", "*/*;q=abc"), ("Accept", "x" * 3000), ("Accept", ""), ("Accept", "application/json"),
    ("Accept-Language", "xx-YY,zh;q=9,*;q=-1"),
    ("Accept-Language", ";" * 500), ("Accept-Charset", "utf-7"),
    ("Accept-Encoding", "gzip;q=2, \x00"), ("Range", "bytes=0-0"), ("Range", "bytes=-1"),
    ("Range", "bytes=99999999999999999999-"), ("Range", "bytes=5-2"), ("Range", "lines=1"),
    ("Range", "bytes=" + "0-1," * 400), ("If-Range", '"x"'),
    ("If-None-Match", "*"), ("If-None-Match", 'W/"' + "x" * 900 + '"'), ("If-None-Match", '"'),
    ("If-Match", "*"), ("If-Match", '"no"'),
    ("If-Modified-Since", "yesterday"), ("If-Modified-Since", "Mon, 32 Foo 9999 99:99:99 GMT"),
    ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("X-Forwarded-For", "1.2.3.4, evil"), ("X-Forwarded-For", MARK),
    ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "gopher"),
    ("X-Forwarded-Prefix", "/" + MARK), ("X-Forwarded-Port", "99999999"),
    ("Forwarded", "for=" + MARK), ("X-Real-IP", "::"), ("X-Original-URL", "/jiahe/audit"),
    ("X-HTTP-Method-Override", "DELETE"), ("Host", "evil.example"), ("Host", ""),
    ("Host", "localhost:99999"), ("Host", "[::1]:80"), ("Host", "[::1"),
    ("Host", MARK), ("Host", "a" * 3000), ("Host", "xn--\u00e9"), ("Host", "localhost:abc"),
    ("Host", "..."), ("Referer", MARK), ("Referer", "http://["),
    ("Referer", "http://localhost/jiahe/waiting?x=" + "y" * 5000), ("Referer", "/\u00ff"),
    ("Origin", "null"), ("Origin", "http://evil.example"),
    ("User-Agent", ""), ("User-Agent", MARK), ("User-Agent", "\u00ff" * 900),
    ("User-Agent", "MicroMessenger iPhone"), ("Authorization", "Basic !!!"),
    ("Authorization", "Basic " + "A" * 5001), ("Authorization", "Digest x"),
    ("Authorization", "Bearer \u00ff"), ("X-Requested-With", "XMLHttpRequest"),
    ("Purpose", "prefetch"), ("Sec-Fetch-Site", "cross-site"), ("Expect", "100-continue"),
    ("Upgrade", "websocket"), ("Cache-Control", "no-cache"),
    ("Cache-Control", "max-age=" + "9" * 99), ("Pragma", "\u00e9"), ("Date", "never"),
    ("Cookie", ""), ("X-CSRFToken", MARK), ("X-CSRF-Token", "x"),
    ("X-Reader", MARK), ("X-Keep", "*"), ("Content-Encoding", "gzip"),
    ("Transfer-Encoding", "chunked"), ("Content-Language", "\u00ff"),
]  # fmt: skip
LENGTHS = ["", "0", "-1", "5", "abc", "99999999", "9" * 30, "１２", "1.5", "0x10"]
CONTENT_TYPES = [
    "", "text/plain", "application/json", "application/json; charset=utf-16",
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=\u00ff",
    "application/x-www-form-urlencoded; charset=x" + "y" * 500, "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=" + "x" * 300, "multipart/form-data; boundary=\u00e9",
    "multipart/mixed; boundary=x", "multipart/form-data; boundary=\"a b\"", "application/xml",
    "application/octet-stream", "image/png", "\u00ff/\u00ff", ";;;=",
    "application/x-www-form-urlencoded, text/plain", "text/html;" + "a=b;" * 300,
    "application/cbor",
]  # fmt: skip
BODIES = [
    b"", b"&&&&", b"=", b"=&=&=", b"%", b"%zz=%zz", b"a=%00", b"csrf_token", b"\xff\xfe", b"a=\xff",
    b"{}", b"[]", b"null", b'{"id": null}', b'{"id": 5, "rawId": [], "type": {}, "response": null}',
    b'{"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": "e30", '
    b'"attestationObject": "oA", "authenticatorData": "", "signature": ""}}',
    b'{"a": ' * 2000, b"[" * 20_000, b"1" * 5000, b'"\\ud800"', b"\xef\xbb\xbf{}",
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"a=1&" * 1200,
    b"x" * 1_100_000, b"a[]=1&a[][b]=2",
    b"--x\r\n", b"--x--", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
    b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="a"; filename="b\r\n\r\n1\r\n--x--\r\n',
    b'--x\r\n\r\n\r\n--x--', b'--x\r\nContent-Disposition: ' + b"y" * 9000 + b"\r\n\r\n\r\n--x--",
    b'--x\r\nContent-Disposition: form-data; name="act_id"\r\nContent-Type: text/plain; '
    b'charset=utf-7\r\n\r\n+AD\r\n--x--\r\n', b'--x\r\n' + b'A: b\r\n' * 2000 + b'\r\n--x--',
    b''.join(
        b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % i for i in range(1100)
    ) + b"--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name="files-1"; filename*=utf-8\'\'%ff%00.png\r\n\r\n'
    b'1\r\n--x--\r\n',
    b'--x\r\nContent-Disposition: form-data; name="files-1"; filename="a.png"\r\n'
    b'Content-Transfer-Encoding: base64\r\n\r\n!!\r\n--x--\r\n',
]  # fmt: skip
COOKIES = [
    "", "x", "0", "1", "en", "zh_Hans", "fr", "true", "e30.awziGQ.jRB6BIdcw6zWNj23aOTlx0HRyPM",
    ".eJwl.x.y", "...", "\u00ff", '"quoted', "a" * 4000, "%00", MARK, "../..",
    "{}", "eyJfdXNlcl9pZCI6bnVsbH0.x.y", "\x01", "=", ", ", "None",
]  # fmt: skip
METHODS = [
    "HEAD",
    "OPTIONS",
    "PUT",
    "DELETE",
    "PATCH",
    "POST",
    "GET",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "get",
    "X" * 200,
]
PATHS = [
    "/", "//", "///jiahe//", "/jiahe", "/jiahe/", "/jiahe//", "/jiahe/./", "/jiahe/../", "/JIAHE/",
    "/%6aiahe/", "/jiahe%2f", "/jiahe/%00", "/jiahe/%ff", "/%ff/", "/%00/", "/" + "a" * 41 + "/",
    "/" + "a" * 3000, "/jiahe/" + "a/" * 800, "/static/", "/static/../secret.key",
    "/static/%2e%2e/secret.key", "/static/css/", "/static/css/deliberation.css", "/static/\u00e9",
    "/bootstrap/static/",
    "/bootstrap/static/%2e%2e%2fx", "/sw.js", "/healthz", "/healthz/", "/robots.txt",
    "/favicon.ico", "/.git/config", "/jiahe/tile/0/000", "/jiahe/tile/0/x000/000",
    "/jiahe/tile/entries/000.p/1",
    "/jiahe/tile/99999999999999999999/000", "/jiahe/tile/0/999.p/999", "/jiahe/tile/0/000.p/0",
    "/jiahe/tile/-1/000", "/jiahe/tile/entries/x999/x999/999",
    "/jiahe/tile/8/" + "x999/" * 9 + "000", "/jiahe/language/xx",
    "/jiahe/language/%00", "/jiahe/proposals/%ed%a0%80", "/jiahe/files/%2e%2e",
    "/jiahe/nothing?" + "a=b&" * 1100, "/?" + "x" * 5000, "*", "http://evil.example/jiahe/",
    "/jiahe/;x=1", "/jiahe/%E5%98%89", "/编号/",
]  # fmt: skip


def _png(
    width: int, height: int, claim: tuple[int, int] | None = None, extra: bytes = b""
) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    w, h = claim or (width, height)
    rows = b"".join(b"\x00" + bytes([120, 180, 90]) * width for _ in range(height))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + extra
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def _jpeg() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (48, 32), (90, 120, 60)).save(out, "JPEG", quality=60)
    return out.getvalue()


def _xlsx() -> bytes:
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    book.active.append(["楼栋", "房号", "姓名", "手机号", "出生日期"])
    book.active.append(["嘉1栋", 901, "新来的", 13911112222, "1980-01-01"])
    book.save(out)
    return out.getvalue()


def _zip(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in names.items():
            z.writestr(name, content)
    return out.getvalue()


def _csv(*rows: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"
    b"endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
_HEADING = (
    "小区",
    "楼栋",
    "单元",
    "房号",
    "姓名",
    "手机号",
    "出生日期",
    "建筑面积",
    "业主或租户",
    "是否居住",
)


@cache
def good_pictures() -> tuple[File, ...]:
    """Small ones that are what they say."""
    return File("照片.png", "image/png", _png(40, 30)), File("p.jpg", "image/jpeg", _jpeg())


@cache
def good_rosters() -> tuple[File, ...]:
    """Lists of people that can be taken in."""
    row = (
        "嘉禾苑",
        "嘉1栋",
        "1",
        "902",
        "后来的",
        "13911113333",
        "1975-05-05",
        "88.5",
        "业主",
        "是",
    )
    return File("名册.csv", "text/csv", _csv(_HEADING, row)), File(
        "r.xlsx", "application/octet-stream", _xlsx()
    )


@cache
def odd_files() -> tuple[File, ...]:
    """Empty, broken, lying, of another kind, with names that lead elsewhere. All small."""
    png, jpeg = _png(40, 30), _jpeg()
    many = tuple(
        ("嘉禾苑", MARK, "1", "9" * 300, "\u202e名", "1e400", "0000-00-00", "-1e9", "?", "?")
        for _ in range(40)
    )
    return (
        File("a.png", "image/png", b""), File("", "application/octet-stream", b""),
        File("a.png", "image/png", png[:60]), File("a.jpg", "image/jpeg", jpeg[: len(jpeg) // 2]),
        File("a.png", "image/png", _png(2, 2, (30_000, 30_000))),
        File("a.png", "image/png", _png(2, 2, (0, 0))), File("a.png", "image/png", _png(1, 2000)),
        File("a.png", "image/png", _png(4, 4, extra=b"\xff\xff\xff\xfftEXtx")),
        File("a.gif", "image/gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"),
        File("a.svg", "image/svg+xml", f"<svg onload='x'>{MARK}</svg>".encode()),
        File("a.png", "image/png", f"<html>{MARK}".encode()),
        File("a.pdf", "application/pdf", _PDF), File("a.pdf", "application/pdf", b"%PDF-"),
        File("a.jpg", "image/jpeg", jpeg + _PDF),
        File("a.webp", "image/webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
        File("a.heic", "image/heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40),
        File("a.bmp", "image/bmp", b"BM" + b"\xff" * 60),
        File("a.tif", "image/tiff", b"II*\x00\xff\xff\xff\xff"),
        File("x" * 400 + ".png", "image/png", png),
        File("../../etc/x.png", "image/png", png), File("C:\\x\\y.png", "image/png", png),
        File(MARK + ".png", "image/png", png), File("a\x00.png", "image/png", png),
        File("\u202egnp.exe", "image/png", png), File("a\r\nX: y.png", "image/png", png),
        File("\ud800.png", "image/png", png),
        File("a.png", "\u00ff/x; charset=\u00ff", png), File("a", "", png),
        File("a.xlsx", "application/zip", _zip({"a": b"b"})),
        File("a.xlsx", "x/y", _zip({"xl/workbook.xml": b"<x>", "[Content_Types].xml": b"<"})),
        File("a.xlsx", "x/y", b"PK\x03\x04"),
        File("a.xlsx", "x/y", _xlsx()[:400]), File("a.csv", "text/csv", b""),
        File("a.csv", "text/csv", b"\xff\xfe\x00"), File("a.csv", "text/csv", b"\x00" * 500),
        File("a.csv", "text/csv", _csv(_HEADING)), File("a.csv", "text/csv", _csv(_HEADING, *many)),
        File("a.csv", "text/csv", _csv(_HEADING * 30, *many)),
        File("a.csv", "text/csv", b'"' * 3000), File("a.csv", "text/csv", b"a," * 40_000),
        File("a.csv", "text/csv", "楼栋,房号,姓名,出生日期\n1,1,王,1980-01-01".encode("gb18030")),
        File("a.txt", "text/plain", MARK.encode()), File("a.toml", "text/plain", b"format = [[["),
    )  # fmt: skip
