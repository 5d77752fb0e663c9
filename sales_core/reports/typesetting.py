"""What typst makes of a template beside this file and of data: PDF and PNG, offline, in the fonts carried along.

The data are JSON and never markup, so no name can be one. The compiler is loaded when the first file is wanted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, cast

_HERE = Path(__file__).parent
#: Pixels of a PNG for each of the picture's own: sharp on a slide and on paper.
_SCALE = 2
_POINTS_AN_INCH = 72


def picture_png(svg: str, width: float, height: float) -> bytes:
    """An SVG picture as PNG, twice as many pixels wide and high as it says."""
    return _made("picture.typ", {"svg": svg, "width": width, "height": height}, "png")


def document_pdf(content: Mapping[str, object]) -> bytes:
    """The document that `document.typ` sets of its content."""
    return _made("document.typ", content, "pdf")


def _made(template: str, content: Mapping[str, object], form: Literal["pdf", "png"]) -> bytes:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_HERE / "fonts"])
    compiler = typst.Compiler(
        _HERE / template, root=_HERE, font_paths=fonts,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False, allow_nan=False)},
    )  # fmt: skip
    made = compiler.compile(format=form, ppi=float(_POINTS_AN_INCH * _SCALE))
    return cast("bytes", made)
