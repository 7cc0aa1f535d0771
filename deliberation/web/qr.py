"""QR codes as inline SVG without any style attribute, fit for the strict content policy and for
print.
"""

import io

from markupsafe import Markup

# Any of the eight masks is read by every reader; trying all of them to find the evenest took four
# fifths of the time.
MASK = 3


def svg(text: str) -> Markup:
    """An SVG element that scales with its frame."""
    import segno  # by the first who prints or scans one

    out = io.BytesIO()
    segno.make(text, error="m", mask=MASK, micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, nl=False
    )
    return Markup(out.getvalue().decode())
