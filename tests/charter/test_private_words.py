"""Phone, identity and room numbers are found; dates, sums, times and house numbers alone are
not.
"""

import pytest

from deliberation.charter.private_words import found


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("打我电话 13812345678。", ["13812345678"]),
        ("+86 138-1234-5678", ["+86 138-1234-5678"]),
        ("身份证11010519491231002X", ["11010519491231002X"]),
        ("身份证 11010519491231002X", ["11010519491231002X"]),
        ("110105194912310021 不是", []),
        ("3栋2单元501太吵", ["3栋2单元501"]),
        ("住 3-1-502", ["3-1-502"]),
        ("3号楼502室", ["3号楼502室"]),
        ("3 栋的人", []),
        ("2026-03-02 开会", []),
        ("开放至 21:00", []),
        ("花 13800 元", []),
        ("第 2026-017 号", []),
        ("1至3层", []),
        ("", []),
        ("13812345678 和 13812345678", ["13812345678"]),
    ],
)
def test_what_is_found(text, pieces):
    assert found(text) == pieces
