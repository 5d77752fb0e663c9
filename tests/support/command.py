"""The command line, in English, as a process of its own or inside this one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from sales_core.cli.main import main
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


def run_inside(home: Path, *words: Path | str, **environment: str) -> subprocess.CompletedProcess[str]:
    """As `run_command`, without a process of its own: importing the program is most of one.

    `environment`: further variables.
    """
    out, err = io.StringIO(), io.StringIO()
    given = {"SALES_HOME": str(home), "SALES_LANG": "en"} | environment
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in given.items():
            patch.setenv(name, value)
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:  # argparse ends this way
            code = int(left.code or 0)
    return subprocess.CompletedProcess([*map(str, words)], code, out.getvalue(), err.getvalue())
