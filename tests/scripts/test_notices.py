"""The notices name every package that is installed, and every font that lies in the repository."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.notices import PATH
from scripts.pins import pins

PROJECT = Path(__file__).resolve().parents[2]
_ROW = re.compile(r"^\| (?P<name>[a-z0-9-]+) \| (?P<version>[0-9]\S*) \| (?P<licence>.+) \|$", re.MULTILINE)


def test_every_package_is_named_with_version_and_licence() -> None:
    rows = [(row["name"], row["version"]) for row in _ROW.finditer(PATH.read_text(encoding="utf-8"))]
    pinned = [(pin.name, pin.version) for pin in pins(PROJECT / "requirements.txt")]
    assert rows == pinned, "run `make notices`"


def test_every_font_is_named_and_its_licence_lies_beside_it() -> None:
    folder = PROJECT / "sales_core" / "reports" / "fonts"
    text = PATH.read_text(encoding="utf-8")
    for font in folder.glob("*.[ot]tf"):
        assert font.relative_to(PROJECT).as_posix() in text
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")
