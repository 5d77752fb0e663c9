"""Every command is described in both languages and in docs/cli.md; help is quick and imports nothing heavy."""

import argparse
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

import pytest

from sales_core.cli.grammar import parser
from sales_core.kernel.errors import UsageError
from sales_core.kernel.question_text import typed_pairs

PROJECT = Path(__file__).resolve().parents[2]


def commands() -> dict[str, ArgumentParser]:
    (choices,) = [a.choices for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return choices


def test_every_command_is_in_the_manual() -> None:
    manual = (PROJECT / "docs" / "cli.md").read_text(encoding="utf-8")
    lacking = [name for name in commands() if name not in manual]
    assert not lacking, f"docs/cli.md does not mention {lacking}"


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_flag_is_in_the_manual(name: str) -> None:
    manual = (PROJECT / "docs" / "cli.md").read_text(encoding="utf-8")
    flags = [f for action in commands()[name]._actions for f in action.option_strings if f.startswith("--")]
    assert not [flag for flag in flags if flag != "--help" and flag not in manual]


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from sales_core.cli.grammar import parser; parser(); print([m for m in ('duckdb', 'pandas', 'pyarrow', 'sqlalchemy', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_pairs_need_a_sign() -> None:
    assert typed_pairs(["region=华东", "a = b=c"], "--where") == [("region", "华东"), ("a", "b=c")]
    with pytest.raises(UsageError):
        typed_pairs(["region"], "--where")
