"""Runs one command and turns the way it ended into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from sales_core.api import (
    LOCAL_ADMIN,
    Home,
    RefusedError,
    SalesError,
    environment,
    log_context,
    log_incident,
    new_id,
    start_log,
    stop_log,
    storage_error,
    working_for,
)
from sales_core.cli.console import complain, locale, word
from sales_core.cli.grammar import parser
from sales_core.cli.session import CommandSession, open_company

if TYPE_CHECKING:
    from argparse import Namespace

    from sales_core.api import Workspace

INTERRUPTED = 130
UNEXPECTED = 1


def main(words: Sequence[str] | None = None, open_workspace: Callable[[], Workspace] = open_company) -> int:
    """Exit code: 0 done, 1 something unexpected, 2 usage, 3 refused, 4 not allowed, 5 unhealthy, 6 confirmation needed,
    7 disk full or read-only.

    `open_workspace` opens the company that the command works on, by default that of SALES_HOME.
    """
    _utf8()
    arguments = parser().parse_args(_joined(sys.argv[1:] if words is None else words))
    with working_for(arguments.company):
        return _logged(arguments, open_workspace)


def _logged(arguments: Namespace, open_workspace: Callable[[], Workspace]) -> int:
    start_log(Home.from_environment().log)
    # Another is bound by number once the company is open: the log names nobody.
    viewer = "" if getattr(arguments, "viewer", None) or environment().token else LOCAL_ADMIN.name
    session = CommandSession(open_workspace)
    try:
        with log_context(request=new_id(), command=arguments.command, viewer=viewer):
            code = _exit_code(arguments, session)
            session.close()
            return code
    finally:
        stop_log()


def _exit_code(arguments: Namespace, session: CommandSession) -> int:
    try:
        session.lens = getattr(arguments, "lens", "")
        if not hasattr(arguments, "viewer"):
            session.refuse_narrow_token()
        return cast("int", arguments.run(arguments, session))
    except SalesError as error:
        session.note_refusal(error, arguments.command)
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
    except Exception as error:  # noqa: BLE001 - the border of a command: its traceback is in the log
        if (known := storage_error(error)) is not None:
            complain(known.describe(locale()))
            return known.exit_code
        number = log_incident("command failed", error)
        complain(word("cli.unexpected", incident=number, folder=Home.from_environment().log))
        return UNEXPECTED


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
