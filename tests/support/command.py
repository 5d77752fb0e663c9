"""The command line as a process of its own, in English."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sales_core.kernel.settings import PROJECT


def run_command(home: Path, *words: Path | str) -> subprocess.CompletedProcess[str]:
    """`python -m sales_core …` on the state directory `home`; its texts and exit code, whatever that is."""
    return subprocess.run(
        [sys.executable, "-m", "sales_core", *map(str, words)],
        cwd=PROJECT,
        env={**os.environ, "SALES_HOME": str(home), "SALES_LANG": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
