"""Runs one command and turns the way it ended into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from sales_core.api import RefusedError, SalesError
from sales_core.cli.console import complain, locale, word
from sales_core.cli.grammar import parser
from sales_core.cli.session import CommandSession, open_company

if TYPE_CHECKING:
    from sales_core.api import Workspace

INTERRUPTED = 130


def main(words: Sequence[str] | None = None, open_workspace: Callable[[], Workspace] = open_company) -> int:
    """Exit code: 0 done, 2 usage, 3 refused, 4 not allowed, 5 unhealthy, 6 confirmation needed.

    `open_workspace` opens the company that the command works on, by default that of SALES_HOME.
    """
    _utf8()
    arguments = parser().parse_args(_joined(sys.argv[1:] if words is None else words))
    try:
        return cast("int", arguments.run(arguments, CommandSession(open_workspace)))
    except SalesError as error:
        complain(error.describe(locale()))
        if isinstance(error, RefusedError) and error.problems:
            from sales_core.cli.problems import lines

            complain("\n".join(lines(error.problems, locale())))
        return error.exit_code
    except BrokenPipeError:
        # The reader (head, less) went away; what it wanted was printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        complain(word("cli.interrupted"))
        return INTERRUPTED


def _joined(words: Sequence[str]) -> list[str]:
    """`--order -net_sales` as one word, because argparse takes a leading minus for a flag."""
    joined: list[str] = []
    for word_ in words:
        if joined and joined[-1] == "--order":
            joined[-1] = f"--order={word_}"
        else:
            joined.append(word_)
    return joined


def _utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower() not in {"utf-8", "utf8"}:
            reconfigure(encoding="utf-8")
