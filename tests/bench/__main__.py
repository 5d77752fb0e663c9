"""`make bench`: measures what the acceptance asks for and writes build/bench.md.

`python -m tests.bench [xlsx] [csv] [pages] [scale]`; without names, all of them.
"""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime

from tests.bench.report import FOLDER, Measured, table


def xlsx() -> list[Measured]:
    """100,000 rows of a workbook to a version."""
    from tests.bench import uploads

    return uploads.xlsx()


def csv() -> list[Measured]:
    """A million rows of text to a version."""
    from tests.bench import uploads

    return uploads.csv()


def pages() -> list[Measured]:
    """The demo company in a server and a browser."""
    from tests.bench.pages import demo

    return demo()


def scale() -> list[Measured]:
    """Ten million sales lines."""
    from tests.bench.scale import ten_million

    return ten_million()


PARTS = {"xlsx": xlsx, "csv": csv, "pages": pages, "scale": scale}


def main(names: list[str]) -> int:
    """Runs the parts and writes the report; exit code 1 when a limit was missed."""
    unknown = set(names) - PARTS.keys()
    if unknown:
        sys.exit(f"usage: python -m tests.bench [{'] ['.join(PARTS)}]")
    lines: list[Measured] = []
    for name in names or PARTS:
        found = PARTS[name]()
        lines += found
        print(table(found), flush=True)
        _write(lines)
    return 1 if any(line.verdict == "**missed**" for line in lines) else 0


def _write(lines: list[Measured]) -> None:
    """Replaces the report after each part, so that a late failure loses nothing."""
    FOLDER.mkdir(exist_ok=True)
    when = datetime.now(UTC)
    text = f"# Bench\n\n{when:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, Python {platform.python_version()}\n\n"
    (FOLDER / "bench.md").write_text(text + table(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
