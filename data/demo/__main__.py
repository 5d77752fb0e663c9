"""`python -m data.demo OUT_DIR [SCALE]` writes the demo company's spreadsheets."""

from __future__ import annotations

import sys
from pathlib import Path

from data.demo import write_company

if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit("usage: python -m data.demo OUT_DIR [SCALE]")
    write_company(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) == 3 else 1.0, print)
