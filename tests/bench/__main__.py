"""`make bench`: measures what the acceptance asks for and writes build/bench.md.

`python -m tests.bench [xlsx] [csv] [pages] [scale] [pay] [--lines MILLIONS]`; without names, all of them. `--lines`: of `scale`,
10 by default.
"""

from __future__ import annotations

import os
import platform
import sys
from argparse import ArgumentParser
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


def scale(millions: int = 10) -> list[Measured]:
    """Ten million sales lines, or more."""
    from tests.bench.scale import many_lines

    return many_lines(millions)


def pay() -> list[Measured]:
    """Twelve months of payslips of 2,000 reps."""
    from tests.bench.pay import payroll

    return payroll()


PARTS = {"xlsx": xlsx, "csv": csv, "pages": pages, "scale": scale, "pay": pay}


def main(names: list[str]) -> int:
    """Runs the parts and writes the report; exit code 1 when a limit was missed."""
    parser = ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("parts", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--lines", type=int, default=10, metavar="MILLIONS")
    asked = parser.parse_args(names)
    lines: list[Measured] = []
    for name in asked.parts:
        found = scale(asked.lines) if name == "scale" else PARTS[name]()
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
