"""Cuts the fonts that pictures and PDFs are set in out of Debian's `fonts-noto-cjk` and `fonts-noto-core`.

Run by who changes the letters, never by the product: `uv run --with fonttools scripts/font_cut.py FONTS`; FONTS is the
folder `usr/share/fonts` of the unpacked packages.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

OUT = Path(__file__).parents[1] / "sales_core" / "reports" / "fonts"
LATIN = tuple(
    chain(
        range(0x20, 0x250), range(0x2C6, 0x2DD), range(0x300, 0x340), range(0x370, 0x530), range(0x1E00, 0x1F00),
        range(0x2010, 0x2060), range(0x2070, 0x20C0), range(0x2100, 0x2194),
        (0xE3F, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
    )
)  # fmt: skip
SIGNS = (0x25CB, 0x25CF, 0x25D1, 0x25D4, 0x25D5, 0x2605, 0x2606, 0x26A0, 0x2713, 0x2715, 0x2717, 0x2726, 0x1F570)
#: The Chinese type sets it as wide as a character, which tears `a · b` apart.
LEFT_TO_LATIN = {0xB7}


def chinese() -> set[int]:
    """Every character of GBK, and the signs that stand beside them."""
    ranges = (
        (0x20, 0x180), (0x2010, 0x2040), (0x20A0, 0x20C0), (0x2100, 0x2300), (0x2460, 0x2500), (0x25A0, 0x2720),
        (0x3000, 0x3040), (0xFF00, 0xFFEF),
    )  # fmt: skip
    return {*chain.from_iterable(range(*ends) for ends in ranges), *_gbk()} - LEFT_TO_LATIN


def _gbk() -> Iterator[int]:
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                yield ord(bytes([lead, trail]).decode("gbk"))
            except UnicodeDecodeError:
                continue


def cut(font: TTFont, letters: tuple[int, ...] | set[int], name: str) -> None:
    """Writes the font with these letters only, without hints and features of other scripts."""
    options = subset.Options()
    options.layout_features, options.hinting, options.name_IDs = ["kern"], False, ["*"]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font.save(OUT / name)


def main(folder: Path) -> None:
    """Cuts all three."""
    collection = TTCollection(folder / "opentype" / "noto" / "NotoSansCJK-Regular.ttc")
    cjk = next(font for font in collection.fonts if font["name"].getDebugName(1) == "Noto Sans CJK SC")
    cut(cjk, chinese(), "noto_sans_sc.otf")
    noto = folder / "truetype" / "noto"
    cut(TTFont(noto / "NotoSans-Regular.ttf"), LATIN, "noto_sans.ttf")
    cut(TTFont(noto / "NotoSansSymbols2-Regular.ttf"), SIGNS, "noto_sans_symbols2.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
